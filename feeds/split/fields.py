"""The fields of an article, out of the lines that the reading calls its header."""

import re
from datetime import datetime

from msgspec import Struct

from feeds.split.calendar import find_date
from feeds.split.credits import AUTHOR, CATEGORY, UNKNOWN, Piece, pieces
from feeds.split.dating import published
from feeds.split.house import House, Line
from feeds.split.markdown import joined, on_one_line

_TRAIL = re.compile(r"\s[>›»→❯▸⟩]\s")  # signs that nothing but a breadcrumb has
_HOME = re.compile(
    r"(?i:home|homepage|start|startseite|accueil|inicio|início|hjem|hem|strona główna|главная|"
    r"ana ?sayfa|ホーム|トップ|首页|首頁|홈)\s*[>›»→|/·•❯▸⟩]"
)
_CRUMB = re.compile(r"\s*(?:[>›»→|·•❯▸⟩]|::|(?<=\s)[/\\](?=\s))\s*")
_TITLE_MARKS = re.compile(r"^(?:[*+•●○◦▪■‣⁃►▶–-]|#{1,6})\s+|\s+[#¶∞§]$|[¶∞]$")
_BRACKETS = {"[": "]", "【": "】", "(": ")", "（": "）", "《": "》", "<": ">"}
_HANDLE = re.compile(r"\s*\(@\w+\)")
_SHORTENED = re.compile(r"\b(?:al|[JS]r|[A-Z])$")
_LONGEST_LINE = 400  # characters of a header line that is read
_WORDS_CUT = 160  # characters of a derived title


class Facts(Struct):
    """What an article's header says."""

    title: str = ""
    dek: str = ""
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    categories: tuple[str, ...] = ()


def facts(lines: list[Line], house: House) -> Facts:
    """Return the fields of one article from its units' roles and texts."""
    found = Facts()
    found.title = title_of(lines)
    found.dek = joined(_run(lines, "d"))
    found.published = published(lines, house)
    found.byline, found.categories = _credits(lines, house)
    return found


def title_of(lines: list[Line]) -> str:
    """Return the title as printed, without the bullet or anchor an extractor left."""
    return joined(bare_title(text) for text in _run(lines, "t"))


def bare_title(text: str) -> str:
    """Return a title's text without list marks and anchors."""
    previous, text = "", on_one_line(text)
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


def _credits(lines: list[Line], house: House) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return author and categories: those of the line that is likeliest to state them."""
    authors: list[str] = []
    rubrics: list[tuple[int, int, list[str]]] = []  # rank, place, names
    body = next((k for k, (role, _) in enumerate(lines) if role in "phlq"), len(lines))
    for place, (role, text) in enumerate(lines):
        if role not in "ckaD":
            continue
        names, found = _read(role, text, house)
        authors += [n for n in names if n not in authors]
        if found:
            rubrics.append((_rank(role, text, place > body, house), place, found))
    return tuple(authors[:1]), _rubric(rubrics)


def _rank(role: str, text: str, below: bool, house: House) -> int:
    """Return how late a line is asked for the category: what it says, then where it stands."""
    if role == "c" or role == "k":
        return 2 * below + (role == "k" or is_trail(text))
    labelled = any(piece.kind == CATEGORY for piece in pieces(text, role, house.manner))
    return 2 * below if labelled else 4 + below


def _rubric(found: list[tuple[int, int, list[str]]]) -> tuple[str, ...]:
    """Return the names on the best line, and on those right below it: one a line."""
    names: list[str] = []
    best = min(found, default=None)
    for rank, place, its in found:
        if best and rank == best[0] and place == best[1]:
            names += [name for name in its if name not in names]
            best = (rank, place + 1, its)
    return tuple(names)


def names_field(role: str, text: str, house: House) -> bool:
    """Return whether a header line gives an author, a category or a date."""
    if role == "D" and len(text) < 40:  # "March" of a date on three lines, "3 hours ago"
        return True
    return any(any(found) for found in (_read(role, text, house), (find_date(text),)))


def is_trail(text: str) -> bool:
    """Return whether a line is a breadcrumb: by its marks, or because it begins at home."""
    return bool(_TRAIL.search(text) or _HOME.match(text))


def last_crumb(text: str) -> str:
    crumbs = [c for c in _CRUMB.split(text) if c.strip()]
    return crumbs[-1].strip(" >›»/") if crumbs else ""


def _read(role: str, text: str, house: House) -> tuple[list[str], list[str]]:
    """Return the authors and categories of one header line."""
    if len(text) > _LONGEST_LINE:
        return [], []
    if role == "k" or (role == "c" and is_trail(text)):
        crumb = last_crumb(text)
        return [], [crumb] if crumb else []
    found = pieces(text, role, house.manner)
    if role == "c" and not any(p.kind in (CATEGORY, UNKNOWN, AUTHOR) for p in found):
        return [], [_unwrapped(bare_title(text))]
    kinds = _kinds(found, text, role, house)
    authors, categories = [], []
    k = 0
    while k < len(found):
        kind = kinds[k]
        first = k
        while kind != UNKNOWN and k + 1 < len(found) and kinds[k + 1] == kind:
            k += 1
        if kind == AUTHOR:
            authors += _names(text, found[first].start, found[k].end)
        elif kind == CATEGORY:
            categories.append(_unwrapped(text[found[first].start : found[k].end]))
        k += 1
    return authors, categories


def _names(text: str, start: int, end: int) -> list[str]:
    """Return the names of a byline; each handle ends one."""
    names = [n.strip(" ,").lstrip("@") for n in _HANDLE.split(text[start:end])]
    shortened = _SHORTENED.search(names[-1]) and text[end : end + 1] == "."
    return [n for n in [*names[:-1], names[-1] + "." * bool(shortened)] if n]


def _kinds(found: tuple[Piece, ...], text: str, role: str, house: House) -> list[str]:
    """Return the field of each piece; one without a label takes what its line is there for."""
    kinds = [p.kind for p in found]
    open_ = [k for k, kind in enumerate(kinds) if kind == UNKNOWN]
    if open_ and AUTHOR not in kinds:
        likeness = {k: _like_a_name(text[found[k].start : found[k].end], house) for k in open_}
        best = max(open_, key=lambda k: (likeness[k], -k))
        value = text[found[best].start : found[best].end]
        category_elsewhere = house.states_category and not house.states_author
        if role == "a" or (role == "D" and category_elsewhere):
            named = value not in house.categories
        elif role == "D":  # "News · 4 March · Jane Doe", or a category and a date
            named = likeness[best] > 0.5 and (len(open_) > 1 or house.common[value] < 2)
        else:
            named = likeness[best] > 0.5 and CATEGORY in kinds
        if named:
            kinds[best] = AUTHOR
    _of_one_byline(kinds, found, text, house)
    return [CATEGORY if kind == UNKNOWN else kind for kind in kinds]


def _of_one_byline(kinds: list[str], found: tuple[Piece, ...], text: str, house: House) -> None:
    """Let "Jane Doe - The Harbour Desk" be one author where categories are stated elsewhere."""
    for k in range(1, len(found)):
        between = text[found[k - 1].end : found[k].start].strip()
        if kinds[k] == UNKNOWN and kinds[k - 1] == AUTHOR and house.states_category:
            kinds[k] = AUTHOR if between in ("-", "–") else UNKNOWN


def _like_a_name(value: str, house: House) -> float:
    """Return how much a piece without a label looks like the name of a person."""
    words = value.split()
    score = 0.0
    if value in house.authors:
        score += 3
    if value in house.categories:
        score -= 3
    if 2 <= len(words) <= 4 and all(w[:1].isupper() for w in words):
        score += 1
    if len(words) == 1 and value[:1].islower():
        score += 1
    return score - 0.2 * min(house.common[value], 5) - 0.5 * (", " in value)


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
