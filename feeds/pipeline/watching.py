"""The mill left running: batches of changes in, reports out, until it is told to stop."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

from feeds import config
from feeds.errors import FeedmillError
from feeds.model import Report
from feeds.names import spelt
from feeds.pipeline.build import Touched, build
from feeds.pipeline.mill import Mill, dressed, notices, open_mill
from feeds.pipeline.searching import Search
from feeds.pipeline.theme import FOLDER as THEME
from feeds.pipeline.warming import warm
from feeds.serve import serve as serve_output
from feeds.serve import serving
from feeds.watch import Batch, Reminder
from feeds.watch import watch as batches
from feeds.workers import ALONE, Workers

CLOCK_SECONDS = 60.0  # between looks at the clock while a post waits for its day
PATIENCE = 5.0  # seconds of a run for new dumps, again for those that wait, and again for lists


def watch(
    root: Path,
    stop: threading.Event,
    report: Callable[[Report], None],
    say: Callable[[str], None],
    address: tuple[str, int] | None = None,
    *,
    live: bool = False,
    workers: Workers = ALONE,
) -> None:
    """Build at once, and again whenever something changes, until `stop` is set.

    With an `address`, output/ is served there meanwhile.  A run that fails is told
    and made up for by a sweep, with the next batch or after a while; the watch goes on.
    """
    reminder = Reminder()
    with ExitStack() as stack:
        mill = stack.enter_context(open_mill(root, workers=workers))
        if address:
            host, port = address
            place = stack.enter_context(serving(mill.output.root, host=host, port=port, live=live))
            say(f"serving {place}")
        for notice in notices(mill.config):
            say(notice)
        search = stack.enter_context(closing(Search(mill)))
        theme = (root / THEME).absolute()
        say(f"watching {mill.dumps.root}")
        behind, warmed, backlog = False, False, tuple[str, ...]()
        for batch in _batches(mill, stop, reminder):
            try:
                if behind or batch.sweep or any(theme in path.parents for path in batch.paths):
                    mill = dressed(mill)
                done = build(mill, _touched(mill, batch, backlog, behind=behind))
                changed = bool(not warmed or done.written or done.removed)
                rest, fault = search.tend(time.monotonic(), changed=changed)
            except FeedmillError as error:
                behind, pause = True, mill.config.watch.max_wait_seconds
                reminder.set(pause)
                say(f"error: {error}; tried again in {pause:g} s")
                continue
            behind, backlog = False, done.waiting
            unfinished = bool(done.waiting or done.put_off)
            if (until := _pause(mill, rest, unfinished=unfinished)) is not None:
                reminder.set(until)
            if fault:
                say(f"error: {fault}")
            if done.written or done.removed or done.dumps or done.problems:
                report(done)
            if not warmed:
                warm(mill)
                warmed = True
        say("stopped")


def _pause(mill: Mill, rest: float | None, *, unfinished: bool) -> float | None:
    """Return in how many seconds there is something to do though nothing may happen."""
    if unfinished:
        return 0.0
    due = mill.catalogue.posts.next_due(mill.clock())
    waits = [rest] if rest is not None else []
    if due is not None:  # looked at now and then: a clock may jump
        waits.append(min(max(0.0, due), CLOCK_SECONDS))
    return min(waits, default=None)


def _batches(mill: Mill, stop: threading.Event, reminder: Reminder) -> Iterator[Batch]:
    settings = mill.config.watch
    return batches(
        [mill.dumps.root, mill.posts.root],
        quiet=settings.quiet_seconds,
        max_wait=settings.max_wait_seconds,
        rescan=settings.rescan_seconds,
        polling=settings.polling,
        stop=stop,
        reminder=reminder,
        spare=[mill.root / THEME],
    )


def _touched(mill: Mill, batch: Batch, backlog: tuple[str, ...], *, behind: bool) -> Touched:
    """Return a batch as names in the two folders, and what waits since the last one."""
    return Touched(
        dumps=_below(mill.dumps.root, batch),
        posts=_below(mill.posts.root, batch),
        backlog=backlog,
        sweep=batch.sweep or behind,
        patience=PATIENCE,
        quiet=mill.config.watch.quiet_seconds,
    )


def _below(folder: Path, batch: Batch) -> frozenset[str]:
    folder = folder.absolute()  # as a batch names what is in it: `feedmill watch` says no folder
    return frozenset(
        spelt(path.relative_to(folder).as_posix()) for path in batch.paths if folder in path.parents
    )


def serve(
    root: Path, host: str, port: int, say: Callable[[str], None], *, live: bool = False
) -> None:
    """Serve output/ of the site in `root` until SIGINT or SIGTERM."""
    config.load(root)  # a folder that is no site is told so, instead of served
    serve_output(
        root / "output",
        host=host,
        port=port,
        live=live,
        ready=lambda place: say(f"serving {place}"),
    )
