"""What lines say: phrases of the lexicon, dates, addresses, labels, as columns.

Words are looked up once for all lines of a dump.  Only a line that has the sign of
more (a digit, a colon, the beginning of a longer phrase) is looked at on its own.
"""

import re

import numpy as np
from numpy.typing import NDArray

from feeds.split import lexicon
from feeds.split.calendar import MONTHS, WEEKDAYS, find_date
from feeds.split.lexicon import CLASSES, furniture
from feeds.split.lines import BULLET
from feeds.split.shapes import Shapes
from feeds.split.tokens import Tokens

SHORT = 240  # characters: phrases and dates are looked for in lines up to here
_URL = re.compile(r"https?://|www\.\S|\b\S+@\S+\.\w")
_HANDLE = re.compile(r"(?:^|[\s(])@\w")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:h.]\d{2}(?!\d)")
_COUNT = re.compile(r"^\(?\d[\d.,]*[kKmM]?\+?\)?\s+[^\W\d]+(?:\s+[^\W\d]+)?$|[^\W\d]+\s*\(\d+\)$")
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
_LONG = np.zeros(_COLUMNS, np.float32)
_LONG[_SAID + 2 : _SAID + 4] = 1.0

_FUNCTION, _BEGINS, _GOES_ON, _IS_WEEKDAY, _IS_PERSON = 1, 2, 4, 8, 16
_FLAGGED = (
    (_FUNCTION, lexicon.FUNCTION), (_BEGINS, lexicon.STARTS), (_GOES_ON, lexicon.FOLLOWERS),
    (_IS_WEEKDAY, WEEKDAYS), (_IS_PERSON, _PERSON),
)  # fmt: skip


def _numbered() -> tuple[dict[str, int], NDArray[np.int64], NDArray[np.uint8]]:
    """Return a number for each word that means something, and its classes and flags by number."""
    words = dict.fromkeys(w for _, group in _FLAGGED for w in sorted(group))
    words |= dict.fromkeys(lexicon.PHRASES)
    numbers = {word: number for number, word in enumerate(words, 1)}
    classes = np.zeros(len(numbers) + 2, np.int64)
    flags = np.zeros(len(numbers) + 2, np.uint8)
    for word, bits in lexicon.PHRASES.items():
        classes[numbers[word]] = bits
    for flag, group in _FLAGGED:
        flags[[numbers[word] for word in group]] |= flag
    return numbers, classes, flags


NUMBERS, _CLASSES, _FLAGS = _numbered()


def sayings(texts: list[str], words: Tokens, shapes: Shapes) -> NDArray[np.float32]:
    """Return one row a line, one column a name."""
    short = np.fromiter(map(len, texts), np.int64, len(texts)) <= SHORT
    known = np.minimum(words.numbers, len(NUMBERS) + 1)
    flags = _FLAGS[known]
    bits = _CLASSES[known]
    count = np.diff(words.bounds)
    anywhere, first = _any(bits, words.bounds), np.append(bits, 0)[words.bounds[:-1]] * (count > 0)
    covered = _times(bits > 0, words, len(texts))
    total = count.copy()
    for i in _phrased(words, flags, short):
        found = furniture("", words.of(i))
        anywhere[i], first[i], covered[i] = found.anywhere, found.first, found.covered
    for i in np.flatnonzero(shapes.dense & short).tolist():
        more, lead, letters = lexicon.ideographs(texts[i])
        anywhere[i] |= more
        first[i] |= lead
        covered[i] += letters
        total[i] = max(total[i], len(texts[i]))
    function = _times((flags & _FUNCTION) > 0, words, len(texts))
    some = np.maximum(total, 1)
    rows = np.zeros((len(texts), _COLUMNS), np.float32)
    rows[:, _WEEKDAY] = _times((flags & _IS_WEEKDAY) > 0, words, len(texts)) > 0
    rows[:, _SAID] = covered / some
    rows[:, _SAID + 1] = covered >= some
    rows[:, _SAID + 2] = function / some
    rows[:, _SAID + 3] = function > 1
    rows[:, _SAID + 6] = _times((flags & _IS_PERSON) > 0, words, len(texts)) > 0
    _look(texts, words, shapes, short, rows)
    rows[~short] = _LONG
    place = np.arange(len(CLASSES))
    said = (anywhere * short)[:, None] >> place & 1, (first * short)[:, None] >> place & 1
    return np.concatenate((*said, rows), axis=1, dtype=np.float32)


def _any(bits: NDArray[np.int64], bounds: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the bits that any word of each line has."""
    found: NDArray[np.int64] = np.bitwise_or.reduceat(np.append(bits, 0), bounds[:-1])
    return found * (np.diff(bounds) > 0)


def _times(marked: NDArray[np.bool_], words: Tokens, lines: int) -> NDArray[np.int64]:
    """Return how many words of each line are marked."""
    return np.bincount(words.owner[marked], minlength=lines)


def _phrased(words: Tokens, flags: NDArray[np.uint8], short: NDArray[np.bool_]) -> list[int]:
    """Return the lines that may hold a phrase of several words."""
    pairs = np.flatnonzero((flags[:-1] & _BEGINS > 0) & (flags[1:] & _GOES_ON > 0))
    pairs = pairs[(words.owner[pairs] == words.owner[pairs + 1]) & short[words.owner[pairs]]]
    begun = [
        i for i in pairs.tolist() if (words.words[i], words.words[i + 1]) in lexicon.BEGINNINGS
    ]
    return sorted(set(words.owner[begun].tolist()))


def _look(
    texts: list[str],
    words: Tokens,
    shapes: Shapes,
    short: NDArray[np.bool_],
    rows: NDArray[np.float32],
) -> None:
    """Fill the columns that take a look at the line itself, where it has a sign of them."""
    for i in np.flatnonzero(short & shapes.decimal).tolist():
        rows[i, _DATED:_WEEKDAY] = _dated(texts[i], words.of(i))
    for i in np.flatnonzero(short & (shapes.decimal | shapes.telling)).tolist():
        rows[i, _LINKED:_SAID] = _linked(texts[i])
    for i in [i for i, text in enumerate(texts) if "www" in text and not rows[i, _LINKED]]:
        rows[i, _LINKED:_SAID] = _linked(texts[i])
    for i in np.flatnonzero(shapes.item).tolist():
        if BULLET.match(texts[i]):
            rows[i, _SAID + 4 : _SAID + 6] = 1, texts[i][0].isdecimal()


def _linked(text: str) -> tuple[bool, ...]:
    """Return the columns from "url" to "label"; what each must have is looked for first."""
    at = "@" in text
    return (
        (at or "http" in text or "www." in text) and _URL.search(text) is not None,
        at and _HANDLE.search(text) is not None,
        (text[-1] == ")" or text[0] == "(" or text[0].isdecimal())
        and _COUNT.search(text) is not None,
        (":" in text or "：" in text) and _LABEL.match(text) is not None,
    )


def _dated(text: str, words: list[str]) -> tuple[float, ...]:
    """Return the columns from "date" to "clock" of a line with digits."""
    found = find_date(text)
    year = _YEAR.search(text) is not None
    clock = _CLOCK.search(text) is not None
    if not found:
        month = year and len(words) <= 4 and any(w in MONTHS for w in words)
        return (0, 0, 0, 0, 0, 0, month, year, clock)
    rest = sum(map(str.isalnum, text[: found.start] + text[found.end :]))
    held = found.end - found.start
    ends = found.end > len(text) - 3
    return (1, found.year == 0, rest < 3, rest < held, found.start < 3, ends, 0, year, clock)
