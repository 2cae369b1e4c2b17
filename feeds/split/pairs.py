"""Who wrote and what category, with no sign between them: "Ada Quill Energy", "EnergyAda Quill".

One line alone does not tell where one ends and the other begins.  The dump does: either has the
page on a line of its own, or in other lines beside something else, "Ada Quill Weather".
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from operator import itemgetter

from msgspec import Struct

from feeds.split.gluing import CAPITAL, SMALL
from feeds.split.lexicon import FUNCTION, bits_of, furniture, words_of
from feeds.split.names import UNSORTED, RunningText, likeness

# Where they touch: a space or a capital, and no sign.
_TOUCH = re.compile(
    rf"(?<=\w) (?=\w)|(?<=[{SMALL}\d])(?=[{CAPITAL}])|,\s|(?<=[A-Za-z])(?=[\u4e00-\u9fff])"
)
_DASHED = re.compile(r"\s[-–—]\s")
_LONGEST = 80  # characters of both
_MOST = 12  # places of a value where it may be cut
_A_NAME = 0.5  # likeness from which somebody's name is told
_A_WORD = 0.9  # and of any word in small letters
_FEWEST = 3  # values that tell where they are cut ...
_SEVERAL = 2  # ... and categories in front of names
_CLEARLY = 0.25  # by how much what stands on one side looks more like names
_JOB = bits_of("staff", "bio")

Pair = tuple[str, str]  # author and category


class _Cut(Struct, frozen=True):
    """What stands on both sides of a place, and of how many pieces that could be parted."""

    sides: Pair
    pieces: tuple[int, int]


class Pairs(Struct):
    """What is known of a dump, by which a value is parted into author and category."""

    running: RunningText
    alone: Container[str] = frozenset()  # what the page has on lines of their own
    authors: Container[str] = frozenset()
    told: dict[str, Pair] = {}

    def of(self, value: str, *, commas: bool) -> Pair | None:
        """Return the author and the category of a value that is both; `commas` may part them."""
        if len(value) > _LONGEST or _DASHED.search(value):
            return None
        for end in _TOUCH.finditer(value):
            left, right = value[: end.start()], value[end.end() :]
            if end.group()[:1] == ",":
                free = commas and " " in left
                if free and self._is_filed(right) and self.is_person(left):
                    return left, right
                continue
            if self._is_filed(left) and self.is_person(right):
                return right, left
            if self._is_filed(right) and self.is_person(left):
                return left, right
        return self.told.get(value)

    def _is_filed(self, value: str) -> bool:
        """Return whether a value is what the page has on lines of their own, and nobody's name."""
        parts = value.split(", ")
        if not all(part in self.alone or part.casefold() in UNSORTED for part in parts):
            return False
        return value not in self.authors and likeness(value, self.running) <= _A_NAME

    def is_person(self, value: str) -> bool:
        if value in FUNCTION or furniture(value, words_of(value)).anywhere & _JOB:
            return False
        return value in self.authors or likeness(value, self.running) > _A_NAME

    def tell(self, values: Iterable[str]) -> None:
        """Find out which values are both, by what stands on one side in several of them."""
        cuts = {value: of for value in values if (of := list(_cuts(value, self.running)))}
        often = Counter(side for of in cuts.values() for cut in of for side in enumerate(cut.sides))
        ways = [self._parted(cuts, often, author) for author in (0, 1)]
        saved, clear, label, found = max(ways, key=itemgetter(0, 1))
        one = len({name for name, _ in found.values()}) == 1  # wrote all of them
        fewest = max(_FEWEST - one, len(cuts) / 2)
        if saved and clear >= _CLEARLY and not label and len(found) >= fewest:
            self.told = found

    def _parted(
        self, cuts: dict[str, list[_Cut]], often: Counter[tuple[int, str]], author: int
    ) -> tuple[float, float, bool, dict[str, Pair]]:
        """Return values parted where most of what they say is said in others too, with the author
        on one side: how much that saves, how much more that side looks like names, whether the
        other is a label, and the pairs."""
        found: dict[str, tuple[float, Pair]] = {}
        for value, of in cuts.items():
            for cut in of:
                name, category = cut.sides[author], cut.sides[1 - author]
                saved = sum(
                    n - n / often[k, side]
                    for k, (n, side) in enumerate(zip(cut.pieces, cut.sides, strict=True))
                )
                signed = self._signs(name, everywhere=often[author, name] == len(cuts))
                if saved > found.get(value, (0.0,))[0] and signed and category not in self.authors:
                    found[value] = saved, (name, category)
        pairs = {value: pair for value, (_, pair) in found.items()}
        names, categories = ({pair[k] for pair in pairs.values()} for k in (0, 1))
        label = author == 1 and len(categories) < _SEVERAL  # "Viết bởi Ada Quill"
        clear = self._looks(names) - self._looks(categories)
        return sum(saved for saved, _ in found.values()), clear, label, pairs

    def _signs(self, name: str, *, everywhere: bool) -> bool:
        """Return whether a name is somebody's: one word in small letters where all have it."""
        if furniture(name, words_of(name)).anywhere:
            return False
        return name in self.authors or likeness(name, self.running) > (
            _A_NAME if everywhere else _A_WORD
        )

    def _looks(self, values: set[str]) -> float:
        return sum(likeness(value, self.running) for value in values) / max(1, len(values))


def _cuts(value: str, running: RunningText) -> Iterator[_Cut]:
    """Yield the ways to part a value where nothing but a space or a capital stands, which is
    none of a word of the text, "MineCraft"."""
    if len(value) > _LONGEST or _DASHED.search(value) or "@" in value:
        return
    places = list(_TOUCH.finditer(value))
    for k, place in enumerate(places[:_MOST]):
        sides = value[: place.start()], value[place.end() :]
        within = not place.group() and running.uses(
            sides[0].rpartition(" ")[2] + sides[1].partition(" ")[0]
        )
        if place.group()[:1] != "," and not within:
            yield _Cut(sides, (k + 1, len(places) - k))
