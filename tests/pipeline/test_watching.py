"""The mill left running, with a real observer: copied in, moved in, there before, and stopped."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import httpx
import pytest

from feeds.model import Report
from feeds.pipeline.watching import watch
from tests.conftest import Place, article

pytestmark = pytest.mark.slow

PATIENCE = 30.0  # seconds that a test waits for what must come at once
BEES = article("Bees return to the old rope works", category="Science")


class Running:
    """A watch in a thread, and what it reported."""

    def __init__(self, root: Path, address: tuple[str, int] | None = None) -> None:
        self.stop, self.reports = threading.Event(), Queue[Report]()
        self.said = Queue[str]()
        self._thread = threading.Thread(
            target=watch, args=(root, self.stop, self.reports.put, self.said.put, address)
        )
        self._thread.start()

    def next(self) -> Report:
        return self.reports.get(timeout=PATIENCE)

    def end(self) -> None:
        self.stop.set()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()


@pytest.fixture
def prepared(place: Place) -> Place:
    with (place.root / "feedmill.toml").open("a") as settings:
        settings.write("[watch]\nquiet_seconds = 0.3\nrescan_seconds = 20.0\n")
    place.drop(
        "before.txt", article("Ferry fares fall for the third winter running", category="Energy")
    )
    return place


@pytest.fixture
def running(prepared: Place) -> Iterator[Running]:
    started = Running(prepared.root)
    yield started
    started.end()


def test_what_lies_there_is_published_at_the_start(running: Running, place: Place) -> None:
    assert 1 == running.next().posts
    assert (place.root / "output/energy/rss.xml").is_file()


@pytest.mark.parametrize("name", ["bees.txt", "caf\udce9\n\x1b[2J.txt"], ids=["plain", "odd"])
def test_a_dump_moved_in_is_published(
    running: Running, place: Place, tmp_path: Path, name: str
) -> None:
    running.next()
    outside = tmp_path / "bees.txt"
    outside.write_text(BEES)
    os.replace(outside, place.root / "content/dumps" / name)
    assert 1 == running.next().posts
    assert (place.root / "output/science/rss.xml").is_file()


def test_a_dump_moved_into_the_folder_one_stands_in_is_published_at_once(
    prepared: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`cd news; feedmill watch`: the site has no absolute name, and events have no other."""
    settings = prepared.root / "feedmill.toml"
    settings.write_text(settings.read_text().replace("rescan_seconds = 20.0\n", ""))
    monkeypatch.chdir(prepared.root)
    started = Running(Path())
    try:
        started.next()
        outside = tmp_path / "bees.txt"
        outside.write_text(BEES)
        os.replace(outside, "content/dumps/bees.txt")
        assert 1 == started.next().posts
    finally:
        started.end()


def test_a_dump_copied_in_is_published_once_it_is_whole(running: Running, place: Place) -> None:
    running.next()
    with (place.root / "content/dumps/bees.txt").open("w") as slow:
        half = len(BEES) // 2
        slow.write(BEES[:half])
        slow.flush()
        slow.write(BEES[half:])
    report = running.next()
    assert (1, 1) == (report.dumps, report.posts)


def test_an_editors_change_is_published(running: Running, place: Place) -> None:
    running.next()
    (post,) = place.posts().values()
    text = post.read_text().replace("third winter", "fourth winter")
    post.write_text(text)
    assert running.next().written
    assert text == post.read_text()
    assert "fourth winter" in (place.root / "output/rss.xml").read_text()


def test_a_bad_dump_does_not_end_the_watch(running: Running, place: Place, tmp_path: Path) -> None:
    running.next()
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_bytes(b"\x7fELF" + bytes(100))
    os.replace(bad, place.root / "content/dumps/bad.txt")
    assert running.next().problems
    good.write_text(BEES)
    os.replace(good, place.root / "content/dumps/good.txt")
    assert 1 == running.next().posts


def test_a_content_folder_that_comes_back_is_taken_up(running: Running, place: Place) -> None:
    running.next()
    shutil.move(place.root / "content", place.root / "away")
    (place.root / "away/dumps/bees.txt").write_text(BEES)
    before = place.tree()
    shutil.move(place.root / "away", place.root / "content")
    while running.next().posts != 1:
        pass
    assert before.keys() < place.tree().keys(), "nothing was taken down meanwhile"


def test_what_is_published_can_be_served_meanwhile(place: Place) -> None:
    place.drop("bees.txt", BEES)
    started = Running(place.root, ("127.0.0.1", 0))
    try:
        started.next()
        address = started.said.get(timeout=PATIENCE).removeprefix("serving ")
        answer = httpx.get(f"{address}science/rss.xml")
        assert "application/rss+xml; charset=utf-8" == answer.headers["content-type"]
        again = httpx.get(
            f"{address}science/rss.xml", headers={"If-None-Match": answer.headers["etag"]}
        )
        assert 304 == again.status_code
    finally:
        started.end()


def test_a_changed_theme_dresses_all_pages_anew_and_a_broken_one_is_told(
    running: Running, place: Place
) -> None:
    running.next()
    template = place.root / "theme/parts/steps.html"
    template.parent.mkdir(parents=True)
    template.write_text("<p>Ask {{ site.titel }}.</p>\n")
    said = ""
    while not said.startswith("error"):
        said = running.said.get(timeout=PATIENCE)
    assert "theme/parts/steps.html:1" in said
    template.write_text("<p>Ask {{ site.title }}.</p>\n")
    while "Ask The Test Mill." not in (place.root / "output/feeds/index.html").read_text():
        running.next()
    shutil.rmtree(place.root / "theme")
    while "Ask The Test Mill." in (place.root / "output/feeds/index.html").read_text():
        running.next()
