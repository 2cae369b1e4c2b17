"""The header row of a table of articles: by it a table is told from a text.

Apart from the reader, so that telling a table loads little.  Its columns must have
names that are known of articles: a title, and a text, a summary or an address.
"""

import re
from collections.abc import Iterable

from msgspec import Struct

from feeds.fieldnames import ADDRESS, BODY, DEK, TITLE, fold
from feeds.read.clean import clean
from feeds.read.encoding import decode, is_wide

DELIMITERS = ",;\t|"
_DELIMITERS = tuple(DELIMITERS.encode()[n : n + 1] for n in range(len(DELIMITERS)))
_SIZE = 1 << 14  # bytes and characters that a header is looked for in
_FEW = 4  # lines with the header among them, and what Excel writes above it
_DECLARED = re.compile(rf'"?sep=([{DELIMITERS}])"?[ {DELIMITERS}]*')  # what Excel writes above it
_RULE = re.compile(r"[-:+|= \t]*-[-:+|= \t]*")  # below the head of a table that is drawn
_TITLES, _TEXTS = frozenset(TITLE), frozenset((*BODY, *DEK, *ADDRESS))


class Head(Struct, frozen=True, kw_only=True):
    """The names of a table's columns, and where its first row begins."""

    delimiter: str
    names: tuple[str, ...]
    start: int  # place in the text
    lines: int  # before it


def begins_as_table(data: bytes) -> bool:
    """Say whether a file begins with the header of a table of articles."""
    sample = data[:_SIZE].lstrip(b"\r\n")
    lines = sample.split(b"\n", _FEW)[:_FEW]
    if not any(delimiter in lines[0] for delimiter in _DELIMITERS):
        return False
    try:
        text = b"\n".join(lines).decode()
    except UnicodeDecodeError:
        text = "\0"
    return head_of(clean(_decoded(sample, data) if "\0" in text else text)) is not None


def _decoded(sample: bytes, data: bytes) -> str:
    """Return the beginning of a file that is not in UTF-8."""
    end = sample.rfind(b"\n") + 1
    if end and len(data) > _SIZE and not is_wide(sample):
        sample = sample[:end]  # half a letter would cast doubt on its encoding
    return decode(sample)


def head_of(text: str) -> Head | None:
    """Return the header row that a clean text begins with, if it does."""
    opening = text[: _SIZE + 1]
    start = len(opening) - len(opening.lstrip("\ufeff\n"))
    line = _line(opening, start)
    declared = _DECLARED.fullmatch(line)
    if declared:
        start += len(line) + 1
        line = _line(opening, start)
    end = start + len(line)
    if end >= _SIZE or _RULE.fullmatch(_line(opening, end + 1)):
        return None
    for delimiter in declared[1] if declared else DELIMITERS:
        names = _names(line, delimiter)
        if names:
            lines = text.count("\n", 0, end) + 1
            return Head(delimiter=delimiter, names=names, start=end + 1, lines=lines)
    return None


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)]


def _names(line: str, delimiter: str) -> tuple[str, ...]:
    """Return the names in a header row, if they are those of articles."""
    if line.startswith("|") or not _are_known(map(fold, line.split(delimiter))):
        return ()
    import csv  # here: a text needs none of it

    names = tuple(map(fold, next(csv.reader([line], delimiter=delimiter, skipinitialspace=True))))
    return names if _are_known(names) else ()


def _are_known(names: Iterable[str]) -> bool:
    names = frozenset(names)
    return not (_TITLES.isdisjoint(names) or _TEXTS.isdisjoint(names))
