"""A piece of a header line that says how much, how often or when, and names nothing."""

import re
from datetime import datetime

from feeds.split.calendar import MONTHS, WEEKDAYS, relative
from feeds.split.lexicon import bits_of, furniture, words_of

_QUANTITY = re.compile(
    r"(?:[~≈]|[약約约]\s?)?\d[\d.,]*k?(?:\s[^\W\d_]{1,12}|\s?[\u3040-\u9fff\uac00-\ud7a3]{1,3})"
)
_COUNTED_WORD = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+)?\s\(\d+\)$")  # "TrackBacks (0)"
_FEW = re.compile(r"(?:[^\W\d_]{1,6}\s)?\d{1,3}\s?[^\W\d_]+(?:\s[^\W\d_]+){0,2}$")
_FEIRA = "-feira"  # "segunda-feira"
_DIGIT = re.compile(r"\d")
_NOISE = bits_of("counts", "comments", "share", "more")
_AGO = bits_of("ago")
_ABOUT = frozenset(("ca", "circa", "etwa", "env", "environ", "approx"))


def counts_itself(text: str) -> bool:
    """Return whether a piece is a word or two and their number: "TrackBacks (0)"."""
    return _COUNTED_WORD.match(text) is not None


def is_ago(text: str) -> bool:
    """Return whether a piece is how long ago an article was written: "3 kuukautta sitten"."""
    return bool(_FEW.match(text)) and relative(text, datetime(2000, 1, 1)) is not None


def is_noise(text: str, *, named: bool) -> bool:
    """Return whether a piece says how many, how often or when; `named` is one that stands where
    a short name does, as "Sam" and "Mar" are days and months as well."""
    words = words_of(text)
    if _QUANTITY.fullmatch(text):
        return True
    if text.lower() in _ABOUT:
        return True
    if all(w.isdecimal() or w in MONTHS or w in WEEKDAYS or w.endswith(_FEIRA) for w in words):
        return not named
    said = furniture(text, words)
    if said.anywhere & _AGO and len(words) < 5:
        return True
    return bool(said.anywhere & _NOISE and (_DIGIT.search(text) or said.covered >= said.words))
