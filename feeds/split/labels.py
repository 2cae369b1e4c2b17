"""The labels a dump prints on its header lines, in whatever language: what they share.

"Kategorisiert unter" need not be in a lexicon: it begins, or parts, most lines of a role,
with something different around it each time.
"""

import re
from collections import Counter
from collections.abc import Sequence

from feeds.split.calendar import find_date
from feeds.split.gluing import told
from feeds.split.lexicon import FUNCTION, bits_of, closing, furniture, is_dense, opening, words_of

_FIELD = bits_of("by", "category", "tags", "posted", "updated")
_DETERMINERS = frozenset(
    ("the", "der", "die", "das", "dem", "den", "la", "le", "les", "el", "los", "las", "il", "het")
)
_LONGEST = 4  # words of a label
_ENDED = re.compile(r"[:：]$|(?:^|\s)[^\w\s]+$")  # another field is behind it
_SHARE = 4  # of so many lines one at least has the words that part lines
_FEWEST = 3  # lines that share one, and different things beside it


def labels_of(lines: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return the beginnings that most lines of a role share, each with the role."""
    found = []
    for role in "ca":
        texts = [t for r, t in lines if r == role]
        starts = Counter(t.split(" ", 1)[0] for t in texts if " " in t)
        for word, count in starts.most_common(1):
            alike = [t for t in texts if t.startswith(word + " ")]
            often = count >= _FEWEST and 2 * count > len(texts)
            label = _shared(alike, role) if often else ""
            if label and told(alike[0], 0, len(alike[0]))[1] <= len(label):  # not "Rubrik des …:"
                found.append((role, label))
    return tuple(found)


def _shared(texts: list[str], role: str) -> str:
    """Return the label all texts begin with, if what follows it differs."""
    split = [t.split(" ") for t in texts]
    shared = 0
    while (
        shared < _LONGEST
        and not _ENDED.search(" ".join(split[0][:shared]))
        and all(len(w) > shared + 1 and w[shared] == split[0][shared] for w in split)
    ):
        shared += 1
    while shared > 1 and split[0][shared - 1] in _DETERMINERS:  # "from the"
        shared -= 1
    for count in range(shared, 0, -1):
        label = " ".join(split[0][:count]) + " "
        rest = {t[len(label) :] for t in texts}
        if _says(label, count, rest, role) and not all(map(_is_date, rest)):
            return label if len(rest) >= _FEWEST else ""
    return ""


def _says(label: str, count: int, rest: set[str], role: str) -> bool:
    """Return whether the words that lines begin with are a label, and no part of a name."""
    begins, ends = opening(label, 0, len(label))
    if begins & _FIELD and any(map(str.isdigit, label[ends:])):  # "Posted in 2013 - "
        return False
    signed = label.endswith(":: ") or not label.rstrip(" :：")[-1:].isalnum()
    if signed and not opening(label, 0, len(label))[0] & _FIELD:  # "Jane Doe · "
        return False
    if label.rstrip().endswith((":", "：")):
        bits, at = closing(label.rstrip(" :："))
        return not (at and bits & _FIELD)  # "Jane Doe Category:"
    if count == 1 and is_dense(label):  # "分类：新 " holds the beginning of a name
        return label[opening(label, 0, len(label))[1] :].strip(" ：:于於在に") == ""
    if count == 1:
        return bool(furniture(label, words_of(label)).anywhere & _FIELD)
    bits, at = closing(label.rstrip())
    if bits & _FIELD:
        begins, ends = opening(label, 0, at)
        return not (begins & _FIELD and label[ends:at].strip())  # "Written by Jane Posted in"
    lower = label[:1].isupper() and label[1:].islower()  # "Rangé sous", of category lines
    many = len({text.split(" ", 1)[0] for text in rest}) > 1
    return role == "c" and lower and many and all(text[:1].isupper() for text in rest)


def _is_date(text: str) -> bool:
    found = find_date(text)
    return found is not None and len(words_of(text[: found.start])) < 2


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
