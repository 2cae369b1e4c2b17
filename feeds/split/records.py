"""Whose each line is: the articles' or the page's, and which starts are one article's header.

The grammar reads line by line; here a dump is read as records of which each has a text.
"""

from bisect import bisect
from itertools import pairwise

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from feeds.split.decode import HEADER, OUTSIDE, TAIL, Reading
from feeds.split.lines import Page
from feeds.split.network import ROLES

_TEXT = "phlqgd"
_LABEL = 40  # characters of a line that names a category
_MAY_BE_CATEGORY = 0.08  # probability from which a lone line above the first headline is one
_MAY_BE_TEXT = 0.1  # probability from which a line outside the articles is kept
_GOES_ON = 0.12  # the same, on average, of the lines between it and its article
_LIKELY = 0.5  # probability from which it is kept wherever it stands
_WRITTEN = [ROLES.index(role) for role in "phlq"]


def with_first_line(page: Page, reading: Reading) -> Reading:
    """Return a reading in which a lone line above the first headline is its category, if it may be.

    The page's own chrome seldom is one line; a dump that was copied by hand begins like this.
    """
    category = ROLES.index("c")
    if (
        reading.starts[0] != 1
        or reading.roles[1] != "t"
        or len(page.texts[0]) > _LABEL
        or reading.belief[0, category] < _MAY_BE_CATEGORY
    ):
        return reading
    return replace(
        reading,
        parts=[HEADER, *reading.parts[1:]],
        roles="c" + reading.roles[1:],
        starts=[0, *reading.starts[1:]],
    )


def owned(reading: Reading) -> Reading:
    """Return a reading in which each unit is an article's or the page's (promise 5).

    Where a start was moved, a line may be left between the page's and the next article:
    text joins the article before, a line of a header is the page's.
    """
    parts, roles = list(reading.parts), list(reading.roles)
    written = reading.belief[:, _WRITTEN].sum(1)
    sums = np.append(0, np.cumsum(written, dtype=np.float64))
    bounds = list(pairwise([0, *reading.starts, len(parts)]))
    below = [_first_outside(parts, start, stop) for start, stop in bounds]
    for unit in np.flatnonzero(written > _MAY_BE_TEXT).tolist():
        above = bisect(reading.starts, unit)
        left = above > 0 and parts[unit] == OUTSIDE and roles[unit] == "n"
        if left and _is_text(sums, below[above], unit):
            roles[unit] = ROLES[_WRITTEN[int(reading.belief[unit, _WRITTEN].argmax())]]
    for (start, stop), first in zip(bounds, below, strict=True):
        of_page = start == 0 and 0 not in reading.starts
        outside = start if of_page else first
        text = [u for u in range(outside, stop) if roles[u] in _TEXT and not of_page]
        last = text[-1] if text else outside - 1
        parts[outside : last + 1] = [TAIL] * (last + 1 - outside)
        for unit in range(last + 1, stop):
            if parts[unit] != OUTSIDE or roles[unit] in "ckaDmt":
                parts[unit] = OUTSIDE
                roles[unit] = roles[unit] if roles[unit] in "xs" else "n"
    return replace(reading, parts=parts, roles="".join(roles))


def _is_text(sums: NDArray[np.float64], first: int, unit: int) -> bool:
    """Return whether a unit outside the articles is kept as text of the one above it, below
    which the units outside begin with `first`; `sums` are those of the odds of text.

    What is left over of an article follows it at once: below the page's own foot, which runs
    over with unfamiliar lines, only what is likely text is kept.
    """
    own, between = sums[unit + 1] - sums[unit], sums[unit] - sums[first]
    return bool(own > _LIKELY or first == unit or between > _GOES_ON * (unit - first))


def _first_outside(parts: list[int], start: int, stop: int) -> int:
    return next((u for u in range(start, stop) if parts[u] == OUTSIDE), stop)
