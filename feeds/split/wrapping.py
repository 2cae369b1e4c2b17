"""Text wrapped by hand: lines that stop where the next word would not have fitted.

A paragraph that a mail program or a text browser broke into lines is judged as one
paragraph; whether a dump is broken so, its lines show together or not at all.
"""

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from feeds.split.gluing import BY, CAPITAL
from feeds.split.hyphens import breaks_word
from feeds.split.stamps import is_day

_WIDEST = 132  # characters of a line that a person's window or a program breaks at
_NARROWEST = 30  # of a text that is no list of short things
_RARE = 20  # lines, of which one may be wider: a note, or a text that came otherwise
_LONG_WORD = 30  # characters: a line that holds such a word could not be broken well
_FEWEST = 3  # broken lines that show a habit
_SMALL = 3  # broken lines, of which one at least goes on with a small letter
_SHARE = 0.8  # of the lines that a small letter follows, those broken at the column
_MOST = 0.6  # the same of all lines: a headline or a label ends where it likes
_OVER = 0.4  # headlines that are longer than the column, for each broken line
_STOPS = tuple(".!?…:;。！？：；")
_TIES = tuple(",|·•-–—/&(")
_CLOSERS = "\"'”’“‘»«›‹)]」』）"
# Compiled when first met: it takes as long as to split a small dump.
_WIDE = r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]"
_BY = re.compile(rf"(?:{BY.title()})\s+[{CAPITAL}]")  # with a small letter, a headline may go on
_ITEM = re.compile(r"(?:[-*+•●○◦▪■‣⁃►–·>|]|#{1,6}|\d{1,3}[.)])\s|\d{1,3}[、．]")


def wrap_column(lines: Sequence[str]) -> int:
    """Return the column at which lines were broken by hand, 0 if they were not.

    A line that ends a sentence says nothing: its paragraph may end there.
    """
    if _are_wide(lines):
        return 0
    over = _Columns()
    full, short, on, off = _Columns(), _Columns(), _Columns(), _Columns()
    for line, following in pairwise([*lines, ""]):
        if not line or line.isspace() or _unbreakable(line):
            continue
        size = min(len(line.rstrip()), _WIDEST + 1)
        over.add(0, size)
        start = following.lstrip()
        if start and not _ends_sentence(line) and not _ITEM.match(start):
            room = size + _first_word(start)
            full.add(size, room)
            short.add(room, 2 * size + 1)
            if start[0].isalpha() and not start[0].isupper():
                on.add(size, room)
                off.add(room, 2 * size + 1)
    return _shown(*(columns.counts() for columns in (full, short, over, on, off)))


class _Columns:
    """How many of the ranges that were added hold each column."""

    def __init__(self) -> None:
        self._steps = [0] * (_WIDEST + 2)

    def add(self, first: int, end: int) -> None:
        if first < min(end, _WIDEST + 1):
            self._steps[first] += 1
            self._steps[min(end, _WIDEST + 1)] -= 1

    def counts(self) -> list[int]:
        return list(accumulate(self._steps[:-1]))


def _shown(*counts: list[int]) -> int:
    """Return the column that explains the most lines, 0 if it explains too few.

    Of each column it is told how many lines are broken there, stop short of it, run over
    it; and how many of those that a small letter follows are broken there, or stop short.
    """
    said = list(zip(*counts, strict=True))
    balances = [(full - short - over, on - off) for full, short, over, on, off in said]
    column = balances.index(max(balances))
    full, short, over, on, off = said[column]
    enough = column >= _NARROWEST and full - short - over >= _FEWEST
    small = _SMALL * on >= full and on > _SHARE * (on + off)
    return (
        column if enough and small and full > _MOST * (full + short) and over <= _OVER * full else 0
    )


def _are_wide(lines: Sequence[str]) -> bool:
    """Return whether more lines are too wide than now and then one."""
    left = len(lines) // _RARE
    for line in lines:
        if len(line) > _WIDEST and not _unbreakable(line):
            if not left:
                return True
            left -= 1
    return False


def is_full(line: str, following: str, column: int) -> bool:
    """Return whether a line keeps to a column and the next one's first word would not have."""
    size = len(line.rstrip())
    return size <= column < size + _first_word(following.lstrip())


def _first_word(start: str) -> int:
    """Return the room that the first word of a line's text would have taken."""
    return 1 if _has_wide(start[0]) else 1 + len(start.split(None, 1)[0])


def goes_on(line: str, following: str, after: str, column: int) -> bool:
    """Return whether a line's paragraph goes on in the next line, which has this one after it."""
    start = following.lstrip()
    if _ITEM.match(start) or _is_shouted(line, start):
        return False
    if breaks_word(line, start) and len(line.rstrip()) <= column <= 2 * len(line):
        return True
    if not is_full(line, following, column):
        return False
    stopped = _ends_sentence(line)
    if stopped and _is_indented(line, following):
        return False
    if _ends_sentence(start) or "@" in start or line.rstrip().endswith(_TIES):
        return True
    if after.strip() and is_full(following, after, column):
        return True
    # A paragraph ends as a sentence does; a line alone that does not is no paragraph's last.
    return not (_BY.match(start) or is_day(start) or (stopped and not start[0].islower()))


def _is_shouted(line: str, start: str) -> bool:
    """Return whether one of two lines is a headline in capitals, and the other is not."""
    if line.isupper() == start.isupper():
        return False
    text = line if line.isupper() else start
    if " " not in text.strip() or (text is start and _ends_sentence(text)):
        return False
    return all(map(str.isupper, filter(str.isalpha, text)))


def _ends_sentence(line: str) -> bool:
    """Return whether a line ends as a sentence does, or as what tells of one to come."""
    return line.rstrip().rstrip(_CLOSERS).endswith(_STOPS)


def _is_indented(line: str, following: str) -> bool:
    """Return whether the next line begins farther to the right."""
    return len(line) - len(line.lstrip()) < len(following) - len(following.lstrip())


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
