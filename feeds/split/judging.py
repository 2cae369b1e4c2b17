"""The judgement of whole dumps: many small ones at once, a large one a window at a time.

A window is far longer than any article, and memory does not grow with the dump; the next one
begins before it ends, so that each line is judged with its neighbours around it.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from feeds.model import Evidence
from feeds.split.evidence import evidence
from feeds.split.features import measured
from feeds.split.learned import Learned
from feeds.split.likeness import drawn_together
from feeds.split.lines import Page, part_of
from feeds.split.network import START, Array, judge
from feeds.split.stacks import stacked

_WINDOW, _MARGIN = 6000, 300  # units
_TOGETHER = 1500  # units from which more of them at once save nothing
_LIKELY = -3.0  # log odds from which a start's evidence is kept

# What was freed goes back to the system and is asked for anew, page by page, with each stack: a
# fifth of the time of judging.  glibc keeps twice as much as was once freed at once.
np.empty(1 << 24, np.uint8)

Evidences = dict[int, tuple[Evidence, ...]]
Judgement = tuple[Array, Evidences]


class _Window(Struct, frozen=True):
    """A part of a page with its margins; units start to stop are judged by it."""

    page: int
    part: Page
    first: int
    start: int
    stop: int


def judged(page: Page, learned: Learned, *, reasons: bool = False) -> Judgement:
    """Return the log odds of each unit, and the evidence of each likely start if asked for."""
    return judged_together([page], learned, reasons=reasons)[0]


def judged_together(
    pages: Sequence[Page], learned: Learned, *, reasons: bool = False
) -> list[Judgement]:
    """Return the judgement of each page, which is the same whatever others there are."""
    parts: list[list[Array]] = [[] for _ in pages]
    why: list[Evidences] = [{} for _ in pages]
    for windows in _batches(pages):
        stack = stacked([window.part for window in windows])
        found = measured(stack)
        logits = judge(found.rows, found.groups, learned.networks, stack.bounds)
        logits = drawn_together(logits, found.groups, stack.texts)
        for window, above in zip(windows, stack.bounds.tolist(), strict=False):
            own = slice(above + window.start - window.first, above + window.stop - window.first)
            parts[window.page].append(logits[own])
            if reasons:
                rows = found.rows[above : above + len(window.part.texts)]
                why[window.page] |= _evidence(rows, logits[own, START], window, learned)
    return [(np.concatenate(part), each) for part, each in zip(parts, why, strict=True)]


def _evidence(rows: Array, odds: Array, window: _Window, learned: Learned) -> Evidences:
    likely = np.flatnonzero(odds > _LIKELY) + window.start
    found = evidence(rows, likely - window.first, learned)
    return dict(zip(likely.tolist(), found, strict=True))


def _batches(pages: Sequence[Page]) -> Iterator[list[_Window]]:
    """Yield windows that are judged at once, all of them in order."""
    batch: list[_Window] = []
    units = 0
    for number, page in enumerate(pages):
        for window in _windows(number, page):
            if batch and units + len(window.part.texts) > _TOGETHER:
                yield batch
                batch, units = [], 0
            batch.append(window)
            units += len(window.part.texts)
    if batch:
        yield batch


def _windows(number: int, page: Page) -> Iterator[_Window]:
    count = len(page.texts)
    start = 0
    while start < count:
        stop = count if start + _WINDOW + _MARGIN >= count else start + _WINDOW
        first, last = max(0, start - _MARGIN), min(count, stop + _MARGIN)
        whole = last - first == count
        part = page if whole else part_of(page, first, last)
        yield _Window(number, part, first, start, stop)
        start = stop
