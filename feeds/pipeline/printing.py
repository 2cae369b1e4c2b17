"""Orders into artifacts: what a worker does with a batch of pages and feeds.

An order has all that its files show, looked up before; so they are the same whoever
makes them.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from feeds.model import Artifact, Category, Entry, Feed, Month, Problem, Shelf, Site
from feeds.render import feed as feeds
from feeds.render import page as pages
from feeds.render.article import post_page
from feeds.store.post_table import KEPT
from feeds.workers import met_before

Printed = tuple[Sequence[Artifact], Sequence[Problem]]

# An entry stands in the feeds of the site, of its category and of two months, and in
# most of them again after the next change.
_item = lru_cache(maxsize=3 * KEPT)(feeds.item)


class Order(NamedTuple):
    """One job with what it shows."""

    work: Callable[..., Printed]
    said: tuple[Any, ...]
    weight: int = 1  # in posts


def printed(site: Site, sheaves: list[list[Order]]) -> list[list[Printed]]:
    """Return for each order its files, and the entries that no feed could hold."""
    site = met_before(site)
    return [[order.work(site, *order.said) for order in sheaf] for sheaf in sheaves]


def ready(_: Site, artifacts: Sequence[Artifact]) -> Printed:
    """Return files that were made where they were ordered: they are few, or cost nothing."""
    return artifacts, ()


def post(site: Site, entry: Entry) -> Printed:
    """Return the page of an article, or of the notice that it is withdrawn."""
    if entry.withdrawn:
        return [pages.notice_page(entry, site), pages.notice_mark(entry)], ()
    return [post_page(entry, site)], ()


def shelf(
    site: Site,
    category: Category | None,
    month: Month,
    shelf: Shelf,
    entries: Sequence[Entry],
    older: Shelf | None,
    newer: Shelf | None,
) -> Printed:
    """Return one document of the archive, as a page and as feeds."""
    page = pages.month_page(site, category, month, shelf, entries, older, newer)
    feed = feeds.shelf_feed(site, category, shelf, entries, older=older, newer=newer)
    artifacts, problems = documents(site, feed)
    return [page, *artifacts], problems


def documents(site: Site, feed: Feed) -> Printed:
    """Return a feed in all formats of the site."""
    return feeds.documents(feed, site, _item)
