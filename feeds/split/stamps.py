"""Where the dates of a header line stand, with their weekday and time, and what touches them."""

import re
from functools import lru_cache

from feeds.split.calendar import MONTHS, WEEKDAYS, find_date
from feeds.split.gluing import BY, CAPITAL

_GLUED_NAME = re.compile(rf"[^\W\d_](?:{BY})\s[{CAPITAL}]")
_GLUED_CAPITALS = re.compile(  # "Ada QuillENERGY"
    r"[A-ZÀ-ÖØ-Þ](?<!\w[A-ZÀ-ÖØ-Þ])[a-zß-öø-ÿ]+[A-ZÀ-ÖØ-Þ]{4}"
)
_TIME = re.compile(
    r"[\s,]*(?:(?:at|um|à|@|a las|às|alle|om|kl\.?|o|T|—|-)\s*)?"
    r"\d{1,2}(?:[:h]\d{2}|\s?Uhr|[点時]|(?=\s?[ap]\.?m\b))(?::\d{2})?(?:\d{0,2}分)?"
    r"(?:\s*[ap]\.?m\b\.?)?(?:\s*Uhr)?(?:\s*(?:UTC|GMT|[A-Z]{2,4}T|Z)\b)?(?:\s*[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
# The hour of a line that has no day: "Posted by Jane Doe at 9:11 PM".
CLOCK = re.compile(
    r"(?:(?<=\s)(?:at|um|à|a las|alle|às|om|kl\.?|klo|en|o)\s+)?"
    r"(?<![\d:])\d{1,2}:\d{2}(?:\s*[ap]\.?m\b\.?|\s*Uhr\b)?(?![\d:])",
    re.IGNORECASE,
)
_OF_DAY = re.compile(r"\s?(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|午前|午後|오전|오후)")
_YEAR = re.compile(r"\s?(?:г|р|roku|g|年)\b\.?")  # what is said after a year
_LAST_LETTERS = re.compile(r"([^\W\d_]+)\.?,?\s*$")
_LONGEST_DAY = max(map(len, WEEKDAYS))
_TOLD_APART = 5  # letters of a weekday's name that ends no other word


def glued(text: str, day_first: bool) -> bool:
    """Return whether a date in the line touches a letter of another field."""
    if _GLUED_NAME.search(text) or _GLUED_CAPITALS.search(text):
        return True
    for start, end in dates(text, day_first):
        if (
            start
            and text[start - 1].isalpha()
            and text[start - 1].isascii()
            and text[start - 2 : start].lower() not in ("on", "le")
        ):
            return True
        if (
            end < len(text)
            and text[end].isalpha()
            and (
                text[end].isupper()
                or (text[end].islower() and text[end - 1].isdigit() and not _YEAR.match(text, end))
            )
        ):
            return True
    return False


@lru_cache(maxsize=1 << 12)
def dates(text: str, day_first: bool) -> tuple[tuple[int, int], ...]:
    """Return the spans of a line's dates, with weekday before and time after."""
    spans: list[tuple[int, int]] = []
    at = 0
    while len(spans) < 3 and (found := find_date(text[at:], day_first)):
        start, end = at + found.start, at + found.end
        before = _LAST_LETTERS.search(text, at, start)
        weekday = _weekday(before) if before else None
        start = start if weekday is None else weekday
        year = _YEAR.match(text, end)
        end = year.end() if year else end
        part = _OF_DAY.match(text, end)
        end = part.end() if part else end
        clock = _TIME.match(text, end)
        if clock:
            end = clock.end()
        spans.append((start, end))
        at = end
    return tuple(spans)


def is_day(text: str) -> bool:
    """Return whether a line is a date with its year and nothing else."""
    found = find_date(text)
    if not found or not found.year:
        return False
    start, end = dates(text, False)[0]
    return not any(map(str.isalnum, text[:start] + text[end:]))


def _weekday(letters: re.Match[str]) -> int | None:
    """Return where the weekday begins that letters end with, another field before it or none."""
    said = letters[1]
    for k in range(max(0, len(said) - _LONGEST_DAY), len(said)):
        day = said[k:].lower()
        capital = said[k].isupper() and not said[k - 1].isupper()
        apart = not k or capital or len(day) >= _TOLD_APART
        if len(day) == 1 and letters.string[letters.start() - 1 : letters.start()] == ".":
            continue  # "ada.q 4 March"
        if apart and day in WEEKDAYS and day not in MONTHS:
            return letters.start() + k
    return None
