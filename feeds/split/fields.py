"""The fields of an article, out of the lines that the reading calls its header."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .calendar import find_date, relative, time_of_day
from .credits import AUTHOR, CATEGORY, DATE, OTHER, UNKNOWN, Piece, pieces
from .lexicon import CLASSES, furniture, words_of
from .markdown import joined

_CRUMB = re.compile(r"\s*(?:[>›»→|·•❯▸⟩]|::|(?<=\s)[/\\](?=\s))\s*")
_TITLE_MARKS = re.compile(r"^(?:[*+•●○◦▪■‣⁃►▶–-]|#{1,6})\s+|\s+[#¶∞§]$|[¶∞]$")
_BRACKETS = {"[": "]", "【": "】", "(": ")", "（": "）", "《": "》", "<": ">"}
_UPDATED = 1 << CLASSES.index("updated")
_WORDS_CUT = 160  # characters of a derived title


@dataclass(slots=True)
class Facts:
    """What an article's header says."""

    title: str = ""
    dek: str = ""
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    categories: tuple[str, ...] = ()


@dataclass(slots=True)
class House:
    """What holds for a dump as a whole: its order of days and months, names met before."""

    received: datetime
    day_first: bool = False
    categories: Counter[str] = field(default_factory=Counter)
    authors: Counter[str] = field(default_factory=Counter)


Line = tuple[str, str]  # role and text


def facts(lines: list[Line], house: House) -> Facts:
    """Return the fields of one article from its units' roles and texts."""
    found = Facts()
    found.title = title_of(lines)
    found.dek = joined(_run(lines, "d"))
    found.published = _published(lines, house)
    found.byline, found.categories = _credits(lines, house)
    return found


def title_of(lines: list[Line]) -> str:
    """Return the title as printed, without the bullet or anchor an extractor left."""
    return joined(_run([(r, bare_title(t)) for r, t in lines], "t"))


def bare_title(text: str) -> str:
    """Return a title's text without list marks and anchors."""
    previous = ""
    while previous != text:
        previous, text = text, _TITLE_MARKS.sub("", text).strip()
    return text


def _run(lines: list[Line], role: str) -> list[str]:
    """Return the texts of the first run of lines of a role."""
    run: list[str] = []
    for kind, text in lines:
        if kind == role:
            run.append(text)
        elif run:
            break
    return run


def _published(lines: list[Line], house: House) -> datetime | None:
    """Return the first date a header states; that of an update only if there is no other."""
    late = None
    dated = [(r, t) for r, t in lines if r in "Dackm"]
    for role in "Dackm":
        run = [t for r, t in dated if r == role]
        for text in [*run, " ".join(run[:3])] if role == "D" else run:
            found = find_date(text, house.day_first)
            if found and found.year:
                hour, minute = time_of_day(text[found.end :])
                stated = datetime(found.year, found.month, found.day, hour, minute)
                lead = text[: found.start]
                if role != "m" and not furniture(lead, words_of(lead)).anywhere & _UPDATED:
                    return stated
                late = late or stated
    if late:
        return late
    for role, text in dated:
        if role in "Da" and not find_date(text) and (moment := relative(text, house.received)):
            return moment.replace(microsecond=0)
    return _without_year(dated, house)


def _without_year(dated: list[Line], house: House) -> datetime | None:
    """Return "4 March" as the last 4 March before the dump was received."""
    for role, text in dated:
        found = find_date(text, house.day_first) if role in "Da" else None
        if found:
            for year in (house.received.year, house.received.year - 1):
                try:
                    stated = datetime(year, found.month, found.day)
                except ValueError:
                    continue
                if stated <= house.received.replace(tzinfo=None) + timedelta(days=1):
                    return stated
    return None


def _credits(lines: list[Line], house: House) -> tuple[tuple[str, ...], tuple[str, ...]]:
    authors: list[str] = []
    categories: list[str] = []
    for role, text in lines:
        if role == "k":
            crumb = _last_crumb(text)
            if crumb:
                categories.insert(0, crumb)
        elif role in "caD":
            names, hints = _read(role, text, house)
            authors += [n for n in names if n not in authors]
            categories += [h for h in hints if h not in categories]
    return tuple(authors[:1]), tuple(categories)


def _last_crumb(text: str) -> str:
    crumbs = [c for c in _CRUMB.split(text) if c.strip()]
    return crumbs[-1].strip(" >›»/") if crumbs else ""


def _read(role: str, text: str, house: House) -> tuple[list[str], list[str]]:
    """Return the authors and categories of one header line."""
    found = [p for p in pieces(text, role, house.day_first)]
    kinds = _kinds(found, text, role, house)
    authors, categories = [], []
    k = 0
    while k < len(found):
        piece, kind = found[k], kinds[k]
        if kind == AUTHOR:
            authors.append(text[piece.start : piece.end])
        elif kind == CATEGORY:
            first = k
            while k + 1 < len(found) and kinds[k + 1] == CATEGORY:
                k += 1
            categories.append(_unwrapped(text[found[first].start : found[k].end]))
        k += 1
    return authors, categories


def _kinds(found: list[Piece], text: str, role: str, house: House) -> list[str]:
    """Return the field of each piece; one without a label takes what its line is there for."""
    kinds = [p.kind for p in found]
    has_author = AUTHOR in kinds
    for k, piece in enumerate(found):
        if kinds[k] != UNKNOWN:
            continue
        value = text[piece.start : piece.end]
        if role in "cD" or has_author or value in house.categories:
            kinds[k] = CATEGORY
        else:
            kinds[k], has_author = AUTHOR, True
    return kinds


def _unwrapped(text: str) -> str:
    close = _BRACKETS.get(text[:1])
    if close and text.endswith(close):
        text = text[1:-1]
    return text.strip(" #")


def derived_title(text: str) -> str:
    """Return a title for an article that has none: its first words, ending at a word."""
    text = " ".join(text.split())
    if len(text) <= _WORDS_CUT:
        return text
    sentence = re.match(r".{20,158}?[.!?。！？](?=\s|$)|.{8,100}?[。！？]", text)
    if sentence:
        return sentence.group()
    head = text[: _WORDS_CUT - 1]
    cut = head.rsplit(" ", 1)[0] if " " in head[40:] else head
    return cut.rstrip(" ,;:-–—") + "…"


__all__ = ["DATE", "OTHER", "Facts", "House", "bare_title", "derived_title", "facts", "title_of"]
