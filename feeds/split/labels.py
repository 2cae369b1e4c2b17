"""The labels a dump prints on its header lines, in whatever language: what they share.

"Kategorisiert unter" need not be in a lexicon: it begins, or parts, most lines of a role,
with something different around it each time.
"""

from collections import Counter
from collections.abc import Sequence

from feeds.split.lexicon import FUNCTION, opening

_DETERMINERS = frozenset(
    ("the", "der", "die", "das", "dem", "den", "la", "le", "les", "el", "los", "las", "il", "het")
)
_LONGEST = 4  # words of a label
_SHARE = 4  # of so many lines one at least has the words that part lines
_FEWEST = 3  # lines that share one, and different things beside it


def label_of(rubrics: Sequence[str]) -> str:
    """Return what most category lines begin with, if no lexicon has it: "Rangée parmi "."""
    starts = Counter(text.split(" ", 1)[0] for text in rubrics if " " in text)
    for word, count in starts.most_common(1):
        if count >= _FEWEST and 2 * count > len(rubrics):
            return _shared([t.split(" ") for t in rubrics if t.startswith(word + " ")])
    return ""


def _shared(split: list[list[str]]) -> str:
    """Return the words all lines begin with, if names follow that differ."""
    first, shared = split[0], 0
    while shared < _LONGEST and all(
        len(words) > shared + 1 and words[shared] == first[shared] for words in split
    ):
        shared += 1
    while shared > 1 and first[shared - 1] in _DETERMINERS:  # "from the"
        shared -= 1
    for count in range(shared, 1, -1):
        label = " ".join(first[:count]) + " "
        names = {words[count] for words in split}
        lower = "".join(first[:count]).isalpha() and label[0].isupper() and label[1:].islower()
        if lower and len(names) > 1 and all(name[:1].isupper() for name in names):
            several = len({" ".join(words[count:]) for words in split}) >= _FEWEST
            return label if several and not opening(label, 0, len(label))[0] else ""
    return ""


def inner_labels(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the words that part most lines, each time with something different on both sides."""
    split = [text.split() for text in texts]
    count = Counter(word for words in split for word in set(words[1:-1]) if word.isalpha())
    often = {w for w, n in count.items() if n >= _FEWEST and _SHARE * n > len(texts)}
    if not often:
        return ()
    around: dict[str, tuple[set[str], set[str]]] = {}
    for words in split:
        at = next((i for i, w in enumerate(words[1:-1], 1) if w in often), 0)
        stop = at
        while at and stop < len(words) - 1 and words[stop] in often:
            stop += 1
        sign = at and not any(map(str.isalnum, words[at - 1]))  # "4 March | Energy | Jane Doe"
        if at and not sign and not words[stop].startswith((":", "：")):
            sides = around.setdefault(" ".join(words[at:stop]), (set(), set()))
            sides[0].add(" ".join(words[:at]))
            sides[1].add(" ".join(words[stop:]))
    return tuple(
        label
        for label, (before, after) in around.items()
        if min(len(before), len(after)) >= _FEWEST
        and label.split()[-1].islower()
        and not FUNCTION.issuperset(label.lower().split())
        and not opening(label, 0, len(label))[0]
    )
