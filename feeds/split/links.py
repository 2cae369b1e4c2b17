"""The address of each article, which stands alone above, below or at the end of most of them."""

from collections import Counter
from collections.abc import Container, Iterable
from itertools import pairwise

from msgspec.structs import replace

from feeds.split.addresses import address_of
from feeds.split.decode import HEADER, TAIL, Reading
from feeds.split.lines import Page
from feeds.split.network import START, Array

_PARAGRAPH = 60  # characters from which a line is certainly text


def with_links(page: Page, reading: Reading) -> Reading:
    """Return a reading whose articles have such an address: it is what they begin with, or a line
    of their header or foot, whatever it looked like."""
    may_be = [u for u, text in enumerate(page.texts) if "://" in text]
    found = {u: link for u in may_be if (link := address_of(page.texts[u]))}
    count = Counter(found.values())
    own = {unit for unit, link in found.items() if count[link] == 1}  # a site's own comes back
    if not own:
        return reading
    starts, belief = _raised(reading, own)
    articles = [range(a, b) for a, b in pairwise([*starts, len(reading.roles)])]
    heads = [_first(own, units, page, reading) for units in articles]
    feet = [_first(own, reversed(units), page, reading) for units in articles]
    parts, roles = list(reading.parts), list(reading.roles)
    for place in (heads, feet):
        told = [unit for unit in place if unit is not None]
        if 2 * len(told) > len(articles) and (place is heads or len(told) > 1):
            for unit in told:
                roles[unit] = "m"
                parts[unit] = HEADER if place is heads else TAIL
    return replace(reading, starts=starts, parts=parts, roles="".join(roles), belief=belief)


def _raised(reading: Reading, own: Container[int]) -> tuple[list[int], Array]:
    """Return starts one unit higher where addresses stand above the first and most others, and
    what is believed of each, which is as sure as it was."""
    starts, belief = list(reading.starts), reading.belief
    above = [start - 1 in own for start in starts]
    if above[0] and len(above) > 1 and 2 * sum(above) > len(above):
        belief = belief.copy()
        for k, start in enumerate(starts):
            if above[k]:
                starts[k] = start - 1
                belief[[start - 1, start], START] = belief[[start, start - 1], START]
    return starts, belief


def _first(own: Container[int], units: Iterable[int], page: Page, reading: Reading) -> int | None:
    """Return the first unit that is an address, before any text."""
    for unit in units:
        if unit in own:
            return unit
        if reading.roles[unit] in "plq" and len(page.texts[unit]) >= _PARAGRAPH:
            return None
    return None
