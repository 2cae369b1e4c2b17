"""What of an article can be looked up, and how much of one stands in another.

Two texts that share much share runs of words, and of these the ones with the lowest
digests: a handful of numbers each, by which a copy finds its original among any
number of articles (Broder, "On the resemblance and containment of documents").
"""

import re
import unicodedata
import zlib
from heapq import nsmallest

_WORD = re.compile(r"\d+(?:[.,:’']\d+)*|[^\W_]+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LINK = re.compile(r"\]\([^()\[\]\s]{0,500}")  # behind its text
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]]{1,500}")
_MARKS = ".,:’'"  # within a number
# A number with marks in it, or with letters behind it that are another word.  What stands
# before it is asked for after its first digit: digits are what is searched for fast.
_ASCII_NUMBER = re.compile(r"[0-9](?<![a-z0-9].)[0-9]*+(?:(?:[.,:'][0-9]++)+|(?=[a-z]))")
_ASCII_WORDS = bytes(byte if chr(byte).isalnum() and byte < 128 else 32 for byte in range(256))
_WITHIN_NUMBER = str.maketrans("", "", _MARKS)
RUN = 3  # words; shorter runs are shared by any two texts on one subject
SKETCH_RUN = 5  # words, so that turns of phrase are not among them
SKETCH = 12  # numbers to an article
MOST_WORDS = 20_000  # of an article that are looked at


def words(text: str) -> list[str]:
    """Return the words of Markdown as they are written; in scripts without spaces, the signs.

    Where a link leads is not among them, and a number is one word.
    """
    plain = _without_targets(text)
    if not plain.isascii():
        plain = _CJK.sub(lambda sign: f" {sign[0]} ", unicodedata.normalize("NFKC", plain))
    return _WORD.findall(plain)[:MOST_WORDS]


def folded(word: str) -> str:
    """Return a word as it is compared: "1,000" is "1000" everywhere.

    >>> folded("1,000"), folded("Mill")
    ('1000', 'mill')
    """
    return word.translate(_WITHIN_NUMBER) if word[0].isdigit() else word.casefold()


def _without_targets(text: str) -> str:
    """Return Markdown without where its links lead."""
    text = _LINK.sub(" ", text) if "](" in text else text
    return _ADDRESS.sub(" ", text) if "://" in text else text


def _all_folded(text: str) -> list[bytes]:
    """Return the words of a text as `folded` makes them.

    At once, for only numbers have such marks within: one by one takes three times as long,
    and in ASCII a table that leaves words alone does without looking for each.
    """
    plain = _without_targets(text)
    if plain.isascii():
        apart = _ASCII_NUMBER.sub(lambda number: f" {_unmarked(number[0])} ", plain.lower())
        return apart.encode().translate(_ASCII_WORDS).split()[:MOST_WORDS]
    found = _unmarked(" ".join(words(text))).casefold()
    return found.encode("utf-8", "replace").split(b" ") if found else []


def _unmarked(text: str) -> str:
    for mark in _MARKS:
        text = text.replace(mark, "")
    return text


def sketch(text: str) -> tuple[int, ...]:
    """Return the few numbers that a copy of `text` has in common with it, in order.

    A text of fewer words than a run has none: it is nobody's copy.
    """
    found = _all_folded(text)
    runs = zip(*(found[start:] for start in range(SKETCH_RUN)), strict=False)
    return tuple(nsmallest(SKETCH, set(map(zlib.crc32, map(b" ".join, runs)))))


def shingles(text: str) -> frozenset[bytes]:
    """Return the runs of three words in `text`; in scripts without spaces, of three signs."""
    found = _all_folded(text)
    if len(found) < RUN:
        return frozenset([b" ".join(found)] if found else ())
    return frozenset(b" ".join(found[at : at + RUN]) for at in range(len(found) - RUN + 1))


def contained(one: str, other: str) -> float:
    """Return how much of the shorter text stands in the longer, from 0 to 1.

    >>> contained("the mill burnt down today", "Today: the mill burnt down today, we hear")
    1.0
    >>> contained("the mill burnt down", "a new mill was opened")
    0.0
    """
    ours, theirs = shingles(one), shingles(other)
    smaller = min(len(ours), len(theirs))
    return len(ours & theirs) / smaller if smaller else 0.0
