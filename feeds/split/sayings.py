"""What lines say: phrases of the lexicon, dates, addresses, labels, as columns.

Words are looked up once for all lines of a dump.  Only a line that has the sign of
more (a digit, a colon, the beginning of a longer phrase) is looked at on its own.
"""

import re
from functools import cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from feeds.split import lexicon
from feeds.split.calendar import MONTHS, WEEKDAYS, find_date
from feeds.split.hashes import Vocabulary
from feeds.split.lexicon import CLASSES, furniture
from feeds.split.lines import BULLET
from feeds.split.shapes import Shapes
from feeds.split.tokens import Tokens

_FEW = 4  # words of a line that is a month and a year
SHORT = 240  # characters: phrases and dates are looked for in lines up to here
_URL = re.compile(r"https?://|www\.\S|\b\S+@\S+\.\w")
_HANDLE = re.compile(r"(?:^|[\s(])@\w")
_CLOCKED = re.compile(r"\d[:h.]\d")  # what _CLOCK has: found in a tenth of the time
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:h.]\d{2}(?!\d)")
_COUNTED = re.compile(r"\(?\d[\d.,]*[kKmM]?\+?\)?\s+[^\W\d]+(?:\s+[^\W\d]+)?$")
_NUMBER_AFTER = re.compile(r"[^\W\d]+\s*\(\d+\)$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LABEL = re.compile(r"^[^\W\d_][^:：\d]{1,24}[:：]\s*\S")
_PRONOUNS = (
    "i we you my our your ich wir sie unser je nous vous notre nos yo nosotros nuestro eu nós "
    "io noi ik wij я мы ben biz"
)
_PERSON = frozenset(_PRONOUNS.split())

NAMES = (
    *(f"says:{c}" for c in CLASSES), *(f"opens:{c}" for c in CLASSES),
    "date", "date:no-year", "date:all", "date:most", "date:starts", "date:ends",
    "date:month-year", "year", "clock", "weekday", "url", "handle", "count", "label", "covered",
    "covered:all", "function", "function:some", "bullet", "number-bullet", "pronoun",
)  # fmt: skip
_DATED, _WEEKDAY, _LINKED, _SAID = 0, 9, 10, 14  # columns after those of the classes
_COLUMNS = 21
# A long paragraph is running text; what it says is not looked up.
_LONG = np.zeros((_COLUMNS, 1), np.float32)
_LONG[_SAID + 2 : _SAID + 4] = 1.0

_FUNCTION, _BEGINS, _GOES_ON, _IS_WEEKDAY, _IS_PERSON = 1, 2, 4, 8, 16
_FLAGGED = (
    (_FUNCTION, lexicon.FUNCTION), (_BEGINS, lexicon.STARTS), (_GOES_ON, lexicon.FOLLOWERS),
    (_IS_WEEKDAY, WEEKDAYS), (_IS_PERSON, _PERSON),
)  # fmt: skip


class _Known(Struct, frozen=True):
    """The words that mean something: their classes and flags by number, and which pairs of
    them phrases of several begin with."""

    vocabulary: Vocabulary
    classes: NDArray[np.int64]
    flags: NDArray[np.uint8]
    beginnings: frozenset[int]  # first word's number << 16 | second's


@cache
def _known() -> _Known:
    words = dict.fromkeys(w for _, group in _FLAGGED for w in sorted(group))
    words |= dict.fromkeys(phrase for phrase in lexicon.PHRASES if " " not in phrase)
    vocabulary = Vocabulary(words)
    number = vocabulary.number
    classes = np.zeros(len(number) + 1, np.int64)
    flags = np.zeros(len(number) + 1, np.uint8)
    classes[[number[word] for word in number if word in lexicon.PHRASES]] = [
        lexicon.PHRASES[word] for word in number if word in lexicon.PHRASES
    ]
    for flag, group in _FLAGGED:
        flags[[number[word] for word in group]] |= flag
    begun = frozenset(number[a] << 16 | number[b] for a, b in lexicon.BEGINNINGS)
    return _Known(vocabulary, classes, flags, begun)


def sayings(texts: list[str], words: Tokens, shapes: Shapes) -> NDArray[np.float32]:
    """Return one column a line, one row a name."""
    known = _known()
    count = len(texts)
    short = np.fromiter(map(len, texts), np.int64, count) <= SHORT
    numbers = known.vocabulary.numbers(words.hashes)
    flags, bits = known.flags[numbers], known.classes[numbers]
    total = np.diff(words.bounds)
    anywhere, first = _bits(bits, words.bounds)
    covered = _times(bits > 0, words, count)
    for i in _phrased(words, numbers, flags, short):
        found = furniture("", words.of(i))
        anywhere[i], first[i], covered[i] = found.anywhere, found.first, found.covered
    for i in np.flatnonzero(shapes.dense & short).tolist():
        more, lead, letters = lexicon.ideographs(texts[i])
        anywhere[i] |= more
        first[i] |= lead
        covered[i] += letters
        total[i] = max(total[i], len(texts[i]))
    function = _times((flags & _FUNCTION) > 0, words, count)
    some = np.maximum(total, 1)
    columns = np.zeros((len(NAMES), count), np.float32)
    place = np.arange(len(CLASSES))[:, None]
    columns[: len(CLASSES)] = anywhere * short >> place & 1
    columns[len(CLASSES) : 2 * len(CLASSES)] = first * short >> place & 1
    rows = columns[2 * len(CLASSES) :]
    rows[_WEEKDAY] = _times((flags & _IS_WEEKDAY) > 0, words, count) > 0
    rows[_SAID] = covered / some
    rows[_SAID + 1] = covered >= some
    rows[_SAID + 2] = function / some
    rows[_SAID + 3] = function > 1
    rows[_SAID + 6] = _times((flags & _IS_PERSON) > 0, words, count) > 0
    _look(texts, words, shapes, short, rows)
    rows[:, ~short] = _LONG
    return columns


def _bits(
    bits: NDArray[np.int64], bounds: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the bits that any word of each line has, and those of its first word."""
    padded = np.append(bits, 0)
    some = np.diff(bounds) > 0
    return np.bitwise_or.reduceat(padded, bounds[:-1]) * some, padded[bounds[:-1]] * some


def _times(marked: NDArray[np.bool_], words: Tokens, lines: int) -> NDArray[np.int64]:
    """Return how many words of each line are marked."""
    return np.bincount(words.owner[marked], minlength=lines)


def _phrased(
    words: Tokens, numbers: NDArray[np.uint16], flags: NDArray[np.uint8], short: NDArray[np.bool_]
) -> list[int]:
    """Return the lines that may hold a phrase of several words."""
    at = np.flatnonzero((flags[:-1] & _BEGINS > 0) & (flags[1:] & _GOES_ON > 0))
    at = at[(words.owner[at] == words.owner[at + 1]) & short[words.owner[at]]]
    pairs = (numbers[at].astype(np.int64) << 16 | numbers[at + 1]).tolist()
    begun = _known().beginnings
    owners = words.owner[at].tolist()
    return sorted({i for i, pair in zip(owners, pairs, strict=True) if pair in begun})


def _look(
    texts: list[str],
    words: Tokens,
    shapes: Shapes,
    short: NDArray[np.bool_],
    rows: NDArray[np.float32],
) -> None:
    """Fill the columns that take a look at the line itself, where it has a sign of them."""
    counted = short & shapes.decimal
    at = np.flatnonzero(counted)
    if len(at):
        dated = [_dated(texts[i], words, i) for i in at.tolist()]
        rows[_DATED:_WEEKDAY, at] = np.array(dated, np.float32).T
    url, handle = _linked(texts, np.flatnonzero(short & shapes.telling).tolist())
    url += [i for i, text in enumerate(texts) if "www" in text and _URL.search(text)]
    rows[_LINKED, url] = 1
    rows[_LINKED + 1, handle] = 1
    at = np.flatnonzero(counted & (shapes.numbered | (shapes.opening == ord("("))))
    rows[_LINKED + 2, [i for i in at.tolist() if _COUNTED.match(texts[i])]] = 1
    at = np.flatnonzero(counted & (shapes.closing == ord(")")))
    rows[_LINKED + 2, [i for i in at.tolist() if _NUMBER_AFTER.search(texts[i])]] = 1
    at = np.flatnonzero(short & shapes.telling)
    rows[_LINKED + 3, [i for i in at.tolist() if _is_label(texts[i])]] = 1
    at = np.flatnonzero(shapes.item)
    items = [i for i in at.tolist() if BULLET.match(texts[i])]
    rows[_SAID + 4, items] = 1
    rows[_SAID + 5, items] = shapes.numbered[items]


def _linked(texts: list[str], lines: list[int]) -> tuple[list[int], list[int]]:
    """Return the lines that hold an address, and those that name an account."""
    url, handle = [], []
    for i in lines:
        text = texts[i]
        at = "@" in text
        if at and _HANDLE.search(text):
            handle.append(i)
        if (at or "http" in text) and _URL.search(text):
            url.append(i)
    return url, handle


def _is_label(text: str) -> bool:
    head = text[:27]
    return (":" in head or "：" in head) and _LABEL.match(text) is not None


def _dated(text: str, words: Tokens, line: int) -> tuple[float, ...]:
    """Return the columns from "date" to "clock" of a line with digits."""
    found = find_date(text)
    year = ("19" in text or "20" in text) and _YEAR.search(text) is not None
    clock = _CLOCKED.search(text) is not None and _CLOCK.search(text) is not None
    if not found:
        few = year and words.bounds[line + 1] - words.bounds[line] <= _FEW
        month = few and any(word in MONTHS for word in words.of(line))
        return (0, 0, 0, 0, 0, 0, month, year, clock)
    rest = sum(map(str.isalnum, text[: found.start] + text[found.end :]))
    held = found.end - found.start
    ends = found.end > len(text) - 3
    return (1, found.year == 0, rest < 3, rest < held, found.start < 3, ends, 0, year, clock)
