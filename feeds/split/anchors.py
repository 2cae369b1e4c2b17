"""One height for all headers of a dump, from their first line to the one that is dated or signed.

A date is seldom taken for something else.  Where it stands so many lines below the start of
many articles, a start that is a line or two off, for a headline of a list above it or for the
dek below it, is moved to where those of the others are.
"""

from collections import Counter
from itertools import pairwise

import numpy as np
from msgspec.structs import replace

from feeds.split.decode import HEADER, TAIL, Reading
from feeds.split.lines import Page
from feeds.split.network import ROLES, START

_HEADER = 7  # units from a start in which its date is looked for
_FEWEST = 4  # articles from which a dump has a habit
_MANY = 0.45  # share of them that must have this header
_FAR = 2  # units by which a start is moved at the most
_SURE = 0.5  # probability of a date or a byline
_MOVE = 2.0  # log odds that likeness to the other articles is worth
_UNLIKELY = 1e-3  # a start's probability below this counts as this
_LONG = 200  # characters: no line of a header
_STAMPS = [ROLES.index(role) for role in "aD"]


def anchored(page: Page, reading: Reading) -> Reading:
    """Return a reading whose starts are as far above their date or byline as many are."""
    anchors = _anchors(reading)
    header = _common(reading, anchors)
    if header is None:
        return reading
    parts, roles, starts = list(reading.parts), list(reading.roles), list(reading.starts)
    chance = np.log(np.maximum(reading.belief[:, START], _UNLIKELY)).tolist()
    for k, anchor in anchors.items():
        held, start = starts[k], anchor - len(header)
        near = 0 < abs(start - held) <= _FAR and start > (starts[k - 1] if k else -1)
        if near and _fits(page, start, anchor) and chance[start] + _MOVE >= chance[held]:
            starts[k] = start
            roles[start:anchor] = header
            roles[held:start] = "x" * max(0, start - held)
            parts[held:start] = [TAIL] * max(0, start - held)
            parts[start:anchor] = [HEADER] * len(header)
    return replace(reading, parts=parts, starts=starts, roles="".join(roles))


def _anchors(reading: Reading) -> dict[int, int]:
    """Return for each article that has one, by number, the first dated or signed unit of its
    header."""
    stamped = reading.belief[:, _STAMPS].sum(axis=1) > _SURE
    bounds = enumerate(pairwise([*reading.starts, len(reading.roles)]))
    heads = {k: stamped[start : min(start + _HEADER, stop)] for k, (start, stop) in bounds}
    return {k: reading.starts[k] + int(head.argmax()) for k, head in heads.items() if head.any()}


def _common(reading: Reading, anchors: dict[int, int]) -> str | None:
    """Return the roles above that unit which many articles have, None if there are none."""
    if len(reading.starts) < _FEWEST:
        return None
    headers = Counter(reading.roles[reading.starts[k] : anchor] for k, anchor in anchors.items())
    header, times = headers.most_common(1)[0] if headers else ("", 0)
    return header if times >= _MANY * len(reading.starts) else None


def _fits(page: Page, start: int, anchor: int) -> bool:
    """Return whether the units of a header are no paragraphs."""
    return all(len(text) <= _LONG for text in page.texts[start:anchor])
