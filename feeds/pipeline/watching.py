"""The mill left running: batches of changes in, reports out, until it is told to stop."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from feeds import config
from feeds.errors import FeedmillError
from feeds.model import Report
from feeds.pipeline.build import Touched, build
from feeds.pipeline.mill import UNPLACED, Mill, open_mill
from feeds.pipeline.warming import warm
from feeds.serve import serve as serve_output
from feeds.serve import serving
from feeds.watch import Batch, Reminder
from feeds.watch import watch as batches

CLOCK_SECONDS = 60.0  # between looks at the clock while a post waits for its day
PATIENCE = 5.0  # seconds that a run reads new dumps, and again what waits, before it publishes


def watch(
    root: Path,
    stop: threading.Event,
    report: Callable[[Report], None],
    say: Callable[[str], None],
    address: tuple[str, int] | None = None,
    *,
    live: bool = False,
) -> None:
    """Build at once, and again whenever something changes, until `stop` is set.

    With an `address`, output/ is served there meanwhile.  A run that fails is told
    and made up for by a sweep, with the next batch or after a while; the watch goes on.
    """
    reminder = Reminder()
    with ExitStack() as stack:
        mill = stack.enter_context(open_mill(root))
        if address:
            host, port = address
            place = stack.enter_context(serving(mill.output.root, host=host, port=port, live=live))
            say(f"serving {place}")
        if not mill.config.site.url:
            say(UNPLACED)
        say(f"watching {mill.dumps.root}")
        behind, warmed, backlog = False, False, tuple[str, ...]()
        for batch in _batches(mill, stop, reminder):
            try:
                done = build(mill, _touched(mill, batch, backlog, behind=behind))
            except FeedmillError as error:
                behind, pause = True, mill.config.watch.max_wait_seconds
                reminder.set(pause)
                say(f"error: {error}; tried again in {pause:g} s")
                continue
            behind, backlog = False, done.waiting
            due = mill.catalogue.posts.next_due(mill.clock())
            if backlog:
                reminder.set(0.0)
            elif due is not None:  # looked at now and then: a clock may jump
                reminder.set(min(max(0.0, due), CLOCK_SECONDS))
            if done.written or done.removed or done.dumps or done.problems:
                report(done)
            if not warmed:
                warm(mill)
                warmed = True
        say("stopped")


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
    return frozenset(
        path.relative_to(folder).as_posix() for path in batch.paths if folder in path.parents
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
