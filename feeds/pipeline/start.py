"""A new site in an empty folder, which builds as it is."""

from datetime import UTC, datetime
from importlib.resources import files as resources
from pathlib import Path
from urllib.parse import urlsplit

from feeds.config import FILE
from feeds.errors import ConfigError
from feeds.files import Folder
from feeds.post.identity import slug

SAMPLE = "content/dumps/your-first-dump.txt"


def start(root: Path, *, title: str = "", url: str = "") -> list[str]:
    """Make a site in `root` and return the names of the files written.

    Raises ConfigError if there is a site already; other files are left alone.
    """
    if (root / FILE).exists():
        raise ConfigError(str(root / FILE), "there is a site here already", "edit it instead")
    name = slug(title or root.resolve().name) or "site"
    host = urlsplit(url).hostname or f"{name}.localhost"
    settings = (
        _starter("feedmill.toml")
        .replace("@TITLE@", _quoted(title or root.resolve().name or "Feedmill"))
        .replace("@URL@", _quoted(url))
        .replace("@AUTHORITY@", f"{host},{datetime.now(UTC).year}")
    )
    root.mkdir(parents=True, exist_ok=True)
    folder = Folder(root)
    for place in ("content/posts", "output"):
        (root / place).mkdir(parents=True, exist_ok=True)
    written = {SAMPLE: _starter("dump.txt"), FILE: settings}
    for path, text in written.items():
        if folder.status(path) is None:
            folder.write(path, text.encode(), durable=True)
    return list(written)


def _starter(name: str) -> str:
    return resources("feeds").joinpath("starter", name).read_text("utf-8")


def _quoted(text: str) -> str:
    """Return text as it stands between the quotes of a TOML string."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
