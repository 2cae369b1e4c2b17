"""The folder that nothing leaves, and whose files are replaced whole.

Every name given to a `Folder` is resolved below its root, and neither a `..` nor a
symbolic link leads out of it, because names are made of titles and titles come from
strangers.
"""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from feeds.errors import ContentError, DiskError
from feeds.files.disk import made_anew, move, status_of, sync_all, write_all
from feeds.files.scratch import TEMPORARY, ignored, is_scratch
from feeds.files.stamps import Row, Stamp, digest, is_as, stamp
from feeds.files.trouble import naming
from feeds.names import as_on_disk, spelt

SAFE = 20_000  # folders remembered as looked at, of a million that there may be


class _Staged(NamedTuple):
    """A file that waits to be put in its place."""

    target: str
    temporary: str
    before: Stamp | None  # of what stood there when it was staged


class Folder:
    """A folder, and everything below it that is really below it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._root = str(root)
        self._safe: set[str] = set()  # parents already made and looked at, in this run
        self._lasting: set[str] = set()  # folders synced since a folder was made in them
        self._staged: dict[str, _Staged] = {}  # files that wait for `settle`, by name

    def path(self, name: str) -> Path:
        """Return where `name` is; a name that leads out of the folder is a ContentError."""
        return Path(self._place(name))

    def _place(self, name: str) -> str:
        if "\0" in name or any(part in ("", ".", "..") for part in name.split("/")):
            raise ContentError(name, "not a name inside the folder")
        return f"{self._root}/{as_on_disk(name)}"

    def files(self) -> Iterator[tuple[str, os.stat_result]]:
        """Yield name (`spelt`) and status of every regular file that is not `ignored`, by name.

        Links are passed over: what they lead to is not ours to read.  A folder
        that vanishes while it is walked has no files; one that may not be read
        is an OSError, because "unreadable" must never look like "deleted".
        """
        yield from self._walk(str(self.root), "")

    def _walk(self, place: str, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
        try:
            with os.scandir(place) as found:
                entries = [
                    (f"{spelt(entry.name)}/" if folder else spelt(entry.name), folder, entry)
                    for entry in found
                    if not is_scratch(entry.name)
                    and (
                        (folder := entry.is_dir(follow_symlinks=False))
                        or entry.is_file(follow_symlinks=False)
                    )
                ]
        except FileNotFoundError:
            return
        entries.sort(key=itemgetter(0))  # so that names below the root come in their order
        for name, folder, entry in entries:
            if folder:
                yield from self._walk(entry.path, prefix + name)
                continue
            try:
                status = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            if stat.S_ISREG(status.st_mode):
                yield prefix + name, status

    def differing(self, rows: Iterable[Row]) -> Iterator[tuple[str, os.stat_result | None]]:
        """Yield name and status of every file that is not as its row says, or has none.

        The status is None where a file is gone.  Files and rows come by name, and neither
        are held: an archive has a million of both, and is gone through at every build.
        """
        known = iter(rows)
        row = next(known, None)
        for name, status in self.files():
            while row is not None and row[0] < name:
                yield row[0], None
                row = next(known, None)
            if row is None or row[0] != name:
                yield name, status
                continue
            if not is_as(status, row):
                yield name, status
            row = next(known, None)
        while row is not None:
            yield row[0], None
            row = next(known, None)

    def links(self) -> Iterator[str]:
        """Yield the name of every symbolic link that `files` passes over."""
        for place, folders, names in os.walk(self.root, followlinks=False):
            folders[:] = sorted(name for name in folders if not ignored(name))
            for name in sorted((*folders, *names)):
                path = Path(place, name)
                if path.is_symlink() and not ignored(name):
                    yield spelt(path.relative_to(self.root).as_posix())

    def clean(self) -> None:
        """Remove what writes that died half-way left behind."""
        for place, folders, names in os.walk(self.root, followlinks=False):
            folders[:] = [name for name in folders if not Path(place, name).is_symlink()]
            for name in names:
                if name.endswith(TEMPORARY):
                    Path(place, name).unlink(missing_ok=True)

    def status(self, name: str) -> os.stat_result | None:
        """Return the status of the regular file `name`, or None if there is none."""
        found = status_of(self._standing(name))
        return found if found and stat.S_ISREG(found.st_mode) and self._inside(name) else None

    def drifted(self, rows: Iterable[Row]) -> Iterator[str]:
        """Yield the names of files of ours that are not as their rows say.

        Each is asked for by itself, as most have a folder to themselves; a link has
        another inode.
        """
        try:
            root = os.open(self._root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except (FileNotFoundError, NotADirectoryError):
            yield from (row[0] for row in rows)
            return
        ask = os.stat
        try:
            for row in rows:
                try:  # from the root on: the way there need not be gone a million times
                    found = ask(row[0], dir_fd=root, follow_symlinks=False)
                except (FileNotFoundError, NotADirectoryError):
                    yield row[0]
                else:
                    if not is_as(found, row):
                        yield row[0]
        finally:
            os.close(root)

    def read(self, name: str, limit: int | None = None) -> tuple[bytes, os.stat_result]:
        """Return the bytes of `name` and the status that belongs to just these bytes.

        Not through a link, not from a pipe, and not more than `limit` bytes.
        """
        if not self._inside(name):
            raise ContentError(name, "leads out of the folder", "links are not followed")
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        try:
            handle = os.open(self._standing(name), flags)
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise ContentError(name, "is a link", "links are not followed") from None
            raise
        with open(handle, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise ContentError(name, "is not a regular file", "remove it from the folder")
            if limit is not None and status.st_size > limit:
                raise ContentError(
                    name,
                    f"{status.st_size:,} bytes are more than one dump may have",
                    f"the limit is {limit:,}; cut it into several files",
                )
            return file.read(), status

    def write(self, name: str, content: bytes, *, durable: bool) -> Stamp:
        """Put `content` under `name`, whole or not at all; return its stamp.

        `durable` content is on the disk when this returns: posts, which nothing
        can make again.  What a build can make again need not be.  The name itself
        lasts only once `sync` was called, which one call does for many files.
        """
        target = self._place(name)
        with naming(Path(target)):
            temporary, made = self._beside(target, name, content, durable=durable)
            move(temporary, target)
        return made

    def _beside(
        self, target: str, name: str, content: bytes, *, durable: bool
    ) -> tuple[str, Stamp]:
        """Write what is to stand at `target` beside it; return where, and its stamp."""
        parent, _, leaf = target.rpartition("/")
        temporary = f"{parent}/.{digest(os.fsencode(leaf))[:16]}{TEMPORARY}"
        try:
            with open(self._begun(temporary, name), "wb", buffering=0) as file:
                write_all(file.fileno(), content)
                if durable:
                    os.fsync(file.fileno())
                return temporary, stamp(os.fstat(file.fileno()))
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise

    def stage(self, name: str, content: bytes) -> Stamp:
        """Write what `settle` will put under `name`; return the stamp that it has then.

        Many files wait for the disk together then, and not each for itself.  Until then
        `read` and `status` find it as if it stood there, and nobody else does.
        """
        target = self._place(name)
        with naming(Path(target)):
            before = status_of(target)
            if before and not stat.S_ISREG(before.st_mode):
                raise OSError(errno.EEXIST, "something else has its name", target)
            temporary, made = self._beside(target, name, content, durable=False)
        self._staged[name] = _Staged(target, temporary, before and stamp(before))
        return made

    def settle(self) -> None:
        """Put all staged files where they belong, on the disk when this returns.

        One that somebody else wrote meanwhile is a DiskError, and he wins.
        """
        if not self._staged:
            return
        sync_all([file.temporary for file in self._staged.values()])
        names = list(self._staged)
        for name in names:
            file = self._staged[name]
            now = status_of(file.target)
            if (now and stamp(now)) != file.before:
                what = "was written by somebody else just now"
                raise DiskError(file.target, what, "build again")
            with naming(Path(file.target)):
                move(file.temporary, file.target)
            del self._staged[name]
        self.sync(names)

    def unstage(self) -> None:
        """Drop what is staged: the run that it was for has failed."""
        for file in self._staged.values():
            with suppress(OSError):
                os.unlink(file.temporary)
        self._staged.clear()

    def _standing(self, name: str) -> str:
        """Return where what `name` says is: at its place, or beside it as long as it is staged."""
        staged = self._staged.get(name)
        return staged.temporary if staged else self._place(name)

    def _begun(self, temporary: str, name: str) -> int:
        """Return a new file's descriptor; its folder is made if it is not there, or no longer."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        self._make_parent(name)
        try:
            return os.open(temporary, flags, 0o666)
        except FileNotFoundError:
            self._safe.clear()
            self._make_parent(name)
            return os.open(temporary, flags, 0o666)

    def sync(self, names: Iterable[str]) -> None:
        """Make the names of files just written last: their folders, and those above them.

        A folder above is synced again only when one was made in it: each sync waits
        for the disk, and a dump's feeds wait for that.
        """
        folders = {self._place(name).rpartition("/")[0] for name in names}
        above = {at for folder in folders for at in self._above(folder)} - self._lasting
        sync_all(sorted(folders | above))
        self._lasting |= above

    def _above(self, folder: str) -> Iterator[str]:
        """Yield the folders that a folder below the root lies in, the root the last."""
        while len(folder) > len(self._root):
            folder = folder.rpartition("/")[0]
            yield folder

    def append(self, name: str, line: bytes) -> int:
        """Add lines to the end of `name`, on the disk when this returns; return the new size.

        A line that a crash cut short is closed first, so that it spoils nothing
        but itself; one that this call cannot finish is taken back.
        """
        target = self.path(name)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
        with naming(target):
            self._make_parent(name)
            with open(os.open(target, flags, 0o666), "r+b") as file:
                end = file.seek(0, os.SEEK_END)
                torn = end > 0 and os.pread(file.fileno(), 1, end - 1) != b"\n"
                try:
                    write_all(file.fileno(), (b"\n" if torn else b"") + line + b"\n")
                    os.fsync(file.fileno())
                except BaseException:
                    with suppress(OSError):
                        os.ftruncate(file.fileno(), end)
                    raise
                return file.seek(0, os.SEEK_END)

    def remove(self, name: str) -> None:
        """Remove `name` if it is there, and the folders that this leaves empty."""
        if not self._inside(name):
            return
        place = self.path(name)
        with suppress(FileNotFoundError):
            place.unlink()
        for parent in place.parents:
            if parent == self.root:
                return
            try:
                parent.rmdir()
            except OSError:
                return
            self._safe.discard(str(parent))

    def _inside(self, name: str) -> bool:
        """Return whether no folder on the way to `name` is a link."""
        name = as_on_disk(name)
        at = name.find("/")
        while at > 0:
            place = f"{self._root}/{name[:at]}"
            if place not in self._safe and os.path.islink(place):
                return False
            at = name.find("/", at + 1)
        return True

    def _make_parent(self, name: str) -> None:
        parent = self._place(name).rpartition("/")[0]
        if parent in self._safe:
            return
        if parent.rpartition("/")[0] not in self._safe or not made_anew(parent):
            os.makedirs(parent, exist_ok=True)
            if not self._inside(name):
                raise ContentError(name, "leads out of the folder", "links are not followed")
        if len(self._safe) > SAFE:
            self._safe.clear()
        self._lasting.difference_update(self._above(parent))
        self._safe.update((parent, *self._above(parent)))
