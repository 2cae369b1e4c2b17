"""From the catalogue to artifacts: looks up what a job shows and has it rendered."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, groupby

from msgspec.structs import replace

from feeds.model import (
    Artifact,
    Category,
    Entry,
    Job,
    Month,
    Problem,
    Section,
    Shelf,
    Shortened,
    Site,
    Year,
)
from feeds.pipeline.changes import folder, shelves, sitemaps, years, years_beside
from feeds.pipeline.printing import Order, documents, post, printed, ready, shelf
from feeds.publish import plan
from feeds.publish.plan import parts
from feeds.render import feed as feeds
from feeds.render import page as pages
from feeds.render.address import page_path
from feeds.render.channel import channel
from feeds.render.opml import opml
from feeds.render.redirect import redirect_map
from feeds.render.sitemap import sitemap_index, sitemap_pages, sitemap_part, sitemap_shelves
from feeds.store.address_table import AddressTable
from feeds.store.list_table import SITE, withdrawn_from
from feeds.store.post_table import PostTable, seconds
from feeds.workers import ALONE, BATCH, MANY, Workers

MOST_ITEMS = 500  # entries of a feed, however busy its last days were
SHEAF = 800  # entries that are shown at a time, each by its page and by two lists
FRONT_SECTIONS, FRONT_ENTRIES = 12, 5  # categories on the front page, and entries of each


class Press:
    """Makes the artifacts of a job; `problems` are the entries that no feed could hold."""

    def __init__(
        self, site: Site, posts: PostTable, addresses: AddressTable, workers: Workers = ALONE
    ) -> None:
        self._site, self._posts, self._lists = site, posts, posts.lists
        self._addresses, self._workers = addresses, workers
        self.problems: set[Problem] = set()
        self.shortened: set[Shortened] = set()
        self._looked_up: dict[str, Callable[[Job], Order | Sequence[Artifact]]] = {
            plan.THEME: self._theme,
            plan.SEARCH: lambda _: pages.search_page(site) if site.search else (),
            plan.SEARCH_INDEX: lambda _: (),  # made on its own if at all: see searching.py
            plan.POST: self._post,
            plan.REDIRECT: self._redirect,
            plan.REDIRECTS: self._redirects,
            plan.MONTH: self._month,
            plan.YEAR: self._year,
            plan.CATEGORY: self._category,
            plan.SUBSCRIBE: self._subscribe,
            plan.TOPICS: self._topics,
            plan.FEED: self._feed,
            plan.SITE_FEED: self._feed,
            plan.FRONT: self._front,
            plan.FEEDS: lambda _: [pages.feeds_page(site, self._categories())],
            plan.OPML: lambda _: [opml(site, self._categories())],
            plan.SITEMAP: self._sitemap,
            plan.SITEMAP_SHELVES: self._sitemap_shelves,
            plan.SITEMAP_PAGES: lambda _: [sitemap_pages(site, self._categories())],
            plan.SITEMAPS: self._sitemaps,
        }

    def make(self, job: Job) -> Sequence[Artifact]:
        """Return the files of a job as they should be now; none if there is nothing to show."""
        return next(iter(self.make_all([job])))[1]

    def make_all(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Sequence[Artifact]]]:
        """Yield each job and its files, in order; workers make them if there are many jobs.

        What a job shows is looked up shortly before it is its turn.  What shows the same
        entries goes to one worker, with each of them once.
        """
        many = len(jobs) >= MANY
        sheaves = self._sheaves(jobs)
        made = self._workers.map(printed, self._site, sheaves, many=many, weight=_weight)
        for job, (artifacts, problems) in zip(jobs, chain.from_iterable(made), strict=True):
            self.problems |= set(problems)
            yield job, artifacts

    def _sheaves(self, jobs: Sequence[Job]) -> Iterator[list[Order]]:
        """Yield the orders of jobs, those that show one month together, as many as are worth it."""
        for month, alike in groupby(jobs, plan.month_of):
            sheaf, load = [], 0
            for order in map(self._order, alike):
                sheaf.append(order)
                load += order.weight
                if not month or load >= SHEAF:
                    yield sheaf
                    sheaf, load = [], 0
            if sheaf:
                yield sheaf

    def _order(self, job: Job) -> Order:
        found = self._looked_up[job.kind](job)
        return found if isinstance(found, Order) else Order(ready, (found,))

    def all_jobs(self) -> Iterator[Job]:
        """Yield every job there is for the posts that are live."""
        yield Job(kind=plan.THEME)
        yield Job(kind=plan.SEARCH)
        yield from plan.site_jobs()
        yield from plan.directory_jobs()
        for path in self._posts.live():
            yield Job(kind=plan.POST, folder=path)
        for path in self._addresses.paths():
            yield Job(kind=plan.REDIRECT, folder=path)
        yield Job(kind=plan.REDIRECTS)
        yield from (Job(kind=plan.TOPICS, folder=f"{kind}/") for kind in self._site.topics)
        topics = [term for kind in self._site.topics for term in self._lists.topics(kind)]
        for term in (SITE, *self._lists.categories(), *topics):
            if term:
                yield Job(kind=plan.CATEGORY, folder=f"{term}/")
                yield Job(kind=plan.SUBSCRIBE, folder=f"{term}/")
                yield Job(kind=plan.FEED, folder=f"{term}/")
            yield from shelves(self._lists, term)
            yield from years(self._lists, term)
        yield from sitemaps(self._lists)

    # --------------------------------------------------------------- pages

    def _theme(self, _: Job) -> Sequence[Artifact]:
        return (*pages.theme_files(self._site), pages.not_found_page(self._site))

    def _post(self, job: Job) -> Order | Sequence[Artifact]:
        entry = self._posts.entry(job.folder, self._site.url)
        return Order(post, (entry,)) if entry else []

    def _redirect(self, job: Job) -> Sequence[Artifact]:
        target = self._addresses.target(job.folder)
        return [pages.redirect_page(self._site, job.folder, target)] if target else []

    def _redirects(self, _: Job) -> Sequence[Artifact]:
        redirects = list(self._addresses.redirects())
        return [redirect_map(redirects)] if redirects else []

    def _category(self, job: Job) -> Sequence[Artifact]:
        term = job.folder.rstrip("/")
        section = self._section(term, self._site.max_items)
        return [pages.category_page(self._site, section, self._years(term))] if section else []

    def _subscribe(self, job: Job) -> Sequence[Artifact]:
        category = self._lists.named(job.folder.rstrip("/"))
        return [pages.subscribe_page(self._site, category)] if category else []

    def _topics(self, job: Job) -> Sequence[Artifact]:
        kind = job.folder.rstrip("/")
        found = (self._lists.named(term) for term in self._lists.topics(kind))
        named = [topic for topic in found if topic]
        return [pages.topics_page(self._site, kind, named)] if kind in self._site.topics else []

    def _front(self, _: Job) -> Sequence[Artifact]:
        newest = self._posts.newest(SITE, self._site.max_items, self._site.url)
        recent = self._lists.latest_categories(FRONT_SECTIONS)
        shown = [found for term in recent if (found := self._section(term, FRONT_ENTRIES))]
        return [pages.front_page(self._site, newest, shown, self._years(SITE))]

    def _year(self, job: Job) -> Sequence[Artifact]:
        *rest, number, _ = job.folder.split("/")
        term, year = "/".join(rest), f"{number}/"
        shown = self._with_months(term, year)
        if not shown.months:
            return []
        category = self._lists.named(term) if term else None
        older, newer = (
            _year(term, each) if each else None for each in years_beside(self._lists, term, year)
        )
        return [pages.year_page(self._site, category, shown, older, newer)]

    def _sitemap(self, job: Job) -> Sequence[Artifact]:
        links = self._posts.links(job.folder, job.part, plan.SITEMAP_PART)
        return [sitemap_part(self._site, job.folder, job.part, links)] if links else []

    def _sitemap_shelves(self, job: Job) -> Sequence[Artifact]:
        month = job.folder
        listings = [
            page_path(Shelf(folder=folder(term, month), part=part)).removesuffix("index.html")
            for term in (SITE, *self._lists.categories_in(month))
            for part in range(1, parts(self._lists.month_count(term, month)) + 1)
        ]
        return [sitemap_shelves(self._site, month, listings)] if listings else []

    def _sitemaps(self, _: Job) -> Sequence[Artifact]:
        changes = self._posts.last_changes()
        months = [
            (month, parts(count, plan.SITEMAP_PART), changes[month])
            for month, count in self._lists.months(SITE)
        ]
        return [sitemap_index(self._site, months)]

    # --------------------------------------------------------------- feeds

    def _feed(self, job: Job) -> Order | Sequence[Artifact]:
        term = job.folder.rstrip("/")
        category = self._lists.named(term) or self._withdrawn(term) if term else None
        if term and not category:
            return []
        entries, beyond = self._window(term)
        notices = self._notices(term, entries if beyond else ())
        older = self._shelf_of(term, beyond) if beyond else None
        complete = older is None
        shown = (*entries, *notices)
        feed = (
            feeds.category_feed(self._site, category, shown, complete=complete, older=older)
            if category
            else feeds.site_feed(self._site, shown, complete=complete, older=older)
        )
        if term and not entries:
            feed = replace(feed, link=self._site.url)  # the category's page is gone
        return Order(documents, (feed,), len(feed.entries))

    def _notices(self, term: str, window: Sequence[Entry]) -> list[Entry]:
        """Return what was withdrawn since the oldest entry that a feed shows, all if none is left.

        By the time of the withdrawal: who has an old article is told of it as well.
        """
        most = channel(self._site, term).max_items or self._site.max_items
        found = self._posts.newest(withdrawn_from(term), most, self._site.url)
        return [each for each in found if not window or each.updated >= window[-1].published]

    def _withdrawn(self, term: str) -> Category | None:
        """Return a category whose posts are all withdrawn: its subscribers are told."""
        found = self._lists.named(withdrawn_from(term))
        return Category(term=term, label=found.label) if found else None

    def _window(self, term: str) -> tuple[Sequence[Entry], Entry | None]:
        """Return the entries of a feed, and the newest that it leaves to the archive."""
        site = self._site
        least = channel(site, term).max_items or site.max_items
        most = least
        found = self._posts.newest(term, most + 1, site.url)
        if plan.recent(found, site.days) > least:
            most = max(least, MOST_ITEMS)
            found = self._posts.newest(term, most + 1, site.url)
        held, wanted = plan.window(found[:most], least, site.days, site.room)
        if held < min(least, wanted):
            self.shortened.add(Shortened(folder=folder(term, ""), held=held, wanted=least))
        return found[:held], found[held] if len(found) > held else None

    def _month(self, job: Job) -> Order | Sequence[Artifact]:
        *rest, year, number, _ = job.folder.split("/")
        term, month = "/".join(rest), f"{year}/{number}/"
        entries = self._posts.shelf(term, month, job.part, plan.SHELF, self._site.url)
        category = self._lists.named(term) if term else None
        if not entries:
            return []
        place = Shelf(folder=job.folder, part=job.part)
        count = self._lists.month_count(term, month)
        older, newer = self._beside(term, month, job.part, parts(count))
        shown = (category, _month(term, month, count), place, entries, older, newer)
        return Order(shelf, shown, len(entries))

    def _shelf_of(self, term: str, entry: Entry) -> Shelf:
        """Return the shelf that holds an entry: the first that the feed's window leaves out."""
        month = entry.path[: len("2026/03/")]
        at = self._lists.place_in_month(term, month, seconds(entry.published), entry.id)
        return Shelf(folder=folder(term, month), part=at // plan.SHELF + 1)

    def _beside(
        self, term: str, month: str, part: int, last: int
    ) -> tuple[Shelf | None, Shelf | None]:
        """Return the shelves before and after one: in its month, or in the next that has any."""
        older = (
            Shelf(folder=folder(term, month), part=part - 1)
            if part > 1
            else self._edge(term, month, newer=False)
        )
        newer = (
            Shelf(folder=folder(term, month), part=part + 1)
            if part < last
            else self._edge(term, month, newer=True)
        )
        return older, newer

    def _edge(self, term: str, month: str, *, newer: bool) -> Shelf | None:
        other = self._lists.neighbour(term, month, newer=newer)
        if not other:
            return None
        part = 1 if newer else parts(self._lists.month_count(term, other))
        return Shelf(folder=folder(term, other), part=part)

    # ------------------------------------------------------------- lookups

    def _categories(self) -> list[Category]:
        found = (self._lists.named(term) for term in self._lists.categories())
        return [category for category in found if category]

    def _section(self, term: str, entries: int) -> Section | None:
        category = self._lists.named(term)
        newest = self._posts.newest(term, entries, self._site.url)
        if not category or not newest:
            return None
        count = self._lists.count(term)
        return Section(category=category, count=count, updated=newest[0].updated, entries=newest)

    def _years(self, term: str) -> list[Year]:
        """Return the years of a list, newest first; the newest with its months."""
        newest, *others = self._lists.years(term) or [""]
        if not newest:
            return []
        return [self._with_months(term, newest), *(_year(term, year) for year in others)]

    def _with_months(self, term: str, year: str) -> Year:
        months = [_month(term, *found) for found in self._lists.months(term, year)]
        return _year(term, year, *months)


def _weight(sheaf: list[Order]) -> int:
    """What a sheaf weighs when it is handed out: a full one as much as a batch does."""
    return -(-sum(order.weight for order in sheaf) * BATCH // SHEAF)


def _year(term: str, year: str, *months: Month) -> Year:
    return Year(folder=folder(term, year), year=int(year.rstrip("/")), months=months)


def _month(term: str, month: str, count: int) -> Month:
    year, number, _ = month.split("/")
    return Month(
        folder=folder(term, month),
        year=int(year),
        month=int(number),
        count=count,
        parts=parts(count),
    )
