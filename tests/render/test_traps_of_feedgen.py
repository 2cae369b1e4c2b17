"""Each known behaviour of feedgen 1.0.0 that would reach subscribers, and that it does not."""

import locale
from datetime import UTC, datetime
from typing import Any

import pytest
from feedgen.feed import FeedGenerator
from lxml import etree
from msgspec.structs import replace

from feeds.model import Feed, Shelf
from feeds.render import feed as feeds
from feeds.render.syndication import _channel, _entry, _item, atom, rss
from tests.render.gazette import ARABIC, HOSTILE, MILLS, SITE, WHEEL, entry_of, feed_of

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
HISTORY = "{http://purl.org/syndication/history/1.0}"


def shelf() -> Feed:
    return feeds.shelf_feed(
        SITE,
        MILLS,
        Shelf(folder="mills/2026/02/", part=2),
        [entry_of(WHEEL)],
        older=Shelf(folder="mills/2026/02/"),
        newer=Shelf(folder="mills/2026/03/"),
    )


def channel(feed: Feed) -> Any:
    return etree.fromstring(rss(feed, SITE))[0]


def item() -> Any:
    return channel(feed_of(entry_of(WHEEL))).find("item")


def atom_root(feed: Feed) -> Any:
    return etree.fromstring(atom(feed, SITE))


def test_atom_entry_links_keep_rel_and_type() -> None:
    links = atom_root(feed_of(entry_of(WHEEL))).findall(f"{ATOM}entry/{ATOM}link")

    assert [dict(link.attrib) for link in links] == [
        {"href": entry_of(WHEEL).link, "rel": "alternate", "type": "text/html"}
    ]


@pytest.mark.parametrize("feed", [feed_of(entry_of(WHEEL)), shelf()], ids=["feed", "shelf"])
def test_the_rss_channel_link_is_the_html_page_whatever_links_there_are(feed: Feed) -> None:
    assert feed.link == channel(feed).findtext("link")


def test_rss_carries_every_atom_link_not_only_self() -> None:
    links = {link.get("rel"): link.get("href") for link in channel(shelf()).iter(f"{ATOM}link")}

    assert links == {
        "self": "https://fenn.example/news/mills/2026/02/rss-2.xml",
        "current": "https://fenn.example/news/mills/rss.xml",
        "prev-archive": "https://fenn.example/news/mills/2026/02/rss.xml",
        "next-archive": "https://fenn.example/news/mills/2026/03/rss.xml",
    }


def test_both_formats_name_the_hub_beside_self() -> None:
    feed = feed_of(entry_of(WHEEL))
    for root in (channel(feed), atom_root(feed)):
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links["hub"] == SITE.hub
        assert links["self"].startswith(SITE.url)


def test_dates_come_from_the_posts_and_never_from_the_clock() -> None:
    feed = feed_of(entry_of(WHEEL), entry_of(HOSTILE))

    assert channel(feed).findtext("lastBuildDate") == "Wed, 04 Mar 2026 07:00:00 +0000"
    assert atom_root(feed).findtext(f"{ATOM}updated") == "2026-03-04T07:00:00+00:00"
    this_year = f"{datetime.now(UTC).year}-"
    assert this_year == "2026-" or this_year.encode() not in atom(feed, SITE)


def test_a_feed_without_entries_is_dated_with_the_epoch() -> None:
    empty = feed_of()

    assert channel(empty).findtext("lastBuildDate") == "Thu, 01 Jan 1970 00:00:00 +0000"
    assert atom_root(empty).findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"


def test_there_is_one_build_date_in_a_channel() -> None:
    assert len(channel(feed_of(entry_of(WHEEL))).findall("lastBuildDate")) == 1


def test_entries_are_newest_first_and_ties_go_by_id() -> None:
    twin = replace(entry_of(WHEEL), id="tag:fenn.example,2026:post/a")
    feed = feed_of(entry_of(ARABIC), entry_of(WHEEL), entry_of(HOSTILE), twin)

    ids = [guid.text.rpartition("/")[2] for guid in channel(feed).iter("guid")]

    assert ids == ["hostile", "a", "wheel", "arabic"]


def test_control_characters_and_lone_surrogates_do_not_stop_a_feed() -> None:
    bad = replace(entry_of(WHEEL), title="a\x00b\ud800c", content="<p>\x0b\ufffe</p>")

    assert channel(feed_of(bad)).findtext("item/title") == "abc"
    assert atom_root(feed_of(bad)).findtext(f"{ATOM}entry/{ATOM}content") == "<p></p>"


def test_an_author_without_an_address_is_in_rss() -> None:
    assert [name.text for name in item().iter(f"{DC}creator")] == ["Ida Marsh", "Tom Reed"]


def test_content_goes_to_content_encoded_and_the_summary_to_description() -> None:
    assert item().findtext("description") == entry_of(WHEEL).summary
    assert item().findtext(f"{CONTENT}encoded") == entry_of(WHEEL).content


def test_atom_content_is_html_not_cdata() -> None:
    entry = atom_root(feed_of(entry_of(WHEEL))).find(f"{ATOM}entry")

    assert entry.find(f"{ATOM}content").get("type") == "html"
    assert entry.findtext(f"{ATOM}content") == entry_of(WHEEL).content
    assert b"CDATA" not in atom(feed_of(entry_of(HOSTILE)), SITE)


def test_no_category_is_empty() -> None:
    entry = replace(entry_of(WHEEL), category=replace(MILLS, label=""))

    names = [category.text for category in channel(feed_of(entry)).iter("category")]

    assert names == ["mills", "bread", "rivers"]


def test_titles_are_escaped_once_in_the_form_of_the_best_practices_profile() -> None:
    document = rss(feed_of(entry_of(HOSTILE)), SITE)

    assert b"<title>&#x3C;script&gt;" in document
    assert channel(feed_of(entry_of(HOSTILE))).findtext("item/title") == entry_of(HOSTILE).title


def test_no_date_switches_the_locale_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """feedgen's own formatting of RFC 822 dates would: it is not to be reached."""

    def refuse(*_: object) -> str:
        raise AssertionError("the locale was switched")

    monkeypatch.setattr(locale, "setlocale", refuse)

    assert rss(feed_of(entry_of(WHEEL)), SITE)
    assert atom(feed_of(entry_of(WHEEL)), SITE)


def test_what_atom_needs_does_not_leak_into_rss_nor_the_other_way() -> None:
    assert rss(feed_of(entry_of(WHEEL)), SITE).count(b"<author>") == 0
    assert b"dc:" not in atom(feed_of(entry_of(WHEEL)), SITE)


def test_the_generator_has_no_version() -> None:
    generator = atom_root(feed_of()).find(f"{ATOM}generator")

    assert (generator.text, dict(generator.attrib)) == ("Feedmill", {})
    assert channel(feed_of()).findtext("generator") == "Feedmill"


def test_feeds_say_whether_they_are_complete_or_an_archive() -> None:
    older = feeds.site_feed(SITE, [], complete=False, older=Shelf(folder="2026/02/"))
    for root in (channel, atom_root):
        assert root(feed_of()).find(f"{HISTORY}complete") is not None
        assert root(older).find(f"{HISTORY}complete") is None
        assert root(shelf()).find(f"{HISTORY}archive") is not None


def test_an_edit_is_dated_inside_the_rss_item() -> None:
    assert item().findtext(f"{ATOM}updated") == "2026-03-04T07:00:00+00:00"
    assert item().findtext("pubDate") == "Sun, 01 Mar 2026 23:30:00 +0000"


def test_the_guid_is_the_atom_id_and_no_permalink() -> None:
    guid = item().find("guid")

    assert guid.get("isPermaLink") == "false"
    assert guid.text == atom_root(feed_of(entry_of(WHEEL))).findtext(f"{ATOM}entry/{ATOM}id")


@pytest.mark.parametrize("format", ["rss", "atom"])
def test_spliced_documents_are_what_feedgen_writes_for_the_whole(format: str) -> None:
    """Elements are made once and spliced; not a byte but the line feeds may tell."""
    shown = feed_of(entry_of(WHEEL), entry_of(ARABIC))
    whole: FeedGenerator = _channel(shown, SITE, format)
    for entry in shown.entries:
        whole.add_entry((_item if format == "rss" else _entry)(entry, SITE), order="append")
    expected: bytes = whole.rss_str() if format == "rss" else whole.atom_str()

    spliced = (rss if format == "rss" else atom)(shown, SITE)

    declaration, _, rest = expected.partition(b"\n")
    lines = spliced.split(b"\n", 2)
    assert lines[0] == declaration
    assert lines[1].startswith(b"<?xml-stylesheet ")
    for tag in (b"<item>", b"<entry", b"</channel>", b"</feed>"):
        rest = rest.replace(tag, b"\n" + tag)
    assert lines[2] == rest + b"\n"


@pytest.mark.parametrize("document", [rss, atom])
def test_the_declaration_is_the_first_byte_and_there_is_no_doctype(document: Any) -> None:
    content: bytes = document(feed_of(entry_of(WHEEL)), SITE)

    assert content.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n")
    assert b"<!DOCTYPE" not in content
