"""A feed document whatever its format, and what must hold of it in every one."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise

from msgspec import Struct

from feeds.check.content import faults_of_content
from feeds.check.document import Document, Fault
from feeds.check.links import address, is_absolute, is_in_archive, leads_on, leads_somewhere

LARGEST = 512_000  # bytes; FeedBurner stopped at 512 kB, and Feedbin reads no further

_STYLE = re.compile(rb"""<\?xml-stylesheet[^>]*?href=["']([^"'>]*)""")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")


class Item(Struct, frozen=True, kw_only=True):
    """An entry as a reader sees it; a date that is missing or malformed is None."""

    place: str
    id: str
    url: str
    title: str
    published: datetime | None
    updated: datetime | None
    summary: str
    content: str


class Channel(Struct, frozen=True, kw_only=True):
    """A feed document; `older`, `newer` and `current` are its RFC 5005 links."""

    self_url: str
    home: str
    items: tuple[Item, ...]
    title: str = ""
    older: str = ""
    newer: str = ""
    current: str = ""
    hub: str = ""
    archive: bool = False
    complete: bool = False


Rule = Callable[[Document, Channel], Iterator[Fault]]


def looks_like_markup(text: str) -> bool:
    """Return whether a reader that expects HTML would take part of the text for a tag."""
    return "<" in text and bool(_TAG.search(text))


def self_is_the_served_address(document: Document, channel: Channel) -> Iterator[Fault]:
    served = address(document.site, document.path)
    if channel.self_url != served:
        said = channel.self_url or "nothing"
        yield Fault("", f"its self link says {said}", f"it is served as {served}")


def home_is_a_page(document: Document, channel: Channel) -> Iterator[Fault]:
    if not channel.home:
        yield Fault("", "does not link to the page it is the feed of")
    else:
        yield from leads_somewhere(document, channel.home, "")


def neighbours_exist(document: Document, channel: Channel) -> Iterator[Fault]:
    for url in (channel.older, channel.newer, channel.current):
        if url:
            yield from leads_somewhere(document, url, "")


def announces_the_hub(document: Document, channel: Channel) -> Iterator[Fault]:
    """A subscriber asks the feed it has, in whatever format, where to subscribe (WebSub §4)."""
    if not document.site.hub or is_in_archive(document.path):
        return
    if channel.hub != document.site.hub:
        yield Fault("", "does not name the hub", f"link rel=hub to {document.site.hub}")


def style_sheets_exist(document: Document, _: Channel) -> Iterator[Fault]:
    """Feeds are opened in browsers too; a missing sheet leaves them a bare tree."""
    for href in _STYLE.findall(document.content[:1024]):
        base = document.site.url + document.path
        yield from leads_on(document, base, href.decode("utf-8", "replace"))


def is_small_enough(document: Document, _: Channel) -> Iterator[Fault]:
    size = len(document.content)
    if size > LARGEST and not is_in_archive(document.path):
        yield Fault(
            "", f"{size // 1000} kB are more than every reader takes (512)", "lower max_items"
        )


def items_have_ids(_: Document, channel: Channel) -> Iterator[Fault]:
    for item in channel.items:
        if not item.id:
            yield Fault(item.place, "an entry has no id", "readers then make one of title or link")
        elif not is_absolute(item.id):
            yield Fault(item.place, f"an id is no URI: {item.id!r}")


def ids_are_unique(_: Document, channel: Channel) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for item in channel.items:
        if item.id and item.id in first:
            yield Fault(
                item.place,
                f"two entries have the id {item.id}",
                f"the other is at {first[item.id]}",
            )
        first.setdefault(item.id, item.place)


def items_have_titles(_: Document, channel: Channel) -> Iterator[Fault]:
    for item in channel.items:
        if not item.title.strip():
            yield Fault(item.place, "an entry has no title")


def items_have_permalinks(document: Document, channel: Channel) -> Iterator[Fault]:
    for item in channel.items:
        if not item.url:
            yield Fault(item.place, "an entry has no link")
        else:
            yield from leads_somewhere(document, item.url, item.place)


def newest_comes_first(_: Document, channel: Channel) -> Iterator[Fault]:
    dated = [item for item in channel.items if item.published]
    for before, item in pairwise(dated):
        if before.published and item.published and item.published > before.published:
            yield Fault(item.place, "an entry is newer than the one before it", "newest first")


def no_update_before_publication(_: Document, channel: Channel) -> Iterator[Fault]:
    for item in channel.items:
        if item.published and item.updated and item.updated < item.published:
            yield Fault(item.place, "an entry was updated before it was published")


def entries_say_something(_: Document, channel: Channel) -> Iterator[Fault]:
    for item in channel.items:
        if not item.content and not item.summary:
            yield Fault(item.place, "an entry has neither content nor summary")


def content_can_be_shown_anywhere(document: Document, channel: Channel) -> Iterator[Fault]:
    for item in channel.items:
        yield from faults_of_content(document, item.content, item.place)


RULES: tuple[Rule, ...] = (
    self_is_the_served_address,
    home_is_a_page,
    neighbours_exist,
    announces_the_hub,
    style_sheets_exist,
    is_small_enough,
    items_have_ids,
    ids_are_unique,
    items_have_titles,
    items_have_permalinks,
    newest_comes_first,
    no_update_before_publication,
    entries_say_something,
    content_can_be_shown_anywhere,
)
