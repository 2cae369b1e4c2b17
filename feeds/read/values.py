"""What formats state of an article, whatever shape they state it in.

A value may be a string, a number, a list or an object with the value inside it;
what comes out is clean, or nothing.  Dates never depend on the clock or the
machine: what lacks its day, month or year is no date.
"""

import html
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import Any

from feeds.read.blocks import tag_soup_lines
from feeds.read.clean import clean

_INSIDE = (
    *("rendered", "name", "title", "text", "plain", "value", "@value", "#text", "label", "term"),
    *("headline", "$t", "_", "content", "displayname", "fullname", "iso", "$date"),
)
_DATE_LIMIT = 60  # characters; dateutil's time grows with the square of its input
_LIST_LIMIT = 40  # authors or tags of one article
_NAME_LIMIT = 200  # characters of one
_SECONDS, _MILLISECONDS = 10**11, 10**14  # an epoch time below is in these
_BY = re.compile(r"(?:by|von|par|por|di|door)\s+(?=\S)", re.IGNORECASE)
_COUNT = re.compile(r"\d{9,16}(?:\.\d{1,9})?")
_DOTTED = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2}")  # who parts with dots begins with the day
_BARE_ADDRESS = re.compile(r"\s*[<(]?[^\s<>()@]{1,64}@[^\s<>()]{1,255}[>)]?\s*")
_MAIL_AND_NAME = re.compile(r"[^\s@()]{1,64}@[^\s@()]{1,255}\s{1,9}\(([^()]{1,200})\)")
_OFFSET_HOURS = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8}
_OFFSET_HOURS |= {"PDT": -7, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9, "BST": 1}
_OFFSET_HOURS |= {"UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "KST": 9}


def line(value: Any) -> str:
    """Return a value as one line of plain text, "" if it has none."""
    text = string(value)
    if "<" in text and re.search(r"</?[a-zA-Z][^<>]*>", text[:10_000]):
        text = " ".join(tag_soup_lines(text))
    if "&" in text:
        text = html.unescape(text)
    return " ".join(clean(text).split())


def string(value: Any) -> str:
    """Return the string that a value is or holds, "" if none."""
    for _ in range(4):
        if isinstance(value, str):
            return value
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            folded = {str(key).casefold(): inner for key, inner in value.items()}
            value = next((folded[key] for key in _INSIDE if folded.get(key)), "")
        else:
            return "" if value is None or isinstance(value, bool) else str(value)
    return ""


def names(value: Any) -> tuple[str, ...]:
    """Return the people that a byline names, each once."""
    found = (_BY.sub("", name, count=1) for name in _each(value, r"\s*[;|]\s*"))
    found = (match[1] if (match := _MAIL_AND_NAME.fullmatch(name)) else name for name in found)
    named = (name for name in found if not name.lower().startswith(("http://", "https://")))
    return _distinct(name for name in named if not _BARE_ADDRESS.fullmatch(name))


def terms(value: Any) -> tuple[str, ...]:
    """Return the categories or tags that a value lists, each once."""
    return _distinct(_each(value, r"\s*[,;|]\s*"))


def _each(value: Any, between: str) -> Iterator[str]:
    if isinstance(value, list):
        for inner in value[:_LIST_LIMIT]:
            yield line(inner)
    else:
        yield from re.split(between, line(value)[: _LIST_LIMIT * _NAME_LIMIT])


def _distinct(found: Iterable[str]) -> tuple[str, ...]:
    kept = dict.fromkeys(name for name in found if name and len(name) <= _NAME_LIMIT)
    return tuple(kept)[:_LIST_LIMIT]


def when(value: Any) -> datetime | None:
    """Return the time that a value states: ISO 8601, RFC 5322, seconds or milliseconds.

    Naive where no zone is stated.

    >>> when("2026-03-01T09:00:00Z"), when(1772355600000) == when("Sun, 1 Mar 2026 09:00 GMT")
    (datetime.datetime(2026, 3, 1, 9, 0, tzinfo=datetime.timezone.utc), True)
    """
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _epoch(value)
    text = line(value)
    if not text or len(text) > _DATE_LIMIT:
        return None
    if _COUNT.fullmatch(text):
        return _epoch(float(text))
    for read in (datetime.fromisoformat, _mail_date, _written):
        try:
            found = read(text)
        except Exception:  # dateutil and the mail module raise whatever they stumble over
            continue
        if found is not None:
            return _sound(found)
    return None


def _epoch(value: float) -> datetime | None:
    if not 0 < value < _MILLISECONDS:
        return None
    seconds = value if value < _SECONDS else value / 1000
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds))


def _mail_date(text: str) -> datetime | None:
    return parsedate_to_datetime(text) if "," in text or ":" in text else None


def _written(text: str) -> datetime | None:
    """Return a date as people write it, if day, month and year are in it."""
    from dateutil import parser  # here: a text dump needs none of it

    day_first = bool(_DOTTED.match(text))
    # What is missing is taken from the default: two of them tell what is missing.
    one, other = (
        parser.parse(text, default=datetime(year, month, day), tzinfos=_zone, dayfirst=day_first)
        for year, month, day in ((2000, 1, 1), (2004, 12, 31))
    )
    return one if one == other else None


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    """Return a zone by its offset in seconds or its usual name, never this machine's."""
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    hours = _OFFSET_HOURS.get((name or "").upper())
    return None if hours is None else timezone(timedelta(hours=hours))


def _sound(found: datetime) -> datetime | None:
    """Return a time to the second, if its zone is a zone on this planet."""
    offset = found.utcoffset()
    if offset is None:
        return found.replace(microsecond=0, tzinfo=None)
    if abs(offset) > timedelta(hours=15):
        return None
    return found.replace(microsecond=0, tzinfo=timezone(offset) if offset else UTC)


def language(value: Any) -> str:
    """Return a language tag (BCP 47) as "de" or "de-AT", "" if it is none."""
    tag = line(value)[:20].replace("_", "-")
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}", tag) else ""
