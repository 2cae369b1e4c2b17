"""What kind of character each code point is, as a table that arrays are looked up in.

The table is filled in as characters are met: to ask for every one there is takes
longer than to split a dump, and a text has some hundred different ones.
"""

import numpy as np
from numpy.typing import NDArray

(OTHER, LOWER, UPPER, DIGIT, SPACE, IDEOGRAPH, STOP, COMMA, COLON, QUOTE, BRACKET, RULE, CODE,
 HYPHEN, BULLET, NEWLINE) = range(16)  # fmt: skip
KINDS = 16
KIND = 15  # mask of the bits that are the kind
WORD = 16  # what \w is, but for "_"
JOINT = 32  # stands within words: apostrophe, hyphen
DECIMAL = 64  # what \d is
TELLING = 128  # addresses, handles and labels have one of these
DENSE = 256  # of a script that needs no spaces between words: kana, ideographs, Hangul
ITEM = 512  # a list item begins with one of these
_MET = 1024
FOLDED = 2048  # another letter when case is folded

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
_KIND_OF_MARK = {mark: kind for kind, marks in _MARKS.items() for mark in marks} | {"\n": NEWLINE}
_BLOCKS = (
    (0x2000, 0x200B, SPACE), (0x2E80, 0x3000, IDEOGRAPH), (0x3000, 0x3001, SPACE),
    (0x3040, 0xD7FF, IDEOGRAPH), (0xF900, 0xFB00, IDEOGRAPH), (0xFF10, 0xFF1A, DIGIT),
)  # fmt: skip
_DENSE = ((0x3040, 0x3100), (0x3400, 0xA000), (0xAC00, 0xD7A4))
_table = np.zeros(0x110000, np.uint16)

Points = NDArray[np.uint8] | NDArray[np.uint32]


def points(text: str) -> Points:
    """Return the code points of a text."""
    if text.isascii():  # a quarter of the memory to go through
        return np.frombuffer(text.encode("ascii"), np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def text_of(values: Points) -> str:
    """Return the text whose code points these are."""
    encoding = "ascii" if values.dtype == np.uint8 else "utf-32-le"
    return values.tobytes().decode(encoding, "surrogatepass")


def classes(values: Points) -> NDArray[np.uint16]:
    """Return the kind and the other bits of each code point."""
    found = _table[values]
    if not found.all():
        for char in set(text_of(values[found == 0])):
            _table[ord(char)] = _class(char)
        found = _table[values]
    return found


def _class(char: str) -> int:
    bits = _MET | _kind(char)
    bits |= WORD if char.isalnum() else 0
    bits |= JOINT if char in "'’-.+!" else 0
    bits |= DECIMAL if char.isdecimal() else 0
    bits |= TELLING if char in "@:：(/" else 0
    bits |= ITEM if char in "-*+•●○◦▪■‣⁃►–·#" or char.isdecimal() else 0
    bits |= FOLDED if char.casefold() != char else 0
    return bits | (DENSE if any(a <= ord(char) < b for a, b in _DENSE) else 0)


def _kind(char: str) -> int:
    point = ord(char)
    if char in _KIND_OF_MARK:
        return _KIND_OF_MARK[char]
    if point >= 0x2000:
        return next((kind for first, end, kind in _BLOCKS if first <= point < end), OTHER)
    if char.isalpha():
        return UPPER if char.isupper() else LOWER if char.islower() else IDEOGRAPH
    return DIGIT if char.isdecimal() else SPACE if char.isspace() else OTHER
