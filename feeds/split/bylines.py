"""The names in a piece of a header line that says who wrote, without what is no part of them."""

import re
from collections.abc import Container

from feeds.split.lexicon import bits_of, furniture, words_of
from feeds.split.names import is_office

_JOB = bits_of("staff", "bio")
_HANDLE = re.compile(r"\s*\(@\w+\)")
_SHORTENED = re.compile(r"\b(?:al|[JS]r|[^\W\d_])$")
_COUNT = re.compile(r"\s\d{1,3}$|,\s\d{1,3}(?:\s[^\W\d_]+){1,2}$")  # of comments, behind a name
_BY_TOUCHING = re.compile(r"(?:By|Von|Par|Por)(?=\w)")
_WORDS_OF_JOB = 4


def names_in(text: str, start: int, end: int) -> list[str]:
    """Return the names of a byline; each handle ends one."""
    stated = _COUNT.sub("", _without_job(text[start:end]))
    names = [n.strip(" ,").lstrip("@") for n in _HANDLE.split(stated)]
    shortened = _SHORTENED.search(names[-1]) and text[end : end + 1] == "."
    return [n for n in [*names[:-1], names[-1] + "." * bool(shortened)] if n]


def without_by(name: str, alone: Container[str]) -> str:
    """Return a name without a label that touches it, where the page has it alone: "Byada"."""
    touching = _BY_TOUCHING.match(name)
    rest = name[touching.end() :] if touching else ""
    return rest if rest and (rest in alone or is_office(rest)) else name


def _without_job(name: str) -> str:
    """Return a name without what its bearer is: "Jane Doe, Staff Writer"."""
    at = name.rfind(", ")
    if at > 0:
        words = words_of(name[at:])
        said = furniture(name[at:], words)
        if said.anywhere & _JOB and len(words) <= _WORDS_OF_JOB:
            return name[:at]
    return name
