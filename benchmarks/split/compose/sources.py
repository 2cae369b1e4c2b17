"""Posts as their authors keep them: front matter and Markdown, of any generator and language."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import markdown
import yaml

from feeds.split.language import language_of

from .gold import squeezed
from .repository import Repository
from .tree import parsed, rows

Block = tuple[str, str]  # role, text
_SUFFIXES = (".md", ".markdown", ".mdx", ".html")
_NO_POST = re.compile(
    r"(^|/)(node_modules|vendor|_vendor|themes?|wp-content|archetypes|layouts|_includes|_layouts|scaffolds|readme|license"
    r"|changelog|contributing|authors?|tags?|categor(y|ies)|_drafts|drafts)(/|\.|$)",
    re.IGNORECASE,
)
_DATED_NAME = re.compile(r"(?:^|/)((?:19|20)\d\d-\d\d?-\d\d?)[-/]")
_FENCED = re.compile(
    r"\A\ufeff?\s*(---|\+\+\+)[ \t]*\r?\n(.*?)\r?\n\1[ \t]*(?:\r?\n|\Z)(.*)", re.DOTALL
)
_OPEN = re.compile(r"\A([\w-]+:.*?)\r?\n---[ \t]*\r?\n(.*)", re.DOTALL)
_CODE_OF_GENERATORS = re.compile(
    r"\{\{.{0,400}?\}\}|\{%.{0,400}?%\}|<!--.*?-->|\{:[^}\n]{0,200}\}"
    r"|^(?:import|export) .*$|\{#[\w-]+\}",
    re.DOTALL | re.MULTILINE,
)
_DEKS = ("description", "summary", "excerpt", "dek", "subtitle")
_LONGEST = 60_000  # characters of a post
_LANGUAGE = re.compile(r"(?:^|/)(?:content|_posts|public)?/?([a-z]{2})(?:/|$)|\.([a-z]{2})\.mdx?$")


@dataclass(frozen=True, slots=True)
class Post:
    """An article as its site has it."""

    name: str
    title: str
    date: date | None
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    dek: str
    language: str
    blocks: tuple[Block, ...]


def posts(repository: Repository, names: list[str]) -> Iterator[Post]:
    """Yield the posts of a repository that say their title and their day."""
    wanted = [n for n in names if n.lower().endswith(_SUFFIXES) and not _NO_POST.search(n)]
    for name, text in repository.texts(wanted):
        taken = _taken_apart(text) if len(text) <= _LONGEST else None
        post = _post(name, *taken) if taken else None
        if post:
            yield post


def _taken_apart(text: str) -> tuple[dict[str, Any], str] | None:
    fenced = _FENCED.match(text)
    front, body = (fenced[2], fenced[3]) if fenced else ("", "")
    if not fenced:
        opened = _OPEN.match(text[:4000])
        if not opened:
            return None
        front, body = opened[1], text[opened.start(2) :]
    try:
        if fenced and fenced[1] == "+++":
            read = tomllib.loads(front)
        else:
            read = yaml.load(front, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        return None
    return ({str(k).lower(): v for k, v in read.items()}, body) if isinstance(read, dict) else None


def _post(name: str, front: dict[str, Any], body: str) -> Post | None:
    title = _text(front.get("title"))
    day = _day(front.get("date")) or _day(front.get("publishdate")) or _day_of_name(name)
    if not title or len(title) > 200 or not day or front.get("draft") is True:
        return None
    extra = front.get("taxonomies") if isinstance(front.get("taxonomies"), dict) else {}
    every = {**(extra or {}), **front}
    blocks = blocks_of(body, title, name.lower().endswith(".html"))
    told = _first(every, "lang", "language", "locale")[:1]
    said = "\n".join(t for r, t in blocks if r == "p")
    language = language_of(said) or (told[0][:2].lower() if told else _of_path(name))
    return Post(
        name, title, day, _first(every, "author", "authors"),
        _first(every, "categories", "category", "sections", "section"),
        _first(every, "tags", "keywords"), _text(_one(every, *_DEKS)), language, tuple(blocks),
    )  # fmt: skip


def _of_path(name: str) -> str:
    found = _LANGUAGE.search(name)
    return (found[1] or found[2]) if found else ""


def _one(front: dict[str, Any], *keys: str) -> Any:
    return next((front[k] for k in keys if front.get(k)), None)


def _text(value: Any) -> str:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    text = re.sub(r"<[^>]{0,80}>|[*`]{1,2}|\s+", " ", _CODE_OF_GENERATORS.sub(" ", str(value)))
    return re.sub(r"\s+", " ", text).strip()


def _first(front: dict[str, Any], *keys: str) -> tuple[str, ...]:
    value = _one(front, *keys)
    if isinstance(value, str) and "," in value:
        value = value.split(",")
    many = value if isinstance(value, list) else [value]
    names = [_text(v.get("name") or v.get("title") if isinstance(v, dict) else v) for v in many]
    return tuple(
        dict.fromkeys(
            n for n in names if n and len(n) <= 60 and not re.search(r"[\[\]<>@/]|http", n)
        )
    )


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = re.match(r"\s*((?:19|20)\d\d)[-/.](\d\d?)[-/.](\d\d?)", str(value or ""))
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _day_of_name(name: str) -> date | None:
    found = _DATED_NAME.search(name)
    return _day(found[1]) if found else None


def blocks_of(body: str, title: str, html: bool = False) -> list[Block]:
    """Return the paragraphs, sub-headings, list items and code of a text in Markdown (or HTML)."""
    text = _CODE_OF_GENERATORS.sub("", body)
    if text.count("[") > 2000 or "![[" in text:  # the converter is quadratic there
        return []
    page = text if html else markdown.markdown(text, extensions=["tables", "fenced_code"])
    root = parsed(f"<html><body>{page}</body></html>")
    if root is None:
        return []
    try:
        found = [(r.kind, r.text()) for r in rows(root, {})]
    except RecursionError:
        return []
    return tidy(found, title)


def tidy(found: list[Block], title: str) -> list[Block]:
    """Return blocks without those that say nothing, repeat the title or are a generator's."""
    signs, name = (":::", "[TOC]", "{{", "{%"), squeezed(title)
    kept = [b for b in found if squeezed(b[1]) not in ("", name) and not b[1].startswith(signs)]
    return [
        b for b, after in pairwise([*kept, ("", "")]) if not (b[0] == "h" and after[0] in ("h", ""))
    ]
