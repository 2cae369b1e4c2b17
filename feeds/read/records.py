"""One record of a scraper, a database, a table or JSON-LD as an article, by its fields' names."""

import hashlib
import html
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from feeds.fieldnames import (
    ADDRESS,
    BODY,
    BYLINE,
    CATEGORY,
    DATE,
    DEK,
    IMAGE,
    LANGUAGE,
    LISTS,
    TAGS,
    TITLE,
    WRAPPERS,
    first,
    folded,
)
from feeds.model import Origin
from feeds.read import markdown, values
from feeds.read.clean import clean
from feeds.read.markup import html_to_markdown, is_html, web_address
from feeds.read.page import Article

_DEEP = 5  # objects within objects


def records(value: Any, deep: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the records within a JSON value, in order: of lists, and of what wraps them."""
    if isinstance(value, list):
        for inner in value:
            yield from records(inner, deep + 1) if deep < _DEEP else ()
    elif isinstance(value, dict):
        fields = folded(value)
        written = first(fields, TITLE) and isinstance(first(fields, BODY), str)
        for name in () if written else LISTS:
            if deep < _DEEP and _holds_records(fields.get(name)):
                yield from records(fields[name], deep + 1)
                return
        yield fields


def _holds_records(value: Any, deep: int = 0) -> bool:
    if isinstance(value, dict) and deep < _DEEP:
        fields = folded(value)
        return any(_holds_records(fields.get(name), deep + 1) for name in LISTS)
    if not isinstance(value, list):
        return False
    return any(isinstance(inner, dict) and _says_something(inner) for inner in value[:100])


def _says_something(record: dict[str, Any]) -> bool:
    fields = unwrapped(folded(record))
    if isinstance(first(fields, BODY), str):
        return True
    return bool(first(fields, TITLE)) and bool(fields.keys() & {*DEK, *ADDRESS, *DATE})


def unwrapped(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a record without the object that a database puts around them."""
    for _ in range(3):
        if first(fields, TITLE) or first(fields, BODY):
            break
        inner = next((fields[n] for n in WRAPPERS if isinstance(fields.get(n), dict)), None)
        if inner is None:
            break
        fields = folded(inner)
    return fields


class Channel(Struct, frozen=True, kw_only=True):
    """What a feed says of itself, for the articles in it."""

    identity: str = ""  # what no other feed has: its id, or its address
    title: str = ""
    feed: str = ""
    language: str = ""


NOWHERE = Channel()


def channel_of(value: Any) -> Channel:
    """Return the channel that a JSON value is (https://jsonfeed.org/version/1.1), else a blank."""
    if not isinstance(value, dict) or "jsonfeed.org/version" not in str(value.get("version")):
        return NOWHERE
    feed = web_address(values.string(value.get("feed_url")))
    return Channel(
        identity=feed or web_address(values.string(value.get("home_page_url"))),
        title=values.line(value.get("title")),
        feed=feed,
        language=values.language(value.get("language")),
    )


def key_of(channel: Channel, name: str) -> str:
    """Return by what an entry is known in all fetches of its feed, "" if it has no name.

    The name that a feed gives an entry is its own: another feed's may be the same.
    """
    if not channel.identity or not name.strip():
        return ""
    return hashlib.sha256(f"{channel.identity}\0{name.strip()}".encode()).hexdigest()[:16]


def to_article(record: dict[str, Any], channel: Channel = NOWHERE) -> Article | None:
    """Return the article that a record is, or None if it has neither title nor text."""
    fields = unwrapped(folded(record))
    address = web_address(values.string(first(fields, ADDRESS)))
    article = described(fields)
    body, dek = article.body, article.dek
    if not body and dek:
        body, dek = markdown.paragraph(dek), ""
    if not body and not (article.title and address):
        return None
    origin = Origin(link=address, title=channel.title, feed=channel.feed)
    return replace(
        article,
        body=with_source(body, address, channel.title),
        dek=dek,
        language=article.language or channel.language,
        origin=origin if address or channel.identity else None,
        key=key_of(channel, values.string(fields.get("id"))),
    )


def described(fields: dict[str, Any]) -> Article:
    """Return what folded fields say of an article, if only its title."""
    title, dek = values.line(first(fields, TITLE)), values.line(first(fields, DEK))
    return Article(
        title=title,
        body=_body(fields, web_address(values.string(first(fields, ADDRESS)))),
        dek="" if dek == title else dek,
        byline=values.names(first(fields, BYLINE)),
        published=next(filter(None, map(values.when, stated_dates(fields))), None),
        categories=_categories(fields),
        language=values.language(first(fields, LANGUAGE)),
        image=_image(first(fields, IMAGE)),
    )


def stated_dates(fields: dict[str, Any]) -> Iterator[Any]:
    """Yield what may be the date in folded fields, the likeliest first."""
    yield from (fields[name] for name in DATE if name in fields)
    if isinstance(fields.get("data"), str):  # a date in Italian; in JSON mostly anything else
        yield fields["data"]


def _image(value: Any) -> str:
    """Return the address of a picture, or of the first in a list of them."""
    for _ in range(_DEEP):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            named = folded(value)
            value = next((named[key] for key in ("url", "src", "contenturl") if key in named), "")
    return web_address(value) if isinstance(value, str) else ""


def with_source(body: str, address: str, source: str = "") -> str:
    """Return a body that ends by naming where it was published first, if it does not yet."""
    if not address or address in body:
        return body
    named = markdown.inline(source or urlsplit(address).hostname or address)
    return "\n\n".join(filter(None, (body, f"[{named}]({address})")))


def marked_up(text: str, base: str = "") -> str:
    """Return text that may be HTML or plain as Markdown."""
    if is_html(text):
        return html_to_markdown(text, base)
    return markdown.text_to_markdown(clean(html.unescape(text) if "&" in text else text))


def _body(fields: dict[str, Any], base: str) -> str:
    for name in BODY:
        if name not in fields:
            continue
        value = fields[name]
        if isinstance(value, list) and all(isinstance(inner, str) for inner in value):
            value = "\n\n".join(value)
        text = values.string(value)
        if text.strip():
            return marked_up(text, base)
    return ""


def _categories(fields: dict[str, Any]) -> tuple[str, ...]:
    found = [
        term
        for names in (CATEGORY, TAGS)
        for name in names
        if name in fields
        for term in values.terms(fields[name])
    ]
    return tuple(dict.fromkeys(found))
