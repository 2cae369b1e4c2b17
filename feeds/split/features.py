"""The named features of each line of a dump, as one matrix, and its groups of like lines."""

from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from feeds.split import echoes as echo
from feeds.split import sayings as saying
from feeds.split import shapes as shape
from feeds.split import spacing as space
from feeds.split import surroundings as surrounding
from feeds.split.characters import IDEOGRAPH, KINDS, LOWER, RULE, STOP, UPPER
from feeds.split.lines import Page
from feeds.split.stacks import Stack, stacked
from feeds.split.tokens import tokens

_WIDTHS = (2, 5, 9, 15, 22, 30, 40, 55, 75, 100, 140, 200)
_WORDS = (1, 2, 3, 4, 6, 8, 11, 15, 20, 30)
_ABOVE_WIDTHS = np.array(_WIDTHS, np.float32)[:, None]
_ABOVE_WORDS = np.array(_WORDS, np.float32)[:, None]
_MARKS = {
    "hash": "#", "at": "@", "copyright": "©", "square": "[【", "paren": "(（", "star": "*•●▪",
    "dash": "-–—", "angle": ">»›→", "plus": "+", "pipe": "|",
}  # fmt: skip
_ENDS = {
    "arrow": "»›→>❯", "ellipsis": "…", "anchor": "#¶∞", "close": ")]）】", "question": "?？",
    "bang": "!！", "colon": ":：", "dash": "-–—",
}  # fmt: skip


class Features(Struct, frozen=True):
    """One row a unit, one column a feature, and for each grouping the group of each unit."""

    rows: NDArray[np.float32]
    groups: NDArray[np.int64]  # units × GROUPINGS


Part = Any  # one feature of each line, one of the page, or several features as rows
GROUPINGS = ("same", "begun", "layout", "look")


def _names() -> tuple[str, ...]:
    names = [f"width>{w}" for w in _WIDTHS] + [f"words>{w}" for w in _WORDS]
    for place in ("first", "second", "last"):
        names += [f"{place}:{k}" for k in range(KINDS - 1)]
    names += [f"begins:{m}" for m in _MARKS] + [f"ends:{m}" for m in _ENDS]
    names += [f"share:{k}" for k in range(KINDS - 1)] + [f"has:{k}" for k in range(KINDS - 1)]
    names += ["capitals", "all-capitals", "title-case", "rules", "width", "mean-word"]
    names += ["start", "end", "place", "place:last", "near-start", "near-end"]
    names += ["blank-before", "blank-before2", "blank-after", "blank-after2", "loose", "loose:all"]
    names += [
        "indent",
        "indent>2",
        "indent>6",
        "indent:more",
        "indent:less",
        "indent:next-more",
        "indent:next-less",
    ]
    names += ["indent:least"]
    return (*names, *space.NAMES, *saying.NAMES, *echo.NAMES, *surrounding.NAMES)


NAMES = _names()


def features(page: Page) -> Features:
    """Return the features of a page that has at least one unit."""
    return measured(stacked([page]))


def measured(stack: Stack) -> Features:
    """Return the features of all pages of a stack; no group has units of two pages."""
    shapes = shape.shapes(stack.texts)
    width = shapes.length + shapes.counts[IDEOGRAPH]
    words = tokens([text[: shape.HEAD] for text in stack.texts])
    said = saying.sayings(stack.texts, words, shapes)
    echoed = echo.echoes(stack, words)
    # Columns are written one after the other, so each lies in one piece.
    columns = np.empty((len(NAMES), len(stack.texts)), np.float32)
    at = 0
    around = surrounding.surroundings(
        stack, words, echoed.alike, echoed.pair, width, shapes.last == STOP, shapes.dense
    )
    gaps, kinds = space.spacing(stack)
    parts = *_shape_parts(shapes, width), *_place_parts(stack), gaps
    for part in (*parts, said, echoed.columns, around):
        values = np.atleast_2d(part)
        columns[at : at + len(values)] = values
        at += len(values)
    blanks = 2 * kinds + (stack.after > 0)
    layout = _number(stack, stack.indents * 6 + blanks)
    looks = _looks(stack, shapes, width, said[saying.NAMES.index("date")])
    look = _number(stack, looks * 6 + blanks)
    groups = np.stack([echoed.exact, echoed.begun, layout, look], axis=1)
    return Features(columns.T, groups)


def _number(stack: Stack, keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return a small number a unit, equal where the keys are, on its own page."""
    keys = stack.owner * (int(keys.max()) + 1) + keys
    numbers: NDArray[np.int64] = np.unique(keys, return_inverse=True)[1]
    return numbers


def _looks(
    stack: Stack, shapes: shape.Shapes, width: NDArray[np.float32], dates: NDArray[np.float32]
) -> NDArray[np.int64]:
    """Return a number a unit: equal for lines that look alike to someone who cannot read."""
    size = np.digitize(width, (4, 16, 40, 90, 160))
    key = np.minimum(stack.indents, 40) * 6 + size
    key = key * 16 + shapes.first
    key = key * 8 + np.where(shapes.last == STOP, 1, 0) + 2 * (dates > 0)
    looks: NDArray[np.int64] = key + 4 * _in_capitals(shapes)
    return looks


def _in_capitals(s: shape.Shapes) -> NDArray[np.bool_]:
    letters = s.counts[LOWER] + s.counts[UPPER]
    capitals: NDArray[np.bool_] = (s.counts[UPPER] > 0.8 * letters) & (letters > 2)
    return capitals


def _shape_parts(s: shape.Shapes, width: NDArray[np.float32]) -> tuple[Part, ...]:
    kinds = np.arange(KINDS - 1, dtype=np.uint8)[:, None]
    counts = s.counts[: KINDS - 1]
    return (
        width > _ABOVE_WIDTHS, s.words > _ABOVE_WORDS,
        s.first == kinds, s.second == kinds, s.last == kinds,
        _which(s.opening, _MARKS), _which(s.closing, _ENDS),
        counts / s.length, counts > 0,
        s.capitals / s.words,
        _in_capitals(s),
        (s.capitals > 0.7 * s.words) & (s.words > 1),
        np.minimum(s.counts[RULE], 4) / 4,
        np.log1p(width) / 6,
        np.minimum(s.length / s.words, 30) / 30,
    )  # fmt: skip


def _sorted_marks(marks: dict[str, str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the marks in order, and the number of the group of each."""
    found = sorted((ord(mark), k) for k, group in enumerate(marks.values()) for mark in group)
    return np.array([m for m, _ in found], np.uint32), np.array([k for _, k in found])


def _which(points: NDArray[np.uint32], marks: dict[str, str]) -> NDArray[np.bool_]:
    """Return one row a group of marks: whether the character is one of them."""
    known, group = _sorted_marks(marks)
    near = np.minimum(np.searchsorted(known, points), len(known) - 1)
    which: NDArray[np.bool_] = group[near] == np.arange(len(marks))[:, None]
    which &= known[near] == points
    return which


def _place_parts(stack: Stack) -> tuple[Part, ...]:
    first, end = stack.bounds[:-1], stack.bounds[1:]
    size, owner = np.diff(stack.bounds), stack.owner
    i, count = np.arange(len(owner)) - first[owner], size[owner]
    before, after, indent = stack.before, stack.after, stack.indents
    change = np.diff(indent)
    change[end[:-1] - 1] = 0  # from one page to the next
    back, ahead = np.append(0, change), np.append(change, 0)
    loose = (np.add.reduceat(after > 0, first, dtype=np.int64) / size)[owner]
    return (
        i == 0, i == count - 1, i / count, i > 0.9 * count,
        np.maximum(0, 1 - i / 30), np.maximum(0, 1 - (count - 1 - i) / 30),
        before > 0, before > 1, after > 0, after > 1,
        loose, loose > 0.7,
        np.minimum(indent, 24) / 24, indent > 2, indent > 6,
        back > 0, back < 0, ahead > 0, ahead < 0,
        indent == np.minimum.reduceat(indent, first)[owner],
    )  # fmt: skip
