"""How much of one article's words stand in another: the same article, corrected or grown?"""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
RUN = 3  # words; shorter runs are shared by any two texts on one subject


def shingles(text: str) -> frozenset[str]:
    """Return the runs of three words in `text`; in scripts without spaces, of three signs."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = _WORD.findall(_CJK.sub(lambda sign: f" {sign[0]} ", folded))
    if len(words) < RUN:
        return frozenset([" ".join(words)] if words else ())
    return frozenset(" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


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
