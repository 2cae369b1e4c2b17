"""Which line between headline and text is an article's dek, if any.

How likely each is, is weighed for the dump as a whole (standfirsts.py).  Where the header has
no headline, the line above the dek is it.
"""

from msgspec.structs import replace

from feeds.split.decode import BODY, HEADER, Reading
from feeds.split.lines import Page
from feeds.split.network import ROLES
from feeds.split.standfirsts import Standfirst, weighed

DEK = -1.5  # log odds from which a line is a dek: one that is none stays in the text as well
_HEADLINE = 120  # characters of a line that may be a headline
_LIKELY = 0.5
_LINES = 8  # of a dek
_CREDITS = "ckaDm"
_COLUMNS = [ROLES.index(role) for role in _CREDITS]


def with_deks(page: Page, reading: Reading) -> Reading:
    """Return a reading in which the likeliest line of each article is its dek, or none is."""
    roles, parts = list(reading.roles), list(reading.parts)
    best: dict[int, tuple[float, Standfirst]] = {}
    for line, odds in weighed(page, reading):
        if roles[line.unit] == "d":
            roles[line.unit] = "p"
        if odds > best.get(line.article, (DEK,))[0]:
            best[line.article] = odds, line
    for _, line in best.values():
        _take(page, reading, roles, parts, line)
    return replace(reading, roles="".join(roles), parts=parts)


def _take(
    page: Page, reading: Reading, roles: list[str], parts: list[int], line: Standfirst
) -> None:
    """Take a line for the dek, and what is above it and between it and the text for header."""
    start, unit = reading.starts[line.article], line.unit
    while unit - 1 > line.headline and reading.roles[unit - 1] == "d":
        unit -= 1
    if "t" not in roles[start:unit]:
        above = [u for u in range(start, unit) if roles[u] in "hp" or parts[u] == BODY]
        if above and len(page.texts[above[-1]]) <= _HEADLINE:
            roles[above[-1]] = "t"
    for u in range(start, unit):
        roles[u] = "m" if roles[u] in "phlq" else roles[u]
    last = _last(page, reading, unit)
    roles[unit : last + 1] = "d" * (last + 1 - unit)
    parts[start : last + 1] = [HEADER] * (last + 1 - start)
    for u in range(last + 1, line.text):
        chance = reading.belief[u, _COLUMNS]
        if parts[u] == BODY and chance.sum() > _LIKELY:
            roles[u], parts[u] = _CREDITS[int(chance.argmax())], HEADER


def _last(page: Page, reading: Reading, unit: int) -> int:
    """Return the last unit of a dek: one on several lines ends where the text says it again."""
    said, last = page.texts[unit], unit
    below = reading.roles[unit + 1 : unit + 1 + _LINES]
    for u, role in enumerate(below, unit + 1):
        if role != "d" or page.texts[u].startswith(said):
            break
        last = u
    return last
