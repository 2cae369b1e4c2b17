"""From the odds of single lines to whole articles: a small grammar, decoded by dynamic programming.

A dump is chrome and articles; an article is a header, a body and a tail.  Each
part admits some roles, an article begins only at a start, and the best reading of
the dump as a whole wins over the best reading of any line.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from feeds.split.calendar import find_date
from feeds.split.lexicon import bits_of, furniture, words_of
from feeds.split.lines import Page
from feeds.split.network import ROLES, START, probabilities

OUTSIDE, HEADER, BODY, TAIL = range(4)
ADMITTED = {OUTSIDE: "ns", HEADER: "cktdaDmxgs", BODY: "phlqgxdms", TAIL: "xckaDmgs"}
# Log odds of going from part to part within an article, or out of it; to stay, and to
# go on from header to body, costs nothing.  A start is always a step to HEADER or,
# for an article without a headline, to BODY.
_STEPS = {
    (BODY, TAIL): -0.5, (BODY, OUTSIDE): -0.5, (TAIL, OUTSIDE): 0.0, (TAIL, BODY): -2.0,
    (HEADER, OUTSIDE): -3.0, (HEADER, TAIL): -2.0,
}  # fmt: skip
_HEADLESS = -1.0
# An article that ends within its header is most likely none.
_LEAVING_HEADER = -4.0
_BEGUN = 4
_BLOCK = 4096  # lines
# A line is dropped as boilerplate only where the odds say so clearly: a lost
# line is the worst sin.
KEEP = 0.65
_SOME = 0.15  # probability from which a headline is thought of
_COUNTED = bits_of("comments", "counts")
_ADMITTED = np.array([[r in ADMITTED[part] for r in ROLES] for part in range(4)], np.float32)
_WRITTEN = np.array([r in "phlq" for r in ROLES] + [False], np.float32)
_SENTENCE = 120  # characters: a sentence as long as this is no headline

Array = NDArray[np.float32]


class Reading(Struct, frozen=True):
    """A dump decoded: a part and a role for each unit, and the units that start articles."""

    parts: list[int]
    roles: str
    starts: list[int]
    belief: Array  # units × OUTPUTS, probabilities
    told: dict[int, frozenset[str]] = {}  # roles that no line below this start has: it is stated


def decode(page: Page, logits: Array) -> Reading:
    """Return the best reading of a dump under the grammar."""
    belief = probabilities(logits)
    _no_long_titles(page, belief)
    _no_counts_as_dates(page, belief)
    parts, starts = _parts(belief)
    roles = _roles(belief, parts, starts)
    return Reading(parts, _titled(belief, parts, roles, starts), starts, belief)


def _no_long_titles(page: Page, belief: Array) -> None:
    """Count what was thought a headline as text where it is a long sentence."""
    title, text = ROLES.index("t"), ROLES.index("p")
    for i in np.flatnonzero(belief[:, title] > _SOME).tolist():
        line = page.texts[i]
        if len(line) > _SENTENCE and line[-1] in ".。":
            belief[i, text] += belief[i, title]
            belief[i, title] = 0


def _no_counts_as_dates(page: Page, belief: Array) -> None:
    """Count what was thought a date as other metadata where it counts comments or views."""
    date, other = ROLES.index("D"), ROLES.index("m")
    for i in np.flatnonzero(belief[:, date] > _SOME).tolist():
        line = page.texts[i][:_SENTENCE]
        if furniture(line, words_of(line)).anywhere & _COUNTED and not find_date(line):
            belief[i, other] += belief[i, date]
            belief[i, date] = 0


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


def _parts(belief: Array) -> tuple[list[int], list[int]]:
    """Return the part of each unit and the starts: Viterbi over the four parts."""
    admitted = belief[:, :START] @ _ADMITTED.T
    start = np.clip(belief[:, START], 1e-5, 1 - 1e-5)
    return _followed(*_trail(np.log(np.maximum(admitted, 1e-4)), start))


def _trail(  # noqa: C901 - see below
    emission: Array, start: Array
) -> tuple[tuple[bytearray, ...], int]:
    """Return for each unit and part the part before it in the best reading, and the last part.

    Where an article begins, the part before it counts _BEGUN more.  The steps are
    written out: this is gone through for each line, and was a tenth of all work.
    """
    body_to_outside, tail_to_outside = _STEPS[BODY, OUTSIDE], _STEPS[TAIL, OUTSIDE]
    header_to_outside, tail_to_body = _STEPS[HEADER, OUTSIDE], _STEPS[TAIL, BODY]
    body_to_tail, header_to_tail = _STEPS[BODY, TAIL], _STEPS[HEADER, TAIL]
    outside, header, body, tail = 0.0, -1e9, -1e9, -1e9
    trail = tuple(bytearray() for _ in range(4))
    of_outside, of_header, of_body, of_tail = (way.append for way in trail)
    for (as_outside, as_header, as_body, as_tail), begin, stay in _costs(emission, start):
        over, top = outside, OUTSIDE
        if (value := header + _LEAVING_HEADER) > over:
            over, top = value, HEADER
        if body > over:
            over, top = body, BODY
        if tail > over:
            over, top = tail, TAIL
        outer, before_outer = outside, OUTSIDE
        if (value := body + body_to_outside) > outer:
            outer, before_outer = value, BODY
        if (value := tail + tail_to_outside) > outer:
            outer, before_outer = value, TAIL
        if (value := header + header_to_outside) > outer:
            outer, before_outer = value, HEADER
        inner, before_inner = (body, BODY) if body > header else (header, HEADER)
        if (value := tail + tail_to_body) > inner:
            inner, before_inner = value, TAIL
        if (value := body + body_to_tail) > tail:
            tail, before_tail = value, BODY
        else:
            before_tail = TAIL
        if (value := header + header_to_tail) > tail:
            tail, before_tail = value, HEADER
        outside, tail = outer + stay + as_outside, tail + stay + as_tail
        inner, upper, before_upper = inner + stay, header + stay, HEADER
        if (value := over + begin) > upper:
            upper, before_upper = value, top + _BEGUN
        if (value := over + begin + _HEADLESS) > inner:
            inner, before_inner = value, top + _BEGUN
        header, body = upper + as_header, inner + as_body
        of_outside(before_outer)
        of_header(before_upper)
        of_body(before_inner)
        of_tail(before_tail)
    scores = (outside, header, body, tail)
    return trail, scores.index(max(scores))


def _costs(emission: Array, start: Array) -> Iterator[tuple[list[float], float, float]]:
    """Yield a line's log odds in each part, those that an article begins, that none does.

    Made of arrays a block at a time: as numbers of Python they take fifty times the memory.
    """
    for first in range(0, len(start), _BLOCK):
        block = slice(first, first + _BLOCK)
        begins, stays = np.log(start[block]), np.log(1 - start[block])
        yield from zip(emission[block].tolist(), begins.tolist(), stays.tolist(), strict=True)


def _followed(trail: tuple[bytearray, ...], part: int) -> tuple[list[int], list[int]]:
    parts, starts = [], []
    for i in range(len(trail[0]) - 1, -1, -1):
        parts.append(part)
        before = trail[part][i]
        if before >= _BEGUN:
            starts.append(i)
        part = before % _BEGUN
    return parts[::-1], starts[::-1]


def _roles(belief: Array, parts: list[int], starts: list[int]) -> str:
    """Return each unit's likeliest role among those its part admits."""
    of = np.array(parts)
    likely = belief[:, :START] * _ADMITTED.take(of, 0)
    doubted = (of == BODY) & (belief @ _WRITTEN > 1 - KEEP)
    likely[doubted, ROLES.index("x")] = 0
    for role in "xgs":  # an article begins with words of its own
        likely[starts, ROLES.index(role)] = 0
    return "".join(map(ROLES.__getitem__, likely.argmax(1).tolist()))
