"""The pages: what a browser, a crawler and a reader that looks for the feed need of them."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from feeds.check.content import finder, links
from feeds.check.document import Document, Fault, Rule, line
from feeds.check.links import address, is_in_archive, leads_on, section_of, target

FEED_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}

_HEADINGS = finder("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
_ALTERNATES = finder("/html/head/link[@rel='alternate']")
_ROBOTS = finder("/html/head/meta[@name='robots']/@content")
_IDS = finder("//@id")


class Autodiscovery(NamedTuple):
    """A `<link rel="alternate">` to a feed."""

    place: str
    type: str
    title: str
    href: str


@lru_cache(maxsize=1)  # four rules ask for those of the page at hand
def autodiscovery(root: etree._Element) -> list[Autodiscovery]:
    return [
        Autodiscovery(line(link), link.get("type", ""), link.get("title", ""), link.get("href", ""))
        for link in _ALTERNATES(root)
        if link.get("type") in FEED_TYPES.values()
    ]


def is_unlisted(root: etree._Element) -> bool:
    """Return whether the page asks not to be indexed, and so belongs in no sitemap."""
    return any("noindex" in str(content).lower() for content in _ROBOTS(root))


def is_utf_8_from_the_start(document: Document) -> Iterator[Fault]:
    """A browser looks for the encoding in the first 1,024 bytes (HTML, "prescan")."""
    try:
        document.content.decode("utf-8")
    except UnicodeDecodeError as error:
        yield Fault("", "not UTF-8", f"byte {error.start} does not decode")
    if b'charset="utf-8"' not in document.content[:1024].lower():
        yield Fault(":1", "does not say that it is UTF-8", '<meta charset="utf-8"> comes first')


def begins_with_its_doctype(document: Document) -> Iterator[Fault]:
    if not document.content[:15].lower().startswith(b"<!doctype html>"):
        yield Fault(":1", "does not begin with <!doctype html>", "browsers fall into quirks mode")


def has_a_language(document: Document) -> Iterator[Fault]:
    if not document.tree.get("lang"):
        yield Fault(line(document.tree), "the page does not say its language", '<html lang="…">')


def has_a_title(document: Document) -> Iterator[Fault]:
    if not (document.tree.findtext("head/title") or "").strip():
        yield Fault(line(document.tree), "the page has no title")


def has_one_main_heading(document: Document) -> Iterator[Fault]:
    count = sum(1 for _ in document.tree.iter("h1"))
    if count != 1:
        yield Fault("", f"the page has {count} h1 headings", "one, which says what the page is")


def heading_levels_are_not_skipped(document: Document) -> Iterator[Fault]:
    level = 0
    for heading in _HEADINGS(document.tree):
        below = int(heading.tag[1])
        if below > level + 1:
            yield Fault(line(heading), f"<{heading.tag}> follows a heading of level {level}")
        level = below


def ids_are_unique(document: Document) -> Iterator[Fault]:
    """Footnotes and tables of contents collide when several posts share a page."""
    for name, count in Counter(_IDS(document.tree)).items():
        if count > 1:
            yield Fault("", f"{count} elements have the id {str(name)!r}")


def offers_its_feeds(document: Document) -> Iterator[Fault]:
    """Liferea takes the first feed that a page offers, so RSS stands first."""
    offered = [link.type for link in autodiscovery(document.tree)]
    for name in document.site.formats:
        if FEED_TYPES.get(name) not in offered:
            yield Fault("", f"does not offer the {name} feed", '<link rel="alternate"> in the head')
    if offered and "rss" in document.site.formats and offered[0] != FEED_TYPES["rss"]:
        yield Fault("", "offers another format before RSS", "Liferea takes the first")


def offers_are_titled_and_absolute(document: Document) -> Iterator[Fault]:
    for offer in autodiscovery(document.tree):
        if not offer.title.strip():
            yield Fault(offer.place, "a feed is offered without a title")
        if not offer.href.startswith(document.site.url):
            yield Fault(
                offer.place, f"a feed is offered at {offer.href!r}", "absolute, on this site"
            )


def offers_its_own_feed_first(document: Document) -> Iterator[Fault]:
    """A reader that is given the category's page must find the category's feed first."""
    own = f"{section_of(document.path)}rss.xml"
    offers = autodiscovery(document.tree)
    if own == "rss.xml" or own not in document.files or not offers:
        return
    if offers[0].href != address(document.site, own):
        yield Fault(offers[0].place, "another feed is offered before the page's own")


def offers_no_archive(document: Document) -> Iterator[Fault]:
    """An archive document never changes, so to subscribe to it is to hear nothing more."""
    for offer in autodiscovery(document.tree):
        path = target(document.site, offer.href)
        if path and is_in_archive(path):
            yield Fault(offer.place, "offers an archive document as a feed", "offer its channel")


def canonical_is_its_address(document: Document) -> Iterator[Fault]:
    """A page of our own is its own original; what was taken from another site names it there."""
    for link in document.tree.iterfind("head/link[@rel='canonical']"):
        served = address(document.site, document.path)
        href = link.get("href") or ""
        if href != served and (not href or target(document.site, href) is not None):
            yield Fault(line(link), f"canonical says {link.get('href')!r}", f"served as {served}")


def links_resolve(document: Document) -> Iterator[Fault]:
    base = address(document.site, document.path)
    for url in links(document.tree):
        if url.startswith(("#", "data:image/")):
            continue
        for fault in leads_on(document, base, url):
            yield fault._replace(place=_place_of(document, url))


def _place_of(document: Document, url: str) -> str:
    """Return where a page holds a URL; asked only about the few that are wrong."""
    for element in document.tree.iter():
        if any(url in value for value in element.attrib.values()):
            return line(element)
    return ""


def fragments_resolve(document: Document) -> Iterator[Fault]:
    known = {str(name) for name in _IDS(document.tree)}
    for anchor in document.tree.iter("a"):
        href = anchor.get("href", "")
        if href.startswith("#") and href not in ("#", "#top") and href[1:] not in known:
            yield Fault(line(anchor), f"a link within the page leads to nothing: {href[:120]!r}")


RULES: tuple[Rule, ...] = (
    is_utf_8_from_the_start,
    begins_with_its_doctype,
    has_a_language,
    has_a_title,
    has_one_main_heading,
    heading_levels_are_not_skipped,
    ids_are_unique,
    offers_its_feeds,
    offers_are_titled_and_absolute,
    offers_its_own_feed_first,
    offers_no_archive,
    canonical_is_its_address,
    links_resolve,
    fragments_resolve,
)
