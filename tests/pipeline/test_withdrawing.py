"""A post that is withdrawn leaves a notice, and its feeds say so."""

import json
import shutil
from calendar import timegm
from collections.abc import Callable
from itertools import count

import feedparser
import pytest

from feeds.check import check
from feeds.config import load
from feeds.pipeline.build import Touched
from feeds.pipeline.diff import diff
from feeds.pipeline.mill import open_rehearsal
from feeds.pipeline.status import status
from tests.conftest import NOON, Place, article

_MOMENTS = count(NOON + 20_000_000)


def write(
    place: Place, number: int, more: str = "", *, date: str = "2026-01-01", category: str = "N"
) -> int:
    """Save a post as an editor does; return when."""
    moment = next(_MOMENTS)
    place.write(
        f"content/posts/{number}.md",
        f"---\nid: tag:mill.example,2026:post/{number}\ntitle: Story {number}\n"
        f"date: {date}\ncategory: {category}\n{more}---\n\nSecret {number}.\n",
        moment,
    )
    return moment


def entry(place: Place, feed: str, number: int) -> feedparser.FeedParserDict | None:
    """Return a post's entry in a feed as another reader sees it."""
    found = feedparser.parse(place.tree()[feed])
    assert not found.bozo
    entries = [each for each in found.entries if each.id.endswith(f"post/{number}")]
    assert len(entries) < 2
    return entries[0] if entries else None


def told(place: Place) -> list[str]:
    """Return the files that have a word of the first post's."""
    return [name for name, text in place.tree().items() if b"Secret 1." in text]


def in_order(place: Place) -> list[str]:
    site = load(place.root).to_site()
    return [str(problem) for problem in check(place.root / "output", site, workers=1)]


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        ("true", "This article has been withdrawn."),
        ('"Its <figures> were wrong."', "Its <figures> were wrong."),
    ],
)
def test_a_withdrawn_post_is_a_notice_and_an_entry_that_says_so(
    place: Place, stated: str, reason: str
) -> None:
    for number in (1, 2):
        write(place, number)
    place.build()
    before = entry(place, "n/atom.xml", 1)
    assert before

    moment = write(place, 1, f"withdrawn: {stated}\n")
    report = place.build(Touched(posts=frozenset({"1.md"})))

    assert (1, ()) == (report.published, report.problems)
    for feed in ("atom.xml", "rss.xml", "n/atom.xml", "n/rss.xml"):
        found = entry(place, feed, 1)
        assert found
        assert (before.id, before.link) == (found.id, found.link)
        assert "Withdrawn: Story 1" == found.title
        assert reason == found.summary.replace("&lt;", "<").replace("&gt;", ">")
    found = entry(place, "n/atom.xml", 1)
    assert found
    assert before.published == found.published
    assert moment == changed(found)
    items = json.loads(place.tree()["feed.json"])["items"]
    assert 2 == len(items)
    assert [] == told(place)
    page = place.tree()["2026/01/1/index.html"].decode()
    assert '<meta name="robots" content="noindex">' in page
    assert "<h1>Withdrawn: Story 1</h1>" in page
    listed = ["index.html", "n/index.html", "2026/01/index.html", "n/2026/01/rss.xml"]
    assert [] == [name for name in listed if b"Story 1" in place.tree()[name]]
    assert not [n for n, text in place.tree().items() if "sitemap" in n and b"/01/1/" in text]
    assert [] == in_order(place)


def changed(found: feedparser.FeedParserDict) -> int:
    """Return when an entry was last updated, in seconds since 1970."""
    return timegm(found.updated_parsed)


def test_a_withdrawal_is_told_for_as_long_as_the_window_reaches_back(place: Place) -> None:
    """By its own day: who has an article that is older than the window is told as well."""
    with (place.root / "feedmill.toml").open("a") as settings:
        settings.write("[feeds]\nmax_items = 2\nmax_days = 0\n")
    for number in range(1, 5):
        write(place, number, date=f"2026-01-{number:02}")
    place.build()
    assert entry(place, "n/rss.xml", 1) is None, "beyond the window"

    write(place, 1, "withdrawn: true\n")
    place.build()
    assert entry(place, "n/rss.xml", 1)
    assert entry(place, "rss.xml", 1)
    assert [] == in_order(place)

    for number in (5, 6):
        write(place, number, date="2026-06-01")
    place.build()
    assert entry(place, "n/rss.xml", 1) is None
    assert [] == in_order(place)


def test_the_feed_of_a_category_that_has_nothing_else_says_so(place: Place) -> None:
    write(place, 1, category="Energy")
    write(place, 2)
    place.build()

    write(place, 1, "withdrawn: true\n", category="Energy")
    place.build()

    assert entry(place, "energy/rss.xml", 1)
    assert "energy/index.html" not in place.tree()
    assert [] == in_order(place)


def test_a_withdrawal_taken_back_is_an_update(place: Place) -> None:
    write(place, 1)
    place.build()
    write(place, 1, "withdrawn: true\n")
    place.build()
    moment = write(place, 1)
    place.build()

    found = entry(place, "n/atom.xml", 1)
    assert found
    assert "Story 1" == found.title
    assert moment == changed(found)
    assert "2026/01/1/gone.txt" not in place.tree()
    assert "2026/01/1/index.html" in told(place)


def test_the_day_of_a_withdrawal_outlasts_the_catalogue(
    place: Place, places: Callable[[str], Place]
) -> None:
    """Also of a post that nobody had seen before, whatever time its file has later."""
    write(place, 1, "withdrawn: true\n")
    write(place, 2)
    write(place, 3)
    place.build()
    write(place, 3, "withdrawn: Wrong.\n")
    place.build()
    other = places("clean")
    shutil.rmtree(other.root / "content")
    shutil.copytree(place.root / "content", other.root / "content", copy_function=shutil.copy)

    other.build()

    assert place.tree() == other.tree()
    assert place.tree("content") == other.tree("content")


def test_a_withdrawn_article_does_not_come_back_with_its_dump(place: Place) -> None:
    two = article("Ferry fares fall") + article("Bees return to the rope works")
    place.drop("monday.txt", two)
    place.build()
    (path,) = (path for name, path in place.posts().items() if "bees" in name)
    path.write_text(path.read_text().replace("title:", "withdrawn: Not so.\ntitle:"))
    place.build()
    written = path.read_bytes()

    place.drop("monday.txt", two.replace("forty people", "fifty people"), NOON + 60)
    place.drop("tuesday.txt", article("Bees return to the rope works"), NOON + 90)
    report = place.build()

    assert (0, 1) == (report.posts, report.published)
    assert written == path.read_bytes()
    with place.open() as mill:
        states = [post.state for dump in status(mill) for post in dump.posts]
    assert {"published", "withdrawn"} == set(states)


def test_an_old_address_leads_to_the_notice(place: Place) -> None:
    for more in ("slug: a\n", "slug: b\n", "slug: b\nwithdrawn: true\n"):
        write(place, 1, more)
        place.build()
    assert b"url=../../../2026/01/b/" in place.tree()["2026/01/a/index.html"]


def test_the_preview_tells_of_a_withdrawal_once(place: Place) -> None:
    for number in (1, 2):
        write(place, number)
    place.build()
    write(place, 1, "withdrawn: true\n")
    with open_rehearsal(place.root) as mill:
        news = diff(mill).feeds
    assert ["n/", ""] == [feed.url.removeprefix("https://mill.example/") for feed in news]
    assert {("withdrawn",)} == {e.changed for feed in news for e in feed.updated}
    assert not [each for feed in news for each in (*feed.new, *feed.gone)]

    place.build()
    with open_rehearsal(place.root) as mill:
        assert () == diff(mill).feeds
