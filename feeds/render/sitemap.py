"""What search engines are told: sitemaps (sitemaps.org, protocol 0.9) and robots.txt.

A part for each calendar month, so that one new post changes one part and the
index; and one part for the pages that are not of a month.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from xml.etree import ElementTree

from feeds.model import Artifact, Entry, Month, Section, Site, Tier
from feeds.render import address
from feeds.render.dates import rfc3339

PAGES = "sitemaps/pages.xml"

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

Page = tuple[str, datetime | None]  # path below the site's url, when it last changed


def sitemap_part(site: Site, month: Month, pages: Iterable[Entry | Page]) -> Artifact:
    """Return the part of one month: its posts, and any page of that month.

    A part may hold 50,000 pages and no more.
    """
    listed = sorted(_page(page) for page in pages)
    path = f"sitemaps/{month.year:04}-{month.month:02}.xml"
    return Artifact(path=path, content=_urlset(site, listed), tier=Tier.INDEX)


def sitemap_pages(site: Site, sections: Sequence[Section]) -> Artifact:
    """Return the part of the front page, the feed list and the categories' pages."""
    newest = max((section.updated for section in sections), default=None)
    listed: list[Page] = [("", newest), (address.FEED_LIST.removesuffix(address.FRONT), None)]
    listed += sorted((address.folder_of(each.category), each.updated) for each in sections)
    return Artifact(path=PAGES, content=_urlset(site, listed), tier=Tier.INDEX)


def sitemap_index(site: Site, months: Iterable[tuple[Month, datetime | None]]) -> Artifact:
    """Return the index over `sitemap_pages` and a part for each month with its last change."""
    index = ElementTree.Element("sitemapindex", xmlns=_NAMESPACE)
    _located(index, "sitemap", site.url + PAGES, None)
    for month, changed in sorted(months, key=lambda each: (each[0].year, each[0].month)):
        part = f"sitemaps/{month.year:04}-{month.month:02}.xml"
        _located(index, "sitemap", site.url + part, changed)
    return Artifact(path=address.SITEMAP, content=_document(index), tier=Tier.INDEX)


def robots(site: Site) -> Artifact:
    """Return robots.txt: everything may be read, and here is the list."""
    lines = ["User-agent: *", "Disallow:", "", f"Sitemap: {site.url}{address.SITEMAP}", ""]
    return Artifact(path="robots.txt", content="\n".join(lines).encode(), tier=Tier.INDEX)


def _page(page: Entry | Page) -> Page:
    return (page.path, page.updated) if isinstance(page, Entry) else page


def _urlset(site: Site, pages: Iterable[Page]) -> bytes:
    urlset = ElementTree.Element("urlset", xmlns=_NAMESPACE)
    for path, changed in pages:
        _located(urlset, "url", site.url + path, changed)
    return _document(urlset)


def _located(parent: ElementTree.Element, name: str, url: str, changed: datetime | None) -> None:
    element = ElementTree.SubElement(parent, name)
    ElementTree.SubElement(element, "loc").text = url
    if changed:
        ElementTree.SubElement(element, "lastmod").text = rfc3339(changed)


def _document(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root, space=" ")
    text: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text + b"\n"
