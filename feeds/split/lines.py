"""The lines of a dump that say something: their text, place, indent, and blanks around."""

import re
from collections.abc import Container

from msgspec import Struct

from feeds.split.addresses import address_of
from feeds.split.hyphens import Words
from feeds.split.markdown import joined
from feeds.split.wrapping import goes_on, refrains, wrap_column

BULLET = re.compile(r"(?:[-*+•●○◦▪■‣⁃►–·]|#{1,6})\s+(?=\S)|\d{1,3}[.)]\s+(?=\S)")


class Page(Struct, frozen=True):
    """A dump's lines; the units are those that are not blank, numbered from 0.

    Where a dump was wrapped by hand, a unit is a paragraph: all lines it was broken into.
    """

    lines: list[str]
    numbers: list[int]  # index into `lines` of each unit
    texts: list[str]  # of each unit, stripped
    indents: list[int]  # white space before it, a tab counted as four
    before: list[int]  # blank lines before it
    after: list[int]
    lasts: list[int]  # index into `lines` of each unit's last line
    marked: bool = False  # the text is Markdown already


def read_page(text: str, *, marked: bool = False, apart: Container[int] = ()) -> Page:
    """Return the page of a dump's text; the lines at these indexes begin a unit."""
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    bare = [line.strip() for line in lines]
    numbers = lasts = [number for number, text in enumerate(bare) if text]
    texts = [text for text in bare if text]
    first = zip(numbers, texts, strict=True)
    indents = [_indent(lines[n]) if lines[n][0] != text[0] else 0 for n, text in first]
    if column := 0 if marked else wrap_column(lines):
        numbers, lasts, texts, indents = _paragraphs(lines, numbers, texts, indents, column, apart)
    gaps = [b - a - 1 for a, b in zip([-1, *lasts], [*numbers, len(lines)], strict=True)]
    return Page(lines, numbers, texts, indents, gaps[:-1], gaps[1:], lasts, marked)


def _paragraphs(
    lines: list[str],
    numbers: list[int],
    texts: list[str],
    indents: list[int],
    column: int,
    apart: Container[int],
) -> tuple[list[int], list[int], list[str], list[int]]:
    """Return first and last lines, texts and indents of paragraphs broken at a column."""
    alone = refrains(lines)
    words = Words(lines)
    runs: list[list[int]] = []
    for unit, number in enumerate(numbers):
        last = numbers[runs[-1][-1]] if runs else number
        near = number == last + 1 and number not in apart and lines[last] not in alone
        near = near and not (address_of(texts[unit]) or address_of(texts[unit - 1]))
        after = lines[number + 1] if number + 1 < len(lines) else ""
        if near and goes_on(lines[last], lines[number], after, column):
            runs[-1].append(unit)
        else:
            runs.append([unit])
    return (
        [numbers[run[0]] for run in runs],
        [numbers[run[-1]] for run in runs],
        [joined(words.whole([texts[unit] for unit in run])) for run in runs],
        [indents[run[0]] for run in runs],
    )


def _indent(line: str) -> int:
    space = line[: len(line) - len(line.lstrip())]
    return len(space.expandtabs(4))


def part_of(page: Page, first: int, last: int) -> Page:
    """Return units first to last (exclusive) of a page as a page of their own."""
    part = slice(first, last)
    return Page(
        page.lines,
        page.numbers[part],
        page.texts[part],
        page.indents[part],
        page.before[part],
        page.after[part],
        page.lasts[part],
    )
