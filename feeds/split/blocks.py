"""Rows of a stack's pages laid out in blocks, all of one size, each of one page.

A product of matrices comes out a little different, in its last digits, when there are more
rows to it: libraries for it choose their way by the shape.  Here all shapes are the same,
and a row stands in the same place of its block whatever pages lie beside its own.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
_BLOCK = 32  # rows
APART = 4  # empty rows below a page, so that no unit sees another page


class Blocks:
    """Where the rows of each page of a stack stand in blocks, and which rows are `empty`."""

    def __init__(self, bounds: NDArray[np.int64]) -> None:
        self.bounds = bounds
        self._sizes = (np.diff(bounds) + APART + _BLOCK - 1) // _BLOCK * _BLOCK
        self._first = np.cumsum(self._sizes) - self._sizes
        self._at = np.arange(bounds[-1]) + np.repeat(self._first - bounds[:-1], np.diff(bounds))
        self._count = int(self._sizes.sum())
        self.empty = np.delete(np.arange(self._count), self._at)

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


def by_row(rows: Array, by: Array) -> Array:
    """Return the product of each row and a matrix, one at a time: rows of pages are few."""
    found: Array = (rows[:, None] @ by)[:, 0]
    return found


def product(rows: Array, by: Array) -> Array:
    """Return the product of rows in blocks and a matrix, or with each of some matrices."""
    found: Array = rows.reshape(-1, _BLOCK, rows.shape[1]) @ by[..., None, :, :]
    return found.reshape(*by.shape[:-2], len(rows), by.shape[-1])
