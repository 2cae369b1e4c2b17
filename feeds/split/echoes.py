"""What a dump repeats: lines, line pairs, beginnings, and the words of a headline.

The record structure of a dump shows in its repetitions: furniture comes with
every article, a headline comes back in the text below it or in a list of others.
"""

import itertools
import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_DIGITS = re.compile(r"\d+")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,}")
_NEAR = 5  # units
_REACH = 12
_HEAD = 200  # characters of a unit whose words are looked up


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


def echoes(texts: list[str], words: list[list[str]]) -> Echoes:
    """Return how each unit repeats others; `words` are those of each unit's beginning."""
    keys = [t[:_HEAD].casefold() for t in texts]
    masked = [_DIGITS.sub("0", k) for k in keys]
    starts = [_begin(w) for w in words]
    closes = [" ".join(w[-2:]) if len(w) > 2 else "" for w in words]
    exact, mask, begun = _groups(keys), _groups(masked), _groups(starts)
    same, alike, begin, close = (_sizes(g) for g in (exact, mask, begun, _groups(closes)))
    pair = _sizes(_groups(list(itertools.pairwise(masked)))) > 1
    follows = np.concatenate((pair, [False]))
    preceded = np.concatenate(([False], pair))
    some, ended = (np.array([bool(v) for v in values]) for values in (starts, closes))
    nested = [len(a) > 4 and a in b for a, b in itertools.pairwise(keys)]
    nests = [len(b) > 4 and b in a for a, b in itertools.pairwise(keys)]
    first = np.zeros(len(texts), bool)
    first[np.unique(exact, return_index=True)[1]] = True
    columns = [
        same > 1, same > 2, alike > 1, alike > 2, first & (same > 1), follows, preceded,
        some & (begin > 1), some & (begin > 2), ended & (close > 1),
        [*nested, False], [False, *nests], [False, *nested], *_cohesion(texts, words),
    ]  # fmt: skip
    rows = np.stack([np.asarray(c, np.float32) for c in columns], axis=1)
    return Echoes(rows, exact, _groups([s or k for s, k in zip(starts, keys, strict=True)]))


def _sizes(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each unit how many its group has."""
    return np.bincount(groups)[groups] if len(groups) else groups


def _begin(words: list[str]) -> str:
    """Return what a line of several words begins with; its digits do not count."""
    return _DIGITS.sub("0", words[0]) if len(words) > 1 else ""


def _groups(keys: Sequence[Hashable]) -> NDArray[np.int64]:
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int64)


def _content(text: str, words: list[str]) -> set[str]:
    """Return the words that carry a subject; pairs of letters where there are no spaces."""
    found = {w for w in words if len(w) > 3}
    if not text.isascii():
        for run in _IDEOGRAPHS.findall(text[:_HEAD]):
            found.update(run[k : k + 2] for k in range(min(len(run) - 1, 40)))
    return found


def _cohesion(texts: list[str], words: list[list[str]]) -> list[NDArray[np.float64]]:
    """Return the columns from "words:ahead" on.

    A word that comes back within reach is a bridge over the lines between; where
    one article ends and the next begins there are few.
    """
    count = len(texts)
    last: dict[str, int] = {}
    total, behind, fresh = [0] * count, [0] * count, [0] * count
    ahead, direct, bridges = [0] * count, [0] * count, [0] * (count + 1)
    for i in range(count):
        content = _content(texts[i], words[i])
        total[i] = len(content)
        new = back = 0
        for word in content:
            at = last.get(word)
            last[word] = i
            if at is None:
                new += 1
            elif (distance := i - at) <= _REACH:
                bridges[at + 1] += 1
                bridges[i + 1] -= 1
                if distance <= _NEAR:
                    back += 1
                    ahead[at] += 1
                    direct[at] += distance == 1
        behind[i], fresh[i] = back, new
    size = np.maximum(np.array(total), 1)
    share = [np.array(values) / size for values in (ahead, behind, fresh, direct)]
    over = np.cumsum(bridges)[:count] / (3 + _around(np.array(total, float)))
    dip = over - _around(over)
    return [*share, 1 - share[2], over, dip]


def _around(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of the values up to _NEAR units away."""
    sums = np.concatenate(([0.0], np.cumsum(values)))
    i = np.arange(len(values))
    low, high = np.maximum(i - _NEAR, 0), np.minimum(i + _NEAR, len(values) - 1) + 1
    mean: NDArray[np.float64] = (sums[high] - sums[low]) / (high - low)
    return mean
