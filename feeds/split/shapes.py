"""The shape of lines: how many letters, capitals, digits and marks, first and last.

All lines are measured at once, as one array of code points, because a Python
loop over characters would cost more than everything else together.
"""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from feeds.split import characters as char
from feeds.split.characters import KINDS, NEWLINE, SPACE, UPPER

HEAD, TAIL = 200, 60  # characters measured of a line: its head and its end


class Shapes(Struct, frozen=True):
    """Per line: counts of each kind, kinds of the first two and last characters, words."""

    counts: NDArray[np.float32]  # KINDS × lines
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
    numbered: NDArray[np.bool_]  # whether the first is a digit


def shapes(lines: list[str]) -> Shapes:
    """Return the shapes of lines that are stripped and not empty, longest ones in part."""
    text = "\n".join([line if len(line) <= HEAD + TAIL else _ends(line) for line in lines]) + "\n"
    values = char.points(text)
    classes = char.classes(values)
    kinds = classes.astype(np.uint8)
    kinds &= char.KIND
    ends = np.flatnonzero(kinds == NEWLINE)
    starts = np.zeros_like(ends)
    starts[1:] = ends[:-1] + 1
    length = ends - starts
    places = np.repeat(np.arange(0, len(lines) * KINDS, KINDS), length + 1)
    capital = _capitals(kinds, places, len(lines))
    places += kinds
    counts = np.bincount(places, minlength=len(lines) * KINDS).reshape(len(lines), KINDS)
    bits = np.bitwise_or.reduceat(classes, starts)
    last = kinds[ends - 1]
    words = counts[:, SPACE] + 1 - (last == SPACE)  # a word begins after each but the last
    begun = classes[starts]
    return Shapes(
        counts=counts.T.astype(np.float32),
        first=kinds[starts],
        second=kinds[np.minimum(starts + 1, ends)],
        last=last,
        opening=values[starts].astype(np.uint32),
        closing=values[ends - 1].astype(np.uint32),
        words=words.astype(np.float32),
        capitals=capital.astype(np.float32),
        length=length.astype(np.float32),
        decimal=(bits & char.DECIMAL) != 0,
        telling=(bits & char.TELLING) != 0,
        dense=(bits & char.DENSE) != 0,
        item=(begun & char.ITEM) != 0,
        numbered=(begun & char.DECIMAL) != 0,
    )


def _capitals(kinds: NDArray[np.uint8], places: NDArray[np.int64], lines: int) -> NDArray[np.int64]:
    """Return how many words of each line begin with a capital; a line's place is KINDS on."""
    upper = np.flatnonzero(kinds == UPPER)
    before = kinds[upper - 1]  # of the first character the last, a line feed
    begins = upper[(before == SPACE) | (before == NEWLINE)]
    return np.bincount(places[begins] // KINDS, minlength=lines)


def _ends(line: str) -> str:
    return line[:HEAD] + line[-TAIL:]
