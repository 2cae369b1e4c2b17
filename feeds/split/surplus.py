"""How likely a line within an article is furniture: a logistic model of named figures.

The network's word is one of them.  The others are the line's place, what stands around it,
what it says, and whether lines of other articles are worded like it.  Fitted to readings of
sites that the network had not seen (benchmarks/split/surplus.py writes surplus.json).
"""

import math
import re
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
from msgspec import Struct

from feeds.split.decode import TAIL, Reading
from feeds.split.lexicon import CLASSES, FUNCTION, furniture, is_dense, words_of
from feeds.split.lines import Page
from feeds.split.logistic import Figures, Logistic, kept, logistic
from feeds.split.network import ROLES

NAMES = (
    "odds",  # of the network
    "sure",  # the same where it takes the line for furniture rather than not
    "text",  # probability of the network that it is text
    "page", "foot",  # that it is the page's; the same of a line after the text
    "around",  # what the network says of the lines around it
    "tail",  # it is read as part of the tail
    "depth",  # lines before it in its run
    "function",  # share of its words that running text is made of
    "named", "told",  # it says what kind of furniture it is; any kind, after the text
    "aside", "rights",  # it asks for something between paragraphs; says whose the text above is
    "alike", "wording",  # share and number of its pairs of words that lines of others have
)  # fmt: skip
LONG = 160  # characters: longer lines are running text whatever words they hold
_SHARE = 0.34  # of a line's words that belong to furniture
_NAMING = frozenset(
    ("comments", "related", "more", "subscribe", "editorial", "tags", "category"),
)
_LABELS = ("related", "comments")  # between paragraphs, where more follows on the line
_LABEL = re.compile(r"[^:：]{1,29}[:：]")
_DIGITS = re.compile(r"\d\d*")  # what begins with a set is found sooner
_AROUND = 3  # units
_DEEP = 8  # lines of a run that make no more difference
_LETTERS = 4  # of a run that counts as a pair of words where there are no spaces
_X, _N = ROLES.index("x"), ROLES.index("n")
_WRITTEN = [ROLES.index(role) for role in "phlq"]

Pairs = frozenset[str | tuple[str, str]]


class Run(Struct, frozen=True):
    """Units in a row that may be furniture, and whether text of their article follows."""

    first: int
    last: int
    inside: bool


class Worded(Struct, frozen=True):
    """What the words of a line say of it, wherever it stands."""

    function: float  # share of words that running text is made of
    kind: str  # of furniture that it names, "" if none
    aside: bool  # it asks for something that is no text
    pairs: Pairs


class Weighed(Struct, frozen=True):
    """How likely a line is furniture."""

    odds: float  # log odds
    alike: float  # share of its wording that such lines of other articles have


def surplus(page: Page, reading: Reading, runs: dict[int, Run]) -> dict[int, Weighed]:
    """Return how likely each of some units, given with their runs, is furniture."""
    if not runs:
        return {}
    measured = figures(page, reading, runs)
    odds = _model().odds(measured).tolist()
    alike = measured[:, NAMES.index("alike")].tolist()
    return dict(zip(runs, map(Weighed, odds, alike), strict=True))


@cache
def _model() -> Logistic:
    return logistic(kept("surplus.json"), NAMES)


def figures(page: Page, reading: Reading, runs: dict[int, Run]) -> Figures:
    """Return units × NAMES."""
    worded = [_worded(page.texts[unit]) for unit in runs]
    said = [_said(*each) for each in zip(worded, runs.values(), strict=True)]
    shared = _shared([each.pairs for each in worded], runs, reading)
    columns = (_believed(reading, runs), np.array(said, np.float64), shared)
    return np.concatenate(columns, axis=1)


def _believed(reading: Reading, runs: dict[int, Run]) -> Figures:
    """Return the figures from "odds" to "depth"."""
    at = np.array(list(runs))
    belief = reading.belief
    chance = belief[:, [_X, _N]].sum(1, dtype=np.float64)
    logits = np.log((chance + 1e-3) / (1 - chance + 1e-3))
    sums = np.append(0, np.cumsum(logits))
    low, high = np.maximum(at - _AROUND, 0), np.minimum(at + _AROUND + 1, len(logits))
    written = belief[at][:, _WRITTEN].sum(1, dtype=np.float64)
    columns = (
        logits[at],
        np.maximum(logits[at], 0),
        np.log(written + 0.01),
        belief[at, _N],
        belief[at, _N] * [not run.inside for run in runs.values()],
        (sums[high] - sums[low]) / (high - low),
        np.array(reading.parts)[at] == TAIL,
        np.log1p([min(unit - run.first, _DEEP) for unit, run in runs.items()]),
    )
    return np.array(columns, np.float64).T


@lru_cache(maxsize=1 << 9)  # furniture is what comes back
def _worded(text: str) -> Worded:
    """Return what the words of a line say; figures count as one."""
    words = words_of(_DIGITS.sub("0", text[:LONG]))
    function = sum(map(FUNCTION.__contains__, words)) / max(1, len(words))
    kind = says(text)
    aside = kind == "subscribe" or (kind in _LABELS and _LABEL.match(text) is not None)
    return Worded(function, kind, aside, _pairs(text, words))


def _said(worded: Worded, run: Run) -> tuple[float, ...]:
    """Return the figures from "function" to "rights"."""
    kind, after = worded.kind, not run.inside
    named, rights = kind in _NAMING, kind == "legal" and after
    return worded.function, named, bool(kind) and after, worded.aside and run.inside, rights


def _shared(paired: list[Pairs], runs: dict[int, Run], reading: Reading) -> Figures:
    """Return how much of each line's wording lines of other articles have: share and number."""
    article = np.searchsorted(reading.starts, list(runs), side="right").tolist()
    first: dict[str | tuple[str, str], int] = {}
    several = {
        pair
        for pairs, of in zip(paired, article, strict=True)
        for pair in pairs
        if first.setdefault(pair, of) != of
    }
    common = [len(pairs & several) for pairs in paired]
    size = [max(1, len(pairs)) for pairs in paired]
    return np.array([(n / of, math.log1p(n)) for n, of in zip(common, size, strict=True)])


def _pairs(text: str, words: list[str]) -> Pairs:
    """Return the pairs of words of a line's beginning."""
    if is_dense(text):
        text = _DIGITS.sub("0", text[:LONG])
        return frozenset(text[k : k + _LETTERS] for k in range(len(text) - _LETTERS + 1))
    return frozenset(pairwise(words))


@lru_cache(maxsize=1 << 12)  # furniture is what comes back
def says(text: str) -> str:
    """Return the kind of furniture that a line names, "" if it names none."""
    if len(text) > LONG:
        return ""
    said = furniture(text, words_of(text))
    if said.first or (said.anywhere and said.covered >= _SHARE * said.words):
        bits = said.first or said.anywhere
        return next(c for k, c in enumerate(CLASSES) if bits >> k & 1)
    return ""
