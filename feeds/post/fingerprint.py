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
_TARGET = re.compile(r"\]\([^()\[\]\s]{0,500}|https?://[^\s<>()\[\]]{1,500}")  # of a link
_WITHIN_NUMBER = str.maketrans("", "", ".,:’'")
RUN = 3  # words; shorter runs are shared by any two texts on one subject
SKETCH_RUN = 5  # words, so that turns of phrase are not among them
SKETCH = 12  # numbers to an article
MOST_WORDS = 20_000  # of an article that are looked at


def words(text: str) -> list[str]:
    """Return the words of Markdown as they are written; in scripts without spaces, the signs.

    Where a link leads is not among them, and a number is one word.
    """
    plain = unicodedata.normalize("NFKC", _TARGET.sub(" ", text))
    return _WORD.findall(_CJK.sub(lambda sign: f" {sign[0]} ", plain))[:MOST_WORDS]


def folded(word: str) -> str:
    """Return a word as it is compared: "1,000" is "1000" everywhere.

    >>> folded("1,000"), folded("Mill")
    ('1000', 'mill')
    """
    return word.translate(_WITHIN_NUMBER) if word[0].isdigit() else word.casefold()


def sketch(text: str) -> tuple[int, ...]:
    """Return the few numbers that a copy of `text` has in common with it, in order.

    A text of fewer words than a run has none: it is nobody's copy.
    """
    found = [folded(word) for word in words(text)]
    runs = {
        zlib.crc32(" ".join(found[at : at + SKETCH_RUN]).encode("utf-8", "replace"))
        for at in range(len(found) - SKETCH_RUN + 1)
    }
    return tuple(nsmallest(SKETCH, runs))


def shingles(text: str) -> frozenset[str]:
    """Return the runs of three words in `text`; in scripts without spaces, of three signs."""
    found = [folded(word) for word in words(text)]
    if len(found) < RUN:
        return frozenset([" ".join(found)] if found else ())
    return frozenset(" ".join(found[at : at + RUN]) for at in range(len(found) - RUN + 1))


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
