"""The folders under watch: are they there, and who tells of what happens in them."""

import errno
import logging
import warnings
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from watchdog.events import (
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
)
from watchdog.observers.api import BaseObserver
from watchdog.observers.inotify import InotifyObserver
from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper
from watchdog.observers.polling import PollingObserver

from feeds.watch.hints import HintGiver, Hints, OverflowListener
from feeds.watch.mounts import is_silent

_log = logging.getLogger(__name__)

# Not opened and not modified: they come by the thousand and make the kernel drop others.
# Created is for hard links and for files that are there before their folder is watched.
_EVENTS: list[type[FileSystemEvent]] = [
    FileClosedEvent,
    FileMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
_POLLED_EVENTS = [*_EVENTS, FileModifiedEvent]  # polling sees no closing
_POLL_SECONDS = 1.0

# A rename within the folder is two events, and the second follows at once.  Watchdog
# waits half a second for it, and holds back whatever happens meanwhile, whenever a
# file is moved out.
_PAIRING_SECONDS = 0.01
_NO_ROOM = (errno.ENOSPC, errno.EMFILE)  # of inotify's watches, of its instances

_Identity = tuple[int, int]  # device and inode


class Lookout:
    """Watches folders as long as all of them are there, and the `spare` ones that are."""

    def __init__(
        self,
        folders: Sequence[Path],
        hints: Hints,
        *,
        polling: bool | None,
        spare: Sequence[Path] = (),
    ) -> None:
        self._folders = [folder.absolute() for folder in folders]
        self._spare = [folder.absolute() for folder in spare]
        self._hints = hints
        self._polling = polling
        self._observer: BaseObserver | None = None
        self._identities: list[_Identity] = []
        self._overflow = OverflowListener(hints)

    def __enter__(self) -> "Lookout":
        logging.getLogger("watchdog").addHandler(self._overflow)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._disconnect()
        logging.getLogger("watchdog").removeHandler(self._overflow)

    @property
    def connected(self) -> bool:
        """Whether every folder is there and under watch."""
        return self._observer is not None

    def check(self) -> bool:
        """Connect or disconnect as the folders are there or not; say whether it changed.

        Another folder in the place of one (moved away, mounted over, made anew) is a
        change too, and for a moment a disconnection.
        """
        identities = self._present()
        if self.connected and identities == self._identities:
            return False
        was_connected = self.connected
        self._disconnect()
        if not was_connected and identities:
            self._identities = identities
            self._connect()
        return was_connected or self.connected

    def _present(self) -> list[_Identity]:
        """Return what the folders are, or nothing if one of them is not there.

        An empty folder on another device than before is the place where a disk is
        mounted, without the disk.
        """
        identities = _identities(self._folders)
        if identities:
            identities += _identities(self._spare_there())
        for folder, new, old in zip(self._folders, identities, self._identities, strict=False):
            if new[0] != old[0] and _is_empty(folder):
                return []
        return identities

    def _spare_there(self) -> list[Path]:
        return [folder for folder in self._spare if folder.is_dir()]

    def _connect(self) -> None:
        polling = self._polling
        if polling is None:
            polling = any(is_silent(folder) for folder in self._folders)
        try:
            self._observer = self._started(polling=polling)
        except OSError as error:
            if error.errno in _NO_ROOM and not polling:
                _log.warning("%s: polling instead (raise fs.inotify.max_user_watches)", error)
                self._observer = self._started(polling=True)
            else:
                _log.debug("cannot watch yet: %s", error)

    def _started(self, *, polling: bool) -> BaseObserver:
        observer: BaseObserver
        if polling:
            observer = PollingObserver(timeout=_POLL_SECONDS)
        else:
            InotifyMoveEventGrouper.delay = _PAIRING_SECONDS
            # A folder made within one that has just been made is met twice, by its event
            # and by the walk over its parent: watchdog puts itself in its own place.
            warnings.filterwarnings("ignore", "Callback with id .* already exists", RuntimeWarning)
            observer = InotifyObserver(generate_full_events=True)
        events = _POLLED_EVENTS if polling else _EVENTS
        for folder in (*self._folders, *self._spare_there()):
            watched = str(folder.resolve())  # inotify would watch a link, not its target
            giver = HintGiver(str(folder), watched, self._hints)
            observer.schedule(giver, watched, recursive=True, event_filter=events)
        try:
            observer.start()
        except OSError:
            observer.on_thread_stop()
            raise
        return observer

    def _disconnect(self) -> None:
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
            self._observer = None


def _identities(folders: Sequence[Path]) -> list[_Identity]:
    """Return the device and inode of every folder, or nothing if one is not there."""
    try:
        stats = [folder.stat() for folder in folders if folder.is_dir()]
    except OSError:
        return []
    return [(stat.st_dev, stat.st_ino) for stat in stats] if len(stats) == len(folders) else []


def _is_empty(folder: Path) -> bool:
    try:
        return next(folder.iterdir(), None) is None
    except OSError:
        return True
