"""Dates as feeds write them: never the clock's, never the locale's.

`strftime("%a")` follows the process's locale, and feedgen switches that locale for
each date it formats; nothing here does either.
"""

from datetime import UTC, datetime, tzinfo
from email.utils import format_datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # the date of a feed that has no entry yet


def in_utc(moment: datetime) -> datetime:
    """Return the moment in UTC, whole seconds; at the calendar's edges, its own hour."""
    if moment.tzinfo is UTC and not moment.microsecond:  # as nearly all that the catalogue gives
        return moment
    return local(moment, UTC).replace(microsecond=0)


@lru_cache(maxsize=4096)  # of a post it is asked a dozen times
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


def local(moment: datetime, where: tzinfo) -> datetime:
    """Return the moment in a zone; in the years 1 and 9999 there may be no such hour."""
    try:
        return moment.astimezone(where)
    except OverflowError:
        return moment.replace(tzinfo=where)
