"""A header line read into its fields: "Posted on 4 March 2021 by Jane Doe in News · 3 comments".

Extractors glue a site's byline, date and category on one line.  It is cut at its
separators, dates and labels; each piece is then a date, an author, a category or
furniture, by its label where it has one, else by the role of the line.
"""

import re
from dataclasses import dataclass

from .calendar import MONTHS, WEEKDAYS, find_date
from .lexicon import furniture, phrases, words_of

AUTHOR, CATEGORY, DATE, OTHER, UNKNOWN = "author", "category", "date", "other", "unknown"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters [start, end) of a header line, and which field they belong to."""

    kind: str
    start: int
    end: int


def _alternatives(*classes: str) -> str:
    found = sorted(phrases(*classes), key=len, reverse=True)
    return "|".join(re.escape(phrase) for phrase in found)


_GLUE = r"(?![^\W\d_])|(?=[A-ZÀ-ÖØ-ÞА-Я])"  # a label ends at a word's end or before a capital
_LABELS = {
    AUTHOR: re.compile(rf"(?i:(?:{_alternatives('by')}|from))(?:{_GLUE})\W*"),
    CATEGORY: re.compile(
        rf"(?i:(?:{_alternatives('category')}|sorted into|categorised as|categorized as|categorised|"
        r"categorized|kategorisiert als|filed to|posted to|归类于|归入|に投稿|に公開))"
        rf"(?:{_GLUE})[\s:：\-–—>»]*"
    ),
    OTHER: re.compile(rf"(?i:(?:{_alternatives('tags', 'comments', 'counts', 'share', 'more')}))(?:{_GLUE})\W*"),
    UNKNOWN: re.compile(rf"(?i:(?:{_alternatives('posted', 'updated')}|created|wrote this on|wrote this|wrote|stand|eingestellt))(?:{_GLUE})\W*"),
}  # fmt: skip
_SEPARATOR = re.compile(r"\s[|·•–—/»>:~@‧∙-]+\s|\s?(?://|::|\||·|•|»|¦|┃|👁|💬|🕒|📅|✍|🏷)\s?|\s{2,}|\s*\n\s*")
_INWARD = re.compile(
    r"\s(?=(?i:posted by|written by|published by|geschrieben von|verfasst von|publié par|escrito por|"
    r"by|von|par|por|di|door|przez|av|от)\s+[^\W\d_])"
    r"|\s(?=(?i:posted in|filed under|filed in|published in|tagged|tagged with|tags|category|categories|"
    r"abgelegt unter|kategorie|classé dans|catégorie|taggé avec|in|dans|unter|en|em)\b[\s:：])"
    r"|\s(?=(?i:posted on|published on|on|at|am|um|le|el|il|op|em|published|publié le|written on)\s*$)"
)
_TIME = re.compile(
    r"[\s,]*(?:(?:at|um|à|@|a las|às|alle|om|kl\.?|o|T|—|-)\s*)?\d{1,2}(?:[:h]|Uhr|点|時)\d{0,2}(?::\d{2})?(?:分)?"
    r"(?:\s*[ap]\.?m\b\.?)?(?:\s*Uhr)?(?:\s*(?:UTC|GMT|[A-Z]{2,4}T|Z)\b)?(?:\s*[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\W*\d[\d.,]*[kK]?\W*(?:[^\W\d_]+\W*){0,2}$|[^\W\d_]+\W*\(?\d+\)?\W*$")
_TRIM = " \t,;:：-–—|·•/»>()[]【】,#*.、，。‐»«@"
_OPEN = {")": "(", "]": "[", "】": "【"}


def pieces(text: str, role: str, day_first: bool) -> list[Piece]:
    """Return the pieces of a header line in order; `role` is that of the line (c, a, D)."""
    cuts = _dates(text, day_first)
    found: list[Piece] = []
    at = 0
    for start, end in [*cuts, (len(text), len(text))]:
        found += _between(text, at, start, role)
        if end > start:
            found.append(Piece(DATE, start, end))
        at = end
    return found


def _dates(text: str, day_first: bool) -> list[tuple[int, int]]:
    """Return the spans of a line's dates, with weekday before and time after."""
    spans = []
    at = 0
    while len(spans) < 3 and (found := find_date(text[at:], day_first)):
        start, end = at + found.start, at + found.end
        before = re.search(r"([^\W\d_]+)\.?,?\s*$", text[:start])
        if before and before[1].lower() in WEEKDAYS and before[1].lower() not in MONTHS:
            start = before.start()
        clock = _TIME.match(text, end)
        if clock:
            end = clock.end()
        spans.append((start, end))
        at = end
    return spans


def _between(text: str, start: int, end: int, role: str) -> list[Piece]:
    """Return the pieces of a stretch without a date."""
    edges = {start, end}
    for pattern in (_SEPARATOR, _INWARD):
        for match in pattern.finditer(text, start, end):
            edges |= {match.start(), match.end()}
    order = sorted(edges)
    found = []
    last = UNKNOWN
    for a, b in zip(order, order[1:], strict=False):
        piece = _piece(text, a, b, role, last)
        if piece:
            found.append(piece)
            last = piece.kind
    return found


def _piece(text: str, start: int, end: int, role: str, last: str) -> Piece | None:
    """Return one piece without its label, or nothing if nothing is left of it."""
    start, end = _trimmed(text, start, end)
    kind = UNKNOWN
    for _ in range(3):
        label = next(
            ((k, m) for k, p in _LABELS.items() if (m := p.match(text, start, end))), None
        )
        if not label or (label[1].end() >= end and kind == UNKNOWN and role == "c"):
            break
        kind = label[0] if label[0] != UNKNOWN else kind
        start, end = _trimmed(text, label[1].end(), end)
    if start >= end:
        return None
    if kind == UNKNOWN and _is_furniture(text[start:end]):
        kind = OTHER
    return Piece(kind, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _TRIM and text[start] not in "([【#":
        start += 1
    while end > start and text[end - 1] in _TRIM:
        pair = _OPEN.get(text[end - 1])
        if pair and pair in text[start:end]:
            break
        end -= 1
    if start < end and text[start] == "#":
        start += 1
    if start < end and text[start] in "([【" and text[end - 1] in ")]】":
        start, end = start + 1, end - 1
    return start, end


def _is_furniture(text: str) -> bool:
    words = words_of(text)
    if not words:
        return True
    said = furniture(text, words)
    return bool(_COUNT.match(text) and (said.anywhere or text.strip().isdecimal()))
