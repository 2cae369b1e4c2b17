"""Marks that an editor writes into a dump, and lines that the settings leave out.

A mark is a line by itself, `=== feedmill: article ===`.  Text by chance never has
one, so it always wins over what the splitter thinks: `article` begins an article
below it, `same` lets the one above go on, `drop` leaves out what follows up to the
next mark.  Fields may stand right below `article`, a `key: value` each.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from feeds.errors import DumpError
from feeds.model import Draft, Evidence, Span, Split
from feeds.split import markdown
from feeds.split.calendar import find_date
from feeds.split.decode import BODY, HEADER, Reading
from feeds.split.lines import Page
from feeds.split.network import START, Array

ARTICLE, SAME, DROP = "article", "same", "drop"
FIELDS = {
    "title": "t",
    "category": "c",
    "author": "a",
    "date": "D",
    "summary": "d",
    "language": "m",
}
SIGNAL = "a mark in the dump"
_MARK = re.compile(r"={3,9}\s{0,9}feedmill\s{0,9}:?\s{0,9}(\w{1,20})\s{0,9}={0,9}", re.IGNORECASE)
_ANY = re.compile(r"={3}\s{0,9}feedmill", re.IGNORECASE)
_FIELD = re.compile(r"(\w{1,20})\s{0,9}:\s{0,9}(\S.{0,999})")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")
_SURE = 20.0  # log odds that no other evidence outweighs
_ALIKE = 0.6  # of two headlines of which one corrects the other
_LONGEST = 100  # characters of a line that may be a mark, or a header's
_HEADER_LINES = 6


class Wanted:
    """Lines to leave out: texts as printed, or with `*` for anything; one pass, no backtracking."""

    def __init__(self, patterns: Sequence[str]) -> None:
        folded = [" ".join(pattern.split()).casefold() for pattern in patterns]
        self._exact = {pattern for pattern in folded if "*" not in pattern}
        self._parts = [pattern.split("*") for pattern in folded if "*" in pattern]

    def __bool__(self) -> bool:
        return bool(self._exact or self._parts)

    def __contains__(self, line: str) -> bool:
        text = " ".join(line.split()).casefold()
        return bool(text) and (text in self._exact or any(_fits(text, p) for p in self._parts))


def _fits(text: str, parts: list[str]) -> bool:
    """Return whether a text has these parts one after another, the first and last at its ends."""
    first, *middle, last = parts
    if not text.startswith(first) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for part in middle:
        at = text.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return at <= end


class Marked(Struct):
    """A dump's text without its marks: what is left, and what they say of it."""

    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)  # of each line left, in the dump, from 1
    starts: set[int] = field(default_factory=set)  # indexes of lines left
    joins: set[int] = field(default_factory=set)
    given: dict[int, dict[str, str]] = field(default_factory=dict)  # fields, by their start
    removed: list[tuple[int, str, str]] = field(default_factory=list)  # number, role, reason

    @property
    def text(self) -> str:
        """Return what is left for the splitter."""
        return "\n".join(self.lines)


def is_marked(text: str) -> bool:
    """Return whether there is anything to look for; most dumps have none."""
    return "===" in text and _ANY.search(text) is not None


def marked(name: str, text: str, wanted: Wanted) -> Marked:
    """Return a text without its marks and without the lines that are to be left out.

    Raise DumpError for a mark that means nothing: as text it would be published.
    """
    found = Marked()
    state, fields = "", dict[str, str]()
    for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
        word = _word(name, number, line)
        if word:
            state, fields = word, {}
            found.removed.append((number, "s", f"a mark: {word}"))
            _keep(found, number, "")  # no paragraph goes on across it
        elif state == DROP:
            found.removed.append((number, "x" if line.strip() else ".", "dropped by a mark"))
        elif state == ARTICLE and (given := _given(name, number, line)):
            fields[given[0]] = given[1]
            found.removed.append((number, FIELDS[given[0]], f"a mark gives the {given[0]}"))
        elif line in wanted:
            found.removed.append((number, "x", "dropped by the settings of its source"))
        else:
            if line.strip() and state:
                _note(found, state, fields)
                state = ""
            _keep(found, number, line)
    return found


def _keep(found: Marked, number: int, line: str) -> None:
    found.lines.append(line)
    found.numbers.append(number)


def _note(found: Marked, state: str, fields: dict[str, str]) -> None:
    """Note what a mark says of the line that comes next."""
    at = len(found.lines)
    if state == ARTICLE:
        found.starts.add(at)
        found.given[at] = fields
    elif state == SAME:
        found.joins.add(at)


def _word(name: str, number: int, line: str) -> str:
    if "===" not in line[:_LONGEST] or len(line) > _LONGEST:
        return ""
    match = _MARK.fullmatch(line.strip())
    if not match:
        return ""
    word = match[1].lower()
    if word not in (ARTICLE, SAME, DROP):
        close = difflib.get_close_matches(word, (ARTICLE, SAME, DROP), n=1, cutoff=0.5)
        hint = f"did you mean {close[0]}?" if close else "write article, same or drop"
        raise DumpError(name, f"line {number}: an unknown mark: {word}", hint)
    return word


def _given(name: str, number: int, line: str) -> tuple[str, str] | None:
    match = _FIELD.fullmatch(line.strip()) if len(line) < 1200 else None
    key = match[1].lower() if match else ""
    if match is None or key not in FIELDS:
        return None
    if key == "date" and not _date(match[2], day_first=False):
        raise DumpError(name, f"line {number}: not a date: {match[2]!r}", "write 2026-03-01")
    if key == "language" and not _TAG.fullmatch(match[2]):
        raise DumpError(name, f"line {number}: no language: {match[2]!r}", "write de or pt-BR")
    return key, " ".join(match[2].split())


def _date(text: str, *, day_first: bool) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        found = find_date(text, day_first)
        return datetime(found.year, found.month, found.day) if found and found.year else None


def is_by_mark(draft: Draft) -> bool:
    """Return whether a mark in the dump made this draft, or keeps it whole."""
    return any(evidence.feature == SIGNAL for evidence in draft.evidence)


# ------------------------------------------------------------- the splitter's


def swayed(page: Page, logits: Array, marks: Marked) -> Array:
    """Return the odds with those of marked lines made certain."""
    starts, joins = _units(page, marks)
    logits[sorted(joins), START] = -_SURE
    logits[sorted(starts), START] = _SURE
    return logits


def _units(page: Page, marks: Marked) -> tuple[set[int], set[int]]:
    """Return the units that must start an article and those that must not.

    What goes on does so past the whole of what looked like a header: up to a paragraph.
    """
    starts = {unit for unit, number in enumerate(page.numbers) if number in marks.starts}
    joins = set[int]()
    for unit, number in enumerate(page.numbers):
        if number in marks.joins and unit:
            ahead = range(unit, min(unit + _HEADER_LINES, len(page.texts)))
            end = next((i for i in ahead if len(page.texts[i]) > _LONGEST), ahead[-1])
            joins |= set(range(unit, end + 1))
    return starts, joins - starts


def held(page: Page, reading: Reading, marks: Marked) -> Reading:
    """Return a reading that starts where the marks say, whatever made it regular since."""
    starts, joins = _units(page, marks)
    if joins and not any(start < min(joins) for start in (*reading.starts, *starts)):
        starts.add(0)  # there must be something that goes on
    joins -= starts
    parts, roles = list(reading.parts), list(reading.roles)
    for unit in starts - set(reading.starts):
        parts[unit] = HEADER if roles[unit] in "cktdaDm" else BODY
        roles[unit] = "p" if roles[unit] in "xns" else roles[unit]
    for unit in joins:  # what would head an article of its own is text of the one that goes on
        roles[unit] = "h" if roles[unit] in "tdm" else roles[unit]
    kept = sorted((set(reading.starts) - joins) | starts)
    return replace(reading, parts=parts, roles="".join(roles), starts=kept or reading.starts)


def restored(split: Split, marks: Marked, count: int, *, day_first: bool) -> Split:
    """Return the split of what was left with the lines and the fields of the whole dump."""
    roles = ["."] * count
    for at, role in enumerate(split.roles[: len(marks.numbers)]):
        roles[marks.numbers[at] - 1] = role
    for number, role, _ in marks.removed:
        roles[number - 1] = role
    dropped = [(marks.numbers[n - 1], why) for n, why in split.dropped]
    dropped += [(n, why) for n, role, why in marks.removed if role != "."]
    drafts = (_restored(draft, marks, day_first=day_first) for draft in split.drafts)
    return Split(roles="".join(roles), drafts=tuple(drafts), dropped=tuple(sorted(dropped)))


def _restored(draft: Draft, marks: Marked, *, day_first: bool) -> Draft:
    first, last = draft.span.first - 1, draft.span.last - 1
    span = Span(first=marks.numbers[first], last=marks.numbers[last])
    mark = Evidence(feature=SIGNAL, value=1.0, weight=_SURE)
    if first not in marks.starts:
        joined = any(first < at <= last for at in marks.joins)
        return replace(draft, span=span, evidence=(*draft.evidence, *([mark] if joined else ())))
    sure = replace(draft, span=span, confidence=1.0, evidence=(mark,))
    return _filled(sure, marks.given[first], day_first=day_first)


def _filled(draft: Draft, given: dict[str, str], *, day_first: bool) -> Draft:
    """Return a draft with the fields that a mark gives; no word of the text is lost for them."""
    changes = dict(_changes(given, day_first=day_first))
    body = draft.body
    if "title" in given and not draft.title_derived and not _corrects(given["title"], draft.title):
        body = "\n\n".join(filter(None, (markdown.escaped(draft.title), body)))
    if "title" in given:
        changes["title_derived"] = False
    return replace(draft, body=body, **changes)


def _changes(given: dict[str, str], *, day_first: bool) -> Iterator[tuple[str, Any]]:
    for key, value in given.items():
        if key == "title":
            yield "title", value
        elif key == "category":
            yield "categories", tuple(dict.fromkeys(filter(None, re.split(r"\s*,\s*", value))))
        elif key == "author":
            yield "byline", tuple(dict.fromkeys(filter(None, re.split(r"\s*;\s*", value))))
        elif key == "date":
            yield "published", _date(value, day_first=day_first)
        elif key == "summary":
            yield "dek", value
        elif key == "language":
            yield "language", value


def _corrects(one: str, other: str) -> bool:
    """Return whether two headlines are nearly the same words."""
    return difflib.SequenceMatcher(None, one.casefold(), other.casefold()).ratio() >= _ALIKE
