"""The HTML inside entries: shown by readers far from the site, in a page of their own."""

from collections.abc import Callable, Iterator
from typing import Any, cast

from lxml import etree

from feeds.check.document import Document, Fault
from feeds.check.links import leads_somewhere

URL_ATTRIBUTES = ("href", "src", "poster", "cite", "data", "action", "longdesc", "background")
FORBIDDEN = ("script", "style", "iframe", "object", "embed", "form", "base", "link", "meta")


def finder(expression: str) -> Callable[[etree._Element], list[Any]]:
    """Return a compiled XPath whose answer is known to be a list."""
    return cast("Callable[[etree._Element], list[Any]]", etree.XPath(expression))


_URLS = finder(" | ".join(f"//@{name}" for name in URL_ATTRIBUTES))
_SOURCE_SETS = finder("//@srcset")
_FORBIDDEN = finder(" | ".join(f"//{name}" for name in FORBIDDEN))
_HANDLERS = finder("//@*[starts-with(name(), 'on')]")


def parse_html(content: str | bytes) -> etree._Element | None:
    """Return the root of a page or of a fragment, None if there is nothing in it."""
    parser = etree.HTMLParser(
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        encoding="utf-8" if isinstance(content, bytes) else None,
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def links(root: etree._Element) -> Iterator[str]:
    """Yield the URL of everything that a page or a fragment links to or shows, each once."""
    found = dict.fromkeys(map(str, _URLS(root)))
    for value in _SOURCE_SETS(root):
        found |= dict.fromkeys(_source_set(value))
    yield from found


def _source_set(value: str) -> Iterator[str]:
    """Yield the URLs of a srcset attribute, without their widths and densities."""
    for candidate in value.split(", "):
        url = candidate.strip().rstrip(",").partition(" ")[0]
        if url:
            yield url


def faults_of_content(document: Document, content: str, place: str) -> Iterator[Fault]:
    """Yield what in an entry's HTML a reader could not show, or ought not to."""
    if "<" not in content or hash(content) in document.clean:
        return
    faults = list(_faults(document, content, place))
    if not faults:
        document.clean.add(hash(content))
    yield from faults


def _faults(document: Document, content: str, place: str) -> Iterator[Fault]:
    root = parse_html(content)
    if root is None:
        return
    for element in _FORBIDDEN(root):
        yield Fault(place, f"content holds <{element.tag}>", "sanitise the content")
    for value in _HANDLERS(root):
        yield Fault(place, f"content holds a script: {value[:60]!r}", "sanitise the content")
    for url in links(root):
        yield from leads_somewhere(document, url, place)
