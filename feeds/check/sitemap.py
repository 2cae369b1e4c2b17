"""Sitemaps and their index (sitemaps.org 0.9)."""

from collections.abc import Iterator

from feeds.check.dates import is_w3c
from feeds.check.document import Document, Fault, Rule, line
from feeds.check.links import leads_somewhere, target

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PAGES, INDEX = f"{NAMESPACE}urlset", f"{NAMESPACE}sitemapindex"
MOST_URLS, MOST_BYTES = 50_000, 52_428_800


def listed(document: Document) -> Iterator[str]:
    """Yield the paths of the pages, or for an index the sitemaps, that this file names."""
    for place in document.tree.iter(f"{NAMESPACE}loc"):
        path = target(document.site, (place.text or "").strip())
        if path is not None:
            yield path


def locations_are_on_this_site(document: Document) -> Iterator[Fault]:
    for place in document.tree.iter(f"{NAMESPACE}loc"):
        url = (place.text or "").strip()
        if not url.startswith(document.site.url):
            yield Fault(line(place), f"not a URL of this site: {url!r}", "crawlers ignore it")
        else:
            yield from leads_somewhere(document, url, line(place))


def entries_have_a_location(document: Document) -> Iterator[Fault]:
    for entry in document.tree:
        if isinstance(entry.tag, str) and len(entry.findall(f"{NAMESPACE}loc")) != 1:
            yield Fault(line(entry), "an entry has not exactly one loc")


def a_location_is_listed_once(document: Document) -> Iterator[Fault]:
    seen: set[str] = set()
    for place in document.tree.iter(f"{NAMESPACE}loc"):
        url = (place.text or "").strip()
        if url in seen:
            yield Fault(line(place), f"listed twice: {url}")
        seen.add(url)


def dates_are_dates(document: Document) -> Iterator[Fault]:
    for date in document.tree.iter(f"{NAMESPACE}lastmod"):
        if not is_w3c((date.text or "").strip()):
            yield Fault(line(date), f"lastmod is no W3C date: {date.text!r}")


def keeps_the_limits(document: Document) -> Iterator[Fault]:
    if len(document.tree) > MOST_URLS or len(document.content) > MOST_BYTES:
        yield Fault(
            "", "more than 50,000 URLs or 50 MB", "split it, and list the parts in an index"
        )


RULES: tuple[Rule, ...] = (
    locations_are_on_this_site,
    entries_have_a_location,
    a_location_is_listed_once,
    dates_are_dates,
    keeps_the_limits,
)
