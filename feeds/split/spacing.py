"""How many blank lines stand above a line, beside what is usual on its page.

Whoever leaves a blank line between paragraphs leaves two between articles.
"""

import numpy as np
from numpy.typing import NDArray

from feeds.split.stacks import Numbers, Stack

_MOST = 9  # blank lines that are told from more

NAMES = "gap:wider", "gap:widest", "gap:rare", "gap:usual"


def spacing(stack: Stack) -> tuple[NDArray[np.float32], Numbers]:
    """Return columns × units: are there more blank lines than usual above it, as many as
    anywhere, above what share of the page's units are there fewer, and how many are usual?

    And for each unit whether it has no blank line above (0), as many as usual (1), or more.
    """
    gaps, usual, counts = _gaps(stack)
    wider = gaps > usual
    fewer = (np.cumsum(counts, axis=1) - counts)[stack.owner, gaps]
    widest = _MOST - (counts[:, ::-1] > 0).argmax(axis=1)
    columns = [
        wider,
        wider & (gaps == widest[stack.owner]),
        (gaps > 0) * fewer / np.maximum(counts.sum(axis=1), 1)[stack.owner],
        np.minimum(usual, 4) / 4,
    ]
    return np.stack(columns, dtype=np.float32), (gaps > 0) * 1 + wider


def _gaps(stack: Stack) -> tuple[Numbers, Numbers, Numbers]:
    """Return the blank lines above each unit, those that are usual on its page, and how many
    units of each page have so many.

    What stands above a page's first line says nothing, and is taken for usual.
    """
    pages = len(stack.bounds) - 1
    gaps = np.minimum(stack.before, _MOST)
    inner = np.ones(len(gaps), np.bool_)
    inner[stack.bounds[:-1]] = False
    cells = stack.owner * (_MOST + 1) + gaps
    counts = np.bincount(cells[inner], minlength=pages * (_MOST + 1)).reshape(pages, -1)
    usual = (counts[:, 1:].argmax(axis=1) + 1)[stack.owner]
    return np.where(inner, gaps, np.minimum(gaps, usual)), usual, counts
