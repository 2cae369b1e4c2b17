"""One article of a made-up layout: its lines, from the first field to the last furniture."""

import random
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from .chrome import furniture
from .gold import Fields, Sheet
from .sources import Block, Post
from .theme import Theme
from .words import filled, hours, phrases, printed_day, results

LONGEST = 70  # blocks of a body


@dataclass(frozen=True, slots=True)
class Shared:
    """What all articles of a dump have in common: the lines that come back, and the other posts."""

    pool: list[Post]
    refrain: list[Block]
    label: str


def lines_of(
    post: Post, number: int, theme: Theme, shared: Shared, rng: random.Random
) -> tuple[list[Block], Fields]:
    """Return an article's lines by role, and its fields as they are printed."""
    fields = _fields(post, number, theme, shared, rng)
    shown = {} if theme.headless and not number else _shown(theme, fields, rng)
    lines = list(_header(theme, fields, shown)) if shown else []
    body = list(_body(post, theme, shared, rng))
    if theme.more == "glued" and body[-1][0] == "p":
        body[-1] = ("p", f"{body[-1][1]} {_more(theme, fields, rng)}")
    lines += body
    if theme.more == "line":
        lines.append(("x", _more(theme, fields, rng)))
    foot = [line for group in theme.foot if (line := _line(group, theme, shown))] if shown else []
    tail = [
        ("x", t)
        for kind in theme.tail
        for t in furniture(kind, theme, post, shared.pool, rng)
        if t.strip()
    ]
    lines += tail + foot if theme.foot_last else foot + tail
    if not shown:
        fields = Fields(post=post.name)
    return lines, fields


def _fields(post: Post, number: int, theme: Theme, shared: Shared, rng: random.Random) -> Fields:
    title = f"{shared.label} {number + 3}" if theme.series else post.title
    terms = post.categories or post.tags[:1]
    author = post.authors[0] if post.authors and rng.random() < 0.6 else rng.choice(theme.authors)
    day = printed_day(post.date, theme.style, theme.language, rng) if post.date else ""
    whole = theme.style not in ("ago", "noyear") and post.date
    return Fields(
        title=title, category=", ".join(terms[:3]) or None, dek=post.dek or None, author=author,
        date=post.date.isoformat() if whole and post.date else None,
        date_text=day or None, post=post.name,
    )  # fmt: skip


def _more(theme: Theme, fields: Fields, rng: random.Random) -> str:
    wanted = phrases(theme.language, "more")
    phrase = wanted[len(theme.site) % len(wanted)]  # the same throughout a dump
    return filled(phrase, rng, title=fields.title or "")


def _shown(theme: Theme, fields: Fields, rng: random.Random) -> dict[str, str]:
    """Return each field as printed; fields that this article lacks are missing."""
    shown = {
        "a": filled(theme.by, rng, name=fields.author or ""),
        "m": filled(
            phrases(theme.language, rng.choice(("updated", "count")))[0],
            rng,
            date=fields.date_text or "",
        ),
    }
    if fields.date_text:
        shown["D"] = filled(theme.on, rng, date=fields.date_text)
    if fields.category:
        shown["c"] = filled(theme.filed, rng, cat=fields.category)
        root = phrases(theme.language, "crumb")[0]
        shown["k"] = f"{root} {rng.choice('>»/')} {fields.category.split(', ')[-1]}"
    if fields.dek and 20 <= len(fields.dek) <= 400:
        shown["d"] = fields.dek
    if rng.random() < 0.06:
        shown.pop("a")
    return shown


def _line(group: str, theme: Theme, shown: dict[str, str]) -> Block | None:
    """Return fields as one line, with the role of the one that counts most."""
    there = [f for f in group if f in shown]
    if not there:
        return None
    role = next(f for f in "kadDcm" if f in there)
    return role, theme.joined.join(shown[f] for f in there)


def _header(theme: Theme, fields: Fields, shown: dict[str, str]) -> Iterator[Block]:
    yield from _lines(theme.above, theme, shown)
    yield from _headline(theme, fields)
    yield from _lines(theme.below, theme, shown)


def _lines(groups: tuple[str, ...], theme: Theme, shown: dict[str, str]) -> list[Block]:
    return [line for group in groups if (line := _line(group, theme, shown))]


def _headline(theme: Theme, fields: Fields) -> Iterator[Block]:
    """Yield the lines of a headline; the field is what they say but for a bullet or an anchor."""
    title = fields.title or ""
    if theme.title in ("site", "twice"):
        yield "m", f"{title} | {theme.site}" if theme.title == "site" else title
    if theme.title == "wrapped" and len(title) > 40 and " " in title[20:]:
        cut = title.index(" ", 20)
        yield "t", title[:cut]
        yield "t", title[cut + 1 :]
    else:
        yield "t", _printed(title, theme)
    if theme.title == "ruled":
        yield "s", "=" * min(len(title), 60)
    if theme.title in ("upper", "stop", "quoted"):
        fields.title = _printed(title, theme)


def _printed(title: str, theme: Theme) -> str:
    stop = title if title[-1:] in ".?!…。？！" else title + "."
    forms = {
        "upper": title.upper(),
        "anchor": f"{title} #",
        "bullet": f"* {title}",
        "hash": f"# {title}",
        "stop": stop,
    }
    return {**forms, "quoted": f"“{title}”"}.get(theme.title, title)


def _body(post: Post, theme: Theme, shared: Shared, rng: random.Random) -> Iterator[Block]:
    blocks = list(post.blocks[: rng.randint(12, LONGEST)])
    while blocks and blocks[-1][0] == "h":
        blocks.pop()
    if theme.excerpt:
        blocks = [b for b in blocks if b[0] == "p"][: theme.excerpt] or blocks[:1]
        if theme.cut and len(blocks[-1][1]) > 160:
            text = blocks[-1][1][: rng.randint(90, 300)].rstrip()
            blocks[-1] = ("p", text + rng.choice(("…", "...", " [...]", " […]")))
        yield from blocks
        return
    often = rng.random() < 0.85
    if theme.refrain == "head" and often:
        yield from shared.refrain
    places = [n for n, block in enumerate(blocks, 1) if block[0] in "pl"]
    table = rng.choice(places) if theme.table and often and places else -1
    inserted = rng.choice(places) if theme.inserts and len(places) > 3 else -1
    clock = rng.randint(6, 12) * 60
    for n, block in enumerate(blocks, 1):
        if theme.live and block[0] == "p" and n % 2:
            clock += rng.randint(3, 40)
            yield "h", f"{clock // 60 % 24:02}:{clock % 60:02}"
        yield block
        if n == table:
            count = rng.randint(2, 8)
            rows = (
                results(rng, count, theme.cells)
                if theme.table == "results"
                else hours(theme.language, rng, theme.cells)
            )
            yield from (("l", row) for row in rows)
        if n == inserted and n < len(blocks):
            yield "x", _insert(theme, shared, rng)
    if theme.refrain == "foot" and often:
        yield from shared.refrain


def _insert(theme: Theme, shared: Shared, rng: random.Random) -> str:
    kind = rng.choice(("ad", "ad", "letter", "related"))
    phrase = rng.choice(phrases(theme.language, kind))
    return f"{phrase.rstrip(':')}: {rng.choice(shared.pool).title}" if kind == "related" else phrase


def put(sheet: Sheet, lines: list[Block], number: int, theme: Theme) -> None:
    """Put an article's lines on a sheet, with the blanks, indents and lengths of its layout."""
    last = ""
    for role, text in lines:
        if last and _blank(theme.blank, last, role):
            sheet.add(".", "", number)
        pad = _indent(theme.indent, role)
        if theme.wrap and role in "pldt" and len(text) > theme.wrap:
            text = textwrap.fill(
                text, theme.wrap, break_on_hyphens=False, break_long_words=not text.isascii()
            )
        bullet = (
            ("- " if theme.bullets and theme.blank != "all" else "* ")
            if role == "l" and theme.bullets
            else ""
        )
        sheet.add(role, "\n".join(pad + part for part in (bullet + text).split("\n")), number)
        last = role


def _blank(mode: str, last: str, role: str) -> bool:
    if mode in ("all", "double"):
        return not (last == role == "l") and not (last == role == "q")
    if mode == "loose":
        return last in "pq" or role in "ph"
    if mode == "headed":
        return last in "tcaDdkm" and role in "phlq"
    return mode == "title" and last == "t"


def _indent(mode: str, role: str) -> str:
    if mode == "all":
        return "    "
    if mode == "title":
        return "  " if role == "t" else ""
    return "  " if mode == "body" and role in "phlq" else ""
