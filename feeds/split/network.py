"""The learned judgement: from the features of lines to the odds of their roles and of a start.

Two passes.  The first looks at a line's own features and its neighbours'.  The
second sees also what the first thought of the whole dump: of lines that look
like this one, of the lines around the starts it believes in, of the page as a
whole; and it is made again by what it then thinks itself.  That is how the record
structure of an unknown site is learned while it is read.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from feeds.split.blocks import Blocks, by_row
from feeds.split.stacks import Numbers, edges_of, owners

ROLES = "cktdaDmphlqgxns"
START = len(ROLES)  # column of the odds that an article starts here
OUTPUTS = START + 1
ROUNDS = 3  # of the second pass
AROUND = range(-3, 6)  # units around a start whose roles make a dump's record
DILATIONS = ((1, 2, 4, 1), (1, 2, 4, 1))  # of the convolutions of both passes
HEADLINE = ROLES.index("t")
PLACED = 4  # ways in which a unit has a place in its article: see `_places`
EDGES = 2  # of these, those of which the dump's first or last article tells apart
BELIEVED = 0.5  # probability from which a unit counts as a start, or as a headline
HEAD, FOOT, ABOVE, BELOW, AFTER = 10, 8, 5, 10, 6  # units that are told apart, by way
_WAYS = ABOVE + BELOW + 1  # places of a way, at most
_FAR = 1 << 40  # units: farther than any
_MANY = np.exp(4)  # units of a group
_MOST = 80  # log odds that are told from more
TEXT = ROLES.index("p"), ROLES.index("q") + 1  # columns of the roles of a body

Array = NDArray[np.float32]
Network = dict[str, Array]  # matrices and biases by name


def judge(
    rows: Array, groups: Numbers, networks: Sequence[Network], bounds: Numbers | None = None
) -> Array:
    """Return units × OUTPUTS: log odds of each role, then of a start.

    They are the mean of what some networks say, each of which was trained by itself; and after
    each round each is told what all of them think.  `bounds` say where the pages of a stack
    begin and the last one ends; without, it is one.
    """
    bounds = edges_of([len(rows)]) if bounds is None else bounds
    blocks = Blocks(bounds)
    laid = blocks.laid(rows)
    readers = [_Reader(blocks, laid, network) for network in networks]
    logits = _mean([reader.first for reader in readers])
    for _ in range(ROUNDS):
        belief = probabilities(logits)
        whole = _Whole(belief, groups, bounds)
        logits = _mean([reader.again(whole) for reader in readers])
    return logits


def _mean(logits: Sequence[Array]) -> Array:
    mean: Array = np.divide(sum(logits), len(logits), dtype=np.float32)
    return mean


class _Whole:
    """What is believed of whole pages: of each unit and those like it, of those in its place in
    other articles, and of the order of the records."""

    def __init__(self, belief: Array, groups: Numbers, bounds: Numbers) -> None:
        self.belief, self.bounds = belief, bounds
        self.total = np.add.reduceat(belief, bounds[:-1])
        self.records = _records(belief, self.total, bounds)
        places, owner = _places(belief, bounds), owners(bounds)
        rows = owner[:, None] * _WAYS + places
        self.alike = [belief, *_companions(belief, groups)]
        self.placed = [*_companions(belief, rows), _own(belief, owner), _edges(belief, rows)]


class _Reader:
    """One network and what it makes of rows in blocks: by themselves, and again and again by
    what is believed of the whole page."""

    def __init__(self, blocks: Blocks, laid: Array, w: Network) -> None:
        hidden = blocks.product(laid, w["in"]) + w["in_b"]
        hidden = _convolve(np.maximum(hidden, 0, out=hidden), blocks, w, "a", DILATIONS[0])
        pooled = blocks.spread(by_row(blocks.pooled(hidden), w["mid_pool"]))
        hidden = blocks.product(hidden, w["mid"]) + pooled + w["mid_b"]
        hidden = np.maximum(hidden, 0, out=hidden)
        self.first: Array = blocks.taken(blocks.product(hidden, w["first"])) + w["first_b"]
        self._own = blocks.taken(hidden)
        self._matched = blocks.taken(blocks.product(hidden, w["match"]))
        self._width = hidden.shape[1]
        self._known = blocks.product(hidden, w["second"][: self._width]) + w["second_b"]
        self._blocks, self._weights = blocks, w

    def again(self, whole: _Whole) -> Array:
        """Return what the second pass makes of the rows."""
        blocks, w = self._blocks, self._weights
        like = _likeness(self._own, whole.belief, self._matched, whole.total, whole.bounds)
        seen = blocks.laid(np.concatenate((*whole.alike, like, *whole.placed), axis=1))
        record = np.maximum(by_row(whole.records, w["record"]) + w["record_b"], 0)
        hidden = self._known + blocks.product(seen, w["second"][self._width :])
        hidden += blocks.spread(by_row(record, w["second_record"]))
        hidden = _convolve(np.maximum(hidden, 0, out=hidden), blocks, w, "b", DILATIONS[1])
        logits: Array = blocks.taken(blocks.product(hidden, w["out"])) + w["out_b"]
        return logits


def probabilities(logits: Array) -> Array:
    """Return the probability of each role and, apart from these, of a start."""
    odds: Array = np.exp(np.clip(logits, -_MOST, _MOST))
    odds[:, :START] /= odds[:, :START].sum(axis=1, keepdims=True)
    odds[:, START:] /= 1 + odds[:, START:]
    return odds


def _convolve(
    hidden: Array, blocks: Blocks, w: Network, name: str, dilations: tuple[int, ...]
) -> Array:
    """Let each unit see those before and after it, farther with each round."""
    width = hidden.shape[1]
    hidden[blocks.empty] = 0
    for k, step in enumerate(dilations):
        before, seen, after = blocks.product(hidden, w[f"{name}{k}"].reshape(3, width, width))
        seen += w[f"{name}{k}_b"]
        seen[step:] += before[:-step]
        seen[:-step] += after[step:]
        np.maximum(seen, 0, out=seen)
        seen[blocks.empty] = 0
        hidden += seen
    return hidden


def _companions(belief: Array, groups: Numbers) -> Iterator[Array]:
    """Yield what is believed, on average, of the other units in each unit's groups, and how
    many they are."""
    for group in groups.T:
        size = np.bincount(group)
        others = totals(group, belief, len(size)).take(group, 0) - belief
        others /= np.maximum(size - 1, 1).astype(np.float32).take(group)[:, None]
        yield others
        yield np.log(np.clip(size, 1, _MANY)).astype(np.float32).take(group)[:, None] / 4


def _places(belief: Array, bounds: Numbers) -> Numbers:
    """Return where each unit stands in its article: so many units below the start, above the
    next one, below or above the nearest headline, and below the text above it.

    Records laid beside each other show their order: what stands two below the headline
    of most is what stands there in this one.
    """
    at, owner = np.arange(len(belief)), owners(bounds)
    first, end = bounds[owner], bounds[owner + 1]
    start, title = belief[:, START] > BELIEVED, belief[:, HEADLINE] > BELIEVED
    below, above = at - _last(title, first), _next(title, end, _FAR) - at
    near = np.where(above <= np.minimum(ABOVE, below), -above, np.minimum(below, BELOW))
    text = belief[:, slice(*TEXT)].sum(1) > BELIEVED
    since, after = at - _last(start, first), at - _last(text, first)
    until = _next(start, end, end) - at
    ways = (np.minimum(since, HEAD), np.minimum(until, FOOT), near + ABOVE)
    return np.stack((*ways, np.minimum(after, AFTER)), axis=1)


def _edges(belief: Array, places: Numbers) -> Array:
    """Return what is believed of a page's first unit in each unit's place by the headline,
    and of its last one in its place below a text.

    What stands between two articles may be of either; above the first and below the
    last there is nothing else that it could be of.
    """
    at = np.arange(len(belief))
    near, after = places[:, 2], places[:, 3]
    first, last = (np.zeros(int(way.max()) + 1, np.int64) for way in (near, after))
    first[near[::-1]] = at[::-1]
    last[after] = at
    return np.concatenate((belief[first[near]], belief[last[after]]), axis=1)


def _last(marked: NDArray[np.bool_], first: Numbers) -> Numbers:
    """Return for each unit the last one up to it that is marked, on its page; else one far off."""
    found = np.maximum.accumulate(np.where(marked, np.arange(len(marked)), -_FAR))
    return np.where(found >= first, found, -_FAR)


def _next(marked: NDArray[np.bool_], end: Numbers, none: Numbers | int) -> Numbers:
    """Return for each unit the first one after it that is marked, on its page; else `none`."""
    at = np.append(np.where(marked, np.arange(len(marked)), _FAR)[1:], _FAR)
    found = np.minimum.accumulate(at[::-1])[::-1]
    return np.where(found < end, found, none)


def _own(belief: Array, owner: Numbers) -> Array:
    """Return what each unit's article holds beside it, by role: has it a date, a byline?"""
    article = np.cumsum(belief[:, START] > BELIEVED, dtype=np.int64) + owner
    total = totals(article, belief, int(article[-1]) + 1)
    own: Array = np.tanh(total.take(article, 0) - belief)
    return own


def totals(group: Numbers, values: Array, groups: int) -> Array:
    """Return groups × columns: the sums of the values of each group."""
    width = values.shape[1]
    cells = (group * width)[:, None] + np.arange(width)
    total = np.bincount(cells.ravel(), values.ravel(), groups * width)
    return total.astype(np.float32).reshape(groups, width)


def _likeness(hidden: Array, belief: Array, matched: Array, total: Array, bounds: Numbers) -> Array:
    """Return how like each unit is to what its page's lines of each role are like."""
    like = []
    for (a, b), mass in zip(pairwise(bounds.tolist()), total + 1, strict=True):
        models = belief[a:b].T @ hidden[a:b] / mass[:, None]
        like.append(matched[a:b] @ models.T)
    alike: Array = np.tanh(np.concatenate(like) / 8)
    return alike


def _records(belief: Array, total: Array, bounds: Numbers) -> Array:
    """Return the roles around a start, averaged over each page: the order of its records."""
    at = np.arange(len(belief)) + AROUND[-1] + owners(bounds) * len(AROUND)
    start = np.zeros(at[-1] + len(AROUND), np.float32)  # with as many between two pages
    start[at] = belief[:, START]
    moved = start[at[:, None] - AROUND]
    around = np.stack([moved[a:b].T @ belief[a:b] for a, b in pairwise(bounds.tolist())])
    mean = around.reshape(len(total), -1) / (total[:, START:] + 0.5)
    size = np.diff(bounds).astype(np.float32)[:, None]
    return np.concatenate((mean, total / size, np.log1p(total) / 4), axis=1)
