"""One Feedmill a site at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from feeds.errors import LockError
from feeds.files.trouble import disk_trouble, naming


@contextmanager
def lock(path: Path) -> Iterator[bool]:
    """Hold the site for this process; yield whether the one before it died at work.

    A LockError names the process that has it.

    The kernel lets go of it when the process dies, however it dies, so there is
    never a stale lock to delete by hand.
    """
    with disk_trouble(), naming(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        _claim(handle, path)
        with disk_trouble(), naming(path):
            died = bool(_owner(handle))
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield died
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _claim(handle: int, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        what = f"another Feedmill works on this site (process {_owner(handle) or 'unknown'})"
        raise LockError(str(path), what, "let it finish") from None


def _owner(handle: int) -> str:
    return os.pread(handle, 32, 0).decode("ascii", "replace").strip()
