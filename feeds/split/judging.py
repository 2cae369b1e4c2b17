"""The judgement of a whole dump, a window at a time, so that memory does not grow with it.

A window is far longer than any article; the next one begins before it ends, so that
each line is judged with its neighbours around it.
"""

import numpy as np

from feeds.model import Evidence
from feeds.split.evidence import evidence
from feeds.split.features import features
from feeds.split.likeness import drawn_together
from feeds.split.lines import Page, part_of
from feeds.split.network import START, Array, judge

_WINDOW, _MARGIN = 6000, 300  # units
_LIKELY = -3.0  # log odds from which a start's evidence is kept

Evidences = dict[int, tuple[Evidence, ...]]


def judged(page: Page, w: dict[str, Array], *, reasons: bool = False) -> tuple[Array, Evidences]:
    """Return the log odds of each unit, and the evidence of each likely start if asked for."""
    count = len(page.texts)
    parts, why = [], Evidences()
    for start in range(0, count, _WINDOW):
        stop = count if start + _WINDOW + _MARGIN >= count else start + _WINDOW
        first, last = max(0, start - _MARGIN), min(count, stop + _MARGIN)
        part = part_of(page, first, last)
        measured = features(part)
        logits = judge(measured.rows, measured.groups, w)
        logits = drawn_together(logits, measured.groups, part.texts)
        parts.append(logits[start - first : stop - first])
        if reasons:
            likely = np.flatnonzero(logits[:, START] > _LIKELY)
            likely = likely[(likely >= start - first) & (likely < stop - first)]
            for unit, signals in zip(likely, evidence(measured.rows, likely, w), strict=True):
                why[int(unit) + first] = signals
        if stop == count:
            break
    return np.concatenate(parts), why
