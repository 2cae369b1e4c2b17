"""A post and its text: YAML between two lines of `---`, then Markdown.

What we write, Hugo, Jekyll and Pelican can read; what their users write, we read
(dialects.py).  Every value is read as text first, because YAML makes `no` a boolean
and `2024` a number, and headlines are neither.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from msgspec import Struct

from feeds.errors import PostError
from feeds.model import Origin, Post, Source, Span
from feeds.post.article import Rules
from feeds.post.category import category
from feeds.post.dialects import DEEPEST, SYNONYMS, divide, fence, is_json, is_pelican
from feeds.post.identity import STATED_LENGTH, mint_id, short, slug
from feeds.post.yamltext import written

_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"", "false", "no", "off", "0"})
_PREFIX = re.compile(r"(\d{4}-\d\d-\d\d)[-_ ]?(.*)")
_WEB = re.compile(r"https?://[^\s<>\"\\^`{|}]{1,2000}", re.IGNORECASE)
_PICTURE = re.compile(r"[^\s<>\"\\^`{|}\[\]]{1,2000}")
_PICTURES = ("url", "src", "path", "image", "relative")  # in a table: of Hugo's themes, of Jekyll's
_NUMBER = re.compile(r"[0-9]{1,12}")
_HEADING = re.compile(r"#\s+(.+?)\s*#*\s*$")


class Parsed(Struct, frozen=True, kw_only=True):
    """A post and the keys that its file does not state, which it must not lose again."""

    post: Post
    missing: tuple[str, ...]


def to_text(post: Post) -> str:
    """Return the file of a post; `parse` of it gives the same post."""
    keys: dict[str, Any] = {
        "id": post.id,
        "title": post.title,
        "date": post.published,
        "updated": post.updated if post.updated != post.published else None,
        "category": post.category.label,
        "tags": list(post.tags),
        "slug": post.slug,
        "summary": post.summary,
        "authors": list(post.authors),
        "lang": post.language,
        "image": post.image,
        "origin": _origin_keys(post.origin) if post.origin else None,
        "source": _source_keys(post.source) if post.source else None,
        "confidence": post.confidence,
        "draft": post.draft or None,
        "withdrawn": None if post.withdrawn is None else post.withdrawn or True,
    }
    kept = {key: value for key, value in keys.items() if value not in (None, "", [])}
    return f"---\n{written(kept)}---\n\n{post.body.strip(chr(10))}\n"


def _source_keys(source: Source) -> dict[str, str]:
    lines = f"{source.lines.first}-{source.lines.last}"
    return {"dump": source.dump, "digest": source.digest, "lines": lines}


def _origin_keys(origin: Origin) -> dict[str, str] | None:
    keys = {"link": origin.link, "title": origin.title, "feed": origin.feed}
    return {key: value for key, value in keys.items() if value} or None


def parse(text: str, name: str, rules: Rules, received: datetime) -> Parsed:
    """Return the post that the file `name` holds; a PostError names the line at fault.

    `received` is the date of a post that states none, in its file's name or keys.
    """
    keys, body = divide(text, name)
    at = _Lines(text, name)
    stated, rest = _named_date(name)
    published = _date(keys, "date", at, rules) or stated or received
    published = published.astimezone(ZoneInfo(rules.timezone)).replace(microsecond=0)
    updated = _date(keys, "updated", at, rules) or published
    title, body = _title(keys, body, rest)
    language = _one(keys.get("lang"))
    label = next(iter(_many(keys.get("category"))), "") or _folder(name) or rules.default_category
    id_ = _one(keys.get("id"))
    if re.search(r"\s", id_):
        raise at.error("id", f"an id has no spaces: {id_!r}", "restore it, or remove the line")
    new = id_ or mint_id(title, body, published, rules.authority)
    fallback = category(rules.default_category, rules.language)
    filed = category(_alias(label, rules), rules.language) or fallback
    if filed is None:
        raise at.error("category", f"nothing to name it by: {label!r}", "write a word")
    post = Post(
        id=new,
        slug=slug(_one(keys.get("slug")), language, STATED_LENGTH)
        or slug(_stem(name, rest), language)
        or slug(title, language)
        or f"post-{short(new)}",
        title=title,
        published=published,
        updated=max(updated.astimezone(published.tzinfo).replace(microsecond=0), published),
        category=filed,
        body=body.strip("\n"),
        summary=" ".join(_one(keys.get("summary")).split()),
        authors=tuple(dict.fromkeys(_many(keys.get("authors")))),
        tags=tuple(dict.fromkeys((*_many(keys.get("category"))[1:], *_many(keys.get("tags"))))),
        language=language if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", language) else "",
        image=_picture(keys.get("image")),
        source=_source(keys.get("source")),
        origin=_origin(keys.get("origin")),
        confidence=_fraction(_one(keys.get("confidence"))),
        draft=_one(keys.get("draft")).lower() in _TRUE
        or _one(keys.get("status")).lower() in ("draft", "hidden"),
        withdrawn=_withdrawn(_one(keys.get("withdrawn"))),
    )
    missing = (() if id_ else ("id",)) + (() if keys.get("date") or stated else ("date",))
    return Parsed(post=post, missing=missing)


def complete(text: str, found: Parsed, name: str, rules: Rules) -> str:
    """Return the text with the missing keys stated, every other byte as it was.

    PostError if its front matter is of a form that they cannot be put into.
    """
    stated = _with_keys(text, found.post, found.missing)
    try:
        again = parse(stated.replace("\r\n", "\n"), name, rules, found.post.published)
    except PostError:
        again = None
    if again is None or again.missing or again.post != found.post:
        what = f"{' and '.join(found.missing)} cannot be put into its front matter"
        raise PostError(f"{name}:1", what, f"write id: {found.post.id} into it, a key a line")
    return stated


def _with_keys(text: str, post: Post, missing: tuple[str, ...]) -> str:
    values = {"id": post.id, "date": post.published.isoformat()}
    opening = fence(text)
    if opening == "+++":
        stated = {"id": f'"{post.id}"', "date": values["date"]}
        return "+++\n" + "".join(f"{k} = {stated[k]}\n" for k in missing) + text.split("\n", 1)[1]
    if is_json(text):
        return (
            "{\n" + "".join(f'  "{k}": "{values[k]}",\n' for k in missing) + text[1:].lstrip("\n")
        )
    lines = "".join(f"{key}: {values[key]}\n" for key in missing)
    if opening == "---":
        return "---\n" + lines + text.split("\n", 1)[1]
    return lines + text if is_pelican(text) else f"---\n{lines}---\n\n{text}"


def _one(value: Any) -> str:
    """Return a value as one text; a list gives its first, a table nothing.

    A table is never written out: by aliases, a line of YAML can be a gigabyte of it.
    """
    value = _first(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, dict):
        return ""
    return str(value).strip()


def _first(value: Any) -> Any:
    """Return what stands first in a list, and in a list in it: by an alias, it may hold itself."""
    for _ in range(DEEPEST):
        if not isinstance(value, list | tuple):
            return value
        value = value[0] if value else None
    return None


def _many(value: Any) -> list[str]:
    """Return a value as texts: a list's items, or the one that it is."""
    items: Iterator[Any] = iter(value) if isinstance(value, list | tuple) else iter([value])
    # An author may be a table with a name in it, as some themes want it.
    names = (item.get("name") if isinstance(item, dict) else item for item in items)
    return [text for text in (" ".join(_one(name).split()) for name in names) if text]


def _alias(label: str, rules: Rules) -> str:
    return next(
        (use for name, use in rules.aliases.items() if name.casefold() == label.casefold()), label
    )


def _folder(name: str) -> str:
    """Return the category that a file's folder suggests: content/posts/energy/x.md."""
    folder = name.split("/")[0] if "/" in name else "_"
    return "" if folder.startswith("_") else folder.replace("-", " ").capitalize()


def _named_date(name: str) -> tuple[datetime | None, str]:
    """Return the date and the rest of a file name as Jekyll wants it, 2026-03-01-mill-fire.md."""
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    found = _PREFIX.fullmatch(stem)
    if found:
        try:
            return datetime.fromisoformat(found[1]).replace(tzinfo=UTC), found[2]
        except ValueError:
            pass
    return None, stem


def _stem(name: str, rest: str) -> str:
    """Return what a file's name says of a post's address, as Hugo and Jekyll take it.

    Not the title: an address must not move when a headline is corrected.
    """
    return name.split("/")[-2] if rest == "index" and "/" in name else rest


def _title(keys: dict[str, Any], body: str, stem: str) -> tuple[str, str]:
    """Return title and body: the title is stated, or the first heading, or the file's name."""
    stated = " ".join(_one(keys.get("title")).split())
    if stated:
        return stated, body
    first, _, rest = body.partition("\n")
    found = _HEADING.match(first)
    if found:
        return found[1], rest.lstrip("\n")
    return stem.replace("-", " ").replace("_", " ").strip().capitalize() or "Untitled", body


def _date(keys: dict[str, Any], key: str, at: "_Lines", rules: Rules) -> datetime | None:
    value = keys.get(key)
    text = value.isoformat() if isinstance(value, date) else _one(value)
    if not text:
        return None
    try:
        # Jekyll puts a space before the offset, which ISO 8601 does not know.
        found = datetime.fromisoformat(re.sub(r"\s+(?=(?:[+-]\d\d:?\d\d|Z)$)", "", text))
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            raise at.error(key, f"not a date: {text!r}", "write 2026-03-01T09:00:00Z") from None
    aware = found if found.tzinfo else found.replace(tzinfo=ZoneInfo(rules.timezone))
    try:
        return aware.astimezone(UTC).astimezone(ZoneInfo(rules.timezone))
    except (OverflowError, ValueError):
        raise at.error(key, f"no such day: {text!r}", "write 2026-03-01T09:00:00Z") from None


def _source(value: Any) -> Source | None:
    if not isinstance(value, dict):
        return None
    first, _, last = _one(value.get("lines")).partition("-")
    if not (_NUMBER.fullmatch(first) and _NUMBER.fullmatch(last) and 1 <= int(first) <= int(last)):
        return None
    span = Span(first=int(first), last=int(last))
    return Source(dump=_one(value.get("dump")), digest=_one(value.get("digest")), lines=span)


def _origin(value: Any) -> Origin | None:
    """Return where a post was published first; an address is one of the web, or none."""
    if not isinstance(value, dict):
        return None
    link, feed = (_address(_one(value.get(key))) for key in ("link", "feed"))
    title = " ".join(_one(value.get("title")).split())
    return Origin(link=link, title=title, feed=feed) if link or title or feed else None


def _address(text: str) -> str:
    return text if _WEB.fullmatch(text) else ""


def _picture(value: Any) -> str:
    """Return the address of a picture, whatever table or list of pictures it stands in."""
    value = _first(value)
    if isinstance(value, dict):
        value = next((value[key] for key in _PICTURES if value.get(key)), "")
    text = _one(value)
    scheme = urlsplit(text).scheme if _PICTURE.fullmatch(text) else "none"
    return text if scheme in ("", "http", "https") else ""


def _withdrawn(text: str) -> str | None:
    """Return why a post is withdrawn, "" if it does not say why, None if it is not."""
    said = text.lower()
    return None if said in _FALSE else "" if said in _TRUE else " ".join(text.split())


def _fraction(text: str) -> float | None:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return None


class _Lines:
    """Where a key stands in a post's file, for the error that names it."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name

    def error(self, key: str, what: str, hint: str) -> PostError:
        names = [key, *(old for old, new in SYNONYMS.items() if new == key)]
        pattern = rf"^[ \t{{\"]*(?:{'|'.join(map(re.escape, names))})[ \t\"]*[:=]"
        found = re.search(pattern, self.text, re.MULTILINE | re.IGNORECASE)
        line = self.text.count("\n", 0, found.end()) + 1 if found else 1
        return PostError(f"{self.name}:{line}", f"{key}: {what}", hint)
