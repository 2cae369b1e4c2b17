"""What a run has touched so far, as the jobs that follow from it."""

from collections.abc import Iterator

from feeds.model import Category, Job
from feeds.publish.plan import (
    MONTH,
    SITEMAP,
    SITEMAP_PART,
    SITEMAP_SHELVES,
    SUBSCRIBE,
    TOPICS,
    YEAR,
    directory_jobs,
    jobs_naming,
    jobs_of_notice,
    parts,
    stale_shelves,
    stale_sitemaps,
)
from feeds.store.list_table import SITE, ListTable
from feeds.store.post_table import Card, seconds

_Key = tuple[int, str]  # seconds and id: where a post stands in its month


class Changes:
    """A growing set of jobs; shelves are known only when all changes are.

    Of each month it keeps the oldest and the newest post that was put in or taken out:
    what stands before the one is as it was, and so is what stands behind the other if
    as many came as went.
    """

    def __init__(self, lists: ListTable) -> None:
        self._lists = lists
        self._jobs: set[Job] = set()
        self._oldest: dict[tuple[str, str], _Key] = {}
        self._newest: dict[tuple[str, str], _Key] = {}
        self._before: dict[tuple[str, str], int] = {}
        self._had: dict[tuple[str, str], bool] = {}  # whether a year had posts
        self._labels: dict[str, Category | None] = {}

    def expect(self, card: Card) -> None:
        """Note the state of the months and the category that a card is about to leave or enter."""
        own = (card.post.category.term, *card.topics)
        for term in own:
            if term not in self._labels:
                self._labels[term] = self._lists.named(term)
        for term in (SITE, *own):
            key = (term, card.month)
            if key not in self._before:
                self._before[key] = self._lists.month_count(*key)
            year = year_of(card.month)
            if (term, year) not in self._had:
                self._had[term, year] = bool(self._lists.months(term, year))

    def touch(self, card: Card) -> None:
        """Note that a live card changes here: call it before it goes, and after it comes."""
        place = card.placement()
        if place is None:
            return
        if card.post.withdrawn is not None:
            self._jobs |= jobs_of_notice(place)
            return
        self._jobs |= jobs_naming(place)
        post = (seconds(card.post.published), card.post.id)
        for term in (SITE, place.term, *place.topics):
            key = (term, place.month)
            if _older(post, self._oldest.setdefault(key, post)):
                self._oldest[key] = post
            if _older(self._newest.setdefault(key, post), post):
                self._newest[key] = post

    def jobs(self) -> set[Job]:
        """Return every job to do, the shelves of changed months among them."""
        stale: set[Job] = set()
        for (term, month), oldest in self._oldest.items():
            before, after = self._before[term, month], self._lists.month_count(term, month)
            first = self._lists.place_in_month(term, month, *oldest)
            last = self._lists.place_in_month(term, month, *self._newest[term, month])
            stale |= stale_shelves(folder(term, month), first, last, before, after)
            if before != after:
                stale |= self._years(term, year_of(month))
            if term == SITE:
                stale |= stale_sitemaps(month, first, last, before, after)
            if parts(before) != parts(after):
                stale |= self._neighbours(term, month)
                stale.add(Job(kind=SITEMAP_SHELVES, folder=month))
        return self._jobs | stale | self._renamed()

    def _renamed(self) -> set[Job]:
        """Return what names a category that came, went or has another label.

        The label is in the title of each of its shelves and of its years.
        """
        changed = [term for term, label in self._labels.items() if label != self._lists.named(term)]
        named = {job for term in changed for job in shelves(self._lists, term)}
        named |= {job for term in changed for job in years(self._lists, term)}
        named |= {Job(kind=SUBSCRIBE, folder=f"{term}/") for term in changed}
        for kind in {kind for kind, slash, _ in (term.partition("/") for term in changed) if slash}:
            named.add(Job(kind=TOPICS, folder=f"{kind}/"))
        return named | directory_jobs() if any("/" not in term for term in changed) else named

    def _years(self, term: str, year: str) -> set[Job]:
        """Return a year's page, and if it came or went those on both sides that link to it."""
        years = {year}
        if self._had[term, year] != bool(self._lists.months(term, year)):
            older, newer = years_beside(self._lists, term, year)
            years |= {older, newer} - {""}
        return {Job(kind=YEAR, folder=folder(term, each)) for each in years}

    def _neighbours(self, term: str, month: str) -> set[Job]:
        """Return the shelves on both sides of a month: they link to its first and its last."""
        found = set()
        for newer in (False, True):
            other = self._lists.neighbour(term, month, newer=newer)
            count = self._lists.month_count(term, other) if other else 0
            if count:
                part = 1 if newer else parts(count)
                found.add(Job(kind=MONTH, folder=folder(term, other), part=part))
        return found


def shelves(lists: ListTable, term: str) -> Iterator[Job]:
    """Yield the job of every shelf of a category or of the site."""
    for month, count in lists.months(term):
        for part in range(1, parts(count) + 1):
            yield Job(kind=MONTH, folder=folder(term, month), part=part)


def years(lists: ListTable, term: str) -> Iterator[Job]:
    """Yield the job of every year of a list."""
    for year in lists.years(term):
        yield Job(kind=YEAR, folder=folder(term, year))


def years_beside(lists: ListTable, term: str, year: str) -> tuple[str, str]:
    """Return the years of a list before and after one that have posts, "" where there is none."""
    older = lists.neighbour(term, year, newer=False)
    newer = lists.neighbour(term, f"{year}:", newer=True)  # behind all months of the year
    return year_of(older), year_of(newer)


def year_of(month: str) -> str:
    """Return the folder of a month's year: "2026/" of "2026/03/"."""
    return month[: len("2026/")]


def sitemaps(lists: ListTable) -> Iterator[Job]:
    """Yield the jobs of the sitemap's parts of every month."""
    for month, count in lists.months(SITE):
        yield Job(kind=SITEMAP_SHELVES, folder=month)
        for part in range(1, parts(count, SITEMAP_PART) + 1):
            yield Job(kind=SITEMAP, folder=month, part=part)


def folder(term: str, month: str) -> str:
    """Return where the shelves of a month are: "2026/03/" or "energy/2026/03/"."""
    return f"{term}/{month}" if term else month


def _older(one: _Key, other: _Key) -> bool:
    return one[0] < other[0] or (one[0] == other[0] and one[1] > other[1])
