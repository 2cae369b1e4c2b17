"""OPML, sitemaps, robots.txt: the lists that other programs read."""

import doctest
import importlib
import pkgutil
from typing import Any

from lxml import etree

import feeds.render
from feeds.model import Site
from feeds.render.opml import opml
from tests.render.gazette import SITE, tree

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def root_of(path: str) -> Any:
    return etree.fromstring(tree()[path])


def test_opml_holds_each_entry_in_one_feed_and_each_feed_in_one_format() -> None:
    """newsboat shows an entry once across all its feeds: an overlap loses entries."""
    root = root_of("feeds.opml")
    outlines = [dict(each.attrib) for each in root.iter("outline")]

    assert root.findtext("head/title") == SITE.title
    assert [each["xmlUrl"] for each in outlines] == [
        "https://fenn.example/news/mills/rss.xml",
        "https://fenn.example/news/world/rss.xml",
    ]
    assert {each["type"] for each in outlines} == {"rss"}
    assert outlines[0]["text"] == "The Fenn Gazette: Mills & Water"
    assert outlines[0]["htmlUrl"] == "https://fenn.example/news/mills/"


def test_opml_of_a_site_without_posts_has_the_sites_own_feed() -> None:
    site = Site(title="T", url="https://t.example/", authority="t.example,2026", formats=("atom",))
    (outline,) = etree.fromstring(opml(site, []).content).iter("outline")

    assert outline.get("xmlUrl") == "https://t.example/atom.xml"


def test_the_sitemap_lists_every_part_and_the_parts_every_post_and_category() -> None:
    parts = [loc.text for loc in root_of("sitemap.xml").iter(f"{SITEMAP}loc")]
    months = ("2026-02-archive", "2026-02", "2026-03-archive", "2026-03")
    assert parts == [SITE.url + f"sitemaps/{name}.xml" for name in ("pages", *months)]

    listed = [
        loc.text.removeprefix(SITE.url)
        for part in parts
        for loc in root_of(part.removeprefix(SITE.url)).iter(f"{SITEMAP}loc")
    ]
    assert listed == [
        "",
        "feeds/",
        "mills/",
        "world/",
        "mills/feeds/",
        "world/feeds/",
        "2026/02/",
        "2026/02/japanese/",
        "2026/02/arabic/",
        "2026/03/",
        "2026/03/wheel/",
        "2026/03/hostile/",
    ]


def test_robots_may_read_everything_and_find_the_sitemap() -> None:
    assert tree()["robots.txt"].decode().splitlines() == [
        "User-agent: *",
        "Disallow:",
        "",
        "Sitemap: https://fenn.example/news/sitemap.xml",
    ]


def test_the_examples_in_the_rooms_docstrings_run() -> None:
    names = [module.name for module in pkgutil.iter_modules(feeds.render.__path__)]
    results = [doctest.testmod(importlib.import_module(f"feeds.render.{name}")) for name in names]

    assert sum(result.attempted for result in results) > 10
    assert sum(result.failed for result in results) == 0
