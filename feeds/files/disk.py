"""The system's calls that a write is made of."""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from feeds.files.trouble import naming

MANY = 16  # syncs that wait for the disk together


def made_anew(folder: str) -> bool:
    """Make a folder, and return whether it was not there: if so, no link stands in its place."""
    try:
        os.mkdir(folder)
    except OSError:
        return False
    return True


def write_all(handle: int, content: bytes) -> None:
    """Write all of it: a disk that fills up takes a part, and complains only the next time."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]


def status_of(place: str) -> os.stat_result | None:
    """Return the status of what stands at a place, a link itself and not its target."""
    try:
        return os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return None


def move(temporary: str, target: str) -> None:
    """Put a file that is complete in its place; it is gone if it cannot be put there."""
    try:
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def sync_all(places: Sequence[str]) -> None:
    """Sync files or folders, many at a time: each of them waits for the disk."""
    if len(places) < MANY:
        for place in places:
            _sync(place)
        return
    from concurrent.futures import ThreadPoolExecutor  # few runs have so many

    with ThreadPoolExecutor(MANY) as threads:
        list(threads.map(_sync, places))


def _sync(place: str) -> None:
    """Have a file or a folder be on the disk as it is now."""
    with naming(Path(place)):
        handle = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
