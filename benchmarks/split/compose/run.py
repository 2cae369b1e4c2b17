"""Dumps of real posts in made-up layouts: articles run together, lists, single pages."""

import random
from collections.abc import Iterator
from dataclasses import replace

from .article import Shared, lines_of, put
from .chrome import bottom, top
from .gold import Sheet
from .sources import Block, Post
from .theme import Theme, drawn

FEWEST = 4  # posts of a site in one language, to make dumps of
LONGEST = 1500  # lines of a dump


def usable(posts: list[Post]) -> list[Post]:
    """Return the posts that have a text worth printing, each headline once."""
    kept: dict[str, Post] = {}
    for post in posts:
        said = sum(len(t) for r, t in post.blocks if r in "pl")
        if said >= 120 and any(r == "p" for r, _ in post.blocks) and 3 <= len(post.title) <= 160:
            kept.setdefault(post.title.casefold(), post)
    return list(kept.values())


def dumps(
    site: str, language: str, posts: list[Post], count: int, rng: random.Random
) -> Iterator[Sheet]:
    """Yield some dumps of a site's posts, each in its own layout, every fourth of one article."""
    told = [p for p in posts if p.dek]
    for n in range(count):
        theme = drawn(language, rng, "single" if n % 4 == 0 else "join" if n % 7 == 6 else "")
        if "d" in theme.below and len(told) < FEWEST:
            theme = replace(theme, below=tuple(f for f in theme.below if f != "d"))
        sheet = composed(site, told if "d" in theme.below else posts, theme, rng)
        if len(sheet.lines) <= LONGEST:
            yield sheet


def composed(site: str, posts: list[Post], theme: Theme, rng: random.Random) -> Sheet:
    """Return one dump."""
    most = (
        1
        if theme.built == "single"
        else rng.choice((2, 3, 4, 5, 6, 8, 10, 14, 20 if theme.excerpt else 7))
    )
    chosen = rng.sample(posts, min(len(posts), most))
    if rng.random() < 0.6:
        chosen.sort(key=lambda p: (p.date is None, p.date), reverse=True)
    rest = [p for p in posts if p not in chosen] or posts
    shared = Shared(rest, _refrain(rest, rng), rng.choice(rest).title.split(" ")[0])
    sheet = Sheet(site, theme.language, theme.features())
    if len(chosen) == 1:
        sheet.features.append("single")
    made = [lines_of(post, n, theme, shared, rng) for n, post in enumerate(chosen)]
    sheet.articles = [fields for _, fields in made]
    _top(sheet, theme, shared, rng)
    for n, (lines, _) in enumerate(made):
        if n:
            _between(sheet, theme, shared, rng)
        put(sheet, lines, n, theme)
    if theme.bottom:
        _chrome(sheet, theme, bottom(theme, shared.pool, rng))
    return sheet


def _refrain(pool: list[Post], rng: random.Random) -> list[Block]:
    """Return the lines that come back in nearly all articles: short ones of somebody's text."""
    short = [b for p in pool for b in p.blocks if b[0] in "phl" and len(b[1]) < 80]
    return [rng.choice(short) for _ in range(rng.randint(1, 5))] if short else []


def _top(sheet: Sheet, theme: Theme, shared: Shared, rng: random.Random) -> None:
    if theme.top:
        _chrome(sheet, theme, top(theme, shared.pool, rng))
    if theme.contents and len(sheet.articles) > 2:
        titles = [a.title for a in sheet.articles if a.title]
        numbered = rng.random() < 0.5
        _chrome(sheet, theme, [f"{n}. {t}" if numbered else t for n, t in enumerate(titles, 1)])
        sheet.add(".", "")


def _between(sheet: Sheet, theme: Theme, shared: Shared, rng: random.Random) -> None:
    """Put what stands between two articles: blanks, a separator, or the chrome of two pages."""
    if theme.built == "join":
        if theme.bottom:
            _chrome(sheet, theme, bottom(theme, shared.pool, rng))
        if theme.top and rng.random() < 0.9:
            _chrome(sheet, theme, top(theme, shared.pool, rng))
        return
    if theme.blank != "none" and not (theme.blank == "headed" and theme.separator):
        sheet.add(".", "")
    if theme.blank == "double":
        sheet.add(".", "")
    if theme.separator:
        sheet.add("s", theme.separator)
        if theme.blank in ("all", "loose"):
            sheet.add(".", "")


def _chrome(sheet: Sheet, theme: Theme, lines: list[str]) -> None:
    for n, line in enumerate(line for line in lines if line.strip()):
        if theme.blank in ("all", "double") or (not n and theme.blank == "between"):
            sheet.add(".", "")
        sheet.add("n", line)
    if theme.blank in ("all", "double") and lines:
        sheet.add(".", "")
