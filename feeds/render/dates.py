"""Dates as feeds and pages write them: never the clock's, never the locale's.

`strftime("%a")` follows the process's locale, and feedgen switches that locale for
each date it formats; nothing here does either.
"""

from datetime import UTC, datetime, tzinfo
from email.utils import format_datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from feeds.model import Shelf

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # the date of a feed that has no entry yet

_YEAR = "January February March April May June July August September October November December"
_MONTHS = _YEAR.split()


def in_utc(moment: datetime) -> datetime:
    """Return the moment in UTC, whole seconds; at the calendar's edges, its own hour."""
    return _local(moment, UTC).replace(microsecond=0)


def rfc3339(moment: datetime) -> str:
    """Return the moment as Atom, JSON Feed and sitemaps write it (RFC 3339).

    >>> rfc3339(datetime(2026, 3, 1, 9, 30, tzinfo=UTC))
    '2026-03-01T09:30:00+00:00'
    """
    return in_utc(moment).isoformat()


def rfc822(moment: datetime) -> str:
    """Return the moment as RSS writes it (RFC 822 with a four-digit year).

    >>> rfc822(datetime(2026, 3, 1, 9, 30, tzinfo=UTC))
    'Sun, 01 Mar 2026 09:30:00 +0000'
    """
    return format_datetime(in_utc(moment))


@cache
def zone(name: str) -> tzinfo:
    """Return the site's time zone, UTC when this machine does not know the name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def day(moment: datetime, timezone: str, language: str) -> str:
    """Return the calendar day in the site's zone, for people.

    Months have names in English only; any other language reads ISO 8601, which is
    right everywhere, rather than a mixture.

    >>> day(datetime(2026, 3, 1, 23, 30, tzinfo=UTC), "Europe/Vienna", "en")
    '2 March 2026'
    >>> day(datetime(2026, 3, 1, tzinfo=UTC), "UTC", "de")
    '2026-03-01'
    """
    local = _local(moment, zone(timezone))
    if not _english(language):
        return local.date().isoformat()
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def month_name(year: int, month: int, language: str) -> str:
    """Return a calendar month for people.

    >>> month_name(2026, 3, "en-GB"), month_name(2026, 3, "ar")
    ('March 2026', '2026-03')
    """
    if not _english(language):
        return f"{year:04}-{month:02}"
    return f"{_MONTHS[month - 1]} {year}"


def _local(moment: datetime, where: tzinfo) -> datetime:
    """The moment in a zone; in the years 1 and 9999 there may be no such hour."""
    try:
        return moment.astimezone(where)
    except OverflowError:
        return moment.replace(tzinfo=where)


def shelf_name(shelf: Shelf, language: str) -> str:
    """Return a document of the archive for people: its month, and its part from the second on.

    >>> shelf_name(Shelf(folder="energy/2026/03/", part=2), "en")
    'March 2026, part 2'
    """
    year, month = shelf.folder.rstrip("/").split("/")[-2:]
    part = f", part {shelf.part}" if shelf.part > 1 and _english(language) else ""
    number = f" ({shelf.part})" if shelf.part > 1 and not part else ""
    return month_name(int(year), int(month), language) + part + number


def _english(language: str) -> bool:
    return language.lower().partition("-")[0] in ("", "en")
