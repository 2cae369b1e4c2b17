"""Text wrapped by hand: lines that stop where the next word would not have fitted.

A paragraph that a mail program or a text browser broke into lines is judged as one
paragraph; whether a dump is broken so, its lines show together or not at all.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

_WIDEST = 132  # characters of a line that a person's window or a program breaks at
_LONG_WORD = 30  # characters: a line that holds such a word could not be broken well
_FEWEST = 3  # broken lines that show a habit
_SHARE = 0.8  # of the long lines, those that the next word would not have fitted in
# Compiled when first met: it takes as long as to split a small dump.
_WIDE = r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]"
_ITEM = re.compile(r"(?:[-*+•●○◦▪■‣⁃►–·>|]|#{1,6}|\d{1,3}[.)])\s")


def wrap_column(lines: Sequence[str]) -> int:
    """Return the column at which lines were broken by hand, 0 if they were not."""
    column = 0
    for line in lines:
        if len(line) > _WIDEST and not _unbreakable(line):
            return 0
        if len(line) > column and not _unbreakable(line):
            column = len(line.rstrip())
    full = fits = 0
    for line, following in pairwise(lines):
        if 2 * len(line) >= column and following.strip() and not _unbreakable(line):
            broken = is_full(line, following, column)
            full, fits = full + broken, fits + (not broken)
    return column if full >= _FEWEST and full > _SHARE * (full + fits) else 0


def is_full(line: str, following: str, column: int) -> bool:
    """Return whether the next line's first word would not have fitted in a line."""
    start = following.lstrip()
    wide = _has_wide(start[:1])
    word = start[:1] if wide else start.split(None, 1)[0]
    return len(line.rstrip()) + (not wide) + len(word) > column


def goes_on(line: str, following: str, column: int) -> bool:
    """Return whether a line's paragraph goes on in the next line."""
    return is_full(line, following, column) and not _ITEM.match(following.lstrip())


def refrains(lines: Sequence[str]) -> frozenset[str]:
    """Return the lines that come back with something else below them: each is a paragraph.

    A paragraph that comes back cut short, as a text does in its dek, is broken as it was.
    """
    below: dict[str, str] = {}
    return frozenset(
        line
        for line, following in pairwise(lines)
        if not _is_same(below.setdefault(line, following), following)
    )


def _is_same(one: str, other: str) -> bool:
    """Return whether two lines are equal, or one is the other cut short."""
    return one == other or bool(one and other and (one.startswith(other) or other.startswith(one)))


def _unbreakable(line: str) -> bool:
    """Return whether a line holds no two words, or one too long to be broken well."""
    if _has_wide(line[:_WIDEST]):
        return False
    words = line[: 4 * _WIDEST].split()
    return len(words) < 2 or max(map(len, words)) > _LONG_WORD


def _has_wide(text: str) -> bool:
    """Return whether a text holds a sign as wide as two letters, between which a line may break."""
    return not text.isascii() and re.search(_WIDE, text) is not None
