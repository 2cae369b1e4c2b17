"""The templates of the theme, built in or the site's own, and what is amiss in one.

A file of the site's own theme stands before the built-in one of its name; that one is
still there as `built-in/NAME`, to be extended block by block.  What cannot be compiled
or rendered is a ThemeError with file and line, as far as a template of one's own is
in it: a fault of the built-in ones alone is a bug, and looks like one.
"""

import re
from collections.abc import Callable
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from feeds import model
from feeds.errors import FeedmillError, ThemeError
from feeds.model import Category, Site, Theme
from feeds.render import address, dates, language, teaser
from feeds.render.channel import channel
from feeds.render.readers import reader_links
from feeds.render.words import FOLDER as WORDS
from feeds.render.words import words

if TYPE_CHECKING:  # a run with nothing to do makes no page, and takes less time than Jinja2
    from jinja2 import Environment

_NOUN = re.compile(r"'feeds\.model\.(\w+) object' has no attribute '(\w+)'")
BUILT_IN = "built-in/"  # before the name of a template: ours, though there is one of one's own
STATIC = "static/"  # of a theme: published as it is
_THEME = Path(__file__).parent / "theme"
_FUNCTION = "template "  # what Jinja2 names the code of a template or a block in a traceback


def render(template: str, theme: Theme, said: dict[str, Any]) -> str:
    """Return a template filled in; a ThemeError names the line that could not be."""
    try:
        return environment(theme).get_template(template).render(said).rstrip("\n")
    except FeedmillError:
        raise
    except Exception as error:
        if theme.files and (found := _explained(error, theme, said)):
            raise found from error
        raise


def templates(theme: Theme) -> list[str]:
    """Return the names of the theme's templates: the built-in ones, and the site's own."""
    return sorted({*_built_in(), *filter(is_template, theme.files)})


def is_template(name: str) -> bool:
    """Return whether a file of a theme is a template, and no file to publish as it is."""
    return name.endswith(".html") and not name.startswith(STATIC)


@lru_cache(maxsize=4)
def are_ours(theme: Theme) -> bool:
    """Return whether the site has no template of its own."""
    return not any(map(is_template, theme.files))


def check(theme: Theme) -> None:
    """Raise a ThemeError if a template or a file of words of the site's own cannot be used."""
    for name in sorted(theme.files):
        if name.startswith(WORDS):
            words(name.removeprefix(WORDS).removesuffix(".toml"), theme=theme)
    for name in filter(is_template, sorted(theme.files)):
        try:
            environment(theme).get_template(name)
        except Exception as error:
            raise (_explained(error, theme, {}) or error) from error


@lru_cache(maxsize=4)
def environment(theme: Theme) -> "Environment":
    """Return the templates, compiled once; a name that nobody gave them is an error."""
    from jinja2 import (
        ChoiceLoader,
        Environment,
        FunctionLoader,
        PackageLoader,
        PrefixLoader,
        StrictUndefined,
    )

    from feeds.render.compiled import Compiled

    ours = PackageLoader("feeds.render", "theme")
    own = FunctionLoader(lambda name: _own(name, theme))
    made = Environment(
        loader=ChoiceLoader([own, ours, PrefixLoader({BUILT_IN.rstrip("/"): ours})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,  # what includes a part goes on below it
        auto_reload=False,
        bytecode_cache=Compiled(_THEME, Path(__file__)),
    )
    made.filters |= FILTERS
    made.globals |= {**FUNCTIONS, "kept": _keeper(made, theme)}
    return made


# ------------------------------------------------- what templates can call


def scrollable(html: str) -> Markup:
    """Return sanitised HTML whose boxes that may scroll can be reached with the keyboard."""
    return Markup(
        html.replace("<pre>", '<pre tabindex="0">').replace("<table>", '<table tabindex="0">')
    )


def language_of(site: Site, category: Category | None) -> str:
    """Return the language of a category's pages, or of the site's."""
    return channel(site, category.term if category else "").language or site.language


FILTERS: dict[str, Callable[..., Any]] = {
    "rfc3339": dates.rfc3339,
    "direction": language.direction,
    "scrollable": scrollable,
}
FUNCTIONS: dict[str, Any] = {
    "dot": Markup(' <span aria-hidden="true">·</span> '),
    "feed_url": address.feed_url,
    "filename": address.filename,
    "folder_of": address.folder_of,
    "format_names": address.NAMES,
    "formats_of": address.usable_formats,
    "lang": language.lang,
    "language_of": language_of,
    "media_types": address.MEDIA_TYPES,
    "page_path": address.page_path,
    "reader_links": reader_links,
    "time": teaser.time,
}


def _keeper(made: "Environment", theme: Theme) -> Callable[..., Markup]:
    """A part of just these variables, remembered: most pages show the same entries again."""

    @lru_cache(maxsize=8192)
    def any_part(template: str, **said: Any) -> Markup:
        return Markup(made.get_template(template).render({"lead": False, **said}).rstrip("\n"))

    def kept(template: str, **said: Any) -> Markup:
        if template == teaser.TEMPLATE and are_ours(theme) and not said.get("lead"):
            return teaser.filled(any_part, **said)
        return any_part(template, **said)

    return kept


# ------------------------------------------------------------ the sources


def _own(name: str, theme: Theme) -> tuple[str, str, Callable[[], bool]] | None:
    content = theme.files.get(name) if is_template(name) else None
    if content is None:
        return None
    where = f"{theme.folder}/{name}"
    try:
        return content.decode("utf-8-sig"), where, lambda: True
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ThemeError(f"{where}:{line}", "not UTF-8", "save the file as UTF-8") from error


@cache
def _built_in() -> tuple[str, ...]:
    return tuple(sorted(file.relative_to(_THEME).as_posix() for file in _THEME.rglob("*.*")))


@cache
def resource(name: str) -> bytes:
    """Return a file of the built-in theme as it is."""
    return (_THEME / name).read_bytes()


# --------------------------------------------------------------- the faults


def _explained(error: Exception, theme: Theme, said: dict[str, Any]) -> ThemeError | None:
    """What is amiss as place, fault and remedy, None where no template is at fault."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

    if isinstance(error, ThemeError):
        return error
    if isinstance(error, TemplateSyntaxError):
        place = _shown(error.filename or "", error.lineno, theme)
        return ThemeError(place, error.message or "not a template", "see docs/themes.md")
    place = _place(error, theme)
    if not place:
        return None
    if isinstance(error, TemplateNotFound):
        hint = _near(str(error.name), templates(theme))
        return ThemeError(place, f"there is no template {error.name}", hint)
    if isinstance(error, UndefinedError):
        what = str(error)
        if noun := _NOUN.match(what):  # "'feeds.model.Site object' has no attribute 'titel'"
            known = list(getattr(model, noun[1]).__struct_fields__)
            what = f"{noun[1].lower()} has no attribute '{noun[2]}'"
            return ThemeError(place, what, _near(noun[2], known) or f"known: {', '.join(known)}")
        name = what.partition("'")[2].partition("'")[0]
        hint = _near(name, [*said, *FUNCTIONS]) if what.endswith("is undefined") else ""
        return ThemeError(place, what, hint or "see docs/themes.md")
    what, *hint_of = error.args or (type(error).__name__,)
    hint = str(hint_of[0]) if isinstance(error, LookupError) and hint_of else ""
    return ThemeError(place, f"{type(error).__name__}: {what}" if not hint else str(what), hint)


def _near(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else ""


def _place(error: Exception, theme: Theme) -> str:
    """File and line of the template that failed: the innermost of the site's own, if any is."""
    frames, step = [], error.__traceback__
    ours = _THEME
    while step:
        file = step.tb_frame.f_code.co_filename
        if file.startswith((f"{theme.folder}/", str(ours))):
            frames.append((file, step.tb_lineno))
        step = step.tb_next
    own = [each for each in frames if each[0].startswith(f"{theme.folder}/")]
    found = (own or frames)[-1:]
    return _shown(*found[0], theme) if found else ""


def _shown(file: str, line: int, theme: Theme) -> str:
    """A place as the operator knows it."""
    ours = str(_THEME)
    return (
        f"{BUILT_IN.rstrip('/')}{file.removeprefix(ours)}:{line}"
        if file.startswith(ours)
        else (f"{file or theme.folder}:{line}")
    )
