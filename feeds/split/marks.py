"""Marks that an editor writes into a dump, and lines that the settings leave out.

A mark is a line by itself, `=== feedmill: article ===`.  Text by chance never has
one, so it always wins over what the splitter thinks: `article` begins an article
below it, `same` lets the one above go on, `drop` leaves out what follows up to the
next mark.  Fields may stand right below `article`, a `key: value` each.
"""

import difflib
import re
from collections.abc import Sequence

from feeds.errors import DumpError
from feeds.model import Draft
from feeds.split.addresses import ADDRESS
from feeds.split.given import FIELDS, LANGUAGE, MARK, Given, date_of

ARTICLE, SAME, DROP = "article", "same", "drop"
_MARK = re.compile(r"={3,9}\s{0,9}feedmill\s{0,9}:?\s{0,9}(\w{1,20})\s{0,9}={0,9}", re.IGNORECASE)
_ANY = re.compile(r"={3}\s{0,9}feedmill", re.IGNORECASE)
_FIELD = re.compile(r"(\w{1,20})\s{0,9}:\s{0,9}(\S.{0,999})")
_LONGEST = 100  # characters of a line that may be a mark


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


def is_marked(text: str) -> bool:
    """Return whether there is anything to look for; most dumps have none."""
    return "===" in text and _ANY.search(text) is not None


def marked(name: str, text: str, wanted: Wanted) -> Given:
    """Return a text without its marks and without the lines that are to be left out.

    Raise DumpError for a mark that means nothing: as text it would be published.
    """
    found = Given()
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


def _keep(found: Given, number: int, line: str) -> None:
    found.lines.append(line)
    found.numbers.append(number)


def _note(found: Given, state: str, fields: dict[str, str]) -> None:
    """Note what a mark says of the line that comes next."""
    at = len(found.lines)
    if state == ARTICLE:
        found.starts.add(at)
        found.fields[at] = fields
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
    if key == "date" and not date_of(match[2], day_first=False):
        raise DumpError(name, f"line {number}: not a date: {match[2]!r}", "write 2026-03-01")
    if key == "language" and not LANGUAGE.fullmatch(match[2]):
        raise DumpError(name, f"line {number}: no language: {match[2]!r}", "write de or pt-BR")
    if key == "link" and not ADDRESS.fullmatch(match[2]):
        raise DumpError(name, f"line {number}: no address: {match[2]!r}", "write https://…")
    return key, " ".join(match[2].split())


def is_by_mark(draft: Draft) -> bool:
    """Return whether a mark in the dump made this draft, or keeps it whole."""
    return any(evidence.feature == MARK for evidence in draft.evidence)
