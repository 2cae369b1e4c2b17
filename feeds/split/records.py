"""One order for all articles of a dump: does the date above a headline begin or end an article?

A layout keeps its order throughout.  What stands between two articles may be the
tail of the one or the header of the other; the first article, which has nothing
before it, and the last, which has nothing after it, tell.  Of all orders the one
is taken under which the dump's starts are likeliest together.
"""

from itertools import combinations, pairwise

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from feeds.split.decode import HEADER, OUTSIDE, TAIL, Reading
from feeds.split.lines import Page
from feeds.split.network import ROLES, START
from feeds.split.openings import with_soft_opening

_MOVABLE = "ckaDm"  # roles that stand above a headline or below a body
_PASSED = "xgs"  # roles that may stand between those
_TEXT = "phlqgd"
_FEW = 0.3  # share of the articles that may be a header without a text
_BODY = "phlqd"
_REACH = 12  # units between a headline and the farthest line of its header
_FARTHEST = 3  # units a header of fixed height has above the headline
_COMMON = 0.3  # share of the gaps a role must stand in to have a say
_EDGE = 1.5  # log odds an article that the first or last edge gives, per article
_EDGE_MOST = 9.0
_SLACK = 10.0  # how much likelier a start may be that gives way to the dump's order
_SHORT = 80  # characters of a line that may stand in a header
_LIKELY = 0.15  # probability of a role from which the first header's example decides
_STUB = 2  # units of an article that is none
_FEWEST = 3  # headlines from which a dump has a habit
_SOME = 0.4  # share of the headers that must have this height already
_MOVE = 1.5  # log odds that likeness to the other articles is worth
_LABEL = 40  # characters of a line that names a category
_MAY_BE_CATEGORY = 0.05  # probability from which a lone line above the first headline is one
_HARDLY = 0.5  # belief in text below which a line between two headlines is a header's
_MAY_BE_TEXT = 0.1  # probability from which a line outside the articles is kept
_WRITTEN = [ROLES.index(role) for role in "phlq"]
_UNLIKELY = 0.02  # a start's probability below this counts as this: one line is not the dump


class Gap(Struct, frozen=True):
    """The units between a body and the headline after it; `title` is the headline's."""

    first: int
    title: int
    number: int  # of the article


def regular(page: Page, reading: Reading) -> Reading:
    """Return a reading in which the headers of all articles are made alike."""
    return _of_one_height(page, _of_one_order(_like_the_first(with_soft_opening(page, reading))))


def _like_the_first(reading: Reading) -> Reading:
    """Let a line above a headline be a category where the first article has one there.

    The first header has nothing before it that it could belong to, so what it says
    of its lines says something of the lines in the same place above the others.
    """
    gaps = _gaps(reading)
    if not gaps or gaps[0].number or gaps[0].title == reading.starts[0]:
        return reading
    pattern = reading.roles[reading.starts[0] : gaps[0].title][::-1]
    roles = list(reading.roles)
    for gap in gaps[1:]:
        for above, role in enumerate(pattern, 1):
            unit = gap.title - above
            if role not in "ck" or roles[unit] not in _MOVABLE + "x":
                break
            if reading.belief[unit, ROLES.index(role)] >= _LIKELY:
                roles[unit] = role
    return replace(reading, roles="".join(roles))


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


def without_stub(reading: Reading) -> Reading:
    """Return a reading without a last article that is a line or two and has no body.

    Nothing is below it and nothing is under it: the end of a page, not of a paper.
    """
    last = reading.starts[-1] if len(reading.starts) > 1 else 0
    stub = reading.roles[last:]
    if not last or len(stub) > _STUB or any(role in "phlqd" for role in stub):
        return reading
    parts = [*reading.parts[:last], *[OUTSIDE] * len(stub)]
    return replace(
        reading,
        starts=reading.starts[:-1],
        parts=parts,
        roles=reading.roles[:last] + "n" * len(stub),
    )


def owned(reading: Reading) -> Reading:
    """Return a reading in which each unit is an article's or the page's (promise 5).

    Where a start was moved, a line may be left between the page's and the next article:
    text joins the article before, a line of a header is the page's.
    """
    parts, roles = list(reading.parts), list(reading.roles)
    written = reading.belief[:, _WRITTEN].sum(1)
    for unit in np.flatnonzero(written > _MAY_BE_TEXT).tolist():
        if parts[unit] == OUTSIDE and roles[unit] == "n" and unit > reading.starts[0]:
            roles[unit] = ROLES[_WRITTEN[int(reading.belief[unit, _WRITTEN].argmax())]]
    for start, stop in pairwise([0, *reading.starts, len(parts)]):
        of_page = start == 0 and 0 not in reading.starts
        outside = start if of_page else _first_outside(parts, start, stop)
        text = [u for u in range(outside, stop) if roles[u] in _TEXT and not of_page]
        last = text[-1] if text else outside - 1
        parts[outside : last + 1] = [TAIL] * (last + 1 - outside)
        for unit in range(last + 1, stop):
            if parts[unit] != OUTSIDE or roles[unit] in "ckaDmt":
                parts[unit] = OUTSIDE
                roles[unit] = roles[unit] if roles[unit] in "xs" else "n"
    return replace(reading, parts=parts, roles="".join(roles))


def _first_outside(parts: list[int], start: int, stop: int) -> int:
    return next((u for u in range(start, stop) if parts[u] == OUTSIDE), stop)


def with_bodies(reading: Reading) -> Reading:
    """Return a reading in which a header with no text under it joins the article below.

    A press release says what it is, its date and whom to call before it comes to its
    headline: the last headline of such a run is the article's.  Where many articles are
    such headers, the dump is a list of headlines, and they stay apart.
    """
    bounds = list(pairwise(reading.starts))
    bare = [(a, b) for a, b in bounds if _is_bare(reading, a, b)]
    if len(bare) > max(2, _FEW * len(bounds)):
        return reading
    parts, roles, starts = list(reading.parts), reading.roles, list(reading.starts)
    for start, below in reversed(bare):
        starts.remove(below)
        parts[start:below] = [HEADER] * (below - start)
        header = "".join("m" if r in "t" + _TEXT else r for r in roles[start:below])
        roles = roles[:start] + header + roles[below:]
    return replace(reading, parts=parts, roles=roles, starts=starts)


def _is_bare(reading: Reading, start: int, stop: int) -> bool:
    """Return whether an article is a header and nothing else: what may be text is hardly that."""
    text = [u for u in range(start, stop) if reading.roles[u] in _TEXT]
    written = reading.belief[text][:, _WRITTEN].sum(1)
    return (
        stop - start <= _REACH
        and OUTSIDE not in reading.parts[start:stop]
        and bool((written < _HARDLY).all())
    )


def _of_one_order(reading: Reading) -> Reading:
    """Let all articles have their header's parts on the same side of the gap."""
    gaps = _gaps(reading)
    inner = [g for g in gaps if g.number]
    common = _common(reading, inner)
    if not inner or not common:
        return reading
    order = max(_orders(common), key=lambda header: _score(reading, gaps, inner, header, common))
    return _ordered(reading, gaps, order, common)


def _of_one_height(page: Page, reading: Reading) -> Reading:
    """Let all headers have as many lines above the headline, where that costs little."""
    gaps = _gaps(reading)
    if len(gaps) < _FEWEST:
        return reading
    chance = np.log(np.clip(reading.belief[:, START], _UNLIKELY, 1))
    held = [reading.starts[g.number] for g in gaps]
    choices = [[_at_height(page, reading, g, h) for g in gaps] for h in range(_FARTHEST + 1)]
    sums = [sum(float(chance[s]) for s in starts) for starts in choices]
    best = max(range(1, len(sums)), key=lambda h: _alike(gaps, held, h))
    moved = sum(a != b for a, b in zip(held, choices[best], strict=True))
    if (
        not moved
        or _alike(gaps, held, best) < _SOME * len(gaps)
        or sums[best] + _MOVE * moved < sum(float(chance[s]) for s in held)
    ):
        return reading
    return _moved(reading, gaps, choices[best])


def _alike(gaps: list[Gap], starts: list[int], height: int) -> int:
    """Return how many articles start so many units above their headline."""
    return sum(g.title - s == height for g, s in zip(gaps, starts, strict=True))


def _at_height(page: Page, reading: Reading, gap: Gap, height: int) -> int:
    """Return the start `height` units above a headline if only short lines are between."""
    start, held = gap.title - height, reading.starts[gap.number]
    between = range(max(start, 0), gap.title)
    fits = all(len(page.texts[u]) <= _SHORT and reading.roles[u] not in "tq" for u in between)
    return start if 0 <= start < held and fits else held


def _moved(reading: Reading, gaps: list[Gap], to: list[int]) -> Reading:
    """Return the reading with starts moved, and the lines taken in made header lines."""
    parts, starts, roles = list(reading.parts), list(reading.starts), list(reading.roles)
    columns = [ROLES.index(r) for r in _MOVABLE]
    for gap, start in zip(gaps, to, strict=True):
        held = starts[gap.number]
        starts[gap.number] = start
        for unit in range(start, held):
            parts[unit] = HEADER
            if roles[unit] not in _MOVABLE:
                roles[unit] = _MOVABLE[int(reading.belief[unit, columns].argmax())]
        parts[held:start] = [TAIL] * max(0, start - held)
    return replace(reading, parts=parts, starts=starts, roles="".join(roles))


def _gaps(reading: Reading) -> list[Gap]:
    """Return the gap above the headline of each article that has one."""
    found = []
    bounds = [*reading.starts, len(reading.roles)]
    for number, start in enumerate(reading.starts):
        limit = min(start + _REACH, bounds[number + 1])
        title = reading.roles.find("t", start, limit)
        if title >= 0:
            first = title
            while first > 0 and title - first < _REACH and _within(reading, first - 1):
                first -= 1
            found.append(Gap(first, title, number))
    return found


def _within(reading: Reading, unit: int) -> bool:
    return reading.roles[unit] in _MOVABLE + _PASSED and reading.parts[unit] != OUTSIDE


def _common(reading: Reading, gaps: list[Gap]) -> str:
    """Return the movable roles that stand in many of the gaps."""
    count = {r: sum(r in reading.roles[g.first : g.title] for g in gaps) for r in _MOVABLE}
    return "".join(r for r in _MOVABLE if count[r] > _COMMON * len(gaps))


def _orders(common: str) -> list[str]:
    """Return every choice of roles that stand above the headline."""
    sizes = range(len(common) + 1)
    return ["".join(chosen) for size in sizes for chosen in combinations(common, size)]


def _start(reading: Reading, gap: Gap, header: str, common: str) -> int:
    """Return where an article starts if its header has these roles above the headline."""
    start = gap.title
    for unit in range(gap.title - 1, gap.first - 1, -1):
        role = reading.roles[unit]
        if role in header:
            start = unit
        elif role in common:
            break
    return start


def _score(reading: Reading, gaps: list[Gap], inner: list[Gap], header: str, common: str) -> float:
    """Return how likely the dump's starts are together if this is its order."""
    chance = np.log(np.clip(reading.belief[:, START], 1e-3, 1))
    score = float(sum(chance[_start(reading, gap, header, common)] for gap in inner))
    edge = min(_EDGE * len(inner), _EDGE_MOST)
    above = reading.roles[gaps[0].first : gaps[0].title] if gaps[0].number == 0 else ""
    below = _below(reading)
    for role in common:
        if (role in above) != (role in below):
            score += edge if (role in header) == (role in above) else -edge
    return score


def _below(reading: Reading) -> str:
    """Return the roles of the lines after the last body."""
    last = max((reading.roles.rfind(r) for r in _BODY), default=-1)
    end = last + 1
    while end < len(reading.roles) and end - last < _REACH and _within(reading, end):
        end += 1
    return reading.roles[last + 1 : end]


def _ordered(reading: Reading, gaps: list[Gap], header: str, common: str) -> Reading:
    """Return the reading with every headed article starting where the order says."""
    parts, starts = list(reading.parts), list(reading.starts)
    for gap in gaps:
        start = _start(reading, gap, header, common)
        held = starts[gap.number]
        if reading.belief[start, START] * _SLACK < reading.belief[held, START]:
            continue
        if gap.number and start <= starts[gap.number - 1]:  # the article before keeps a line
            continue
        if start > held and OUTSIDE in parts[:held][-1:]:  # what it leaves is no article's tail
            continue
        starts[gap.number] = start
        parts[start : gap.title] = [HEADER] * (gap.title - start)
        if gap.number:
            parts[gap.first : start] = [TAIL] * (start - gap.first)
    return replace(reading, parts=parts, starts=starts)
