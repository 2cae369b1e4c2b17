"""What is kept of a file after its own rules have run, to compare it with the others.

A site of any size is checked a file at a time; only these few words stay.
"""

import re
from sys import intern
from zlib import crc32

from msgspec import Struct, field

from feeds.check.channel import Channel
from feeds.check.document import Document
from feeds.check.links import is_in_archive, target

_NAME = re.compile(r"(?:rss|atom|feed)(.*)\.\w+\Z")


class Trace(Struct, frozen=True, kw_only=True):
    """A feed document: its entries' ids, and its neighbours as paths ("" where it has none)."""

    path: str
    format: str
    ids: tuple[str, ...]
    titles: tuple[int, ...]  # checksums, enough to see a difference
    contents: tuple[int, ...]
    pages: tuple[str, ...]  # of the entries, "" where a link leads elsewhere
    older: str
    newer: str
    current: str
    archive: bool  # by where it lies
    declared: bool  # as an archive, by fh:archive
    complete: bool

    @property
    def folder(self) -> str:
        """The folder with its slash, "" for the site's own."""
        return self.path[: self.path.rfind("/") + 1]

    @property
    def edition(self) -> str:
        """What the formats of one document share: the folder, and "-2" of "rss-2.xml"."""
        named = _NAME.search(self.path[len(self.folder) :])
        return self.folder + (named[1] if named else "")


class Survey(Struct, kw_only=True):
    """All that has been seen so far."""

    feeds: dict[str, Trace] = field(default_factory=dict)
    pages: set[str] = field(default_factory=set)
    unlisted: set[str] = field(default_factory=set)  # pages that want no indexing
    mapped: set[str] = field(default_factory=set)  # paths in sitemaps
    subscribed: set[str] = field(default_factory=set)  # feeds in OPML

    def add(self, other: "Survey") -> None:
        """Take over what was seen elsewhere."""
        self.feeds.update(other.feeds)
        self.pages |= other.pages
        self.unlisted |= other.unlisted
        self.mapped |= other.mapped
        self.subscribed |= other.subscribed


def _sum(text: str) -> int:
    """Return a checksum that is the same in every process and every run."""
    return crc32(text.encode("utf-8", "surrogatepass"))


def trace(document: Document, format_name: str, channel: Channel) -> Trace:
    """Return what to keep of a feed document."""

    def path(url: str) -> str:
        return intern(target(document.site, url) or "")

    return Trace(
        path=document.path,
        format=format_name,
        ids=tuple(intern(item.id) for item in channel.items),
        titles=tuple(_sum(" ".join(item.title.split())) for item in channel.items),
        contents=tuple(_sum(item.content.strip()) for item in channel.items),
        pages=tuple(path(item.url) for item in channel.items),
        older=path(channel.older),
        newer=path(channel.newer),
        current=path(channel.current),
        archive=is_in_archive(document.path),
        declared=channel.archive,
        complete=channel.complete,
    )
