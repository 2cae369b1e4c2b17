"""Where the lines of a dump that are alike have their author: a vote by place.

One line alone does not tell "Greg Wilson · Open Source" from "Open Source · Greg Wilson".
All lines of a shape have the author in one place, and what stands there looks most like names.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from feeds.split.credits import AUTHOR, CATEGORY, UNKNOWN, Piece
from feeds.split.names import RunningText, likeness

Shape = tuple[str, ...]  # the kinds of a line's pieces in order, and whether its role is c
Place = tuple[int, bool]  # which run of pieces without a label, its first or its last


class Vote(Struct, frozen=True):
    """Where the lines of a shape have their author, how much what stands there looks like
    names, and how many different values that was told by."""

    place: Place
    sure: float
    values: int


_LABELLED = 9.0  # surer than any looks
_ALIKE = 0.25  # by how much a place looks more like names than the others


def shape_of(role: str, kinds: Sequence[str]) -> Shape:
    """Return a line's shape: several pieces in a row without a label are alike, however many."""
    if len(kinds) == 1:
        return "c" if role == "c" else "", kinds[0]
    runs = [(kind, sum(1 for _ in run)) for kind, run in groupby(kinds)]
    return ("c" if role == "c" else "", *(k + "s" * (k == UNKNOWN and n > 1) for k, n in runs))


def places_of(kinds: Sequence[str]) -> dict[Place, int]:
    """Return the pieces of a line that may be its author: the outer ones of each open run."""
    found: dict[Place, int] = {}
    at = 0
    for number, (kind, run) in enumerate(groupby(kinds)):
        length = sum(1 for _ in run)
        if kind == UNKNOWN:
            found[number, False] = at
            if length > 1:
                found[number, True] = at + length - 1
        at += length
    return found


def votes(
    read: list[tuple[str, str, tuple[Piece, ...]]],
    running: RunningText,
    categories: set[str],
    authors: set[str],
) -> dict[Shape, Vote]:
    """Return where lines of a shape have their author: what stands there looks most like
    names over the whole dump; and how much it does."""
    values: dict[Shape, dict[Place, set[str]]] = {}
    for role, text, found in read:
        kinds = [piece.kind for piece in found]
        if AUTHOR not in kinds and UNKNOWN in kinds:
            of = values.setdefault(shape_of(role, kinds), {})
            for place, k in places_of(kinds).items():
                of.setdefault(place, set()).add(text[found[k].start : found[k].end])
    told = {}
    for shape, places in values.items():
        alike = sorted(
            (
                sum(3 * (v in authors) - 3 * (v in categories) + _looks(v, running) for v in said)
                / len(said),
                place,
            )
            for place, said in places.items()
        )
        best, place = alike[-1]
        if len(alike) < 2 or best >= alike[-2][0] + _ALIKE:
            told[shape] = Vote(place, best, len(places[place]))
    return told


def _looks(value: str, running: RunningText) -> float:
    """Return how much a value looks like a name, with or without what its bearer is."""
    alike = likeness(value, running)
    name = value.partition(", ")[0]
    return max(alike, likeness(name, running) - 0.5) if name != value and " " in name else alike


def rivals(
    articles: list[list[tuple[str, tuple[Piece, ...]]]], told: dict[Shape, Vote]
) -> frozenset[Shape]:
    """Return the shapes of lines that stand beside a likelier author in most of their articles:
    what a place for authors holds there is something else."""
    count, beside = Counter[Shape](), Counter[Shape]()
    for article in articles if told else ():
        shapes = set()
        best = -1.0
        for role, found in article:
            kinds = [piece.kind for piece in found]
            if AUTHOR in kinds:
                best = _LABELLED
            elif (shape := shape_of(role, kinds)) in told and role != "c":
                shapes.add(shape)
                best = max(best, told[shape].sure)
        count.update(shapes)
        beside.update(shape for shape in shapes if told[shape].sure < best)
    return frozenset(s for s, n in beside.items() if n > 1 and 3 * n > count[s])


def list_signs(text: str, found: tuple[Piece, ...]) -> Iterator[str]:
    """Yield the signs of which two or more follow on a labelled category: a list's."""
    for k in range(len(found) - 2):
        if found[k].kind == CATEGORY and found[k + 1].kind == found[k + 2].kind == UNKNOWN:
            sign, other = between(text, found, k + 1), between(text, found, k + 2)
            if sign and sign == other:
                yield sign


def between(text: str, found: tuple[Piece, ...], k: int) -> str:
    """Return the sign between a piece and the one before it."""
    return text[found[k - 1].end : found[k].start].strip()
