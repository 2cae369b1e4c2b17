"""The folders of a site as a stream of batches, each saying what to look at.

Events are hints, a sweep is the truth: the observer runs before the first sweep,
so that nothing falls between them, and whatever it misses the next sweep finds.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from feeds.watch.hints import Hint, Hints
from feeds.watch.lookout import Lookout
from feeds.watch.settling import Batch, Look, Settling

__all__ = ["Batch", "Reminder", "StopSignal", "watch"]

_CHECK_SECONDS = 1.0  # between looks whether the folders are still there
_STORM = 4000  # hints at once: the kernel keeps 16,384 events, four to a file


class StopSignal(Protocol):
    """What ends the watch: a threading.Event, or anything like it."""

    def is_set(self) -> bool:
        """Say whether to stop."""

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for it, some seconds at most, and say whether to stop."""


class Reminder:
    """Left by who takes the batches: another one is wanted, though nothing may happen."""

    def __init__(self) -> None:
        self._seconds: float | None = None

    def set(self, seconds: float) -> None:
        """Ask for a batch in so many seconds, if none comes before."""
        self._seconds = seconds

    def take(self) -> float | None:
        """Return what was asked for since the last call."""
        seconds, self._seconds = self._seconds, None
        return seconds


def watch(
    folders: Sequence[Path],
    *,
    quiet: float,
    max_wait: float,
    rescan: float,
    polling: bool | None,
    stop: StopSignal,
    reminder: Reminder | None = None,
    spare: Sequence[Path] = (),
) -> Iterator[Batch]:
    """Yield batches of changed paths until the signal stops it; the first is a sweep.

    All times are in seconds.  A file renamed in is yielded at once, one that is
    written or removed when it has stood still for `quiet`.  A sweep is yielded every
    `rescan` (less often where it takes long), after `max_wait` while something is
    written without a pause, and when events were lost.  While one of the folders is
    missing nothing is yielded, and the first batch after its return is a sweep.  A
    `spare` folder may come and go.
    `polling` None asks the file system.  A `reminder` that is set brings a
    batch which may be empty.
    """
    hints = Hints()
    settling = Settling(quiet=quiet, max_wait=max_wait, rescan=rescan, now=time.monotonic())
    with _bell_on(stop, hints), Lookout(folders, hints, polling=polling, spare=spare) as lookout:
        lookout.check()
        if not lookout.connected:
            settling.vanished()
        while True:
            _follow(lookout, settling)
            _take(hints, settling)
            if stop.is_set():  # asked after the take, which hushes the bell
                return
            begun = time.monotonic()
            batch = settling.batch(begun)
            if batch:
                yield batch
                if batch.sweep:
                    settling.swept(time.monotonic() - begun, time.monotonic())
                again = reminder.take() if reminder else None
                if again is not None:
                    settling.remind(time.monotonic() + again)
            else:
                hints.wait(min(_CHECK_SECONDS, max(0.0, settling.wake_at() - time.monotonic())))


def _follow(lookout: Lookout, settling: Settling) -> None:
    if lookout.check():
        if lookout.connected:
            settling.returned(time.monotonic())
        else:
            settling.vanished()


def _take(hints: Hints, settling: Settling) -> None:
    """Bring what happened, and what has come to rest, to the one who decides."""
    paths, doubt = hints.take()
    now = time.monotonic()
    if doubt or len(paths) > _STORM:
        settling.doubt(now)
    for text, hint in paths.items():
        path = Path(text)
        if hint is Hint.RENAMED:
            settling.renamed(path, now)
        else:
            settling.written(path, _look(path), now)
    for path in settling.due(now):
        settling.looked(path, _look(path), now)


def _look(path: Path) -> Look | None:
    try:
        stat = path.lstat()
    except OSError:
        return None
    return Look(stat.st_ino, stat.st_size, stat.st_mtime_ns)


@contextmanager
def _bell_on(stop: StopSignal, hints: Hints) -> Iterator[None]:
    """Ring when the signal stops us: it has a wait of its own, and one cannot wait for two."""
    done = threading.Event()

    def listen() -> None:
        while not done.is_set():
            if stop.wait(_CHECK_SECONDS):
                hints.ring()
                return

    threading.Thread(target=listen, name="feedmill-stop", daemon=True).start()
    try:
        yield
    finally:
        done.set()
