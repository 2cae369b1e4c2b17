"""The dates that feeds may print, read strictly: a reader's lenience differs, a zone is a must."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_RFC_822 = re.compile(
    r"(?:(?P<day>[A-Z][a-z]{2}), )?\d{1,2} [A-Z][a-z]{2} \d{4} "
    r"\d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UT)",
    re.ASCII,
)
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@lru_cache(maxsize=4096)  # several rules ask for the dates of the feed at hand
def rfc_822(text: str) -> datetime | None:
    """Return the moment of an RSS date, None unless it is RFC 822 with zone and a true weekday."""
    found = _RFC_822.fullmatch(text)
    if not found:
        return None
    try:
        moment = parsedate_to_datetime(text.replace(" UT", " GMT"))
    except ValueError:
        return None
    day = found["day"]
    return moment if day is None or day == _DAYS[moment.weekday()] else None


@lru_cache(maxsize=4096)
def rfc_3339(text: str) -> datetime | None:
    """Return the moment of an Atom or JSON Feed date, None unless it is RFC 3339 with zone."""
    if not _RFC_3339.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def is_w3c(text: str) -> bool:
    """Return whether a sitemap may print this: a day, or a moment with zone."""
    if not _DAY.fullmatch(text):
        return rfc_3339(text) is not None
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
