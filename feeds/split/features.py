"""The named features of each line of a dump, as one matrix, and its groups of like lines."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feeds.split import echoes as echo
from feeds.split import shapes as shape
from feeds.split.calendar import MONTHS, WEEKDAYS, find_date
from feeds.split.lexicon import CLASSES, furniture, words_of
from feeds.split.lines import BULLET, Page

_WIDTHS = (2, 5, 9, 15, 22, 30, 40, 55, 75, 100, 140, 200)
_WORDS = (1, 2, 3, 4, 6, 8, 11, 15, 20, 30)
_SHORT = 240  # characters: phrases and dates are looked for in lines up to here
_URL = re.compile(r"https?://|www\.\S|\b\S+@\S+\.\w")
_HANDLE = re.compile(r"(?:^|[\s(])@\w")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:h.]\d{2}(?!\d)")
_COUNT = re.compile(r"^\(?\d[\d.,]*[kKmM]?\+?\)?\s+[^\W\d]+(?:\s+[^\W\d]+)?$|[^\W\d]+\s*\(\d+\)$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LABEL = re.compile(r"^[^\W\d_][^:：\d]{1,24}[:：]\s*\S")
_MARKS = {
    "hash": "#", "at": "@", "copyright": "©", "square": "[【", "paren": "(（", "star": "*•●▪",
    "dash": "-–—", "angle": ">»›→", "plus": "+", "pipe": "|",
}  # fmt: skip
_ENDS = {
    "arrow": "»›→>❯", "ellipsis": "…", "anchor": "#¶∞", "close": ")]）】", "question": "?？",
    "bang": "!！", "colon": ":：", "dash": "-–—",
}  # fmt: skip

_TEXT_NAMES = (
    "date", "date:no-year", "date:all", "date:most", "date:starts", "date:ends",
    "date:month-year", "year", "clock", "weekday", "url", "handle", "count", "label", "covered",
    "covered:all", "function", "function:some", "bullet", "number-bullet", "pronoun",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Features:
    """One row a unit, one column a feature, and for each grouping the group of each unit."""

    rows: NDArray[np.float32]
    groups: NDArray[np.int64]  # units × GROUPINGS


GROUPINGS = ("same", "begun", "layout", "look")


def _names() -> tuple[str, ...]:
    names = [f"width>{w}" for w in _WIDTHS] + [f"words>{w}" for w in _WORDS]
    for place in ("first", "second", "last"):
        names += [f"{place}:{k}" for k in range(shape.KINDS - 1)]
    names += [f"begins:{m}" for m in _MARKS] + [f"ends:{m}" for m in _ENDS]
    names += [f"share:{k}" for k in range(shape.KINDS - 1)] + [
        f"has:{k}" for k in range(shape.KINDS - 1)
    ]
    names += ["capitals", "all-capitals", "title-case", "rules", "width", "mean-word"]
    names += ["start", "end", "place", "place:last", "near-start", "near-end"]
    names += ["blank-before", "blank-before2", "blank-after", "blank-after2", "loose", "loose:all"]
    names += [
        "indent",
        "indent>2",
        "indent>6",
        "indent:more",
        "indent:less",
        "indent:next-more",
        "indent:next-less",
    ]
    names += ["indent:least"]
    names += [f"says:{c}" for c in CLASSES] + [f"opens:{c}" for c in CLASSES]
    return (*names, *_TEXT_NAMES, *echo.NAMES)


NAMES = _names()


def features(page: Page) -> Features:
    """Return the features of a page that has at least one unit."""
    shapes = shape.shapes(page.texts)
    width = shapes.length + shapes.counts[:, shape.IDEOGRAPH]
    words = [words_of(text[: shape.HEAD]) for text in page.texts]
    said, dates = _said(page.texts, words)
    echoed = echo.echoes(page.texts, words)
    blocks = [_shape_block(shapes, width), _place_block(page), said, echoed.columns]
    rows = np.concatenate(blocks, axis=1, dtype=np.float32)
    look = _look(page, shapes, width, dates)
    layout = np.array(page.indents) * 4 + _flag(page.before) * 2 + _flag(page.after)
    groups = np.stack([echoed.exact, echoed.begun, _number(layout), look], axis=1)
    return Features(rows, groups)


def _flag(values: list[int]) -> NDArray[np.int64]:
    return (np.array(values) > 0).astype(np.int64)


def _number(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    numbers: NDArray[np.int64] = np.unique(keys, return_inverse=True)[1]
    return numbers


def _look(
    page: Page, shapes: shape.Shapes, width: NDArray[np.float32], dates: NDArray[np.float32]
) -> NDArray[np.int64]:
    """Return one number a unit: equal for lines that look alike to someone who cannot read."""
    size = np.digitize(width, (4, 16, 40, 90, 160))
    key = np.minimum(np.array(page.indents), 40) * 6 + size
    key = key * 16 + shapes.first
    key = key * 16 + np.where(shapes.last == shape.STOP, 1, 0) + 2 * (dates > 0)
    look: NDArray[np.int64] = (key * 4 + _flag(page.before) * 2 + _flag(page.after)).astype(
        np.int64
    )
    return _number(look)


def _shape_block(s: shape.Shapes, width: NDArray[np.float32]) -> NDArray[np.float32]:
    kinds = np.eye(shape.KINDS, dtype=np.float32)[:, : shape.KINDS - 1]
    columns = [width > w for w in _WIDTHS] + [s.words > w for w in _WORDS]
    marks = [np.isin(s.opening, [ord(c) for c in chars]) for chars in _MARKS.values()]
    marks += [np.isin(s.closing, [ord(c) for c in chars]) for chars in _ENDS.values()]
    share = s.counts[:, : shape.KINDS - 1] / s.length[:, None]
    letters = s.counts[:, shape.LOWER] + s.counts[:, shape.UPPER]
    more = [
        s.capitals / s.words,
        (s.counts[:, shape.UPPER] > 0.8 * letters) & (letters > 2),
        (s.capitals > 0.7 * s.words) & (s.words > 1),
        np.minimum(s.counts[:, shape.RULE], 4) / 4,
        np.log1p(width) / 6,
        np.minimum(s.length / s.words, 30) / 30,
    ]
    return np.concatenate(
        [
            np.stack(columns, axis=1),
            kinds[s.first], kinds[s.second], kinds[s.last],
            np.stack(marks, axis=1),
            share, share > 0,
            np.stack(more, axis=1),
        ],
        axis=1,
        dtype=np.float32,
    )  # fmt: skip


def _place_block(page: Page) -> NDArray[np.float32]:
    count = len(page.texts)
    i = np.arange(count)
    before, after, indent = (np.array(v) for v in (page.before, page.after, page.indents))
    back = np.diff(indent, prepend=indent[:1])
    ahead = np.diff(indent, append=indent[-1:])
    loose = np.mean(after > 0)
    from_start, to_end = np.maximum(0, 1 - i / 30), np.maximum(0, 1 - (count - 1 - i) / 30)
    columns = [
        i == 0, i == count - 1, i / count, i > 0.9 * count, from_start, to_end,
        before > 0, before > 1, after > 0, after > 1,
        np.full(count, loose), np.full(count, loose > 0.7),
        np.minimum(indent, 24) / 24, indent > 2, indent > 6,
        back > 0, back < 0, ahead > 0, ahead < 0, indent == indent.min(),
    ]  # fmt: skip
    return np.stack(columns, axis=1).astype(np.float32)


Said = tuple[int, int, tuple[float, ...]]


def _said(
    texts: list[str], words: list[list[str]]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return what lines say, as columns, and which of them hold a date."""
    known: dict[str, Said] = {}
    said: list[Said] = []
    for text, its in zip(texts, words, strict=True):
        if len(text) > _SHORT:
            said.append(_LONG)
            continue
        found = known.get(text)
        if found is None:
            found = known[text] = _say(text, its)
        said.append(found)
    anywhere, first, columns = zip(*said, strict=True)
    bits = np.array([anywhere, first], np.int64)[:, :, None] >> np.arange(len(CLASSES)) & 1
    rows = np.array(columns, np.float32)
    return np.concatenate((bits[0], bits[1], rows), axis=1, dtype=np.float32), rows[:, 0]


_NO_DATE = (0.0,) * 9
_NO_LINK = (0.0,) * 4
# A long paragraph is running text; what it says is not looked up.
_LONG: Said = (0, 0, (*_NO_DATE, 0.0, *_NO_LINK, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0))


def _say(text: str, words: list[str]) -> Said:
    """Return the classes a line's phrases have, anywhere and first, and its other columns."""
    found = furniture(text, words)
    total = found.words or 1
    bullet = BULLET.match(text)
    digit = _DIGIT.search(text) is not None
    columns = (
        *(_dated(text, words) if digit else _NO_DATE),
        not WEEKDAYS.isdisjoint(words),
        *(_linked(text, digit) if digit or _ODD.search(text) else _NO_LINK),
        found.covered / total,
        found.covered >= total,
        found.function / total,
        found.function > 1,
        bullet is not None,
        bullet is not None and text[0].isdecimal(),
        not _PERSON.isdisjoint(words),
    )
    return found.anywhere, found.first, columns


_PRONOUNS = (
    "i we you my our your ich wir sie unser je nous vous notre nos yo nosotros nuestro eu nós "
    "io noi ik wij я мы ben biz"
)
_PERSON = frozenset(_PRONOUNS.split())
_DIGIT = re.compile(r"\d")
_ODD = re.compile(r"[@:：(/]|www")


def _linked(text: str, digit: bool) -> tuple[float, ...]:
    """Return the columns from "url" to "label"."""
    return (
        _URL.search(text) is not None,
        "@" in text and _HANDLE.search(text) is not None,
        digit and _COUNT.search(text) is not None,
        _LABEL.match(text) is not None,
    )


def _dated(text: str, words: list[str]) -> tuple[float, ...]:
    """Return the columns from "date" to "clock" of a line with digits."""
    found = find_date(text)
    year = _YEAR.search(text) is not None
    clock = _CLOCK.search(text) is not None
    if not found:
        month = year and len(words) <= 4 and any(w in MONTHS for w in words)
        return (0, 0, 0, 0, 0, 0, month, year, clock)
    rest = sum(c.isalnum() for c in text[: found.start] + text[found.end :])
    held = found.end - found.start
    ends = found.end > len(text) - 3
    return (1, found.year == 0, rest < 3, rest < held, found.start < 3, ends, 0, year, clock)
