"""A header line read into its fields: "Posted on 4 March 2021 by Jane Doe in News · 3 comments".

Extractors glue a site's byline, date and category on one line.  It is cut at its
separators, dates and labels; each piece is then a date, an author, a category or
furniture, by its label where it has one, else by the role of the line.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec import Struct

from feeds.split.calendar import MONTHS, WEEKDAYS, find_date
from feeds.split.lexicon import bits_of, closing, furniture, opening, words_of

AUTHOR, CATEGORY, DATE, OTHER, UNKNOWN = "author", "category", "date", "other", "unknown"


class Piece(Struct, frozen=True):
    """Characters [start, end) of a header line, and which field they belong to."""

    kind: str
    start: int
    end: int


class Manner(Struct, frozen=True):
    """How a dump prints its header lines: day or month first, fields glued, labels it repeats."""

    day_first: bool = False
    glued: bool = False
    labels: tuple[tuple[str, str], ...] = ()  # role, beginning
    joints: tuple[str, ...] = ()  # words that begin a field right after another's last letter


_CAPITAL = "A-ZÀ-ÖØ-ÞА-Я"
_SMALL = "a-zß-öø-ÿа-я"
_COLON = re.compile(r"[\s:：\-–—>»／/]*")
_LABELS = (  # in the order in which a phrase of several classes is taken
    (AUTHOR, bits_of("by")),
    (CATEGORY, bits_of("category")),
    (OTHER, bits_of("tags", "comments", "counts", "share")),
    (UNKNOWN, bits_of("posted", "updated")),
)
_CATEGORY = bits_of("category")
_OTHER_LABEL = bits_of("tags", "related", "nav", "share", "comments")
_WHEN = bits_of("posted", "updated")
_LAST_LABEL = re.compile(r"(?<!\w)\w{1,20}\s?[:：]\s*$")
_SEPARATOR = re.compile(
    r"\s[|·•–—/»>~@‧∙-]+\s|\s?(?://|::|\||·|•|»|¦|┃|👁|💬|🕒|📅|✍|🏷)\s?|\s{2,}"
    r"|に(?=投稿|公開|掲載)|(?=发布在|发表在|归类于)|\swrote\s(?:this\s)?on\s"
)
_BY = r"by|von|par|por|di|door|przez|av|от|from"
_IN = (
    r"posted in|filed under|filed in|published in|archived in|tagged with|tagged|tags?|category|"
    r"categories|kategorie|abgelegt unter|classé dans|catégories?|taggé avec|categoría|categoria|"
    r"section|topics?|sorted into|more about|veröffentlicht in|publié dans"
)
# "Posted by" and "filed under" are one label, not a field and a label.
_FIRST_OF_LABEL = (
    "posted published filed archived written tagged sorted listed veröffentlicht gepostet abgelegt "
    "kategorisiert geschrieben verfasst eingestellt classé publié posté rédigé écrit rangé "
    "publicado escrito pubblicato scritto geplaatst geschreven report reported words more"
)
_NOT_AFTER = "".join(rf"(?<!\b{word})" for word in _FIRST_OF_LABEL.split())
_INWARD = re.compile(
    rf"(?i:{_NOT_AFTER})\s(?:(?=(?i:{_BY})\s+[^\W\d_])|(?=(?i:{_IN})\b[\s:：])"
    rf"|(?=(?:in|dans|unter|under|en|em|into)\s+(?![{_SMALL}])[^\W_])|(?=[^\s:：]{{1,20}}[:：]))"
)
_JOINTS = (*_BY.split("|"), "in", "dans", "unter")
_OFTEN = 0.5  # share of a dump's header lines from which such a word is no end of a name
_GLUED_COUNT = re.compile(r"(?<=[^\W\d_])(?=\d+\s+[^\W\d_])")
_JOINT = re.compile(rf"(?<=[^\W\d_])({'|'.join(_JOINTS)})\s+[{_CAPITAL}]")
_GLUED_NAME = re.compile(rf"[^\W\d_](?:{_BY})\s[{_CAPITAL}]")
_TIME = re.compile(
    r"[\s,]*(?:(?:at|um|à|@|a las|às|alle|om|kl\.?|o|T|—|-)\s*)?"
    r"\d{1,2}(?:[:h]\d{2}|\s?Uhr|[点時]|(?=\s?[ap]\.?m\b))(?::\d{2})?(?:\d{0,2}分)?"
    r"(?:\s*[ap]\.?m\b\.?)?(?:\s*Uhr)?(?:\s*(?:UTC|GMT|[A-Z]{2,4}T|Z)\b)?(?:\s*[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(rf"([{_CAPITAL}]?[{_SMALL}]+|[^\W\d_]+)\.?,?\s*$")
_COUNTED = re.compile(r"\s*\(\d+\)$")
_COUNT_AFTER = re.compile(r"(?<=[^\W\d_])\d{1,4}$|\s*\(\d+\)$")
_DIGIT = re.compile(r"\d")
_NOISE = bits_of("counts", "comments", "share", "more")
_AGO = bits_of("ago")
_TRIM = " \t\xa0,;:：-–—|·•/»>()[]【】,#*.、，。‐»«@&+"
_PAIRS = {")": "(", "]": "[", "】": "【", "）": "（"}


@lru_cache(maxsize=1 << 12)
def pieces(text: str, role: str, manner: Manner) -> tuple[Piece, ...]:
    """Return the pieces of a header line in order; `role` is that of the line (c, a, D)."""
    found: list[Piece] = []
    at = 0
    for start, end in [*_dates(text, manner.day_first), (len(text), len(text))]:
        found += _between(text, at, start, role, manner)
        if end > start:
            found.append(Piece(DATE, start, end))
        at = end
    return tuple(found)


def labels_category(text: str) -> bool:
    """Return whether a line begins with an unmistakable label of a category."""
    bits, at = opening(text, 0, len(text))
    if not bits & _CATEGORY or bits & _OTHER_LABEL or at >= len(text.rstrip(_TRIM)):
        return False
    colon = _COLON.match(text, at)
    return " " in text[:at] or (colon is not None and any(c in colon.group() for c in ":：>»"))


def glued(text: str, day_first: bool) -> bool:
    """Return whether a date in the line touches a letter of another field."""
    if _GLUED_NAME.search(text):
        return True
    for start, end in _dates(text, day_first):
        if (
            start
            and text[start - 1].isalpha()
            and text[start - 1].isascii()
            and text[start - 2 : start].lower() not in ("on", "le")
        ):
            return True
        if end < len(text) and text[end].isalpha() and text[end].isupper():
            return True
    return False


def joints(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the words that stick to the field before in most lines: "Jane Doeby" is none."""
    count = Counter(word for text in texts for word in {m[1] for m in _JOINT.finditer(text)})
    return tuple(word for word in _JOINTS if count[word] > _OFTEN * len(texts))


@cache
def _glue(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return where one field ended if an extractor left out the space: words tell."""
    stuck = rf"(?<=[^\W\d_])(?=(?:{'|'.join(words)})\s+[^\W\d_])|" if words else ""
    return re.compile(
        rf"{stuck}(?<=[{_SMALL})])(?=[{_CAPITAL}][^\W\d_])"
        rf"|(?<=[^\W\d_])(?=(?:le|on)\s+\d)|(?<=[\d)])(?=(?:{'|'.join(_JOINTS)})\s+[^\W\d_])"
        rf"|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[{_CAPITAL}])"
    )


def _dates(text: str, day_first: bool) -> list[tuple[int, int]]:
    """Return the spans of a line's dates, with weekday before and time after."""
    spans: list[tuple[int, int]] = []
    at = 0
    while len(spans) < 3 and (found := find_date(text[at:], day_first)):
        start, end = at + found.start, at + found.end
        before = _LAST_WORD.search(text[max(at, start - 20) : start])
        if before and before[1].lower() in WEEKDAYS and before[1].lower() not in MONTHS:
            start = max(at, start - 20) + before.start()
        clock = _TIME.match(text, end)
        if clock:
            end = clock.end()
        spans.append((start, end))
        at = end
    return spans


def _between(text: str, start: int, end: int, role: str, manner: Manner) -> list[Piece]:
    """Return the pieces of a stretch without a date."""
    if end < len(text):
        end = _before_date(text, start, end)
    edges = {start, end}
    known = next(
        (b for r, b in manner.labels if not start and r == role and text.startswith(b)), ""
    )
    if known:
        edges.add(len(known))
    cuts = [_SEPARATOR, _INWARD, _GLUED_COUNT]
    if manner.glued and role != "c":
        cuts.append(_glue(manner.joints))
    for pattern in cuts:
        for match in pattern.finditer(text, start + len(known), end):
            edges |= {match.start(), match.end()}
    order = sorted(edges)
    found, kind = [], UNKNOWN
    for a, b in itertools.pairwise(order):
        if known and b == len(known):
            kind = _label_kind(known, role)
            continue
        piece, kind = _piece(text, a, b, role, kind)
        if piece and role == "c" and (count := _count(manner).search(text, piece.start, piece.end)):
            piece = Piece(piece.kind, piece.start, count.start())
        if piece:
            found.append(piece)
    return found


def _count(manner: Manner) -> re.Pattern[str]:
    """Return what a category's number of articles looks like: "News (3)", glued "News3"."""
    return _COUNT_AFTER if manner.glued else _COUNTED


def _before_date(text: str, start: int, end: int) -> int:
    """Return where a stretch before a date ends if its label ("Posted on") is left out."""
    bits, at = closing(text[start:end])
    if bits & _WHEN:
        return start + at
    label = _LAST_LABEL.search(text, start, end)
    return label.start() if label else end


def _label_kind(label: str, role: str) -> str:
    bits = furniture(label, words_of(label)).anywhere
    fitting = [kind for kind, of in _LABELS if kind != OTHER and bits & of]
    return fitting[0] if fitting else CATEGORY if role == "c" else UNKNOWN


def _label(text: str, start: int, end: int) -> tuple[str, int]:
    """Return the field a label at the start announces, and where the label ends; else ""."""
    bits, at = opening(text, start, end)
    kind = next((kind for kind, of in _LABELS if bits & of), "")
    colon = _COLON.match(text, at, end)
    return (kind, colon.end() if colon else at) if kind else ("", start)


def _piece(text: str, start: int, end: int, role: str, kind: str) -> tuple[Piece | None, str]:
    """Return one piece without its label, if anything is left of it, and else the label's kind."""
    start, end = _trimmed(text, start, end)
    for _ in range(3):
        label, at = _label(text, start, end)
        if not label or (at >= end and (kind != UNKNOWN or (role == "c" and label != UNKNOWN))):
            break
        kind = label if label != UNKNOWN or kind == UNKNOWN else kind
        start, end = _trimmed(text, at, end)
    if start >= end:
        return None, kind if kind in (AUTHOR, CATEGORY) else UNKNOWN
    if kind == UNKNOWN and _is_noise(text[start:end]):
        kind = OTHER
    return Piece(kind, start, end), UNKNOWN


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _TRIM and text[start] not in "([【":
        start += 1
    while end > start and text[end - 1] in _TRIM:
        opening = _PAIRS.get(text[end - 1])
        if opening and opening in text[start:end]:
            break
        end -= 1
    if end - start > 2 and _PAIRS.get(text[end - 1]) == text[start]:
        start, end = start + 1, end - 1
    return start, end


def _is_noise(text: str) -> bool:
    words = words_of(text)
    if all(w.isdecimal() or w in MONTHS or w in WEEKDAYS for w in words):
        return True
    said = furniture(text, words)
    if said.anywhere & _AGO and len(words) < 5:
        return True
    return bool(said.anywhere & _NOISE and (_DIGIT.search(text) or said.covered >= said.words))
