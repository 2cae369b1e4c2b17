"""What stands in one place of most headers stands there in all.

A layout prints its fields in one order.  The line below the headline that is a
byline in nine articles is one in the tenth, whatever its words look like.
"""

from collections import Counter, defaultdict
from itertools import pairwise

from msgspec.structs import replace

from feeds.split.calendar import find_date
from feeds.split.decode import BODY, HEADER, OUTSIDE, TAIL, Reading
from feeds.split.lines import Page
from feeds.split.network import ROLES

_FIELDS = "ckaD"
_MISTAKEN = _FIELDS + "xmhpgldn"  # roles that a field's line may have been given
_ABOVE, _BELOW, _LAST = 3, 4, 2  # units from the headline, and from the end, with places
_SHORT = 100  # characters of a line that may be a field
_FEWEST = 3  # articles from which a dump has a habit
_HABIT = 0.5  # share of the articles that must have the field in this place
_CHANCE = 0.04  # probability below which a line is not what its place says

Place = tuple[str, int]


def with_places(page: Page, reading: Reading) -> Reading:
    """Return a reading in which lines in one place of their articles have one role."""
    bounds = list(pairwise([*reading.starts, len(reading.roles)]))
    if len(bounds) < _FEWEST:
        return reading
    roles, parts = list(reading.roles), list(reading.parts)
    places: defaultdict[Place, list[int]] = defaultdict(list)
    for start, stop in bounds:
        for place, unit in _placed(page, reading, start, stop):
            places[place].append(unit)
    for place, units in places.items():
        role = _habit(reading, units, len(bounds))
        for unit in units:
            other = role and roles[unit] != role and roles[unit] in _MISTAKEN
            if other and _may_be(page, reading, unit, role):
                roles[unit] = role
                if parts[unit] == BODY:
                    parts[unit] = TAIL if place[0] == "end" else HEADER
    return replace(reading, roles="".join(roles), parts=parts)


def _placed(page: Page, reading: Reading, start: int, stop: int) -> list[tuple[Place, int]]:
    """Return the places of an article's short lines, and the units that stand there."""
    title = reading.roles.find("t", start, min(start + 8, stop))
    if title < 0:
        return []
    end = next((u for u in range(title, stop) if reading.parts[u] == OUTSIDE), stop)
    found: list[tuple[Place, int]] = []
    for unit in range(max(start, title - _ABOVE), min(title + _BELOW + 1, end)):
        if unit > title and len(page.texts[unit]) > _SHORT:
            break
        if unit != title:
            found.append((("title", unit - title), unit))
    taken = {unit for _, unit in found}
    last = (unit for unit in range(max(title + 1, end - _LAST), end) if unit not in taken)
    found += [(("end", unit - end), unit) for unit in last]
    return [(place, unit) for place, unit in found if len(page.texts[unit]) <= _SHORT]


def _habit(reading: Reading, units: list[int], articles: int) -> str:
    """Return the field that stands in a place of most articles, "" if there is none."""
    count = Counter(reading.roles[unit] for unit in units)
    role = max(_FIELDS, key=lambda r: count[r])
    return role if count[role] >= max(_FEWEST - 1, _HABIT * articles) else ""


def _may_be(page: Page, reading: Reading, unit: int, role: str) -> bool:
    chance = reading.belief[unit, ROLES.index(role)]
    if role == "D" and not find_date(page.texts[unit]):
        return False
    return bool(chance >= _CHANCE)
