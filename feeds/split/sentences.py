"""A header or footer that is a sentence: "This entry was posted in News by Jane. Bookmark it."

Many themes say so what others print as fields, in any language: what stands before the
first label is the sentence's subject, and what comes after its end tells nothing.
"""

import re
from itertools import islice

from feeds.split.lexicon import FUNCTION, bits_of, furniture, leads, opening, words_of

# What such a sentence speaks of, among its first words: "This entry", "Ez a bejegyzés".
_ENTRY = frozenset(
    (
        *("entry", "post", "article", "beitrag", "eintrag", "artikel", "billet", "publication"),
        *("artículo", "entrada", "artigo", "publicação", "articolo", "bericht", "wpis"),
        *("artykuł", "запись", "статья", "запис", "стаття", "příspěvek", "článek", "inlägg"),
        *("inlägget", "innlegg", "innlegget", "indlæg", "indlægget", "bejegyzés", "artikkeli"),
        *("yazı", "articol"),
    )
)
_BEGINNING = 60  # characters with the first words
# The first word of such a sentence, which few lines of a text begin with: quickly told.
THIS = frozenset(
    (
        *("This", "The", "Entry", "Post", "Article", "Dieser", "Der", "Das", "Beitrag"),
        *("Eintrag", "Ce", "Cet", "Cette", "Billet", "Este", "Esta", "Esse", "El", "La"),
        *("Entrada", "Artículo", "Artigo", "Questo", "Articolo", "Dit", "Deze", "Het", "Ten"),
        *("Wpis", "Эта", "Эту", "Запись", "Статья", "Ця", "Цей", "Цю", "Tento", "Příspěvek"),
        *("Článek", "Detta", "Dette", "Ez", "Ezt", "Tämä", "Bu", "Acest", "Această", "Artikel"),
    )
)
_LONGEST = 400  # characters of such a sentence
_SUBJECT = 6  # words, of which the last begins the label
_CATEGORY = bits_of("category")
_PAGE = bits_of("share", "comments", "more")
_BY = bits_of("by")
_SHORT = 3  # words behind a sentence that are furniture in whatever language
_STATING = bits_of("category", "posted")
_WORD = re.compile(r"[^\W_]+")
# The end of a sentence, not of "J." or "St."
_STOP = re.compile(
    r"\.(?:(?<=[^\W\d_][^\W\d_][^\W\d_]\.)|(?<=[\u3040-\u9fff\uac00-\ud7a3]\.))"
    r"(?=\s+[^\W\d_]|\s*$)"
)
_DONE = frozenset(("abgelegt", "veröffentlicht", "gepostet", "kategorisiert", "eingestellt"))
_LAST_WORD = re.compile(r"\s+([^\W\d_]+)$")
_JOINED = re.compile(r"\s(?:and|und|et|y|e|en|og|och|i|и|ve|with|mit|avec|con|com)\s?$")


def stating(text: str) -> tuple[int, int]:
    """Return the part of a line that states fields: from its label to its end if it is a
    sentence with a subject before it, or one that other sentences follow; else all of it."""
    stop = _STOP.search(text)
    if stop is None:
        return 0, len(text)
    end, after = stop.span()
    if opening(text, 0, end)[0] & _BY:  # "by Jane Doe on 4 March · 2 Comments."
        return 0, len(text)
    for place, word in enumerate(_WORD.finditer(text, 0, end)):
        if place >= _SUBJECT:
            break
        if leads(word.group().lower()) and opening(text, word.start(), end)[0] & _STATING:
            rest = text[after:]
            if place > 1 or (not place and furniture(rest, words_of(rest)).anywhere):
                return word.start(), _without_verb(text, end)
            break
    return 0, len(text)


def states(text: str) -> bool:
    """Return whether a line is a sentence about where its article was posted, in so many words:
    of it, with a label of several words, and with nothing behind it but furniture."""
    if len(text) > _LONGEST or _ENTRY.isdisjoint(text[:_BEGINNING].lower().split(None, 3)[:3]):
        return False
    stop = _STOP.search(text)
    end = stop.start() if stop else len(text)
    for word in islice(_WORD.finditer(text, 0, end), 1, _SUBJECT):
        bits, after = opening(text, word.start(), end)
        if bits & _CATEGORY and " " in text[word.start() : after]:
            named = words_of(text[after:end])
            rest = words_of(text[end:])
            told = len(rest) <= _SHORT or bool(furniture(text[end:], rest).anywhere & _PAGE)
            return bool(named) and named[0] not in FUNCTION and told
    return False


def _without_verb(text: str, end: int) -> int:
    """Return where a German sentence ends without its verb: "unter Energie abgelegt"."""
    last = _LAST_WORD.search(text, 0, end)
    return last.start() if last and last[1] in _DONE else end


def unjoined(text: str, start: int, end: int) -> int:
    """Return where a piece ends without the word that ties it to the next: "Energy and"."""
    tie = _JOINED.search(text, start, end)
    return tie.start() if tie and end < len(text) else end
