"""content/dumps as it is now, into posts: each article once, whatever is dropped in again.

A dump is known by its bytes.  Which dumps were split, and what came of them, is
in the ledger, written after the last post of a dump: a run that dies in between
does that dump again, mints the same ids, and finds the posts already there.

Workers cut some dumps ahead; what comes of them is put among the posts here, dump by
dump in their order, so that it does not depend on who cut them.
"""

import math
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

from msgspec.structs import replace

from feeds.errors import ContentError
from feeds.files import digest, fails_everywhere, stamp
from feeds.model import Problem
from feeds.pipeline.cutting import MANY, Bale, Cut, Orders, cut_through, weight
from feeds.pipeline.editing import Desk
from feeds.pipeline.filing import Arrival, Filing
from feeds.pipeline.mill import Mill
from feeds.pipeline.sheets import Manners
from feeds.pipeline.sweeping import damage, is_due
from feeds.store.dump_table import DumpRow

LIMIT = 256_000_000  # bytes of one dump: more than that is not a text that somebody scraped
TOGETHER = 100  # dumps whose posts wait for the disk at one time


class Intake:
    """Takes changed dumps in, one by one; a bad one stops nothing."""

    def __init__(self, mill: Mill, desk: Desk, step: Callable[[], None]) -> None:
        self._mill, self._desk, self._step = mill, desk, step
        self._table = mill.catalogue.dumps
        self._begun: deque[Arrival] = deque()  # being cut, in their order
        self.problems: list[Problem] = []
        self.waiting: dict[str, None] = {}  # in the order of their turn
        self.expected = self.dumps = self.articles = self.new = 0

    def sweep(self, stale: list[str], patience: float = math.inf) -> None:
        """Take in these dumps, which a sweep found.

        What is not begun after `patience` seconds is left waiting.
        """
        self.expected += len(stale)
        self._take_in_turn(stale, patience)

    def take(self, names: Iterable[str], patience: float = math.inf) -> None:
        """Take in these dumps, if they are there and not as they were last read.

        What is not begun after `patience` seconds is left waiting.
        """
        changed = []
        for name in names:
            status = self._mill.dumps.status(name)
            if status is None:
                self._table.forget(name)
            elif self._table.stamp(name) != stamp(status):
                changed.append(name)
        self._take_in_turn(changed, patience)

    def _take_in_turn(self, names: list[str], patience: float) -> None:
        mill = self._mill
        cuts = mill.workers.map(
            cut_through,
            Orders(mill.config, Manners(mill.rules, mill.site)),
            self._bales(names, time.monotonic() + patience),
            many=len(names) >= MANY,
            weight=weight,
        )
        for taken, cut in enumerate(cuts, 1):
            self._take(self._begun.popleft(), cut)
            if taken % TOGETHER == 0:
                mill.ledger.settle()
        mill.ledger.settle()

    def _bales(self, names: list[str], ends: float) -> Iterator[Bale]:
        """Yield one dump that is to be split at least, and then as many as there is time for."""
        for place, name in enumerate(names):
            if place and time.monotonic() >= ends:
                self.waiting = dict.fromkeys(names[place:]) | self.waiting
                return
            self.waiting.pop(name, None)
            bale = self._bale(name)
            if bale:
                yield bale

    def _bale(self, name: str) -> Bale | None:
        """Return a dump with what it takes to cut it, None if that need not or cannot be done."""
        try:
            content, status = self._mill.dumps.read(name, LIMIT)
        except FileNotFoundError:
            return None
        except (ContentError, OSError) as error:
            what = error.what if isinstance(error, ContentError) else str(error.strerror)
            self.problems.append(Problem(where=f"content/dumps/{name}", what=what))
            return None
        row = DumpRow(name=name, stamp=stamp(status), digest=digest(content))
        if not is_due(self._mill, name, row.digest):
            self._note(row)
            return None
        size, begins = self._table.beginning(name)
        grew = 0 < size < len(content) and digest(content[:size]) == begins
        at = datetime.fromtimestamp(status.st_mtime_ns // 1_000_000_000, UTC)
        received = min(at, self._mill.clock())
        self._begun.append(Arrival(row, received, len(content), grew))
        return Bale(name, content, row.digest, received, self._once(row))

    def _once(self, row: DumpRow) -> str | None:
        """Return by which settings a dump was cut before, if an editor removed some of that."""
        before, posts = self._table.manner(row.digest), self._mill.catalogue.posts
        if before and any(not posts.claimants(id_) for id_ in self._table.earlier(row.name)):
            return before.settings
        return None

    def _take(self, dump: Arrival, cut: Cut | Problem) -> None:
        """Put what a dump came to among the posts, and note it in the ledger."""
        row = dump.row
        if isinstance(cut, Problem):
            self.problems.append(cut)
            row = replace(row, reason=str(cut).partition(": ")[2])
        elif is_due(self._mill, row.name, row.digest):  # no dump before it had the same bytes
            try:
                self._file(dump, cut)
            except ContentError as error:  # a post's place, not the dump: tried again each run
                where = f"content/posts/{error.where}"
                self.problems.append(Problem(where=where, what=error.what, hint=error.hint))
                return
            except OSError as error:
                if fails_everywhere(error):
                    raise
                self.problems.append(_not_written(error))
                return
        self._note(row)

    def _file(self, dump: Arrival, cut: Cut) -> None:
        self.articles += len(cut.pieces)
        filing = Filing(self._mill, self._desk, dump, cut)
        try:
            self._mill.ledger.take(filing.done())
        finally:
            self.new += filing.new

    def _note(self, row: DumpRow) -> None:
        """Note a dump as it was read, and say what of it could not be."""
        skipped = self._table.skipped(row.digest)
        if skipped:
            what, hint = damage(skipped)
            self.problems.append(Problem(where=f"content/dumps/{row.name}", what=what, hint=hint))
        self._table.put(row)
        self.dumps += 1
        self._step()


def _not_written(error: OSError) -> Problem:
    """Return the problem of a post that cannot be put where it belongs."""
    what = f"cannot be written: {error.strerror}"
    return Problem(where=str(error.filename), what=what, hint="look at the owner of its folder")
