"""Which articles lack a field that one of their lines states after all."""

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from feeds.split.columns import columns
from feeds.split.decode import Reading
from feeds.split.fields import Facts
from feeds.split.house import House
from feeds.split.lines import Page
from feeds.split.network import ROLES, Array
from feeds.split.rescue import (
    FILED,
    SIGNED,
    by_place,
    category_line,
    known,
    stamp,
)

_NOT_UNLIKELY = 0.05  # belief that a line is a category, or a byline
_AUTHOR = ROLES.index("a")
_CATEGORY = ROLES.index("c")
_STAMPS = [ROLES.index("D"), ROLES.index("a")]

Missed = tuple[int, int, str]  # number of an article, the unit that has a field, and its role


class Cut(Struct):
    """One article's units and fields, while its roles are being settled."""

    units: range
    facts: Facts
    unread: list[int]  # units of header lines that name no field
    both: dict[int, str]  # units of header lines that are in the body too, and as what


class Cutting(Struct, frozen=True):
    """The articles of a dump, while the roles of its units are being settled."""

    page: Page
    reading: Reading
    house: House
    outer: list[range]  # units of each, to the end of its furniture
    found: list[Cut]
    roles: list[str]


def missed(of: Cutting) -> Iterator[Missed]:
    """Yield articles that lack a field, and the unit that has it, with the role it should have.

    Whoever asks may settle each at once: what is yielded next is told by what is known then.
    """
    yield from _listed(of)
    yield from _stamped(of)
    yield from _signed(of)
    yield from _filed(of)


def _listed(of: Cutting) -> Iterator[Missed]:
    """Yield the units of an article's categories one a line, if it has no others."""
    belief = of.reading.belief[:, _CATEGORY]
    for k, units in columns(of.outer, of.page.texts, of.roles, belief).items():
        if not of.found[k].facts.categories or any(of.roles[unit] == "c" for unit in units):
            yield from ((k, unit, "c") for unit in units if of.roles[unit] != "c")


def _stamped(of: Cutting) -> Iterator[Missed]:
    """Yield articles without a date or an author, the unit that states it, and its role."""
    if all(cut.facts.published and cut.facts.byline for cut in of.found):
        return
    stamped = of.reading.belief[:, _STAMPS].sum(axis=1)
    for k, cut in enumerate(of.found):
        dated, signed = cut.facts.published is not None, bool(cut.facts.byline)
        if not (dated and signed):
            told = stamp(
                of.outer[k],
                of.page.texts,
                of.roles,
                stamped,
                day_first=of.house.manner.day_first,
                dated=dated,
                signed=signed,
            )
            if told:
                yield k, *told


def _signed(of: Cutting) -> Iterator[Missed]:
    """Yield articles without an author and the unit of his name, where most articles have it."""
    if all(cut.facts.byline for cut in of.found):
        return
    belief = of.reading.belief[:, _AUTHOR]
    if _may_be_missed(belief, of.roles, "a"):
        named = by_place(SIGNED, _ends(of), of.page.texts, of.roles, belief, of.house)
        for k, unit in named.items():
            if not of.found[k].facts.byline:
                yield k, unit, "a"


def _filed(of: Cutting) -> Iterator[Missed]:
    """Yield articles without a category and the unit that names it."""
    if all(cut.facts.categories for cut in of.found):
        return
    names = known([cut.facts.categories for cut in of.found])
    belief = of.reading.belief[:, _CATEGORY]
    likely = _may_be_missed(belief, of.roles, "c")
    if not (names or likely):
        return
    texts, roles, house = of.page.texts, of.roles, of.house
    placed = by_place(FILED, _ends(of), texts, roles, belief, house) if likely else {}
    for k, cut in enumerate(of.found):
        if not cut.facts.categories:
            line = category_line(of.outer[k], texts, roles, names, house)
            line = placed.get(k) if line is None else line
            if line is not None:
                yield k, line, "c"


def _may_be_missed(belief: Array, roles: list[str], role: str) -> bool:
    """Return whether a unit that has another role is not unlikely to have this one."""
    likely = np.flatnonzero(belief > _NOT_UNLIKELY).tolist()
    return any(roles[unit] != role for unit in likely)


def _ends(of: Cutting) -> list[tuple[range, int]]:
    return [(units, cut.units[-1]) for units, cut in zip(of.outer, of.found, strict=True)]
