"""Feeds published again: the source named, and each item one post through all fetches."""

import feedparser
import pytest

from feeds.pipeline.build import build
from tests.conftest import NOON, Place

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>The Harbour Wire</title><link>https://wire.example/</link><description>x</description>
<atom:link rel="self" href="https://wire.example/feed.xml" type="application/rss+xml"/>
<item><guid isPermaLink="false">4711</guid><title>{title}</title>
<link>https://wire.example/fire</link><pubDate>Sun, 01 Mar 2026 09:00:00 +0100</pubDate>
<description>{text}</description></item></channel></rss>"""
FIRST = {"title": "Mill fire", "text": "The old mill at the river burned on Monday night."}
LATER = {"title": "Two hurt in mill fire", "text": "Nobody knows why the fire broke out at all."}


def fetched(place: Place, name: str, said: dict[str, str], day: int = 0) -> None:
    place.drop(name, FEED.format(**said), received=NOON + 20_000_000 + 86_400 * day)


def entry(place: Place, name: str) -> feedparser.FeedParserDict:
    (found,) = feedparser.parse(place.tree()[name]).entries
    return found


def test_an_item_that_changed_is_the_same_post_in_a_later_fetch(place: Place) -> None:
    fetched(place, "monday.xml", FIRST)
    place.build()
    before = entry(place, "rss.xml")
    fetched(place, "tuesday.xml", LATER, day=1)
    report = place.build()
    after = entry(place, "rss.xml")

    assert (0, 1) == (report.posts, report.published)
    assert (before.id, before.link) == (after.id, after.link)
    assert "Two hurt in mill fire" == after.title


def test_an_item_that_changes_back_is_corrected_once_more(place: Place) -> None:
    for day, said in enumerate((FIRST, LATER, FIRST)):
        fetched(place, f"{day}.xml", said | {"text": said["text"] + " " * day}, day)
        place.build()

    assert "Mill fire" == entry(place, "rss.xml").title


def test_an_item_that_an_editor_changed_or_removed_stays_so(place: Place) -> None:
    fetched(place, "monday.xml", FIRST)
    place.build()
    (path,) = place.posts().values()
    place.write(str(path.relative_to(place.root)), path.read_text().replace("Mill", "A mill"))
    place.build()
    fetched(place, "tuesday.xml", LATER, day=1)
    place.build()
    assert "A mill fire" == entry(place, "rss.xml").title

    path.unlink()
    fetched(place, "wednesday.xml", LATER | {"title": "Third fire"}, day=2)
    assert (0, 0) == ((report := place.build()).posts, report.published)


def test_the_same_name_in_another_feed_is_another_item(place: Place) -> None:
    fetched(place, "monday.xml", FIRST)
    place.build()
    other = FEED.replace("wire.example", "quay.example").format(**LATER)
    place.drop("other.xml", other, received=NOON + 20_100_000)

    assert 2 == place.build().published


def test_items_are_known_again_without_the_catalogue(place: Place) -> None:
    fetched(place, "monday.xml", FIRST)
    place.build()
    for path in (place.root / ".feedmill").iterdir():
        path.unlink()
    fetched(place, "tuesday.xml", LATER, day=1)

    assert 1 == place.build().published


@pytest.mark.parametrize("stop", ["take", "announce"])
def test_a_run_that_dies_over_a_correction_is_made_up_for(
    place: Place, stop: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched(place, "monday.xml", FIRST)
    place.build()
    fetched(place, "tuesday.xml", LATER, day=1)
    with monkeypatch.context() as patched, place.open() as mill:
        real = getattr(mill.ledger, stop)

        def dying(*said: object) -> None:
            if stop == "announce":
                real(*said)
            raise RuntimeError("the power is gone")

        patched.setattr(type(mill.ledger), stop, lambda _, *said: dying(*said))
        with pytest.raises(RuntimeError):
            build(mill)
    place.build()

    assert "Two hurt in mill fire" == entry(place, "rss.xml").title
    assert 1 == len(place.posts())


def test_the_source_is_named_in_every_format(place: Place) -> None:
    fetched(place, "monday.xml", FIRST)
    place.build()
    output = place.tree()

    source = '<source url="https://wire.example/feed.xml">The Harbour Wire</source>'
    assert source in output["rss.xml"].decode()
    assert 'href="https://wire.example/fire" rel="via"' in output["atom.xml"].decode()
    assert "The Harbour Wire" == entry(place, "atom.xml").source.title
    assert '"external_url": "https://wire.example/fire"' in output["feed.json"].decode()
    page = next(output[name] for name in output if name.startswith("2026/03/mill")).decode()
    assert '<link rel="canonical" href="https://wire.example/fire">' in page


def test_a_source_that_names_another_feed_is_the_one_that_is_named(place: Place) -> None:
    named = '<source url="https://far.example/rss">Far News</source></item>'
    text = FEED.format(**FIRST).replace("</item>", named)
    place.drop("monday.xml", text, received=NOON + 20_000_000)
    place.build()

    assert '<source url="https://far.example/rss">Far News' in place.tree()["rss.xml"].decode()


def test_a_json_feed_is_known_by_its_ids_too(place: Place) -> None:
    feed = (
        '{{"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "language": "de",'
        ' "feed_url": "https://wire.example/feed.json", "items": [{{"id": "1",'
        ' "url": "https://wire.example/1", "title": "{title}", "content_text": "{text}"}}]}}'
    )
    for day, said in enumerate((FIRST, LATER)):
        place.drop(f"{day}.json", feed.format(**said), received=NOON + day * 86_400)
        place.build()

    found = entry(place, "atom.xml")
    assert ("Two hurt in mill fire", "Wire") == (found.title, found.source.title)
    (path,) = place.posts().values()
    assert "lang: de\n" in path.read_text("utf-8")
