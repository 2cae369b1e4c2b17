"""One article of a web page: its fields by their elements, its body as Markdown.

What became a field is not in the body again, and the line that it stood in
neither; `rest` has the words of such lines, so that none is lost.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from feeds.read import values
from feeds.read.blocks import block_lines
from feeds.read.clean import clean
from feeds.read.entries import heading, is_comment
from feeds.read.markup import tree_to_markdown, web_address
from feeds.read.page import Article

_AROUND = 40  # characters that a line of fields may have besides them
_FIELDS = 40  # elements of one kind; each is asked for what stands around it
_LEVELS = 4  # elements up from a field


def _has(name: str, attribute: str = "class") -> str:
    return f"contains(concat(' ', normalize-space(@{attribute}), ' '), ' {name} ')"


def _any(*names: str, prop: str = "", rel: str = "") -> str:
    tests = [_has(name) for name in names]
    tests += [_has(name, "itemprop") for name in prop.split()]
    tests += [_has(name, "rel") for name in rel.split()]
    return ".//*[" + " or ".join(tests) + "]"


_TITLE = _any("p-name", "entry-title", prop="headline")
_CONTENT = _any("e-content", "entry-content", prop="articleBody")
_SUMMARY = _any("p-summary", "entry-summary", "dek", "standfirst", "subtitle")
_DATE = _any("dt-published", "published", prop="datePublished")
_AUTHOR = _any("p-author", prop="author", rel="author")
_BYLINE = _any("byline", "author", "vcard")
_NAME = _any("fn", "p-name", prop="name")
_PHOTO = _any("u-photo", "u-featured", "wp-post-image", prop="image")
_ASIDE = ("nav", "form")
_CATEGORY = _any("p-category", prop="articleSection keywords", rel="tag category")


class Entry(Struct, frozen=True, kw_only=True):
    """An article, and the lines of its element that are in none of its fields."""

    article: Article
    rest: tuple[str, ...]


def read_entry(node: Any, base: str, confidence: float) -> Entry:
    """Return the article that an element is."""
    byline = _outer(node, _AUTHOR) or _outer(node, _BYLINE)
    title, category = _title(node, byline), _outer(node, _CATEGORY)
    times = [*node.xpath(_DATE), *node.iter("time")]
    published, date = _published(times)
    content = next(iter(node.xpath(_CONTENT)), None)
    dek = next((n for n in node.xpath(_SUMMARY) if n is not content), None)
    if content is None or (dek is not None and dek in set(content.iter())):
        dek = None  # then it is the body, or of it
    fields = [n for n in (title, date, dek, *byline, *category) if n is not None]
    lines = _field_lines(node, fields, content)
    lines += [n for n in node.iter() if n.tag in _ASIDE or (is_comment(n) and n is not node)]
    body_node = node if content is None else content
    article = Article(
        title=_line(title) if title is not None else "",
        body=tree_to_markdown(body_node, base, frozenset(lines)),
        dek=_line(dek) if dek is not None else "",
        byline=values.names([_line(next(iter(n.xpath(_NAME)), n)) for n in byline]),
        published=published,
        categories=tuple(dict.fromkeys(t for n in category for t in values.terms(_value(n)))),
        language=values.language(node.get("lang")),
        image=_picture(node, base),
        confidence=confidence,
    )
    return Entry(article=article, rest=tuple(_rest(node, lines, fields, content)))


def _picture(node: Any, base: str) -> str:
    """Return the address of an entry's picture: the one that is marked as it, or its first."""
    for found in (*node.xpath(_PHOTO)[:_FIELDS], *node.xpath("(.//figure//img)[1]")):
        for stated in ("src", "content", "href", "data-src"):
            if address := web_address(found.get(stated) or "", base):
                return address
    return ""


def _title(node: Any, byline: list[Any]) -> Any:
    """Return the element of the headline, None if there is none; authors have names too."""
    people = {inner for name in byline for inner in name.iter()}
    named = (found for found in node.xpath(_TITLE) if _line(found) and found not in people)
    return next(named, heading(node))


def _line(node: Any) -> str:
    return " ".join(clean("".join(node.itertext())).split())


def _value(node: Any) -> str:
    return str(node.get("content") or "") or _line(node)


def _outer(node: Any, path: str) -> list[Any]:
    """Return what a path finds, but nothing that is in another of them."""
    found = node.xpath(path)[:_FIELDS]
    wanted = set(found)
    return [n for n in found if not any(above in wanted for above in n.iterancestors())]


def _published(times: list[Any]) -> tuple[Any, Any]:
    """Return the first time that can be read, and its element."""
    for node in times:
        for stated in (node.get("datetime"), node.get("content"), node.get("title"), _line(node)):
            found = values.when(stated)
            if found:
                return found, node
    return None, None


def _field_lines(node: Any, fields: list[Any], content: Any) -> list[Any]:
    """Return the elements that hold fields and next to nothing besides."""
    kept = set() if content is None else set(content.iterancestors()) | {content}
    own = set(fields)
    found: dict[Any, None] = {}
    for field in fields:
        top = field
        for above in list(field.iterancestors())[:_LEVELS]:
            if above is node or above in kept or _around(above, own) > _AROUND:
                break
            top = above
        found[top] = None
    return list(found)


def _around(node: Any, fields: set[Any]) -> int:
    """Return how many characters an element holds outside the fields within it."""
    from lxml import etree

    total = inside = 0
    for step, inner in etree.iterwalk(node, events=("start", "end")):
        mine = inner in fields
        if step == "start":
            inside += mine
            total += 0 if inside else len((inner.text or "").strip())
        else:
            inside -= mine
            total += 0 if inside or inner is node else len((inner.tail or "").strip())
        if total > _AROUND:
            break
    return total


def _rest(node: Any, lines: list[Any], fields: list[Any], content: Any) -> Iterator[str]:
    """Yield the words of an entry that are in no field and not in the body."""
    own = set(fields)
    if content is not None:
        yield from block_lines(node, own | {content})
    within = None if content is None else set(content.iter())
    for line in lines:
        if line not in own and (within is None or line in within):
            yield from block_lines(line)
