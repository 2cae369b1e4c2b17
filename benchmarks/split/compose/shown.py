"""What a line shows of an article though no element says so: its day, and who wrote it."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache

from babel.dates import get_day_names

from feeds.split.calendar import find_date
from feeds.split.lexicon import FUNCTION, bits_of, opening
from feeds.split.surplus import says

from .gold import squeezed
from .words import languages, locale_of

EDGE = 90  # characters of a line of fields at the head or end of a text's element
_FIRST, _LAST = 4, 3  # rows of a text among which such a line may be
BYLINE = 60  # characters of a line that says whom an article is by, or where it is filed
_KINDS = ("counts", "tags", "category", "by", "posted", "updated", "ago")
_WORDS = 10  # characters beside the day in a line that ends like a sentence
_DATES = 3  # days that a line may show, its article's among them
_BY, _POSTED = bits_of("by"), bits_of("posted", "updated", "category")
_PARTS = re.compile(r"\s[-–—/]\s|[|·•●∙»,;()\n]+")
_AGAIN = re.compile(r"(?<=\s)(?:by|door|przez)\s(?=\S)", re.IGNORECASE)
_STEP = re.compile(r"^\w+ by \w+$", re.IGNORECASE)  # words, and no byline
_EDGES = " :：.-–—@~＠\t"
_STOP = re.compile(r"[.!?。！？…]$")
_NO_NAME = re.compile(r"(?<!\w)\d|\d{5}|[:/{}\[\]<>|·…?!#=]|\.\w{2,3}$")


def day_in(texts: Iterable[str], day: date | None, near: bool = False) -> tuple[str, date] | None:
    """Return an article's day as one of the texts prints it, and the day that is.

    `near` says that the next day and the last will do as well: pages state days in UTC.
    """
    if not day:
        return None
    days = (day, day - timedelta(1), day + timedelta(1)) if near else (day,)
    meant = {(d.year, d.month, d.day): d for d in days}
    for text in texts:
        at = 0
        for _ in range(_DATES):
            both = [f for first in (False, True) if (f := find_date(text[at:], first))]
            for found in both:
                if told := meant.get((found.year or 0, found.month, found.day)):
                    return text[at + found.start : at + found.end].strip(), told
            if not both:
                break
            at += both[0].end
    return None


def day_of_texts(texts: Iterable[str]) -> date | None:
    """Return the first day, with its year, that texts print and that is read one way only."""
    for text in texts:
        found = find_date(text)
        if found and found.year and found == find_date(text, True):
            return date(found.year, found.month, found.day)
    return None


def author_in(text: str, said: str, stated: Sequence[str], headed: bool) -> str:
    """Return the name that a line gives beside a date it shows, "" where it gives none.

    `stated` are the names that the page gives for machines; `headed` says that a line with no
    date at all may be one that says whom an article is by.
    """
    rest = text.replace(said, " | ", 1) if said else text
    if not said and not headed:
        return ""
    for part in _PARTS.split(rest):
        name, labelled = _named(part)
        if not name or _NO_NAME.search(name) or not 2 <= len(name) <= 40:
            continue
        if any(squeezed(name) == squeezed(s) for s in stated):
            return name
        if labelled and len(name.split()) <= 5 and (said or _spelt(name)):
            return name
    return ""


def _named(part: str) -> tuple[str, bool]:
    """Return what stands behind the labels of a part, and whether one of them was a byline's."""
    part, labelled = part.strip(_EDGES), False
    again = _AGAIN.search(part)
    if again and not _STEP.match(part):
        return _closed(part[again.end() :]), True
    while part:
        bits, end = opening(part, 0, len(part))
        if not bits & (_BY | _POSTED) or (part[end : end + 1].isalpha() and part[:end].isascii()):
            break
        labelled = labelled or bool(bits & _BY)
        part = part[end:].strip(_EDGES)
    return (_closed(part), labelled) if labelled or part else ("", False)


def _closed(name: str) -> str:
    """Return a name without what stands before the date: "on", "le", a day of the week."""
    words = name.strip(_EDGES).split()
    while words and (low := words[-1].strip(".,").casefold()) in FUNCTION | _weekdays() and low:
        words.pop()
    return re.sub(r"^\W+", "", " ".join(words).strip(_EDGES))


def _spelt(name: str) -> bool:
    words = name.split()
    return len(words) <= 4 and all(not w[0].isalpha() or not w[0].islower() for w in words[::3])


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(
        name.strip(".").casefold()
        for language in languages()
        for width in ("wide", "abbreviated")
        for name in get_day_names(width, locale=locale_of(language)).values()
    )


def between(texts: Sequence[str], day: date | None) -> tuple[int, int]:
    """Return the first row of a text and the one behind its last, without its lines of fields."""
    low, high = 0, len(texts)
    for n in range(min(_FIRST, high - 1)):
        if _fields(texts[n], day):
            low = n + 1
    while 0 < low < high - 1 and _beside(texts[low]):
        low += 1
    for n in range(high - 1, max(low + 1, high - 1 - _LAST), -1):
        if _fields(texts[n], day):
            high = n
    return low, high


def _beside(text: str) -> bool:
    """Return whether a line below the day of an article is one more of its fields."""
    return len(text) <= BYLINE and (bool(author_in(text, "", (), True)) or says(text) in _KINDS)


def _fields(text: str, day: date | None) -> bool:
    found = day_in([text], day) if len(text) <= EDGE else None
    return found is not None and (not _STOP.search(text) or len(text) - len(found[0]) <= _WORDS)
