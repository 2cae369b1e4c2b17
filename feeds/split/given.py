"""What is known of a dump before it is read: where articles begin, their fields, what is left out.

An editor's marks say so, the settings of its source, and the labels of records.  It wins over
whatever the splitter thinks.
"""

import difflib
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from feeds.model import Draft, Evidence, Origin, Span, Split
from feeds.split import markdown
from feeds.split.calendar import find_date, time_of_day
from feeds.split.decode import BODY, HEADER, Reading
from feeds.split.lines import Page
from feeds.split.network import START, Array

# What may be given of an article, and the role of the line that gives it.
FIELDS = {
    "title": "t",
    "category": "c",
    "author": "a",
    "date": "D",
    "summary": "d",
    "language": "m",
    "link": "m",
}
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")
MARK, LABELS = "a mark in the dump", "the labels of a record"
COUNTED_SO = "a line that numbers the articles"
PARTED_SO = "a line that parts the articles"
LISTED = "listed in the index"
SURE = 20.0  # log odds that no other evidence outweighs
_ALIKE = 0.6  # of two headlines of which one corrects the other
_LONGEST = 100  # characters of a line of a header
_HEADER_LINES = 6


class Given(Struct):
    """A dump's lines without those that say what is known, and what they say of the others."""

    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)  # of each line left, in the dump, from 1
    starts: set[int] = field(default_factory=set)  # indexes of lines left
    joins: set[int] = field(default_factory=set)
    fields: dict[int, dict[str, str]] = field(default_factory=dict)  # by their start
    removed: list[tuple[int, str, str]] = field(default_factory=list)  # number, role, reason
    heads: dict[int, int] = field(default_factory=dict)  # number of a start's first label
    signs: dict[int, str] = field(default_factory=dict)  # what says so, where no mark does
    listed: set[int] = field(default_factory=set)  # indexes of headlines that an index names
    only: bool = False  # from the first start on, no article begins anywhere else

    @property
    def text(self) -> str:
        """Return what is left for the splitter."""
        return "\n".join(self.lines)


def given(text: str) -> Given:
    """Return a text of which nothing is known yet."""
    lines = text.removesuffix("\n").split("\n")
    return Given(lines=lines, numbers=list(range(1, len(lines) + 1)))


def date_of(text: str, *, day_first: bool) -> datetime | None:
    """Return the day that a text states in full, and the hour, if it states one."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        found = find_date(text, day_first)
        if not found or not found.year:
            return None
        return datetime(found.year, found.month, found.day, *time_of_day(text[found.end :]))


def swayed(page: Page, logits: Array, known: Given) -> Array:
    """Return the odds with those of known lines made certain."""
    starts, joins = _units(page, known)
    found = logits.copy()
    if known.only and starts:
        found[min(starts) :, START] = -SURE
    found[sorted(joins), START] = -SURE
    found[sorted(starts), START] = SURE
    return found


def _units(page: Page, known: Given) -> tuple[set[int], set[int]]:
    """Return the units that must start an article and those that must not.

    What goes on does so past the whole of what looked like a header: up to a paragraph.
    """
    starts = {unit for unit, number in enumerate(page.numbers) if number in known.starts}
    joins = set[int]()
    for unit, number in enumerate(page.numbers):
        if number in known.joins and unit:
            ahead = range(unit, min(unit + _HEADER_LINES, len(page.texts)))
            end = next((i for i in ahead if len(page.texts[i]) > _LONGEST), ahead[-1])
            joins |= set(range(unit, end + 1))
    return starts, joins - starts


def held(page: Page, reading: Reading, known: Given) -> Reading:
    """Return a reading that starts where it is known to, whatever made it regular since."""
    starts, joins = _units(page, known)
    if joins and not any(start < min(joins) for start in (*reading.starts, *starts)):
        starts.add(0)  # there must be something that goes on
    joins -= starts
    parts, roles = list(reading.parts), list(reading.roles)
    for unit in starts - set(reading.starts):
        parts[unit] = HEADER if roles[unit] in "cktdaDm" else BODY
        roles[unit] = "p" if roles[unit] in "xns" else roles[unit]
    for unit in joins:  # what would head an article of its own is text of the one that goes on
        roles[unit] = "h" if roles[unit] in "tdm" else roles[unit]
    others = set(reading.starts) - joins
    if known.only and starts:
        others = {start for start in others if start < min(starts)}
    kept = sorted(others | starts)
    return replace(reading, parts=parts, roles="".join(roles), starts=kept or reading.starts)


def restored(split: Split, known: Given, count: int, *, day_first: bool) -> Split:
    """Return the split of what was left with the lines and the fields of the whole dump."""
    roles = ["."] * count
    for at, role in enumerate(split.roles[: len(known.numbers)]):
        roles[known.numbers[at] - 1] = role
    for number, role, _ in known.removed:
        roles[number - 1] = role
    dropped = [(known.numbers[n - 1], why) for n, why in split.dropped]
    dropped += [(n, why) for n, role, why in known.removed if role != "."]
    drafts = (_restored(draft, known, day_first=day_first) for draft in split.drafts)
    return Split(roles="".join(roles), drafts=tuple(drafts), dropped=tuple(sorted(dropped)))


def _restored(draft: Draft, known: Given, *, day_first: bool) -> Draft:
    first, last = draft.span.first - 1, draft.span.last - 1
    head = known.heads.get(first, known.numbers[first])
    span = Span(first=head, last=known.numbers[last])
    sign = Evidence(feature=known.signs.get(first, MARK), value=1.0, weight=SURE)
    if first not in known.starts:
        joined = any(first < at <= last for at in known.joins)
        return replace(draft, span=span, evidence=(*draft.evidence, *([sign] if joined else ())))
    sure = replace(draft, span=span, confidence=1.0, evidence=(sign,))
    return _filled(sure, known.fields[first], day_first=day_first)


def _filled(draft: Draft, fields: dict[str, str], *, day_first: bool) -> Draft:
    """Return a draft with the fields that are given; no word of the text is lost for them."""
    changes = dict(_changes(fields, day_first=day_first))
    body = draft.body
    if "title" in fields and not draft.title_derived and not _corrects(fields["title"], draft):
        body = "\n\n".join(filter(None, (markdown.escaped(draft.title), body)))
    if "title" in fields:
        changes["title_derived"] = False
    return replace(draft, body=body, **changes)


def _changes(fields: dict[str, str], *, day_first: bool) -> Iterator[tuple[str, Any]]:
    for key, value in fields.items():
        if key == "title":
            yield "title", value
        elif key == "category":
            yield "categories", tuple(dict.fromkeys(filter(None, re.split(r"\s*,\s*", value))))
        elif key == "author":
            yield "byline", tuple(dict.fromkeys(filter(None, re.split(r"\s*;\s*", value))))
        elif key == "date":
            yield "published", date_of(value, day_first=day_first)
        elif key == "summary":
            yield "dek", value
        elif key == "language":
            yield "language", value
        elif key == "link":
            yield "origin", Origin(link=value)


def _corrects(title: str, draft: Draft) -> bool:
    """Return whether two headlines are nearly the same words."""
    one, other = title.casefold(), draft.title.casefold()
    return difflib.SequenceMatcher(None, one, other).ratio() >= _ALIKE
