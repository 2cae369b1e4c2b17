"""The learned judgement: from the features of lines to the odds of their roles and of a start.

Two passes.  The first looks at a line's own features and its neighbours'.  The
second sees also what the first thought of the whole dump: of lines that look
like this one, of the lines around the starts it believes in, of the page as a
whole.  That is how the record structure of an unknown site is learned while it is read.
"""

import math
import pkgutil
from functools import cache

import numpy as np
from numpy.typing import NDArray

ROLES = "cktdaDmphlqgxns"
START = len(ROLES)  # column of the odds that an article starts here
OUTPUTS = START + 1
AROUND = range(-3, 6)  # units around a start whose roles make a dump's record
DILATIONS = ((1, 2, 4, 1), (1, 2, 4, 1))  # of the convolutions of both passes
HEADLINE = ROLES.index("t")
PLACED = 4  # ways in which a unit has a place in its article: see `_places`
EDGES = 2  # of these, those of which the dump's first or last article tells apart
BELIEVED = 0.5  # probability from which a unit counts as a start, or as a headline
HEAD, FOOT, ABOVE, BELOW, AFTER = 10, 8, 5, 10, 6  # units that are told apart, by way
TEXT = ROLES.index("p"), ROLES.index("q") + 1  # columns of the roles of a body

Array = NDArray[np.float32]


@cache
def weights() -> dict[str, Array]:
    """Return the shipped weights (benchmarks/split/train.py writes them)."""
    return unpacked(pkgutil.get_data(__package__, "weights.bin") or b"")


def packed(w: dict[str, Array]) -> bytes:
    """Return weights as bytes: a line that says names and shapes, then the numbers.

    They are in half precision, to more of which the network is not sensitive, and one
    after the other: an archive of arrays takes ten times as long to open.
    """
    shapes = " ".join(f"{name}:{','.join(map(str, rows.shape))}" for name, rows in w.items())
    numbers = b"".join(np.ascontiguousarray(rows, "<f2").tobytes() for rows in w.values())
    return shapes.encode() + b"\n" + numbers


def unpacked(data: bytes) -> dict[str, Array]:
    """Return the weights that were `packed`."""
    head, _, body = data.partition(b"\n")
    numbers = np.frombuffer(body, "<f2").astype(np.float32)
    w, at = {}, 0
    for part in head.decode().split():
        name, _, sides = part.partition(":")
        shape = tuple(map(int, sides.split(",")))
        w[name] = numbers[at : at + math.prod(shape)].reshape(shape)
        at += math.prod(shape)
    return w


def judge(rows: Array, groups: NDArray[np.int64], w: dict[str, Array]) -> Array:
    """Return units × OUTPUTS: log odds of each role, then of a start."""
    hidden = np.maximum((rows - w["mean"]) @ w["in"] + w["in_b"], 0)
    hidden = _convolve(hidden, w, "a", DILATIONS[0])
    pooled = np.concatenate((hidden.mean(0), hidden.max(0)))
    hidden = np.maximum(hidden @ w["mid"] + pooled @ w["mid_pool"] + w["mid_b"], 0)
    first = hidden @ w["first"] + w["first_b"]
    belief = probabilities(first)
    parts = [hidden, belief, _companions(belief, groups), _likeness(hidden, belief, w["match"])]
    places = _places(belief)
    parts += [_companions(belief, places), _own(belief), _edges(belief, places)]
    record = np.maximum(_record(belief) @ w["record"] + w["record_b"], 0)
    second = np.concatenate(parts, axis=1) @ w["second"] + record @ w["second_record"]
    hidden = np.maximum(second + w["second_b"], 0)
    hidden = _convolve(hidden, w, "b", DILATIONS[1])
    logits: Array = hidden @ w["out"] + w["out_b"]
    return logits


def probabilities(logits: Array) -> Array:
    """Return the probability of each role and, apart from these, of a start."""
    roles = logits[:, :START] - logits[:, :START].max(axis=1, keepdims=True)
    np.exp(roles, out=roles)
    roles /= roles.sum(axis=1, keepdims=True)
    start = 1 / (1 + np.exp(-np.clip(logits[:, START:], -30, 30)))
    return np.concatenate((roles, start), axis=1)


def _convolve(hidden: Array, w: dict[str, Array], name: str, dilations: tuple[int, ...]) -> Array:
    """Let each unit see those before and after it, farther with each round."""
    count, width = hidden.shape
    for k, step in enumerate(dilations):
        wide = np.zeros((count, 3 * width), np.float32)
        wide[step:, :width] = hidden[:-step]
        wide[:, width : 2 * width] = hidden
        wide[:-step, 2 * width :] = hidden[step:]
        seen = wide @ w[f"{name}{k}"]
        seen += w[f"{name}{k}_b"]
        hidden = hidden + np.maximum(seen, 0, out=seen)
    return hidden


def shifted(rows: Array, step: int) -> Array:
    """Return rows moved down by `step` (up if negative), zeros where nothing comes."""
    moved = np.zeros_like(rows)
    if abs(step) < len(rows):
        if step > 0:
            moved[step:] = rows[:-step]
        elif step < 0:
            moved[:step] = rows[-step:]
        else:
            moved[:] = rows
    return moved


def _companions(belief: Array, groups: NDArray[np.int64]) -> Array:
    """Return what is believed, on average, of the other units in each unit's groups."""
    parts = []
    for group in groups.T:
        size = np.bincount(group)
        total = totals(group, belief, len(size))
        others = np.maximum(size - 1, 1)[group][:, None]
        parts.append((total[group] - belief) / others)
        parts.append(np.minimum(np.log(size[group]), 4)[:, None] / 4)
    return np.concatenate(parts, axis=1).astype(np.float32)


def _places(belief: Array) -> NDArray[np.int64]:
    """Return where each unit stands in its article: so many units below the start, above the
    next one, below or above the nearest headline, and below the text above it.

    Records laid beside each other show their order: what stands two below the headline
    of most is what stands there in this one.
    """
    at, count = np.arange(len(belief)), len(belief)
    start, title = belief[:, START] > BELIEVED, belief[:, HEADLINE] > BELIEVED
    since = at - np.maximum.accumulate(np.where(start, at, -count))
    below = at - np.maximum.accumulate(np.where(title, at, -count))
    above, until = _next(title, 2 * count) - at, _next(start, count) - at
    near = np.where(above <= np.minimum(ABOVE, below), -above, np.minimum(below, BELOW))
    text = belief[:, slice(*TEXT)].sum(1) > BELIEVED
    after = np.minimum(at - np.maximum.accumulate(np.where(text, at, -AFTER)), AFTER)
    ways = (np.minimum(since, HEAD), np.minimum(until, FOOT), near + ABOVE, after)
    return np.stack(ways, axis=1)


def _edges(belief: Array, places: NDArray[np.int64]) -> Array:
    """Return what is believed of the dump's first unit in each unit's place by the headline,
    and of its last one in its place below a text.

    What stands between two articles may be of either; above the first and below the
    last there is nothing else that it could be of.
    """
    at = np.arange(len(belief))
    near, after = places[:, 2], places[:, 3]
    first, last = np.zeros(ABOVE + BELOW + 1, np.int64), np.zeros(AFTER + 1, np.int64)
    first[near[::-1]] = at[::-1]
    last[after] = at
    return np.concatenate((belief[first[near]], belief[last[after]]), axis=1)


def _next(marked: NDArray[np.bool_], end: int) -> NDArray[np.int64]:
    """Return for each unit the first one after it that is marked, `end` if none is."""
    at = np.append(np.where(marked, np.arange(len(marked)), end)[1:], end)
    following: NDArray[np.int64] = np.minimum.accumulate(at[::-1])[::-1]
    return following


def _own(belief: Array) -> Array:
    """Return what each unit's article holds beside it, by role: has it a date, a byline?"""
    article = np.cumsum(belief[:, START] > BELIEVED, dtype=np.int64)
    total = totals(article, belief, int(article[-1]) + 1)
    return np.tanh(total[article] - belief).astype(np.float32)


def totals(group: NDArray[np.int64], values: Array, groups: int) -> NDArray[np.float64]:
    """Return groups × columns: the sums of the values of each group."""
    width = values.shape[1]
    cells = (group * width)[:, None] + np.arange(width)
    total = np.bincount(cells.ravel(), values.ravel(), groups * width)
    return np.asarray(total, np.float64).reshape(groups, width)


def _likeness(hidden: Array, belief: Array, match: Array) -> Array:
    """Return how like each unit is to what the dump's lines of each role are like."""
    models = belief.T @ hidden / (belief.sum(0)[:, None] + 1)
    like: Array = np.tanh((hidden @ match) @ models.T / 8)
    return like


def _record(belief: Array) -> Array:
    """Return the roles around a start, averaged over the dump: the order of its records."""
    start = belief[:, START]
    total = start.sum() + 0.5
    around = [start @ shifted(belief, -step) / total for step in AROUND]
    mass = np.log1p(belief.sum(0)) / 4
    return np.concatenate([*around, belief.mean(0), mass]).astype(np.float32)
