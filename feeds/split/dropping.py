"""Which lines are left out of posts, and why: promise 5, nothing is lost.

The network's word is one signal; no line is left out on that alone.  A second,
independent one must be named, or the line stays in the body.
"""

from collections import Counter

from .decode import OUTSIDE, TAIL, Reading
from .lexicon import CLASSES, furniture, words_of
from .lines import Page

_LONG = 160  # characters: longer lines are running text whatever words they hold
_SHARE = 0.34  # of a line's words that belong to furniture
_BODY = frozenset("phlq")


def settled(page: Page, reading: Reading) -> tuple[list[str], list[tuple[int, str]]]:
    """Return each unit's role and, for those left out, unit and reason.

    A unit without a second signal becomes a paragraph.
    """
    repeated = Counter(text.casefold() for text in page.texts)
    roles = list(reading.roles)
    dropped = []
    for i, role in enumerate(reading.roles):
        if role == "s":
            dropped.append((i, "separator: marks, no words"))
        elif role in "xn":
            sign = _sign(page, reading, i, repeated)
            if sign:
                what = "boilerplate" if role == "x" else "site chrome"
                chance = float(reading.belief[i, [ROLE_X, ROLE_N]].sum())
                dropped.append((i, f"{what}: {sign}; odds {chance:.0%}"))
            else:
                roles[i] = "p"
    return roles, dropped


def _sign(page: Page, reading: Reading, i: int, repeated: Counter[str]) -> str:
    """Return the signal, beside the network's, that a unit is no article's text; "" if none."""
    text = page.texts[i]
    times = repeated[text.casefold()]
    if times > 1:
        return f"stands {times} times in the dump"
    if reading.parts[i] == OUTSIDE:
        return "outside the articles"
    if len(text) <= _LONG:
        words = words_of(text)
        said = furniture(text, words)
        if said.anywhere and (said.first or said.covered >= _SHARE * said.words):
            bits = said.first or said.anywhere
            return "says " + next(c for k, c in enumerate(CLASSES) if bits >> k & 1)
        if not any(c.isalnum() for c in text):
            return "has no words"
    if reading.parts[i] == TAIL:
        return "after the article's last line"
    if _beside(reading, i):
        return "among boilerplate"
    return ""


def _beside(reading: Reading, i: int) -> bool:
    """Return whether a unit stands in a run of furniture, not alone in a body."""
    roles = reading.roles
    around = roles[max(0, i - 1) : i] + roles[i + 1 : i + 2]
    return bool(around) and not _BODY & set(around)


ROLE_X, ROLE_N = 12, 13
