"""New layouts out of old dumps: the same articles, arranged as another site would.

A corpus of few sites teaches their habits.  Here whole dumps change theirs: the
order of the header, what stands after the body, blanks, indents, bullets, dates of
other languages, the furniture.  Labels move with their lines.
"""

import random
from collections.abc import Callable

from feeds.split.calendar import MONTHS, find_date

from .corpus import REAL, Gold, is_sure
from .furnishing import (
    extras,
    inserts,
    other_words,
    refrains,
    related,
    tables,
    templated,
    thread,
)
from .heading import deks, listed, series
from .letters import digests
from .marking import bare, blanks_alike, blanks_apart, marks, separated
from .parts import Dump, Line, each, everywhere, put_together, taken_apart
from .records import addresses, labelled

_MORE_TEXT = """Read more|Continue reading →|Weiterlesen|Lire la suite »|Leer más|続きを読む
|阅读全文|Leggi tutto|Lees verder
|Читать далее|Czytaj więcej|Devamını oku|더 보기|Les mer|[…]|more..."""
_MORE = [text.strip() for text in _MORE_TEXT.split("|")]


def augmented(gold: Gold, rng: random.Random, others: list[Gold]) -> Gold:
    """Return a dump of the same articles in another layout."""
    dump = taken_apart(gold)
    for chance, change in CHANGES:
        if rng.random() < chance:
            change(dump, rng)
    real = gold.regime in REAL
    pages = [g for g in others if g.regime in REAL] if real or rng.random() < 0.5 else []
    if rng.random() < (0.4 if real else 0.2):
        _borrow_chrome(dump, rng, taken_apart(rng.choice(pages or others)))
    if rng.random() < (0.25 if real else 0.1):
        _borrow_furniture(dump, rng, taken_apart(rng.choice(pages or others)))
    return put_together(gold, dump)


def _borrow_furniture(dump: Dump, rng: random.Random, other: Dump) -> None:
    """End articles as those of another dump end: its shares, threads and related headlines."""
    tails = [tail for a in other.articles if (tail := a.lines[_end(a.lines) :])]
    if not tails:
        return
    first, kept = rng.randrange(len(tails)), rng.random() < 0.3
    for k, article in enumerate(dump.articles):
        own = article.lines
        tail = [x for x in tails[(first + k) % len(tails)] if x[0] in "x." and is_sure(*x)]
        article.lines = own + tail if kept else [*own[: _end(own)], *_fields(own), *tail]


def _end(lines: list[Line]) -> int:
    """Return where an article's text ends."""
    return max((i for i, (r, _) in enumerate(lines) if r in "phlqdt"), default=-1) + 1


def _fields(lines: list[Line]) -> list[Line]:
    """Return an article's fields below its text."""
    return [x for x in lines[_end(lines) :] if x[0] in "ckaD"]


def _no_blanks(dump: Dump, _: random.Random) -> None:
    everywhere(dump, lambda lines: [x for x in lines if x[0] != "."])


def _all_blanks(dump: Dump, rng: random.Random) -> None:
    _no_blanks(dump, rng)
    everywhere(dump, lambda lines: [y for x in lines for y in (x, (".", ""))])


def _blank_between(dump: Dump, rng: random.Random) -> None:
    _no_blanks(dump, rng)
    for article in dump.articles:
        article.gap = [(".", ""), *article.gap]


def _blank_after_title(dump: Dump, rng: random.Random) -> None:
    roles = rng.choice(["t", "tp", "pl", "phq", "tpaD"])
    each(
        dump, lambda lines: [y for x in lines for y in ((x, (".", "")) if x[0] in roles else (x,))]
    )


def _no_indent(dump: Dump, _: random.Random) -> None:
    everywhere(dump, lambda lines: [(r, t if r == "q" else t.strip()) for r, t in lines])


def _indent(dump: Dump, rng: random.Random) -> None:
    by = {r: " " * rng.choice((0, 2, 4, 6, 8)) for r in "cktdaDmphlqgxns"}
    if rng.random() < 0.5:
        by = dict.fromkeys(by, "    ") | {"t": rng.choice(("", "  ", "    ")), "n": ""}
    everywhere(
        dump, lambda lines: [(r, by.get(r, "") + t.strip() if t.strip() else t) for r, t in lines]
    )


def _without(roles: str) -> Callable[[Dump, random.Random], None]:
    def change(dump: Dump, _: random.Random) -> None:
        each(dump, lambda lines: [x for x in lines if x[0] not in roles])

    return change


def _reorder(dump: Dump, rng: random.Random) -> None:
    """Give every header the same new order of lines, or put parts of it after the body."""
    order = list("ckaDmt")
    rng.shuffle(order)
    if rng.random() < 0.5:
        order.remove("t")
        order.insert(0, "t")
    share = rng.choice((0.0, 0.15, 0.5))
    after, at_end = {r for r in "ckaD" if rng.random() < share}, rng.random() < 0.3

    def change(lines: list[Line]) -> list[Line]:
        body = next((i for i, (r, _) in enumerate(lines) if r in "phlqd"), len(lines))
        head, rest = lines[:body], lines[body:]
        if not any(r == "t" for r, _ in head) or any(r == "x" for r, _ in head):
            return lines
        moved = [x for x in head if x[0] in after]
        kept = [x for x in head if x[0] not in after]
        kept.sort(key=lambda x: order.index(x[0]) if x[0] in order else 9)
        last = max((i for i, (r, _) in enumerate(rest) if r in "phlq"), default=-1) + 1
        last = len(rest) if at_end else last
        return kept + rest[:last] + moved + rest[last:]

    each(dump, change)


def _excerpts(dump: Dump, rng: random.Random) -> None:
    """Cut bodies to their first paragraphs, with a read-more line or without."""
    keep, more = rng.choice((1, 1, 2, 3)), rng.choice([*_MORE, "", "", ""])
    with_title = rng.random() < 0.2

    def change(lines: list[Line]) -> list[Line]:
        body = [i for i, (r, _) in enumerate(lines) if r in "phlq"]
        if len(body) <= keep:
            return lines
        title = next((t.strip() for r, t in lines if r == "t"), "")
        tail = [("x", f"{more} {title}" if with_title else more)] if more else []
        rest = [x for x in lines[body[-1] + 1 :] if x[0] in "ckaDx." and rng.random() < 0.9]
        return lines[: body[keep - 1] + 1] + tail + rest

    each(dump, change)


def _fewer(dump: Dump, rng: random.Random) -> None:
    """Keep some of the articles, in another order."""
    rng.shuffle(dump.articles)
    dump.articles = dump.articles[: rng.randint(1, len(dump.articles))]


def _alone(dump: Dump, rng: random.Random) -> None:
    """Keep one article: there is nothing to compare it with."""
    article = rng.choice(dump.articles) if dump.articles else None
    if article:
        article.gap = article.gap if rng.random() < 0.5 else dump.articles[-1].gap
        dump.articles = [article]


def _one_line(dump: Dump, rng: random.Random) -> None:
    """Print the lines of a header that are next to each other as one."""
    sign = rng.choice((" | ", " · ", " - ", " — ", ", ", " / ", " ", "  ", " • ", " :: ", ""))

    def change(lines: list[Line]) -> list[Line]:
        body = next((i for i, (r, _) in enumerate(lines) if r in "phlqd"), len(lines))
        head: list[Line] = []
        for role, text in lines[:body]:
            last, before = head[-1] if head else ("", "")
            if role in "caD" and last in ("c", "a", "D") and len(before) + len(text) < 120:
                both = {role, last}
                joined = "a" if "a" in both else "D" if "D" in both else "c"
                head[-1] = (joined, before + sign + text.strip())
            else:
                head.append((role, text))
        return head + lines[body:]

    each(dump, change)


_VOWELS, _OTHERS = "aeiouy", "bcdfghjklmnprstvwz"


def _foreign(dump: Dump, rng: random.Random) -> None:
    """Say everything but dates in a language that nobody has a lexicon of."""
    to = "".join(rng.sample(_VOWELS, len(_VOWELS)) + rng.sample(_OTHERS, len(_OTHERS)))
    table = str.maketrans(_VOWELS + _OTHERS + (_VOWELS + _OTHERS).upper(), to + to.upper())
    names = rng.random() < 0.5

    def change(lines: list[Line]) -> list[Line]:
        return [
            (r, t if r == "D" or (r in "am" and names) else t.translate(table)) for r, t in lines
        ]

    everywhere(dump, change)


def _titles(dump: Dump, rng: random.Random) -> None:
    """Print headlines in another manner."""
    manner = rng.choice(["upper", "bullet", "hash", "anchor", "title", "stop"])

    def change(text: str) -> str:
        if manner == "upper":
            return text.upper()
        if manner == "title":
            return text.title()
        return {
            "bullet": "* " + text,
            "hash": "# " + text,
            "anchor": text + " #",
            "stop": text + ".",
        }[manner]

    each(dump, lambda lines: [(r, change(t) if r == "t" and t.strip() else t) for r, t in lines])


def _dates(dump: Dump, rng: random.Random) -> None:
    """Write the header's dates as another country does."""
    names = rng.sample(sorted(w for w in MONTHS if len(w) > 3), 12)
    style = rng.randrange(7)

    def change(text: str) -> str:
        found = find_date(text) if len(text) < 200 else None
        if not found:
            return text
        y, m, d = found.year or 2021, found.month, found.day
        name = names[m - 1]
        new = [f"{d} {name} {y}", f"{name} {d}, {y}", f"{d}. {name} {y}", f"{y}-{m:02}-{d:02}",
               f"{d:02}.{m:02}.{y}", f"{y}年{m}月{d}日", f"{d:02}/{m:02}/{y}"][style]  # fmt: skip
        return text[: found.start] + new + text[found.end :]

    each(dump, lambda lines: [(r, change(t) if r in "Dacm" else t) for r, t in lines])


def _thin_chrome(dump: Dump, rng: random.Random) -> None:
    keep = rng.random()
    if rng.random() < 0.4:
        keep = 0.0

    def thin(lines: list[Line]) -> list[Line]:
        return [x for x in lines if x[0] != "n" or rng.random() < keep]

    dump.before = thin(dump.before)
    for article in dump.articles:
        article.gap = thin(article.gap)


def _thin_furniture(dump: Dump, rng: random.Random) -> None:
    keep = rng.choice((0.0, 0.5, 0.8))
    each(dump, lambda lines: [x for x in lines if x[0] not in "xg" or rng.random() < keep])


def _borrow_chrome(dump: Dump, rng: random.Random, other: Dump) -> None:
    chrome = [x for x in other.before if x[0] in "n."]
    if chrome and rng.random() < 0.7:
        dump.before = chrome
    if dump.articles and other.articles:
        foot = [x for x in other.articles[-1].gap if x[0] in "n."]
        if foot:
            dump.articles[-1].gap = foot
            if rng.random() < 0.3:  # single pages run together
                for article in dump.articles[:-1]:
                    article.gap = foot + (chrome if rng.random() < 0.5 else [])


CHANGES: list[tuple[float, Callable[[Dump, random.Random], None]]] = [
    (0.1, _alone), (0.25, _fewer), (0.2, _excerpts), (0.35, _reorder), (0.15, _without("D")),
    (0.15, _without("a")), (0.2, _without("ck")), (0.3, _without("d")), (0.1, _without("m")),
    (0.05, _without("t")), (0.25, _thin_furniture), (0.25, _thin_chrome), (0.2, _titles),
    (0.35, _dates), (0.12, listed), (0.12, _one_line), (0.08, _foreign), (0.12, refrains),
    (0.12, series), (0.06, templated), (0.1, tables), (0.15, other_words), (0.15, extras),
    (0.15, inserts), (0.08, related), (0.08, thread), (0.2, deks),
    (0.2, _no_blanks), (0.12, _all_blanks), (0.12, _blank_between), (0.15, _blank_after_title),
    (0.2, _no_indent), (0.12, _indent), (0.1, bare),
    (0.04, digests), (0.06, labelled), (0.05, addresses), (0.08, marks), (0.06, separated),
    (0.06, blanks_apart), (0.03, blanks_alike),
]  # fmt: skip
