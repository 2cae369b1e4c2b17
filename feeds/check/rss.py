"""RSS 2.0 as every reader takes it: the specification, the Best Practices Profile, and scars."""

from collections.abc import Iterator

from lxml import etree

from feeds.check.channel import Channel, Item, looks_like_markup
from feeds.check.dates import rfc_822, rfc_3339
from feeds.check.document import Document, Fault, Rule, line
from feeds.check.links import leads_somewhere
from feeds.check.xml import texts, twice

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
HISTORY = "{http://purl.org/syndication/history/1.0}"

ONCE = ("title", "link", "guid", "pubDate", "description", CONTENT)


def channel(root: etree._Element) -> Channel:
    """Return what the document says, in the words that all formats share."""
    found = root.find("channel")
    if found is None:
        return Channel(self_url="", home="", items=())
    return Channel(
        self_url=_link(found, "self"),
        home=_text(found, "link"),
        items=tuple(_item(item) for item in found.iterfind("item")),
        title=_text(found, "title"),
        older=_link(found, "prev-archive"),
        newer=_link(found, "next-archive"),
        current=_link(found, "current"),
        hub=_link(found, "hub"),
        archive=found.find(f"{HISTORY}archive") is not None,
        complete=found.find(f"{HISTORY}complete") is not None,
    )


def _item(item: etree._Element) -> Item:
    said = texts(item)
    return Item(
        place=line(item),
        id=said.get("guid", ""),
        url=said.get("link", ""),
        title=said.get("title", ""),
        published=rfc_822(said.get("pubDate", "")),
        updated=rfc_3339(said.get(f"{ATOM}updated", "")),
        summary=said.get("description", ""),
        content=said.get(CONTENT, ""),
    )


def _text(parent: etree._Element, name: str) -> str:
    return (parent.findtext(name) or "").strip()


def _link(parent: etree._Element, rel: str) -> str:
    for link in parent.iterfind(f"{ATOM}link"):
        if link.get("rel", "alternate") == rel:
            return str(link.get("href", ""))
    return ""


def is_version_2_with_one_channel(document: Document) -> Iterator[Fault]:
    root = document.tree
    if root.get("version") != "2.0":
        yield Fault(line(root), f"RSS version is {root.get('version')!r}", 'write version="2.0"')
    if len(root.findall("channel")) != 1:
        yield Fault(line(root), "an RSS document has exactly one channel")


def channel_has_what_is_required(document: Document) -> Iterator[Fault]:
    for found in document.tree.iterfind("channel"):
        for name in ("title", "link", "description"):
            if not _text(found, name):
                yield Fault(line(found), f"the channel has no {name}", "RSS 2.0 requires it")


def the_picture_exists(document: Document) -> Iterator[Fault]:
    for url in document.tree.iterfind("channel/image/url"):
        yield from leads_somewhere(document, (url.text or "").strip(), line(url))


def build_date_has_a_zone(document: Document) -> Iterator[Fault]:
    for date in document.tree.iterfind("channel/lastBuildDate"):
        if rfc_822((date.text or "").strip()) is None:
            yield Fault(line(date), f"not an RFC 822 date with zone: {date.text!r}")


def items_have_dates(document: Document) -> Iterator[Fault]:
    """An item without a date comes up as new at each fetch in some readers (fluent-reader#743)."""
    for item in document.tree.iterfind("channel/item"):
        date = _text(item, "pubDate")
        if not date:
            yield Fault(line(item), "an item has no pubDate", "some readers show it anew each time")
        elif rfc_822(date) is None:
            yield Fault(line(item), f"not an RFC 822 date with zone: {date!r}")


def updates_have_a_zone(document: Document) -> Iterator[Fault]:
    """RSS has no date of change; Atom's element says it, in Atom's way."""
    for date in document.tree.iterfind(f"channel/item/{ATOM}updated"):
        if rfc_3339((date.text or "").strip()) is None:
            yield Fault(line(date), f"not an RFC 3339 date with zone: {date.text!r}")


def guids_are_no_permalinks(document: Document) -> Iterator[Fault]:
    """The default is true, and readers would then open the id as if it were a page."""
    for guid in document.tree.iterfind("channel/item/guid"):
        if guid.get("isPermaLink") != "false":
            yield Fault(line(guid), "a guid may be taken for a link", 'say isPermaLink="false"')


def items_say_everything_once(document: Document) -> Iterator[Fault]:
    for item in document.tree.iterfind("channel/item"):
        for name in twice(item, ONCE):
            yield Fault(line(item), f"an item has {etree.QName(name).localname} twice")


def content_comes_with_description(document: Document) -> Iterator[Fault]:
    for item in document.tree.iterfind("channel/item"):
        if not _text(item, "description"):
            yield Fault(line(item), "an item has no description", "lists show it as the teaser")


def summaries_are_plain(document: Document) -> Iterator[Fault]:
    """A description beside the full content is shown in lists, by some readers as bare text."""
    for item in document.tree.iterfind("channel/item"):
        if item.find(CONTENT) is not None and looks_like_markup(_text(item, "description")):
            yield Fault(line(item), "a summary looks like markup", "strip its tags")


def authors_have_an_address(document: Document) -> Iterator[Fault]:
    """RSS's own author is an e-mail address; a bare name belongs in dc:creator."""
    for author in document.tree.iterfind("channel/item/author"):
        if "@" not in (author.text or ""):
            yield Fault(line(author), f"author is no e-mail address: {author.text!r}", "dc:creator")


def categories_are_not_empty(document: Document) -> Iterator[Fault]:
    for category in document.tree.iter("category"):
        if not (category.text or "").strip():
            yield Fault(line(category), "an empty category", "leave it out")


def enclosures_are_complete(document: Document) -> Iterator[Fault]:
    for enclosure in document.tree.iterfind("channel/item/enclosure"):
        for name in ("url", "length", "type"):
            if not enclosure.get(name):
                yield Fault(line(enclosure), f"an enclosure has no {name}")


RULES: tuple[Rule, ...] = (
    is_version_2_with_one_channel,
    channel_has_what_is_required,
    the_picture_exists,
    build_date_has_a_zone,
    items_have_dates,
    updates_have_a_zone,
    guids_are_no_permalinks,
    items_say_everything_once,
    content_comes_with_description,
    summaries_are_plain,
    authors_have_an_address,
    categories_are_not_empty,
    enclosures_are_complete,
)
