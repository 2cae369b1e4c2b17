"""When a change is taken up: the rules, without a clock, files or threads.

Events are hints and may be lost, doubled or late; what is certain is that a full
sweep sees everything.  So a lost hint costs time and never a dump:

- a path that was renamed in is complete, and is taken at once;
- a path that was written, created or removed is taken when it has looked the
  same for the quiet time;
- a sweep comes first, again after every rescan time (later where sweeps take long),
  whenever events were lost, and after the maximum wait while something does not rest;
- while a folder is unavailable nothing is taken, for gone is not deleted.
"""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

# A sweep leaves alone what was written a moment ago, so one that began in doubt is
# followed by another, a little more than the quiet time later: file systems round.
ROUNDING = 0.2  # seconds

# News waits while a sweep goes on, so sweeps that nothing asked for take this share of
# the time at most: in an archive of a million files one takes many seconds.
SHARE = 1 / 200


class Batch(Struct, frozen=True, kw_only=True):
    """What to look at now: these paths, changed or gone; all that there is, if a sweep."""

    paths: frozenset[Path]
    sweep: bool = False


class Look(Struct, frozen=True):
    """What a file looked like: equal looks mean that nobody wrote between them."""

    inode: int
    size: int  # bytes
    mtime: int  # nanoseconds


class _Wait(Struct, frozen=True):
    look: Look | None  # None: it was not there
    until: float


class Settling:
    """Turns hints into batches.  All times are seconds of one monotonic clock."""

    def __init__(self, *, quiet: float, max_wait: float, rescan: float, now: float) -> None:
        self._quiet, self._max_wait, self._rescan = quiet, max_wait, rescan
        self._ready: set[Path] = set()
        # In order of `until`, because every wait is equally long.
        self._waiting: dict[Path, _Wait] = {}
        self._busy_since: float | None = None
        self._available = True
        self._returned: float | None = None
        self._swept = now - quiet
        self._sweep_at = now
        self._doubtful = True
        self._regular = False  # the next sweep comes only because it is time again
        self._reminder = float("inf")

    def renamed(self, path: Path, now: float) -> None:
        """Note that a complete file took this name, or that it gave it up to another."""
        self._stir(now)
        self._forget(path)
        self._ready.add(path)

    def written(self, path: Path, look: Look | None, now: float) -> None:
        """Note that a path was written, created or removed, and looks so now."""
        self._stir(now)
        wait = self._waiting.get(path)
        if wait and wait.look == look:
            return
        self._ready.discard(path)
        self._wait(path, look, now)

    def due(self, now: float) -> Iterator[Path]:
        """Yield the paths that were quiet long enough, if they still look the same."""
        due: list[Path] = []
        for path, wait in self._waiting.items():
            if wait.until > now:
                break
            due.append(path)
        yield from due

    def looked(self, path: Path, look: Look | None, now: float) -> None:
        """Take a path that is due and looks as it did, or let it wait once more."""
        if self._waiting[path].look == look:
            self._forget(path)
            self._ready.add(path)
        else:
            self._wait(path, look, now)

    def doubt(self, now: float) -> None:
        """Note that events were lost, or say more than a path can: a sweep is needed."""
        self._sweep_at = min(self._sweep_at, max(now, self._swept + self._quiet))
        self._doubtful, self._regular = True, False

    def vanished(self) -> None:
        """Note that a folder is unavailable: nothing is taken until it returns."""
        self._available = False

    def returned(self, now: float) -> None:
        """Note that all folders are there; what is in them may be still arriving."""
        self._available = True
        self._returned = now
        self._doubtful = True
        self._sweep_at = now + self._quiet

    def remind(self, at: float) -> None:
        """Note that there is work left over: a batch comes then, be there news or not."""
        self._reminder = at

    def batch(self, now: float) -> Batch | None:
        """Return what to look at now, or nothing."""
        if not self._available or (self._returned is not None and now < self._sweep_at):
            return None
        sweep = now >= min(self._sweep_at, self._patience_ends())
        if not sweep and not self._ready and now < self._reminder:
            return None
        self._reminder = float("inf")
        batch = Batch(paths=frozenset(self._ready), sweep=sweep)
        self._ready.clear()
        if sweep:
            self._plan_next_sweep(now)
        return batch

    def swept(self, seconds: float, now: float) -> None:
        """Note how long the last sweep took: the next is put off if it is one of many alike."""
        if self._regular:
            self._sweep_at = max(self._sweep_at, now + seconds / SHARE)

    def wake_at(self) -> float:
        """Return when there will be something to do if no hint comes before."""
        if not self._available:
            return float("inf")
        first = next(iter(self._waiting.values()), None)
        patience = self._patience_ends() if self._returned is None else float("inf")
        settled = first.until if first else float("inf")
        return min(self._sweep_at, patience, self._reminder, settled)

    def _patience_ends(self) -> float:
        return float("inf") if self._busy_since is None else self._busy_since + self._max_wait

    def _plan_next_sweep(self, now: float) -> None:
        self._regular = not self._doubtful
        again = self._rescan if self._regular else self._quiet + ROUNDING
        self._swept, self._sweep_at, self._doubtful = now, now + again, False
        self._returned = None
        self._busy_since = now if self._waiting else None

    def _stir(self, now: float) -> None:
        if self._returned is not None:  # still arriving: give it time, but not for ever
            self._sweep_at = min(now + self._quiet, self._returned + self._max_wait)

    def _wait(self, path: Path, look: Look | None, now: float) -> None:
        self._waiting.pop(path, None)
        self._waiting[path] = _Wait(look, now + self._quiet)
        if self._busy_since is None:
            self._busy_since = now

    def _forget(self, path: Path) -> None:
        self._waiting.pop(path, None)
        if not self._waiting:
            self._busy_since = None
