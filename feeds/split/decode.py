"""From the odds of single lines to whole articles: a small grammar, decoded by dynamic programming.

A dump is chrome and articles; an article is a header, a body and a tail.  Each
part admits some roles, an article begins only at a start, and the best reading of
the dump as a whole wins over the best reading of any line.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .network import ROLES, START, probabilities

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
# A line is dropped as boilerplate only where the odds say so clearly: a lost
# line is the worst sin.
KEEP = 0.65

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """A dump decoded: a part and a role for each unit, and the units that start articles."""

    parts: list[int]
    roles: str
    starts: list[int]
    belief: Array  # units × OUTPUTS, probabilities


def decode(logits: Array) -> Reading:
    """Return the best reading of a dump under the grammar."""
    belief = probabilities(logits)
    parts, starts = _parts(belief)
    roles = _roles(belief, parts)
    return Reading(parts, roles, starts, belief)


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
        top = score.index(max(score))
        for s in range(4):
            value, origin = -1e18, s
            for part, cost in into[s]:
                if score[part] + cost > value:
                    value, origin = score[part] + cost, part
            value += stay
            begun = False
            if s in (HEADER, BODY):
                fresh = score[top] + begin + (_HEADLESS if s == BODY else 0.0)
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


def _roles(belief: Array, parts: list[int]) -> str:
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
    return "".join(ROLES[k] for k in likely.argmax(1))
