"""The cells of a table as the values that a record of JSON would have.

A cell is text.  Where scrapers have several values for one column, they join them
with commas or write the list as their language prints it.
"""

import re
from typing import Any

from feeds.fieldnames import BYLINE, IMAGE

_LIST_LIMIT = 1 << 20  # characters
_ITEM = re.compile(r"""'((?:[^'\\]++|\\.)*+)'|"((?:[^"\\]++|\\.)*+)\"""", re.DOTALL)
_LIST = re.compile(
    rf"\s*+\[\s*+(?:{_ITEM.pattern})(?:\s*+,\s*+(?:{_ITEM.pattern}))*+\s*+\]\s*+", re.DOTALL
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\n"}
_NAMES_JOINED = re.compile(r"[^,]+(?:,(?=\S)[^,]+)+")
_NOTHING = frozenset(("", "\\N"))  # the second is a database's


def to_record(names: tuple[str, ...], row: list[str]) -> dict[str, Any]:
    """Return what a row says, by the names of its columns; of columns of one name, the first.

    >>> to_record(("title", "authors", "tags"), ["Fire", "['Ann', 'Bob']", " "])
    {'title': 'Fire', 'authors': ['Ann', 'Bob']}
    """
    record: dict[str, Any] = {}
    for name, cell in zip(names, row, strict=True):
        if cell.strip() not in _NOTHING:
            record.setdefault(name, _value(name, cell))
    return record


def _value(name: str, cell: str) -> Any:
    if cell.lstrip()[:1] == "[" and len(cell) <= _LIST_LIMIT and _LIST.fullmatch(cell):
        return [_unescaped(one or other) for one, other in _ITEM.findall(cell)]
    if name in BYLINE and _NAMES_JOINED.fullmatch(cell):
        return cell.split(",")
    if name in IMAGE:
        return re.split(r",(?=https?://)", cell)
    return cell


def _unescaped(item: str) -> str:
    return _ESCAPE.sub(_character, item) if "\\" in item else item


def _character(escape: re.Match[str]) -> str:
    number = escape[1] or escape[2]
    return chr(int(number, 16)) if number else _ESCAPED.get(escape[3], escape[3])
