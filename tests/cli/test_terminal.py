"""What a person sees in a terminal of 80 columns, and that nobody else sees it."""

import os
import pty
import struct
import sys
import termios
from fcntl import ioctl
from subprocess import DEVNULL, Popen

import pytest

from feeds.cli import screen
from feeds.model import Problem, Report, Shortened
from tests.conftest import Place, article

COLUMNS = 80
FULL = Report(
    dumps=123_456,
    articles=1_234_567,
    posts=1_234_567,
    published=1_234_567,
    held=12_345,
    feeds=12_345,
    written=1_234_567,
    removed=1_234_567,
    shortened=(Shortened(folder="a-category-with-a-long-name/", held=49, wanted=50),),
    waiting=("a.txt",),
    seconds=3599.0,
    problems=(Problem(where="a", what="b"),),
)


def in_a_terminal(place: Place, *args: str) -> str:
    """Return what `feedmill` writes to a terminal, with its status at the end."""
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
    command = [sys.executable, "-m", "feeds", "-C", str(place.root), *args]
    environment = {**os.environ, "TERM": "xterm"}
    with (
        open(ours, "rb", buffering=0) as screen_,
        Popen(command, stdin=DEVNULL, stdout=theirs, stderr=theirs, env=environment) as process,
    ):
        os.close(theirs)
        seen = b""
        try:
            while piece := screen_.read(65536):
                seen += piece
        except OSError:  # how a terminal ends on Linux
            pass
        return f"{seen.decode()}[{process.wait()}]"


@pytest.mark.slow
def test_a_build_shows_how_far_it_is_and_how_long_it_will_take(place: Place) -> None:
    for number in range(3):
        place.drop(f"{number}.txt", article(f"Ferry number {number} sails at noon", category="Sea"))
    seen = in_a_terminal(place, "build")
    for shown in ("reading dumps", "publishing", "3/3", "━━━", "/s", "0:00:00"):
        assert shown in seen
    assert seen.endswith("s\r\n[0]")


@pytest.mark.slow
def test_a_quiet_build_shows_nothing_even_in_a_terminal(place: Place) -> None:
    place.drop("a.txt", article("The ferry sails at noon", category="Sea"))
    assert "[0]" == in_a_terminal(place, "build", "--quiet")


@pytest.mark.parametrize("report", [FULL, Report()], ids=["all there is", "nothing"])
def test_the_summary_fits_80_columns(report: Report, capsys: pytest.CaptureFixture[str]) -> None:
    screen.summary(report)
    told = capsys.readouterr().err.splitlines()
    assert told
    assert [] == [line for line in told if len(line) > COLUMNS]


def test_the_summary_answers_what_happened(capsys: pytest.CaptureFixture[str]) -> None:
    screen.summary(FULL)
    assert [
        "the feed of a-category-with-a-long-name has room for 49 of its 50 articles",
        "1,234,567 articles in 123,456 dumps: 1,234,567 new posts",
        "1,234,567 posts in 12,345 feeds",
        "1,234,567 files written, 1,234,567 removed; 59 min 59 s",
        "12,345 posts held for review: feedmill review",
        "1 dump left for the next run",
        "1 problem (above)",
    ] == capsys.readouterr().err.splitlines()
