"""Categories one a line: a column of names at an article's head or end.

A list that a page prints on one line may be broken by what takes its text: "Energy" and
"Culture" are then lines of their own, below the word for a category or below nothing.
Where nothing announces them the dump tells: several articles have such a column in the same
place, and its lines were read as categories or are not unlikely to be some.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from feeds.split.credits import CATEGORY, announces, labels_category
from feeds.split.lexicon import bits_of, furniture, is_dense, leads, words_of
from feeds.split.network import Array
from feeds.split.rescue import may_be

HEAD, UNDER, END = "head", "under", "end"
_TAKEN = "cxhplq"  # roles of a line of a column
_PARAGRAPH = 80  # characters from which a line is certainly text
_SENTENCE = re.compile(r"[.!?…。！？][\"'”’»)]*$")
_UP = 6  # units of an article's head that are looked at
_DOWN = 16  # and below its text
_MANY = 9  # names: a longer column is a page's list of all its categories
_FEW = 3  # names that a label announces in one article alone
_LABEL = 30  # characters of a label
_NAME = 40  # and of a name
_NO_NAME = re.compile(r"^[#\[(]|[←→«»‹›❮❯]")
_TAGS = bits_of("tags")
_FEWEST = 2  # articles that have a column, or a name
_OFTEN = 0.6  # share of the articles whose columns have a line that is no name
_MAY_BE = 0.08  # belief that a line is a category
_LIKELY = 0.1  # and of all lines of columns, on average

Run = tuple[str, range]  # a place, and units one below the other


class Column(Struct, frozen=True):
    """Units that may be names, one below the other, with nothing that may be one around."""

    place: str
    units: range
    labelled: bool


def columns(
    articles: Sequence[range], texts: Sequence[str], roles: Sequence[str], belief: Array
) -> dict[int, range]:
    """Return the units that are categories one below the other, by article."""
    likely = (belief > _MAY_BE).tolist()
    runs = [list(_met(units, texts, roles, likely)) for units in articles]
    if not _told(runs, texts, likely):
        return {}
    met = [[c for place, of in own for c in _parted(place, of, texts, likely)] for own in runs]
    found: dict[int, range] = {}
    for place in (HEAD, UNDER, END):
        here = {k: [c for c in of if c.place == place] for k, of in enumerate(met)}
        here = {k: of for k, of in here.items() if of}
        found = _listed(here, texts, roles, belief) | found
    return found


def _told(runs: Sequence[list[Run]], texts: Sequence[str], likely: Sequence[bool]) -> bool:
    """Return whether runs may hold columns, as those of few dumps do: a label stands on a line
    of its own, or several articles have a run that may be one."""
    several = [own for own in runs if any(len(of) > 1 and _any(likely, of) for _, of in own)]
    return len(several) >= _FEWEST or any(
        _is_label(texts[i]) for own in runs for _, of in own for i in of
    )


def _met(
    units: range, texts: Sequence[str], roles: Sequence[str], likely: Sequence[bool]
) -> Iterator[Run]:
    """Yield the runs of an article's head, of what is below its headline, and of its end."""
    title = next((i for i in units if roles[i] == "t"), units.start - 1)
    body = range(title + 1, units.stop)
    top = next((i for i in body if _is_text(texts[i], roles[i])), units.stop)
    last = next((i for i in reversed(body) if _is_text(texts[i], roles[i])), title)
    first = min(top, units.start + _UP)
    yield from _runs(HEAD, range(units.start, min(title, first)), texts, roles, likely)
    yield from _runs(END, range(last + 1, min(units.stop, last + 1 + _DOWN)), texts, roles, likely)
    yield from _runs(UNDER, range(title + 1, first), texts, roles, likely)


def _is_text(text: str, role: str) -> bool:
    return role in "plqd" and (len(text) >= _PARAGRAPH or bool(_SENTENCE.search(text)))


def _runs(
    place: str,
    of: range,
    texts: Sequence[str],
    roles: Sequence[str],
    likely: Sequence[bool],
) -> Iterator[Run]:
    """Yield runs of short lines of which one may be a name, or a label."""
    first = of.start
    for i in range(of.start, of.stop + 1):
        if i >= of.stop or roles[i] not in _TAKEN or len(texts[i]) > _NAME:
            if i > first and (any(likely[first:i]) or any(map(_leads, texts[first:i]))):
                yield place, range(first, i)
            first = i + 1


def _any(likely: Sequence[bool], of: range) -> bool:
    return any(likely[of.start : of.stop])


def _is_label(text: str) -> bool:
    return len(text) <= _LABEL and _leads(text) and announces(text) == CATEGORY


def _leads(text: str) -> bool:
    """Return whether a line may begin with a label: most cannot, which is quickly told."""
    return leads(text.partition(" ")[0].rstrip(":：").lower()) or is_dense(text)


def _parted(
    place: str, of: range, texts: Sequence[str], likely: Sequence[bool]
) -> Iterator[Column]:
    """Yield a run of short lines without those that cannot be names, which part it, and without
    what is below the word for tags."""
    first, label, tagged = of.start, False, False
    for i in range(of.start, of.stop + 1):
        ends = i == of.stop
        announced = not ends and _is_label(texts[i])
        if not (ends or announced) and _bare(texts[i]):
            continue
        named = place != UNDER and any(likely[first:i])
        if first < i <= first + _MANY and not tagged and (label or named):
            yield Column(place, range(first, i), label)
        first, label = i + 1, announced
        tagged = not ends and not announced and _is_tag(texts[i])


def _bare(text: str) -> bool:
    """Return whether a line may be nothing but a name: no tag, no link, no label before it."""
    return not _NO_NAME.search(text) and may_be(text) and not labels_category(text)


def _is_tag(text: str) -> bool:
    return text[0] == "#" or bool(furniture(text, words_of(text)).anywhere & _TAGS)


def _listed(
    here: dict[int, list[Column]], texts: Sequence[str], roles: Sequence[str], belief: Array
) -> dict[int, range]:
    """Return the columns that hold categories, of those in one place of their articles."""
    units = {i for of in here.values() for column in of for i in column.units}
    read = {texts[i] for i in units if roles[i] == "c"}
    labelled = [k for k, of in here.items() if any(column.labelled for column in of)]
    if not (read or labelled):
        return {}
    again = _again(here, texts, read)
    told = {i for i in units if roles[i] == "c" or belief[i] > _MAY_BE}
    best = {
        k: max((_bounded(c, told) for c in of), key=lambda c: (c.labelled, len(c.units)))
        for k, of in here.items()
    }
    several = [column for column in best.values() if len(column.units) > 1]
    sure = [belief[i] for column in several for i in column.units]
    habit = len(several) >= _FEWEST and sum(sure) > _LIKELY * len(sure)
    return {
        k: column.units
        for k, column in best.items()
        if (column.labelled and (len(labelled) >= _FEWEST or len(column.units) <= _FEW))
        or (
            habit
            and (len(column.units) > 1 or not again.isdisjoint(texts[i] for i in column.units))
        )
    }


def _again(here: dict[int, list[Column]], texts: Sequence[str], read: set[str]) -> set[str]:
    """Return what several articles have in a column, but not nearly all, as they have a link."""
    said = ({texts[i] for column in of for i in column.units} for of in here.values())
    count = Counter(name for names in said for name in names)
    most = _OFTEN * len(here)
    return {n for n, times in count.items() if times >= _FEWEST and (times <= most or n in read)}


def _bounded(column: Column, told: set[int]) -> Column:
    """Return a column from its first to its last line that is told to be a category."""
    own = [i for i in column.units if i in told]
    if column.labelled:
        own = [column.units[0], *own] if own else [*column.units]
    units = range(own[0], own[-1] + 1) if own else range(0)
    return Column(column.place, units, column.labelled)
