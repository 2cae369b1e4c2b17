"""How a dump prints its header lines: found out before any of them is read into fields."""

import re
from collections.abc import Sequence
from itertools import islice, pairwise

from feeds.split.calendar import day_first, find_date
from feeds.split.gluing import CAPITAL, ENDS, SMALL, joints, stuck_labels, whole_words
from feeds.split.labels import inner_labels, label_of
from feeds.split.language import language_of
from feeds.split.seams import Manner
from feeds.split.stamps import glued

_CLEARLY = 2  # more dates in order from which one reading of 3/4 is told from the other
_ENOUGH = 20  # paragraphs that tell a language
_NAME_TOUCHED = re.compile(rf"[^\s:：]\s\S*[{SMALL}][{CAPITAL}]")
_FIGURES = re.compile(r"\d[-/]\s?\d{1,2}[-/]\s?\d")

Line = tuple[str, str]  # role and text


def manner_of(
    headers: list[list[Line]], lines: list[Line], language: str, stated: bool | None
) -> Manner:
    """Return the manner of a dump, by its header lines and what stands below them."""
    texts = [t for _, t in lines]
    first = days_first(texts, headers, language) if stated is None else stated
    touching = sum(glued(t, first) for t in texts)
    touch = touching * 4 > len(texts) or _touching([t for r, t in lines if r == "a"])
    written = (t for header in headers for r, t in header if touch and r in "thpl")
    return Manner(
        day_first=first,
        glued=touch,
        label=label_of([t for r, t in lines if r == "c"]),
        joints=joints(texts),
        stuck=(
            *inner_labels([t for r, t in lines if r != "c"]),
            *stuck_labels(texts, [t for r, t in lines if r == "c"]),
        ),
        whole=whole_words(written),
    )


def _touching(bylines: list[str]) -> bool:
    """Return whether most bylines have a capital in mid-word, behind which one of several comes
    back: "Ada QuillEnergy"."""
    split = [ENDS.split(text) for text in bylines if _NAME_TOUCHED.search(text)]
    ends = [parts[-1] for parts in split if len(parts) > 1]
    return 2 * len(ends) > len(bylines) and 1 < len(set(ends)) < len(ends)


def days_first(texts: Sequence[str], headers: list[list[Line]], language: str) -> bool:
    """Return whether days stand before months: where no date tells it, the order of the articles
    does, or else what is usual in their language."""
    figures = [t for t in texts if ("/" in t or "-" in t) and _FIGURES.search(t)]
    told = day_first(figures, default=False)
    if not figures or told or day_first(figures, default=True) == told:
        return told
    days, months = (_in_order(figures, first) for first in (True, False))
    if abs(days - months) >= _CLEARLY:
        return days > months
    if not language:
        written = islice((t for header in headers for r, t in header if r == "p"), _ENOUGH)
        language = language_of("\n".join(written))
    return language not in ("", "en")


def _in_order(texts: Sequence[str], first: bool) -> int:
    """Return how many of a dump's dates follow on each other as most of them do."""
    found = [date for text in texts if (date := find_date(text, first)) and date.year]
    days = [(date.year, date.month, date.day) for date in found]
    later = [after > before for before, after in pairwise(days) if after != before]
    return max(sum(later), len(later) - sum(later))
