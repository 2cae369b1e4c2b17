"""The shape of lines: how many letters, capitals, digits and marks, first and last.

All lines are measured at once, as one array of code points, because a Python
loop over characters would cost more than everything else together.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

(OTHER, LOWER, UPPER, DIGIT, SPACE, IDEOGRAPH, STOP, COMMA, COLON, QUOTE, BRACKET, RULE, CODE,
 HYPHEN, BULLET, NEWLINE) = range(16)  # fmt: skip
KINDS = 16
_MARKS = {
    STOP: ".?!。！？…․؟।",
    COMMA: ",;、，；،",
    COLON: ":：",
    QUOTE: "\"'“”„‘’«»‹›「」『』",
    BRACKET: "()[]（）【】〔〕［］《》",
    RULE: "|·/>→←—–―│｜∙❯❱»",
    CODE: "={}<>\\$`~^*#_+%&@",
    HYPHEN: "-‐‑",
    BULLET: "•●○◦▪■□‣⁃►▶★☆✓✔✦◆◇",
}
HEAD, TAIL = 200, 60  # characters measured of a line: its head and its end


def _kinds() -> NDArray[np.uint8]:
    """Return the kind of each code point below 65,536."""
    table = np.full(65536, OTHER, np.uint8)
    for point in range(0x2000):
        char = chr(point)
        if char.isalpha():
            table[point] = UPPER if char.isupper() else LOWER if char.islower() else IDEOGRAPH
        elif char.isdecimal():
            table[point] = DIGIT
        elif char.isspace():
            table[point] = SPACE
    table[0x2E80:0x3000] = table[0x3040:0xD7FF] = table[0xF900:0xFB00] = IDEOGRAPH
    table[0x2000:0x200B] = table[0x3000] = SPACE
    table[0xFF10:0xFF1A] = DIGIT
    for kind, marks in _MARKS.items():
        table[[ord(mark) for mark in marks]] = kind
    table[10] = NEWLINE
    return table


_KIND = _kinds()


@dataclass(frozen=True, slots=True)
class Shapes:
    """Per line: counts of each kind, kinds of the first two and last characters, words."""

    counts: NDArray[np.float32]  # lines × KINDS
    first: NDArray[np.uint8]
    second: NDArray[np.uint8]
    last: NDArray[np.uint8]
    opening: NDArray[np.uint32]  # code point of the first character
    closing: NDArray[np.uint32]
    words: NDArray[np.float32]
    capitals: NDArray[np.float32]  # words that begin with a capital
    length: NDArray[np.float32]  # characters measured


def shapes(lines: list[str]) -> Shapes:
    """Return the shapes of lines that are stripped and not empty, longest ones in part."""
    text = "\n".join(line if len(line) <= HEAD + TAIL else _ends(line) for line in lines) + "\n"
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _KIND[np.minimum(points, 65535)]
    ends = np.flatnonzero(points == 10)
    starts = np.concatenate(([0], ends[:-1] + 1))
    length = ends - starts
    owner = np.repeat(np.arange(len(lines)), length + 1)
    counts = np.bincount(owner * KINDS + kinds, minlength=len(lines) * KINDS)
    opens = np.concatenate(([True], np.isin(kinds[:-1], (SPACE, NEWLINE))))
    words = np.bincount(owner[opens], minlength=len(lines))
    capitals = np.bincount(owner[opens & (kinds == UPPER)], minlength=len(lines))
    return Shapes(
        counts=counts.reshape(len(lines), KINDS).astype(np.float32),
        first=kinds[starts],
        second=kinds[np.minimum(starts + 1, ends)],
        last=kinds[ends - 1],
        opening=points[starts],
        closing=points[ends - 1],
        words=words.astype(np.float32),
        capitals=capitals.astype(np.float32),
        length=length.astype(np.float32),
    )


def _ends(line: str) -> str:
    return line[:HEAD] + line[-TAIL:]
