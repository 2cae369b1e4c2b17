"""Many dumps at once, and a disk that fails meanwhile: none lost, none twice, none starved."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from queue import Queue

import pytest
from msgspec.structs import replace

from feeds.model import Report
from feeds.pipeline.build import Touched
from feeds.pipeline.watching import watch
from tests.conftest import Place, article

ROOT = Path(__file__).resolve().parents[2]


def headlined(number: int) -> str:
    return article(f"Ferry number {number} is taken out of service", category="Energy")


@pytest.mark.slow
def test_a_storm_from_four_writers_is_published_whole_and_once() -> None:
    """With 10,000 dumps: `python -m benchmarks.storm 10000`."""
    storm = [sys.executable, "-m", "benchmarks.storm", "80", "--stalled", "120"]
    table = subprocess.run(storm, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.search(r"^ *lost  0$", table, re.MULTILINE), table
    assert re.search(r"^ *doubled  0$", table, re.MULTILINE), table


def test_news_is_taken_before_what_waits_and_what_waits_is_not_forgotten(place: Place) -> None:
    """With no patience at all a run takes one dump of each kind, and says what is left."""
    for number in range(4):
        place.drop(f"{number}.txt", headlined(number))
    first = place.build(Touched(sweep=True, patience=0.0))
    assert (1, ("1.txt", "2.txt", "3.txt")) == (first.dumps, first.waiting)

    place.drop("late.txt", headlined(9))
    news = Touched(dumps=frozenset({"late.txt"}), backlog=first.waiting, patience=0.0)
    second = place.build(news)
    assert (2, ("2.txt", "3.txt")) == (second.dumps, second.waiting)
    assert b"Ferry number 9" in place.tree()["energy/rss.xml"]

    last = place.build(Touched(backlog=second.waiting))
    assert (2, ()) == (last.dumps, last.waiting)
    assert 5 == last.published


def test_a_storm_of_news_leaves_the_rest_of_it_behind_what_waits_already(place: Place) -> None:
    place.build()
    for number in range(5):
        place.drop(f"{number}.txt", headlined(number))
    news = Touched(dumps=frozenset({"0.txt", "1.txt"}), backlog=("3.txt", "4.txt"), patience=0.0)
    assert ("4.txt", "1.txt") == place.build(news).waiting


class Watching:
    """A watch in a thread; what it reported and said."""

    def __init__(self, place: Place) -> None:
        self.stop, self.reports, self.said = threading.Event(), Queue[Report](), Queue[str]()
        self.thread = threading.Thread(
            target=watch, args=(place.root, self.stop, self.reports.put, self.said.put)
        )
        self.thread.start()

    def end(self) -> None:
        self.stop.set()
        self.thread.join(60)
        assert not self.thread.is_alive()


@pytest.mark.slow
def test_a_watch_goes_on_by_itself_while_dumps_wait(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No event tells of them any longer, and the next sweep is an hour away."""
    monkeypatch.setattr("feeds.pipeline.watching.PATIENCE", 0.0)
    place.write("feedmill.toml", _settings(place, rescan=3600.0))
    for number in range(6):
        place.drop(f"{number}.txt", headlined(number))
    running = Watching(place)
    try:
        while running.reports.get(timeout=60).published < 6:
            pass
    finally:
        running.end()


@pytest.mark.slow
def test_a_watch_on_a_full_disk_says_so_goes_on_and_makes_up_for_it(place: Place) -> None:
    """Nothing but the clock tells it that there is space again."""
    output = place.root / "output"
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(output)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount")
    place.write("feedmill.toml", _settings(place, rescan=3600.0))
    place.drop("monday.txt", headlined(1))
    running = Watching(place)
    try:
        while not (said := running.said.get(timeout=60)).startswith("error: "):
            pass
        assert "No space left on device" in said
        assert "tried again in 0.5 s" in said
        subprocess.run(["mount", "-o", "remount,size=8m", output], check=True)
        while running.reports.get(timeout=60).published < 1:
            pass
        assert (output / "energy/rss.xml").is_file()
    finally:
        running.end()
        subprocess.run(["umount", "-l", output], check=True)


def _settings(place: Place, rescan: float) -> str:
    text = (place.root / "feedmill.toml").read_text()
    times = f"quiet_seconds = 0.2\nmax_wait_seconds = 0.5\nrescan_seconds = {rescan}\n"
    return f"{text}[watch]\n{times}"


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> Callable[[Place, Touched], Report]:
    """A run without patience: it makes one list and puts the others off."""
    monkeypatch.setattr("feeds.publish.apply.BATCH", 1)
    return lambda place, touched: place.build(replace(touched, patience=0.0))


def test_lists_are_put_off_while_there_is_no_patience_and_then_made(
    place: Place, hasty: Callable[[Place, Touched], Report]
) -> None:
    """The article and its feeds go out; the next run catches up, another process too."""
    place.drop("0.txt", headlined(0))
    place.build()
    before = place.tree()
    place.drop("1.txt", headlined(1))
    first = hasty(place, Touched(dumps=frozenset({"1.txt"})))
    assert b"Ferry number 1" in place.tree()["energy/rss.xml"]
    assert before["index.html"] == place.tree()["index.html"]
    assert first.put_off > 5

    second = place.build(Touched())
    assert (0, True) == (second.put_off, second.written > 0)
    assert place.tree() == place.rebuilt()


def test_each_list_has_its_turn_however_long_a_storm_is(
    place: Place, hasty: Callable[[Place, Touched], Report]
) -> None:
    place.drop("0.txt", headlined(0))
    place.build()
    before = place.tree()
    most = 0
    for number in range(1, 20):
        place.drop(f"{number}.txt", headlined(number))
        report = hasty(place, Touched(dumps=frozenset({f"{number}.txt"})))
        most = max(most, report.put_off)
    assert 5 < most < 19
    after = place.tree()
    same = {path for path in before if before[path] == after[path]}
    place.build()
    assert same == {path for path in before if before[path] == place.tree()[path]}


def test_nothing_is_put_off_when_something_goes_that_lists_may_link_to(
    place: Place, hasty: Callable[[Place, Touched], Report]
) -> None:
    place.drop("0.txt", headlined(0))
    place.drop("1.txt", headlined(1))
    place.build()
    name, path = next(iter(place.posts().items()))
    path.unlink()
    report = hasty(place, Touched(posts=frozenset({name})))
    assert (0, True) == (report.put_off, report.removed > 0)
    assert place.tree() == place.rebuilt()
