"""Channels and their documents: ids, addresses, tiers, and one bad entry that costs only itself."""

import json
from datetime import datetime, timedelta, timezone

import pytest
from lxml import etree
from msgspec.structs import replace

from feeds.model import Category, Channel, Entry, Feed, Shelf, Site, Tier
from feeds.render import feed as feeds
from feeds.render.article import post_page
from feeds.render.jsonfeed import json_feed
from tests.render.gazette import HOSTILE, MILLS, SITE, WHEEL, entry_of, feed_of


def test_feed_ids_are_tag_uris_that_no_title_and_no_address_moves() -> None:
    moved = replace(SITE, title="Other", url="https://other.example/")
    for site in (SITE, moved):
        front = feeds.site_feed(site, [], complete=True, older=None)
        mills = feeds.category_feed(site, MILLS, [], complete=True, older=None)
        assert front.id == "tag:fenn.example,2026:feed/"
        assert mills.id == "tag:fenn.example,2026:feed/mills"


def test_an_archive_document_has_the_id_of_the_feed_it_continues() -> None:
    """RFC 5005 §4: one logical feed in several documents."""
    shelf = feeds.shelf_feed(
        SITE, MILLS, Shelf(folder="mills/2026/03/"), [], older=None, newer=None
    )
    assert shelf.id == feeds.category_feed(SITE, MILLS, [], complete=True, older=None).id


def test_documents_lie_in_their_folder_and_the_sites_own_come_last() -> None:
    def placed(feed: Feed) -> list[tuple[str, Tier]]:
        return [(each.path, each.tier) for each in feeds.documents(feed, SITE)[0]]

    shelf = Shelf(folder="2026/03/", part=2)
    assert placed(feed_of()) == [
        ("rss.xml", Tier.INDEX),
        ("atom.xml", Tier.INDEX),
        ("feed.json", Tier.INDEX),
    ]
    assert placed(feeds.category_feed(SITE, MILLS, [], complete=True, older=None))[0] == (
        "mills/rss.xml",
        Tier.FEED,
    )
    assert placed(feeds.shelf_feed(SITE, None, shelf, [], older=None, newer=None)) == [
        ("2026/03/rss-2.xml", Tier.FEED),
        ("2026/03/atom-2.xml", Tier.FEED),
        ("2026/03/feed-2.json", Tier.FEED),
    ]


def test_only_the_formats_asked_for_are_made() -> None:
    site = replace(SITE, formats=("json", "rss"))
    artifacts, _ = feeds.documents(feed_of(site=site), site)
    assert [each.path for each in artifacts] == ["rss.xml", "feed.json"]


def test_one_bad_entry_costs_the_feed_that_entry_and_nothing_else() -> None:
    """feedgen names no culprit; the Problem does."""
    bad = replace(entry_of(HOSTILE), category=Category(term="a\x00", label="\ud800"))
    artifacts, problems = feeds.documents(feed_of(entry_of(WHEEL), bad), SITE)

    rss, atom, _ = artifacts
    for document in (rss, atom):
        assert WHEEL.id.encode() in document.content
        assert HOSTILE.id.encode() not in document.content
    assert {problem.where for problem in problems} == {bad.path}


@pytest.mark.parametrize("moment", [datetime.min, datetime.max])
@pytest.mark.parametrize("hours", [-14, 14])
def test_dates_at_the_edges_of_the_calendar_stop_nothing(moment: datetime, hours: int) -> None:
    """Pelican's whole build stops on an offset of +99:99."""
    stated = moment.replace(tzinfo=timezone(timedelta(hours=hours)))
    entry = replace(entry_of(WHEEL), published=stated, updated=stated)

    _, problems = feeds.documents(feed_of(entry), SITE)

    assert not problems
    assert post_page(entry, SITE).content


def test_kept_items_give_the_same_documents_and_are_made_once() -> None:
    kept: dict[tuple[str, str], bytes] = {}
    made: list[str] = []

    def item(format: str, entry: Entry, site: Site) -> bytes:
        if (format, entry.id) not in kept:
            made.append(format)
            kept[format, entry.id] = feeds.item(format, entry, site)
        return kept[format, entry.id]

    feed = feed_of(entry_of(WHEEL), entry_of(HOSTILE))
    fresh = feeds.documents(feed, SITE)

    assert feeds.documents(feed, SITE, item) == fresh
    assert feeds.documents(feed, SITE, item) == fresh
    assert len(made) == 2 * 3


def test_a_summary_feed_holds_summaries_only() -> None:
    site = replace(SITE, full_content=False)
    for artifact in feeds.documents(feed_of(entry_of(WHEEL), site=site), site)[0]:
        assert b"queue reached" not in artifact.content
        assert b"Nine years, one bearing" in artifact.content


def test_json_feed_says_where_the_archive_goes_on() -> None:
    feed = feeds.site_feed(SITE, [], complete=False, older=Shelf(folder="2026/02/", part=3))
    read = json.loads(json_feed(feed, SITE))

    assert read["next_url"] == "https://fenn.example/news/2026/02/feed-3.json"
    assert read["feed_url"] == "https://fenn.example/news/feed.json"
    assert read["hubs"] == [{"type": "WebSub", "url": SITE.hub}]
    assert read["version"] == "https://jsonfeed.org/version/1.1"


def test_a_title_that_imitates_the_place_of_the_items_does_not_move_them() -> None:
    site = replace(SITE, title='"items": []')
    entry = entry_of(WHEEL)
    read = json.loads(json_feed(feed_of(entry, site=site), site))

    assert read["title"] == '"items": []'
    assert [item["id"] for item in read["items"]] == [entry.id]


def test_the_style_sheet_is_named_right_after_the_declaration() -> None:
    for artifact in feeds.documents(feed_of(entry_of(WHEEL)), SITE)[0][:2]:
        instruction = etree.fromstring(artifact.content).getprevious()
        assert instruction is not None
        up = "../" * artifact.path.count("/")
        assert instruction.text == f'type="text/css" href="{up}feed.css"'


def test_the_picture_of_an_entry_stands_in_every_format() -> None:
    pictured = entry_of(replace(WHEEL, image="https://pictures.example/a.jpg?b=1&c=2"))
    by_path = {each.path: each.content for each in feeds.documents(feed_of(pictured), SITE)[0]}
    for path in ("rss.xml", "atom.xml"):
        (picture,) = etree.fromstring(by_path[path]).iter("{http://search.yahoo.com/mrss/}content")
        assert dict(picture.items()) == {"url": pictured.image, "medium": "image"}
    assert json.loads(by_path["feed.json"])["items"][0]["image"] == pictured.image


def test_a_category_says_what_is_settled_for_it_in_every_format() -> None:
    channel = Channel(
        title="The mills",
        description="Wheels and sluices.",
        language="de",
        image="https://fenn.example/mills.png",
    )
    site = replace(SITE, channels=(("mills", channel),))
    shown = [entry_of(replace(WHEEL, language="en"), site)]
    feed = feeds.category_feed(site, MILLS, shown, complete=True, older=None)
    rss, atom, text = (each.content for each in feeds.documents(feed, site)[0])
    head = etree.fromstring(rss)[0]
    tag = "{http://www.w3.org/2005/Atom}"
    root = etree.fromstring(atom)

    assert ["The mills", "Wheels and sluices.", "de", channel.image] == [
        head.findtext(name) for name in ("title", "description", "language", "image/url")
    ]
    assert "en" == head.findtext("item/{http://purl.org/dc/elements/1.1/}language")
    assert [channel.title, channel.description, channel.image] == [
        root.findtext(tag + name) for name in ("title", "subtitle", "logo")
    ]
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert ["de", "en"] == [each.get(lang) for each in root.iter() if each.get(lang)]
    said = json.loads(text)
    assert [channel.title, "de", channel.image] == [said[k] for k in ("title", "language", "icon")]
    assert "de" == entry_of(replace(WHEEL, language=""), site).language


def test_an_article_too_long_for_a_parser_is_in_the_feeds_by_its_summary() -> None:
    """Trap: libxml2 refuses a text of more than 10 MB, and the whole feed with it."""
    long = replace(entry_of(WHEEL), content=f"<p>{'word ' * 2_200_000}</p>")
    made, problems = feeds.documents(feed_of(long), SITE)
    for artifact in made:
        assert long.title.encode() in artifact.content
        if artifact.path.endswith(".xml"):
            etree.fromstring(artifact.content)
    assert not problems
    assert b"word word" in post_page(long, SITE).content
