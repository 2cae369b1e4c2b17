"""What the header lines of a dump have in common: how they are printed, and what recurs.

One header line is read alone in credits.py; which of its pieces is an author is told by
the others, so everything that is asked of a dump as a whole is found out here, once.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct, field

from feeds.split.addresses import address_of
from feeds.split.calendar import find_date
from feeds.split.credits import AUTHOR, CATEGORY, UNKNOWN, Piece, pieces
from feeds.split.headlines import Around, around
from feeds.split.lexicon import is_dense
from feeds.split.manner import Line, manner_of
from feeds.split.names import RunningText, likeness
from feeds.split.pairs import Pairs
from feeds.split.rubrics import alone, lists
from feeds.split.seams import Manner
from feeds.split.votes import Shape, Vote, list_signs, places_of, rivals, shape_of, votes

_LONGEST = 300  # characters of a line that tells something of the others
_A_NAME = 0.5  # likeness of a name
_FEWEST = 3  # articles from which something stands everywhere


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
    places: dict[Shape, Vote] = field(default_factory=dict)  # of the author
    rivals: frozenset[Shape] = frozenset()  # lines beside which another names the author
    listing: frozenset[str] = frozenset()  # signs between the names of a labelled list
    articles: int = 0
    persons: frozenset[str] = frozenset()  # names that stand alone in a line read as a category
    running: RunningText = field(default_factory=RunningText)
    cuts: dict[Line, tuple[Piece, ...]] = field(default_factory=dict)  # lines once cut
    read: dict[Line, tuple[list[str], list[str]]] = field(default_factory=dict)  # lines once read
    lists: dict[str, list[str]] = field(default_factory=dict)  # names that touch each other
    alone: frozenset[str] = frozenset()  # what the page has on lines of their own
    pairs: Pairs = field(default_factory=lambda: Pairs(RunningText()))  # that touch each other
    around: Around = field(default_factory=Around)  # what is printed around headlines
    links: frozenset[str] = frozenset()  # addresses on lines of their own, each in one article

    def pieces(self, role: str, text: str) -> tuple[Piece, ...]:
        """Return the pieces of a header line; each line of a dump is cut once."""
        line = role, text
        if line not in self.cuts:
            self.cuts[line] = pieces(text, role, self.manner)
        return self.cuts[line]

    def everywhere(self, value: str) -> bool:
        """Return whether most articles print a value without a label, as they do a site's name."""
        return self.articles >= _FEWEST and 2 * self.common[value] > self.articles


def house_of(
    headers: list[list[Line]],
    received: datetime,
    language: str,
    stated: bool | None = None,
    printed: Sequence[str] = (),
) -> House:
    """Return what the header lines of all articles of a dump have in common."""
    credits = [[(r, t) for r, t in h if r in "caDk" and len(t) < _LONGEST] for h in headers]
    lines = [line for header in credits for line in header if line[0] != "k"]
    manner = manner_of(headers, lines, language, stated)
    cuts = {(role, text): pieces(text, role, manner) for role, text in dict.fromkeys(lines)}
    read = [(role, text, cuts[role, text]) for role, text in lines]
    categories, authors, common, rubrics = _said(read)
    names = alone(printed)
    running = RunningText(t for header in headers for r, t in header if r in "pl")
    persons = _persons(read, authors, running)
    categories -= persons
    places = votes(read, running, categories, authors)
    categories |= _beside(read, places) - authors
    pairs = Pairs(running, names, frozenset(authors))
    filed = _stated(credits, "ck", CATEGORY, cuts)
    if not filed:
        pairs.tell(
            dict.fromkeys(
                t[p.start : p.end] for _, t, of in read for p in of if p.kind in (UNKNOWN, AUTHOR)
            )
        )
    articles = [[(r, cuts[r, t]) for r, t in header if r != "k"] for header in credits]
    return House(
        received,
        manner,
        frozenset(categories),
        frozenset(authors),
        filed,
        _stated(credits, "", AUTHOR, cuts) or _named_alone(credits),
        common,
        places,
        rivals(articles, places),
        frozenset(sign for _, text, found in read for sign in list_signs(text, found)),
        len(headers),
        persons,
        running,
        cuts,
        lists=lists(dict.fromkeys(rubrics), names),
        alone=names,
        pairs=pairs,
        around=around([t for header in headers for t in _title(header)]),
        links=_links(headers),
    )


def _said(
    read: Sequence[tuple[str, str, tuple[Piece, ...]]],
) -> tuple[set[str], set[str], Counter[str], list[str]]:
    """Return what lines say for certain of categories and of authors, how often they say what may
    be either, and what those of categories say."""
    categories, authors, common = set[str](), set[str](), Counter[str]()
    rubrics: list[str] = []
    for role, text, found in read:
        bare = role == "c" and len(found) == 1
        for piece in found:
            value = text[piece.start : piece.end]
            if piece.kind == CATEGORY or (bare and piece.kind == UNKNOWN):
                categories.add(value)
            elif piece.kind == AUTHOR:
                authors.add(value)
            elif piece.kind == UNKNOWN:
                common[value] += 1
            if role == "c" and piece.kind in (CATEGORY, UNKNOWN):
                rubrics.append(value)
    return categories, authors, common, rubrics


def _persons(
    read: list[tuple[str, str, tuple[Piece, ...]]], authors: set[str], running: RunningText
) -> frozenset[str]:
    """Return what stands alone in category lines and is somebody's name: one that bylines have,
    or one of those that are written without a space."""
    alone: set[str] = set()
    signed: set[str] = set()
    for role, text, found in read:
        if role == "a":
            signed.update(text[p.start : p.end] for p in found if p.kind == UNKNOWN)
        elif role == "c" and len(found) == 1 and found[0].kind == UNKNOWN:
            alone.add(text[found[0].start : found[0].end])
    return frozenset(
        value
        for value in alone
        if value in authors
        or (likeness(value, running) > _A_NAME and (value in signed or is_dense(value)))
    )


def _beside(read: list[tuple[str, str, tuple[Piece, ...]]], places: dict[Shape, Vote]) -> set[str]:
    """Return what stands beside the author in lines whose author's place is sure."""
    found: set[str] = set()
    for role, text, parts in read:
        if len(parts) > 2 or role != "c":
            kinds = [piece.kind for piece in parts]
            if kinds.count(UNKNOWN) == 2 and AUTHOR not in kinds:
                vote = places.get(shape_of(role, kinds))
                at = places_of(kinds)
                if vote and vote.sure > _A_NAME and vote.place in at:
                    found.update(
                        text[p.start : p.end]
                        for k, p in enumerate(parts)
                        if p.kind == UNKNOWN and k != at[vote.place]
                    )
    return found


def _links(headers: list[list[Line]]) -> frozenset[str]:
    """Return the addresses that stand on a line of their own in one article: a site's own comes
    back."""
    count = Counter(address_of(text) for header in headers for role, text in header if role == "m")
    return frozenset(address for address, times in count.items() if address and times == 1)


def _title(header: list[Line]) -> list[str]:
    """Return the first line of an article's headline, nothing if it has none."""
    return [text for role, text in header if role == "t"][:1]


def _stated(
    headers: list[list[Line]], roles: str, kind: str, cuts: dict[Line, tuple[Piece, ...]]
) -> bool:
    """Return whether most headers have a line of these roles or a piece so labelled."""
    told = {line for line, found in cuts.items() if any(piece.kind == kind for piece in found)}
    held = sum(any(line[0] in roles or line in told for line in header) for header in headers)
    return 2 * held > len(headers)


def _named_alone(headers: list[list[Line]]) -> bool:
    """Return whether most headers have a byline beside the line of the date."""
    held = sum(
        any(role == "a" and not find_date(text) for role, text in header) for header in headers
    )
    return 2 * held > len(headers)
