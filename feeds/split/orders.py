"""One order for all articles of a dump: does the date above a headline begin or end an article?

A layout keeps its order throughout.  What stands between two articles may be the
tail of the one or the header of the other; the first article, which has nothing
before it, and the last, which has nothing after it, tell.  Of all orders the one
is taken under which the dump's starts are likeliest together.
"""

from collections import Counter
from itertools import combinations

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from feeds.split.decode import HEADER, OUTSIDE, TAIL, Reading
from feeds.split.lines import Page
from feeds.split.network import ROLES, START

_MOVABLE = "ckaDm"  # roles that stand above a headline or below a body
_PASSED = "xgs"  # roles that may stand between those
_BODY = "phlqd"
_REACH = 12  # units between a headline and the farthest line of its header
_FARTHEST = 3  # units a header of fixed height has above the headline
_COMMON = 0.3  # share of the gaps a role must stand in to have a say
_EDGE = 1.5  # log odds an article that the first or last edge gives, per article
_EDGE_MOST = 9.0
_LABELLED = 0.8  # share of the lines of a role that begin alike, from which they have a label
_OF_FIRST, _OF_LAST = 0.4, 0.6  # shares of it: below the last there may be no more for a pager
_SLACK = 10.0  # how much likelier a start may be that gives way to the dump's order
_SHORT = 80  # characters of a line that may stand in a header
_PAGES = 2  # headlines from which what is above one tells of another
_FEWEST = 3  # headlines from which a dump has a habit
_SOME = 0.4  # share of the headers that must have this height already
_MOVE = 1.0  # log odds that likeness to the other articles is worth
_UNLIKELY = 0.02  # a start's probability below this counts as this: one line is not the dump


class Gap(Struct, frozen=True):
    """The units between a body and the headline after it; `title` is the headline's."""

    first: int
    title: int
    number: int  # of the article


def regular(page: Page, reading: Reading) -> Reading:
    """Return a reading in which the headers of all articles are made alike."""
    return _below_chrome(page, _of_one_height(page, _of_one_order(page, reading)))


def _of_one_order(page: Page, reading: Reading) -> Reading:
    """Let all articles have their header's parts on the same side of the gap."""
    gaps = _gaps(reading)
    inner = [g for g in gaps if g.number]
    common = _common(reading, inner)
    if not inner or not common:
        return reading
    edges = {role: _told_by_edges(page, reading, gaps, role) for role in common}
    chance = np.log(np.clip(reading.belief[:, START], 1e-3, 1)).tolist()
    order = max(_orders(common), key=lambda header: _score(reading, inner, header, edges, chance))
    return _ordered(reading, gaps, order, common)


def _of_one_height(page: Page, reading: Reading) -> Reading:
    """Let all headers have as many lines above the headline, where that costs little; what is
    taken in ended the article before."""
    gaps = _gaps(reading)
    if len(gaps) < _FEWEST:
        return reading
    held = [reading.starts[g.number] for g in gaps]
    best = max(range(1, _FARTHEST + 1), key=lambda h: _alike(gaps, held, h))
    if _alike(gaps, held, best) < _SOME * len(gaps):
        return reading
    chosen = [_at_height(page, reading, g, best, chrome=False) for g in gaps]
    moved = sum(a != b for a, b in zip(held, chosen, strict=True))
    chance = np.log(np.clip(reading.belief[[chosen, held], START], _UNLIKELY, 1)).sum(axis=1)
    return _moved(reading, gaps, chosen) if chance[0] + _MOVE * moved >= chance[1] else reading


def _below_chrome(page: Page, reading: Reading) -> Reading:
    """Let all headers that the page's own lines stand above have the height at which their
    starts are likeliest together, if it makes them likelier than they are.

    Where pages are run together, no article's tail is there to be told from a header: a line
    between a menu and a headline is a category in all of them, or the end of all menus.
    """
    gaps = _gaps(reading)
    if len(gaps) < _PAGES:
        return reading
    choices = [[reading.starts[g.number] for g in gaps]]
    choices += [
        [_under_chrome(page, reading, g, height) for g in gaps] for height in range(_FARTHEST + 1)
    ]
    chance = np.log(np.clip(reading.belief[choices, START], _UNLIKELY, 1)).sum(axis=1)
    best = int(chance.argmax())
    return _moved(reading, gaps, choices[best]) if best else reading


def _under_chrome(page: Page, reading: Reading, gap: Gap, height: int) -> int:
    """Return the start `height` units above a headline if the page's own lines are above it."""
    start, held = gap.title - height, reading.starts[gap.number]
    if start < held:
        return _at_height(page, reading, gap, height, chrome=True)
    own = not held or reading.parts[held - 1] == OUTSIDE
    near = start - held <= _FARTHEST and reading.roles[start] not in _PASSED
    if not (own and near):
        return held
    fields = set(reading.roles[held:start]).issubset(_MOVABLE + _PASSED)
    return start if fields else held


def _alike(gaps: list[Gap], starts: list[int], height: int) -> int:
    """Return how many articles start so many units above their headline."""
    return sum(g.title - s == height for g, s in zip(gaps, starts, strict=True))


def _at_height(page: Page, reading: Reading, gap: Gap, height: int, *, chrome: bool) -> int:
    """Return the start `height` units above a headline if only short lines are between, and
    those above the start as it is are the page's own, or none of them is."""
    start, held = gap.title - height, reading.starts[gap.number]
    if not 0 <= start < held:
        return held
    own = all((reading.parts[unit] == OUTSIDE) == chrome for unit in range(start, held))
    between = range(start, gap.title)
    fits = own and all(
        len(page.texts[u]) <= _SHORT and reading.roles[u] not in "tq" for u in between
    )
    return start if fits else held


def _moved(reading: Reading, gaps: list[Gap], to: list[int]) -> Reading:
    """Return the reading with starts moved, the lines taken in made header lines, and those left
    the page's own."""
    parts, starts, roles = list(reading.parts), list(reading.starts), list(reading.roles)
    columns = [ROLES.index(r) for r in _MOVABLE]
    for gap, start in zip(gaps, to, strict=True):
        held = starts[gap.number]
        starts[gap.number] = start
        for unit in range(start, held):
            parts[unit] = HEADER
            if roles[unit] not in _MOVABLE:
                roles[unit] = _MOVABLE[int(reading.belief[unit, columns].argmax())]
        if start > held:
            parts[held:start] = [OUTSIDE] * (start - held)
            roles[held:start] = "n" * (start - held)
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


def _score(
    reading: Reading, inner: list[Gap], header: str, edges: dict[str, float], chance: list[float]
) -> float:
    """Return how likely the dump's starts are together if this is its order.

    A role that no header would have, for another is between it and the headline, is a tail's.
    """
    common = "".join(edges)
    starts = [_start(reading, gap, header, common) for gap in inner]
    above = {r for s, gap in zip(starts, inner, strict=True) for r in reading.roles[s : gap.title]}
    edge = min(_EDGE * len(inner), _EDGE_MOST)
    told = sum(said if role in above else -said for role, said in edges.items())
    return sum(chance[start] for start in starts) + edge * told


def _told_by_edges(page: Page, reading: Reading, gaps: list[Gap], role: str) -> float:
    """Return whether a role is of headers, 1, or of tails, -1, by the first and last article.

    Where the lines between articles begin with one label, no other line will do, and one
    that has it and was taken for the page's own tells of the first article as well.
    """
    inner = [unit for gap in gaps if gap.number for unit in range(gap.first, gap.title)]
    begun = Counter(_opening_word(page.texts[u]) for u in inner if reading.roles[u] == role)
    label, count = begun.most_common(1)[0]
    labelled = label and count >= _LABELLED * begun.total()

    def shown(units: range) -> bool:
        if labelled:
            return any(_opening_word(page.texts[u]) == label for u in units)
        return any(reading.roles[u] == role for u in units)

    said = -_OF_LAST if shown(_below(reading)) else _OF_LAST
    if gaps[0].number == 0:
        first = max(0, gaps[0].first - 1) if labelled else gaps[0].first
        said += _OF_FIRST if shown(range(first, gaps[0].title)) else -_OF_FIRST
    return said


def _opening_word(text: str) -> str:
    """Return a line's first word, or the label that it begins with, if more follows."""
    first, _, rest = text.partition(" ")
    return first.casefold() if rest else ""


def _below(reading: Reading) -> range:
    """Return the units after the last body that may be its article's."""
    last = max((reading.roles.rfind(r) for r in _BODY), default=-1)
    end = last + 1
    while end < len(reading.roles) and end - last < _REACH and _within(reading, end):
        end += 1
    return range(last + 1, end)


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
