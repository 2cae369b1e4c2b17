"""From the odds of single lines to whole articles: a small grammar, decoded by dynamic programming.

A dump is chrome and articles; an article is a header, a body and a tail.  Each
part admits some roles, an article begins only at a start, and the best reading of
the dump as a whole wins over the best reading of any line.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from feeds.split.lines import Page
from feeds.split.network import ROLES, START, probabilities

OUTSIDE, HEADER, BODY, TAIL = range(4)
ADMITTED = {OUTSIDE: "ns", HEADER: "cktdaDmxgs", BODY: "phlqgxdms", TAIL: "xckaDmgs"}
# Log odds of going from part to part within an article, or out of it; a start is
# always a step to HEADER or, for an article without a headline, to BODY.
_STEPS = {
    (OUTSIDE, OUTSIDE): 0.0, (HEADER, HEADER): 0.0, (HEADER, BODY): 0.0, (BODY, BODY): 0.0,
    (BODY, TAIL): -0.5, (TAIL, TAIL): 0.0, (BODY, OUTSIDE): -0.5, (TAIL, OUTSIDE): 0.0,
    (TAIL, BODY): -2.0, (HEADER, OUTSIDE): -3.0, (HEADER, TAIL): -2.0,
}  # fmt: skip
_HEADLESS = -1.0
# An article that ends within its header is most likely none.
_LEAVING = (0.0, -4.0, 0.0, 0.0)
# A line is dropped as boilerplate only where the odds say so clearly: a lost
# line is the worst sin.
KEEP = 0.65
_SOME = 0.15  # probability from which a headline is thought of
_SENTENCE = 120  # characters: a sentence as long as this is no headline

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """A dump decoded: a part and a role for each unit, and the units that start articles."""

    parts: list[int]
    roles: str
    starts: list[int]
    belief: Array  # units × OUTPUTS, probabilities


def decode(page: Page, logits: Array) -> Reading:
    """Return the best reading of a dump under the grammar."""
    belief = probabilities(logits)
    _no_long_titles(page, belief)
    parts, starts = _parts(belief)
    roles = _roles(belief, parts, starts)
    return Reading(parts, _titled(belief, parts, roles, starts), starts, belief)


def _no_long_titles(page: Page, belief: Array) -> None:
    """Count what was thought a headline as text where it is a long sentence."""
    title, text = ROLES.index("t"), ROLES.index("p")
    for i in np.flatnonzero(belief[:, title] > _SOME):
        line = page.texts[i]
        if len(line) > _SENTENCE and line[-1] in ".。":
            belief[i, text] += belief[i, title]
            belief[i, title] = 0


def _titled(belief: Array, parts: list[int], roles: str, starts: list[int]) -> str:
    """Give an article whose header has no headline the likeliest one, if there is any."""
    settled = list(roles)
    title = belief[:, ROLES.index("t")]
    for start, stop in pairwise([*starts, len(parts)]):
        end = start
        while end < stop and parts[end] == HEADER:
            end += 1
        if end > start and "t" not in settled[start:end]:
            best = start + int(title[start:end].argmax())
            if title[best] > _SOME:
                settled[best] = "t"
    return "".join(settled)


def _columns(roles: str) -> list[int]:
    return [ROLES.index(role) for role in roles]


def _parts(belief: Array) -> tuple[list[int], list[int]]:
    """Return the part of each unit and the starts: Viterbi over the four parts."""
    admitted = np.stack([belief[:, _columns(ADMITTED[s])].sum(1) for s in range(4)], axis=1)
    emission = np.log(np.maximum(admitted, 1e-4)).tolist()
    start = np.clip(belief[:, START], 1e-5, 1 - 1e-5)
    begins, stays = np.log(start).tolist(), np.log(1 - start).tolist()
    into = [[(a, cost) for (a, b), cost in _STEPS.items() if b == s] for s in range(4)]
    score = [0.0, -1e9, -1e9, -1e9]
    trail: list[list[tuple[int, bool]]] = []
    for line, begin, stay in zip(emission, begins, stays, strict=True):
        best, step = [], []
        leaving = [a + b for a, b in zip(score, _LEAVING, strict=True)]
        top = leaving.index(max(leaving))
        for s in range(4):
            value, origin = -1e18, s
            for part, cost in into[s]:
                if score[part] + cost > value:
                    value, origin = score[part] + cost, part
            value += stay
            begun = False
            if s in (HEADER, BODY):
                fresh = leaving[top] + begin + (_HEADLESS if s == BODY else 0.0)
                if fresh > value:
                    value, origin, begun = fresh, top, True
            best.append(value + line[s])
            step.append((origin, begun))
        score = best
        trail.append(step)
    return _followed(trail, max(range(4), key=score.__getitem__))


def _followed(trail: list[list[tuple[int, bool]]], part: int) -> tuple[list[int], list[int]]:
    parts, starts = [], []
    for i in range(len(trail) - 1, -1, -1):
        parts.append(part)
        origin, begun = trail[i][part]
        if begun:
            starts.append(i)
        part = origin
    return parts[::-1], starts[::-1]


def _roles(belief: Array, parts: list[int], starts: list[int]) -> str:
    """Return each unit's likeliest role among those its part admits."""
    allowed = np.zeros((4, len(ROLES)), np.float32)
    for part, roles in ADMITTED.items():
        allowed[part, _columns(roles)] = 1
    likely = belief[:, :START] * allowed[np.array(parts)]
    body = np.array(parts) == BODY
    furniture = ROLES.index("x")
    written = belief[:, _columns("phlq")].sum(1)
    doubted = body & (written > 1 - KEEP)
    likely[doubted, furniture] = 0
    likely[np.ix_(starts, _columns("xgs"))] = 0  # an article begins with words of its own
    return "".join(ROLES[k] for k in likely.argmax(1))
