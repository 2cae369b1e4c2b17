"""What a dump repeats: lines, line pairs, beginnings, and the words of a headline.

The record structure of a dump shows in its repetitions: furniture comes with
every article, a headline comes back in the text below it or in a list of others.
"""

import re

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from feeds.split import hashes
from feeds.split.hashes import Hashes
from feeds.split.stacks import Numbers, Stack, apart
from feeds.split.tokens import Tokens

_DIGITS = re.compile(r"\d\d*")  # what begins with a set is found sooner
_NEAR = 5  # units
_REACH = 12
_SMALL = 3  # letters of a word that carries no subject


class Echoes(Struct, frozen=True):
    """Repetition features, columns × units, and the groups that repeat."""

    columns: NDArray[np.float32]
    exact: NDArray[np.int64]  # number of the group of equal lines
    begun: NDArray[np.int64]  # number of the group of lines that begin alike
    alike: Hashes  # of lines, equal where only figures differ
    pair: NDArray[np.bool_]  # whether each unit but the last and the next come back together


NAMES = (
    "echo:same", "echo:same3", "echo:masked", "echo:masked3", "echo:first-of-same",
    "echo:pair-next", "echo:pair-previous", "echo:begins", "echo:begins3", "echo:ends",
    "echo:within-next", "echo:within-previous", "echo:holds-previous", "words:ahead",
    "words:behind", "words:new", "words:ahead-next", "words:known", "bridges", "bridges:dip",
)  # fmt: skip


def echoes(stack: Stack, words: Tokens) -> Echoes:
    """Return how each unit repeats others of its page; `words` are those of its beginning."""
    count, owner = len(stack.texts), stack.owner
    columns = np.zeros((len(NAMES), count), np.float32)
    keys, joined = _keys(words)
    masked = apart(_masked(keys, joined, words), owner)
    keys, begins, ends = (apart(k, owner) for k in (keys, _beginnings(words), _endings(words)))
    exact, same = _groups(keys)
    mask, alike = _groups(masked)
    begin, close = _groups(begins)[1], _groups(ends)[1]
    pair = _groups(mask[:-1] * count + mask[1:])[1] > 1
    sizes = np.diff(words.bounds)
    some, ended = sizes > 1, sizes > 2
    columns[0], columns[1], columns[2], columns[3] = same > 1, same > 2, alike > 1, alike > 2
    columns[4, np.unique(exact, return_index=True)[1]] = 1
    columns[4, same < 2] = 0
    columns[5, :-1] = columns[6, 1:] = pair
    columns[7], columns[8] = some & (begin > 1), some & (begin > 2)
    columns[9] = ended & (close > 1)
    _nested(joined, owner, columns[10:13])
    _cohesion(stack, words, columns[13:])
    begun = _groups(np.where(some, begins, keys))[0]
    return Echoes(columns, exact, begun, masked, pair)


def _keys(words: Tokens) -> tuple[Hashes, list[str]]:
    """Return a number for each unit, equal where they begin alike but for case, and the texts."""
    keys, joined = words.lines, words.text.split("\n")[:-1]
    folded = np.flatnonzero(words.folding)
    if len(folded):  # as German or Greek may be
        for i in folded.tolist():
            joined[i] = joined[i].casefold()
        keys[folded] = hashes.of_texts([joined[i] for i in folded.tolist()])
    return keys, joined


def _masked(keys: Hashes, joined: list[str], words: Tokens) -> Hashes:
    """Return the keys, equal also where only numbers differ."""
    masked = keys.copy()
    counted = np.flatnonzero(words.decimal)
    if len(counted):
        lines = "\n".join([joined[i] for i in counted.tolist()])
        masked[counted] = hashes.of_texts(_DIGITS.sub("0", lines).split("\n"))
    return masked


def _beginnings(words: Tokens) -> Hashes:
    """Return a number for what lines of several words begin with, else 0; digits do not count."""
    several = np.flatnonzero(np.diff(words.bounds) > 1)
    found = np.zeros(len(words.bounds) - 1, np.uint64)
    at = words.bounds[several]
    found[several] = words.hashes[at]
    counted = words.decimal[several]
    first, size = words.begins[at[counted]], words.sizes[at[counted]]
    where = several[counted].tolist(), first.tolist(), (first + size).tolist()
    for i, start, end in zip(*where, strict=True):
        word = words.text[start:end]
        if (masked := _DIGITS.sub("0", word)) != word:
            found[i] = hashes.of_text(masked)
    return found


def _endings(words: Tokens) -> Hashes:
    """Return a number for what lines of more than two words end with, else 0."""
    several = np.flatnonzero(np.diff(words.bounds) > 2)
    found = np.zeros(len(words.bounds) - 1, np.uint64)
    last = words.bounds[several + 1] - 1
    found[several] = hashes.of_pairs(words.hashes[last - 1], words.hashes[last])
    return found


def _groups(keys: Hashes | Numbers) -> tuple[Numbers, Numbers]:
    """Return the number of the group of each unit, those of equal keys, and how many it has."""
    _, group, size = np.unique(keys, return_inverse=True, return_counts=True)
    return group, size[group]


def _nested(joined: list[str], owner: Numbers, columns: NDArray[np.float32]) -> None:
    """Fill the columns of units that stand within the next, or within the one before."""
    size = np.fromiter(map(len, joined), np.int64, len(joined))
    near = owner[:-1] == owner[1:]
    shorter = np.flatnonzero(near & (size[:-1] > 4) & (size[:-1] <= size[1:])).tolist()
    within = [i for i in shorter if joined[i] in joined[i + 1]]
    longer = np.flatnonzero(near & (size[1:] > 4) & (size[1:] <= size[:-1])).tolist()
    holding = [i + 1 for i in longer if joined[i + 1] in joined[i]]
    columns[0, within] = 1
    columns[1, holding] = 1
    columns[2, [i + 1 for i in within]] = 1


def _content(owner: Numbers, words: Tokens) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return the unit of each word that carries a subject, each once a unit, and whether the
    one after it is the same word; in the order of words and units.

    Pairs of letters are words where there are no spaces.
    """
    carry = words.sizes > _SMALL
    bits = np.uint64(len(owner).bit_length())
    units = np.concatenate((words.owner[carry], words.pair_owner))
    keys = apart(np.concatenate((words.hashes[carry], words.pairs)), owner[units])
    keys >>= bits
    keys <<= bits
    keys |= units.astype(np.uint64)
    keys.sort()
    if len(keys):
        keys = keys[np.append(True, keys[1:] != keys[:-1])]
    units = (keys & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    numbers = keys >> bits
    return units, numbers[1:] == numbers[:-1]


def _cohesion(stack: Stack, words: Tokens, columns: NDArray[np.float32]) -> None:
    """Fill the columns from "words:ahead" on.

    A word that comes back within reach is a bridge over the lines between; where
    one article ends and the next begins there are few.
    """
    count = len(stack.texts)
    units, repeated = _content(stack.owner, words)
    total = np.bincount(units, minlength=count)
    again = np.flatnonzero(repeated)
    at, to = units[again], units[again + 1]  # a word's place, and where it comes next
    fresh = total - np.bincount(to, minlength=count)
    near, reached = to - at <= _NEAR, to - at <= _REACH
    behind = np.bincount(to[near], minlength=count)
    ahead = np.bincount(at[near], minlength=count)
    direct = np.bincount(at[to - at == 1], minlength=count)
    opened = np.bincount(at[reached] + 1, minlength=count + 1)
    bridges = opened - np.bincount(to[reached] + 1, minlength=count + 1)
    size = np.maximum(total, 1)
    share = fresh / size
    columns[0], columns[1], columns[2], columns[3] = (
        ahead / size,
        behind / size,
        share,
        direct / size,
    )
    columns[4] = 1 - share
    around = _Around(stack)
    over = np.cumsum(bridges)[:count] / (3 + around.mean(total.astype(float)))
    columns[5], columns[6] = over, over - around.mean(over)


class _Around:
    """The units up to _NEAR away from each, on its own page."""

    def __init__(self, stack: Stack) -> None:
        at = np.arange(len(stack.texts))
        first, last = stack.bounds[stack.owner], stack.bounds[stack.owner + 1]
        units = at[:, None] + np.arange(-_NEAR, _NEAR + 1)
        self._none = (units < first[:, None]) | (units >= last[:, None])
        self._units = np.where(self._none, 0, units)
        self._count = np.minimum(at + _NEAR + 1, last) - np.maximum(at - _NEAR, first)

    def mean(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the mean of the values around each unit: a sum of them alone, so that it does
        not depend on what else is in the stack."""
        near = values[self._units]
        near[self._none] = 0
        mean: NDArray[np.float64] = near.sum(axis=1) / self._count
        return mean
