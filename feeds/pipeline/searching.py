"""The index that readers search, brought up after everything else is published.

Pagefind cannot add to an index, it makes all of it anew.  So that happens only when a
post's page is not as it was at the last index, and the watch waits for a rest with it.
"""

from contextlib import closing
from hashlib import sha256

from msgspec.structs import replace

from feeds.files import Folder
from feeds.model import Problem, Report
from feeds.pipeline.build import Progress, silent
from feeds.pipeline.mill import Mill
from feeds.publish.apply import publish
from feeds.publish.plan import POST
from feeds.publish.search import INDEXED, JOB, PLACE, Indexing

REST = 30.0  # seconds without a change before the watch has an index made ...
MOST = 600.0  # ... but no change waits longer than this
LOOK = 2.0  # seconds between looks whether an index is made


class Search:
    """The index of one site: whether it is behind, and how it comes up."""

    def __init__(self, mill: Mill) -> None:
        self._mill = mill
        self._indexing: Indexing | None = None
        self._of = ""  # the state of the pages that is being indexed
        self._first = self._last = 0.0  # when pages changed that are in no index yet
        self._waits = False

    def tend(self, now: float, *, changed: bool) -> tuple[float | None, Problem | None]:
        """Do what is due; return in how many seconds to come again, and what went wrong.

        `now` is in seconds, of any clock that never runs back.
        """
        if changed:
            self._first = self._first if self._waits else now
            self._last, self._waits = now, True
        if self._indexing:
            if not self._indexing.is_done():
                return LOOK, None
            return (REST if self._waits else None), self.finish()
        if not self._waits:
            return None, None
        due = min(self._last + REST, self._first + MOST)
        if now < due:
            return due - now, None
        self._waits = False
        return (LOOK if self.start() else None), None

    def start(self) -> bool:
        """Begin an index if the last one is behind; return whether there is one to wait for."""
        mill = self._mill
        state = _state(mill)
        if not mill.site.search or state == mill.catalogue.note(INDEXED):
            return False
        self._of = state
        self._indexing = Indexing(
            mill.site.search, mill.site.language, mill.output.root, mill.root / ".feedmill/search"
        )
        return True

    def finish(self) -> Problem | None:
        """Publish the index that was made, or return why there is none."""
        assert self._indexing
        indexing, self._indexing = self._indexing, None
        with closing(indexing):
            indexing.wait()
            if fault := indexing.fault():
                return Problem(where=f"output/{PLACE}", what=f"no index was made: {fault}")
            self._publish(indexing)
        return None

    def _publish(self, indexing: Indexing) -> None:
        mill, artifacts = self._mill, self._mill.catalogue.artifacts
        with mill.catalogue.run():
            made = [(JOB, list(indexing.artifacts()))]
            publish([JOB], lambda _: iter(made), mill.output, artifacts, _nothing)
            for name, _ in list(Folder(mill.output.root / PLACE).files()):
                if artifacts.digest(PLACE + name) is None:  # from before the catalogue was lost
                    mill.output.remove(PLACE + name)
            mill.catalogue.write_note(INDEXED, self._of)

    def close(self) -> None:
        """Stop what is under way."""
        if self._indexing:
            self._indexing.close()
            self._indexing = None


def index(mill: Mill, report: Report, progress: Progress = silent) -> Report:
    """Bring the index up, wait for it, and return the report with what went wrong in it."""
    with closing(Search(mill)) as search:
        if not search.start():
            return report
        progress("indexing", 0, 0)
        fault = search.finish()
    return replace(report, problems=(*report.problems, fault)) if fault else report


def _state(mill: Mill) -> str:
    """Return what changes when a page that is searched does, "" if there are none."""
    made, found = sha256(mill.site.language.encode()), False
    for path, digest in mill.catalogue.artifacts.digests(POST):
        made.update(f"{path} {digest}\n".encode())
        found = True
    return made.hexdigest() if found else ""


def _nothing() -> None:
    """A step that nobody counts."""
