"""The site's own theme: what lies in `theme/`, beside the settings, and has a use there."""

from pathlib import Path

from feeds.errors import ThemeError
from feeds.files import Folder
from feeds.model import Theme

FOLDER = "theme"


def own_theme(root: Path) -> Theme:
    """Return the theme of the site in `root`, an empty one if it has none of its own.

    A file that nothing would ask for is a ThemeError: a misspelt name costs an evening.
    """
    folder = Folder(root / FOLDER)
    names = [name for name, _ in folder.files()]
    if not names:
        return Theme()
    from difflib import get_close_matches  # here: most sites have no theme

    from feeds.render.page import THEME_FILES, is_of_theme

    for name in names:
        if not is_of_theme(name):
            close = get_close_matches(name, THEME_FILES, n=1, cutoff=0.6)
            hint = f"did you mean {close[0]}?" if close else "files of your own go into static/"
            raise ThemeError(f"{FOLDER}/{name}", "no file of a theme is called so", hint)
    return Theme(folder=FOLDER, files={name: folder.read(name)[0] for name in names})
