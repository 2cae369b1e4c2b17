"""Feeds, published again: what they state is kept, and the source is named."""

import socket
from datetime import UTC, datetime

import pytest

from feeds.errors import DumpError
from feeds.model import Draft, Dump
from feeds.read import read

ITEM = "<item><title>Mill fire</title><description>It burnt.</description>{}</item>"
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def reading(data: str, name: str = "a.xml") -> Dump:
    return read(name, data.encode(), digest="9f2b", received=datetime(2026, 3, 9, tzinfo=UTC))


def rss(items: str, prolog: str = "") -> Dump:
    head = "<title>The Daily Mill</title><link>https://mill.example/</link>"
    return reading(
        f'{prolog}<rss version="2.0" {DC} {CONTENT}><channel>{head}{items}</channel></rss>'
    )


def only(items: str) -> Draft:
    (draft,) = rss(items).drafts or ()
    return draft


def test_a_feed_is_told_by_its_root_past_declarations_and_style_sheets() -> None:
    prolog = '<?xml version="1.0"?>\n<?xml-stylesheet href="a.css"?>\n<!-- a feed -->\n'

    assert rss(ITEM, prolog).media_type == "application/rss+xml"


def test_the_full_text_is_the_body_and_the_description_the_dek() -> None:
    full = "<content:encoded>&lt;p&gt;It burnt down.&lt;/p&gt;</content:encoded>"

    draft = only(f"<item><title>a</title><description>Short.</description>{full}</item>")

    assert ("It burnt down.", "Short.") == (draft.body, draft.dek)


def test_the_source_is_named_at_the_end() -> None:
    assert only(ITEM.format("<link>https://mill.example/a</link>")).body == (
        "It burnt.\n\n[The Daily Mill](https://mill.example/a)"
    )
    other = '<link>https://m.example/a</link><source url="https://x.example/f">Echo</source>'
    assert only(ITEM.format(other)).body.endswith("[Echo](https://m.example/a)")


def test_a_permalink_guid_is_an_address_and_another_is_not() -> None:
    assert "](https://m.example/a)" in only(ITEM.format("<guid>https://m.example/a</guid>")).body
    guid = '<guid isPermaLink="false">https://m.example/a</guid>'
    assert "m.example" not in only(ITEM.format(guid)).body


def test_an_item_of_title_and_link_alone_is_its_link() -> None:
    draft = only("<item><title>Mill</title><link>https://m.example/a</link></item>")

    assert ("Mill", "[The Daily Mill](https://m.example/a)") == (draft.title, draft.body)


def test_relative_links_are_resolved_against_the_item() -> None:
    item = "<item><title>a</title><link>https://m.example/a/</link><description>{}</description></item>"

    body = only(item.format("&lt;p&gt;&lt;a href='b'&gt;c&lt;/a&gt;&lt;/p&gt;")).body

    assert body.startswith("[c](https://m.example/a/b)")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A &amp; B", "A & B"),
        ("A &amp;amp; B", "A & B"),
        ("&lt;b&gt;A&lt;/b&gt;", "A"),
        ("<![CDATA[A & B]]>", "A & B"),
        ("A&nbsp;B", "A B"),
    ],
)
def test_titles_are_unescaped_as_readers_do(title: str, expected: str) -> None:
    assert (
        expected == only(f"<item><title>{title}</title><description>b</description></item>").title
    )


def test_titles_of_pictures_are_not_the_articles() -> None:
    media = 'xmlns:media="http://search.yahoo.com/mrss/"'

    draft = only(f"<item {media}><media:title>A picture</media:title><title>a</title>"
                 "<description>b</description></item>")  # fmt: skip

    assert draft.title == "a"


def test_atom_dates_are_those_of_publication() -> None:
    dates = "<updated>2026-03-02T00:00:00Z</updated>{}"
    entry = f"<entry><title>a</title>{dates}<summary>b</summary></entry>"
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>{}</feed>'

    for stated, day in (("<published>2026-03-01T00:00:00Z</published>", 1), ("", 2)):
        (draft,) = reading(feed.format(entry.format(stated))).drafts or ()
        assert datetime(2026, 3, day, tzinfo=UTC) == draft.published


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "boom"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE rss SYSTEM "http://mill.example/rss.dtd">',
    ],
)
def test_a_document_type_is_refused(doctype: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trap: entity bombs, and entities that are files or addresses."""

    def refuse(*_: object) -> None:
        raise AssertionError("a feed asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with pytest.raises(DumpError, match="document type"):
        rss(ITEM.format("<category>&b;</category>"), f"<?xml version='1.0'?>{doctype}")


def test_a_feed_that_was_cut_short_is_read_up_to_there_and_says_so() -> None:
    dump = reading(f"<rss><channel>{ITEM}{ITEM}<item><title>half".replace("{}", ""))

    assert 2 == len(dump.drafts or ())
    assert "not well-formed" in dump.text


def test_a_feed_without_entries_is_refused() -> None:
    with pytest.raises(DumpError, match="no entry"):
        rss("")


@pytest.mark.parametrize(
    "told",
    [
        '<media:content xmlns:media="http://search.yahoo.com/mrss/" medium="image" url="{}"/>',
        '<media:group xmlns:media="http://search.yahoo.com/mrss/"><media:thumbnail url="{}"/>'
        "</media:group>",
        '<enclosure type="image/jpeg" length="9" url="{}"/>',
    ],
)
def test_the_picture_that_a_feed_names_is_kept(told: str) -> None:
    assert "https://mill.example/a.jpg" == only(ITEM.format(told.format("/a.jpg"))).image
    assert "" == only(ITEM.format(told.format("javascript:x"))).image


def test_a_recording_is_no_picture() -> None:
    assert "" == only(ITEM.format('<enclosure type="audio/mpeg" url="https://a.example/b"/>')).image
