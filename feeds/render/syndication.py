"""RSS 2.0 and Atom 1.0 through feedgen, and what feedgen leaves out.

feedgen gets one generator for each format and never a date for RSS: it would
switch the process's locale for each.  What it has no call for (hub and archive
links in RSS, RFC 5005, `atom:updated`, types of titles) comes by its extensions.

An entry's element depends on the entry and the site alone.  It is made once, as
bytes, and put into the shell of every feed that shows it; the documents are byte
for byte those that feedgen writes for the whole, but for a line feed an entry.
"""

import html
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.ext.dc import DcEntryExtension, DcExtension
from feedgen.ext.media import MediaEntryExtension, MediaExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from feeds.model import Entry, Feed, Origin, Site
from feeds.render.address import MEDIA_TYPES, feed_path, feed_url, shelf_url
from feeds.render.channel import states_language
from feeds.render.characters import legal, one_line
from feeds.render.dates import in_utc, rfc822, rfc3339
from feeds.render.entry import fed

GENERATOR = "Feedmill"  # without a version: an upgrade must not change every feed
STYLE = "feed.css"
TTL_MINUTES = 60
ICON = "144"  # pixels each way: the most that RSS 2.0 allows in width

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_HISTORY = "http://purl.org/syndication/history/1.0"  # RFC 5005
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MEDIA = "http://search.yahoo.com/mrss/"
_RSS_NAMES = {"atom": _ATOM, "content": _CONTENT, "dc": _DC, "fh": _HISTORY, "media": _MEDIA}
_ATOM_NAMES = {"fh": _HISTORY, "media": _MEDIA}

LIKE_MARKUP = re.compile(r"<[A-Za-z/!?]|&(?:[A-Za-z]{2,}|#\w+);")
_TITLE = re.compile(rb"(?<=<title>)[^<]*")


def rss(feed: Feed, site: Site) -> bytes:
    """Return the feed as an RSS 2.0 document.  ValueError if an entry cannot be written."""
    return rss_document(feed, site, [rss_item(entry, site) for entry in feed.entries])


def atom(feed: Feed, site: Site) -> bytes:
    """Return the feed as an Atom 1.0 document.  ValueError if an entry cannot be written."""
    return atom_document(feed, site, [atom_entry(entry, site) for entry in feed.entries])


def rss_document(feed: Feed, site: Site, items: Iterable[bytes]) -> bytes:
    """Return an RSS document of items that `rss_item` made."""
    shell = _channel(feed, site, "rss").rss_str()
    return _spliced(shell, items, b"</channel></rss>", feed)


def atom_document(feed: Feed, site: Site, entries: Iterable[bytes]) -> bytes:
    """Return an Atom document of entries that `atom_entry` made."""
    shell = _channel(feed, site, "atom").atom_str()
    return _spliced(shell, entries, b"</feed>", feed)


def rss_item(entry: Entry, site: Site) -> bytes:
    """Return an entry as the `<item>` of an RSS document."""
    return _profiled(_serialised(_item(entry, site).rss_entry(), _RSS_NAMES))


def atom_entry(entry: Entry, site: Site) -> bytes:
    """Return an entry as the `<entry>` of an Atom document."""
    return _serialised(_entry(entry, site).atom_entry(), _ATOM_NAMES)


# ------------------------------------------------------------- the channel


class _Unsaid(datetime):
    """A date that feedgen takes for set and, finding it false, does not write."""

    def __bool__(self) -> bool:
        return False


class _ChannelExtension(BaseExtension):  # type: ignore[misc]
    """What a channel says beyond feedgen's calls; `of` tells it of which feed."""

    def of(self, feed: Feed, site: Site, format: str) -> None:
        self._feed, self._site, self._format = feed, site, format

    def extend_ns(self) -> dict[str, str]:
        return {"fh": _HISTORY}

    def extend_rss(self, rss: Any) -> Any:
        channel = rss[0]
        for rel, href in _links(self._feed, self._site, self._format):
            link = etree.SubElement(channel, f"{{{_ATOM}}}link", href=href, rel=rel)
            if rel != "hub":
                link.set("type", MEDIA_TYPES[self._format])
        etree.SubElement(channel, "lastBuildDate").text = rfc822(self._feed.updated)
        self._extend_history(channel)
        return rss

    def extend_atom(self, feed: Any) -> Any:
        self._extend_history(feed)
        for name in ("title", "subtitle"):
            _say_html(feed.find(name))
        return feed

    def _extend_history(self, parent: Any) -> None:
        if self._feed.shelf:
            etree.SubElement(parent, f"{{{_HISTORY}}}archive")
        elif self._feed.complete:
            etree.SubElement(parent, f"{{{_HISTORY}}}complete")


def _channel(feed: Feed, site: Site, format: str) -> FeedGenerator:
    """The feed without its entries."""
    channel = FeedGenerator()
    channel.register_extension("channel", _ChannelExtension)
    channel.channel.of(feed, site, format)
    channel.register_extension("media", MediaExtension)  # for its namespace
    channel.id(feed.id)
    channel.title(one_line(feed.title) or site.url)
    channel.subtitle(_text(feed.subtitle, format) or one_line(feed.title) or site.url)
    channel.language(feed.language)
    channel.generator(GENERATOR)
    if format == "rss":
        channel.register_extension("dc", DcExtension, atom=False)  # for its namespace
        channel.updated(_Unsaid(1970, 1, 1, tzinfo=UTC))
        channel.docs("https://www.rssboard.org/rss-specification")
        name = one_line(feed.title) or site.url  # of image and channel the same
        if feed.image:  # of a size that nobody knows here
            channel.image(feed.image, name, feed.link)
        else:
            channel.image(site.url + "icon.png", name, feed.link, width=ICON, height=ICON)
        if not feed.shelf:
            channel.ttl(TTL_MINUTES)
    else:
        channel.updated(in_utc(feed.updated))
        channel.author(name=one_line(site.author) or one_line(site.title) or site.url)
        channel.icon(site.url + "icon.png")
        if feed.image:
            channel.logo(feed.image)
        for rel, href in _links(feed, site, format):
            channel.link(href=href, rel=rel, **_typed(rel, format))
    # RSS takes the link that was added last, whatever its rel.
    channel.link(href=feed.link, rel="alternate", type="text/html")
    return channel


def _typed(rel: str, format: str) -> dict[str, str]:
    return {} if rel == "hub" else {"type": MEDIA_TYPES[format]}


def _links(feed: Feed, site: Site, format: str) -> list[tuple[str, str]]:
    """The feed's links to other documents of its format, as (rel, href)."""
    links = [("self", site.url + feed_path(feed, format))]
    if site.hub and not feed.shelf:
        links.append(("hub", site.hub))
    if feed.shelf:
        links.append(("current", feed_url(site, feed.category, format)))
    if feed.older:
        links.append(("prev-archive", shelf_url(site, feed.older, format)))
    if feed.newer:
        links.append(("next-archive", shelf_url(site, feed.newer, format)))
    return links


# -------------------------------------------------------------- the entries


class _ItemExtension(BaseEntryExtension):  # type: ignore[misc]
    """What an item says beyond feedgen's calls; `of` tells it of which entry."""

    def of(self, entry: Entry, site: Site) -> None:
        self._entry, self._site = entry, site

    def extend_rss(self, item: Any) -> Any:
        etree.SubElement(item, "pubDate").text = rfc822(self._entry.published)
        if self._entry.updated != self._entry.published:
            updated = etree.SubElement(item, f"{{{_ATOM}}}updated")
            updated.text = rfc3339(self._entry.updated)
        origin = self._entry.origin
        if origin and origin.feed:  # without its address there is no <source> (RSS 2.0)
            source = etree.SubElement(item, "source", url=origin.feed)
            source.text = one_line(origin.title) or origin.feed
        return item

    def extend_atom(self, entry: Any) -> Any:
        if states_language(self._entry, self._site):
            entry.set(_LANG, self._entry.language)
        _say_html(entry.find("title"))
        for link in entry.iterfind("link"):  # feedgen writes the href alone
            link.set("rel", "alternate")
            link.set("type", "text/html")
        if self._entry.origin:
            self._extend_origin(entry, self._entry.origin)
        return entry

    def _extend_origin(self, entry: Any, origin: Origin) -> None:
        """Name the page and the feed that an entry was taken from (RFC 4287 §4.2.7.2, §4.2.11)."""
        if origin.link:
            etree.SubElement(entry, "link", href=origin.link, rel="via", type="text/html")
        if origin.feed:
            source = etree.SubElement(entry, "source")
            etree.SubElement(source, "id").text = origin.feed
            etree.SubElement(source, "title").text = one_line(origin.title) or origin.feed
            etree.SubElement(source, "updated").text = rfc3339(self._entry.updated)
            etree.SubElement(source, "link", href=origin.feed, rel="self")


def _say_html(element: Any) -> None:
    """Have text that looks like markup taken for what it says (RFC 4287 §3.1.1)."""
    if element is not None and LIKE_MARKUP.search(element.text):
        element.text = html.escape(element.text, quote=False)
        element.set("type", "html")


def _item(entry: Entry, site: Site) -> FeedEntry:
    """The entry for RSS."""
    item = _begun(entry, site)
    # load_extension looks on the disk for a module that is not there, each time.
    item.register_extension("dc", DcEntryExtension, atom=False)
    item.dc.dc_creator([one_line(name) for name in entry.authors])
    if states_language(entry, site):
        item.dc.dc_language(entry.language)
    item.summary(_text(entry.summary, "rss"))
    content = fed(entry, site)
    if content:
        item.content(legal(content))
    return item


def _entry(entry: Entry, site: Site) -> FeedEntry:
    """The entry for Atom."""
    item = _begun(entry, site)
    item.published(in_utc(entry.published))
    item.updated(in_utc(entry.updated))
    item.author([{"name": one_line(name)} for name in entry.authors])
    summary = one_line(entry.summary)
    if LIKE_MARKUP.search(summary):
        item.summary(html.escape(summary, quote=False), type="html")
    else:
        item.summary(summary)
    content = fed(entry, site)
    if content:
        item.content(legal(content), type="html")
    return item


def _begun(entry: Entry, site: Site) -> FeedEntry:
    """What both formats say of an entry."""
    item = FeedEntry()
    item.register_extension("item", _ItemExtension)
    item.item.of(entry, site)
    item.id(one_line(entry.id))
    item.title(one_line(entry.title))
    item.link(href=entry.link, rel="alternate", type="text/html")
    item.category(_categories(entry, site))
    if entry.image:
        item.register_extension("media", MediaEntryExtension)
        item.media.content(url=entry.image, medium="image", group=None)
    return item


def _categories(entry: Entry, site: Site) -> list[dict[str, str]]:
    """The category and the tags, each under a scheme of its own."""
    category, scheme = entry.category, f"tag:{site.authority}:"
    label = one_line(category.label) or category.term
    first = {"term": category.term, "label": label, "scheme": scheme + "category"}
    return [first, *({"term": one_line(tag), "scheme": scheme + "tag"} for tag in entry.tags)]


def _text(text: str, format: str) -> str:
    """Plain text for an element that RSS readers take for HTML, and Atom's do not."""
    text = one_line(text)
    return html.escape(text, quote=False) if format == "rss" else text


# ----------------------------------------------------------------- the bytes


def _serialised(element: Any, names: dict[str, str]) -> bytes:
    """The element's bytes as they stand in a document whose root declares the names."""
    frame = etree.Element("frame", nsmap=names)
    frame.append(element)
    document = etree.tostring(frame, encoding="UTF-8", xml_declaration=False)
    return document[document.index(b">") + 1 : -len(b"</frame>")]


def _profiled(item: bytes) -> bytes:
    """The item with its title's `&` and `<` in the form of the RSS Best Practices profile."""
    return _TITLE.sub(
        lambda title: title.group().replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;"),
        item,
        count=1,
    )


def _spliced(shell: bytes, items: Iterable[bytes], end: bytes, feed: Feed) -> bytes:
    """The shell with its style sheet named and the items before its end.

    The one address that is relative: browsers alone read it, and so the feed is
    dressed wherever the site is looked at before it is published.
    """
    head, _, rest = shell.partition(b"\n")
    href = "../" * feed.folder.count("/") + STYLE
    style = f'<?xml-stylesheet type="text/css" href="{href}"?>'.encode()
    body = rest.removesuffix(end)
    return b"\n".join([head, style, body, *items, end, b""])
