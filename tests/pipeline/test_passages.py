"""Texts within archives, mailboxes and crawls are split like texts by themselves."""

import pytest

from feeds.model import Draft, Dump
from feeds.pipeline.splitting import cut
from feeds.read import read
from tests.conftest import NOON, Place, article
from tests.read.samples import MAILS, RSS, TITLES, tarred, warc_record, zipped

THREE = (
    "Ferry fares fall for the third winter running",
    "Bees return to the old rope works",
    "A lamp for the customs house",
)
TEXT = "".join(article(headline, category="Energy") for headline in THREE)
ATTACHED = """From: Ann <ann@mill.example>
Subject: The week's texts
Date: Sun, 01 Mar 2026 09:00:00 +0100
Message-ID: <1@mill.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=cut

--cut
Content-Type: text/plain; charset=utf-8

Here is what the correspondents sent in this week, as they sent it.

--cut
Content-Type: text/plain; charset=utf-8
Content-Disposition: attachment; filename=week.txt

{}
--cut--
"""
DIGEST = """From: list@mill.example
Subject: Mill list digest
Date: Sun, 01 Mar 2026 09:00:00 +0100
Message-ID: <0@mill.example>
MIME-Version: 1.0
Content-Type: multipart/digest; boundary=cut

--cut

{}
--cut

{}
--cut--
"""


def dump(name: str, data: bytes) -> Dump:
    from datetime import UTC, datetime

    return read(name, data, digest="9f2b", received=datetime.fromtimestamp(NOON, UTC))


def drafts(name: str, data: bytes) -> tuple[Draft, ...]:
    return cut(dump(name, data)).drafts


@pytest.mark.parametrize("packed", [zipped, tarred])
def test_each_text_of_an_archive_is_split(packed: object) -> None:
    assert callable(packed)
    found = drafts("week.zip", packed(a_txt=TEXT.encode(), b_rss=RSS.encode()))

    assert [*THREE, *TITLES] == [draft.title for draft in found]
    assert [("Energy",)] * 3 == [draft.categories for draft in found[:3]]


def test_the_lines_of_a_draft_are_lines_of_the_whole_dump() -> None:
    whole = dump("week.zip", zipped(a_rss=RSS.encode(), b_txt=TEXT.encode()))
    lines = whole.text.split("\n")

    for draft in cut(whole).drafts:
        assert draft.title in lines[draft.span.first - 1 : draft.span.first + 2]


def test_every_line_has_a_role_and_none_is_lost() -> None:
    whole = dump("week.zip", zipped(a_rss=RSS.encode(), b_txt=TEXT.encode(), c_txt=b"Mill\n"))
    found = cut(whole)

    assert len(whole.text.rstrip("\n").split("\n")) == len(found.roles.rstrip("."))
    dropped = dict(found.dropped)
    assert all(n in dropped for n, role in enumerate(found.roles, 1) if role in "xn")


def test_a_text_that_is_attached_to_a_message_is_split() -> None:
    box = "From ann@mill.example Sun Mar  1 09:00:00 2026\n" + ATTACHED.format(TEXT)
    found = drafts("week.mbox", box.encode())

    assert ["The week's texts", *THREE] == [draft.title for draft in found]


def test_the_messages_of_a_digest_are_articles() -> None:
    found = drafts("week.eml", DIGEST.format(*MAILS).encode())

    assert list(TITLES) == [draft.title for draft in found]
    assert [("Ann",), ("Bob",)] == [draft.byline for draft in found]


def test_the_text_of_a_crawled_page_is_split_and_its_address_named() -> None:
    record = warc_record("conversion", "https://mill.example/news", TEXT.encode())
    found = drafts("crawl.wet", record)

    assert list(THREE) == [draft.title for draft in found]
    assert all("(https://mill.example/news)" in draft.body for draft in found)
    assert {"https://mill.example/news"} == {d.origin.link for d in found if d.origin}


def test_a_text_in_an_archive_links_to_where_its_articles_were_published_first() -> None:
    record = "Title: The lock\nURL: https://mill.example/a)b\nDate: 2026-02-01\n\nIt was shut.\n"
    (draft,) = drafts("week.zip", zipped(a_txt=record.encode()))

    assert "It was shut.\n\n[mill.example](https://mill.example/a%29b)" == draft.body
    assert draft.origin
    assert "https://mill.example/a%29b" == draft.origin.link


def test_a_zip_of_texts_is_published_article_by_article(place: Place) -> None:
    (place.root / "content/dumps/week.zip").write_bytes(
        zipped(a_txt=TEXT.encode(), b_txt=article("A quiet day at the lock").encode())
    )

    assert 4 == place.build().published
