"""Which lines are left out of posts, and why: promise 5, nothing is lost.

The network's word is one signal; no line is left out on that alone.  A second,
independent one must be named, or the line stays in the body, and all that is known of a
line together must leave little doubt (surplus.py).
"""

import math
import re
from collections.abc import Callable
from functools import cache

import numpy as np

from feeds.split.decode import OUTSIDE, Reading
from feeds.split.lines import BULLET, Page
from feeds.split.network import ROLES
from feeds.split.surplus import LONG, Run, Weighed, says, surplus

SURE = 2.5  # log odds from which a line of an article is left out
_HEARD = 0.15  # the network's odds from which a line that it read as text is looked at
_ALIKE = 0.5  # of a line's wording that lines of other articles have
_RUN = re.compile("[xns]+")
_STUB = 60  # characters
_BODY = frozenset("phlq")
_ADDRESS = re.compile(r"@(?:(?<=\S@)\w+\.\w|(?<!\S@)\w)|https?://|www\.\w")
_FURNITURE = [ROLES.index(role) for role in "xn"]
_WRITTEN = [ROLES.index(role) for role in "phlq"]
_REFRAIN = 40  # characters
_TAIL = 40  # lines that may follow an article's text without a line that says what they are
_HEAD = 8  # lines at the head of a tail of which one may say that


def settled(page: Page, reading: Reading) -> tuple[list[str], list[tuple[int, str]]]:
    """Return each unit's role and, for those left out, unit and reason.

    A unit without a second signal becomes a paragraph.
    """
    roles = list(reading.roles)
    chances = reading.belief[:, _FURNITURE].sum(1).tolist()
    runs = doubtful(reading)
    weighed = surplus(page, reading, runs)
    titles = {page.texts[i].casefold() for i, role in enumerate(roles) if role == "t"}
    own_sign = cache(lambda unit: _own_sign(page, unit, titles))
    signed = cache(lambda run: sum(bool(own_sign(k)) for k in range(run.first, run.last + 1)))
    dropped = []
    for i, role in enumerate(reading.roles):
        if role == "s":
            dropped.append((i, "separator: marks, no words"))
        elif i in runs:
            odds, sign = weighed[i].odds, ""
            if odds > SURE:
                sign = own_sign(i) or _sign(page, i, runs[i], weighed[i], signed)
            if sign:
                roles[i] = role if role in "xn" else "x"
                chance = 1 / (1 + math.exp(-odds))
                what = "boilerplate" if roles[i] == "x" else "site chrome"
                dropped.append((i, f"{what}, odds {chance:.0%}; {sign}"))
            elif role in "xn":
                roles[i] = ROLES[_WRITTEN[int(reading.belief[i, _WRITTEN].argmax())]]
        elif role in "xn":
            again = page.texts[i].casefold() in titles
            sign = "is the headline of an article of this dump" if again else "outside the articles"
            dropped.append((i, f"site chrome, odds {chances[i]:.0%}; {sign}"))
    return roles, dropped


def doubtful(reading: Reading) -> dict[int, Run]:
    """Return the units of articles that may be furniture, with the runs that they stand in."""
    own = "".join(
        "." if part == OUTSIDE else role
        for role, part in zip(reading.roles, reading.parts, strict=True)
    )
    starts = {*reading.starts, len(own)}

    def inside(last: int) -> bool:
        return last + 1 not in starts and own[last + 1] in _BODY

    found: dict[int, Run] = {}
    for match in _RUN.finditer(own):
        run = Run(match.start(), match.end() - 1, inside(match.end() - 1))
        found.update((i, run) for i in range(run.first, run.last + 1) if own[i] != "s")
    heard = np.flatnonzero(reading.belief[:, _FURNITURE].sum(1) >= _HEARD).tolist()
    texts = [i for i in heard if own[i] in _BODY and i not in starts]
    alone = {i: Run(found[i - 1].first if i - 1 in found else i, i, inside(i)) for i in texts}
    return found | alone


def _sign(page: Page, i: int, run: Run, weighed: Weighed, signed: Callable[[Run], int]) -> str:
    """Return the signal that a unit without one of its own has from others that it is no
    article's text, "" if none; `signed` says how many units of a run have one of their own."""
    text = page.texts[i]
    if weighed.alike > _ALIKE and not _is_item(text):
        return "is worded like lines of other articles"
    if run.inside:
        return "beside a line that is" if signed(run) and not _is_item(text) else ""
    told = run.last - run.first < _TAIL or _is_told(page, run)
    return "after the article's last line" if told else ""


def _is_told(page: Page, run: Run) -> bool:
    """Return whether a line at the head of a run says what follows."""
    return any(map(says, page.texts[run.first : min(run.last + 1, run.first + _HEAD)]))


def _own_sign(page: Page, i: int, titles: set[str]) -> str:
    """Return the signal that a unit itself gives."""
    text = page.texts[i]
    if text.casefold() in titles:
        return "is the headline of an article of this dump"
    if _ADDRESS.search(text[:LONG]):
        return "holds an address"
    if len(text) > LONG:
        return ""
    if said := says(text):
        return f"says {said}"
    if not any(c.isalnum() for c in text):
        return "has no words"
    return "an unfinished line between paragraphs" if _is_stub(page, i) else ""


def _is_stub(page: Page, i: int) -> bool:
    """Return whether a unit is short and ends without a stop between two long ones."""
    around = page.texts[max(0, i - 1) : i] + page.texts[i + 1 : i + 2]
    text = page.texts[i]
    long_around = len(around) == 2 and min(map(len, around)) >= LONG
    return long_around and len(text) <= _STUB and text[-1] not in ".!?:…。！？："


def _is_item(text: str) -> bool:
    """Return whether a line is an item of a list, and more than a name."""
    return len(text) >= _REFRAIN and BULLET.match(text) is not None
