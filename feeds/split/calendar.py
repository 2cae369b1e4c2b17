"""Dates as articles print them: where in a line they stand, and which day they name.

The names of months come from Unicode's CLDR (months.json, written by
benchmarks/split/months.py); the scan is one pass over a line's words and numbers.
"""

import json
import pkgutil
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from msgspec import Struct

_NAMES = json.loads(pkgutil.get_data(__package__, "months.json") or b"")
MONTHS: dict[str, int] = _NAMES["months"]
WEEKDAYS = frozenset(_NAMES["weekdays"])

_CAPITAL = "A-ZÀ-ÖØ-ÞА-ЯŚŻŹŁČŠŽİ"
# A capital within a word begins a new one: extractors glue "DoeMarch 4".
_TOKEN = re.compile(rf"\d+|[{_CAPITAL}]?(?:(?![{_CAPITAL}])[^\W\d_])+|[^\W\d_]+|\S")
_LATIN_TOKEN = re.compile(r"\d+|[A-Z]?[a-z]+|[A-Za-z]+|\S")  # the same of ASCII, in half the time
# Between figures an Arabic line has marks of its direction.
# What every date in figures has, found in a tenth of the time: no look behind in front.
_PARTED = re.compile(r"\d[\u200e\u200f]?\s?[-/.年년月월]\s?\d")
_NUMERIC = re.compile(
    r"(?<!\d)(?:(?P<y>\d{4})\s?(?P<s>[-/.年년])\s?(?P<m>\d{1,2})\s?[-/.月월]\s?(?P<d>\d{1,2})"
    r"|(?P<a>\d{1,2})[\u200e\u200f]?(?P<t>[-/.])\s?(?P<b>\d{1,2})[\u200e\u200f]?(?P=t)\s?"
    r"(?P<c>\d{4}|\d{2}))(?![\d])\s?[日일号]?"
)
_YEAR = 3  # figures of one before its last
_CJK_DAY = re.compile(r"(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号]")
# What a theme makes of a Latin pattern filled with their months: "4 3月 2021", "3月 4, 2021".
_CJK_MONTH = re.compile(
    r"(?<!\d)(?:(?P<d>\d{1,2})\s)?(?P<m>\d{1,2})[月월]\s(?:(?P<e>\d{1,2}),\s)?(?P<y>\d{4})(?!\d)"
)
_LINKING = ", . - / of de del d ' ’ den the di do da th st nd rd er º ª ° y ، في m d"
_LINKS = frozenset(_LINKING.split())
# Compiled when first met: most dumps print no relative date.
_UNITS = {
    "minute": r"(?i)\b(?:min|мин|dakika)|分钟|分鐘|分前|분",
    "hour": r"(?i)\b(?:hour|hr|h\b|stunde|heure|hora|ora\b|ore\b|uur|uren|godz|час|tim|saat)"
    r"|小时|小時|時間|시간",
    "day": r"(?i)\b(?:day|tag|jour|d[ií]a|giorn|dag|dni|dzie|дн|ден|gün)|天|日前|일",
    "week": r"(?i)\b(?:week|woche|semaine|seman|settiman|tydz|tygod|недел|veck|uke|uge|hafta)"
    r"|周|週|주",
    "month": r"(?i)\b(?:month|monat|mois|mes|maand|miesi|месяц|månad|ay\b)"
    r"|个月|個月|か月|ヶ月|개월",
    "year": r"(?i)\b(?:year|jahr|an\b|ans\b|año|ano|ann[oi]|jaar|rok|lat\b|год|лет|år|yıl)|年前|년",
}
_HOURS = {"minute": 1 / 60, "hour": 1, "day": 24, "week": 168, "month": 730, "year": 8766}
_YESTERDAY = (
    r"(?i)\b(?:yesterday|gestern|hier|ayer|ontem|ieri|gisteren|wczoraj|вчера|igår|i går|dün)\b"
    r"|昨天|昨日|어제"
)
_TODAY = (
    r"(?i)\b(?:today|just now|heute|aujourd|hoy|hoje|oggi|vandaag|dzisiaj|сегодня|idag|i dag|bugün)"
    r"|今天|今日|刚刚|오늘"
)
_DIGIT = re.compile(r"\d")
_TIME = re.compile(
    r"(?<![\d:.])(\d{1,2}):(\d{2})(?::\d{2})?(?![\d:])\s*([ap]\.?m\b)?", re.IGNORECASE
)


# Where a date ends and the next one begins without a space: after a year, or after a day.
# What stands before is asked for last, which takes a fifth of the time.
_TOUCHING = re.compile(
    r"\d\d(?:(?<=19|20)\d\d(?<!\d\d{4})(?=\d{1,2}\D)|(?<=[./-]\d\d)(?=(?:19|20)\d\d[./-]))"
)


class Found(Struct, frozen=True):
    """A date in a line: its characters [start, end) and day; year 0 is "not printed"."""

    start: int
    end: int
    year: int
    month: int
    day: int


def find_date(text: str, day_first: bool = False) -> Found | None:
    """Return the first date of a line, or nothing; "3/4/2020" is read by `day_first`."""
    return _found(text, day_first)


@lru_cache(maxsize=1 << 14)
def _found(text: str, day_first: bool) -> Found | None:
    if not _DIGIT.search(text):
        return None
    found = _first(text, day_first)
    if found and found.year:
        return found
    touching = _TOUCHING.search(text)  # "4 May 20236 May 2023": published and updated
    parted = _first(text[: touching.end()], day_first) if touching else None
    return parted or found


def _first(text: str, day_first: bool) -> Found | None:
    parted = _PARTED.search(text)
    numeric = _numeric(text, max(0, parted.start() - _YEAR), day_first) if parted else None
    named = _named(text)
    if numeric and named:
        return numeric if numeric.start < named.start else named
    return numeric or named


def day_first(lines: Sequence[str], default: bool) -> bool:
    """Return whether a dump writes days before months: one date above 12 tells it."""
    for line in lines:
        match = _NUMERIC.search(line)
        if match and match["a"]:
            if int(match["a"]) > 12:
                return True
            if int(match["b"]) > 12:
                return False
    return default


def _valid(start: int, end: int, year: int, month: int, day: int) -> Found | None:
    if year and not 1900 <= year <= 2100:
        return None
    leap = not year or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    longest = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if 1 <= month <= 12 and 1 <= day <= longest[month - 1]:
        return Found(start, end, year, month, day)
    return None


def _numeric(text: str, start: int, first: bool) -> Found | None:
    for match in _NUMERIC.finditer(text, start):
        if match["y"]:
            year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
        else:
            a, b, year = int(match["a"]), int(match["b"]), int(match["c"])
            if len(match["c"]) == 2:
                if len(match["a"] + match["b"]) < 4:  # 1.10.12 is a version
                    continue
                year += 2000 if year < 70 else 1900
            day, month = (a, b) if first or match["t"] == "." or a > 12 else (b, a)
            if month > 12:
                day, month = month, day
        if found := _valid(match.start(), match.end(), year, month, day):
            return found
    if text.isascii():
        return None
    if (mixed := _CJK_MONTH.search(text)) and bool(mixed["d"]) != bool(mixed["e"]):
        day = int(mixed["d"] or mixed["e"])
        return _valid(*mixed.span(), int(mixed["y"]), int(mixed["m"]), day)
    alone = _CJK_DAY.search(text)
    return _valid(*alone.span(), 0, int(alone[1]), int(alone[2])) if alone else None


def _named(text: str) -> Found | None:
    """Return the first date with a month's name; one with its year goes first."""
    pattern = _LATIN_TOKEN if text.isascii() else _TOKEN
    words = list(map(str.lower, pattern.findall(text)))
    if MONTHS.keys().isdisjoint(words):  # as those of most lines
        return None
    tokens = list(pattern.finditer(text))
    partial = None
    for i, word in enumerate(words):
        if (month := MONTHS.get(word)) and (found := _around(tokens, i, month)):
            if found.year:
                return found
            partial = partial or found
    return partial


def _around(tokens: list[re.Match[str]], i: int, month: int) -> Found | None:
    """Read the numbers on both sides of a month's name."""
    left, start = _number(tokens, i, -1)
    right, end = _number(tokens, i, 1)
    if left and len(left) <= 2:  # 4 March 2021, 4 March
        year, stop = (right, end) if right and len(right) == 4 else ("0", tokens[i].end())
        return _valid(start, stop, int(year), month, int(left))
    if right and len(right) <= 2:  # March 4, 2021; 2021 March 4
        j = next(k for k, t in enumerate(tokens) if t.end() == end)
        year, stop = _number(tokens, j, 1)
        if year and len(year) == 4:
            return _valid(tokens[i].start(), stop, int(year), month, int(right))
        if left and len(left) == 4:
            return _valid(start, end, int(left), month, int(right))
        return _valid(tokens[i].start(), end, 0, month, int(right))
    return None


def _number(tokens: list[re.Match[str]], i: int, step: int) -> tuple[str, int]:
    """Return the number next to token i, links like "of" skipped, and its outer edge."""
    for j in range(i + step, i + 4 * step, step):
        if not 0 <= j < len(tokens):
            break
        word = tokens[j].group().lower()
        if word.isdecimal():
            return word, tokens[j].start() if step < 0 else tokens[j].end()
        if word not in _LINKS:
            break
    return "", 0


def relative(text: str, received: datetime) -> datetime | None:
    """Return the moment "3 hours ago" names, counted back from `received`."""
    if re.search(_TODAY, text):
        return received
    if re.search(_YESTERDAY, text):
        return received - timedelta(days=1)
    numbers = list(re.finditer(r"\d{1,3}", text))
    ends = [*(number.start() for number in numbers), len(text)][1:]
    for number, after in zip(numbers, ends, strict=True):
        for unit, pattern in _UNITS.items():
            if re.search(pattern, text[number.end() : after]):
                return received - timedelta(hours=int(number.group()) * _HOURS[unit])
    return None


def time_of_day(text: str) -> tuple[int, int]:
    """Return hour and minute printed in a line; midnight if none is."""
    match = _TIME.search(text)
    if not match:
        return 0, 0
    hour, minute, half = int(match[1]), int(match[2]), (match[3] or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    return (hour, minute) if hour < 24 and minute < 60 else (0, 0)
