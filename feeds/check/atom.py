"""Atom 1.0 (RFC 4287) as every reader takes it."""

import html
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from feeds.check.channel import Channel, Item, looks_like_markup
from feeds.check.dates import rfc_3339
from feeds.check.document import Document, Fault, Rule, line
from feeds.check.links import is_absolute, leads_somewhere
from feeds.check.xml import texts, twice

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"

ROOT = f"{ATOM}feed"
TYPES = ("text", "html", "xhtml")
FEED_ONCE = tuple(
    ATOM + name
    for name in ("id", "title", "updated", "subtitle", "icon", "logo", "generator", "rights")
)
ENTRY_ONCE = tuple(
    ATOM + name
    for name in ("id", "title", "updated", "published", "summary", "content", "rights", "source")
)


def channel(root: etree._Element) -> Channel:
    """Return what the document says, in the words that all formats share."""
    return Channel(
        self_url=_link(root, "self"),
        home=_link(root, "alternate"),
        items=tuple(_item(entry) for entry in root.iterfind(f"{ATOM}entry")),
        title=_plain(root, "title"),
        older=_link(root, "prev-archive"),
        newer=_link(root, "next-archive"),
        current=_link(root, "current"),
        hub=_link(root, "hub"),
        archive=root.find(f"{HISTORY}archive") is not None,
        complete=root.find(f"{HISTORY}complete") is not None,
    )


def _item(entry: etree._Element) -> Item:
    said = texts(entry)
    return Item(
        place=line(entry),
        id=said.get(f"{ATOM}id", ""),
        url=_link(entry, "alternate"),
        title=_plain(entry, "title"),
        published=rfc_3339(said.get(f"{ATOM}published", "")),
        updated=rfc_3339(said.get(f"{ATOM}updated", "")),
        summary=_plain(entry, "summary"),
        content=said.get(f"{ATOM}content", ""),
    )


def _text(parent: etree._Element, name: str) -> str:
    return (parent.findtext(ATOM + name) or "").strip()


def _plain(parent: etree._Element, name: str) -> str:
    """Return a text as a reader shows it: of type html it is escaped once more."""
    element = parent.find(ATOM + name)
    text = _text(parent, name)
    return html.unescape(text) if element is not None and element.get("type") == "html" else text


def _link(parent: etree._Element, rel: str) -> str:
    for link in parent.iterfind(f"{ATOM}link"):
        if link.get("rel", "alternate") == rel:
            return str(link.get("href", ""))
    return ""


def feed_and_entries_have_what_is_required(document: Document) -> Iterator[Fault]:
    for element in (document.tree, *document.tree.iterfind(f"{ATOM}entry")):
        said = texts(element)
        for name in ("id", "title", "updated"):
            if not said.get(ATOM + name):
                kind = etree.QName(element).localname
                yield Fault(line(element), f"the {kind} has no {name}", "RFC 4287 requires it")


def entries_say_when_they_were_published(document: Document) -> Iterator[Fault]:
    for entry in document.tree.iterfind(f"{ATOM}entry"):
        if not _text(entry, "published"):
            yield Fault(line(entry), "an entry has no published date", "an edit would move it up")


def dates_have_a_zone(document: Document) -> Iterator[Fault]:
    for date in document.tree.iter(f"{ATOM}updated", f"{ATOM}published"):
        if rfc_3339((date.text or "").strip()) is None:
            yield Fault(line(date), f"not an RFC 3339 date with zone: {date.text!r}")


def everyone_has_an_author(document: Document) -> Iterator[Fault]:
    """RFC 4287 §4.1.1: the feed has an author, or else every entry has."""
    if document.tree.find(f"{ATOM}author") is not None:
        return
    for entry in document.tree.iterfind(f"{ATOM}entry"):
        if entry.find(f"{ATOM}author") is None:
            yield Fault(line(entry), "neither the entry nor the feed has an author")


def authors_have_names(document: Document) -> Iterator[Fault]:
    for author in document.tree.iter(f"{ATOM}author", f"{ATOM}contributor"):
        if not _text(author, "name"):
            yield Fault(line(author), "an author has no name")


def everything_is_said_once(document: Document) -> Iterator[Fault]:
    entries = ((entry, ENTRY_ONCE) for entry in document.tree.iterfind(f"{ATOM}entry"))
    for element, once in ((document.tree, FEED_ONCE), *entries):
        for name in twice(element, once):
            of, said = etree.QName(element).localname, etree.QName(name).localname
            yield Fault(line(element), f"the {of} has {said} twice")


def alternates_differ(document: Document) -> Iterator[Fault]:
    """RFC 4287 §4.2.7: no two alternates of the same type and language.

    feedgen drops the rel of an entry's links, and `via` then becomes an alternate.
    """
    for element in (document.tree, *document.tree.iterfind(f"{ATOM}entry")):
        kinds = Counter(
            (link.get("type"), link.get("hreflang"))
            for link in element.iterfind(f"{ATOM}link")
            if link.get("rel", "alternate") == "alternate"
        )
        if any(count > 1 for count in kinds.values()):
            yield Fault(line(element), "two alternate links of one type", "give each link its rel")


def links_have_targets(document: Document) -> Iterator[Fault]:
    for link in document.tree.iter(f"{ATOM}link"):
        if not is_absolute(link.get("href", "")):
            yield Fault(line(link), f"not an absolute URL: {link.get('href')!r}")


def text_says_what_it_is(document: Document) -> Iterator[Fault]:
    """A title of type text that holds a tag is shown as markup by some readers."""
    for element in document.tree.iter(*(ATOM + name for name in ("title", "subtitle", "summary"))):
        kind = element.get("type", "text")
        if kind not in TYPES:
            yield Fault(line(element), f"type is {kind!r}", "text, html or xhtml")
        elif kind == "text" and looks_like_markup(element.text or ""):
            yield Fault(line(element), "plain text looks like markup", 'escape it as type="html"')


def content_says_what_it_is(document: Document) -> Iterator[Fault]:
    """`type="CDATA"`, which feedgen offers, is no type (RFC 4287 §4.1.3.1)."""
    for content in document.tree.iter(f"{ATOM}content"):
        kind = content.get("type", "text")
        if kind not in TYPES and "/" not in kind:
            yield Fault(line(content), f"content is of type {kind!r}", 'write type="html"')


def categories_have_terms(document: Document) -> Iterator[Fault]:
    for category in document.tree.iter(f"{ATOM}category"):
        if not category.get("term"):
            yield Fault(line(category), "a category has no term", "leave it out")


def the_pictures_exist(document: Document) -> Iterator[Fault]:
    for name in ("icon", "logo"):
        for picture in document.tree.iterfind(ATOM + name):
            yield from leads_somewhere(document, (picture.text or "").strip(), line(picture))


def feed_id_is_a_uri(document: Document) -> Iterator[Fault]:
    identifier = _text(document.tree, "id")
    if identifier and not is_absolute(identifier):
        yield Fault(line(document.tree), f"the feed's id is no URI: {identifier!r}")


RULES: tuple[Rule, ...] = (
    feed_and_entries_have_what_is_required,
    entries_say_when_they_were_published,
    dates_have_a_zone,
    everyone_has_an_author,
    authors_have_names,
    everything_is_said_once,
    alternates_differ,
    links_have_targets,
    text_says_what_it_is,
    content_says_what_it_is,
    categories_have_terms,
    the_pictures_exist,
    feed_id_is_a_uri,
)
