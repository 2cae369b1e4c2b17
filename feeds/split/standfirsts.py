"""How likely a line between headline and text is a dek: a logistic model of named figures.

A dek looks like a first paragraph, and most are a sentence that stands where a first paragraph
may.  What an editor goes by is little by itself: the byline below it, the text that says it once
more, the words they share.  So each line is weighed beside those in its place of the other
articles: a layout prints deks, or it does not.  Fitted to readings of sites that the network had
not seen (benchmarks/split/deks.py writes deks.json).
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice, pairwise

import numpy as np
from msgspec import Struct

from feeds.split.addresses import address_of
from feeds.split.decode import OUTSIDE, Reading
from feeds.split.lexicon import is_dense, words_of
from feeds.split.lines import Page
from feeds.split.logistic import Figures, Logistic, kept, logistic
from feeds.split.network import ROLES, Array

OF_LINE = (
    "odds",  # of the network
    "header",  # it is read as a dek
    "apart",  # probability that lines of a header stand between it and the text
    "known", "echo",  # shares of its words that the text below has, that the headline has
    "sentences",  # that it has
    "ratio",  # its length by that of the first paragraph below it
)  # fmt: skip
OF_PLACE = (
    "all:odds", "all:known",  # of the lines in its place, on average
    "alone",  # it is the only one
    "same",  # share of them that say the same
    "even",  # how much evener their lengths are than those of the paragraphs below them
)  # fmt: skip
NAMES = OF_LINE + OF_PLACE
_SHORTEST, _LONGEST = 8, 450  # characters
_REACH = 12  # units from a start in which its headline is looked for
_ABOVE = 4  # units from a start of which one may be a headline, where none is read as one
_NEAR = 8  # units below a headline in which its dek is looked for, and the text below that
_HEADLINE = 120  # characters of a first line that may be a headline
_THOUGHT_OF = 0.03  # probability of a dek that no line of a dump without deks has
_MAY_BE = 0.02  # the same of a line that is read as another field
_LIKELY = 0.5
_LEAST = 1e-3  # probability: the network is not surer
_TELLING = 20  # characters of a line that is not said twice by chance
_READ, _PARAGRAPHS = 1200, 3  # characters and units of the text below that are looked at
_SUBJECT = 4  # letters of a word that carries a subject
_MOST = 5  # sentences
_SPREAD = 0.1  # of the logarithms of lengths that are as good as equal
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[」』]*")
_D = ROLES.index("d")
_WRITTEN, _CREDITS = ([ROLES.index(role) for role in roles] for roles in ("phlq", "ckaDm"))

Place = tuple[bool, bool]
Word = str | tuple[str, str]


class Standfirst(Struct, frozen=True):
    """A line that may be its article's dek."""

    unit: int
    article: int  # its number
    headline: int  # the unit that is taken for it
    place: Place  # whether lines of a header, and another such line, stand between
    below: list[int]  # the first units of the text below

    @property
    def text(self) -> int:
        """The unit that the text below begins with, 0 if there is none near."""
        return self.below[0] if self.below and self.below[0] <= self.unit + _NEAR else 0


def weighed(page: Page, reading: Reading) -> list[tuple[Standfirst, float]]:
    """Return the lines of a dump that may be deks, with the log odds that they are."""
    found = standfirsts(page, reading)
    if not found:
        return []
    odds = _model().odds(figures(page, reading, found))
    return list(zip(found, odds.tolist(), strict=True))


@cache
def _model() -> Logistic:
    return logistic(kept("deks.json"), NAMES)


def standfirsts(page: Page, reading: Reading) -> list[Standfirst]:
    """Return the lines of a dump that may be deks; none if the network thinks of none."""
    if reading.belief[:, _D].max(initial=0) < _THOUGHT_OF:
        return []
    written = reading.belief[:, _WRITTEN].sum(1)
    found: list[Standfirst] = []
    for number, (start, stop) in enumerate(pairwise([*reading.starts, len(reading.roles)])):
        end = next((u for u in range(start, stop) if reading.parts[u] == OUTSIDE), stop)
        headline = reading.roles.find("t", start, min(start + _REACH, end))
        if headline < 0:
            words = (u for u in range(start, min(start + _ABOVE, end)) if reading.roles[u] in "hp")
            headline = next(words, start)
        if len(page.texts[headline]) <= _HEADLINE or reading.roles[headline] == "t":
            found += _of_article(page, reading, written, number, headline, end)
    chance = reading.belief[[line.unit for line in found], _D]
    return found if chance.max(initial=0) >= _THOUGHT_OF else []


def _of_article(
    page: Page, reading: Reading, written: Array, number: int, headline: int, end: int
) -> Iterator[Standfirst]:
    """Yield the lines below a headline that may be deks, until the text begins."""
    passed = later = False
    for unit in range(headline + 1, min(headline + _NEAR, end)):
        role = reading.roles[unit]
        is_text = bool(role in "plq" or written[unit] > _LIKELY)
        may_be = is_text or role in "dht" or reading.belief[unit, _D] > _MAY_BE
        if may_be and _is_dek_like(page.texts[unit]):
            below = list(islice(_text_below(reading, written, unit, end), _PARAGRAPHS))
            yield Standfirst(unit, number, headline, (passed, later), below)
            if _says_again(page, unit, below):
                return
            later = True
        if is_text:
            return
        passed = passed or role in "ckaDm"


def _is_dek_like(text: str) -> bool:
    return _SHORTEST <= len(text) <= _LONGEST and not address_of(text)


def _text_below(reading: Reading, written: Array, unit: int, end: int) -> Iterator[int]:
    for u in range(unit + 1, end):
        if reading.roles[u] in "phlq" or (u <= unit + _NEAR and written[u] > _LIKELY):
            yield u


def _says_again(page: Page, unit: int, below: list[int]) -> bool:
    """Return whether the text begins with a line once more, as its first paragraph or second."""
    said = page.texts[unit]
    return len(said) >= _TELLING and any(page.texts[u].startswith(said) for u in below[:2])


def figures(page: Page, reading: Reading, found: list[Standfirst]) -> Figures:
    """Return standfirsts × NAMES."""
    rows = [_of_line(page, reading, each) for each in found]
    lines = np.array(rows, np.float64).reshape(-1, len(OF_LINE))
    places: defaultdict[Place, list[int]] = defaultdict(list)
    for k, each in enumerate(found):
        places[each.place].append(k)
    beside = np.zeros((len(found), len(OF_PLACE)))
    for at in places.values():
        beside[at] = _of_place(page, [found[k] for k in at], lines[at])
    return np.concatenate((lines, beside), axis=1)


def _of_line(page: Page, reading: Reading, one: Standfirst) -> tuple[float, ...]:
    """Return OF_LINE of a line."""
    unit, line = one.unit, page.texts[one.unit]
    chance = min(max(float(reading.belief[unit, _D]), _LEAST), 1 - _LEAST)
    between = reading.belief[unit + 1 : one.text or unit + 1, _CREDITS]
    ahead = " ".join(page.texts[u][:_READ] for u in one.below)[:_READ]
    words = _subjects(line)
    size = max(1, len(words))
    return (
        math.log(chance / (1 - chance)),
        reading.roles[unit] == "d",
        float(between.sum(1).max(initial=0)),
        len(words.intersection(_words(ahead))) / size,
        len(words.intersection(_words(page.texts[one.headline]))) / size,
        min(len(_STOP.findall(line)) + (not _STOP.search(line[-4:])), _MOST),
        math.log(len(line) / len(page.texts[one.text])) if one.text else 0.0,
    )


def _subjects(text: str) -> frozenset[Word]:
    """Return the words of a line that carry a subject."""
    if is_dense(text):
        return frozenset(pairwise(text))
    return frozenset([word for word in words_of(text) if len(word) >= _SUBJECT])


def _words(text: str) -> Iterable[Word]:
    """Return the words of a text; pairs of letters where there are no spaces."""
    return pairwise(text) if is_dense(text) else words_of(text)


def _of_place(page: Page, found: list[Standfirst], lines: Figures) -> Figures:
    """Return lines × OF_PLACE of those that stand in one place, whose OF_LINE are `lines`."""
    said = [page.texts[each.unit] for each in found]
    often = Counter(said)
    names = [name.removeprefix("all:") for name in OF_PLACE if name.startswith("all:")]
    mean = lines[:, [OF_LINE.index(name) for name in names]].mean(axis=0).tolist()
    alone, even = len({each.article for each in found}) == 1, _evenness(page, found)
    rows = [(*mean, alone, (often[text] - 1) / len(found), even) for text in said]
    return np.array(rows, np.float64)


def _evenness(page: Page, found: list[Standfirst]) -> float:
    """Return how much evener the lengths of lines are than those of the texts below them."""
    texts = [len(page.texts[each.text]) for each in found if each.text]
    if len(texts) < _PARAGRAPHS:
        return 0.0
    own = np.log([len(page.texts[each.unit]) for each in found]).std()
    return math.log((np.log(texts).std() + _SPREAD) / (own + _SPREAD))
