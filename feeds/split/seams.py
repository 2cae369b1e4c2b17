"""Where a header line is cut into pieces: at its signs, its labels and its glue."""

import re
from collections.abc import Iterator

from msgspec import Struct

from feeds.split.gluing import (
    BY,
    CAPITAL,
    GLUE,
    SMALL,
    counts,
    joined_by,
    labels,
    told,
    within,
)
from feeds.split.lexicon import bits_of, closing, opening
from feeds.split.offices import offices
from feeds.split.trimming import TRIM


class Manner(Struct, frozen=True):
    """How a dump prints its header lines: day or month first, fields glued, labels it repeats."""

    day_first: bool = False
    glued: bool = False
    label: str = ""  # that most lines of categories begin with
    joints: tuple[str, ...] = ()  # words that begin a field right after another's last letter
    stuck: tuple[str, ...] = ()  # what stands before a colon in mid-line, the same in many
    whole: frozenset[str] = frozenset()  # words with a capital within, which end nowhere


# What a theme calls its link to the article: it belongs to no field.
ANCHORS = frozenset(
    (
        *("permalink", "permalien", "permanentlink", "link", "lien", "enlace", "ссылка"),
        *("パーマリンク", "固定链接", "永久链接"),
    )
)
_SEPARATOR = re.compile(
    r"\s[|·•–—/»>~@‧∙-]+\s|\s?(?://|::|\||·|•|»|¦|┃|👁|💬|🕒|📅|✍|🏷)\s?|\s{2,}"
    r"|に(?=投稿|公開|掲載)|(?=发布在|发表在|归类于)|\swrote\s(?:this\s)?on\s"
)
_IN = (
    r"posted in|filed under|filed in|published in|archived in|tagged with|tagged|tags?|category|"
    r"categories|kategorie|abgelegt unter|classé dans|catégories?|taggé avec|categoría|categoria|"
    r"section|topics?|sorted into|more about|veröffentlicht in|publié dans"
)
_INWARD = re.compile(
    rf"\s(?:(?=(?i:{BY})\s+[^\W\d_])|(?=(?i:{_IN})\b[\s:：](?!\s*[/·•]))"
    rf"|(?P<capital>(?=(?:In|Dans|Unter|Em)\s+[{CAPITAL}]))"
    rf"|(?P<bare>(?=(?:in|dans|unter|under|en|em|into)\s+(?![{SMALL}])[^\W_]))"
    rf"|(?=[^\s:：]{{1,20}}[:：]))"
)
_HASH = re.compile(r"(?<=[^\W_])\s(?=#[^\W\d_])")  # "Energy #wind"
_IN_TOUCHES = re.compile(rf"(?<=[{SMALL}])(?=(?:In|Dans)\s+[{CAPITAL}])")  # "Ada QuillIn News"
_BRACKETED = re.compile(r"\([^\W\d_]+\)")
_OF_NAMES = ("Di ", "Von ", "Da ")
_OF = ("di ", "av ", "door ", "from ", "от ")  # no less often "of" than "by"
_NAMES = re.compile(rf"\w+\s+[{CAPITAL}][^\s,]*\s+[{CAPITAL}]")
_FIELDS = bits_of("by", "category", "tags", "posted", "updated", "counts", "comments")
_LEADS_ON = bits_of("by", "posted", "updated")
_BY = bits_of("by")
_FILED = bits_of("category")
_WORDS_BEFORE = 3  # of a label, before its last


def seams(text: str, start: int, end: int, role: str, manner: Manner) -> set[int]:
    """Return where one piece ends and the next begins, by signs, labels and glue."""
    said = text[start:end].strip(TRIM).split(" ")
    plain = len(said) < 3 and not (manner.glued or manner.stuck)
    if plain and all((word[1:].islower() and word.isalpha()) or not word for word in said):
        # "Energy", "Ada Quill", or nothing
        return set(offices(text, start, end, glued=False)) if end < len(text) else set()
    found: set[int] = set()
    patterns = [_SEPARATOR]
    if manner.glued and role != "c":
        patterns.append(GLUE)
    if manner.joints:
        patterns.append(joined_by(manner.joints))
    for pattern in patterns:
        for match in pattern.finditer(text, start, end):
            found |= {match.start(), match.end()}
    if found and (value := told(text, start, end)[1]) > start and not text[value - 1].isalnum():
        found = {place for place in found if place >= value}  # not the sign of a label: "文 /"
    found.update(_behind_names(text, start, end, role))
    known = 0 < start == len(manner.label) and text.startswith(manner.label)
    found.update(labels(text, start, end, led=known), counts(text, start, end))
    found.update(_inward(text, start, end, role, {0 if known else start, *found}))
    if manner.glued or not found:
        found.update(offices(text, start, end, glued=manner.glued))
    for label in manner.stuck:
        at = text.find(label, start, end)
        if at >= 0 and not _in_label(text, start, at, end):
            found |= {at, at + len(label)}
    return found - within(text, start, end, manner.whole) - _in_brackets(text, start, end)


def _behind_names(text: str, start: int, end: int, role: str) -> Iterator[int]:
    """Yield where tags begin, "Energy #wind", or a category that touches who wrote it."""
    if " #" in text:
        bits, value = told(text, start, end)
        for tag in _HASH.finditer(text, start, end):
            if tag.start() > value or not bits & _FILED:
                yield from tag.span()
    if role != "c" and ("In " in text or "Dans " in text):
        for joint in _IN_TOUCHES.finditer(text, start, end):
            if told(text, start, joint.start())[0] & _BY:
                yield joint.start()


def unlinked(text: str, start: int, end: int) -> int:
    """Return where a piece ends without a link to the article: "Energy permalink"."""
    at = text.rfind(" ", start, end)
    return at if at > start and text[at + 1 : end].casefold() in ANCHORS else end


def _in_brackets(text: str, start: int, end: int) -> set[int]:
    """Return the places within a word in brackets, where nothing is cut: "(MillAdmin)"."""
    return {
        place
        for word in _BRACKETED.finditer(text, start, end)
        for place in range(word.start() + 2, word.end() - 1)
    }


def _inward(text: str, start: int, end: int, role: str, edges: set[int]) -> Iterator[int]:
    """Yield where a label or a preposition begins behind a space, and where the space does."""
    for match in _INWARD.finditer(text, start, end):
        if match["capital"] is not None and not _is_signed(text, match.start(), edges):
            continue  # "Women In Science"
        if match["bare"] is not None and not _is_led(text, match.start(), edges, role):
            continue  # "This Week in Review"
        if _is_of(text, start, match, role):
            continue
        if not _in_label(text, start, match.start(), end):
            yield from match.span()


def _is_of(text: str, start: int, match: re.Match[str], role: str) -> bool:
    """Return whether a word for "by" is part of a name: "Ada Di Quill", "Città di Siena"."""
    after = match.end()
    if text.startswith(_OF_NAMES, after) and text[start : match.start()].isalpha():
        return True
    if role == "c" and text.startswith("por ", after) and text[after + 4 : after + 5].islower():
        return True  # "revisión por pares"
    if not text.startswith(_OF, after) or _NAMES.match(text, after):
        return False
    label = text.rfind(":", start, after)
    return role == "c" or (label > 0 and bool(closing(text[start:label])[0] & _FILED))


def _is_led(text: str, at: int, edges: set[int], role: str) -> bool:
    """Return whether a name or a date stands before a bare "in Energy": one that begins the
    line of an author, or that has a label."""
    first = max(edge for edge in edges if edge <= at)
    while first < at and text[first] in TRIM:
        first += 1
    begins = first == 0 and role == "a"
    return first >= at or begins or bool(opening(text, first, at)[0] & _LEADS_ON)


def _is_signed(text: str, at: int, edges: set[int]) -> bool:
    """Return whether what stands before a place has the label of an author: "By Ada Quill In"."""
    first = max(edge for edge in edges if edge <= at)
    return bool(told(text, first, at)[0] & _BY)


def _in_label(text: str, start: int, at: int, end: int) -> bool:
    """Return whether a place stands within a label of several words: "Story by", "A cura di"."""
    first = at
    for _ in range(_WORDS_BEFORE):
        if first <= start:
            break
        first = text.rfind(" ", start, first - 1) + 1 or start
        first = max(first, text.rfind("|", start, at) + 1)
        bits, stop = told(text, first, end)
        if stop > at and bits & _FIELDS:
            return True
    return False
