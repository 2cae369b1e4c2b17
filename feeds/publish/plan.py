"""What a change of a post makes stale, and what must happen to output/ for it.

A page of a post depends on that post alone, so a change reaches only the pages
that name it: its own, its category's, its month's, and the site's few.  Nothing
here reads or writes; a plan is a value.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from feeds.model import Artifact, Job, Placement, Plan

SHELF = 100  # entries in one part of a month: a full part never changes again

POST, MONTH, CATEGORY, FEED = "post", "month", "category", "feed"
SITE_FEED, FRONT, FEEDS, OPML = "site-feed", "front", "feeds", "opml"
SITEMAP, SITEMAPS, THEME = "sitemap", "sitemaps", "theme"

# Jobs are done in this order and undone in the opposite one.
KINDS = (
    *(THEME, POST, MONTH, CATEGORY, FEED, FEEDS),
    *(SITE_FEED, OPML, SITEMAP, FRONT, SITEMAPS),
)


def jobs_naming(place: Placement) -> set[Job]:
    """Return every job whose files show the post that stands at `place`, but its shelves."""
    folder = f"{place.term}/"
    return {
        Job(kind=POST, folder=place.path),
        Job(kind=CATEGORY, folder=folder),
        Job(kind=FEED, folder=folder),
        Job(kind=SITEMAP, folder=place.month),
        *site_jobs(),
    }


def site_jobs() -> set[Job]:
    """Return the jobs that there is one of, and that name the newest posts or all categories."""
    return {Job(kind=kind) for kind in (SITE_FEED, FRONT, FEEDS, OPML, SITEMAPS)}


def parts(count: int) -> int:
    """Return how many shelves a month with `count` posts fills."""
    return -(-count // SHELF)


def stale_shelves(folder: str, first: int, before: int, after: int) -> set[Job]:
    """Return the shelves of a month to be filled anew.

    `first` is the lowest place, counted from the oldest post, at which anything
    was put in or taken out; `before` and `after` are the month's counts.  The
    shelf before it is among them when the number of shelves changed, because it
    links to the next one.
    """
    start = first // SHELF + 1
    if parts(before) != parts(after):
        start = max(1, start - 1)
    last = max(parts(before), parts(after))
    return {Job(kind=MONTH, folder=folder, part=part) for part in range(start, last + 1)}


def in_order(jobs: Iterable[Job]) -> list[Job]:
    """Return the jobs in the order of doing them."""
    return sorted(jobs, key=lambda job: (KINDS.index(job.kind), job.folder, job.part))


def plan(
    wanted: Iterable[Artifact], published: Mapping[str, str], retired: Iterable[str] = ()
) -> Plan:
    """Return the steps from what is `published` (digests by path) to what is `wanted`.

    Equal bytes are in no step.  New files come before changed ones, so that a
    link is never live before its target; `retired` paths go last.
    """
    stale = [a for a in wanted if published.get(a.path) != sha256(a.content).hexdigest()]
    return Plan(
        additions=tuple(a for a in stale if a.path not in published),
        replacements=tuple(
            sorted((a for a in stale if a.path in published), key=lambda a: (a.tier, a.path))
        ),
        removals=tuple(retired),
    )
