"""The main job: sweep, ingest, publish, as one run."""

import math
import time
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct
from msgspec.structs import replace

import feeds
from feeds.errors import ContentError
from feeds.files import disk_trouble
from feeds.model import Job, Problem, Report
from feeds.pipeline.changes import Changes
from feeds.pipeline.mill import Mill
from feeds.pipeline.moving import lead_on
from feeds.pipeline.sweeping import stale_dumps, stale_posts, unread
from feeds.publish.apply import drifted, publish
from feeds.publish.plan import FEED, REDIRECTS, SITE_FEED
from feeds.publish.search import INDEXED
from feeds.publish.search import JOB as INDEX
from feeds.publish.search import WITH_IT as WITH_INDEX
from feeds.render.address import REDIRECTS as REDIRECT_MAP
from feeds.render.dress import built_in
from feeds.render.redirect import MARK

if TYPE_CHECKING:  # loaded by a run that finds something to do
    from feeds.pipeline.editing import Desk
    from feeds.pipeline.ingest import Intake
    from feeds.pipeline.press import Press

_OURS = (
    b'content="Feedmill"',
    b">Feedmill</generator>",
    b"https://jsonfeed.org/version/1.1",
    MARK.encode(),
)
_COMPLETE, _MADE_BY = "complete", "made by"  # notes in the catalogue


class Progress(Protocol):
    """Who is told how far a run is; the total is 0 where nobody knows it."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


class Touched(Struct, frozen=True, kw_only=True):
    """Names below content/dumps and content/posts that may have changed.

    With `sweep` everything else is looked at as well, but for dumps that changed
    less than `quiet` seconds ago: somebody may still be writing them.

    `backlog` are dumps that earlier runs left waiting.  No dump is begun once `patience`
    seconds are over: first the news has that long, then all the rest, so that neither
    a storm nor what it leaves behind keeps the other from being published.  Lists have as
    long again, and those that stand already and are not made by then are put off.
    """

    dumps: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    backlog: tuple[str, ...] = ()
    sweep: bool = False
    quiet: float = 0.0
    patience: float = math.inf


EVERYTHING = Touched(sweep=True)


def build(mill: Mill, touched: Touched = EVERYTHING, progress: Progress = silent) -> Report:
    """Take in what changed and publish what follows from it.

    Raises a FeedmillError when the run cannot go on; a single file at fault is in
    the report instead.
    """
    started = time.monotonic()
    with disk_trouble(), mill.catalogue.run():
        run = Run(mill, progress)
        run.take_in(touched)
        run.publish(everything=touched.sweep, patience=touched.patience)
        report = run.report()
    return replace(report, seconds=time.monotonic() - started)


class Run:
    """One run under way; `press` makes what its jobs come to."""

    def __init__(self, mill: Mill, progress: Progress) -> None:
        self._mill, self._progress = mill, progress
        self._catalogue = mill.catalogue
        self._changes = Changes(self._catalogue.posts.lists)
        self._desk: Desk | None = None
        self._intake: Intake | None = None
        self._press: Press | None = None
        self._problems: list[Problem] = []
        self._maker = _maker(mill)
        self._anew = self._catalogue.note(_MADE_BY) != self._maker
        if self._anew and mill.site.theme.files:
            from feeds.render import templates

            templates.check(mill.site.theme)  # before a page is made by half a theme
        self._moved: set[Job] = set()
        self._put_off = self._catalogue.artifacts.put_off()
        self._written = self._removed = 0

    def take_in(self, touched: Touched) -> None:
        """Bring the catalogue up to content/: what editors did first, then new dumps."""
        _refuse_vanished(self._mill)
        self._mill.ledger.catch_up()
        if self._anew:
            self._catalogue.posts.clear()
            self._catalogue.likeness.clear()
        sweep = touched.sweep or self._anew
        if sweep and (stale := stale_posts(self._mill, touched.quiet)):
            self.desk.sweep(stale)
        # A sweep leaves alone what is younger than the quiet time; these have rested already.
        if touched.posts:
            self.desk.look(sorted(touched.posts), touched.quiet)
        if due := self._catalogue.posts.due(self._mill.clock()):
            self.desk.take(due)
        if touched.dumps:
            self.intake.take(sorted(touched.dumps), touched.patience)
        if sweep:
            self._sweep_dumps(touched.quiet, touched.patience)
        elif touched.backlog:
            self.intake.take(touched.backlog, touched.patience)
        self._moved = lead_on(self._mill)

    def _sweep_dumps(self, quiet: float, patience: float) -> None:
        stale, gone = stale_dumps(self._mill, quiet)
        if stale:
            self.intake.sweep(stale, patience)
        for name in gone:
            self._catalogue.dumps.forget(name)
        reported = {each.where for each in self._intake.problems} if self._intake else set()
        self._problems += [each for each in unread(self._mill) if each.where not in reported]

    @property
    def desk(self) -> "Desk":
        """Who takes posts in; loaded, like the next two, when there is something to do."""
        if self._desk is None:
            from feeds.pipeline.editing import Desk

            self._desk = Desk(self._mill, self._changes)
        return self._desk

    @property
    def intake(self) -> "Intake":
        """Who takes dumps in."""
        if self._intake is None:
            from feeds.pipeline.ingest import Intake

            self._intake = Intake(self._mill, self.desk, self._count_dumps)
        return self._intake

    @property
    def press(self) -> "Press":
        """Who makes what the jobs come to."""
        if self._press is None:
            from feeds.pipeline.press import Press

            catalogue = self._catalogue
            self._press = Press(
                self._mill.site, catalogue.posts, catalogue.addresses, self._mill.workers
            )
        return self._press

    def jobs(self) -> set[Job]:
        """Return what must be made anew because content/ is not as it was at the last run."""
        jobs = self._changes.jobs() | self._moved | set(self._put_off)
        if self._anew or self._catalogue.fresh:
            jobs |= self._catalogue.artifacts.jobs() | set(self.press.all_jobs())
        return jobs

    def publish(self, *, everything: bool, patience: float) -> None:
        """Bring output/ up to the catalogue, but for lists that there is no patience for."""
        jobs = self.jobs()
        artifacts = self._catalogue.artifacts
        if everything:
            jobs |= drifted(self._mill.output, artifacts)
            if self._catalogue.addresses.any():  # the map that stood in the way of ours may be gone
                jobs.add(Job(kind=REDIRECTS))
        if Job(kind=REDIRECTS) in jobs and self._has_another_map():
            jobs.remove(Job(kind=REDIRECTS))
        if self._mill.site.search and INDEX in jobs:  # made anew after all this
            jobs.remove(INDEX)
            self._catalogue.write_note(INDEXED, "")
        is_left = self._catalogue.fresh and any(self._mill.output.files())
        done = iter(range(1, len(jobs) + 1))
        outcome = publish(
            jobs,
            lambda wanted: self.press.make_all(wanted),
            self._mill.output,
            artifacts,
            lambda: self._progress("publishing", next(done), len(jobs)),
            put_off=self._put_off,
            patience=patience,
        )
        if self._put_off or outcome.put_off:
            self._put_off = outcome.put_off
            artifacts.put_off_now(outcome.put_off)
        self._written, self._removed = len(outcome.written), len(outcome.removed)
        if is_left:
            self._removed += self._remove_orphans()
        self._catalogue.write_note(_MADE_BY, self._maker)
        self._catalogue.write_note(_COMPLETE, "yes")

    def report(self) -> Report:
        """Return what was done, and every file that is at fault."""
        posts, artifacts = self._catalogue.posts, self._catalogue.artifacts
        desk, intake, press = self._desk, self._intake, self._press
        problems = {
            *self._problems,
            *(intake.problems if intake else ()),
            *(desk.problems if desk else ()),
            *(press.problems if press else ()),
            *self._conflicts(),
        }
        return Report(
            dumps=intake.dumps if intake else 0,
            articles=intake.articles if intake else 0,
            posts=intake.new if intake else 0,
            published=posts.lists.count(),
            held=posts.held(),
            feeds=artifacts.count(FEED) + artifacts.count(SITE_FEED),
            written=self._written,
            removed=self._removed,
            shortened=tuple(sorted(press.shortened)) if press else (),
            waiting=tuple(intake.waiting) if intake else (),
            put_off=len(self._put_off),
            problems=tuple(sorted(problems)),
        )

    def _conflicts(self) -> list[Problem]:
        posts = self._catalogue.posts
        doubles = [
            Problem(
                where=f"content/posts/{name}",
                what=f"has the id of content/posts/{first}, so it is not published: {id_}",
                hint="remove one of the two, or the id line of this one",
            )
            for id_, name, first in posts.doubles()
        ]
        displaced = [
            Problem(
                where=f"content/posts/{name}",
                what=f"its page /{path} is another post's, so it got a longer one",
                hint="give it a slug of its own",
            )
            for name, path in posts.displaced()
        ]
        return doubles + displaced

    def _has_another_map(self) -> bool:
        """Return whether somebody put a map of redirects of his own into output/: it stays."""
        output = self._mill.output
        known = self._catalogue.artifacts.digest(REDIRECT_MAP) is not None
        if known or output.status(REDIRECT_MAP) is None:
            return False
        return not output.read(REDIRECT_MAP)[0].startswith(MARK.encode())

    def _remove_orphans(self) -> int:
        """Remove what an earlier catalogue published and nothing makes any longer.

        Only files that bear our mark: what a person put into output/ stays.
        """
        output, removed = self._mill.output, 0
        for name, _ in list(output.files()):
            unwanted = name.startswith(WITH_INDEX) and not self._mill.site.search
            if not unwanted and not name.endswith((".html", ".xml", ".json", REDIRECT_MAP)):
                continue
            if self._catalogue.artifacts.digest(name) is None:
                content, _ = output.read(name)
                if unwanted or any(mark in content for mark in _OURS):
                    output.remove(name)
                    removed += 1
        return removed

    def _count_dumps(self) -> None:
        self._progress("reading dumps", self.intake.dumps, self.intake.expected)


def _maker(mill: Mill) -> str:
    """Return what all pages depend on beside the posts: settings, theme and our own version."""
    told = (feeds.__version__, mill.site, mill.rules, built_in())
    return sha256(repr(told).encode()).hexdigest()


def _refuse_vanished(mill: Mill) -> None:
    """Stop if content/ is gone where there was one: a lost mount is no removal of all posts."""
    for folder in (mill.dumps, mill.posts):
        if not folder.root.is_dir():
            raise ContentError(
                str(folder.root),
                "is not there",
                "is its disk mounted? make the folder if it is new",
            )
    if mill.ledger.is_lost():  # the folders of an empty mount point are there, and empty
        raise ContentError(
            "content/ledger.jsonl",
            "is not there any longer",
            "is its disk mounted? restore it; or delete .feedmill/ to begin anew",
        )
