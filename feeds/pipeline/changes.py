"""What a run has touched so far, as the jobs that follow from it."""

from collections.abc import Iterator

from feeds.model import Category, Job
from feeds.publish.plan import MONTH, jobs_naming, parts, stale_shelves
from feeds.store.post_table import SITE, Card, PostTable


class Changes:
    """A growing set of jobs; shelves are known only when all changes are.

    Of each month it keeps the lowest place at which anything was put in or taken
    out: what stands before that is as it was, whatever came after.
    """

    def __init__(self, posts: PostTable) -> None:
        self._posts = posts
        self._jobs: set[Job] = set()
        self._first: dict[tuple[str, str], int] = {}
        self._before: dict[tuple[str, str], int] = {}
        self._labels: dict[str, Category | None] = {}

    def expect(self, card: Card) -> None:
        """Note the state of the months and the category that a card is about to leave or enter."""
        own = card.post.category.term
        if own not in self._labels:
            self._labels[own] = self._posts.category(own)
        for term in (SITE, card.post.category.term):
            key = (term, card.month)
            if key not in self._before:
                self._before[key] = self._posts.month_count(*key)

    def touch(self, card: Card) -> None:
        """Note that a live card changes here: call it before it goes, and after it comes."""
        place = card.placement()
        if place is None:
            return
        self._jobs |= jobs_naming(place)
        for term in (SITE, place.term):
            key = (term, place.month)
            # Counting is saved where everything is stale already: in a new month.
            known = self._first.get(key, None if self._before[key] else 0)
            if known != 0:
                at = self._posts.place_in_month(term, card.month, card.post.published, card.post.id)
                known = at if known is None else min(at, known)
            self._first[key] = known

    def jobs(self) -> set[Job]:
        """Return every job to do, the shelves of changed months among them."""
        stale: set[Job] = set()
        for (term, month), first in self._first.items():
            before, after = self._before[term, month], self._posts.month_count(term, month)
            stale |= stale_shelves(folder(term, month), first, before, after)
            if parts(before) != parts(after):
                stale |= self._neighbours(term, month)
        return self._jobs | stale | self._renamed()

    def _renamed(self) -> set[Job]:
        """Return all shelves of the categories whose label changed: it is in every title."""
        return {
            job
            for term, label in self._labels.items()
            if label != self._posts.category(term)
            for job in shelves(self._posts, term)
        }

    def _neighbours(self, term: str, month: str) -> set[Job]:
        """Return the shelves on both sides of a month: they link to its first and its last."""
        found = set()
        for newer in (False, True):
            other = self._posts.neighbour(term, month, newer=newer)
            count = self._posts.month_count(term, other) if other else 0
            if count:
                part = 1 if newer else parts(count)
                found.add(Job(kind=MONTH, folder=folder(term, other), part=part))
        return found


def shelves(posts: PostTable, term: str) -> Iterator[Job]:
    """Yield the job of every shelf of a category or of the site."""
    for month, count in posts.months(term):
        for part in range(1, parts(count) + 1):
            yield Job(kind=MONTH, folder=folder(term, month), part=part)


def folder(term: str, month: str) -> str:
    """Return where the shelves of a month are: "2026/03/" or "energy/2026/03/"."""
    return f"{term}/{month}" if term else month
