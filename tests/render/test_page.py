"""Pages: what every one carries, what links where, and what a hostile post cannot do."""

import json
import re
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import pytest
from msgspec.structs import replace

from feeds.model import Channel, Month, Section, Shelf, Site
from feeds.render import page as pages
from feeds.render.address import page_path
from feeds.render.article import post_page
from tests.render.gazette import (
    ARABIC,
    HOSTILE,
    MILLS,
    SITE,
    WHEEL,
    WORLD,
    entries,
    entry_of,
    tree,
)
from tests.render.test_html import Seen

SITES = {
    "a sub-path": SITE,
    "a host": replace(SITE, url="https://fenn.example/", hub=""),
    "one format": replace(SITE, formats=("atom",)),
}
PAGES = sorted(path for path in tree() if path.endswith(".html"))


class Page(Seen):
    """A page's links by rel, its attributes of <html>, and its landmarks."""

    def __init__(self, document: str) -> None:
        self.root: dict[str, str | None] = {}
        self.links: list[dict[str, str | None]] = []
        self.metas: dict[str, str] = {}
        self.counts: dict[str, int] = {}
        self.anchors: list[str] = []
        super().__init__(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        said = dict(attrs)
        self.counts[tag] = self.counts.get(tag, 0) + 1
        if tag == "html":
            self.root = said
        if tag == "a":
            self.anchors.append(said.get("href") or "")
        if tag == "link":
            self.links.append(said)
        if tag == "meta":
            self.metas[said.get("name") or said.get("property") or ""] = said.get("content") or ""

    def rel(self, rel: str) -> list[str]:
        return [link["href"] or "" for link in self.links if link.get("rel") == rel]


def page(path: str, site: Site = SITE) -> Page:
    return Page(tree(site)[path].decode())


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_every_link_of_every_page_has_its_target(site: Site) -> None:
    published = tree(site)
    for path in PAGES:
        for url in Page(published[path].decode()).urls:
            target = urljoin(site.url + path, url)
            if not target.startswith(site.url) or "/2026/03/" in urlsplit(url).path:
                continue  # a post's own picture is not ours
            name = urlsplit(target)._replace(fragment="").geturl().removeprefix(site.url)
            known = name + "index.html" if name.endswith("/") or not name else name
            assert known in published, f"{path}: {url}"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_what_browsers_and_screen_readers_need(path: str) -> None:
    seen = page(path)

    assert seen.root["lang"]
    assert seen.root["dir"] in ("ltr", "rtl")
    assert seen.metas["viewport"] == "width=device-width, initial-scale=1"
    assert seen.metas["description"]
    assert (seen.counts["main"], seen.counts["h1"], seen.counts["title"]) == (1, 1, 1)
    assert {"header", "nav", "footer"} <= seen.tags
    assert seen.anchors[0] == "#main"  # the skip link comes before all others
    assert "main" in seen.ids
    assert len(seen.ids) == len(set(seen.ids))
    assert seen.levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(seen.levels))


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_another_host_for_anything_or_needs_a_script(path: str) -> None:
    """The one script is a file of ours, shows buttons, and is on the pages about feeds."""
    content = tree()[path].decode()
    copying = re.findall(r'<script src="(?:\.\./)+copy\.js" defer></script>', content)

    assert len(copying) == path.endswith("feeds/index.html")
    data = content.count('<script type="application/ld+json">')
    assert content.count("<script") == data + len(copying)
    for link in Page(content).links:
        if link["rel"] in ("stylesheet", "icon", "apple-touch-icon"):
            assert urljoin(SITE.url + path, link["href"]).startswith(SITE.url)
    assert "@import" not in content
    assert "url(" not in content


def test_autodiscovery_names_the_categorys_own_feeds_first_and_rss_before_the_rest() -> None:
    for path in ("mills/index.html", "2026/03/wheel/index.html", "mills/2026/03/index.html"):
        assert page(path).rel("alternate") == [
            "https://fenn.example/news/mills/rss.xml",
            "https://fenn.example/news/mills/atom.xml",
            "https://fenn.example/news/mills/feed.json",
            "https://fenn.example/news/rss.xml",
            "https://fenn.example/news/atom.xml",
            "https://fenn.example/news/feed.json",
        ]


def test_canonical_addresses_are_absolute_and_without_index() -> None:
    assert page("index.html").rel("canonical") == ["https://fenn.example/news/"]
    assert page("2026/03/wheel/index.html").rel("canonical") == [entry_of(WHEEL).link]
    assert page("404.html").rel("canonical") == []


def test_a_post_in_arabic_reads_from_the_right_and_the_frame_in_the_sites_language() -> None:
    content = tree()["2026/02/arabic/index.html"].decode()

    assert '<html lang="ar" dir="rtl">' in content
    assert '<header class="masthead" lang="en" dir="ltr">' in content
    assert '<h3 lang="ar" dir="rtl">' in tree()["index.html"].decode()


def test_dates_are_the_days_of_the_sites_own_zone() -> None:
    """23:30 UTC on 1 March is 2 March in Vienna."""
    assert ">2 March 2026</time>" in tree()["2026/03/wheel/index.html"].decode()


def test_a_posts_page_depends_on_its_entry_and_the_site_alone() -> None:
    """A new post must not rewrite old pages, whatever is published around them."""
    published = tree()
    for entry in entries():
        artifact = post_page(entry, SITE)
        assert published[artifact.path] == artifact.content


def test_the_structured_data_cannot_close_its_script() -> None:
    content = tree()["2026/03/hostile/index.html"].decode()
    data = content.partition('<script type="application/ld+json">')[2].partition("</script>")[0]

    assert json.loads(data)["headline"] == entry_of(HOSTILE).title
    assert json.loads(data)["@type"] == "NewsArticle"
    assert "<" not in data


def test_the_standfirst_is_shown_only_if_it_is_not_the_bodys_first_words() -> None:
    shown = 'class="standfirst"'
    assert shown in post_page(entry_of(WHEEL), SITE).content.decode()
    for post in (replace(WHEEL, summary=""), replace(WHEEL, summary="The wheel turned at noon,")):
        assert shown not in post_page(entry_of(post), SITE).content.decode()


def test_each_category_has_a_page_that_says_how_to_follow_it() -> None:
    seen = page("mills/feeds/index.html")

    assert "feed:https://fenn.example/news/mills/rss.xml" in seen.anchors
    encoded = "https%3A%2F%2Ffenn.example%2Fnews%2Fmills%2Frss.xml"
    assert len([link for link in seen.anchors if link.endswith(encoded)]) > 3
    assert "feeds/" in [link.removeprefix("../mills/") for link in page("mills/index.html").anchors]


def test_what_scrolls_can_be_reached_with_the_keyboard() -> None:
    code = replace(WHEEL, body="    a long line of code\n\n| a | b |\n|---|---|\n| c | d |")
    content = post_page(entry_of(code), SITE).content.decode()

    assert '<pre tabindex="0">' in content
    assert '<table tabindex="0">' in content


def test_listings_need_no_content() -> None:
    bare = [replace(entry, content="") for entry in entries()]
    assert pages.front_page(SITE, bare, [], []) == pages.front_page(SITE, entries(), [], [])


def test_a_page_that_is_not_found_works_at_any_depth() -> None:
    seen = page("404.html")

    assert not [url for url in seen.urls if not url.startswith((SITE.url, "#"))]
    assert seen.rel("stylesheet") == []


def test_a_front_page_without_a_post_says_so() -> None:
    assert b"Nothing has been published yet." in pages.front_page(SITE, [], [], []).content


def test_parts_of_a_month_have_pages_of_their_own() -> None:
    month = Month(folder="2026/03/", year=2026, month=3, count=9, parts=2)
    parts = [Shelf(folder="2026/03/", part=part) for part in (1, 2)]
    made = pages.month_page(SITE, None, month, parts[1], entries(), parts[0], None)

    assert made.path == page_path(parts[1]) == "2026/03/part-2.html"
    assert 'rel="prev" href="../../2026/03/"' in made.content.decode()
    assert "March 2026, part 2" in made.content.decode()


def test_a_template_never_prints_what_nobody_gave_it() -> None:
    assert not [path for path, content in tree().items() if b"Undefined" in content]
    assert entry_of(ARABIC).language == "ar"


def test_a_picture_is_shown_once_and_named_to_whoever_shares_the_page() -> None:
    pictured = entry_of(replace(WHEEL, image="../sluice.jpg"))
    content = post_page(pictured, SITE).content.decode()
    address = f"{SITE.url}2026/03/sluice.jpg"

    assert address == pictured.image
    assert f'<img class="picture" src="{address}"' in content
    assert f'property="og:image" content="{address}"' in content
    assert "summary_large_image" in content
    assert f'"image": ["{address}"]' in content
    shown = entry_of(replace(WHEEL, image="wheel.jpg"))  # its text shows it already
    assert 'class="picture"' not in post_page(shown, SITE).content.decode()


def test_the_picture_of_a_category_is_on_the_card_of_its_page_and_of_no_other() -> None:
    image = "https://fenn.example/mills.png"
    site = replace(SITE, channels=(("mills", Channel(image=image)),))
    for category, address in ((MILLS, image), (WORLD, f"{SITE.url}icon.png")):
        section = Section(category=category, count=0, updated=WHEEL.updated)
        content = pages.category_page(site, section, ()).content.decode()
        assert f'property="og:image" content="{address}"' in content


@pytest.mark.parametrize("image", ["javascript:alert(1)", "data:image/png;base64,AA", "mailto:a@b"])
def test_a_picture_of_another_scheme_is_none(image: str) -> None:
    assert entry_of(replace(WHEEL, image=image)).image == ""
