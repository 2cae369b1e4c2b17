"""Rows of a stack's pages laid out in blocks, one of each page.

A product of matrices comes out a little different, in its last digits, when there are more
rows to it, or others above: libraries for it choose their way by the shape.  Here each page
is multiplied by itself, so that nothing depends on what other pages there are.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
APART = 4  # empty rows below a page, so that no unit sees another page


class Blocks:
    """Where the rows of each page of a stack stand in blocks, and which rows are `empty`."""

    def __init__(self, bounds: NDArray[np.int64]) -> None:
        self.bounds = bounds
        self._sizes = np.diff(bounds) + APART
        ends = np.cumsum(self._sizes)
        self._first = ends - self._sizes
        self._at = np.arange(bounds[-1]) + np.repeat(self._first - bounds[:-1], np.diff(bounds))
        self._count = int(self._sizes.sum())
        self.empty = np.delete(np.arange(self._count), self._at)
        edges = zip(self._first.tolist(), ends.tolist(), strict=True)
        self._blocks = [slice(first, end) for first, end in edges]

    def laid(self, rows: Array) -> Array:
        """Return the rows of all units in their blocks."""
        found = np.zeros((self._count, rows.shape[1]), np.float32)
        found[self._at] = rows
        return found

    def taken(self, rows: Array) -> Array:
        """Return the rows of all units out of their blocks."""
        found: Array = rows.take(self._at, 0)
        return found

    def pooled(self, rows: Array) -> Array:
        """Return the mean and the most of each page's rows; those that are empty are nought, and
        no other is less."""
        size = np.diff(self.bounds).astype(np.float32)[:, None]
        mean = np.add.reduceat(rows, self._first) / size
        return np.concatenate((mean, np.maximum.reduceat(rows, self._first)), axis=1)

    def spread(self, rows: Array) -> Array:
        """Return a row for each in the blocks out of one a page."""
        found: Array = np.repeat(rows, self._sizes, axis=0)
        return found

    def product(self, rows: Array, by: Array) -> Array:
        """Return the product of rows in blocks and a matrix, or with each of some matrices."""
        found = np.empty((*by.shape[:-2], len(rows), by.shape[-1]), np.float32)
        for block in self._blocks:
            np.matmul(rows[block], by, out=found[..., block, :])
        return found


def by_row(rows: Array, by: Array) -> Array:
    """Return the product of each row and a matrix, one at a time: rows of pages are few."""
    found: Array = (rows[:, None] @ by)[:, 0]
    return found
