"""Bring output/ up to date: new files, then changed ones, then removals.

Feeds do not wait for the lists that are made with them: see `plan.waves`.  Lists that
there is no patience for are put off to the next run.
Every file is replaced whole, and every step leaves a site whose links resolve.
Nothing is synced to the disk here: a build can make all of it again, and the
next one looks at size, time and inode of every file before it trusts it.
"""

import math
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct, field

from feeds.errors import ContentError, PublishError
from feeds.files import Folder, Row, Stamp, digest, stamp
from feeds.model import Artifact, Job
from feeds.publish.plan import KINDS, in_order, in_turn, plan, waves

Make = Callable[[Sequence[Job]], Iterator[tuple[Job, Sequence[Artifact]]]]
BATCH = 4_000_000  # bytes of artifacts in memory at a time
KEPT = 64_000_000  # bytes of changed files kept until all new ones are written


class Register(Protocol):
    """Who remembers what stands in output/."""

    def digest(self, path: str) -> str | None: ...
    def put(self, path: str, digest: str, stamp: Stamp, job: Job) -> None: ...
    def hand_over(self, path: str, job: Job) -> None: ...
    def forget(self, path: str) -> None: ...
    def made_by(self, job: Job) -> set[str]: ...
    def stamps(self) -> Iterable[Row]: ...
    def maker(self, path: str) -> Job: ...


class Outcome(Struct):
    """What was done, counted; the order of the paths is the order of the steps."""

    rendered: int = 0
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    put_off: list[Job] = field(default_factory=list)  # lists, in the order of their turn


def drifted(output: Folder, register: Register) -> set[Job]:
    """Return the jobs whose files are not as they were left, and forget these files.

    A file that somebody changed or deleted, or that a power cut took, is made
    again like one that was never there.
    """
    stale = list(output.drifted(register.stamps()))
    jobs = {register.maker(path) for path in stale}
    for path in stale:
        register.forget(path)
    return jobs


def publish(
    jobs: Iterable[Job],
    make: Make,
    output: Folder,
    register: Register,
    step: Callable[[], None],
    *,
    put_off: Sequence[Job] = (),
    patience: float = math.inf,
) -> Outcome:
    """Do the jobs and bring their files up to date; `step` is called after each.

    Lists that stand already are made for `patience` seconds, first those that earlier runs
    `put_off`, and the rest is put off in turn: what they link to is still there.  If
    something is to be removed all are made, for any of them may link to it.

    Raises PublishError when a file cannot be written.  What was published before
    still stands then, and the next run goes on from there.
    """
    try:
        return _Run(make, output, register, step).go(in_order(jobs), put_off, patience)
    except OSError as error:
        where = str(error.filename or output.root)
        raise PublishError(
            where, f"cannot be written: {error.strerror}", "free some space, or look at its owner"
        ) from error


class _Run:
    """One publication under way."""

    def __init__(
        self, make: Make, output: Folder, register: Register, step: Callable[[], None]
    ) -> None:
        self._make, self._output, self._register, self._step = make, output, register, step
        self._outcome = Outcome()
        self._kept: list[tuple[Artifact, Job]] = []
        self._kept_bytes = 0
        self._again: list[Job] = []  # jobs whose changed files were too many to keep
        self._retired: list[tuple[int, str, Job]] = []
        self._before: dict[Job, set[str]] = {}

    def go(self, jobs: list[Job], put_off: Sequence[Job], patience: float) -> Outcome:
        feeds, lists = waves(jobs, lambda job: not self._made_before(job))
        self._do_all(feeds, math.inf)
        self._outcome.put_off = self._do_all(in_turn(lists, put_off), patience)
        self._remove()
        return self._outcome

    def _do_all(self, jobs: list[Job], patience: float) -> list[Job]:
        """Do a wave of jobs; return those that there was no patience for."""
        ends, done = time.monotonic() + patience, 0
        for batch in _batches(self._make(jobs)) if jobs else ():
            self._do(batch)
            done += len(batch)
            if time.monotonic() >= ends and not self._retired:
                break
        self._replace_kept()
        return jobs[done:]

    def _made_before(self, job: Job) -> set[str]:
        """Return what a job made in an earlier run, asked for once."""
        found = self._before.get(job) or self._register.made_by(job)
        if found:
            self._before[job] = found
        return found

    def _do(self, batch: Iterable[tuple[Job, Sequence[Artifact]]]) -> None:
        """Write what is new in a batch, keep what is changed for later."""
        owners: dict[str, Job] = {}
        wanted = []
        for job, made in batch:
            self._outcome.rendered += 1
            self._retire(job, {artifact.path for artifact in made})
            for artifact in made:
                owners[artifact.path] = job
                wanted.append(artifact)
            self._step()
        steps = plan(wanted, dict(self._published(wanted, owners)))
        for artifact in steps.additions:
            self._write(artifact, owners[artifact.path])
        stale = {artifact.path for artifact in (*steps.additions, *steps.replacements)}
        for path, job in owners.items():
            if path not in stale:
                self._register.hand_over(path, job)
        for artifact in steps.replacements:
            self._keep(artifact, owners[artifact.path])

    def _published(
        self, wanted: list[Artifact], owners: dict[str, Job]
    ) -> Iterator[tuple[str, str]]:
        """Yield path and digest of what stands where the artifacts go.

        A file that the register does not know is read: after the catalogue was
        deleted, equal bytes are still left alone (promise 8).
        """
        for artifact in wanted:
            known = self._register.digest(artifact.path)
            if known is None and self._output.status(artifact.path) is not None:
                content, status = self._output.read(artifact.path)
                known = digest(content)
                self._register.put(artifact.path, known, stamp(status), owners[artifact.path])
            if known is not None:
                yield artifact.path, known

    def _keep(self, artifact: Artifact, job: Job) -> None:
        if self._kept_bytes + len(artifact.content) > KEPT:
            if job not in self._again:
                self._again.append(job)
            return
        self._kept_bytes += len(artifact.content)
        self._kept.append((artifact, job))

    def _replace_kept(self) -> None:
        for artifact, job in sorted(self._kept, key=lambda pair: (pair[0].tier, pair[0].path)):
            self._write(artifact, job)
        for job, made in self._make(self._again) if self._again else ():
            for artifact in made:
                if self._register.digest(artifact.path) != artifact.digest:
                    self._write(artifact, job)
        self._kept, self._kept_bytes, self._again = [], 0, []

    def _write(self, artifact: Artifact, job: Job) -> None:
        try:
            written = self._output.write(artifact.path, artifact.content, durable=False)
        except ContentError as error:
            raise PublishError(f"output/{error.where}", error.what, error.hint) from error
        self._register.put(artifact.path, artifact.digest, written, job)
        self._outcome.written.append(artifact.path)

    def _retire(self, job: Job, made: set[str]) -> None:
        for path in self._made_before(job) - made:
            self._retired.append((KINDS.index(job.kind), path, job))

    def _remove(self) -> None:
        """Take away what no job makes any longer, what links to others first."""
        for _, path, job in sorted(self._retired, reverse=True):
            if path in self._register.made_by(job):  # else another job makes it now
                self._output.remove(path)
                self._register.forget(path)
                self._outcome.removed.append(path)


def _batches(
    made: Iterator[tuple[Job, Sequence[Artifact]]],
) -> Iterator[list[tuple[Job, Sequence[Artifact]]]]:
    """Yield jobs with what was made of them, as many as are to be in memory at a time."""
    batch, size = [], 0
    for job, artifacts in made:
        batch.append((job, artifacts))
        size += sum(len(artifact.content) for artifact in artifacts)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
