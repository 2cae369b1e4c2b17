"""What a short line says of itself: "by", "share", "read more", in the languages of the world.

The phrases are in lexicon.txt, one class a block.  A line's classes are bit sets:
those any phrase of it has, and those of the phrase it begins with.
"""

import pkgutil
import re
from functools import cache

from msgspec import Struct

# Kana, ideographs, Hangul.  A set of more than two ranges takes 4 ms to compile; and what a
# pattern begins with is a set or a sign, or to look for it takes three to twenty times as long.
_DENSE = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3](?<![\u3100-\u33ff])")
_WORD = re.compile(r"[^\W_]+(?:['’\-.+!][^\W_]+)*")
_LATIN_WORD = re.compile(r"[a-z0-9]+(?:['\-.+!][a-z0-9]+)*")  # the same in ASCII, in half the time
_LONGEST = 4  # words of a phrase


class Furniture(Struct, frozen=True):
    """The classes a line's phrases belong to, and how much of the line they cover."""

    anywhere: int
    first: int
    words: int
    covered: int  # words that belong to a phrase


def _load() -> tuple[tuple[str, ...], dict[str, int], list[tuple[str, int]], frozenset[str]]:
    names: list[str] = []
    words: dict[str, int] = {}
    ideographs: dict[str, int] = {}
    function: set[str] = set()
    content = pkgutil.get_data(__package__, "lexicon.txt") or b""
    for line in content.decode("utf-8").splitlines():
        if line.startswith("["):
            names.append(line[1:-1])
        elif line and not line.startswith("#"):
            for phrase in line.lower().split(", "):
                if names[-1] == "function":
                    function.add(phrase)
                elif not phrase.isascii() and _DENSE.search(phrase):
                    ideographs[phrase] = ideographs.get(phrase, 0) | 1 << len(names) - 1
                else:
                    key = phrase if phrase.isalpha() else " ".join(_WORD.findall(phrase)) or phrase
                    words[key] = words.get(key, 0) | 1 << len(names) - 1
    names.remove("function")
    return tuple(names), words, sorted(ideographs.items()), frozenset(function)


CLASSES, PHRASES, _IDEOGRAPHS, FUNCTION = _load()
_LONGER = [phrase.split(" ") for phrase in PHRASES if " " in phrase]
# Words that begin a phrase of several: most words of a text do not, and cost one look-up.
STARTS = frozenset(words[0] for words in _LONGER)
FOLLOWERS = frozenset(words[1] for words in _LONGER)
BEGINNINGS = frozenset((words[0], words[1]) for words in _LONGER)
_KNOWN = STARTS.union(PHRASES)
_ENDINGS = frozenset(phrase.rpartition(" ")[2] for phrase in PHRASES)
_IDEOGRAPH_BITS = dict(_IDEOGRAPHS)


@cache
def _ideograph() -> re.Pattern[str]:
    """Return the pattern of the phrases without spaces; most dumps have no use for it."""
    longest_first = sorted(_IDEOGRAPH_BITS, key=lambda phrase: -len(phrase))
    return re.compile("|".join(map(re.escape, longest_first)))


def is_dense(text: str) -> bool:
    """Return whether a line has letters of a script that needs no spaces between words."""
    return not text.isascii() and _DENSE.search(text) is not None


def words_of(text: str) -> list[str]:
    """Return the words of a line, lower case, apostrophes and hyphens kept within."""
    pattern = _LATIN_WORD if text.isascii() else _WORD
    return pattern.findall(text.lower())


def phrases(*classes: str) -> list[str]:
    """Return the phrases of classes, as a line shows them, lower case."""
    wanted = bits_of(*classes)
    known = [*PHRASES.items(), *_IDEOGRAPHS]
    return [phrase for phrase, bits in known if bits & wanted]


def bits_of(*classes: str) -> int:
    """Return the bit set of some classes."""
    return sum(1 << CLASSES.index(name) for name in classes)


def leads(word: str) -> bool:
    """Return whether a word, lower case, begins a phrase of any class."""
    return word in _KNOWN


def opening(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bits of the longest phrase text[start:end] begins with, and where it ends."""
    if is_dense(text) and (found := _ideograph().match(text, start, end)):
        return _IDEOGRAPH_BITS[found.group()], found.end()
    word = _WORD.match(text, start, end)
    if not word or (said := word.group().lower()) not in _KNOWN:  # as most words of a text
        return 0, start
    words, ends = [said], [word.end()]
    while len(words) < _LONGEST and said in STARTS:
        at = ends[-1]
        while at < end and text[at].isspace():
            at += 1
        if not (word := _WORD.match(text, at, end)):
            break
        words.append(word.group().lower())
        ends.append(word.end())
    for count in range(len(words), 0, -1):
        if bits := PHRASES.get(" ".join(words[:count]), 0):
            return bits, ends[count - 1]
    return 0, start


def closing(text: str) -> tuple[int, int]:
    """Return the bits of the longest phrase a text ends with, and where it begins."""
    found = list(_WORD.finditer(text, max(0, len(text) - 60)))[-_LONGEST:]
    ends = bool(found) and found[-1].group().lower() in _ENDINGS
    for k in range(len(found) * ends):
        if bits := PHRASES.get(" ".join(w.group().lower() for w in found[k:]), 0):
            return bits, found[k].start()
    if not is_dense(text):
        return 0, len(text)
    for match in _ideograph().finditer(text, max(0, len(text) - 12)):
        if match.end() >= len(text.rstrip()) - 1:
            return _IDEOGRAPH_BITS[match.group()], match.start()
    return 0, len(text)


def furniture(text: str, words: list[str]) -> Furniture:
    """Return what the phrases of a line say of it; `words` are its `words_of`."""
    anywhere = first = covered = after = 0
    count = len(words)
    if not _KNOWN.isdisjoint(words):
        for i, word in enumerate(words):
            if i < after or word not in _KNOWN:
                continue
            longer = word in STARTS and tuple(words[i : i + 2]) in BEGINNINGS
            bits, length = _phrase_at(words, i) if longer else (PHRASES.get(word, 0), 1)
            anywhere |= bits
            after = i + length
            if bits:
                covered += length
                first = first if i else bits
    if is_dense(text):
        bits, lead, letters = ideographs(text)
        anywhere, first, covered = anywhere | bits, first | lead, covered + letters
        count = max(count, len(text))
    return Furniture(anywhere, first, count, covered)


def _phrase_at(words: list[str], i: int) -> tuple[int, int]:
    """Return the bits and length of the longest phrase that begins at word i."""
    for length in range(min(_LONGEST, len(words) - i), 1, -1):
        bits = PHRASES.get(" ".join(words[i : i + length]), 0)
        if bits:
            return bits, length
    return PHRASES.get(words[i], 0), 1


def ideographs(text: str) -> tuple[int, int, int]:
    """Return the bits of a text without spaces, those at its start, and letters covered."""
    anywhere = first = letters = 0
    for match in _ideograph().finditer(text.lower()):
        bits = _IDEOGRAPH_BITS[match.group()]
        anywhere |= bits
        letters += len(match.group())
        if match.start() < 2:
            first |= bits
    return anywhere, first, letters
