"""What stands around articles: the tops and bottoms of pages, threads, related headlines."""

import random
from datetime import timedelta

from .sources import Post
from .theme import Theme
from .words import filled, months, name_in, phrases, printed_day, some


def top(theme: Theme, pool: list[Post], rng: random.Random) -> list[str]:
    """Return the lines above the first article of a page."""
    words = phrases(theme.language, "nav")
    menu = some(rng, words, 4, 14)
    lines = [theme.site] if rng.random() < 0.8 else []
    if rng.random() < 0.4:
        lines = [*rng.sample(phrases(theme.language, "cookie"), 1), *lines]
    if rng.random() < 0.3:
        menu += list(_categories(pool))[: rng.randint(2, 6)]
    lines += menu if rng.random() < 0.6 else [rng.choice((" | ", " ", " · ", "  ")).join(menu)]
    if rng.random() < 0.2:
        lines += _headlines(theme, pool, rng, rng.randint(2, 5))
    return [("* " + line if theme.bullets and line in menu else line) for line in lines]


def bottom(theme: Theme, pool: list[Post], rng: random.Random) -> list[str]:
    """Return the lines below the last article of a page: sidebars and the footer."""
    side, lines = phrases(theme.language, "side"), []
    for heading in rng.sample(side, min(len(side), rng.randint(0, 4))):
        lines.append(heading)
        kind = rng.randrange(5)
        if kind < 2:
            lines += _headlines(theme, pool, rng, rng.randint(3, 7))
        elif kind == 2:
            newest = max((p.date for p in pool if p.date), default=None)
            lines += months(newest, theme.language, rng.randint(3, 14)) if newest else []
        elif kind == 3:
            lines += [
                f"{c} ({rng.randint(1, 40)})" if rng.random() < 0.4 else c
                for c in list(_categories(pool))[:12]
            ]
        else:
            lines += [
                f"{name_in(theme.language, rng)}: {p.title}"
                for p in rng.sample(pool, min(len(pool), 4))
            ]
    if rng.random() < 0.3:
        lines += some(rng, phrases(theme.language, "letter"), 1, 3)
    feet = some(rng, phrases(theme.language, "foot"), 1, 5)
    feet = [
        filled(
            f,
            rng,
            site=theme.site,
            name=name_in(theme.language, rng),
            n=str(rng.randint(2009, 2025)),
        )
        for f in feet
    ]
    return lines + (feet if rng.random() < 0.7 else [" | ".join(feet)])


def _categories(pool: list[Post]) -> dict[str, None]:
    return dict.fromkeys(c for p in pool for c in (*p.categories, *p.tags[:2]))


def _headlines(theme: Theme, pool: list[Post], rng: random.Random, count: int) -> list[str]:
    dated = rng.random() < 0.3
    lines = []
    for post in rng.sample(pool, min(len(pool), count)):
        lines.append(post.title)
        if dated and post.date:
            lines.append(printed_day(post.date, theme.style, theme.language, rng))
    return lines


def furniture(
    kind: str, theme: Theme, post: Post, pool: list[Post], rng: random.Random
) -> list[str]:
    """Return the lines of one kind of furniture below an article."""
    language = theme.language
    other = rng.choice(pool)
    said = {
        "title": other.title,
        "site": theme.site,
        "name": name_in(language, rng),
        "cat": ", ".join(post.tags or post.categories),
    }
    if kind == "thread":
        return thread(theme, pool, rng, post)
    if kind == "related":
        return related(theme, pool, rng)
    if kind == "tags":
        return [filled(phrases(language, "tags")[0], rng, **said)] if said["cat"] else []
    if kind == "share":
        return some(rng, phrases(language, "share"), 1, 6)
    if kind == "prevnext":
        return [
            filled(p, rng, title=rng.choice(pool).title)
            for p in some(rng, phrases(language, "prevnext"), 2, 2)
        ]
    low, high = {"bio": (1, 3), "letter": (1, 4), "count": (1, 2)}.get(kind, (1, 1))
    return [filled(p, rng, **said) for p in some(rng, phrases(language, kind), low, high)]


def thread(theme: Theme, pool: list[Post], rng: random.Random, post: Post) -> list[str]:
    """Return a thread of comments: who, when, what, and the form below."""
    language = theme.language
    count, lines = rng.choice((0, 1, 2, 3, 5, 8)), []
    if count or rng.random() < 0.5:
        lines.append(
            filled(rng.choice(phrases(language, "thread")), rng, n=str(count), title=post.title)
        )
    says = rng.choice(phrases(language, "says"))
    own_line, replies = rng.random() < 0.5, rng.random() < 0.6
    for _ in range(count):
        when = (
            (post.date or rng.choice(pool).date) and post.date + timedelta(days=rng.randint(0, 200))
            if post.date
            else None
        )
        day = printed_day(when, theme.style, language, rng) if when else ""
        lines.append(filled(says, rng, name=name_in(language, rng), date=day))
        lines += [day] if own_line and day else []
        lines += _remark(pool, rng)
        lines += [phrases(language, "reply")[0]] if replies else []
    if rng.random() < 0.6:
        lines += some(rng, phrases(language, "form"), 2, 8)
    return lines


def _remark(pool: list[Post], rng: random.Random) -> list[str]:
    """Return what somebody says in a thread: a piece or two of running text."""
    said = [t for r, t in rng.choice(pool).blocks if r == "p"]
    return [
        t[: rng.randint(20, 400)]
        for t in rng.sample(said, min(len(said), rng.choice((1, 1, 1, 2, 3))))
    ]


def related(theme: Theme, pool: list[Post], rng: random.Random) -> list[str]:
    """Return headlines of other articles, bare, dated, filed or with a line of their text."""
    lines = [rng.choice(phrases(theme.language, "related"))] if rng.random() < 0.9 else []
    kind = rng.choice(("bare", "bare", "dated", "filed", "teaser"))
    for post in rng.sample(pool, min(len(pool), rng.randint(2, 6))):
        lines += [post.categories[0]] if kind == "filed" and post.categories else []
        lines.append(post.title)
        if kind == "dated" and post.date:
            lines.append(printed_day(post.date, theme.style, theme.language, rng))
        if kind == "teaser":
            lines += [t[:160] for r, t in post.blocks if r == "p"][:1]
    return lines
