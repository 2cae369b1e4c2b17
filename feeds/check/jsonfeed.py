"""JSON Feed 1.1 as every reader takes it."""

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from feeds.check.channel import Channel, Item
from feeds.check.dates import rfc_3339
from feeds.check.document import Document, Fault, Rule
from feeds.check.links import is_absolute, leads_somewhere

VERSION = "https://jsonfeed.org/version/1.1"

# XML 1.0 §2.2, so that the three formats can say the same; the range of lone
# surrogates is in it too, which JSON can smuggle in as \ud800.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse(content: bytes) -> tuple[dict[str, Any] | None, list[Fault]]:
    """Return the feed, or None, and why it cannot be read as strict UTF-8 JSON (RFC 8259)."""
    if content.startswith(b"\xef\xbb\xbf"):
        return None, [Fault(":1", "begins with a byte order mark", "write UTF-8 without BOM")]
    try:
        tree = json.loads(
            content.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_each_key_once
        )
    except UnicodeDecodeError as error:
        return None, [Fault("", "not UTF-8", f"byte {error.start} does not decode")]
    except json.JSONDecodeError as error:
        return None, [Fault(f":{error.lineno}", f"not JSON: {error.msg}")]
    except (ValueError, RecursionError) as error:
        return None, [Fault("", f"not JSON that every reader takes: {error}")]
    if not isinstance(tree, dict):
        return None, [Fault("", "a JSON Feed is an object")]
    return tree, []


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON number")


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("an object has the same key twice")
    return found


def channel(tree: dict[str, Any]) -> Channel:
    """Return what the document says, in the words that all formats share."""
    return Channel(
        self_url=_text(tree, "feed_url"),
        home=_text(tree, "home_page_url"),
        items=tuple(_item(place, item) for place, item in _items(tree)),
        title=_text(tree, "title"),
        older=_text(tree, "next_url"),
        hub=next((_text(hub, "url") for hub in _objects(tree, "hubs")), ""),
    )


def _item(place: str, item: dict[str, Any]) -> Item:
    return Item(
        place=place,
        id=_text(item, "id"),
        url=_text(item, "url"),
        title=_text(item, "title"),
        published=rfc_3339(_text(item, "date_published")),
        updated=rfc_3339(_text(item, "date_modified")),
        summary=_text(item, "summary"),
        content=_text(item, "content_html"),
    )


def _items(tree: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    items = tree.get("items")
    for index, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, dict):
            yield f"#/items/{index}", item


def _text(parent: dict[str, Any], key: str) -> str:
    value = parent.get(key)
    return value if isinstance(value, str) else ""


def _objects(parent: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = parent.get(key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _walk(value: Any, place: str) -> Iterator[tuple[str, Any]]:
    """Yield every value below one with its JSON Pointer (RFC 6901), keys as values of their own."""
    pending = [(place, value)]
    while pending:
        place, value = pending.pop()
        yield place, value
        if isinstance(value, dict):
            for key, below in value.items():
                here = f"{place}/{key.replace('~', '~0').replace('/', '~1')}"
                pending += [(here, below)]
                yield place, key
        elif isinstance(value, list):
            pending += [(f"{place}/{index}", below) for index, below in enumerate(value)]


def is_version_1_1(document: Document) -> Iterator[Fault]:
    if document.tree.get("version") != VERSION:
        yield Fault("#/version", f"not a JSON Feed 1.1: {document.tree.get('version')!r}", VERSION)


def feed_has_what_is_required(document: Document) -> Iterator[Fault]:
    if not _text(document.tree, "title"):
        yield Fault("#/title", "the feed has no title", "JSON Feed requires it")
    if not isinstance(document.tree.get("items"), list):
        yield Fault("#/items", "the feed has no list of items", "JSON Feed requires it, if empty")


def nothing_is_null(document: Document) -> Iterator[Fault]:
    if b"null" not in document.content:
        return
    for place, value in _walk(document.tree, "#"):
        if value is None:
            yield Fault(place, "null", "leave the key out; some readers stop at it")


def strings_are_legal(document: Document) -> Iterator[Fault]:
    """One lone surrogate stops lemon24's `reader` from updating any feed at all."""
    if b"\\u" not in document.content and not _ILLEGAL.search(document.content.decode("utf-8")):
        return
    for place, value in _walk(document.tree, "#"):
        if isinstance(value, str) and _ILLEGAL.search(value):
            yield Fault(place, "a character that XML does not allow, or half a surrogate pair")


def ids_are_strings(document: Document) -> Iterator[Fault]:
    for place, item in _items(document.tree):
        if "id" in item and not isinstance(item["id"], str):
            yield Fault(place, f"an id is no string: {item['id']!r}")


def items_have_dates(document: Document) -> Iterator[Fault]:
    for place, item in _items(document.tree):
        if "date_published" not in item:
            yield Fault(place, "an item has no date_published", "some readers show it anew")


def dates_have_a_zone(document: Document) -> Iterator[Fault]:
    for place, item in _items(document.tree):
        for key in ("date_published", "date_modified"):
            if key in item and rfc_3339(_text(item, key)) is None:
                yield Fault(f"{place}/{key}", f"not an RFC 3339 date with zone: {item[key]!r}")


def items_have_a_body(document: Document) -> Iterator[Fault]:
    for place, item in _items(document.tree):
        if not _text(item, "content_html") and not _text(item, "content_text"):
            yield Fault(place, "an item has neither content_html nor content_text")


def authors_have_names(document: Document) -> Iterator[Fault]:
    for place, item in (("#", document.tree), *_items(document.tree)):
        authors = item.get("authors", [])
        named = [a for a in _objects(item, "authors") if _text(a, "name") or _text(a, "url")]
        if not isinstance(authors, list) or len(named) < len(authors):
            yield Fault(f"{place}/authors", "an author has neither name nor url")


def tags_are_words(document: Document) -> Iterator[Fault]:
    for place, item in _items(document.tree):
        tags = item.get("tags", [])
        if not isinstance(tags, list) or not all(isinstance(tag, str) and tag for tag in tags):
            yield Fault(f"{place}/tags", "tags are a list of words, none of them empty")


def attachments_are_complete(document: Document) -> Iterator[Fault]:
    for place, item in _items(document.tree):
        for attachment in _objects(item, "attachments"):
            if not is_absolute(_text(attachment, "url")) or not _text(attachment, "mime_type"):
                yield Fault(place, "an attachment lacks its absolute url or its mime_type")


def pictures_exist(document: Document) -> Iterator[Fault]:
    for place, item in (("#", document.tree), *_items(document.tree)):
        for key in ("icon", "favicon", "image", "banner_image", "external_url"):
            if key in item:
                yield from leads_somewhere(document, _text(item, key), f"{place}/{key}")


RULES: tuple[Rule, ...] = (
    is_version_1_1,
    feed_has_what_is_required,
    nothing_is_null,
    strings_are_legal,
    ids_are_strings,
    items_have_dates,
    dates_have_a_zone,
    items_have_a_body,
    authors_have_names,
    tags_are_words,
    attachments_are_complete,
    pictures_exist,
)
