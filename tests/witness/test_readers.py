"""What real readers make of a real build: everything arrives, once, and corrections correct."""

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
import yaml

from tests.witness.by_feedparser import FeedparserSubscriber, read_feedparser
from tests.witness.by_newsboat import NEWSBOAT, NewsboatSubscriber
from tests.witness.by_reader import ReaderSubscriber
from tests.witness.conftest import Press
from tests.witness.seen import Seen, Subscriber

XML = ("rss.xml", "atom.xml")
FORMATS = (*XML, "feed.json")

needs_newsboat = pytest.mark.skipif(
    NEWSBOAT is None, reason="newsboat is not installed: run .ci/system-packages"
)

WITH_NEWSBOAT = (needs_newsboat, pytest.mark.slow)

Follow = Callable[[str, Path], Subscriber]
FOLLOWED = [
    *(pytest.param(lambda u, _: FeedparserSubscriber(u), n, id=f"feedparser-{n}") for n in XML),
    *(pytest.param(ReaderSubscriber, n, id=f"reader-{n}") for n in FORMATS),
    *(pytest.param(NewsboatSubscriber, n, id=f"newsboat-{n}", marks=WITH_NEWSBOAT) for n in XML),
]

TITLE = "Vec<T> & Tea \u2013 \u201cat last\u201d, says AT&T; 1 < 2, &amp; rests"

POST = f"""---
id: tag:mill.example,2026:post/by-hand
title: "{TITLE}"
date: 2026-03-02T09:30:00+01:00
category: Food & Drink
authors: [Ines Halloran, "Dr. Samuel Okoro-Lind"]
tags: [tea, "C++"]
summary: "A summary with <i>no</i> markup & one ampersand."
---

First paragraph with *stress*, a [link](../../../about/), `x < y && z` and \U0001f375.

## A sub-heading

- one
- two

![A cup](cup.png)

Last paragraph, \u00fcber alles Wasser \u2013 \u6c34.
"""


def front_matter(path: Path) -> tuple[dict[str, Any], str]:
    _, head, body = path.read_text("utf-8").split("---\n", 2)
    return yaml.safe_load(head), body


def letters(text: str) -> str:
    """Return what of Markdown or HTML is words: marks, tags and spaces do not count."""
    return re.sub(r"[\W_]+", "", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def follow(reader: Follow, press: Press, name: str, tmp_path: Path) -> Subscriber:
    return reader(press.url + name, tmp_path)


@pytest.mark.parametrize(("reader", "name"), FOLLOWED)
def test_every_post_arrives_whole(reader: Follow, name: str, press: Press, tmp_path: Path) -> None:
    """Title, link, id, date, author, category and every word, in every reader and format."""
    press.drop("brackwater-gazette.txt", "ostrey-observer.txt", "quellhafener-bote.txt")
    press.build()

    found = follow(reader, press, name, tmp_path).visit().by_id()

    posts = [front_matter(path) for path in press.posts()]
    assert len(posts) >= 10
    assert found.keys() == {head["id"] for head, _ in posts}
    for head, body in posts:
        agrees(found[head["id"]], head, body, press)


def agrees(entry: Seen, head: dict[str, Any], body: str, press: Press) -> None:
    date = datetime.fromisoformat(str(head["date"]))
    assert entry.title == head["title"]
    assert entry.link == f"{press.url}{date:%Y/%m}/{head['slug']}/"
    assert entry.published == date.astimezone(UTC)
    assert letters(entry.content) == letters(body)
    if entry.authors is not None and head.get("authors"):
        assert ", ".join(entry.authors) == ", ".join(head["authors"])
    if entry.categories is not None:
        assert head["category"] in entry.categories


@pytest.mark.parametrize(("reader", "name"), FOLLOWED)
def test_a_title_that_looks_like_markup_arrives_as_it_was_written(
    reader: Follow, name: str, press: Press, tmp_path: Path
) -> None:
    """Thirteen of sixteen readers show entities when a title is escaped twice."""
    folder = press.root / "content" / "posts"
    folder.mkdir(parents=True)
    (folder / "tea.md").write_text(POST, "utf-8")
    press.build()

    (entry,) = follow(reader, press, name, tmp_path).visit().entries

    # reader hands the HTML of an Atom title on as it is, so it may be escaped, but once.
    assert TITLE in (entry.title, html.unescape(entry.title))
    assert entry.published == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert f'href="{press.url}about/"' in entry.content
    assert f'src="{press.url}2026/03/' in entry.content
    assert "x &lt; y &amp;&amp; z" in entry.content
    assert "\U0001f375" in entry.content
    assert "\u6c34" in entry.content


def test_ids_and_links_are_the_same_in_all_formats(press: Press, tmp_path: Path) -> None:
    press.drop("brackwater-gazette.txt", "quellhafener-bote.txt")
    press.build()

    seen = [
        {
            (e.id, e.link, e.title, e.content)
            for e in _visit(ReaderSubscriber, press, name, tmp_path)
        }
        for name in FORMATS
    ]

    assert seen[0]
    assert seen[0] == seen[1] == seen[2]


def _visit(reader: Follow, press: Press, name: str, tmp_path: Path) -> tuple[Seen, ...]:
    workdir = tmp_path / name
    workdir.mkdir()
    return follow(reader, press, name, workdir).visit().entries


@pytest.mark.parametrize(("reader", "name"), FOLLOWED)
def test_one_more_dump_brings_exactly_its_own_entries(
    reader: Follow, name: str, press: Press, tmp_path: Path
) -> None:
    press.drop("brackwater-gazette.txt")
    press.build()
    subscriber = follow(reader, press, name, tmp_path)
    before = subscriber.visit().by_id()

    press.drop("quellhafener-bote.txt")
    press.build()
    visit = subscriber.visit()

    added = {
        head["id"]
        for head, _ in map(front_matter, press.posts())
        if head["source"]["dump"] == "quellhafener-bote.txt"
    }
    assert len(added) >= 3
    assert visit.new == added
    assert not visit.changed
    assert visit.by_id().keys() == before.keys() | added


@pytest.mark.parametrize(("reader", "name"), FOLLOWED)
def test_a_build_that_changes_nothing_shows_nothing(
    reader: Follow, name: str, press: Press, tmp_path: Path
) -> None:
    """The same dump again, under another name too: not even the bytes move."""
    press.drop("brackwater-gazette.txt")
    press.build()
    subscriber = follow(reader, press, name, tmp_path)
    before = subscriber.visit().by_id()
    dumps = press.root / "content" / "dumps"
    (dumps / "again.txt").write_bytes((dumps / "brackwater-gazette.txt").read_bytes())

    press.build()
    visit = subscriber.visit()

    assert not visit.new
    assert not visit.changed
    assert visit.by_id() == before


@pytest.mark.parametrize(("reader", "name"), FOLLOWED)
def test_an_edit_corrects_the_entry_and_does_not_double_it(
    reader: Follow, name: str, press: Press, tmp_path: Path
) -> None:
    """Title, slug, category, file name and text all change; the id does not, and so it is one."""
    press.drop("brackwater-gazette.txt")
    press.build()
    subscriber = follow(reader, press, name, tmp_path)
    before = subscriber.visit().by_id()
    path = press.posts()[0]
    head, _ = front_matter(path)
    _rewrite(path)

    press.build()
    visit = subscriber.visit()

    entry = visit.by_id()[head["id"]]
    assert not visit.new
    assert visit.changed == {head["id"]}
    assert visit.by_id().keys() == before.keys()
    assert entry.title == "Corrected by the desk"
    assert "An earlier version had it wrong." in entry.content
    assert entry.published == before[head["id"]].published
    # newsboat keeps the first link it saw; the others follow the slug.
    if reader is not NewsboatSubscriber:
        assert entry.link.endswith("/corrected/")


def _rewrite(path: Path) -> None:
    text = path.read_text("utf-8")
    text = re.sub(r"(?m)^title: .*$", "title: Corrected by the desk", text, count=1)
    text = re.sub(r"(?m)^slug: .*$", "slug: corrected", text, count=1)
    text = re.sub(r"(?m)^category: .*$", "category: Corrections", text, count=1)
    text += "\nAn earlier version had it wrong.\n"
    moved = path.parent.parent / "corrections" / "renamed.md"
    moved.parent.mkdir()
    path.unlink()
    moved.write_text(text, "utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_a_withdrawn_post_is_gone_for_who_subscribes_now(
    name: str, press: Press, tmp_path: Path
) -> None:
    press.drop("brackwater-gazette.txt")
    press.build()
    path = press.posts()[0]
    head, _ = front_matter(path)
    ids = {front_matter(post)[0]["id"] for post in press.posts()}
    path.write_text(path.read_text("utf-8").replace("---\n", "---\ndraft: true\n", 1), "utf-8")

    press.build()

    found = ReaderSubscriber(press.url + name, tmp_path).visit().by_id()
    assert found.keys() == ids - {head["id"]}


def test_an_edit_moves_the_updated_date_and_not_the_published_one(press: Press) -> None:
    press.drop("brackwater-gazette.txt")
    press.build()
    feed = press.root / "output" / "atom.xml"
    before = {entry.id: entry for entry in read_feedparser(feed.read_bytes())}
    path = press.posts()[0]
    head, _ = front_matter(path)
    path.write_text(path.read_text("utf-8") + "\nMore is known now.\n", "utf-8")

    press.build()

    after = {entry.id: entry for entry in read_feedparser(feed.read_bytes())}
    old, new = before.pop(head["id"]), after.pop(head["id"])
    assert new.published == old.published
    assert new.updated
    assert old.updated
    assert new.updated > old.updated
    assert after == before


@pytest.mark.parametrize(("reader", "name"), FOLLOWED)
def test_a_category_has_its_own_entries_and_no_others(
    reader: Follow, name: str, press: Press, tmp_path: Path
) -> None:
    press.drop("brackwater-gazette.txt")
    press.build()

    found = follow(reader, press, f"transport/{name}", tmp_path).visit().by_id()

    heads = [head for head, _ in map(front_matter, press.posts())]
    assert found.keys() == {head["id"] for head in heads if head["category"] == "Transport"}
    assert len(found) == 2


def test_who_asks_again_is_told_that_nothing_changed(press: Press, tmp_path: Path) -> None:
    """newsboat is no witness here: its unattended reload never asks conditionally."""
    press.drop("brackwater-gazette.txt")
    press.build()
    subscriber = ReaderSubscriber(f"{press.url}rss.xml", tmp_path)
    subscriber.visit()
    press.build()

    subscriber.visit()

    assert press.answers == [("/rss.xml", 200), ("/rss.xml", 304)]


@needs_newsboat
@pytest.mark.slow
def test_who_imports_the_list_of_feeds_sees_every_post_once(press: Press, tmp_path: Path) -> None:
    """newsboat keeps an id once across its feeds, so lists that overlap lose entries."""
    press.drop("brackwater-gazette.txt", "ostrey-observer.txt", "quellhafener-bote.txt")
    press.build()
    subscriber = NewsboatSubscriber("", tmp_path)

    followed = subscriber.import_opml(press.root / "output" / "feeds.opml")
    found = subscriber.visit().by_id()

    heads = [head for head, _ in map(front_matter, press.posts())]
    assert len(followed) == len({head["category"] for head in heads})
    assert found.keys() == {head["id"] for head in heads}


@pytest.mark.parametrize("name", XML)
def test_the_archive_leads_back_to_the_first_post(name: str, press: Press) -> None:
    """A feed of two entries, and behind it, link by link (RFC 5005), all there ever was."""
    press.configure("\n[feeds]\nmax_items = 2\nmax_days = 0\n")
    press.drop("brackwater-gazette.txt", "quellhafener-bote.txt", "lowmere-review.txt")
    press.build()

    url, found, documents = f"{press.url}{name}", set[str](), 0
    while url:
        feed = feedparser.parse(url)
        documents += 1
        found |= {entry.id for entry in feed.entries}
        url = next((link.href for link in feed.feed.links if link.rel == "prev-archive"), "")

    assert documents >= 4
    assert found == {head["id"] for head, _ in map(front_matter, press.posts())}
