"""Which format a dump is in, by its name and by its first bytes.

A new format is a file in this room with a function `(name, bytes) -> Page`, and
an entry here, before those that would take it for theirs.  Plain text is last
and takes everything.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from feeds.read.html import read_html
from feeds.read.page import Page
from feeds.read.plain import read_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of dump: the names it goes by, how it begins, and who reads it."""

    media_type: str
    suffixes: tuple[str, ...]
    begins: Callable[[str], bool]
    read: Callable[[str, bytes], Page]


_PAGE_START = re.compile(
    r"<!doctype\s{1,9}html|<html[\s>]|<\?xml[^>]{0,200}\?>\s{0,99}<!doctype\s{1,9}html"
)


def _begins_as_page(opening: str) -> bool:
    return bool(_PAGE_START.match(opening))


def _never(_: str) -> bool:
    return False


FORMATS: tuple[Format, ...] = (
    Format(
        media_type="text/html",
        suffixes=(".html", ".htm", ".xhtml"),
        begins=_begins_as_page,
        read=read_html,
    ),
    Format(
        media_type="text/markdown",
        suffixes=(".md", ".markdown", ".mkd"),
        begins=_never,
        read=read_plain,
    ),
    Format(media_type="text/plain", suffixes=(), begins=lambda _: True, read=read_plain),
)


def recognise(name: str, data: bytes) -> Format:
    """Return the format of a dump: how it begins decides before its name does."""
    opening = _opening(data)
    suffix = PurePosixPath(name).suffix.lower()
    for form in FORMATS[:-1]:
        if form.begins(opening):
            return form
    for form in FORMATS[:-1]:
        if suffix in form.suffixes:
            return form
    return FORMATS[-1]


def _opening(data: bytes) -> str:
    """Return the first characters, in lower case, near enough for any encoding."""
    text = data[:2048].replace(b"\0", b"").decode("utf-8", "ignore")
    return text.lstrip("\ufeff \t\r\n").lower()
