"""How many blank lines stand above a line, beside what is usual on its page.

Whoever leaves a blank line between paragraphs leaves two between articles.
"""

import numpy as np
from numpy.typing import NDArray

from feeds.split.stacks import Numbers, Stack

_MOST = 9  # blank lines that are told from more

NAMES = "gap:wider", "gap:widest", "gap:rare", "gap:usual"


def kinds(stack: Stack) -> Numbers:
    """Return for each unit whether it has no blank line above (0), as many as usual (1), or more.

    What stands above a page's first line says nothing, and is taken for usual.
    """
    gaps, usual, _ = _gaps(stack)
    return (gaps > 0) * 1 + (gaps > usual)


def spacing(stack: Stack) -> NDArray[np.float32]:
    """Return columns × units: are there more blank lines than usual above it, as many as
    anywhere, above what share of the page's units are there fewer, and how many are usual?"""
    gaps, usual, counts = _gaps(stack)
    fewer = (np.cumsum(counts, axis=1) - counts)[stack.owner, gaps]
    widest = _MOST - (counts[:, ::-1] > 0).argmax(axis=1)
    return np.stack(
        [
            gaps > usual,
            (gaps > usual) & (gaps == widest[stack.owner]),
            (gaps > 0) * fewer / np.maximum(counts.sum(axis=1), 1)[stack.owner],
            np.minimum(usual, 4) / 4,
        ],
        dtype=np.float32,
    )


def _gaps(stack: Stack) -> tuple[Numbers, Numbers, Numbers]:
    """Return the blank lines above each unit, those that are usual on its page, and how many
    units of each page have so many."""
    pages = len(stack.bounds) - 1
    gaps = np.minimum(stack.before, _MOST)
    inner = np.ones(len(gaps), np.bool_)
    inner[stack.bounds[:-1]] = False
    cells = stack.owner * (_MOST + 1) + gaps
    counts = np.bincount(cells[inner], minlength=pages * (_MOST + 1)).reshape(pages, -1)
    usual = (counts[:, 1:].argmax(axis=1) + 1)[stack.owner]
    return np.where(inner, gaps, np.minimum(gaps, usual)), usual, counts
