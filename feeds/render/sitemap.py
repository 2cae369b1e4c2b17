"""What search engines are told: sitemaps (sitemaps.org, protocol 0.9) and robots.txt.

A calendar month has parts of its posts, filled from the oldest, and one of its
archive pages, so that one new post changes one part and the index; the pages that
are not of a month have a part of their own.  A part may hold 50,000 pages.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape  # xml.sax.saxutils loads a client for HTTP

from feeds.model import Artifact, Category, Site, Tier
from feeds.render import address
from feeds.render.dates import rfc3339

PAGES = "sitemaps/pages.xml"

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Page = tuple[str, datetime | None]  # path below the site's url, when it last changed


def sitemap_part(site: Site, month: str, part: int, posts: Iterable[Page]) -> Artifact:
    """Return one part of the posts of a month ("2026/03/")."""
    return _artifact(part_path(month, part), "urlset", "url", site, posts)


def sitemap_shelves(site: Site, month: str, paths: Iterable[str]) -> Artifact:
    """Return the part of the archive pages of a month."""
    pages = sorted((path, None) for path in paths)
    return _artifact(shelves_path(month), "urlset", "url", site, pages)


def sitemap_pages(site: Site, categories: Sequence[Category]) -> Artifact:
    """Return the part of the front page, the feed lists and the categories' pages.

    Without dates: they change with every post, and engines know such pages.
    """
    paths = ["", address.FEED_LIST.removesuffix(address.FRONT)]
    paths += sorted(address.folder_of(category) for category in categories)
    paths += sorted(
        address.subscribe_path(category).removesuffix(address.FRONT) for category in categories
    )
    return _artifact(PAGES, "urlset", "url", site, ((path, None) for path in paths))


def sitemap_index(site: Site, months: Iterable[tuple[str, int, datetime]]) -> Artifact:
    """Return the index: for each month how many parts it has, and its newest post's last change.

    That is the date of its last part; earlier ones are full and state none.
    """
    listed: list[Page] = [(PAGES, None)]
    for month, parts, changed in sorted(months):
        listed.append((shelves_path(month), None))
        listed += [(part_path(month, part), None) for part in range(1, parts)]
        listed.append((part_path(month, parts), changed))
    return _artifact(address.SITEMAP, "sitemapindex", "sitemap", site, listed)


def part_path(month: str, part: int) -> str:
    """Return the path of a part of a month's posts.

    >>> part_path("2026/03/", 1), part_path("2026/03/", 2)
    ('sitemaps/2026-03.xml', 'sitemaps/2026-03-2.xml')
    """
    return f"sitemaps/{_stem(month)}{f'-{part}' if part > 1 else ''}.xml"


def shelves_path(month: str) -> str:
    """Return the path of the part of a month's archive pages."""
    return f"sitemaps/{_stem(month)}-archive.xml"


def _stem(month: str) -> str:
    return month.rstrip("/").replace("/", "-")


def robots(site: Site) -> Artifact:
    """Return robots.txt: everything may be read, and here is the list."""
    lines = ["User-agent: *", "Disallow:", "", f"Sitemap: {site.url}{address.SITEMAP}", ""]
    return Artifact(path="robots.txt", content="\n".join(lines).encode(), tier=Tier.INDEX)


def _artifact(path: str, root: str, name: str, site: Site, pages: Iterable[Page]) -> Artifact:
    """The document as text, for an element tree of 500 pages takes twenty times as long."""
    lines = [f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">']
    for page, changed in pages:
        date = f"<lastmod>{rfc3339(changed)}</lastmod>" if changed else ""
        lines.append(f" <{name}><loc>{escape(site.url + page, quote=False)}</loc>{date}</{name}>")
    content = "\n".join([*lines, f"</{root}>", ""]).encode()
    return Artifact(path=path, content=content, tier=Tier.INDEX)
