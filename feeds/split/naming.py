"""The authors and categories of one header line, by what is known of the dump as a whole."""

import re

from feeds.split.bylines import names_in, without_by
from feeds.split.credits import (
    AUTHOR,
    CATEGORY,
    DATE,
    OTHER,
    UNKNOWN,
    Piece,
    announces,
    labels_category,
)
from feeds.split.house import House
from feeds.split.lexicon import bits_of, opening
from feeds.split.names import is_department, is_joke, is_office, likeness
from feeds.split.trails import begins_at_home, has_steps, is_trail, last_crumb
from feeds.split.trimming import SHARP
from feeds.split.votes import Vote, between, places_of, shape_of

_BRACKETS = {"[": "]", "【": "】", "(": ")", "（": "）", "《": "》", "<": ">"}
_COUNTED = re.compile(r"(?:^|\s)\d+(?:\s|$)")
_LONGEST_LINE = 400  # characters of a header line that is read
_NO_NAMES = 0.1  # likeness of different values that are no authors
_FIELDS = (AUTHOR, CATEGORY)
_CATEGORY = bits_of("category")
_SURE_LABEL = 8  # letters of a label that no sentence begins with
_OF_TEXT = -1.0  # likeness of what the text itself speaks of
_BARS = ("/", "|", "•", "·")
_DASHES = ("-", "–", "—")
_A_NAME = 0.5  # likeness from which a piece without a label is an author


Fields = tuple[list[str], list[str]]  # authors and categories


def read_line(role: str, text: str, house: House) -> Fields:
    """Return the authors and categories of one header line."""
    if (role, text) not in house.read:
        house.read[role, text] = _read(role, text, house)
    return house.read[role, text]


def _read(role: str, text: str, house: House) -> Fields:
    if len(text) > _LONGEST_LINE:
        return [], []
    if role == "k" and not has_steps(text):
        role = "c"
    if role == "k" or (is_trail(text) if role == "c" else begins_at_home(text)):
        crumb = last_crumb(text)
        if role == "k" or not labels_category(crumb):  # "Jane Doe » Filed under Energy"
            return [], [crumb] if crumb else []
    if role == "c" and (announces(text) == CATEGORY or is_joke(text)):
        return [], []
    found = house.pieces(role, text)
    if not any(p.kind in (CATEGORY, UNKNOWN, AUTHOR) for p in found):
        return _whole(role, text, found)
    return _joined(found, _kinds(found, text, role, house), text, house)


def _joined(found: tuple[Piece, ...], kinds: list[str], text: str, house: House) -> Fields:
    """Return the authors and categories of a line's pieces: those of a kind in a row are one."""
    authors: list[str] = []
    categories: list[str] = []
    k = category = 0
    while k < len(found):
        kind = kinds[k]
        first = k
        while k + 1 < len(found) and kinds[k + 1] == kind and not _relabelled(kind, found, text, k):
            k += 1
        last = _end_of_list(text, found, first, k) if kind == CATEGORY else k
        value = text[found[first].start : found[last].end]
        if kind in _FIELDS and is_department(value) and not _files(text):
            pass
        elif found[first].kind != CATEGORY and (both := _apart(kind, value, house)):
            authors.append(both[0])
            categories.append(both[1])
        elif kind == AUTHOR:
            names = names_in(text, found[first].start, found[last].end)
            authors += [without_by(name, house.alone) for name in names]
        elif kind == CATEGORY and not (
            categories and (found[first].kind == CATEGORY or DATE in kinds[category:first])
        ):
            category = k
            value = _unwrapped(value)
            categories += house.lists.get(value, [value])
        k += 1
    return authors, categories


def _files(text: str) -> bool:
    """Return whether a line begins with a label that leaves no doubt: "Filed under: the mill"."""
    bits, at = opening(text, 0, len(text))
    return bool(bits & _CATEGORY and at >= _SURE_LABEL)


def _apart(kind: str, value: str, house: House) -> tuple[str, str] | None:
    """Return the author and the category of a value that is both."""
    known = value in house.alone or value in house.lists or house.everywhere(value)
    if kind not in _FIELDS or known:
        return None
    return house.pairs.of(value, commas=kind == AUTHOR and not house.states_category)


def _whole(role: str, text: str, found: tuple[Piece, ...]) -> Fields:
    """Return what a line says without a piece that may be a field: "March" and "Redaktion" may
    be what a category is called, and who wrote."""
    if role == "a" and not found and is_office(text):
        return [text], []
    dated = any(piece.kind == DATE for piece in found)
    if role != "c" or dated or _COUNTED.search(text):
        return [], []
    return [], [_unwrapped(text)]


def _end_of_list(text: str, found: tuple[Piece, ...], first: int, last: int) -> int:
    """Return the piece with which a list ends that another touches: categories, then tags."""
    for k in range(first, last):
        if found[k].end == found[k + 1].start and ", " in text[found[k].start : found[k].end]:
            return k
    return last


def _relabelled(kind: str, found: tuple[Piece, ...], text: str, k: int) -> bool:
    """Return whether the piece after k has a label of its own: "Filed under", after "Posted in"."""
    own = found[k].kind == found[k + 1].kind == CATEGORY == kind
    return own and any(map(str.isalpha, between(text, found, k + 1)))


def _kinds(found: tuple[Piece, ...], text: str, role: str, house: House) -> list[str]:
    """Return the field of each piece; one without a label takes what its line is there for."""
    kinds = [p.kind for p in found]
    labelled = CATEGORY in kinds
    shape = shape_of(role, kinds)
    vote = house.places.get(shape)
    _of_one_list(kinds, found, text, role, house)
    if UNKNOWN in kinds and AUTHOR not in kinds and shape not in house.rivals:
        best = _named(kinds, found, text, role, house, vote)
        if best is not None:
            kinds[best] = AUTHOR
    _of_one_byline(kinds, found, text, house)
    for k, kind in enumerate(kinds):
        if kind == UNKNOWN:
            within = role == "c" and k + 1 < len(kinds) and between(text, found, k + 1).islower()
            kinds[k] = OTHER if labelled and not within else CATEGORY  # "Women in Science"
    return kinds


def _named(
    kinds: list[str],
    found: tuple[Piece, ...],
    text: str,
    role: str,
    house: House,
    vote: Vote | None,
) -> int | None:
    """Return the piece that is the author's: where other lines have theirs, or by its looks."""
    if role == "c" and len(found) == 1:
        return 0 if text[found[0].start : found[0].end] in house.persons else None
    places = places_of(kinds)
    if vote and vote.place in places:
        alone = len(places) == 1
        stated = house.states_author or house.states_category
        if vote.sure > (0 if not alone and role != "c" else _A_NAME) and not (alone and stated):
            return places[vote.place]
    open_ = [k for k, kind in enumerate(kinds) if kind == UNKNOWN]
    alike = {k: _like_a_name(text[found[k].start : found[k].end], house) for k in open_}
    if role == "c" and CATEGORY in kinds and not house.states_author:  # who wrote all of them
        alike = {k: likeness(text[found[k].start : found[k].end], house.running) for k in open_}
    best = max(open_, key=lambda k: (alike[k], -k))
    value = text[found[best].start : found[best].end]
    if alike[best] <= _A_NAME and role != "c" and _are_none(vote, house):
        return None
    category_elsewhere = house.states_category and not house.states_author
    if role == "a" or (role == "D" and category_elsewhere):
        many = len(open_) > 1 and likeness(value, house.running) <= 0
        none = _is_none(value, house, parted=len(found) > 1)
        named = value not in house.categories and not many and not none
    elif role == "D":  # "News · 4 March · Jane Doe", or a category and a date
        named = alike[best] > _A_NAME and (len(open_) > 1 or house.common[value] < 2)
    else:
        named = alike[best] > _A_NAME and CATEGORY in kinds
    return best if named else None


def _is_none(value: str, house: House, *, parted: bool) -> bool:
    """Return whether what stands in a byline is nobody: words of the text beside a date, or a
    list that neither looks like names nor begins with one, as a name and an office do."""
    alike = likeness(value, house.running)
    if ", " in value:
        return alike < 0 and likeness(value.partition(", ")[0], house.running) <= _A_NAME
    return parted and alike < _OF_TEXT


def _are_none(vote: Vote | None, house: House) -> bool:
    """Return whether different values at the place of an author look like no names at all."""
    if not vote or house.states_category:
        return False
    return vote.sure < _NO_NAMES and vote.values > 1


def _of_one_list(
    kinds: list[str], found: tuple[Piece, ...], text: str, role: str, house: House
) -> None:
    """Let "Section: News | Opinion | Open Source" be one list, which its label announces."""
    for k in range(1, len(found)):
        if (
            kinds[k] == UNKNOWN
            and kinds[k - 1] == CATEGORY
            and not _parts_fields(between(text, found, k), kinds, found, text)
            and _goes_on(between(text, found, k), _value(text, found[k]), kinds, role, house)
        ):
            kinds[k] = CATEGORY


def _parts_fields(sign: str, kinds: list[str], found: tuple[Piece, ...], text: str) -> bool:
    """Return whether a sign stands before what is no name: "Posted in Energy | … | 2 comments"."""
    return any(kinds[k] == OTHER and between(text, found, k) == sign for k in range(1, len(found)))


def _value(text: str, piece: Piece) -> str:
    return text[piece.start : piece.end]


def _goes_on(sign: str, value: str, kinds: list[str], role: str, house: House) -> bool:
    """Return whether a sign parts two categories, and no category from an author."""
    if role == "c" and sign in _DASHES:  # "Category: 2013 - Norway"
        return True
    if role == "c" and sign in _BARS and likeness(value, house.running) <= 0:
        return True  # "Category: Diary / Journal"
    stated = AUTHOR in kinds or house.states_author
    return sign in house.listing or (stated and not any(map(str.isalnum, sign)))


def _of_one_byline(kinds: list[str], found: tuple[Piece, ...], text: str, house: House) -> None:
    """Let "Jane Doe - The Harbour Desk" be one author where categories are stated elsewhere."""
    for k in range(1, len(found)):
        if kinds[k] == UNKNOWN and kinds[k - 1] == AUTHOR and between(text, found, k) in ("-", "–"):
            value = text[found[k].start : found[k].end]
            if house.states_category or likeness(value, house.running) > _A_NAME:
                kinds[k] = AUTHOR


def _like_a_name(value: str, house: House) -> float:
    """Return how much a piece without a label looks like the name of a person."""
    known = 3 * (value in house.authors) - 3 * (value in house.categories)
    return known + likeness(value, house.running) - 0.2 * min(house.common[value], 5)


def _unwrapped(text: str) -> str:
    close = _BRACKETS.get(text[:1])
    if close and text.endswith(close):
        text = text[1:-1]
    text = text.strip()
    return text.lstrip(" #") if SHARP.search(text) else text.strip(" #")
