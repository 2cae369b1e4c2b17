"""Words that a line's end broke in two: where the hyphen goes, and where it was the word's own."""

from collections.abc import Sequence
from itertools import pairwise

_SOFT = "\u00ad"  # stands only where a word may be broken
_HYPHENS = ("-", "\u2010", _SOFT)
_AROUND = "\"'”’“‘»«›‹()[]{}.,;:!?…„‚¿¡*_" + "".join(_HYPHENS)
# A hyphen before one of these stands for the rest of a word: "Nord- und Südsee".
_TYING = frozenset(
    {"und", "oder", "bzw", "sowie", "bis", "and", "or", "to", "en", "och", "eller", "og"}
)


def breaks_word(line: str, following: str) -> bool:
    """Return whether a line ends with a hyphen within a word, as far as these lines show."""
    end, start = line.rstrip()[-2:], following.lstrip()[:1]
    if end[1:] not in _HYPHENS or not end[:1].isalpha():
        return False
    return start.islower() or (end[1:] == _SOFT and start.isalpha())


class Words:
    """The words of a dump that no line's end broke, and whether its lines' ends break words."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._known: set[str] = set()
        self._closing = True
        broken = [breaks_word(line, after) for line, after in pairwise([*lines, ""])]
        if any(broken):
            for line, before, own in zip(lines, [False, *broken], broken, strict=False):
                words = line.split()[before : -1 if own else None]
                self._known.update(word.strip(_AROUND).casefold() for word in words)
            pairs = [pair for pair, own in zip(pairwise([*lines, ""]), broken, strict=True) if own]
            signs = [self._sign(*_halves(*pair)) for pair in pairs]
            self._closing = signs.count(False) <= signs.count(True)

    def whole(self, texts: Sequence[str]) -> list[str]:
        """Return the lines of a paragraph, those as one whose word was broken between them."""
        found: list[str] = []
        parts: list[str] = []
        for text, following in pairwise([*texts, ""]):
            part = self._first_part(text, following) if breaks_word(text, following) else None
            parts.append(text if part is None else part)
            if part is None:
                found.append("".join(parts))
                parts = []
        return found

    def _first_part(self, line: str, following: str) -> str | None:
        """Return a line as the next one's first word touches it, None if it does not."""
        if line[-1] == _SOFT:
            return line[:-1]
        first, second = _halves(line, following)
        if second in _TYING or not first.replace("-", "").isalpha():
            return None
        sign = self._sign(first, second)
        return line[:-1] if sign or (sign is None and self._closing) else line

    def _sign(self, first: str, second: str) -> bool | None:
        """Return whether other words show that two halves are one word; None if none does."""
        if first + second in self._known:
            return True
        own = "-" in first + second or f"{first}-{second}" in self._known
        return False if own or {first, second} <= self._known else None


def _halves(line: str, following: str) -> tuple[str, str]:
    """Return the two halves of a broken word, as words are known."""
    halves = line.split()[-1], following.split(None, 1)[0]
    first, second = (half.strip(_AROUND).casefold() for half in halves)
    return first, second
