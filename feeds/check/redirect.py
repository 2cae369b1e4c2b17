"""What stands at an address that a post left: a page that leads on, and the map for hosts."""

from collections.abc import Iterator

from lxml import etree

from feeds.check.content import finder
from feeds.check.document import Document, Fault, Rule
from feeds.check.html import (
    begins_with_its_doctype,
    has_a_language,
    has_a_title,
    is_unlisted,
    is_utf_8_from_the_start,
    links_resolve,
)
from feeds.check.links import INDEX, address, joined, target

MAP = "_redirects"
_MADE_BY = b"# Made by Feedmill"  # another's has more in it than we know of
_CANONICAL = finder("/html/head/link[@rel='canonical']/@href")
_REFRESH = finder("/html/head/meta[@http-equiv='refresh']/@content")


def way(root: etree._Element) -> str:
    """Return the URL that a page sends its readers to as it stands there, "" if to none."""
    found = next(iter(_REFRESH(root)), "")
    return str(found).partition("url=")[2].strip()


def is_not_indexed(document: Document) -> Iterator[Fault]:
    if not is_unlisted(document.tree):
        yield Fault("", "leads on and may be indexed", '<meta name="robots" content="noindex">')


def leads_to_a_page(document: Document) -> Iterator[Fault]:
    own = address(document.site, document.path)
    url = joined(own, way(document.tree))
    path = target(document.site, url)
    if path not in document.files or path == document.path:
        yield Fault("", f"leads to no page: {url[:120]!r}", "run feedmill build")
    if url not in _CANONICAL(document.tree):
        yield Fault("", "its canonical link names another page than it leads to")


def map_leads_to_pages(document: Document) -> Iterator[Fault]:
    """A host answers with what stands here before, or instead of, what the pages say."""
    if not document.content.startswith(_MADE_BY):
        return
    for number, line in enumerate(document.content.decode("utf-8", "replace").splitlines(), 1):
        path = [*line.split(), "", ""][1].removeprefix("/") + INDEX
        if not line.startswith("#") and path not in document.files:
            yield Fault(f":{number}", f"leads to no page: {line[:120]!r}", "run feedmill build")


RULES: tuple[Rule, ...] = (
    is_utf_8_from_the_start,
    begins_with_its_doctype,
    has_a_language,
    has_a_title,
    is_not_indexed,
    leads_to_a_page,
    links_resolve,
)
