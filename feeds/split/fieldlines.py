"""Lines that are a label and what it says, in the header or at the foot of most articles.

Archives of newspapers print them so: `BYLINE: …`, `LENGTH: 412 words`, `Database: …`, `Body`.
What such a line is called is known (fieldnames), so it is a field of its article or says
what no post has, whatever it looks like to the networks.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from feeds.fieldnames import kind_of
from feeds.split.decode import HEADER, TAIL, Reading
from feeds.split.fieldlabels import label_of
from feeds.split.lines import Page
from feeds.split.network import ROLES

_ROLES = {
    "author": "a", "date": "D", "category": "c", "language": "m", "source": "m", "link": "m",
    "other": "m", "text": "m",
}  # fmt: skip
_FIELDS = "caDk"
_LONGEST = 120  # characters of such a line
_ALONE = 20  # of one that is only a label: "Full text"
_PARAGRAPH = 80  # characters from which a line is certainly text
_FEWEST = 2  # articles that have a label


def with_fieldlines(page: Page, reading: Reading) -> Reading:
    """Return a reading in which such lines have the roles that their labels tell."""
    named = {u: name for u, text in enumerate(page.texts) if (name := _named(text))}
    bounds = list(pairwise([*reading.starts, len(reading.roles)]))
    if not named or len(bounds) < _FEWEST:
        return reading
    parts, roles, belief = list(reading.parts), list(reading.roles), reading.belief.copy()
    for part, step in ((HEADER, 1), (TAIL, -1)):
        met = [list(_zone(page, named, range(a, b)[::step])) for a, b in bounds]
        count = Counter(name for zone in met for name in {named[unit] for unit in zone})
        often = {name for name, times in count.items() if times >= max(_FEWEST, len(bounds) / 2)}
        for unit in (unit for zone in met for unit in _told(zone, named, often, roles)):
            role = _ROLES[kind_of(named[unit])]
            parts[unit], roles[unit] = part, role
            belief[unit, : len(ROLES)] = 0
            belief[unit, ROLES.index(role)] = 1
    return replace(reading, parts=parts, roles="".join(roles), belief=belief)


def _told(
    zone: list[int], named: dict[int, str], often: set[str], roles: Sequence[str]
) -> Iterator[int]:
    """Yield the lines of a zone whose labels most articles have, and which say so by themselves:
    of a post's text one line may begin with such a word, a record has several."""
    own = [unit for unit in zone if named[unit] in often]
    several = len({named[unit] for unit in own}) > 1
    for unit in own:
        if _ROLES[kind_of(named[unit])] == "m":
            if several:
                yield unit
        elif roles[unit] not in _FIELDS:  # else with others on its line, perhaps
            yield unit


def _named(text: str) -> str:
    """Return the name of the field that a line labels, "" if it is no such line."""
    if len(text) > _LONGEST:
        return ""
    if len(text) <= _ALONE and kind_of(text) == "text":
        return text
    label = label_of(0, text) if ":" in text or "：" in text else None
    if not label or label.kind not in _ROLES or (label.kind == "text" and label.value):
        return ""
    return label.spelt.rstrip(" :：*")


def _zone(page: Page, named: dict[int, str], units: Iterable[int]) -> Iterator[int]:
    """Yield the named lines of an article from one of its ends to the first text."""
    for unit in units:
        if unit in named:
            yield unit
        elif len(page.texts[unit]) >= _PARAGRAPH:
            return
