"""Whether a file has changed: the cheap test, and the sure one."""

import hashlib
import os

from msgspec import Struct


def digest(content: bytes) -> str:
    """Return the SHA-256 of `content` in hex."""
    return hashlib.sha256(content).hexdigest()


class Stamp(Struct, frozen=True, kw_only=True):
    """The cheap test for "has it changed?": size in bytes, mtime in ns, inode."""

    size: int
    mtime: int
    inode: int


Row = tuple[str, int, int, int]  # a name and its stamp, as a catalogue's rows have them


def stamp(status: os.stat_result) -> Stamp:
    """Return what `status` says of a file's content without reading it."""
    return Stamp(size=status.st_size, mtime=status.st_mtime_ns, inode=status.st_ino)


def is_as(status: os.stat_result, row: Row) -> bool:
    """Return whether a file is as its row says."""
    return status.st_mtime_ns == row[2] and status.st_size == row[1] and status.st_ino == row[3]
