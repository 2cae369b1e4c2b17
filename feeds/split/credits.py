"""A header line read into its fields: "Posted on 4 March 2021 by Jane Doe in News · 3 comments".

Extractors glue a site's byline, date and category on one line.  It is cut at its
separators, dates and labels; each piece is then a date, an author, a category or
furniture, by its label where it has one, else by the role of the line.
"""

import itertools
import re
from functools import lru_cache

from msgspec import Struct

from feeds.split.amounts import counts_itself, is_ago, is_noise
from feeds.split.gluing import CAPITAL, ENDS, SMALL, told
from feeds.split.lexicon import FUNCTION, bits_of, closing, is_dense, opening
from feeds.split.seams import Manner, seams, unlinked
from feeds.split.sentences import stating, unjoined
from feeds.split.stamps import CLOCK, dates
from feeds.split.trimming import TRIM, trimmed

AUTHOR, CATEGORY, DATE, OTHER, UNKNOWN = "author", "category", "date", "other", "unknown"


class Piece(Struct, frozen=True):
    """Characters [start, end) of a header line, and which field they belong to."""

    kind: str
    start: int
    end: int


_COLON = re.compile(r"[\s:：\-–—>»／/]*")
_LABELS = (  # in the order in which a phrase of several classes is taken
    (AUTHOR, bits_of("by")),
    (CATEGORY, bits_of("category")),
    (OTHER, bits_of("tags", "comments", "counts", "share")),
    (UNKNOWN, bits_of("posted", "updated")),
)
_CATEGORY = bits_of("category")
# How the word for a category begins where it needs no colon behind it.
_CALLED = ("categor", "catégor", "kategor", "категор", "rubri", "рубри")
_COLONS = frozenset(":：")
_OTHER_LABEL = bits_of("tags", "related", "nav", "share", "comments")
_WHEN = bits_of("posted", "updated")
_LAST_LABEL = re.compile(r"(?<!\w)\w{1,20}\s?[:：]\s*$")
_TIE = re.compile(rf"(?:^|\b|(?<=[{SMALL}])(?=[{CAPITAL}]))([^\W\d_]{{1,3}})\s$")
_COUNTED = re.compile(r"\s*\(\d+\)$")
_COUNT_AFTER = re.compile(r"(?<=[^\W\d_])\d{1,4}$|\s*\(\d+\)$")
_SHORT_NAME = 3  # letters
_TIE_LONGEST = 5  # characters of the last word of a label, and what is around it
_SHORTEST_LABEL = 5  # letters of one that touches its value
_DIGIT = re.compile(r"\d")
_AMOUNT = re.compile(r"[^\w\s]*\d|$")
_BY = bits_of("by")
_STAFF = bits_of("staff")
_PARTICLES = frozenset("にがはのをへとで")  # what ties a Japanese field to the next
_PARTICLE = re.compile(r"[\s\u3000][にがはのをへとで]$")
_ANY_LABEL = re.compile(
    r"[^\W\d_][^\s\d:：,，、/|]{0,19}\s?[:：](?!//)\s*(?=\S)"
)  # in any language
_COUNTS = bits_of("counts")
_LISTING = frozenset("|·•")  # signs between the names of a list
_TO = "于於"  # "分类于": between a label and what it names
_LED_BY = ("に ", "が ")  # "に 未分類": a particle before what stands on a line of its own
_AFTER_NAME = re.compile(r"\s(?:씀|글|기자|著|撰)$")
_AFTER_RUBRIC = re.compile(r"\s?에\s?(?:게시|등록|발행)\w{0,3}$")  # "개발에 게시됨"
# "By" where a date stands before it, in languages in which the word means much else.
_BY_BEHIND = re.compile(rf"\s*(?:per|da|de|od|ved)\s+(?=[{CAPITAL}]|[^\W\d_]+$)")
_DONE_BY = re.compile(r"由\s?(\S.*?)\s?(?:发布|發布|发表|發表|撰写|撰寫|创建)(?:于|於)?$")


def pieces(text: str, role: str, manner: Manner) -> tuple[Piece, ...]:
    """Return the pieces of a header line in order; `role` is that of the line (c, a, D)."""
    found: list[Piece] = []
    at, last = stating(text)
    stated = [(DATE, a, b) for a, b in dates(text, manner.day_first) if at <= a and b <= last]
    if not stated and role != "c" and ":" in text and (hour := CLOCK.search(text, at, last)):
        stated = [(OTHER, *hour.span())]
    for kind, start, end in [*stated, (OTHER, last, last)]:
        found += _between(text, at, start, role, manner)
        if end > start:
            found.append(Piece(kind, start, end))
        at = end
    return tuple(found)


@lru_cache(maxsize=1 << 10)
def labels_category(text: str) -> bool:
    """Return whether a line begins with an unmistakable label of a category."""
    if text[:2] in _LED_BY:  # "に 未分類"
        return len(text) > len(_LED_BY[0]) and " " not in text[2:]
    bits, at = told(text, 0, len(text))
    if not bits and text.lower().startswith(_CALLED):  # "Rubrika: Energie"
        label = _ANY_LABEL.match(text)
        return label is not None and label.end() < len(text)
    if not bits & _CATEGORY or at >= len(text.rstrip(TRIM)):
        return False
    if text[at].isalpha() and at >= _SHORTEST_LABEL:  # "CategoriesEnergy"
        return True
    colon = _COLON.match(text, at)
    if bits & _OTHER_LABEL:
        return colon is not None and colon.group().strip() in _COLONS
    if " " in text[:at] or (colon is not None and any(c in colon.group() for c in ":：>»")):
        return True
    rest = text[at:].strip()  # "Kategorie Energie, Kultur", "Kategorie Energie | Tags:"
    last = rest[-1:].isalnum() or "|" in rest
    return text.lower().startswith(_CALLED) and rest[:1].isupper() and last


@lru_cache(maxsize=1 << 10)  # labels are what comes back
def announces(text: str) -> str:
    """Return the field that a line announces which is nothing but its label: "Posted under"."""
    start, end = trimmed(text, 0, len(text))
    kind = ""
    while start < end:
        label, at = _label(text, start, end, "")
        if not label or label == OTHER:
            return ""
        kind = label
        start = trimmed(text, at, end)[0]
    return kind if kind in (AUTHOR, CATEGORY) else ""


def _between(text: str, start: int, end: int, role: str, manner: Manner) -> list[Piece]:
    """Return the pieces of a stretch without a date."""
    if start == end:
        return []
    if end < len(text):
        end = _before_date(text, start, end)
    led = role == "c" and not start and text.startswith(manner.label)
    doer = _BY_BEHIND.match(text, start, end) if start and role != "c" else None
    first = doer.end() if doer else start + led * len(manner.label)
    edges = {start, first, end, *seams(text, first, end, role, manner)}
    order = sorted(edges)
    found: list[Piece] = []
    kind = UNKNOWN
    for a, b in itertools.pairwise(order):
        if first > start and b == first:
            kind = AUTHOR if doer else CATEGORY
            continue
        if text[a:b].strip() in manner.stuck:
            kind = UNKNOWN
            continue
        if (
            found
            and kind == UNKNOWN
            and text[a] == "#"
            and a > start
            and text[found[0].start - 1] != "#"
        ):
            continue  # "Energy #wind #water": tags
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
        more = end - start - at <= _TIE_LONGEST and closing(text[start : start + at])
        return start + (more[1] if more and more[0] & _WHEN else at)  # "publicado el"
    if (tie := _TIE.search(text, start, end)) and tie[1].lower() in FUNCTION:
        return _before_date(text, start, tie.start())  # "den 4 mars", "on the 4th"
    label = _LAST_LABEL.search(text, start, end)
    if not label:
        return end
    last = ENDS.split(label.group())[-1]  # "Jane DoePosted: "
    return end - len(last) if opening(last, 0, len(last))[0] & _WHEN else label.start()


def _label(text: str, start: int, end: int, role: str) -> tuple[str, int]:
    """Return the field a label at the start announces, and where the label ends; else ""."""
    bits, at = told(text, start, end)
    if role == "c" and text[start:at].lower() in FUNCTION and not bits & ~_WHEN:
        return "", start  # "Le Monde" in a line of categories
    kind = next((kind for kind, of in _LABELS if bits & of), "")
    if kind == OTHER and at - start == 1 and text[at : at + 1].isalpha() and is_dense(text):
        return "", start  # a Korean name that begins as the word for minutes
    if kind and at < end and text[at] in _TO:
        at += 1
    colon = _COLON.match(text, at, end)
    if (
        role == "c"
        and kind == CATEGORY
        and at - start <= _SHORT_NAME
        and text[at + 1 : at + 2].islower()
    ):
        before = text[:start].rstrip()[-1:]
        if before in _LISTING and before:
            return "", start  # "Città | In evidenza"
    if kind == OTHER and colon and bits & _COUNTS and not _AMOUNT.match(text, colon.end()):
        if _COLONS.isdisjoint(colon.group()) and text[end : end + 1] not in _COLONS:
            return UNKNOWN, colon.end()  # "5 min read Energy"
        kind = AUTHOR if role == "a" else UNKNOWN  # "Words: Jane Doe"
    return (kind, colon.end() if colon else at) if kind else ("", start)


def _piece(text: str, start: int, end: int, role: str, kind: str) -> tuple[Piece | None, str]:
    """Return one piece without its label, if anything is left of it, and else the label's kind."""
    stop = end
    start, end = trimmed(text, start, unlinked(text, start, unjoined(text, start, end)))
    if start < end < stop - 1:  # a sign is left out, of a label perhaps: "文 /"
        label = _label(text, start, stop, role)[0]
        if label in (AUTHOR, CATEGORY) and told(text, start, stop)[1] > end:
            return None, label
    if text[start : start + 2] in _LED_BY:
        start += 2
    start, end, kind = _unlabelled(text, start, end, role, kind)
    if start < 0:
        return None, kind
    if kind == UNKNOWN and (named := _ANY_LABEL.match(text, start, end)):
        start = named.end()
    if kind == UNKNOWN and (role != "c" or is_dense(text)):
        kind, start, end = _named_before(text, start, end)
    if start >= end or text[start:end] in _PARTICLES:
        return None, kind if kind in (AUTHOR, CATEGORY) else UNKNOWN
    if kind == AUTHOR and _DIGIT.search(text, start, end) and is_ago(text[start:end]):
        kind = DATE  # "vom vor 5 Monaten"
    return Piece(
        _looks_like(text, start, end, role) if kind == UNKNOWN else kind, start, end
    ), UNKNOWN


def _unlabelled(text: str, start: int, end: int, role: str, kind: str) -> tuple[int, int, str]:
    """Return a piece without its labels, and the field they announce; -1 if that is all."""
    for _ in range(3):
        label, at = _label(text, start, end, role)
        if label and at >= end and text[end : end + 1] in _COLONS:
            return -1, end, label  # "News | Tags:"
        if not label or (at >= end and (kind != UNKNOWN or (role == "c" and label != UNKNOWN))):
            break
        if label == OTHER and kind != UNKNOWN and ":" not in text[start:at]:
            break  # "Section: Website Building"
        if kind == CATEGORY and label == UNKNOWN and text[start:at].strip().lower() in FUNCTION:
            break  # "Thème : Le Berry"
        if label == kind == CATEGORY and text[start].isupper() and at - start <= _SHORT_NAME:
            break  # "Posted in In Transit"
        kind = label if label != UNKNOWN or kind == UNKNOWN else kind
        start, end = trimmed(text, at, end)
    return start, end, kind


def _looks_like(text: str, start: int, end: int, role: str) -> str:
    """Return what a piece without a label tells by itself: when, how much, or nothing."""
    if is_ago(text[start:end]):
        return DATE
    if role != "c" and counts_itself(text[start:end]):
        return OTHER
    named = role == "a" and end - start <= _SHORT_NAME and not _DIGIT.search(text)
    return OTHER if is_noise(text[start:end], named=named) else UNKNOWN


def _named_before(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Return AUTHOR and a name whose label follows on it ("… tarafından") or stands around it, or
    UNKNOWN and a piece without the particle that ties it to the next."""
    if is_dense(text):
        if particle := _PARTICLE.search(text, start, end):
            end = particle.start()
        if done := _DONE_BY.match(text, start, end):  # "由 Ada Quill 发布"
            return AUTHOR, done.start(1), done.end(1)
        if after := _AFTER_NAME.search(text, start, end):
            return AUTHOR, start, after.start()
        if after := _AFTER_RUBRIC.search(text, start, end):
            return CATEGORY, start, after.start()
    bits, at = closing(text[start:end])
    name = text[start : start + at].strip()
    likely = " " in name or name[:1].islower() or is_dense(name)  # "Become author"
    if name and likely and bits & _BY and not bits & _STAFF:
        return AUTHOR, *trimmed(text, start, start + at)
    return UNKNOWN, start, end
