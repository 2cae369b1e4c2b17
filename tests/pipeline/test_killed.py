"""Killed from outside, at a moment nobody chose, and at each commit of the catalogue."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from feeds.files import TEMPORARY
from feeds.pipeline.build import Touched
from tests.conftest import Place, article
from tests.pipeline.test_links import dead_links

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]
KILLS = 8


def stock(place: Place, numbers: range) -> Place:
    for number in numbers:
        story = article(f"Ferry number {number} is taken out of service", category="Energy")
        place.drop(f"{number:03}.txt", story)
    return place


def test_a_watch_killed_again_and_again_loses_nothing_and_doubles_nothing(
    places: Callable[[str], Place],
) -> None:
    """SIGKILL at a random moment of each run; more dumps come between them."""
    chance = random.Random(7)
    place, wanted = places("killed"), stock(places("never killed"), range(KILLS * 5))
    command = [sys.executable, "-m", "feeds", "-C", str(place.root), "watch"]
    for number in range(KILLS):
        stock(place, range(number * 5, number * 5 + 5))
        with subprocess.Popen(command, stderr=subprocess.PIPE) as mill:
            assert mill.stderr is not None
            mill.stderr.readline()  # it watches from here on
            threading.Event().wait(chance.uniform(0.0, 1.5))
            mill.kill()
        assert not dead_links(place.root / "output"), f"kill {number}"
    wanted.build()

    place.build()

    assert wanted.tree() == place.tree()
    assert wanted.tree("content/posts") == place.tree("content/posts")
    assert not _leftovers(place.root)


def test_a_post_that_a_dying_run_wrote_a_moment_ago_is_not_written_twice(
    places: Callable[[str], Place],
) -> None:
    """A sweep leaves alone what was written just now, also the post that nothing tells of yet."""
    wanted, place = stock(places("never killed"), range(2)), stock(places("killed"), range(2))
    wanted.build()
    shutil.copytree(wanted.root / "content/posts", place.root / "content/posts", dirs_exist_ok=True)
    for post in (place.root / "content/posts").rglob("*.md"):
        os.utime(post)

    place.build(Touched(sweep=True, quiet=3600.0))
    place.build()

    assert wanted.tree("content/posts") == place.tree("content/posts")
    assert wanted.tree() == place.tree()


def test_a_term_lets_the_run_under_way_finish(place: Place) -> None:
    stock(place, range(10))
    command = [sys.executable, "-m", "feeds", "-C", str(place.root), "watch"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as mill:
        assert mill.stderr is not None
        mill.stderr.readline()
        mill.send_signal(signal.SIGTERM)
        said = mill.stderr.read()
        assert 0 == mill.wait(60)
    assert said.endswith("stopped\n")
    assert "" == (place.root / ".feedmill/lock").read_text(), "nobody will think that it died"
    assert not dead_links(place.root / "output")
    assert not _leftovers(place.root)


class _Dying:
    """A connection that dies just before, or just after, a statement of a run."""

    def __init__(self, real: sqlite3.Connection, word: str, *, after: bool) -> None:
        self._real, self._word, self._after = real, word, after

    def execute(self, statement: str, *values: Any) -> Any:
        ours = statement.startswith(self._word)
        if ours and not self._after:
            os._exit(9)
        result = self._real.execute(statement, *values)
        if ours:
            os._exit(9)
        return result

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


@pytest.mark.parametrize("word", ["BEGIN IMMEDIATE", "COMMIT"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("again", [False, True], ids=["first build", "next day"])
def test_a_run_killed_at_a_commit_is_made_up_for(
    places: Callable[[str], Place], word: str, after: bool, again: bool
) -> None:
    wanted, place = stock(places("never killed"), range(2)), stock(places("killed"), range(2))
    for each in (wanted, place):
        if again:
            each.build()
            stock(each, range(1, 4))
    wanted.build()
    child = os.fork()
    if child == 0:
        try:
            with place.open() as mill:
                mill.catalogue.connection = _Dying(  # type: ignore[assignment]
                    mill.catalogue.connection, word, after=after
                )
                from feeds.pipeline.build import build

                build(mill)
        finally:
            os._exit(1)
    assert 9 == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    assert not place.build().problems

    assert wanted.tree() == place.tree()
    assert wanted.tree("content") == place.tree("content")
    assert not _leftovers(place.root)


def _leftovers(root: Path) -> list[Path]:
    return list(root.rglob(f"*{TEMPORARY}"))
