"""What the observer's thread leaves for the loop: the last hint on each path, and a bell."""

import logging
import os
import threading
from enum import Enum

from watchdog.events import FileSystemEvent, FileSystemEventHandler

from feeds.files import ignored


class Hint(Enum):
    """What is said to have happened to a path."""

    RENAMED = "it is complete"
    WRITTEN = "it may be still being written"


class Hints:
    """Hints on paths, gathered by one thread and taken by another."""

    def __init__(self) -> None:
        self._bell = threading.Condition()
        self._rung = False
        self._hints: dict[str, Hint] = {}
        self._doubt = False

    def add(self, path: str, hint: Hint) -> None:
        """Leave a hint; the last one on a path counts."""
        with self._bell:
            self._hints[path] = hint
            self._ring()

    def doubt(self) -> None:
        """Leave word that hints were lost."""
        with self._bell:
            self._doubt = True
            self._ring()

    def ring(self) -> None:
        """Wake the loop, without a hint."""
        with self._bell:
            self._ring()

    def take(self) -> tuple[dict[str, Hint], bool]:
        """Return the hints there are, and whether some were lost; they are gone then."""
        with self._bell:
            hints, self._hints = self._hints, {}
            doubt, self._doubt, self._rung = self._doubt, False, False
        return hints, doubt

    def wait(self, seconds: float) -> None:
        """Return when the bell rings, at once if it did since the last take."""
        with self._bell:
            self._bell.wait_for(lambda: self._rung, seconds)

    def _ring(self) -> None:
        self._rung = True
        self._bell.notify()


class HintGiver(FileSystemEventHandler):
    """Turns watchdog's events below one folder into hints, and does nothing else.

    `folder` is the name that the hints carry, `watched` the one that events do: they
    differ if the folder is a link.
    """

    def __init__(self, folder: str, watched: str, hints: Hints) -> None:
        self._folder, self._watched, self._hints = folder, watched, hints

    def dispatch(self, event: FileSystemEvent) -> None:
        """Leave the hint that an event is worth."""
        source, target = os.fsdecode(event.src_path), os.fsdecode(event.dest_path)
        if event.is_directory:
            self._dispatch_folder(event.event_type, source)
        elif event.event_type == "moved":
            arrived = self._wanted(target)
            if arrived:
                self._add(target, Hint.RENAMED)
            # An editor that moves the old file away is about to write the new one.
            self._add(source, Hint.RENAMED if arrived else Hint.WRITTEN)
        else:
            self._add(source, Hint.WRITTEN)

    def _dispatch_folder(self, kind: str, source: str) -> None:
        if kind == "moved":  # it may come from outside with files that are told of by nothing
            self._hints.doubt()
        elif source == self._watched:
            self._hints.ring()

    def _add(self, path: str, hint: Hint) -> None:
        if self._wanted(path):
            self._hints.add(self._folder + path[len(self._watched) :], hint)

    def _wanted(self, path: str) -> bool:
        below = path.startswith(self._watched + os.sep)
        return below and not ignored(path[len(self._watched) + 1 :])


class OverflowListener(logging.Handler):
    """Hears watchdog say that the kernel dropped events: it tells nobody else.

    Four events come of a file that is written and then renamed in the folder, so
    half of ten thousand such files are lost.
    """

    def __init__(self, hints: Hints) -> None:
        super().__init__(logging.WARNING)
        self._hints = hints

    def emit(self, record: logging.LogRecord) -> None:
        """Leave word of an overflow."""
        if "overflow" in record.getMessage():
            self._hints.doubt()
