"""A layout: how a site that we make up prints an article's fields, and what it puts around them."""

import random
from dataclasses import dataclass

from .words import STYLES, handle, name_in, phrases, site_name

BUILT = ("run", "run", "run", "run", "list", "list", "single", "single", "join")
_JOINED = (" | ", " | ", " · ", " · ", " - ", " — ", ", ", " / ", " ", "  ", " • ", " :: ", "")
_NOTED = (
    "table", "refrain", "more", "series", "live", "inserts", "contents", "headless", "separator",
    "wrap",
)  # fmt: skip
_SEPARATORS = ("---", "***", "* * *", "=====", "-----", "⁂", "________", "~", "§", "#")


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """All that stays the same throughout a dump."""

    language: str
    site: str
    built: str
    above: tuple[str, ...]  # lines above the headline: the fields of each, of c, a, D, k and m
    below: tuple[str, ...]  # ... between headline and text; d is the dek
    foot: tuple[str, ...]  # ... after the text
    foot_last: bool  # after the furniture of the tail, too
    joined: str
    by: str
    on: str
    filed: str
    style: str
    authors: tuple[str, ...]
    title: str
    excerpt: int  # paragraphs; 0 is all
    cut: bool  # the last one is cut in its middle
    more: str  # "", line, glued
    table: str  # "", results, hours
    cells: bool
    refrain: str  # "", head, foot: the same lines in nearly all texts
    series: bool  # headlines are a name and a number
    live: bool
    inserts: bool
    tail: tuple[str, ...]
    top: bool
    bottom: bool
    contents: bool  # all headlines above the first article
    blank: str
    separator: str
    indent: str
    bullets: bool
    wrap: int
    headless: bool

    def features(self) -> list[str]:
        """Return the theme as tags."""
        said = [
            f"built:{self.built}",
            "hdr:" + "+".join(("/".join(self.above), "t", "/".join(self.below))),
        ]
        said += [f"foot:{'/'.join(self.foot)}"] * bool(self.foot) + [
            f"title:{self.title}",
            f"blank:{self.blank}",
        ]
        said += [f"date:{self.style}", "body:excerpt" if self.excerpt else "body:full"]
        said += [f"tail:{kind}" for kind in self.tail]
        for name in _NOTED:
            value = getattr(self, name)
            said += [f"{name}:{value}" if isinstance(value, str) else name] * bool(value)
        return said + ["oneline"] * any(
            len(line) > 1 for line in (*self.above, *self.below, *self.foot)
        )


def drawn(language: str, rng: random.Random, built: str = "") -> Theme:
    """Return a layout, drawn at random; what rarely goes together is drawn rarely."""
    built = built or rng.choice(BUILT)
    paged = built != "run"
    above, below, foot = _places(rng, built)
    excerpt = rng.choice((1, 1, 1, 2, 3)) if built == "list" and rng.random() < 0.75 else 0
    excerpt = 1 if built == "run" and rng.random() < 0.1 else excerpt
    return Theme(
        language=language,
        site=site_name(rng),
        built=built,
        above=above,
        below=below,
        foot=foot,
        foot_last=rng.random() < 0.2,
        joined=rng.choice(_JOINED),
        by=_one(rng, language, "by", "{name}"),
        on=_one(rng, language, "on", "{date}"),
        filed=_one(rng, language, "category", "{cat}"),
        style=rng.choice(STYLES),
        authors=tuple(
            name_in(language, rng) if rng.random() < 0.85 else handle(rng)
            for _ in range(rng.choice((1, 2, 4)))
        ),
        title=rng.choices(
            (
                "plain",
                "upper",
                "anchor",
                "bullet",
                "hash",
                "site",
                "twice",
                "ruled",
                "stop",
                "wrapped",
                "quoted",
            ),
            (64, 6, 4, 4, 4, 4, 4, 3, 3, 2, 2),
        )[0],
        excerpt=excerpt,
        cut=rng.random() < 0.5,
        more=rng.choice(("line", "line", "glued", "")) if excerpt else "",
        table=rng.choice(("results", "hours")) if rng.random() < 0.12 else "",
        cells=rng.random() < 0.4,
        refrain=rng.choice(("head", "foot")) if rng.random() < 0.14 else "",
        series=rng.random() < 0.08,
        live=rng.random() < 0.04,
        inserts=rng.random() < 0.2,
        tail=_tail(rng, built),
        top=paged and rng.random() < 0.85,
        bottom=paged and rng.random() < 0.85,
        contents=not paged and rng.random() < 0.08,
        blank=rng.choices(
            ("none", "all", "between", "loose", "headed", "title", "double"),
            (30, 22, 14, 6, 12, 10, 6),
        )[0],
        separator=rng.choice(_SEPARATORS) if built == "run" and rng.random() < 0.18 else "",
        indent=rng.choice(("body", "all", "title")) if rng.random() < 0.12 else "",
        bullets=rng.random() < 0.5,
        wrap=rng.choice((60, 68, 72, 80)) if not paged and rng.random() < 0.1 else 0,
        headless=not paged and rng.random() < 0.05,
    )


def _one(rng: random.Random, language: str, kind: str, plain: str) -> str:
    return plain if rng.random() < 0.3 else rng.choice(phrases(language, kind))


def _places(rng: random.Random, built: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of fields above the headline, below it, and below the text."""
    shares = (0.22, 0.45, 0.12, 0.21) if built == "run" else (0.18, 0.42, 0.22, 0.18)
    where: dict[str, list[str]] = {"above": [], "below": [], "foot": [], "": []}
    for name in "cDa":
        where[rng.choices(list(where), shares)[0]].append(name)
    if rng.random() < 0.12:
        where[rng.choice(("above", "below", "foot"))].append("m")
    lines = {k: _grouped(rng, names) for k, names in where.items()}
    if rng.random() < 0.05:
        lines["above"] = ["k", *lines["above"]]
    if rng.random() < 0.25:
        lines["below"].insert(0 if rng.random() < 0.6 else len(lines["below"]), "d")
    return tuple(lines["above"]), tuple(lines["below"]), tuple(lines["foot"])


def _grouped(rng: random.Random, names: list[str]) -> list[str]:
    """Return fields as lines: each its own, or several on one."""
    names = rng.sample(names, len(names))
    if rng.random() < 0.5:
        return names
    return ["".join(names)] if names else []


def _tail(rng: random.Random, built: str) -> tuple[str, ...]:
    kinds = ["share", "tags", "related", "prevnext", "bio", "letter", "count", "ad", "thread"]
    weights = (
        [4, 4, 4, 2, 2, 2, 2, 1, 1] if built in ("run", "list") else [4, 4, 5, 4, 3, 2, 2, 1, 6]
    )
    if built == "list":
        kinds, weights = ["share", "tags", "count"], [2, 3, 3]
    count = rng.choice((0, 0, 0, 1, 1, 2, 3) if built in ("run", "list") else (0, 1, 2, 3, 3, 4))
    drawn_kinds = dict.fromkeys(rng.choices(kinds, weights, k=count))
    return tuple(sorted(drawn_kinds, key=lambda k: (k in ("thread",), rng.random())))
