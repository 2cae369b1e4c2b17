"""The fields of an article, out of the lines that the reading calls its header."""

import re
from datetime import datetime
from operator import itemgetter

from msgspec import Struct

from feeds.split.addresses import address_of
from feeds.split.calendar import find_date
from feeds.split.credits import AUTHOR, CATEGORY, DATE, labels_category
from feeds.split.dating import published
from feeds.split.headlines import bare_title
from feeds.split.house import House
from feeds.split.manner import Line
from feeds.split.markdown import joined
from feeds.split.names import is_furniture, likeness
from feeds.split.naming import read_line
from feeds.split.trails import has_steps, is_trail
from feeds.split.votes import between

_DIGIT = re.compile(r"\d")  # no date is without
_OTHER_LABEL = re.compile(r"[^\W\d_]+\s?[:：]")
_LAST = 12  # rank of a line that the page prints rather than the article
_CRUMB = 4  # rank of a breadcrumb, whose last step is one category of several
_GUESSED = 11  # rank of a name that was taken for an author's until a better one was met
_A_NAME = 0.5  # likeness from which a guess is a good one
_FEWEST = 2  # lines one below the other that may be a category and a name
_CREDIT = 200  # characters of a line that is nothing but fields
_FIELDS = 3  # of such a line
_WORDS = 5  # of a field of it


class Facts(Struct):
    """What an article's header says."""

    title: str = ""
    dek: str = ""
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    categories: tuple[str, ...] = ()
    link: str = ""  # where it was published first


def facts(lines: list[Line], house: House) -> Facts:
    """Return the fields of one article from its units' roles and texts."""
    found = Facts()
    found.title = house.around.bare(joined(map(bare_title, _run(lines, "t"))))
    found.dek = joined(_run(lines, "d"))
    found.published = published(lines, house)
    found.byline, found.categories = _credits(lines, house)
    stated = (address_of(text) for role, text in lines if role == "m")
    found.link = next((link for link in stated if link in house.links), "")
    return found


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
    authors: list[tuple[int, int, str]] = []  # rank, place, name
    rubrics: list[tuple[int, int, list[str]]] = []  # rank, place, names
    body = next((k for k, (role, _) in enumerate(lines) if role in "phlq"), len(lines))
    for place, (role, text) in enumerate(lines):
        if role not in "ckaD":
            continue
        if role == "k" and not has_steps(text) and labels_category(text):
            role = "c"
        names, found = read_line(role, text, house)
        if names:
            authors.append((_author_rank(names[0], role, text, house), place, names[0]))
        if found:
            rubrics.append((_rank(role, text, place > body, found, house), place, found))
    for taken in _lists(authors, rubrics):
        authors.remove(taken)
        rubrics.append((0, taken[1], [taken[2]]))
    first = min(authors, default=None)
    for rank, place, name in authors:
        # A guess, where another line names the author: the same in several articles, but not all.
        often = house.common[name] > 1 and not house.everywhere(name)
        if (
            rank > 1
            and first
            and place != first[1]
            and (often or likeness(name, house.running) <= 0)
        ):
            rubrics.append((_GUESSED, place, [name]))
    byline = (first[2],) if first else _bare_name(rubrics, lines, house)
    return byline, _rubric(rubrics)


def _bare_name(
    rubrics: list[tuple[int, int, list[str]]], lines: list[Line], house: House
) -> tuple[str, ...]:
    """Return what stands alone and looks like a name where another line is likelier to be the
    category: an author."""
    best = min(rubrics, default=(_CRUMB,))[0]
    for rank, place, names in rubrics:
        role, text = lines[place]
        bare = role == "c" and best <= 1 < rank < _CRUMB and len(house.pieces(role, text)) == 1
        if bare and likeness(names[0], house.running) > _A_NAME:
            return (names[0],)
    return ()


def _lists(
    authors: list[tuple[int, int, str]], rubrics: list[tuple[int, int, list[str]]]
) -> list[tuple[int, int, str]]:
    """Return what was read as an author and is a list of categories: it holds another line's."""
    named = {name for _, _, names in rubrics for name in names}
    return [found for found in authors if ", " in found[2] and named & set(found[2].split(", "))]


def _labelled(kind: str, role: str, text: str, house: House) -> bool:
    return any(piece.kind == kind for piece in house.pieces(role, text))


def _author_rank(name: str, role: str, text: str, house: House) -> int:
    """Return how late a name is taken: a label tells it, a department is no person."""
    if _labelled(AUTHOR, role, text, house):
        return 0
    alone = len(house.pieces(role, text)) == 1
    if alone and house.everywhere(name):
        return 3
    return 1 if likeness(name, house.running) > _A_NAME else 2


def _rank(role: str, text: str, below: bool, found: list[str], house: House) -> int:
    """Return how late a line is asked for the category: what it says, then where it stands."""
    labelled = _labelled(CATEGORY, role, text, house)
    if role in "ck":
        trail = is_trail(text)
        if not labelled and not trail and is_furniture(text):
            return _LAST
        if labelled and not trail and role == "c":
            return int(below)
        if role == "k" or trail:
            return _CRUMB
        named = len(found) == 1 and likeness(found[0], house.running) > _A_NAME
        if named and found[0] != text and _OTHER_LABEL.match(text):
            return _LAST  # "Contact: Ada Quill"
        return 1 + below + named
    return 3 * below if labelled else 6 + below + 2 * house.everywhere(found[0])


def _rubric(found: list[tuple[int, int, list[str]]]) -> tuple[str, ...]:
    """Return the names on the best line, and on those right below it: one a line."""
    names: list[str] = []
    lists = {
        part for _, _, its in found for name in its if ", " in name for part in name.split(", ")
    }
    found = [each for each in found if each[0] != _CRUMB or lists.isdisjoint(each[2])]
    found = _columns(found)
    best = min(found, default=None)
    for rank, place, its in found:
        if best and rank == best[0] and place == best[1]:
            known = {name.casefold() for name in names}
            names += [name for name in its if name.casefold() not in known]
            best = (rank, place + 1, its)
    return tuple(names)


def _columns(found: list[tuple[int, int, list[str]]]) -> list[tuple[int, int, list[str]]]:
    """Return ranks, places and names by place, where three lines one below the other and more
    rank alike: between two names of categories what looks like somebody's is one too."""
    found = sorted(found, key=itemgetter(1))
    first = 0
    for k in range(1, len(found) + 1):
        if k < len(found) and found[k][1] == found[k - 1][1] + 1 and 0 < found[k][0] < _CRUMB:
            continue
        ranks = [rank for rank, _, _ in found[first:k]]
        if len(ranks) > _FEWEST and min(ranks) > 0 and max(ranks) < _CRUMB:
            found[first:k] = [(min(ranks), place, its) for _, place, its in found[first:k]]
        first = k
    return found


def names_field(role: str, text: str, house: House) -> bool:
    """Return whether a header line gives an author, a category or a date."""
    if role == "D" and len(text) < 40:  # "March" of a date on three lines, "3 hours ago"
        return True
    authors, categories = read_line(role, text, house)
    return bool(authors or categories or find_date(text))


def is_credit(role: str, text: str, house: House) -> bool:
    """Return whether a line is a date and several names with signs between, and nothing else:
    whatever it was taken for, no text says that."""
    if len(text) > _CREDIT or not _DIGIT.search(text):
        return False
    found = house.pieces(role, text)
    if len(found) < _FIELDS or sum(piece.kind == DATE for piece in found) != 1:
        return False
    short = all(text.count(" ", piece.start, piece.end) < _WORDS for piece in found)
    signs = [between(text, found, k) for k in range(1, len(found))]
    return short and all(signs) and not any(any(map(str.isalnum, sign)) for sign in signs)
