"""What the header lines of a dump have in common: how they are printed, and what recurs.

One header line is read alone in credits.py; which of its pieces is an author is told by
the others, so everything that is asked of a dump as a whole is found out here, once.
"""

from collections import Counter
from datetime import datetime

from msgspec import Struct, field

from feeds.split.calendar import day_first, find_date
from feeds.split.credits import AUTHOR, CATEGORY, UNKNOWN, Manner, glued, joints, pieces
from feeds.split.lexicon import furniture, words_of


class House(Struct, frozen=True):
    """What holds for a dump as a whole: when it came, how it prints its headers, and the
    names that stand in several of them."""

    received: datetime
    manner: Manner = field(default_factory=Manner)
    categories: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    states_category: bool = False  # most headers have a line or a label for it
    states_author: bool = False
    common: Counter[str] = field(default_factory=Counter)


Line = tuple[str, str]  # role and text


def house_of(
    headers: list[list[Line]], received: datetime, language: str, stated: bool | None = None
) -> House:
    """Return what the header lines of all articles of a dump have in common."""
    lines = [(r, t) for header in headers for r, t in header if r in "caD" and len(t) < 300]
    texts = [t for _, t in lines]
    told = day_first(texts, default=language not in ("", "en"))
    first = told if stated is None else stated
    touching = sum(glued(t, first) for t in texts)
    manner = Manner(first, touching * 4 > len(texts), _labels(lines), joints(texts))
    categories, authors, common = set(), set(), Counter[str]()
    for role, text in lines:
        found = pieces(text, role, manner)
        bare = role == "c" and all(piece.kind != CATEGORY for piece in found)
        for piece in found:
            value = text[piece.start : piece.end]
            if piece.kind == CATEGORY or (bare and piece.kind == UNKNOWN):
                categories.add(value)
            elif piece.kind == AUTHOR:
                authors.add(value)
            elif piece.kind == UNKNOWN:
                common[value] += 1
    return House(
        received,
        manner,
        frozenset(categories),
        frozenset(authors),
        _stated(headers, "ck", CATEGORY, manner),
        _stated(headers, "", AUTHOR, manner) or _named_alone(headers),
        common,
    )


def _stated(headers: list[list[Line]], roles: str, kind: str, manner: Manner) -> bool:
    """Return whether most headers have a line of these roles or a piece so labelled."""
    held = sum(
        any(
            role in roles
            or (role in "caD" and any(piece.kind == kind for piece in pieces(text, role, manner)))
            for role, text in header
            if role in "ckaD" and len(text) < 300
        )
        for header in headers
    )
    return 2 * held > len(headers)


def _named_alone(headers: list[list[Line]]) -> bool:
    """Return whether most headers have a byline beside the line of the date."""
    held = sum(
        any(role == "a" and not find_date(text) for role, text in header) for header in headers
    )
    return 2 * held > len(headers)


def _labels(lines: list[Line]) -> tuple[tuple[str, str], ...]:
    """Return the beginnings that most lines of a role share: labels in any language."""
    found = []
    for role in "ca":
        texts = [t for r, t in lines if r == role]
        starts = Counter(t.split(" ", 1)[0] for t in texts if " " in t)
        for word, count in starts.most_common(1):
            alike = [t for t in texts if t.startswith(word + " ")]
            if count > 2 and 2 * count > len(texts) and (label := _shared(alike)):
                found.append((role, label))
    return tuple(found)


def _shared(texts: list[str]) -> str:
    """Return the label all texts begin with, if what follows it differs."""
    split = [t.split(" ") for t in texts]
    shared = 0
    while shared < 4 and all(len(w) > shared + 1 and w[shared] == split[0][shared] for w in split):
        shared += 1
    for count in range(shared, 0, -1):
        label = " ".join(split[0][:count]) + " "
        said = furniture(label, words_of(label))
        colon = label.rstrip().endswith((":", "："))
        if colon or (said.anywhere and (count == 1 or label[1:].islower())):
            return label if len({t[len(label) :] for t in texts}) > 2 else ""
    return ""
