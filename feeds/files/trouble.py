"""Faults of the disk, said with place and remedy."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from feeds.errors import DiskError

# Of these the next file dies too, so the whole run stops; other faults are one file's own.
_EVERYWHERE = {
    errno.ENOSPC: "free some space, then build again",
    errno.EDQUOT: "free some space, then build again",
    errno.EROFS: "mount it writable",
    errno.EIO: "look at the disk: the system's log says more",
    errno.EMFILE: "let it open more files (ulimit -n)",
    errno.ENFILE: "let the system open more files",
}


def fails_everywhere(error: OSError) -> bool:
    """Return whether a fault is the disk's or the system's and not one file's."""
    return error.errno in _EVERYWHERE


@contextmanager
def disk_trouble() -> Iterator[None]:
    """Turn an OSError of the block into a DiskError with place, fault and remedy."""
    try:
        yield
    except OSError as error:
        hint = _EVERYWHERE.get(error.errno or 0, "look at its owner and its mode")
        where = os.fsdecode(error.filename) if error.filename else "the disk"
        raise DiskError(where, error.strerror or str(error), hint) from error


@contextmanager
def naming(place: Path) -> Iterator[None]:
    """Have an OSError of the block name `place`: a failed write names nothing by itself."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(place), None
        raise
