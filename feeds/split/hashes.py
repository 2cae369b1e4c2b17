"""Numbers for the words and lines of a dump, all at once: equal ones have equal numbers.

A number is a polynomial of a text's code points, modulo 2**64.  It comes out of running
sums over the whole dump, so that a word costs two look-ups and no string is made of it.
"""

from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from feeds.split.characters import Points, points

Hashes = NDArray[np.uint64]

_BASE = 0x9E3779B97F4A7C15  # odd, or there would be nothing to divide by
_OTHER = 0xC2B2AE3D27D4EB4F  # of another series: the same one would let words run into each other
_WORD = (1 << 64) - 1
_INVERSE = pow(_BASE, -1, 1 << 64)
_SLOTS = 16  # bits of a hash that are a slot in a level of a vocabulary


@cache
def _powers(base: int, bits: int) -> Hashes:
    """Return the first 2**bits powers of a number."""
    steps = np.full(1 << bits, base, np.uint64)
    steps[0] = 1
    return np.multiply.accumulate(steps)


def sums(values: Points) -> Hashes:
    """Return the running sums that `of_spans` takes its differences from."""
    bits = max(len(values).bit_length(), 12)
    found = np.zeros(len(values) + 1, np.uint64)
    np.multiply(values, _powers(_BASE, bits)[: len(values)], out=found[1:])
    return np.add.accumulate(found, out=found)


def of_spans(running: Hashes, first: NDArray[np.int64], end: NDArray[np.int64]) -> Hashes:
    """Return the number of each stretch of characters from `first` up to `end`."""
    scale = _powers(_INVERSE, max((len(running) - 1).bit_length(), 12))
    found = running[end]
    found -= running[first]
    found *= scale[first]
    found *= np.uint64(_BASE)  # the first letter counts in the upper bits too
    return found


def of_texts(texts: list[str]) -> Hashes:
    """Return the number of each of some texts without line feeds."""
    if not texts:
        return np.zeros(0, np.uint64)
    values = points("\n".join(texts) + "\n")
    ends = np.flatnonzero(values == ord("\n"))
    first = np.append(0, ends[:-1] + 1)
    return of_spans(sums(values), first, ends)


def of_text(text: str) -> int:
    """Return the number of one short text."""
    found = 0
    for sign in reversed(text):
        found = (found + ord(sign)) * _BASE
    return found & _WORD


def of_pairs(first: NDArray[np.uint64], second: NDArray[np.uint64]) -> Hashes:
    """Return one number for each two."""
    found: Hashes = (first * np.uint64(_OTHER) + second) * np.uint64(_BASE)
    return found


class Vocabulary:
    """Known words, numbered from 1, that all words of a dump are looked up in at once.

    Words are told apart by their hashes.  Each level is a table by some bits of the hash; what
    finds its slot taken goes one level down, which is a few words in a thousand.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.number = {word: number for number, word in enumerate(words, 1)}
        self._hashes = np.append(np.zeros(1, np.uint64), of_texts(list(self.number)))
        self._levels: list[NDArray[np.uint16]] = []
        left = np.arange(1, len(self._hashes))
        while len(left):
            slots = self._slots(self._hashes[left], len(self._levels))
            level = np.zeros(1 << _SLOTS, np.uint16)
            level[slots[::-1]] = left[::-1]
            self._levels.append(level)
            left = left[level[slots] != left]

    def __len__(self) -> int:
        return len(self.number)

    def numbers(self, hashes: Hashes) -> NDArray[np.uint16]:
        """Return the number of each word, 0 where it is not known."""
        found = np.zeros(len(hashes), np.uint16)
        for depth, level in enumerate(self._levels):
            likely = level[self._slots(hashes, depth)]
            likely *= self._hashes[likely] == hashes
            found |= likely
        return found

    @staticmethod
    def _slots(hashes: Hashes, depth: int) -> Hashes:
        found: Hashes = hashes >> np.uint64(64 - _SLOTS * (depth + 1)) & np.uint64(
            (1 << _SLOTS) - 1
        )
        return found
