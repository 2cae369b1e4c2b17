"""Pages laid one below the other, to be measured and judged at once.

A dump of a hundred lines costs some hundreds of calls of numpy whatever it says, and
dumps come by the thousand.  What is found of a page must not depend on which others lie
beside it: no group and no neighbourhood reaches over a page's edge.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from feeds.split.lines import Page

Numbers = NDArray[np.int64]
_APART = 0xD1342543DE82EF95  # odd: what is added for each page to a number of a line's text


class Stack(Struct, frozen=True):
    """The units of pages, one page after the other."""

    texts: list[str]
    indents: Numbers
    before: Numbers
    after: Numbers
    bounds: Numbers  # page k has the units from bounds[k] to bounds[k + 1]
    owner: Numbers  # page of each unit


def stacked(pages: Sequence[Page]) -> Stack:
    """Return pages that have a unit each at least as one stack."""
    bounds = edges_of([len(page.texts) for page in pages])
    return Stack(
        texts=[text for page in pages for text in page.texts],
        indents=np.array([n for page in pages for n in page.indents]),
        before=np.array([n for page in pages for n in page.before]),
        after=np.array([n for page in pages for n in page.after]),
        bounds=bounds,
        owner=owners(bounds),
    )


def edges_of(sizes: Sequence[int]) -> Numbers:
    """Return where pages of these sizes begin in their stack, and where the last one ends."""
    return np.cumsum([0, *sizes], dtype=np.int64)


def owners(bounds: Numbers) -> Numbers:
    """Return the page of each unit."""
    return np.repeat(np.arange(len(bounds) - 1), np.diff(bounds))


def apart(numbers: NDArray[np.uint64], owner: Numbers) -> NDArray[np.uint64]:
    """Return numbers of texts that are equal only within a page."""
    moved: NDArray[np.uint64] = numbers + owner.astype(np.uint64) * np.uint64(_APART)
    return moved
