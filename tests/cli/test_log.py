"""Messages for machines, and the status that a command ends with."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from feeds.cli import main, screen
from tests.conftest import Place, article

ARTICLE = article("Ferry fares fall for the third winter running", category="Energy")


@pytest.fixture(autouse=True)
def _messages_for_people() -> Iterator[None]:
    """Leave the form of messages, which is the process's, as other tests expect it."""
    yield
    screen.write_as("text")


def run(place: Place, *args: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(place.root), *args])


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stderr.splitlines()]


def test_the_end_of_a_run_is_a_line_with_its_counts(place: Place) -> None:
    place.drop("monday.txt", ARTICLE)
    (line,) = lines(run(place, "--log-format", "json", "build"))
    assert ("info", 1, 1, 0, 0) == (
        *(line["level"], line["dumps"], line["published"], line["problems"], line["waiting"]),
    )
    assert line["message"].startswith("1 article in 1 dump: 1 new post; 1 post in")
    assert datetime.fromisoformat(line["time"]).tzinfo is not None


def test_a_problem_is_a_warning_that_names_the_dump(place: Place) -> None:
    place.drop("a\nb\x1b[2J.txt", "")
    problem, end = lines(run(place, "--log-format", "json", "build"))
    assert ("warning", "a\nb\x1b[2J.txt") == (problem["level"], problem["dump"])
    assert "there is no text in it" == problem["what"]
    assert 1 == end["problems"]


def test_an_error_is_one(tmp_path: Path) -> None:
    (line,) = lines(run(Place(tmp_path), "--log-format", "json", "build"))
    assert "error" == line["level"]
    assert "no site here" in line["message"]


def test_without_the_option_it_is_text_again(place: Place) -> None:
    run(place, "--log-format", "json", "build")
    assert run(place, "build").stderr.startswith("0 posts in 3 feeds; nothing to write; ")


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["build"], 0),
        (["status"], 0),
        (["check"], 0),
        (["split", "no-such-file"], 1),
        (["bild"], 2),
        (["build", "--no-such-option"], 2),
        (["--log-format", "xml", "build"], 2),
        (["serve", "--port", "99999"], 1),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_the_status_says_how_it_went(place: Place, args: list[str], expected: int) -> None:
    place.build()
    assert expected == run(place, *args).exit_code


def test_the_status_of_a_site_at_work_a_refused_dump_and_a_wrong_setting(place: Place) -> None:
    with place.open():
        busy = run(place, "build")
    assert (1, True) == (busy.exit_code, "another Feedmill works on this site" in busy.stderr)
    place.drop("empty.txt", "")
    assert [1, 1] == [run(place, command).exit_code for command in ("build", "status")]
    place.write("feedmill.toml", "[site]\ntitel = 'x'\n")
    assert 2 == run(place, "build").exit_code


@pytest.mark.slow
def test_a_second_feedmill_says_so_and_stops_and_the_first_ends_well(place: Place) -> None:
    watch = [sys.executable, "-m", "feeds", "-C", str(place.root), "watch"]
    with subprocess.Popen(watch, stderr=subprocess.PIPE, text=True) as first:
        assert first.stderr is not None
        first.stderr.readline()
        second = subprocess.run(watch, capture_output=True, text=True, check=False)
        first.terminate()
        assert 0 == first.wait(60)
    assert 1 == second.returncode
    assert f"(process {first.pid})" in second.stderr
