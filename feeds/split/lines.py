"""The lines of a dump that say something: their text, place, indent, and blanks around."""

import itertools
import re
from dataclasses import dataclass

BULLET = re.compile(r"(?:[-*+•●○◦▪■‣⁃►–·]|#{1,6})\s+(?=\S)|\d{1,3}[.)]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Page:
    """A dump's lines; the units are those that are not blank, numbered from 0."""

    lines: list[str]
    numbers: list[int]  # index into `lines` of each unit
    texts: list[str]  # of each unit, stripped
    indents: list[int]  # white space before it, a tab counted as four
    before: list[int]  # blank lines before it
    after: list[int]
    marked: bool = False  # the text is Markdown already


def read_page(text: str, *, marked: bool = False) -> Page:
    """Return the page of a dump's text."""
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    numbers: list[int] = []
    texts: list[str] = []
    indents: list[int] = []
    for number, line in enumerate(lines):
        bare = line.strip()
        if bare:
            numbers.append(number)
            texts.append(bare)
            indents.append(_indent(line) if line[0] != bare[0] else 0)
    edges = [-1, *numbers, len(lines)]
    gaps = [b - a - 1 for a, b in itertools.pairwise(edges)]
    return Page(lines, numbers, texts, indents, gaps[:-1], gaps[1:], marked)


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
    )
