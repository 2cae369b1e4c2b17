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
    bounds = list(pairwise([*reading.starts, len(reading.roles)]))
    if len(bounds) < _FEWEST:
        return reading
    parts, roles, belief = list(reading.parts), list(reading.roles), reading.belief.copy()
    for part, step in ((HEADER, 1), (TAIL, -1)):
        met = [dict(_zone(page, range(a, b)[::step])) for a, b in bounds]
        count = Counter(name for zone in met for name in set(zone.values()))
        often = {name for name, times in count.items() if times >= max(_FEWEST, len(bounds) / 2)}
        for unit, name in (each for zone in met for each in _told(zone, often, roles)):
            role = _ROLES[kind_of(name)]
            parts[unit], roles[unit] = part, role
            belief[unit, : len(ROLES)] = 0
            belief[unit, ROLES.index(role)] = 1
    return replace(reading, parts=parts, roles="".join(roles), belief=belief)


def _told(zone: dict[int, str], often: set[str], roles: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines of a zone whose labels most articles have, and which say so by themselves:
    of a post's text one line may begin with such a word, a record has several."""
    own = [(unit, name) for unit, name in zone.items() if name in often]
    several = len({name for _, name in own}) > 1
    for unit, name in own:
        if _ROLES[kind_of(name)] == "m":
            if several:
                yield unit, name
        elif roles[unit] not in _FIELDS:  # else with others on its line, perhaps
            yield unit, name


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


def _zone(page: Page, units: Iterable[int]) -> Iterator[tuple[int, str]]:
    """Yield the lines that label a field, from one of an article's ends to the first text, and
    their names."""
    for unit in units:
        text = page.texts[unit]
        if name := _named(text):
            yield unit, name
        elif len(text) >= _PARAGRAPH:
            return
