"""One record of a scraper, a database or JSON-LD as an article, by its fields' names.

Names are compared without case and marks: `content_html`, `contentHtml` and
`Content-HTML` are one.
"""

import hashlib
import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from feeds.model import Origin
from feeds.read import markdown, values
from feeds.read.clean import clean
from feeds.read.markup import html_to_markdown, is_html, web_address
from feeds.read.page import Article

_TITLE = ("title", "headline", "name", "heading", "h1", "subject")
_BODY = (
    *("articlebody", "maintext", "contenthtml", "content", "body", "fulltext", "bodyhtml", "html"),
    *("contenttext", "articletext", "bodytext", "fullcontent", "text", "story", "article"),
    *("paragraphs", "markdown", "contentmarkdown"),
)
_DEK = (
    *("summary", "dek", "excerpt", "subtitle", "standfirst", "lead", "teaser", "abstract"),
    *("description", "metadescription"),
)
_DATE = (
    *("datepublished", "published", "publishedat", "publisheddate", "publishdate", "publishedon"),
    *("pubdate", "publicationdate", "publicationtime", "date", "datetime", "timestamp", "time"),
    *("createdat", "created", "datecreated", "postdate", "issued"),
)
_BYLINE = ("authors", "author", "byline", "creator", "creators", "writer", "writers", "dccreator")
_CATEGORY = ("category", "categories", "section", "articlesection", "topic", "channel", "rubric")
_TAGS = ("tags", "keywords", "topics", "subjects")
_ADDRESS = ("url", "link", "permalink", "canonicalurl", "externalurl", "sourceurl", "weburl", "uri")
_IMAGE = (
    *("image", "imageurl", "images", "thumbnailurl", "thumbnail", "ogimage", "topimage"),
    *("bannerimage", "photo", "picture", "cover", "leadimage", "featuredimage", "mainimage"),
)
_LANGUAGE = ("language", "lang", "inlanguage", "locale")
_WRAPPERS = ("source", "node", "item", "article", "post", "document", "doc", "fields", "attributes")
_LISTS = (
    *("items", "articles", "entries", "posts", "results", "documents", "docs", "stories", "news"),
    *("records", "rows", "hits", "itemlistelement", "blogpost", "graph"),
    *("data", "response", "feed", "value", "mainentity", "haspart"),
)
_DEEP = 5  # objects within objects
_MARKS = re.compile(r"[^a-z0-9]")


def folded(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record by its fields' names in small letters without marks; empty ones fall out."""
    found: dict[str, Any] = {}
    for key, value in record.items():
        if value not in (None, "", [], {}):
            found.setdefault(_MARKS.sub("", str(key)[:100].lower()), value)
    return found


def records(value: Any, deep: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the records within a JSON value, in order: of lists, and of what wraps them."""
    if isinstance(value, list):
        for inner in value:
            yield from records(inner, deep + 1) if deep < _DEEP else ()
    elif isinstance(value, dict):
        fields = folded(value)
        written = _first(fields, _TITLE) and isinstance(_first(fields, _BODY), str)
        for name in () if written else _LISTS:
            if deep < _DEEP and _holds_records(fields.get(name)):
                yield from records(fields[name], deep + 1)
                return
        yield fields


def _holds_records(value: Any, deep: int = 0) -> bool:
    if isinstance(value, dict) and deep < _DEEP:
        fields = folded(value)
        return any(_holds_records(fields.get(name), deep + 1) for name in _LISTS)
    if not isinstance(value, list):
        return False
    return any(isinstance(inner, dict) and _says_something(inner) for inner in value[:100])


def _says_something(record: dict[str, Any]) -> bool:
    fields = unwrapped(folded(record))
    if isinstance(_first(fields, _BODY), str):
        return True
    return bool(_first(fields, _TITLE)) and bool(fields.keys() & {*_DEK, *_ADDRESS, *_DATE})


def unwrapped(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a record without the object that a database puts around them."""
    for _ in range(3):
        if _first(fields, _TITLE) or _first(fields, _BODY):
            break
        inner = next((fields[n] for n in _WRAPPERS if isinstance(fields.get(n), dict)), None)
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
    address = web_address(values.string(_first(fields, _ADDRESS)))
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
    title, dek = values.line(_first(fields, _TITLE)), values.line(_first(fields, _DEK))
    return Article(
        title=title,
        body=_body(fields, web_address(values.string(_first(fields, _ADDRESS)))),
        dek="" if dek == title else dek,
        byline=values.names(_first(fields, _BYLINE)),
        published=next(filter(None, (values.when(fields.get(name)) for name in _DATE)), None),
        categories=_categories(fields),
        language=values.language(_first(fields, _LANGUAGE)),
        image=_image(_first(fields, _IMAGE)),
    )


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


def _first(fields: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((fields[name] for name in names if name in fields), None)


def _body(fields: dict[str, Any], base: str) -> str:
    for name in _BODY:
        value = fields.get(name)
        if isinstance(value, list) and all(isinstance(inner, str) for inner in value):
            value = "\n\n".join(value)
        text = values.string(value)
        if text.strip():
            return marked_up(text, base)
    return ""


def _categories(fields: dict[str, Any]) -> tuple[str, ...]:
    found = [
        term
        for names in (_CATEGORY, _TAGS)
        for name in names
        for term in values.terms(fields.get(name))
    ]
    return tuple(dict.fromkeys(found))
