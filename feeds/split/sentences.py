"""A header or footer that is a sentence: "This entry was posted in News by Jane. Bookmark it."

Many themes say so what others print as fields, in any language: what stands before the
first label is the sentence's subject, and what comes after its end tells nothing.
"""

import re

from feeds.split.lexicon import bits_of, furniture, leads, opening, words_of

_SUBJECT = 6  # words, of which the last begins the label
_STATING = bits_of("category", "posted")
_WORD = re.compile(r"[^\W_]+")
# The end of a sentence, not of "J." or "St."
_STOP = re.compile(r"(?<=[^\W\d_][^\W\d_][^\W\d_])\.(?=\s+[^\W\d_]|\s*$)")
_DONE = frozenset(("abgelegt", "veröffentlicht", "gepostet", "kategorisiert", "eingestellt"))
_LAST_WORD = re.compile(r"\s+([^\W\d_]+)$")
_JOINED = re.compile(r"\s(?:and|und|et|y|e|en|og|och|i|и|ve)$")


def stating(text: str) -> tuple[int, int]:
    """Return the part of a line that states fields: from its label to its end if it is a
    sentence with a subject before it, or one that other sentences follow; else all of it."""
    stop = _STOP.search(text)
    if stop is None:
        return 0, len(text)
    end = stop.start()
    for place, word in enumerate(_WORD.finditer(text, 0, end)):
        if place >= _SUBJECT:
            break
        if leads(word.group().lower()) and opening(text, word.start(), end)[0] & _STATING:
            rest = text[stop.end() :]
            if place > 1 or (not place and furniture(rest, words_of(rest)).anywhere):
                return word.start(), _without_verb(text, end)
            break
    return 0, len(text)


def _without_verb(text: str, end: int) -> int:
    """Return where a German sentence ends without its verb: "unter Energie abgelegt"."""
    last = _LAST_WORD.search(text, 0, end)
    return last.start() if last and last[1] in _DONE else end


def unjoined(text: str, start: int, end: int) -> int:
    """Return where a piece ends without the word that ties it to the next: "Energy and"."""
    tie = _JOINED.search(text, start, end)
    return tie.start() if tie and end < len(text) else end
