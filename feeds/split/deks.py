"""Whether the articles of a dump have a dek: all of them do, or none.

A dek looks like a first paragraph.  What tells them apart is that the line below
every headline of the dump is one, or that the text says it once more right below.
"""

from bisect import bisect_left
from collections.abc import Container, Sequence
from itertools import pairwise

import numpy as np
from msgspec.structs import replace

from feeds.split.decode import BODY, HEADER, Reading
from feeds.split.lines import Page
from feeds.split.network import ROLES, Array

_PASSED = "aDcmkxgs"  # roles between headline and dek
_TAKEN = "dphtx"  # roles a dek may be mistaken for
_LONGEST = 320  # characters
_NEAR = 5  # units below a headline in which its dek is looked for
_HEADLINE = 120  # characters of a line that may stand in a header
_TELLING = 20  # characters of a line that is not said twice by chance
_PARAGRAPH = 700  # characters of a first paragraph that may be a dek as well
_FEWEST = 3  # articles from which a dump has a habit
_PULL = 1.0  # log odds: how far the other articles speak for a line at most
_CERTAIN = 0.8  # probability from which a line is furniture, whatever repeats it
_DEK, _LEFT_OUT = ROLES.index("d"), ROLES.index("x")


def with_deks(page: Page, reading: Reading) -> Reading:
    """Return a reading in which the line below the headline is a dek everywhere or nowhere."""
    roles = list(reading.roles)
    parts = list(reading.parts)
    doubled = _doubled(page, reading)
    for dek, text in doubled.items():
        roles[dek], parts[dek] = "d", HEADER
        roles[text], parts[text] = "p", BODY
        _headline(page, reading, roles, parts, dek)
    for slots in _slots(page, reading):
        if len(slots) < _FEWEST:
            continue
        odds = _odds(reading, slots, doubled)
        habit = min(float(odds.mean()), _PULL)
        for unit, own in zip(slots, odds.tolist(), strict=True):
            if unit in doubled or unit in doubled.values():
                continue
            if own + habit >= 0 and roles[unit] in _TAKEN:
                roles[unit] = "d"
                parts[unit] = HEADER
            elif own + habit < 0 and roles[unit] == "d":
                roles[unit] = "p"
    return replace(reading, roles="".join(roles), parts=parts)


def _headline(page: Page, reading: Reading, roles: list[str], parts: list[int], dek: int) -> None:
    """Take the line above a dek for the headline where the header has none."""
    start = reading.starts[bisect_left(reading.starts, dek) - 1]
    above = [u for u in range(start, dek) if roles[u] in "thp" or parts[u] == BODY]
    if above and "t" not in roles[start:dek] and len(page.texts[above[-1]]) <= _HEADLINE:
        roles[above[-1]] = "t"
    for unit in range(start, dek):
        parts[unit] = HEADER
        roles[unit] = "m" if roles[unit] in "phlq" else roles[unit]


def _doubled(page: Page, reading: Reading) -> dict[int, int]:
    """Return the units between headline and text that the text begins with once more, and
    where it does: it repeats the dek, as its first paragraph or as its second."""
    found = {}
    for start, stop in pairwise([*reading.starts, len(reading.roles)]):
        title = reading.roles.find("t", start, min(start + 12, stop))
        first = max(start, title) + 1
        for unit in range(first, min(first + _NEAR, stop - 1)):
            twin = 0 if reading.belief[unit, _LEFT_OUT] > _CERTAIN else _twin(page, unit, stop)
            if twin:
                found[unit] = twin
            if twin or len(page.texts[unit]) > _HEADLINE:
                break
    return found


def _twin(page: Page, unit: int, stop: int) -> int:
    """Return the unit, next but one at the farthest, that begins as this one reads; else 0."""
    said = page.texts[unit]
    if not _TELLING <= len(said) <= _PARAGRAPH:
        return 0
    near = range(unit + 1, min(unit + 3, stop))
    return next((u for u in near if page.texts[u].startswith(said)), 0)


def _odds(reading: Reading, slots: Sequence[int], doubled: Container[int]) -> Array:
    """Return the log odds that the units of a place are deks."""
    chance = np.clip(reading.belief[list(slots), _DEK], 0.01, 0.99)
    chance[[unit in doubled for unit in slots]] = 0.99
    odds: Array = np.log(chance / (1 - chance))
    return odds


def _slots(page: Page, reading: Reading) -> tuple[list[int], list[int]]:
    """Return the units right below headlines, and those below the lines of a byline."""
    below: list[int] = []
    after: list[int] = []
    for start, stop in pairwise([*reading.starts, len(reading.roles)]):
        title = reading.roles.find("t", start, min(start + 12, stop))
        unit = title + 1
        while title >= 0 and unit < stop and reading.roles[unit] == "t" and not page.before[unit]:
            unit += 1
        slot = below
        while title >= 0 and unit < stop and reading.roles[unit] in _PASSED:
            unit, slot = unit + 1, after
        if title >= 0 and unit < stop and len(page.texts[unit]) <= _LONGEST:
            slot.append(unit)
    return below, after
