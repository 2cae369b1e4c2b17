"""The fields of an article, out of the lines that the reading calls its header."""

import re
from collections import Counter
from datetime import datetime, timedelta

from msgspec import Struct, field

from feeds.split.calendar import day_first, find_date, relative, time_of_day
from feeds.split.credits import AUTHOR, CATEGORY, UNKNOWN, Manner, Piece, glued, joints, pieces
from feeds.split.lexicon import CLASSES, furniture, words_of
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
_UPDATED = 1 << CLASSES.index("updated")
_LONGEST_LINE = 400  # characters of a header line that is read
_WORDS_CUT = 160  # characters of a derived title


class Facts(Struct):
    """What an article's header says."""

    title: str = ""
    dek: str = ""
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    categories: tuple[str, ...] = ()


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


def _published(lines: list[Line], house: House) -> datetime | None:
    """Return the first date a header states; that of an update only if there is no other."""
    late = None
    dated = [(r, t) for r, t in lines if r in "Dackm"]
    for role in "Dackm":
        run = [t for r, t in dated if r == role]
        for text in [*run, " ".join(run[:3])] if role == "D" else run:
            found = find_date(text, house.manner.day_first)
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
        found = find_date(text, house.manner.day_first) if role in "Da" else None
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
