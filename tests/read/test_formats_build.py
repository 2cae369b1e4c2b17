"""One sample of each format, from the folder of dumps to the feeds."""

import gzip
import os
from pathlib import Path

import pytest

from feeds.pipeline.splitting import split_file
from tests.conftest import NOON, Place, article

from .samples import BODIES, MAILS, SAMPLES, STATED, TITLES


def dropped(place: Place, name: str, data: bytes) -> None:
    path = place.root / "content/dumps" / name
    path.write_bytes(data)
    os.utime(path, (NOON + 20_000_000, NOON + 20_000_000))


@pytest.mark.parametrize("name", SAMPLES)
def test_each_format_becomes_posts_and_entries_of_the_feed(place: Place, name: str) -> None:
    dropped(place, name, SAMPLES[name])

    report = place.build()

    assert () == report.problems
    assert (2, 2) == (report.articles, report.published)
    feed = place.tree()["rss.xml"].decode()
    for words in (*TITLES, *BODIES):
        assert words in feed


@pytest.mark.parametrize("name", STATED)
def test_what_a_format_states_stands_in_the_front_matter(place: Place, name: str) -> None:
    dropped(place, name, SAMPLES[name])
    place.build()

    assert {
        "town/2026-03-01-mill-fire-in-the-old-town.md",
        "town/2026-03-08-ferry-stays-in-harbour.md",
    } == set(place.posts())


def test_the_same_articles_in_another_file_are_posted_once(place: Place) -> None:
    """Promise 4, across formats: a mailbox, and the same mails zipped and tarred."""
    for name in ("morning.mbox", "mails.zip", "mails.tar.gz"):
        dropped(place, name, SAMPLES[name])

    assert 2 == place.build().posts


def test_a_single_message_is_a_post(place: Place) -> None:
    dropped(place, "morning.eml", MAILS[0].encode())

    assert 1 == place.build().published
    assert TITLES[0] in place.tree()["rss.xml"].decode()


def test_a_file_of_a_format_with_nothing_in_it_is_a_problem(place: Place) -> None:
    """Promise 10."""
    dropped(place, "morning.json", b"[{}]")
    dropped(place, "morning.rss", b"<rss><channel><title>x</title></channel></rss>")

    assert {"content/dumps/morning.json", "content/dumps/morning.rss"} == {
        problem.where for problem in place.build().problems
    }


def test_a_sample_in_zstd_is_two_posts(place: Place) -> None:
    zstandard = pytest.importorskip("zstandard", reason="the extra zstd is not installed")
    dropped(place, "morning.rss.zst", zstandard.ZstdCompressor().compress(SAMPLES["morning.rss"]))

    assert 2 == place.build().published


@pytest.mark.parametrize("name", ["morning.txt", "morning.md", "morning.txt.gz"])
def test_a_text_is_two_posts(place: Place, name: str) -> None:
    mark = "# " if name.endswith(".md") else ""
    text = "".join(mark + article(title, category="" if mark else "Town") for title in TITLES)
    data = text.encode()
    dropped(place, name, gzip.compress(data) if name.endswith(".gz") else data)

    assert 2 == place.build().published
    assert all(title in place.tree()["rss.xml"].decode() for title in TITLES)


def test_the_explanation_shows_what_the_format_stated_and_what_was_left_out(tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    path.write_bytes(SAMPLES["feed.zip"])

    shown = "".join(split_file(path, "explain"))

    assert f"title        {TITLES[0]}" in shown
    assert "byline       Ann" in shown
    assert "category     Town" in shown
    assert f"paragraph    {BODIES[0]}" in shown
    assert "readme.png: not read: this is a PNG picture, not text   [stands outside" in shown
