"""How likely a line within an article is furniture: a logistic model of named figures.

The network's word is one of them.  The others are the line's place, what stands around it,
what it says, and whether lines of other articles are worded like it.  Fitted to readings of
sites that the network had not seen (benchmarks/split/surplus.py writes surplus.json).
"""

import json
import math
import pkgutil
import re
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from feeds.split.decode import TAIL, Reading
from feeds.split.lexicon import CLASSES, FUNCTION, furniture, is_dense, words_of
from feeds.split.lines import Page
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
_DIGITS = re.compile(r"\d+")
_AROUND = 3  # units
_DEEP = 8  # lines of a run that make no more difference
_LETTERS = 4  # of a run that counts as a pair of words where there are no spaces
_X, _N = ROLES.index("x"), ROLES.index("n")
_WRITTEN = [ROLES.index(role) for role in "phlq"]

Figures = NDArray[np.float64]
Pairs = set[str | tuple[str, str]]


class Run(Struct, frozen=True):
    """Units in a row that may be furniture, and whether text of their article follows."""

    first: int
    last: int
    inside: bool


class Weighed(Struct, frozen=True):
    """How likely a line is furniture."""

    odds: float  # log odds
    alike: float  # share of its wording that such lines of other articles have


class _Model(Struct, frozen=True):
    weights: Figures
    bias: float


def surplus(page: Page, reading: Reading, runs: dict[int, Run]) -> dict[int, Weighed]:
    """Return how likely each of some units, given with their runs, is furniture."""
    if not runs:
        return {}
    model = _model()
    measured = figures(page, reading, runs)
    odds = (measured @ model.weights + model.bias).tolist()
    alike = measured[:, NAMES.index("alike")].tolist()
    return dict(zip(runs, map(Weighed, odds, alike), strict=True))


@cache
def _model() -> _Model:
    found = json.loads(pkgutil.get_data(__package__, "surplus.json") or b"")
    weights = np.array([found["weights"][name] for name in NAMES])
    usual = np.array([found["usual"][name] for name in NAMES])
    return _Model(weights, found["bias"] - float(usual @ weights))


def figures(page: Page, reading: Reading, runs: dict[int, Run]) -> Figures:
    """Return units × NAMES."""
    texts = [page.texts[unit] for unit in runs]
    words = [words_of(_DIGITS.sub("0", text[:LONG])) for text in texts]
    said = [_said(*each) for each in zip(texts, words, runs.values(), strict=True)]
    paired = [_pairs(*each) for each in zip(texts, words, strict=True)]
    columns = (_believed(reading, runs), np.array(said, np.float64), _worded(paired, runs, reading))
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


def _said(text: str, words: list[str], run: Run) -> tuple[float, ...]:
    """Return the figures from "function" to "rights"."""
    function = sum(map(FUNCTION.__contains__, words)) / max(1, len(words))
    kind = says(text)
    if not kind:
        return function, 0, 0, 0, 0
    aside = kind == "subscribe" or (kind in _LABELS and _LABEL.match(text) is not None)
    after = not run.inside
    return function, kind in _NAMING, after, aside and run.inside, kind == "legal" and after


def _worded(paired: list[Pairs], runs: dict[int, Run], reading: Reading) -> Figures:
    """Return how much of each line's wording lines of other articles have: share and number."""
    article = np.searchsorted(reading.starts, list(runs), side="right").tolist()
    first: dict[str | tuple[str, str], int] = {}
    several: Pairs = set()
    for pairs, of in zip(paired, article, strict=True):
        several.update(pair for pair in pairs if first.setdefault(pair, of) != of)
    found = []
    for pairs in paired:
        common = len(pairs & several) if several else 0
        found.append((common / max(1, len(pairs)), math.log1p(common)))
    return np.array(found)


def _pairs(text: str, words: list[str]) -> Pairs:
    """Return the pairs of words of a line's beginning."""
    if is_dense(text):
        text = _DIGITS.sub("0", text[:LONG])
        return {text[k : k + _LETTERS] for k in range(len(text) - _LETTERS + 1)}
    return set(pairwise(words))


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
