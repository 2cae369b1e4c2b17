"""Which format a dump is in, by its name and by its first bytes.

A new format is a file in this room with a function `(name, bytes) -> Page`, and
an entry here, before those that would take it for theirs.  Plain text is last
and takes everything.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from feeds.read.binary import refuse_binary
from feeds.read.openings import (
    begins_as_feed,
    begins_as_json,
    begins_as_mail,
    begins_as_mailbox,
    begins_as_page,
    begins_as_warc,
    begins_as_wikidoc,
)
from feeds.read.page import Page
from feeds.read.plain import read_plain
from feeds.read.tablehead import begins_as_table

Reader = Callable[[str, bytes], Page]


class Format(Struct, frozen=True, kw_only=True):
    """One kind of dump: the names it goes by, how it begins, and who reads it."""

    media_type: str
    read: Reader
    suffixes: tuple[str, ...] = ()
    begins: Callable[[str], bool] = lambda _: False
    heads: Callable[[bytes], bool] = lambda _: False  # likewise, in letters beyond ASCII
    magic: tuple[tuple[int, bytes], ...] = ()  # (offset, bytes)
    packed: bool = False  # it may hold bytes that are no text


def _reader(module: str, function: str) -> Reader:
    """Return a reader whose module is loaded when it reads its first file.

    Most sites have dumps of one kind, and mail or HTML alone take longer to load
    than a dump takes to split.
    """

    def read(name: str, data: bytes) -> Page:
        reader: Reader = getattr(import_module(f"feeds.read.{module}"), function)
        return reader(name, data)

    return read


TEXTS: tuple[Format, ...] = (
    Format(
        media_type="text/html",
        suffixes=(".html", ".htm", ".xhtml"),
        begins=begins_as_page,
        read=_reader("html", "read_html"),
    ),
    Format(
        media_type="application/rss+xml",
        suffixes=(".rss", ".atom", ".rdf", ".xml"),
        begins=begins_as_feed,
        read=_reader("feed", "read_feed"),
    ),
    Format(
        media_type="application/json",
        suffixes=(".json", ".jsonl", ".ndjson", ".jsonld"),
        begins=begins_as_json,
        read=_reader("jsondump", "read_json"),
    ),
    Format(
        media_type="application/mbox",
        suffixes=(".mbox", ".mbx"),
        begins=begins_as_mailbox,
        read=_reader("mail", "read_mailbox"),
    ),
    Format(
        media_type="message/rfc822",
        suffixes=(".eml",),
        begins=begins_as_mail,
        read=_reader("mail", "read_mail"),
    ),
    Format(
        media_type="application/warc",
        suffixes=(".warc", ".wet"),
        begins=begins_as_warc,
        packed=True,
        read=_reader("warc", "read_warc"),
    ),
    Format(
        media_type="text/x-wikiextractor",
        begins=begins_as_wikidoc,
        read=_reader("wikidoc", "read_wikidoc"),
    ),
    Format(media_type="text/csv", heads=begins_as_table, read=_reader("table", "read_table")),
    Format(media_type="text/markdown", suffixes=(".md", ".markdown", ".mkd"), read=read_plain),
    Format(media_type="text/plain", begins=lambda _: True, read=read_plain),
)


def read_member(name: str, data: bytes) -> Page:
    """Return what one file of an archive is; an archive within it is refused."""
    form = recognise(name, data, TEXTS)
    if not form.packed:
        refuse_binary(name, data)
    return replace(form.read(name, data), media_type=form.media_type)


def _read_zip(name: str, data: bytes) -> Page:
    from feeds.read.archive import read_zip

    return read_zip(name, data, member=read_member)


def _read_tar(name: str, data: bytes) -> Page:
    from feeds.read.archive import read_tar

    return read_tar(name, data, member=read_member)


FORMATS: tuple[Format, ...] = (
    Format(
        media_type="application/zip",
        magic=((0, b"PK\x03\x04"),),
        packed=True,
        read=_read_zip,
    ),
    Format(
        media_type="application/x-tar",
        magic=((257, b"ustar"),),
        packed=True,
        read=_read_tar,
    ),
    *TEXTS,
)


def recognise(name: str, data: bytes, formats: tuple[Format, ...] = FORMATS) -> Format:
    """Return the format of a dump: how it begins decides before its name does."""
    opening = _opening(data)
    suffix = PurePosixPath(name).suffix.lower()
    for form in formats[:-1]:
        if any(data.startswith(magic, place) for place, magic in form.magic):
            return form
        if form.begins(opening) or form.heads(data):
            return form
    for form in formats[:-1]:
        if suffix in form.suffixes:
            return form
    return formats[-1]


def _opening(data: bytes) -> str:
    """Return the first characters, in lower case, near enough for any encoding."""
    text = data[:2048].replace(b"\0", b"").decode("utf-8", "ignore")
    return text.lstrip("\ufeff \t\r\n").lower()
