"""What a dump repeats: lines, line pairs, beginnings, and the words of a headline.

The record structure of a dump shows in its repetitions: furniture comes with
every article, a headline comes back in the text below it or in a list of others.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feeds.split.tokens import Tokens

_DIGIT, _DIGITS = re.compile(r"\d"), re.compile(r"\d+")
_NEAR = 5  # units
_REACH = 12
_HEAD = 200  # characters of a unit whose words are looked up
_SMALL = 3  # letters of a word that carries no subject


@dataclass(frozen=True, slots=True)
class Echoes:
    """Columns of repetition features, units × columns, and the groups that repeat."""

    columns: NDArray[np.float32]
    exact: NDArray[np.int64]  # number of the group of equal lines
    begun: NDArray[np.int64]  # number of the group of lines that begin alike


NAMES = (
    "echo:same", "echo:same3", "echo:masked", "echo:masked3", "echo:first-of-same",
    "echo:pair-next", "echo:pair-previous", "echo:begins", "echo:begins3", "echo:ends",
    "echo:within-next", "echo:within-previous", "echo:holds-previous", "words:ahead",
    "words:behind", "words:new", "words:ahead-next", "words:known", "bridges", "bridges:dip",
)  # fmt: skip


def echoes(texts: list[str], words: Tokens) -> Echoes:
    """Return how each unit repeats others; `words` are those of each unit's beginning."""
    keys = "\n".join([t[:_HEAD] for t in texts]).casefold().split("\n")
    masked = [_DIGITS.sub("0", k) if _DIGIT.search(k) else k for k in keys]
    starts, closes = _starts(words), _closes(words)
    exact, mask, begun = _groups(keys), _groups(masked), _groups(starts)
    same, alike, begin, close = (_sizes(g) for g in (exact, mask, begun, _groups(closes)))
    pair = _sizes(_groups(list(itertools.pairwise(mask.tolist())))) > 1
    follows = np.concatenate((pair, [False]))
    preceded = np.concatenate(([False], pair))
    some, ended = (np.array([bool(v) for v in values]) for values in (starts, closes))
    nested = [4 < len(a) <= len(b) and a in b for a, b in itertools.pairwise(keys)]
    nests = [4 < len(b) <= len(a) and b in a for a, b in itertools.pairwise(keys)]
    first = np.diff(np.maximum.accumulate(exact), prepend=-1) > 0
    columns = [
        same > 1, same > 2, alike > 1, alike > 2, first & (same > 1), follows, preceded,
        some & (begin > 1), some & (begin > 2), ended & (close > 1),
        [*nested, False], [False, *nests], [False, *nested], *_cohesion(len(texts), words),
    ]  # fmt: skip
    rows = np.stack([np.asarray(c, np.float32) for c in columns], axis=1)
    return Echoes(rows, exact, _groups([s or k for s, k in zip(starts, keys, strict=True)]))


def _sizes(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each unit how many its group has."""
    return np.bincount(groups)[groups] if len(groups) else groups


def _starts(words: Tokens) -> list[str]:
    """Return what lines of several words begin with; its digits do not count."""
    bounds = words.bounds.tolist()
    firsts = [words.words[a] if b > a + 1 else "" for a, b in itertools.pairwise(bounds)]
    return _DIGITS.sub("0", "\n".join(firsts)).split("\n")


def _closes(words: Tokens) -> list[str]:
    """Return what lines of more than two words end with."""
    bounds = words.bounds.tolist()
    return [
        " ".join(words.words[b - 2 : b]) if b > a + 2 else "" for a, b in itertools.pairwise(bounds)
    ]


def _groups(keys: Sequence[Hashable]) -> NDArray[np.int64]:
    numbers = defaultdict[Hashable, int](itertools.count().__next__)
    return np.fromiter(map(numbers.__getitem__, keys), np.int64, len(keys))


def _content(count: int, words: Tokens) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return unit and number of the words that carry a subject, each once a unit, in order of
    number and unit; pairs of letters are words where there are no spaces.
    """
    carry = words.sizes > _SMALL
    numbers = np.concatenate((words.numbers[carry], words.pairs))
    owners = np.concatenate((words.owner[carry], words.pair_owner))
    keys = np.sort(numbers * count + owners)
    once = keys[np.diff(keys, prepend=-1) > 0]
    return once % count, once // count


def _cohesion(count: int, words: Tokens) -> list[NDArray[np.float64]]:
    """Return the columns from "words:ahead" on.

    A word that comes back within reach is a bridge over the lines between; where
    one article ends and the next begins there are few.
    """
    units, numbers = _content(count, words)
    total = np.bincount(units, minlength=count)
    again = np.flatnonzero(numbers[1:] == numbers[:-1])
    at, to = units[again], units[again + 1]  # a word's place, and where it comes next
    fresh = total - np.bincount(to, minlength=count)
    near, reached = to - at <= _NEAR, to - at <= _REACH
    behind = np.bincount(to[near], minlength=count)
    ahead = np.bincount(at[near], minlength=count)
    direct = np.bincount(at[to - at == 1], minlength=count)
    opened = np.bincount(at[reached] + 1, minlength=count + 1)
    bridges = opened - np.bincount(to[reached] + 1, minlength=count + 1)
    size = np.maximum(total, 1)
    share = [values / size for values in (ahead, behind, fresh, direct)]
    over = np.cumsum(bridges)[:count] / (3 + _around(total.astype(float)))
    dip = over - _around(over)
    return [*share, 1 - share[2], over, dip]


def _around(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of the values up to _NEAR units away."""
    sums = np.concatenate(([0.0], np.cumsum(values)))
    i = np.arange(len(values))
    low, high = np.maximum(i - _NEAR, 0), np.minimum(i + _NEAR, len(values) - 1) + 1
    mean: NDArray[np.float64] = (sums[high] - sums[low]) / (high - low)
    return mean
