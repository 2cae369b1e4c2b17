"""The date of an article, out of the lines that the reading calls its header."""

from datetime import datetime, timedelta

from feeds.split.calendar import find_date, relative, time_of_day
from feeds.split.house import House
from feeds.split.lexicon import bits_of, furniture, words_of
from feeds.split.manner import Line

_UPDATED = bits_of("updated")


def published(lines: list[Line], house: House) -> datetime | None:
    """Return the first date a header states; that of an update only if there is no other."""
    late = None
    dated = [(r, t) for r, t in lines if r in "Dackm"]
    for role in "Dackm":
        run = [t for r, t in dated if r == role]
        for text in [*run, " ".join(run[:3])] if role == "D" else run:
            found = find_date(text, house.manner.day_first)
            if found and found.year:
                hour, minute = time_of_day(text[found.end :])
                stated = datetime(found.year, found.month, found.day, hour, minute)
                lead = text[: found.start]
                if role != "m" and not furniture(lead, words_of(lead)).anywhere & _UPDATED:
                    return stated
                late = late or stated
    if late:
        return late
    for role, text in dated:
        if role in "Da" and not find_date(text) and (moment := relative(text, house.received)):
            return moment.replace(microsecond=0)
    return _without_year(dated, house)


def _without_year(dated: list[Line], house: House) -> datetime | None:
    """Return "4 March" as the last 4 March before the dump was received."""
    for role, text in dated:
        found = find_date(text, house.manner.day_first) if role in "Da" else None
        if found:
            for year in (house.received.year, house.received.year - 1):
                try:
                    stated = datetime(year, found.month, found.day)
                except ValueError:
                    continue
                if stated <= house.received.replace(tzinfo=None) + timedelta(days=1):
                    return stated
    return None
