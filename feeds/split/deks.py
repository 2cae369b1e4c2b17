"""Whether the articles of a dump have a dek: all of them do, or none.

A dek looks like a first paragraph.  What tells them apart is that the line below
every headline of the dump is one.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from feeds.split.decode import HEADER, Reading
from feeds.split.lines import Page
from feeds.split.network import ROLES

_PASSED = "aDcmkxgs"  # roles between headline and dek
_TAKEN = "dphtx"  # roles a dek may be mistaken for
_LONGEST = 320  # characters
_FEWEST = 3  # articles from which a dump has a habit
_LENIENCY = 0.7  # log odds: the network alone is too shy of deks
_DEK = ROLES.index("d")


def with_deks(page: Page, reading: Reading) -> Reading:
    """Return a reading in which the line below the headline is a dek everywhere or nowhere."""
    roles = list(reading.roles)
    parts = list(reading.parts)
    for slots in _slots(page, reading):
        if len(slots) < _FEWEST:
            continue
        habit = _habit(reading, slots)
        for unit in slots:
            if habit > 0 and roles[unit] in _TAKEN:
                roles[unit] = "d"
                parts[unit] = HEADER
            elif habit < 0 and roles[unit] == "d":
                roles[unit] = "p"
    return replace(reading, roles="".join(roles), parts=parts)


def _habit(reading: Reading, slots: Sequence[int]) -> float:
    """Return the mean log odds that the units of a place are deks."""
    chance = np.clip(reading.belief[list(slots), _DEK], 0.01, 0.99)
    return float(np.mean(np.log(chance / (1 - chance)))) + _LENIENCY


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
