"""The shape of lines: how many letters, capitals, digits and marks, first and last.

All lines are measured at once, as one array of code points, because a Python
loop over characters would cost more than everything else together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feeds.split import characters as char
from feeds.split.characters import KINDS, NEWLINE, SPACE, UPPER

HEAD, TAIL = 200, 60  # characters measured of a line: its head and its end


@dataclass(frozen=True, slots=True)
class Shapes:
    """Per line: counts of each kind, kinds of the first two and last characters, words."""

    counts: NDArray[np.float32]  # lines × KINDS
    first: NDArray[np.uint8]
    second: NDArray[np.uint8]
    last: NDArray[np.uint8]
    opening: NDArray[np.uint32]  # code point of the first character
    closing: NDArray[np.uint32]
    words: NDArray[np.float32]
    capitals: NDArray[np.float32]  # words that begin with a capital
    length: NDArray[np.float32]  # characters measured
    decimal: NDArray[np.bool_]  # whether a decimal digit is among them
    telling: NDArray[np.bool_]  # whether one of @ : ( / is
    dense: NDArray[np.bool_]  # whether a letter of a script without spaces is
    item: NDArray[np.bool_]  # whether the first is a bullet or a digit


def shapes(lines: list[str]) -> Shapes:
    """Return the shapes of lines that are stripped and not empty, longest ones in part."""
    text = "\n".join([line if len(line) <= HEAD + TAIL else _ends(line) for line in lines]) + "\n"
    values = char.points(text)
    classes = char.classes(values)
    kinds = (classes & char.KIND).astype(np.uint8)
    ends = np.flatnonzero(kinds == NEWLINE)
    starts = np.concatenate(([0], ends[:-1] + 1))
    length = ends - starts
    places = np.repeat(np.arange(0, len(lines) * KINDS, KINDS), length + 1) + kinds
    counts = np.bincount(places, minlength=len(lines) * KINDS)
    opens = np.concatenate(([True], (kinds == SPACE) | (kinds == NEWLINE)))[:-1]
    return Shapes(
        counts=counts.reshape(len(lines), KINDS).astype(np.float32),
        first=kinds[starts],
        second=kinds[np.minimum(starts + 1, ends)],
        last=kinds[ends - 1],
        opening=values[starts].astype(np.uint32),
        closing=values[ends - 1].astype(np.uint32),
        words=_count(opens, ends),
        capitals=_count(opens & (kinds == UPPER), ends),
        length=length.astype(np.float32),
        decimal=_count((classes & char.DECIMAL) != 0, ends) > 0,
        telling=_count((classes & char.TELLING) != 0, ends) > 0,
        dense=_count((classes & char.DENSE) != 0, ends) > 0,
        item=(classes[starts] & char.ITEM) != 0,
    )


def _count(marked: NDArray[np.bool_], ends: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return how many characters are marked in each line."""
    until = np.searchsorted(np.flatnonzero(marked), ends)
    return np.diff(until, prepend=0).astype(np.float32)


def _ends(line: str) -> str:
    return line[:HEAD] + line[-TAIL:]
