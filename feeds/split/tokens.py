"""The words of all lines of a dump at once: by array, where a pattern takes ten times as long.

Words are what lexicon.words_of says they are.
"""

import itertools
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feeds.split import characters as char

_PAIR = 1 << 40  # numbers of pairs begin above those of words
_OF_RUN = 40  # pairs of a run of such letters that count


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of lines one after the other; line i has words[bounds[i]:bounds[i + 1]]."""

    words: list[str]  # lower case
    bounds: NDArray[np.int64]
    owner: NDArray[np.int64]  # line of each word
    sizes: NDArray[np.int64]  # characters
    numbers: NDArray[np.int64]  # of each word
    pairs: NDArray[np.int64]  # numbers of pairs of letters in scripts without spaces
    pair_owner: NDArray[np.int64]

    def of(self, line: int) -> list[str]:
        """Return the words of one line."""
        return self.words[self.bounds[line] : self.bounds[line + 1]]


def tokens(heads: list[str], known: dict[str, int]) -> Tokens:
    """Return the words of lines, of which there is one at least; `known` has their numbers."""
    text = "\n".join(heads).lower() + "\n"
    values = char.points(text)
    classes = char.classes(values)
    kept = _within_words(classes)
    begins = np.flatnonzero(kept[1:] > kept[:-1]) + 1
    if kept[0]:
        begins = np.concatenate(([0], begins))
    ends = np.flatnonzero(kept[:-1] > kept[1:]) + 1
    line_ends = np.flatnonzero(classes & char.KIND == char.NEWLINE)
    bounds = np.concatenate(([0], np.searchsorted(begins, line_ends)))
    pairs = _pairs(classes)
    words = char.text_of(np.where(kept, values, values.dtype.type(32))).split()
    vocabulary = defaultdict(itertools.count(len(known) + 1).__next__, known)
    return Tokens(
        words=words,
        bounds=bounds,
        owner=np.repeat(np.arange(len(heads)), np.diff(bounds)),
        sizes=ends - begins,
        numbers=np.fromiter(map(vocabulary.__getitem__, words), np.int64, len(words)),
        pairs=_PAIR + values[pairs].astype(np.int64) * 0x10000 + values[pairs + 1],
        pair_owner=np.searchsorted(line_ends, pairs),
    )


def _pairs(classes: NDArray[np.uint16]) -> NDArray[np.int64]:
    """Return where pairs of letters begin in scripts without spaces, the first of each run."""
    dense = (classes & char.DENSE) != 0
    if not dense.any():
        return np.zeros(0, np.int64)
    found = np.flatnonzero(dense[:-1] & dense[1:])
    begun = np.diff(found, prepend=-2) > 1
    place = np.arange(len(found))
    kept: NDArray[np.int64] = found[place - np.maximum.accumulate(place * begun) < _OF_RUN]
    return kept


def _within_words(classes: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Return which characters belong to words: letters, and single joints between them."""
    letters = (classes & char.WORD) != 0
    joints = (classes & char.JOINT) != 0
    joints[1:-1] &= letters[:-2] & letters[2:]
    joints[0] = joints[-1] = False
    kept: NDArray[np.bool_] = letters | joints
    return kept
