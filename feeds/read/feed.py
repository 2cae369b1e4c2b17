"""RSS 2.0, RSS 1.0 (RDF) and Atom files, published again with their source named.

Titles, dates, authors and categories stay as the feed states them; each body
ends with a link to where it was published first.  Nothing is fetched, no entity
expanded, and a file that brings its own document type is refused.
"""

import html
import re
from collections.abc import Iterator
from typing import Any

from feeds.errors import DumpError
from feeds.model import Origin
from feeds.read import values
from feeds.read.clean import clean
from feeds.read.encoding import decode
from feeds.read.markup import html_to_markdown, web_address
from feeds.read.page import Article, Page
from feeds.read.records import Channel, key_of, marked_up, with_source

SIZE_LIMIT = 64 << 20  # characters
COUNT_LIMIT = 100_000  # entries
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_XML = "http://www.w3.org/XML/1998/namespace"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_MEDIA = "{http://search.yahoo.com/mrss"
_DATES = ("pubDate", "published", "issued", "date", "updated", "modified")


def read_feed(name: str, data: bytes) -> Page:
    """Return the entries of a feed as articles, in the order of the file.

    Raise DumpError if it is no feed, has no entry, or brings a document type.
    """
    root, damage = _root(name, data)
    channel = next((node for node in root if _tag(node) == "channel"), root)
    base = _link(channel)
    own = _channel(root, channel, base)
    nodes = [node for node in root.iter() if _tag(node) in ("item", "entry")]
    if len(nodes) > COUNT_LIMIT:
        raise DumpError(name, f"more than {COUNT_LIMIT:,} entries", "divide it")
    found = [(n, _article(node, own, base)) for n, node in enumerate(nodes, 1)]
    articles = tuple(article for _, article in found if article)
    rest = [f"entry {n}: it has neither a title nor a text" for n, article in found if not article]
    if not articles:
        raise DumpError(name, "there is no entry in this feed")
    return Page(
        articles=articles,
        rest=tuple(rest),
        skipped=tuple(damage),
        title=own.title,
        language=own.language,
        url=base,
    )


def _channel(root: Any, channel: Any, base: str) -> Channel:
    """Return what a feed says of itself: RSS 2.0's channel, or Atom's root."""
    feed = _link(channel, "self")
    return Channel(
        identity=_text(channel, "id") or feed or base,
        title=values.line(_text(channel, "title")),
        feed=feed,
        language=values.language(_text(channel, "language") or root.get(f"{{{_XML}}}lang")),
    )


def _root(name: str, data: bytes) -> tuple[Any, list[str]]:
    """Return the root element, and what was wrong with the file."""
    from lxml import etree  # here: a text dump needs none of it

    text = _NAMED.sub(_character, clean(decode(data, markup=True)))
    if len(text) > SIZE_LIMIT:
        raise DumpError(name, f"a feed of more than {SIZE_LIMIT:,} characters", "divide it")
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(text.strip().encode(), parser)
    except etree.XMLSyntaxError as error:
        raise DumpError(name, f"not well-formed: {error}"[:300]) from error
    if root is None:
        raise DumpError(name, "not well-formed: it has no element")
    if root.getroottree().docinfo.internalDTD is not None:
        raise DumpError(name, "it brings a document type of its own", "take out the <!DOCTYPE …>")
    errors = [e for e in parser.error_log if e.level_name in ("ERROR", "FATAL")]
    return root, [f"line {e.line}: not well-formed: {e.message}" for e in errors[:9]]


def _character(found: re.Match[str]) -> str:
    """Return a character that HTML names and XML does not."""
    return found[0] if found[1] in _XML_NAMES else html.unescape(found[0])


def _tag(node: Any) -> str:
    """Return the name of an element; pictures and films have titles and texts of their own."""
    tag = node.tag if isinstance(node.tag, str) else ""
    return "" if tag.startswith(_MEDIA) else tag.rpartition("}")[2]


def _children(node: Any, name: str) -> Iterator[Any]:
    return (child for child in node if _tag(child) == name)


def _text(node: Any, *names: str) -> str:
    """Return the text of the first child of these names that has one."""
    for name in names:
        for child in _children(node, name):
            text = "".join(child.itertext()).strip()
            if text:
                return text
    return ""


def _link(node: Any, rel: str = "alternate") -> str:
    """Return the address of the page that a channel or an entry is of, or of its feed."""
    for child in _children(node, "link"):
        if child.get("rel", "alternate") == rel:
            url = web_address(child.get("href") or child.text or "")
            if url:
                return url
    if rel != "alternate":
        return ""
    guid = next(_children(node, "guid"), None)
    if guid is not None and guid.get("isPermaLink", "true") == "true":
        return web_address(guid.text or "")
    return ""


def _article(node: Any, channel: Channel, base: str) -> Article | None:
    link = _link(node)
    title = values.line(_text(node, "title"))
    body, dek = _body_and_dek(node, link or base)
    if not body and not (title and link):
        return None
    origin = _origin(node, channel, link)
    return Article(
        title=title,
        body=with_source(body, link, origin.title),
        dek="" if dek == title else dek,
        byline=_byline(node),
        published=next(filter(None, (values.when(_text(node, name)) for name in _DATES)), None),
        categories=_categories(node),
        language=values.language(_text(node, "language") or node.get(f"{{{_XML}}}lang")),
        image=_image(node, link or base),
        origin=origin,
        key=key_of(channel, _text(node, "id", "guid") or node.get(_ABOUT, "") or link),
    )


def _image(node: Any, base: str) -> str:
    """Return the address of an entry's picture: by Media RSS, or as its enclosure."""
    for child in node.iter():
        tag = child.tag if isinstance(child.tag, str) else ""
        name = tag.rpartition("}")[2]
        kind = child.get("medium") or child.get("type") or "none"
        if tag.startswith(_MEDIA) and (name == "thumbnail" or "image" in kind):
            found = child.get("url")
        elif name == "enclosure" or (name == "link" and child.get("rel") == "enclosure"):
            found = child.get("url") or child.get("href") if kind.startswith("image/") else ""
        else:
            continue
        if found and (address := web_address(found, base)):
            return address
    return ""


def _origin(node: Any, channel: Channel, link: str) -> Origin:
    """Return where an entry was published first: what it names as its source, or this feed."""
    source = next(_children(node, "source"), None)
    if source is None:
        return Origin(link=link, title=channel.title, feed=channel.feed)
    feed = web_address(source.get("url") or "") or _link(source, "self")
    title = values.line(_text(source, "title") or source.text)
    return Origin(link=link, title=title or channel.title, feed=feed)


def _body_and_dek(node: Any, base: str) -> tuple[str, str]:
    """Return the full text, and the summary where it is another."""
    texts = (child for name in ("encoded", "content") for child in _children(node, name))
    full = next((body for child in texts if (body := _markdown(child, base))), "")
    short = (child for name in ("summary", "description") for child in _children(node, name))
    summary = next(short, None)
    if summary is None:
        return full, ""
    if not full:
        return _markdown(summary, base), ""
    dek = values.line("".join(summary.itertext()))
    words = "".join(full.split())
    return full, "" if "".join(dek.split())[:200] in words else dek


def _markdown(node: Any, base: str) -> str:
    """Return a text construct as Markdown (RFC 4287 §3.1): text, html or xhtml."""
    from lxml import etree

    if node.get("type") in ("xhtml", "application/xhtml+xml") or len(node):
        return html_to_markdown(etree.tostring(node, encoding="unicode", with_tail=False), base)
    text = node.text or ""
    return html_to_markdown(text, base) if node.get("type") == "html" else marked_up(text, base)


def _byline(node: Any) -> tuple[str, ...]:
    authors = [_text(child, "name") or child.text or "" for child in _children(node, "author")]
    return values.names([*authors, *("".join(c.itertext()) for c in _children(node, "creator"))])


def _categories(node: Any) -> tuple[str, ...]:
    nodes = [child for name in ("category", "subject") for child in _children(node, name)]
    found = (values.line(c.get("label") or c.text or c.get("term")) for c in nodes)
    return tuple(dict.fromkeys(name for name in found if name))
