"""A folder as a run would leave it: what is written stays in memory, what is read sees it.

With this in the place of `Folder`, a whole run can be rehearsed and nothing on the
disk knows of it.
"""

import os
import stat
import time
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import count
from operator import itemgetter
from pathlib import Path

from feeds.files import Folder, Stamp, stamp

_INODES = count(1 << 62)  # no file system gives these


class Overlay(Folder):
    """The files of a folder below, and over them those that were written or removed here."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._written: dict[str, tuple[bytes, os.stat_result]] = {}
        self._gone: set[str] = set()

    def files(self) -> Iterator[tuple[str, os.stat_result]]:
        hidden = self._gone | self._written.keys()
        below = (found for found in super().files() if found[0] not in hidden)
        over = ((name, status) for name, (_, status) in sorted(self._written.items()))
        yield from merge(below, over, key=itemgetter(0))

    def status(self, name: str) -> os.stat_result | None:
        if name in self._written:
            return self._written[name][1]
        return None if name in self._gone else super().status(name)

    def read(self, name: str, limit: int | None = None) -> tuple[bytes, os.stat_result]:
        if name in self._gone:
            raise FileNotFoundError(name)
        return self._written.get(name) or super().read(name, limit)

    def write(self, name: str, content: bytes, *, durable: bool) -> Stamp:  # noqa: ARG002
        self.path(name)  # refuses what it must
        now = time.time_ns()
        seconds = now // 1_000_000_000
        status = os.stat_result(
            (stat.S_IFREG | 0o644, next(_INODES), 0, 1, 0, 0, len(content), *[seconds] * 3),
            {"st_mtime_ns": now},
        )
        self._written[name] = content, status
        self._gone.discard(name)
        return stamp(status)

    def stage(self, name: str, content: bytes) -> Stamp:
        return self.write(name, content, durable=False)

    def append(self, name: str, line: bytes) -> int:
        before = self.read(name)[0] if self.status(name) else b""
        torn = b"\n" if before and not before.endswith(b"\n") else b""
        content = before + torn + line + b"\n"
        self.write(name, content, durable=False)
        return len(content)

    def remove(self, name: str) -> None:
        self._written.pop(name, None)
        self._gone.add(name)

    def sync(self, names: Iterable[str]) -> None:
        """Do nothing: there is no disk below."""

    def clean(self) -> None:
        """Do nothing: no write here dies half-way."""
