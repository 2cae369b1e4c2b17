"""An index at the top of a dump: lines that recur below, each above the article that it names.

Whoever puts articles into one file lists them first: "1. A clock stops ...... 3".  A network
takes the list for the articles, or for one of them; but what is listed says for certain
what the headlines are.  The lines of the index belong to no article.
"""

import re
from bisect import bisect
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from feeds.split.given import LISTED, SURE, Given
from feeds.split.headlines import bare_title
from feeds.split.levels import Heads, headed
from feeds.split.lines import Page
from feeds.split.network import START, Array

_LINK = re.compile(r"\[([^\[\]]+)\]\([^()]*\)")
_NUMBER = re.compile(r"\(?\d{1,4}[.):]{0,2}\s+")
_PAGE = re.compile(
    r"(?:\s*+(?:[.…·_]\s?+){2,}+|\t|\s{2,}+|\s[–—|-]\s|\s\(?(?:S\.|p\.|pp?\.|page|Seite)\s?)"
    r"\s*+\d{1,4}\)?$"
)
_ABOVE = 3  # lines that may stand above an index: "Contents"
_SHORT = 60  # characters of one
_TOP = 2000  # characters in which an index begins
_LONGEST = 150  # characters of a headline
_MOST = 200  # lines of an index
_SEVERAL = 3  # lines that are an index without numbers, bullets or links
_TWICE = 2  # what a page prints over and over is no headline
_NEARLY_ALL = 0.8  # of its lines recur
_BELOW = 40  # lines between it and the first headline
_LINE = 100  # characters of a line of a header
_TEXT = 80  # characters that stand below each headline
_WORDS = 3  # of most headlines: sections are named with fewer
_SIGNS = 6  # the same where words stand without spaces
_UNSPACED = "\u0e00"  # from here on, nearly


class _Index(Struct, frozen=True):
    """The lines of an index, [first, stop) of those that are not blank, and of what they name."""

    first: int
    stop: int
    heads: list[int]


def may_be_indexed(text: str) -> bool:
    """Return whether two lines at the top of a dump stand in its lines again: quickly told."""
    top = [line for line in text[:_TOP].split("\n") if line.strip()][: _ABOVE + 2]
    named = [_name(line) if len(line) <= _LONGEST else "" for line in top]
    whole = ""
    for one, other in pairwise(named):
        if one and other and (_is_headline(one) or _is_headline(other)):
            whole = whole or _short_lines(text).casefold()
            if _recurs(one, whole) and _recurs(other, whole):
                return True
    return False


def _short_lines(text: str) -> str:
    """Return the lines of a text that may be headlines."""
    return "\n".join(line for line in text.split("\n") if len(line) <= _LONGEST)


def _recurs(name: str, whole: str) -> bool:
    name = name.casefold()
    return whole.find(name, whole.find(name) + 1) > 0


def with_index(known: Given) -> Given:
    """Return what is known of a dump without its index, and the headlines that this names; the
    same if it has none, or if somebody has marked where articles begin."""
    if known.starts or known.joins:
        return known
    filled = [k for k, line in enumerate(known.lines) if line.strip()]
    index = _index([known.lines[k] for k in filled])
    if not index:
        return known
    cut = filled[index.stop - 1] + 1
    above = [(known.numbers[k], "n", "above an index") for k in filled[: index.first]]
    own = [(known.numbers[k], "n", LISTED) for k in filled[index.first : index.stop]]
    return replace(
        known,
        lines=known.lines[cut:],
        numbers=known.numbers[cut:],
        removed=[*known.removed, *above, *own],
        listed={filled[head] - cut for head in index.heads},
    )


def _index(lines: Sequence[str]) -> _Index | None:
    """Return the index that begins these lines, none of which is blank, if one does."""
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if len(line) <= _LONGEST:
            places.setdefault(_key(line), []).append(at)
    for first in range(min(_ABOVE + 1, len(lines))):
        index = _from(first, lines, places)
        if index:
            return index
        if len(lines[first]) > _SHORT:
            return None
    return None


def _from(first: int, lines: Sequence[str], places: dict[str, list[int]]) -> _Index | None:
    """Return the index that begins with a line, if it names what stands below in its order."""
    own, heads = list[int](), list[int]()
    below = _next(lines[first], first, places) or first
    last = below - 1
    for at in range(first, min(below, first + _MOST)):
        head = _next(lines[at], last, places)
        if head:
            own.append(at)
            heads.append(head)
            last = head
        elif len(lines[at]) > _LONGEST or own[-1] < at - 1:
            break
    few = len(own) < _SEVERAL and any(_name(lines[at]) == lines[at] for at in own)
    if few or len(own) < 2 or len(own) < _NEARLY_ALL * (own[-1] + 1 - first):
        return None  # one names nothing, and two bare lines may stand again by chance
    if 2 * sum(_is_headline(_name(lines[at])) for at in own) < len(own):
        return None
    if heads[0] - own[-1] > _BELOW:
        return None
    texts = (sum(map(len, lines[a + 1 : b])) for a, b in pairwise([*heads, len(lines)]))
    return _Index(first, own[-1] + 1, heads) if min(texts) >= _TEXT else None


def _next(line: str, last: int, places: dict[str, list[int]]) -> int | None:
    """Return where what a line names stands next below the last place."""
    key = _key(line) if len(line) <= _LONGEST else ""
    for name in (key, key.rstrip("0123456789")):  # the page on which it stands
        found = places.get(name, []) if name else []
        at = bisect(found, last)
        if at < len(found) <= _TWICE:
            return found[at]
    return None


def _key(line: str) -> str:
    return "".join(filter(str.isalnum, _name(line).casefold()))


def _name(line: str) -> str:
    """Return what a line of an index names: without number, marks, and the page."""
    name = line.strip()
    if "](" in name:
        name = _LINK.sub(r"\1", name)
    if name[-1:].isdecimal() or name[-1:] == ")":
        name = _PAGE.sub("", name)
    name = bare_title(name)
    return _NUMBER.sub("", name, count=1) if name[:1] in "(0123456789" else name


def _is_headline(name: str) -> bool:
    """Return whether a name may be a headline rather than a section's."""
    return name.count(" ") + 1 >= _WORDS or (len(name) >= _SIGNS and name[0] >= _UNSPACED)


def begun(page: Page, logits: Array, known: Given) -> tuple[Array, Given]:
    """Return log odds that know of the headlines that are listed, and what is known with where
    their articles begin."""
    if not known.listed:
        return logits, known
    units = [unit for unit, number in enumerate(page.numbers) if number in known.listed]
    found, starts = headed(logits, Heads(LISTED, units, SURE))
    for n, (start, unit) in enumerate(zip(starts, units, strict=True)):
        if any(len(text) > _LINE for text in page.texts[start:unit]):  # of the article above
            found[start, START] = -SURE
            starts[n] = unit
        found[starts[n] + 1 : unit + 1, START] = -SURE
    listed = dict.fromkeys((page.numbers[start] for start in starts), LISTED)
    return found, replace(
        known,
        starts=known.starts | listed.keys(),
        signs=known.signs | listed,
        fields={start: dict[str, str]() for start in listed} | known.fields,
    )
