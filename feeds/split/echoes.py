"""What a dump repeats: lines, line pairs, beginnings, and the words of a headline.

The record structure of a dump shows in its repetitions: furniture comes with
every article, a headline comes back in the text below it or in a list of others.
"""

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_DIGITS = re.compile(r"\d+")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,}")
_NEAR = 5  # units
_HEAD = 200  # characters of a unit whose words are looked up


@dataclass(frozen=True, slots=True)
class Echoes:
    """Columns of repetition features, units × columns, and the groups that repeat."""

    columns: NDArray[np.float32]
    exact: NDArray[np.int64]  # number of the group of equal lines
    begun: NDArray[np.int64]  # number of the group of lines that begin alike


NAMES = (
    "echo:same", "echo:same3", "echo:masked", "echo:masked3", "echo:first-of-same", "echo:pair-next",
    "echo:pair-previous", "echo:begins", "echo:begins3", "echo:ends", "echo:within-next", "echo:within-previous",
    "echo:holds-previous", "words:ahead", "words:behind", "words:new", "words:ahead-next", "words:known",
)  # fmt: skip


def echoes(texts: list[str], words: list[list[str]]) -> Echoes:
    """Return how each unit repeats others; `words` are those of each unit's beginning."""
    keys = [t[:_HEAD].casefold() for t in texts]
    masked = [_DIGITS.sub("0", k) for k in keys]
    starts = [_begin(w) for w in words]
    closes = [" ".join(w[-2:]) if len(w) > 2 else "" for w in words]
    same, mask, begin, close = Counter(keys), Counter(masked), Counter(starts), Counter(closes)
    pairs = Counter(zip(masked, masked[1:], strict=False))
    ahead, behind, new, nxt = _cohesion(texts, words)
    rows = np.zeros((len(texts), len(NAMES)), np.float32)
    seen: set[str] = set()
    last = len(texts) - 1
    for i, key in enumerate(keys):
        row = rows[i]
        if same[key] > 1:
            row[0], row[1], row[4] = 1, same[key] > 2, key not in seen
            seen.add(key)
        if mask[masked[i]] > 1:
            row[2], row[3] = 1, mask[masked[i]] > 2
        if i < last:
            row[5] = pairs[masked[i], masked[i + 1]] > 1
            row[10] = 4 < len(key) and key in keys[i + 1]
        if i:
            row[6] = pairs[masked[i - 1], masked[i]] > 1
            row[11] = 4 < len(key) and key in keys[i - 1]
            row[12] = 4 < len(keys[i - 1]) and keys[i - 1] in key
        if starts[i]:
            row[7], row[8] = begin[starts[i]] > 1, begin[starts[i]] > 2
        row[9] = bool(closes[i]) and close[closes[i]] > 1
    rows[:, 13], rows[:, 14], rows[:, 15], rows[:, 16] = ahead, behind, new, nxt
    rows[:, 17] = 1 - rows[:, 15]
    return Echoes(rows, _groups(keys), _groups([s or k for s, k in zip(starts, keys, strict=True)]))


def _begin(words: list[str]) -> str:
    """Return what a line of several words begins with; its digits do not count."""
    return _DIGITS.sub("0", words[0]) if len(words) > 1 else ""


def _groups(keys: list[str]) -> NDArray[np.int64]:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int64)


def _content(text: str, words: list[str]) -> set[str]:
    """Return the words that carry a subject; pairs of letters where there are no spaces."""
    found = {w for w in words if len(w) > 3 and not w.isdecimal()}
    for run in _IDEOGRAPHS.findall(text[:_HEAD]):
        found.update(run[k : k + 2] for k in range(min(len(run) - 1, 40)))
    return found


def _cohesion(texts: list[str], words: list[list[str]]) -> tuple[list[float], ...]:
    """Return per unit the share of its words that come back soon, came lately, are new."""
    content = [_content(t, w) for t, w in zip(texts, words, strict=True)]
    count = len(texts)
    ahead, nxt = [0.0] * count, [0.0] * count
    behind, new = [0.0] * count, [0.0] * count
    place: dict[str, int] = {}
    for i in range(count - 1, -1, -1):
        near = direct = 0
        for word in content[i]:
            distance = place.get(word, 1 << 40) - i
            near += distance <= _NEAR
            direct += distance == 1
            place[word] = i
        if content[i]:
            ahead[i], nxt[i] = near / len(content[i]), direct / len(content[i])
    place.clear()
    for i in range(count):
        near = fresh = 0
        for word in content[i]:
            at = place.get(word, -1)
            fresh += at < 0
            near += at >= max(0, i - _NEAR)
            place[word] = i
        if content[i]:
            behind[i], new[i] = near / len(content[i]), fresh / len(content[i])
    return ahead, behind, new, nxt
