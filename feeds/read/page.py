"""What a format makes of a file, before it is a dump."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Clean text, and what the format itself states about it."""

    text: str
    title: str = ""
    language: str = ""
    url: str = ""
