"""Accounts of a site that are an office, "admin", where they touch another field."""

from collections.abc import Iterator
from functools import cache

from feeds.split.lexicon import bits_of, opening, phrases

_FIELD = bits_of("by", "category", "tags", "posted", "updated")
_SHORTEST = 4  # letters of what is told within a word
_GROUPS = ("staff", "team", "editor", "editors", "newsroom")
_OF_OFFICES = frozenset(("sys", "super", "co", "sub", "chef", "web"))


@cache
def _offices() -> tuple[str, ...]:
    """Return the names of accounts that are an office, such as "admin", longest first."""
    words = {w for w in phrases("staff") if w.isalpha() and len(w) > _SHORTEST}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def offices(text: str, start: int, end: int, *, glued: bool) -> Iterator[int]:
    """Yield where the account of an office is glued to a field: "Newsadmin", not "Sysadmin"; or
    where it stands apart, right before a date: "News admin 4 March", not "the News team"."""
    stretch = text[start:end].rstrip()
    if not stretch.endswith(_offices()):
        return
    office = next(word for word in _offices() if stretch.endswith(word))
    before = stretch.removesuffix(office)
    field = before.strip()
    if before[-1:].isspace():
        dated = end < len(text) and office not in _GROUPS
        if dated and field[-1:].isalpha() and not opening(text, start, end)[0] & _FIELD:
            yield start + len(before)
    elif glued and before[-1:].isalpha() and field.lower() not in _OF_OFFICES:
        yield start + len(before)
