"""Who reads, splits and renders: this process, a number of others, or a cluster's.

Work is handed out in batches and comes back in order, so that what is made does not
depend on who made it.  Workers write nothing and know nothing of the catalogue: what
they need comes with the batch, and one that dies costs its batches a second try.

Processes and not threads: feedgen switches the locale of the whole process for dates.
"""

import os
import signal
import stat
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import feeds
from feeds.errors import WorkersError

if TYPE_CHECKING:  # most runs have too little to do, and take less time than loading these
    from concurrent.futures import Executor, Future
    from multiprocessing.process import BaseProcess

MANY = 400  # pieces of work from which on processes are worth starting
BATCH = 50  # weight of the pieces that are handed out at a time
MOST = 2 * BATCH  # weight that is handed out at a time, for each worker
SECONDS = 10  # for a scheduler to answer
TRIES = 3  # of a batch whose workers died, before it is done here

_Common = TypeVar("_Common")
_Item = TypeVar("_Item")
_Made = TypeVar("_Made")


class Workers:
    """As many as there are; the executor is made when there is enough to do."""

    def __init__(self, count: int, employ: "Callable[[], Executor] | None" = None) -> None:
        self._count, self._employ = count, employ
        self._executor: Executor | None = None

    def map(
        self,
        work: Callable[[_Common, list[_Item]], list[_Made]],
        common: _Common,
        items: Iterable[_Item],
        *,
        many: bool,
        weight: Callable[[_Item], int] = lambda _: 1,
    ) -> Iterator[_Made]:
        """Yield what `work` makes of each item, in their order; `many` says if it is worth it.

        It is called with what is `common` to all and with a batch of items.  No more items
        are taken than are under way: a few batches for each worker, of about one weight, or
        a single one that weighs more than all these.
        """
        if not many or self._employ is None:
            for batch in (batch for batch, _ in _batches(items, weight, BATCH if many else 1)):
                yield from work(common, batch)
            return
        tasks: deque[tuple[int, _Task[_Made]]] = deque()
        under_way = 0
        for batch, load in _batches(items, weight):
            # A heavy batch waits for all others: two of its kind need not be held at a time.
            while tasks and under_way + load > MOST * self._count:
                done, task = tasks.popleft()
                under_way -= done
                yield from task.made()
            tasks.append((load, _Task(self, partial(work, common, batch))))
            under_way += load
        while tasks:
            yield from tasks.popleft()[1].made()

    def submit(self, call: Callable[[], list[_Made]]) -> "Future[list[_Made]]":
        """Hand out a batch, to new workers if those that there were have died."""
        from concurrent.futures import BrokenExecutor, Future

        for _ in range(TRIES):
            if self._executor is None:
                assert self._employ is not None
                self._executor = self._employ()
            try:
                return self._executor.submit(call)
            except BrokenExecutor:
                self.dismiss()
        done: Future[list[_Made]] = Future()
        done.set_result(call())
        return done

    def dismiss(self) -> None:
        """Let all workers go, and see them off: at its end Python waits for them anyway.

        One that is still going then may find its pipe closed, and says so.
        """
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None


class _Task(Generic[_Made]):
    """A batch that is handed out."""

    def __init__(self, workers: Workers, call: Callable[[], list[_Made]]) -> None:
        self._workers, self._call = workers, call
        self._future = workers.submit(call)

    def made(self) -> list[_Made]:
        """Wait for what came of it; what is lost with a worker is done again."""
        for _ in range(TRIES):
            try:
                return self._future.result()
            except Exception as error:
                if not _is_lost(error):
                    raise
            self._future = self._workers.submit(self._call)
        return self._call()


def _batches(
    items: Iterable[_Item], weight: Callable[[_Item], int], full: int = BATCH
) -> Iterator[tuple[list[_Item], int]]:
    batch, load = [], 0
    for item in items:
        batch.append(item)
        load += weight(item)
        if load >= full:
            yield batch, load
            batch, load = [], 0
    if batch:
        yield batch, load


def met_before(common: _Common) -> _Common:
    """Return what a batch came with as the batch before it had it, if they are equal.

    What a worker keeps by the site's settings is then found without comparing all of them.
    """
    if common != _met.get(type(common)):
        _met[type(common)] = common
    found: _Common = _met[type(common)]
    return found


_met: dict[type, Any] = {}


def _is_lost(error: Exception) -> bool:
    """Return whether a batch died with its worker, rather than of what is in it."""
    from concurrent.futures import BrokenExecutor, CancelledError

    of_cluster = type(error).__module__.partition(".")[0] == "distributed"
    return isinstance(error, BrokenExecutor | CancelledError) or of_cluster


ALONE = Workers(1)


@contextmanager
def employed(where: str = "") -> Iterator[Workers]:
    """Yield the workers that `where` names: a number, a cluster's address, or "" for all cores."""
    if where.isdecimal() or not where:
        count = max(1, int(where)) if where else len(os.sched_getaffinity(0))
        workers = Workers(count, (lambda: _processes(count)) if count > 1 else None)
        try:
            yield workers
        finally:
            workers.dismiss()
        return
    if "://" not in where:
        raise WorkersError(where, "no number and no address", "write 4, or tcp://HOST:8786")
    with _cluster(where) as workers:
        yield workers


def _processes(count: int) -> "Executor":
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # A process with threads must not be copied: a lock that one of them holds stays held.
    method = "fork" if threading.active_count() == 1 else "forkserver"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(
            [f"feeds.pipeline.{room}" for room in ("cutting", "sheets", "printing")]
        )
    return ProcessPoolExecutor(count, mp_context=context, initializer=_follow)


def _follow() -> None:
    """Have a worker leave signals to the process that it works for, and end with it."""
    from multiprocessing import parent_process

    _let_go()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _let_go() -> None:
    """Close all files that a copied process has open: the site's lock is among them."""
    with suppress(OSError):  # there is no /proc
        for place in list(Path("/proc/self/fd").iterdir()):
            handle = int(place.name)
            with suppress(OSError):
                if handle > 2 and stat.S_ISREG(os.fstat(handle).st_mode):
                    os.close(handle)


def _end_with(parent: "BaseProcess | None") -> None:
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _cluster(address: str) -> Iterator[Workers]:
    try:
        from distributed import Client
    except ImportError:
        hint = "pip install 'feedmill[cluster]'"
        raise WorkersError(address, "Dask is not installed", hint) from None
    try:
        client = Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkersError(address, f"no scheduler answers: {error}", "is it running?") from error
    with client:
        versions: set[str] = set(client.run(_version).values())
        if versions != {feeds.__version__}:
            found = ", ".join(sorted(versions)) or "no worker"
            hint = "start workers, each with the same version installed"
            raise WorkersError(address, f"Feedmill {feeds.__version__} here, there {found}", hint)
        yield Workers(len(client.nthreads()), client.get_executor)


def _version() -> str:
    return feeds.__version__
