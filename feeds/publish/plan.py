"""What a change of a post makes stale, and what must happen to output/ for it.

A page of a post depends on that post alone, so a change reaches only the pages
that name it: its own, its category's, its month's, and the site's few.  Nothing
here reads or writes; a plan is a value.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from itertools import accumulate

from feeds.model import Artifact, Entry, Job, Placement, Plan

SHELF = 100  # entries in one part of a month: a full part never changes again
_AROUND = 1200  # bytes of an entry in a feed besides its text
SITEMAP_PART = 500  # posts in one part of a month's sitemap: 50,000 are allowed

POST, MONTH, YEAR, CATEGORY, FEED = "post", "month", "year", "category", "feed"
SITE_FEED, FRONT, FEEDS, OPML = "site-feed", "front", "feeds", "opml"
SITEMAP, SITEMAPS, THEME = "sitemap", "sitemaps", "theme"
SUBSCRIBE, TOPICS = "subscribe", "topics"
REDIRECT, REDIRECTS = "redirect", "redirects"
SITEMAP_PAGES, SITEMAP_SHELVES = "sitemap-pages", "sitemap-shelves"
SEARCH, SEARCH_INDEX = "search", "search-index"

_FIRST = frozenset((POST, REDIRECT, FEED, SITE_FEED))  # what readers ask for, and its targets

# Jobs are done in this order and undone in the opposite one.
KINDS = (
    *(THEME, SEARCH, SEARCH_INDEX, POST, REDIRECT, MONTH, YEAR, SUBSCRIBE, CATEGORY, FEED),
    *(TOPICS, FEEDS, SITE_FEED, OPML, SITEMAP, SITEMAP_SHELVES, SITEMAP_PAGES, FRONT, SITEMAPS),
    REDIRECTS,
)
_MONTHLY = KINDS.index(POST)  # the turn of all that shows one month
_NAMED = len("2026/03/")


def jobs_naming(place: Placement) -> set[Job]:
    """Return every job whose files show the post that stands at `place`, but its shelves."""
    jobs = {Job(kind=POST, folder=place.path), *site_jobs()}
    for term in (place.term, *place.topics):
        jobs |= {Job(kind=kind, folder=f"{term}/") for kind in (CATEGORY, FEED)}
    return jobs


def jobs_of_notice(place: Placement) -> set[Job]:
    """Return every job whose files show that the post at `place` is withdrawn: no list does."""
    return {
        Job(kind=POST, folder=place.path),
        *(Job(kind=FEED, folder=f"{term}/") for term in (place.term, *place.topics)),
        Job(kind=SITE_FEED),
    }


def site_jobs() -> set[Job]:
    """Return the jobs that there is one of, and that name the newest posts."""
    return {Job(kind=kind) for kind in (SITE_FEED, FRONT, SITEMAPS)}


def directory_jobs() -> set[Job]:
    """Return the jobs that there is one of, and that name all categories and nothing else."""
    return {Job(kind=kind) for kind in (FEEDS, OPML, SITEMAP_PAGES)}


def parts(count: int, size: int | None = None) -> int:
    """Return how many parts of `size` hold `count` posts; the parts are shelves if it is left."""
    return -(-count // (size or SHELF))


def stale_shelves(folder: str, first: int, last: int, before: int, after: int) -> set[Job]:
    """Return the shelves of a month to be filled anew.

    `first` and `last` are places, counted from the oldest post, between which all
    that was put in or taken out stood; `before` and `after` are the month's counts.
    The shelf before is among them when the number of shelves changed, because it
    links to the next one.
    """
    start, end = _stale(first, last, before, after, SHELF)
    if parts(before) != parts(after):
        start = max(1, start - 1)
    return {Job(kind=MONTH, folder=folder, part=part) for part in range(start, end + 1)}


def stale_sitemaps(month: str, first: int, last: int, before: int, after: int) -> set[Job]:
    """Return the parts of a month's sitemap to be filled anew, by the same rule."""
    start, end = _stale(first, last, before, after, SITEMAP_PART)
    return {Job(kind=SITEMAP, folder=month, part=part) for part in range(start, end + 1)}


def _stale(first: int, last: int, before: int, after: int, size: int) -> tuple[int, int]:
    """Return the first and the last stale part: nothing moves behind a change that evens out."""
    if before != after:
        last = max(before, after) - 1
    return first // size + 1, last // size + 1


def window(entries: Sequence[Entry], least: int, days: int, room: int) -> tuple[int, int]:
    """Return how many of the entries, newest first, a feed holds, and how many it should.

    It should hold the newest `least` and all recent ones, and it holds as many of them
    as fit into `room` bytes, but one at least.
    """
    wanted = min(max(least, recent(entries, days)), len(entries))
    sizes = accumulate(_bulk(entry) for entry in entries[:wanted])
    return max(min(1, wanted), sum(size <= room for size in sizes)), wanted


def recent(entries: Sequence[Entry], days: int) -> int:
    """Return how many of the entries, newest first, are of the `days` before the newest one.

    By its date, not the clock's: a feed stands still while nothing happens.
    """
    if not entries or not days:
        return 0
    since = entries[0].published - timedelta(days=days)
    return sum(entry.published >= since for entry in entries)


@lru_cache(maxsize=512)
def _bulk(entry: Entry) -> int:
    """Return about how many bytes an entry takes in RSS, where its marks are escaped."""
    text = entry.content
    marks = 3 * (text.count("<") + text.count(">")) + 4 * text.count("&")
    return len(text.encode()) + marks + len(entry.summary.encode()) + _AROUND


def in_order(jobs: Iterable[Job]) -> list[Job]:
    """Return the jobs in the order of doing them.

    Pages and shelves go month by month, for they show the same entries.
    """
    return sorted(jobs, key=_turn)


def _turn(job: Job) -> tuple[int, str, int, str, int]:
    month, turn = month_of(job), KINDS.index(job.kind)
    return (_MONTHLY if month else turn, month, turn, job.folder, job.part)


def month_of(job: Job) -> str:
    """Return the month whose entries a job shows and no others, "" if there is none.

    >>> month_of(Job(kind=POST, folder="2026/03/mill-fire/"))
    '2026/03/'
    """
    if job.kind == POST:
        return job.folder[:_NAMED]
    return job.folder[-_NAMED:] if job.kind == MONTH else ""


def waves(jobs: Iterable[Job], is_new: Callable[[Job], bool]) -> tuple[list[Job], list[Job]]:
    """Return the jobs that feeds need and the feeds, and then the others, each in their order.

    A reader waits for the feeds and for no list.  What feeds and posts link to is
    there once every file is that did not exist: so jobs go first of which nothing
    stands yet, and those left make only files anew that links find as they are.
    """
    first: list[Job] = []
    later: list[Job] = []
    for job in jobs:
        (first if job.kind in _FIRST or is_new(job) else later).append(job)
    return first, later


def in_turn(lists: Sequence[Job], put_off: Sequence[Job]) -> list[Job]:
    """Return the lists with those first that were put off, the longest ago before the others."""
    turns = {job: turn for turn, job in enumerate(put_off)}
    return sorted(lists, key=lambda job: turns.get(job, len(turns)))


def plan(
    wanted: Iterable[Artifact], published: Mapping[str, str], retired: Iterable[str] = ()
) -> Plan:
    """Return the steps from what is `published` (digests by path) to what is `wanted`.

    Equal bytes are in no step.  New files come before changed ones, so that a
    link is never live before its target; `retired` paths go last.
    """
    stale = [a for a in wanted if published.get(a.path) != a.digest]
    return Plan(
        additions=tuple(a for a in stale if a.path not in published),
        replacements=tuple(
            sorted((a for a in stale if a.path in published), key=lambda a: (a.tier, a.path))
        ),
        removals=tuple(retired),
    )
