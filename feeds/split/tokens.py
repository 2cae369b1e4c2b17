"""The words of all lines of a dump at once: by array, where a pattern takes ten times as long.

Words are what lexicon.words_of says they are.
"""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from feeds.split import characters as char
from feeds.split import hashes
from feeds.split.hashes import Hashes

_OF_RUN = 40  # pairs of a run of letters without spaces that count


class Tokens(Struct, frozen=True):
    """The words of lines one after the other; line i has those from bounds[i] to bounds[i + 1]."""

    text: str  # the lines, lower case, each ended by a line feed
    running: Hashes  # sums over it
    firsts: NDArray[np.int64]  # where each line of it begins
    ends: NDArray[np.int64]  # where it ends
    lines: Hashes  # of each line
    decimal: NDArray[np.bool_]  # whether a line has a decimal digit
    folding: NDArray[np.bool_]  # whether it has a letter that is more than lower case when folded
    bounds: NDArray[np.int64]
    owner: NDArray[np.int64]  # line of each word
    begins: NDArray[np.int64]  # place in the text
    sizes: NDArray[np.int64]  # characters
    hashes: Hashes  # of each word
    pairs: Hashes  # of pairs of letters in scripts without spaces
    pair_owner: NDArray[np.int64]

    def of(self, line: int) -> list[str]:
        """Return the words of one line."""
        own = slice(self.bounds[line], self.bounds[line + 1])
        begins = self.begins[own]
        spans = zip(begins.tolist(), (begins + self.sizes[own]).tolist(), strict=True)
        return [self.text[first:end] for first, end in spans]


def tokens(heads: list[str]) -> Tokens:
    """Return the words of lines, of which there is one at least."""
    text = "\n".join(heads).lower() + "\n"
    values = char.points(text)
    classes = char.classes(values)
    edges = _edges(classes)
    begins, sizes = edges[::2], edges[1::2] - edges[::2]
    ends = np.flatnonzero(values == ord("\n"))
    bounds = np.zeros(len(heads) + 1, np.int64)
    bounds[1:] = np.searchsorted(begins, ends)
    running = hashes.sums(values)
    firsts = np.append(0, ends[:-1] + 1)
    bits = np.bitwise_or.reduceat(classes, firsts)
    pairs = _pairs(classes) if (bits & char.DENSE).any() else np.zeros(0, np.int64)
    return Tokens(
        text=text,
        running=running,
        firsts=firsts,
        ends=ends,
        lines=hashes.of_spans(running, firsts, ends),
        decimal=(bits & char.DECIMAL) != 0,
        folding=(bits & char.FOLDED) != 0,
        bounds=bounds,
        owner=np.repeat(np.arange(len(heads)), np.diff(bounds)),
        begins=begins,
        sizes=sizes,
        hashes=hashes.of_spans(running, begins, edges[1::2]),
        pairs=hashes.of_pairs(values[pairs].astype(np.uint64), values[pairs + 1].astype(np.uint64)),
        pair_owner=np.searchsorted(ends, pairs),
    )


def _pairs(classes: NDArray[np.uint16]) -> NDArray[np.int64]:
    """Return where pairs of letters begin in scripts without spaces, the first of each run."""
    dense = (classes & char.DENSE) != 0
    found = np.flatnonzero(dense[:-1] & dense[1:])
    begun = np.diff(found, prepend=-2) > 1
    place = np.arange(len(found))
    kept: NDArray[np.int64] = found[place - np.maximum.accumulate(place * begun) < _OF_RUN]
    return kept


def _edges(classes: NDArray[np.uint16]) -> NDArray[np.int64]:
    """Return where words begin and end in turn: letters, and single joints between them."""
    kept = np.zeros(len(classes) + 1, np.bool_)  # one more in front: a word may begin the text
    letters = kept[1:]
    np.not_equal(classes & char.WORD, 0, out=letters)
    joints = (classes[1:-1] & char.JOINT) != 0
    joints &= letters[:-2]
    joints &= letters[2:]
    letters[1:-1] |= joints
    return np.flatnonzero(kept[1:] != kept[:-1])
