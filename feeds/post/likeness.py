"""Is one article a copy of another, a correction of it, or only cast in the same mould?

Two texts are laid side by side by the runs of words that stand once in each.  What
is between the runs tells copies from moulds: a copy gains a line at its ends, loses
a paragraph, has a word put better; a weather report has other numbers and names in
the same places.  In doubt they are two articles: one too many can be removed by
hand, one that was taken for another is never seen.
"""

from bisect import bisect_left
from collections import Counter
from datetime import datetime, timedelta

from msgspec import Struct

from feeds.model import Post
from feeds.post.fingerprint import contained, folded, words
from feeds.post.identity import letters

RUN = 4  # words that stand once in each text, in this order
FEWEST = 25  # words: shorter articles are copies only if all their words are the same
OF_SHORTER, OF_LONGER = 0.85, 0.6  # share of the words that must stand in the other
EDGE = 30  # words that may stand instead of others at an end: a place, a byline
SWAPS, CLASHES = 30, 250  # words to each other wording; to each other number or name
TITLE = 5  # words from which a headline names one article and not a series
APART = timedelta(days=7)  # further apart, only the same words are the same article
SAME_TITLE, OTHER_TITLE = 0.5, 0.8  # of a correction: share of words that stand in the other
NUMBERS = 0.5  # share of an article's numbers that a correction of it keeps
_NUMBERS = {
    word: str(number)
    for names in (
        "zero one two three four five six seven eight nine ten eleven twelve",
        "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze",
        "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
        "〇 一 二 三 四 五 六 七 八 九 十",
    )
    for number, word in enumerate(names.split())
}


class Likeness(Struct, frozen=True, kw_only=True):
    """Two texts laid side by side; all in words."""

    shared: int
    ours: int
    theirs: int
    swaps: int  # places where the one has other words than the other
    clashes: int  # those where it has another number or another name
    edges: int  # the most that stands at one end of both, and is not the same
    edge_clashes: int  # ends at which it has another number or another name

    @property
    def of_shorter(self) -> float:
        return self.shared / max(1, min(self.ours, self.theirs))

    @property
    def of_longer(self) -> float:
        return self.shared / max(1, self.ours, self.theirs)


def compare(one: str, other: str, subject: frozenset[str] = frozenset()) -> Likeness:
    """Return how two texts lie side by side; the time is that of sorting their words.

    Where the one speaks of its `subject` and the other of something else, they clash.
    """
    ours, theirs = words(one), words(other)
    a, b = [folded(word) for word in ours], [folded(word) for word in theirs]
    blocks = _blocks(a, b)
    shared = swaps = clashes = edges = edge_clashes = 0
    last = (0, 0)
    for number, (i, j, size) in enumerate([*blocks, (len(a), len(b), 0)]):
        gap, other_gap, equal = _trimmed(a, b, last, (i, j))
        shared += equal + size
        outer = number in (0, len(blocks))
        if gap and other_gap:
            first, second = ours[gap.start : gap.stop], theirs[other_gap.start : other_gap.stop]
            clash = _clash(first, second) or not subject.isdisjoint(
                (*a[gap.start : gap.stop], *b[other_gap.start : other_gap.stop])
            )
            if outer:
                edges = max(edges, min(len(gap), len(other_gap)))
                edge_clashes += clash
            else:
                swaps += 1
                clashes += clash
        last = (i + size, j + size)
    return Likeness(
        shared=shared,
        ours=len(a),
        theirs=len(b),
        swaps=swaps,
        clashes=clashes,
        edges=edges,
        edge_clashes=edge_clashes,
    )


def copied(one: Post, other: Post) -> float:
    """Return how near a copy is to its original, from 0 to 1; 0 if it is none.

    It may be shorter or longer by what sites put around an article, but says the
    same with the same numbers and names, at about the same time.
    """
    found = compare(one.body, other.body, _subject(one.title, other.title))
    least = min(found.ours, found.theirs)
    if least < FEWEST or found.of_shorter < OF_SHORTER or found.of_longer < OF_LONGER:
        return 0.0
    if found.clashes > least // CLASHES or found.swaps > least // SWAPS or found.edges > EDGE:
        return 0.0
    if found.edge_clashes and not _telling(one.title, other.title):
        return 0.0
    if _other_number(one.title, other.title):
        return 0.0
    apart = abs(one.published - other.published) > APART
    if apart and (found.clashes or found.swaps or found.edges):
        return 0.0
    return round(found.of_shorter, 3)


def corrected(before: Post, after: Post, stated: datetime | None) -> float:
    """Return how much of an article stands in what now has its place in the same dump, or 0.

    The same headline over half of the words, or another headline over nearly all.
    But the next day's report from one mould is another article: it is of another
    day, or has other numbers all through.
    """
    alike = contained(before.body, after.body)
    same_title = letters(before.title) == letters(after.title)
    if alike < (SAME_TITLE if same_title else OTHER_TITLE):
        return 0.0
    clashes = compare(before.body, after.body).clashes
    another_day = stated is not None and stated.date() != before.published.date()
    if clashes and (another_day or _numbers_kept(before.body, after.body) < NUMBERS):
        return 0.0
    return alike


def _numbers_kept(before: str, after: str) -> float:
    """Return the share of a text's numbers that another has as well; 1 if it has none."""
    one, two = (
        {folded(word) for word in words(text) if word[0].isdigit()} for text in (before, after)
    )
    return len(one & two) / len(one) if one else 1.0


def _telling(title: str, other: str) -> bool:
    """Return whether two headlines are the same and name an article rather than a series."""
    return letters(title) == letters(other) and len(words(title)) >= TITLE


def _subject(title: str, other: str) -> frozenset[str]:
    """Return the words that only one of two headlines has."""
    one, two = ({folded(word) for word in words(text)} for text in (title, other))
    return frozenset(one ^ two)


def _other_number(title: str, other: str) -> bool:
    """Return whether two headlines count something, and differently."""
    numbers = _said(words(title)), _said(words(other))
    return all(numbers) and numbers[0] != numbers[1]


def _blocks(a: list[str], b: list[str]) -> list[tuple[int, int, int]]:
    """Return the places and the length of what stands in both, in the order of both."""
    found: list[tuple[int, int, int]] = []
    for i, j in _increasing(_anchors(a, b)):
        start, other, size = found[-1] if found else (-RUN, -RUN, 0)
        if i - start == j - other and i <= start + size:
            found[-1] = (start, other, i - start + RUN)
        elif i >= start + size and j >= other + size:
            found.append((i, j, RUN))
    return found


def _anchors(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    """Return where the runs stand that each text has once, in the order of the first."""
    ours, theirs = _runs(a), _runs(b)
    return [(i, theirs[run]) for run, i in ours.items() if run in theirs]


def _runs(text: list[str]) -> dict[tuple[str, ...], int]:
    runs = [tuple(text[at : at + RUN]) for at in range(len(text) - RUN + 1)]
    often = Counter(runs)
    return {run: at for at, run in enumerate(runs) if often[run] == 1}


def _increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest choice of pairs whose second numbers rise (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(tops, j)
        before.append(piles[at - 1] if at else -1)
        tops[at : at + 1] = [j]
        piles[at : at + 1] = [number]
    chosen = []
    at = piles[-1] if piles else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def _trimmed(
    a: list[str], b: list[str], start: tuple[int, int], end: tuple[int, int]
) -> tuple[range, range, int]:
    """Return what lies between two blocks in each text, less what is the same at its ends."""
    (i, j), (to_i, to_j) = start, end
    equal = 0
    while i < to_i and j < to_j and a[i] == b[j]:
        i, j, equal = i + 1, j + 1, equal + 1
    while i < to_i and j < to_j and a[to_i - 1] == b[to_j - 1]:
        to_i, to_j, equal = to_i - 1, to_j - 1, equal + 1
    return range(i, to_i), range(j, to_j), equal


def _clash(one: list[str], other: list[str]) -> bool:
    """Return whether two wordings of one place say different numbers, or different names."""
    return any(
        all(said) and said[0] != said[1]
        for said in ((_said(one), _said(other)), (_names(one), _names(other)))
    )


def _said(text: list[str]) -> str:
    found = (_NUMBERS.get(folded(word), folded(word)) for word in text)
    return "".join(word for word in found if any(sign.isdigit() for sign in word))


def _names(text: list[str]) -> str:
    return " ".join(word for word in text if word[0].isupper())
