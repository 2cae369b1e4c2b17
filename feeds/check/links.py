"""Where a URL leads: to a file of output/, elsewhere, or nowhere."""

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote, urljoin

from feeds.check.document import Document, Fault
from feeds.model import Site

INDEX = "index.html"

_ARCHIVE = re.compile(r"/\d{4}/(?:\d\d/)?")  # in a path that is given a slash to begin with
_ABSOLUTE = re.compile(r"(?:https?://[^/?#\s]+|(?!https?:)[a-z][a-z0-9+.-]*:)[^\s]*\Z", re.I)
_PLAIN = re.compile(
    r"((?:\.\./)*)((?:[A-Za-z0-9_%~-][A-Za-z0-9_.%~-]*/)*(?:[A-Za-z0-9_%~-]"
    r"[A-Za-z0-9_.%~-]*)?)",
    re.ASCII,
)
_SCRIPT = re.compile(r"[\s\x00-\x1f]*(?:javascript|vbscript)\s*:", re.I)


def address(site: Site, path: str) -> str:
    """Return the URL under which a file is served; an index.html goes by its folder's."""
    folder, _, name = path.rpartition("/")
    if name == INDEX:
        path = f"{folder}/" if folder else ""
    return site.url + quote(path)


def target(site: Site, url: str) -> str | None:
    """Return the path below output/ that a URL names, None if it leads elsewhere."""
    if not url.startswith(site.url):
        return None
    path = url[len(site.url) :].partition("#")[0].partition("?")[0]
    if "%" in path:
        path = unquote(path)
    return path + INDEX if not path or path.endswith("/") else path


def is_in_archive(path: str) -> bool:
    """Return whether a file lies in a year's or a month's folder, "2026/" or "energy/2026/03/".

    Posts' pages do as well; no feed but an archive document does.
    """
    return bool(_ARCHIVE.search(f"/{path}"))


def section_of(path: str) -> str:
    """Return the folder of the channel that a file goes with.

    >>> section_of("energy/2026/03/rss-2.xml"), section_of("energy/index.html")
    ('energy/', 'energy/')
    """
    folder = path[: path.rfind("/") + 1]
    return folder[: archive.start()] if (archive := _ARCHIVE.search(f"/{folder}")) else folder


def is_absolute(url: str) -> bool:
    """Return whether a URL can be followed without knowing where it was found."""
    return bool(_ABSOLUTE.match(url))


def leads_somewhere(document: Document, url: str, place: str) -> Iterator[Fault]:
    """Yield what is wrong with a URL in a feed: every reader must be able to follow it.

    Twelve of seventeen readers leave a relative URL as it is, and NetNewsWire
    ignores xml:base on entries, so a bare fragment counts as relative too.
    """
    if _SCRIPT.match(url):
        yield Fault(place, f"a link runs a script: {_short(url)}", "sanitise the content")
    elif not is_absolute(url):
        yield Fault(
            place, f"not an absolute URL: {_short(url)}", f"begin it with {document.site.url}"
        )
    else:
        yield from _resolves(document, url, place)


def leads_on(document: Document, base: str, url: str) -> Iterator[Fault]:
    """Yield what is wrong with a URL in a page at `base`, where relative ones are in order."""
    if _SCRIPT.match(url):
        yield Fault("", f"a link runs a script: {_short(url)}", "sanitise the content")
        return
    try:
        target = url if url.startswith(document.site.url) else joined(base, url)
    except ValueError:
        yield Fault("", f"not a URL: {_short(url)}")
        return
    yield from _resolves(document, target, "")


def joined(base: str, url: str) -> str:
    """Return what a browser asks for; urljoin is exact, and slow for what is plain."""
    plain = _PLAIN.fullmatch(url)
    if not plain or not url:
        return urljoin(base, url.strip())
    climbs = len(plain[1]) // 3 + 1
    folders = base.split("/")
    return "/".join(folders[: max(3, len(folders) - climbs)]) + "/" + plain[2]


def _resolves(document: Document, url: str, place: str) -> Iterator[Fault]:
    path = target(document.site, url)
    if path is None or path in document.files:
        return
    if f"{path}/{INDEX}" in document.files:
        yield Fault(place, f"a link to a folder lacks its slash: {_short(url)}", "end it with /")
    else:
        yield Fault(place, f"a link leads to nothing: {_short(url)}", f"there is no {path}")


def _short(url: str) -> str:
    return repr(url if len(url) <= 120 else url[:119] + "…")
