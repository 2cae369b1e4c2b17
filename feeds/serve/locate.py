"""From the path of a URL to an open file below the root, and never to another.

A path is refused rather than repaired: what holds `..`, an empty part, a hidden
name or a control character is none of ours, however it was encoded.  Links are
followed as long as they end below the root.
"""

import os
import stat
from io import BufferedReader
from pathlib import Path

from msgspec import Struct


class Found(Struct, frozen=True):
    """An open file: whoever gets it closes it.

    Opened once, so that size, digest and bytes are of one version, whatever
    replaces the file meanwhile.
    """

    path: str  # below the root
    name: str
    file: BufferedReader
    size: int  # bytes
    mtime_ns: int
    inode: int


class Moved(Struct, frozen=True):
    """The path is a folder's, without the slash at its end that relative links need."""


def locate(root: Path, path: str) -> Found | Moved | None:
    """Return what a URL path leads to: a file, a folder's index, or nothing."""
    parts = path.split("/")[1:]
    folder = parts[-1:] == [""]
    if not path.startswith("/") or not all(map(_allowed, parts[:-1] if folder else parts)):
        return None
    target = "/".join(parts)
    if folder:
        return find(root, target + "index.html")
    found = find(root, target)
    if found is None and (index := find(root, target + "/index.html")):
        index.file.close()
        return Moved()
    return found


def find(root: Path, target: str) -> Found | None:
    """Return the regular file at a relative path, opened, if it is below the root."""
    try:
        home = os.path.realpath(root).rstrip("/") + "/"
        real = os.path.realpath(home + target)
        if not real.startswith(home) or not all(map(_allowed, real[len(home) :].split("/"))):
            return None
        # Not blocking: opening a pipe would wait for its writer.
        handle = os.open(real, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):  # ValueError: a name that no file can have
        return None
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        return None
    file = os.fdopen(handle, "rb")
    name = target.rpartition("/")[2]
    return Found(target, name, file, status.st_size, status.st_mtime_ns, status.st_ino)


def _allowed(part: str) -> bool:
    return bool(part) and not part.startswith(".") and part.isprintable() and "\\" not in part
