"""The rows of a table, one by one, whatever has befallen it.

The csv module reads them.  Here is what it leaves open: a row that is too large, a
quote that is never closed, and where to go on after them.
"""

import csv
import re
from collections.abc import Iterator

from msgspec import Struct

from feeds.fieldnames import fold
from feeds.read.tablehead import Head

FIELD_LIMIT = 16 << 20  # characters of one field
COLUMN_LIMIT = 1_000_000  # delimiters in one row, those within its texts among them
_TELLING = 3  # lines that are rows; fewer are so by chance
_BLANK_LIMIT = 2_000_000  # rows of blanks; a sheet of Excel ends after half of it
_END = "\0"  # a line after the last; no clean text has it
_CLOSING = re.compile(r'(?<!")"(?:"")*+(?!")')
_BLANK = re.compile(r"(?: *\n)*+")
_FIELD = r'(?: *"[^"]*+(?:""[^"]*+)*+" *|(?! *")[^,\n]*+)'  # as it should be
_LINE = re.compile(r"[^\n]++")


class _Lines(Struct):
    """The lines of a text for the csv module, and one more that shows an open quote."""

    text: str
    delimiter: str
    start: int  # of the next line
    number: int  # of the line at hand
    count: int = 0  # of delimiters in the row at hand
    ended: bool = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self.start >= len(self.text):
            if self.ended:
                raise StopIteration
            self.ended = True
            return _END
        start = self.start
        self.go_on(self.text.find("\n", start) + 1)
        self.count += self.text.count(self.delimiter, start, self.start)
        if self.count > COLUMN_LIMIT:
            raise csv.Error(f"more than {COLUMN_LIMIT:,} columns")
        return self.text[start : self.start]

    def begin(self) -> tuple[int, int]:
        """Return place and number of the line that the next row begins with."""
        blank = _BLANK.match(self.text, self.start)
        if blank and blank.end() > self.start:
            self.go_on(blank.end())
        self.count = 0
        return self.start, self.number + 1

    def close(self, begun: int) -> bool:
        """Go past the row that began at a place and was not read; say whether it has an end."""
        if self.text.count('"', begun, self.start) % 2 == 0:
            return True
        closing = _CLOSING.search(self.text, self.start)
        self.go_on(self.text.find("\n", closing.end()) + 1 if closing else 0)
        return closing is not None

    def again(self, begun: int, number: int) -> None:
        """Go back to the line below the one that began at a place."""
        self.start, self.number, self.ended = self.text.find("\n", begun) + 1, number, False

    def go_on(self, place: int) -> None:
        """Go on with the line that begins at a place; 0 is the end."""
        place = place or len(self.text)
        self.number += max(1, self.text.count("\n", self.start, place))
        self.start = place


def rows(text: str, head: Head) -> Iterator[tuple[int, list[str] | str]]:
    """Yield (number of its first line, fields) of each row, or (number, why not).

    A row has as many fields as the head has names; one of blanks alone is passed over.
    """
    # For the whole process: nobody else in it reads such files, and the module's own
    # limit, 131,072, is less than some articles have.
    csv.field_size_limit(FIELD_LIMIT)
    lines = _Lines(text=text, delimiter=head.delimiter, start=head.start, number=head.lines)
    quoted = not _is_unquoted(text, head)
    reader = csv.reader(
        lines,
        delimiter=head.delimiter,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        skipinitialspace=True,
    )
    blank = 0
    while blank <= _BLANK_LIMIT:
        begun, number = lines.begin()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            rest = " and what follows" if quoted and not lines.close(begun) else ""
            yield number, f"not read{rest}: {error}"
            continue
        if row and row[-1].endswith(_END):
            if row != [_END] and _goes_on(text, begun, head):
                lines.again(begun, number)
                yield number, "not read: a quote in it is never closed"
            elif row != [_END]:
                yield from _cut_short(number, row, head)
        elif not any(map(str.strip, row)):
            blank += 1
        elif tuple(map(fold, row)) != head.names:
            yield number, _fitting(row, head)
    yield number, f"not read and what follows: more than {_BLANK_LIMIT:,} empty rows"


def _fitting(row: list[str], head: Head) -> list[str] | str:
    """Return a row without the blanks beyond its columns, or why it cannot be read."""
    columns = len(head.names)
    if len(row) < columns or any(map(str.strip, row[columns:])):
        return f"not read: columns: {len(row):,} instead of {columns:,}"
    return row[:columns]


def _cut_short(number: int, row: list[str], head: Head) -> Iterator[tuple[int, list[str] | str]]:
    fitting = _fitting([*row[:-1], row[-1].removesuffix(_END)], head)
    if isinstance(fitting, str):
        yield number, "not read: cut short, a quote in it is never closed"
    else:
        yield number, fitting
        yield number, "cut short: a quote in it is never closed"


def _goes_on(text: str, begun: int, head: Head) -> bool:
    """Say whether the lines below an open quote are rows, each of them.

    After that quote all others come in pairs, so no row below has one that stays open,
    and none of them is read a third time.
    """
    found = 0
    for line in _lines(text, text.find("\n", begun) + 1 or len(text)):
        if not _is_row(line, head):
            return False
        found += 1
    return found >= _TELLING


def _is_unquoted(text: str, head: Head) -> bool:
    """Say whether quotes are letters like others: some make no sense, and each line is a row.

    So are many tables with tabs.  Commas prove nothing: a text has some in most lines.
    """
    if head.delimiter == "," or text.find('"', head.start) < 0:
        return False
    field = _FIELD.replace(",", head.delimiter)
    if re.compile(rf"(?:{field}(?:[{head.delimiter}\n]|\Z))*+").fullmatch(text, head.start):
        return False
    return all(_is_row(line, head) for line in _lines(text, head.start))


def _is_row(line: str, head: Head) -> bool:
    return line.count(head.delimiter) == len(head.names) - 1


def _lines(text: str, start: int) -> Iterator[str]:
    """Yield the lines from a place on that are not empty."""
    return (line[0] for line in _LINE.finditer(text, start))
