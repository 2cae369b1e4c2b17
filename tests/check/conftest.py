"""A small site in which nothing is wrong, so that a test can break one thing at a time."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from feeds.check import check
from feeds.model import Problem, Site

URL = "https://mill.example/"
SITE = Site(title="The Daily Mill", url=URL, authority="mill.example,2026")

Files = dict[str, bytes]


class Story(NamedTuple):
    slug: str
    month: str
    rfc_822: str
    rfc_3339: str

    @property
    def id(self) -> str:
        return f"tag:mill.example,2026:post/{self.slug}"

    @property
    def link(self) -> str:
        return f"{URL}{self.month}/{self.slug}/"


FIRE = Story("fire", "2026/03", "Mon, 02 Mar 2026 09:00:00 +0000", "2026-03-02T09:00:00Z")
FROST = Story("frost", "2026/03", "Sun, 01 Mar 2026 09:00:00 +0000", "2026-03-01T09:00:00Z")
FLOOD = Story("flood", "2026/02", "Sun, 15 Feb 2026 09:00:00 +0000", "2026-02-15T09:00:00Z")
FOG = Story("fog", "2026/02", "Sat, 14 Feb 2026 09:00:00 +0000", "2026-02-14T09:00:00Z")
FAIR = Story("fair", "2026/01", "Thu, 15 Jan 2026 09:00:00 +0000", "2026-01-15T09:00:00Z")

STORIES = (FIRE, FROST, FLOOD, FOG, FAIR)
SHELVES = (("", (FIRE, FROST)), ("2026/02/", (FLOOD, FOG)), ("2026/01/", (FAIR,)))
CONTENT = (
    f'<p>See <a href="{URL}2026/03/fire/">fire</a> and <img src="{URL}icon.png" alt="" '
    f'srcset="{URL}icon.png 1x, {URL}icon.png 2x">.</p>'
)


def rss(folder: str, stories: tuple[Story, ...], links: dict[str, str], history: str) -> bytes:
    atom_links = "".join(
        f'\n<atom:link rel="{rel}" href="{URL}{path}rss.xml"/>' for rel, path in links.items()
    )
    items = "".join(
        f"""
<item>
<title>The {story.slug} &amp; the mill</title>
<link>{story.link}</link>
<guid isPermaLink="false">{story.id}</guid>
<pubDate>{story.rfc_822}</pubDate>
<dc:creator>Ines Halloran</dc:creator>
<category>Energy</category>
<description>All about the {story.slug}.</description>
<content:encoded><![CDATA[{CONTENT}]]></content:encoded>
</item>"""
        for story in stories
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:fh="http://purl.org/syndication/history/1.0">
<channel>
<title>The Daily Mill</title>
<link>{URL}{folder}</link>
<description>News of the mill</description>
<lastBuildDate>{stories[0].rfc_822}</lastBuildDate>{atom_links}{history}{items}
</channel>
</rss>
""".encode()


def atom(folder: str, stories: tuple[Story, ...], links: dict[str, str], history: str) -> bytes:
    feed_links = "".join(
        f'\n<link rel="{rel}" href="{URL}{path}atom.xml"/>' for rel, path in links.items()
    )
    content = CONTENT.replace("&", "&amp;").replace("<", "&lt;")
    entries = "".join(
        f"""
<entry>
<id>{story.id}</id>
<title>The {story.slug} &amp; the mill</title>
<link rel="alternate" type="text/html" href="{story.link}"/>
<published>{story.rfc_3339}</published>
<updated>{story.rfc_3339}</updated>
<author><name>Ines Halloran</name></author>
<category term="energy" label="Energy"/>
<summary>All about the {story.slug}.</summary>
<content type="html">{content}</content>
</entry>"""
        for story in stories
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0">
<id>tag:mill.example,2026:feed/{folder.split("20")[0].rstrip("/")}</id>
<title>The Daily Mill</title>
<updated>{stories[0].rfc_3339}</updated>
<link rel="alternate" type="text/html" href="{URL}{folder}"/>{feed_links}{history}{entries}
</feed>
""".encode()


def json_feed(folder: str, stories: tuple[Story, ...], older: str | None) -> bytes:
    items = [
        {
            "id": story.id,
            "url": story.link,
            "title": f"The {story.slug} & the mill",
            "summary": f"All about the {story.slug}.",
            "content_html": CONTENT,
            "date_published": story.rfc_3339,
            "authors": [{"name": "Ines Halloran"}],
            "tags": ["Energy"],
        }
        for story in stories
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Daily Mill",
        "home_page_url": URL + folder,
        "feed_url": f"{URL}{folder}feed.json",
        "items": items,
    }
    if older is not None:
        feed["next_url"] = f"{URL}{older}feed.json"
    return json.dumps(feed, indent=1).encode()


def page(path: str, section: str) -> bytes:
    canonical = URL + path.removesuffix("index.html")
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>A page</title>
<link rel="canonical" href="{canonical}">
<link rel="alternate" type="application/rss+xml" title="RSS" href="{URL}{section}rss.xml">
<link rel="alternate" type="application/atom+xml" title="Atom" href="{URL}{section}atom.xml">
<link rel="alternate" type="application/feed+json" title="JSON" href="{URL}{section}feed.json">
</head>
<body>
<a href="#main">Skip</a> <a href="/energy/">Energy</a> <a href="{URL}feeds.opml">All feeds</a>
<main id="main"><h1>A page</h1><h2>Its part</h2><p>Text.</p></main>
</body>
</html>
""".encode()


def opml() -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
<head><title>The Daily Mill</title></head>
<body>
<outline type="rss" text="Energy" xmlUrl="{URL}energy/rss.xml" htmlUrl="{URL}energy/"/>
</body>
</opml>
""".encode()


def sitemap(kind: str, entry: str, paths: list[str]) -> bytes:
    entries = "".join(
        f"\n<{entry}><loc>{URL}{path}</loc><lastmod>2026-03-02</lastmod></{entry}>"
        for path in paths
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}
</{kind}>
""".encode()


def feeds_of(section: str) -> Files:
    """Return the three documents of a channel's chain, in three formats."""
    folders = [section + folder for folder, _ in SHELVES]
    files: Files = {}
    for index, (folder, (_, stories)) in enumerate(zip(folders, SHELVES, strict=True)):
        links = {"self": folder}
        older = folders[index + 1] if index + 1 < len(folders) else None
        if older is not None:
            links["prev-archive"] = older
        if index > 0:
            links["current"] = section
        if index > 1:
            links["next-archive"] = folders[index - 1]
        history = "\n<fh:archive/>" if index else ""
        files[f"{folder}rss.xml"] = rss(folder, stories, links, history)
        files[f"{folder}atom.xml"] = atom(folder, stories, links, history)
        files[f"{folder}feed.json"] = json_feed(folder, stories, older)
        files[f"{folder}index.html"] = page(f"{folder}index.html", section)
    return files


@pytest.fixture
def good() -> Files:
    """Two channels, the site's and a section's, each with two months of archive."""
    return site_in_order()


def site_in_order() -> Files:
    files = feeds_of("") | feeds_of("energy/")
    for story in STORIES:
        path = f"{story.month}/{story.slug}/index.html"
        files[path] = page(path, "")
    pages = sorted(path.removesuffix("index.html") for path in files if path.endswith(".html"))
    files["sitemaps/pages.xml"] = sitemap("urlset", "url", pages)
    files["sitemap.xml"] = sitemap("sitemapindex", "sitemap", ["sitemaps/pages.xml"])
    files["404.html"] = page("404.html", "")
    files["feeds.opml"] = opml()
    files["robots.txt"] = f"User-agent: *\nSitemap: {URL}sitemap.xml\n".encode()
    files["icon.png"] = b"\x89PNG"
    return files


@pytest.fixture
def complete() -> Files:
    """The section's channel when everything there is fits into it."""
    folder, links, history = "energy/", {"self": "energy/"}, "\n<fh:complete/>"
    return {
        f"{folder}rss.xml": rss(folder, STORIES, links, history),
        f"{folder}atom.xml": atom(folder, STORIES, links, history),
        f"{folder}feed.json": json_feed(folder, STORIES, None),
    }


@pytest.fixture
def problems(tmp_path: Path) -> Callable[..., list[Problem]]:
    """Return a function that publishes files and says what check finds wrong with them."""

    def publish(files: Files, site: Site = SITE) -> list[Problem]:
        for path, content in files.items():
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        return list(check(tmp_path, site))

    return publish
