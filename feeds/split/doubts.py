"""Which articles are none: a sub-heading, a comment, a list of other headlines taken for one.

The network judges lines, and a page with one article holds many that look like headlines.
Here each start is weighed by what became of it: has it a text, and header fields as the
others have?  Then the dump as a whole: does one article hold nearly all of the text, and
has no other a header of its own?  Two logistic models of named figures, fitted to readings
of sites that the network had not seen (benchmarks/split/doubts.py writes doubts.json).
"""

import math
from collections import Counter
from functools import cache
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from feeds.split.decode import OUTSIDE, Reading
from feeds.split.lines import Page
from feeds.split.logistic import Figures, Logistic, kept, logistic
from feeds.split.network import ROLES, START, Array

# Each figure, and what is said of a start that is taken for none because of it.
OF_START = {
    "first": "it is not the first",
    "odds": "its line is hardly a start",
    "title": "its line is hardly a headline",
    "like": "its header is unlike the others",
    "look": "its headline is set unlike the others",
    "category": "it has no category",
    "author": "it has no author",
    "date": "it has no date",
    "bare": "it is a headline and nothing else",
    "share": "it has little text of its own",
    "above": "the one above has hardly begun",
    "furniture": "it is mostly furniture",
    "near": "it stands among furniture",
    "heading": "its line is likelier a sub-heading",
    "count": "the dump has few",
}
# The same of all starts but the likeliest of a dump.
OF_DUMP = {
    "rival": "no other start is likely",
    "count": "the others are few",
    "share": "the others have little text of their own",
    "text": "there is little text",
    "like": "the headers are unlike each other",
    "fields": "the others have no fields of their own",
    "own": "it alone has a header",
    "leads": "it comes first",
    "title": "no other line is likely a headline",
}
NONE, ALONE = -1.1, 0.0  # log odds below which a start is none, above which one is the only one
_REACH = 12  # units of a header
_HEADLINE = 6  # units from a start in which its headline is looked for
_NEAR = 4  # units above a start
_MOVED = 2  # units by which a start may have been moved after it was judged
_SCALE = 5  # logarithms of lengths are divided by this
_LITTLE = 50  # characters that make no difference
_FIELDS = "ckaD"
_T, _H, _X, _N = (ROLES.index(role) for role in "thxn")


class Doubt(Struct, frozen=True):
    """A start that is taken for none, and why: log odds that it is none."""

    unit: int
    odds: float
    reason: str


def doubts(page: Page, reading: Reading) -> list[Doubt]:
    """Return the starts of a reading that are most likely none, in order."""
    if len(reading.starts) < 2:
        return []
    starts, dumps = _models()
    text = text_of(page, reading)
    measured = figures_of_starts(page, reading, text)
    odds = starts.odds(measured)
    best = int(odds.argmax())
    others = [k for k in range(len(odds)) if k != best]
    whole = figures_of_dump(measured, odds, text)
    alone = float(dumps.odds(whole))
    if alone > ALONE:
        reason = f"no other article: {OF_DUMP[dumps.most(whole)]}"
        return [Doubt(reading.starts[k], alone, reason) for k in others]
    return [
        Doubt(
            reading.starts[k],
            -float(odds[k]),
            f"no article of its own: {OF_START[starts.least(measured[k])]}",
        )
        for k in others
        if odds[k] < NONE
    ]


@cache
def _models() -> tuple[Logistic, Logistic]:
    found = kept("doubts.json")
    return logistic(found["start"], OF_START), logistic(found["dump"], OF_DUMP)


def figures_of_starts(page: Page, reading: Reading, text: Figures) -> Figures:
    """Return starts × OF_START; `text` is how much each article has."""
    bounds = np.array([*reading.starts, len(reading.roles)])
    start, end = bounds[:-1], bounds[1:]
    chance = np.clip(_nearby(reading.belief[:, START], bounds), 1e-4, 1 - 1e-4)
    title = [reading.roles.find("t", a, min(a + 8, b)) for a, b in pairwise(bounds.tolist())]
    headline = np.where(np.array(title) < 0, start, title)
    held = _fields_of(reading, bounds.tolist())
    furniture = reading.belief[:, [_X, _N]].sum(1)
    sums = np.append(0, np.cumsum(furniture))
    near = np.maximum(start - _NEAR, 0)
    columns = {
        "first": np.arange(len(start)) == 0,
        "odds": np.log(chance / (1 - chance)),
        "title": _nearby(reading.belief[:, _T], bounds, _HEADLINE),
        "like": _likeness(held),
        "look": _same_look(page, title),
        "category": ["c" in fields for fields in held],
        "author": ["a" in fields for fields in held],
        "date": ["D" in fields for fields in held],
        "bare": [not f and t == s for f, t, s in zip(held, title, reading.starts, strict=True)],
        "share": np.log((text + _LITTLE) / (text.max() + _LITTLE)),
        "above": np.append(0, np.log1p(text[:-1])) / _SCALE,
        "furniture": (sums[end] - sums[start]) / np.maximum(end - start, 1),
        "near": np.where(start > 0, (sums[start] - sums[near]) / np.maximum(start - near, 1), 1),
        "heading": reading.belief[headline, _H],
        "count": [math.log(len(start))] * len(start),
    }
    return np.array([columns[name] for name in OF_START], np.float64).T


def figures_of_dump(of_starts: Figures, odds: Figures, text: Figures) -> Figures:
    """Return OF_DUMP, by the figures of a dump's starts and the odds that each is one."""
    best = int(odds.argmax())
    column = dict(zip(OF_START, of_starts.T, strict=True))
    others = np.arange(len(odds)) != best
    fields = column["category"] + column["author"] + column["date"]
    figures = {
        "rival": odds[others].max(),
        "count": column["count"][0],
        "share": text.max() / (text.sum() + 1),
        "text": np.log1p(text.sum()) / _SCALE,
        "like": column["like"].mean(),
        "fields": fields[others].mean(),
        "own": fields[best],
        "leads": best == 0,
        "title": column["title"][others].max(),
    }
    return np.array([figures[name] for name in OF_DUMP], np.float64)


def _nearby(chance: Array, bounds: NDArray[np.int64], reach: int = _MOVED + 1) -> Figures:
    """Return the highest chance of a unit of each header, or just above it: starts are moved."""
    padded = np.concatenate((np.zeros(_MOVED), chance, np.zeros(reach)))
    near = padded[bounds[:-1, None] + np.arange(_MOVED + reach)]
    found: Figures = near.max(axis=1)
    return found


def _fields_of(reading: Reading, bounds: list[int]) -> list[frozenset[str]]:
    """Return the fields that each article's header has; a breadcrumb is a category."""
    found = []
    for a, b in pairwise(bounds):
        end = next(
            (u for u in range(a, min(a + _REACH, b)) if reading.roles[u] in "phlqn"),
            min(a + _REACH, b),
        )
        header = reading.roles[a:end].replace("k", "c")
        found.append(frozenset(header).intersection(_FIELDS))
    return found


def text_of(page: Page, reading: Reading) -> Figures:
    """Return how many characters of text each article has."""
    written = [
        len(text) if role in "plq" and part != OUTSIDE else 0
        for text, role, part in zip(page.texts, reading.roles, reading.parts, strict=True)
    ]
    return np.add.reduceat(np.array(written, np.float64), reading.starts)


def _likeness(held: list[frozenset[str]]) -> list[float]:
    """Return how many of its fields each header shares with the others, on average."""
    count = Counter(held)
    alike = {
        one: sum(n * (len(one & other) / len(one | other) if one | other else 1.0)
                 for other, n in count.items())
        for one in count
    }  # fmt: skip
    return [(alike[fields] - 1) / (len(held) - 1) for fields in held]


def _same_look(page: Page, title: list[int]) -> list[float]:
    """Return how many of the others' headlines have the indent and the blanks of each one."""
    looks = [
        (page.indents[t], min(page.before[t], 2), min(page.after[t], 2)) if t >= 0 else None
        for t in title
    ]
    count = Counter(looks)
    return [(count[look] - 1) / (len(looks) - 1) for look in looks]
