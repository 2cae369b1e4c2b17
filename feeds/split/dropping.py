"""Which lines are left out of posts, and why: promise 5, nothing is lost.

The network's word is one signal; no line is left out on that alone.  A second,
independent one must be named, or the line stays in the body.  That a line comes back
in other articles is a weak sign between paragraphs, where a site's own refrains stand
("Attendees", names): there the network must be all but certain.
"""

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from feeds.split.decode import BODY, OUTSIDE, Reading
from feeds.split.lexicon import CLASSES, furniture, words_of
from feeds.split.lines import BULLET, Page
from feeds.split.network import ROLES

_LONG = 160  # characters: longer lines are running text whatever words they hold
_STUB = 60  # characters
_SHARE = 0.34  # of a line's words that belong to furniture
_BODY = frozenset("phlq")
_ADDRESS = re.compile(r"\S@\w+\.\w|https?://|www\.\w|(?:^|\s)@\w")
_X, _N = ROLES.index("x"), ROLES.index("n")
_WRITTEN = [ROLES.index(role) for role in "phlq"]
# Odds from which a line is left out, by where it stands: a refrain's must be high.
_SURE = {
    "inside": {"refrain": 0.995, "other": 0.8}, "after": {"refrain": 0.9, "other": 0.8},
    "unnamed": {"refrain": 0.95, "other": 0.95},
}  # fmt: skip
# The same within an article by what a line says: "read more" is hardly ever its author's
# word, the name of a network or the day on which something was posted often is.
_SAID = {
    "related": 0.35, "counts": 0.35, "tags": 0.35, "advert": 0.35, "legal": 0.35,
    "subscribe": 0.5, "more": 0.65, "category": 0.65, "share": 0.95, "posted": 0.95, "by": 0.8,
}  # fmt: skip
_HEARD = min(_SAID.values())
_REFRAIN = 40  # characters
_TAIL = 40  # lines that may follow an article's text without a line that says what they are
_NAMED = 3  # lines at the head of a tail of which one may say that


def settled(page: Page, reading: Reading) -> tuple[list[str], list[tuple[int, str]]]:
    """Return each unit's role and, for those left out, unit and reason.

    A unit without a second signal becomes a paragraph.
    """
    repeated = _articles_with(page, reading)
    roles = list(reading.roles)
    titles = {page.texts[i].casefold() for i, role in enumerate(roles) if role == "t"}
    signs = [
        _sign(page, reading, i, repeated, titles) if r in "xn" else "" for i, r in enumerate(roles)
    ]
    starts = set(reading.starts)
    chances = reading.belief[:, [_X, _N]].sum(1).tolist()
    dropped = []
    for i, chance in enumerate(chances):
        if roles[i] in _BODY and chance >= _HEARD and reading.parts[i] == BODY and i not in starts:
            said = says(page.texts[i])
            if chance >= _SAID.get(said, 1):
                roles[i] = "x"
                dropped.append((i, f"boilerplate, odds {chance:.0%}; says {said}"))
    for first, last in _runs(reading.roles):
        place = _place(page, reading, first, last)
        whole = _sign_of_run(place, signs[first : last + 1])
        for i in range(first, last + 1):
            if roles[i] == "s":
                dropped.append((i, "separator: marks, no words"))
                continue
            sign = signs[i] or ("" if place == "inside" and _is_item(page.texts[i]) else whole)
            outside = reading.parts[i] == OUTSIDE
            if sign and (outside or chances[i] >= _sure(sign, page.texts[i], place)):
                what = "boilerplate" if roles[i] == "x" else "site chrome"
                dropped.append((i, f"{what}, odds {chances[i]:.0%}; {sign}"))
            else:
                roles[i] = ROLES[_WRITTEN[int(reading.belief[i, _WRITTEN].argmax())]]
    return roles, dropped


def _articles_with(page: Page, reading: Reading) -> Counter[str]:
    """Return for each line that may be left out in how many articles it stands; the page around
    them is one more."""
    held: Counter[str] = Counter()
    asked = {t.casefold() for t, r in zip(page.texts, reading.roles, strict=True) if r in "xn"}
    longest = max(map(len, asked), default=0)
    for start, stop in pairwise([0, *reading.starts, len(page.texts)]):
        short = (text for text in page.texts[start:stop] if len(text) <= longest)
        held.update(asked.intersection(map(str.casefold, short)))
    return held


def _sure(sign: str, text: str, place: str) -> float:
    """Return the odds from which a line with a sign is left out in this place.

    A sentence that comes back is furniture; a word or a name that does may be a refrain.
    """
    said = says(text)
    if place == "inside" and said in _SAID and not (said == "share" and sign.startswith("stands")):
        return _SAID[said]
    refrain = sign.startswith(("stands", "beside")) and len(text) < _REFRAIN
    return _SURE[place]["refrain" if refrain and not said else "other"]


def _runs(roles: str) -> list[tuple[int, int]]:
    """Return first and last unit of each run of lines that are to be left out."""
    return [(m.start(), m.end() - 1) for m in re.finditer("[xns]+", roles)]


def _sign(page: Page, reading: Reading, i: int, repeated: Counter[str], titles: set[str]) -> str:
    """Return the signal, beside the network's, that a unit is no article's text; "" if none."""
    text = page.texts[i]
    folded = text.casefold()
    if folded in titles:
        return "is the headline of an article of this dump"
    if repeated[folded] > 1 and not _is_item(text):
        return f"stands in {repeated[folded]} places of the dump"
    if reading.parts[i] == OUTSIDE:
        return "outside the articles"
    if _ADDRESS.search(text[:_LONG]):
        return "holds an address"
    if len(text) > _LONG:
        return ""
    if said := says(text):
        return f"says {said}"
    if not any(c.isalnum() for c in text):
        return "has no words"
    return "an unfinished line between paragraphs" if _is_stub(page, i) else ""


@lru_cache(maxsize=1 << 12)  # furniture is what comes back
def says(text: str) -> str:
    """Return the kind of furniture that a line names, "" if it names none."""
    if len(text) > _LONG:
        return ""
    said = furniture(text, words_of(text))
    if said.first or (said.anywhere and said.covered >= _SHARE * said.words):
        bits = said.first or said.anywhere
        return next(c for k, c in enumerate(CLASSES) if bits >> k & 1)
    return ""


def _is_stub(page: Page, i: int) -> bool:
    """Return whether a unit is short and ends without a stop between two long ones."""
    around = page.texts[max(0, i - 1) : i] + page.texts[i + 1 : i + 2]
    text = page.texts[i]
    long_around = len(around) == 2 and min(map(len, around)) >= _LONG
    return long_around and len(text) <= _STUB and text[-1] not in ".!?:…。！？："


def _place(page: Page, reading: Reading, first: int, last: int) -> str:
    """Return where a run of such lines stands: inside a text, or after it, where a line at its
    head may say what it is, or none."""
    following = reading.roles[last + 1 : last + 2]
    if following and following in _BODY and last + 1 not in reading.starts:
        return "inside"
    return "after" if any(map(says, page.texts[first : last + 1][:_NAMED])) else "unnamed"


def _sign_of_run(place: str, signs: list[str]) -> str:
    """Return the signal that a whole run of such lines gives each of them."""
    if place == "inside":
        return "beside a line that is" if len(signs) > 1 and any(signs) else ""
    return "after the article's last line" if place == "after" or len(signs) <= _TAIL else ""


def _is_item(text: str) -> bool:
    """Return whether a line is an item of a list, and more than a name."""
    return len(text) >= _REFRAIN and BULLET.match(text) is not None
