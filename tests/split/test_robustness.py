"""Dumps are hostile: huge, empty, garbled.  The splitter takes all of them, in linear time."""

import time
from collections.abc import Callable

import pytest

from feeds.split import split

from .conftest import dump

ARTICLE = (
    "Energy\nMill fire put out\nBy Ada Quill\n"
    + "The mill burned for an hour before it rained. " * 6
    + "\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "\n" * 1000,
        "x\n",
        "\x0b\x0c\x1c\n",
        "🦉\n🦉🦉\n" * 20,
        "\u200b\n\ufeff\n",
        "\ud7ff\uffff\n",
        "#\n" * 50,
        "[" * 9000 + "\n",
        "de " * 1500 + "4 March 2024\nBy X\n",
        "1" * 20_000 + "\n",
    ],
    ids=[
        "nothing",
        "a blank",
        "blanks",
        "a letter",
        "controls",
        "emoji",
        "zero width",
        "last points",
        "marks",
        "brackets",
        "small words",
        "digits",
    ],
)
def test_odd_dumps_are_split(text: str) -> None:
    assert len(split(dump(text)).roles) == text.count("\n")


def test_a_line_of_ten_megabytes_is_kept_whole() -> None:
    line = "word " * 2_000_000

    result = split(dump(ARTICLE + line + "\n"))

    assert sum(len(d.body) for d in result.drafts) >= len(line.strip())


def test_a_million_blank_lines_cost_next_to_nothing() -> None:
    began = time.perf_counter()

    split(dump(ARTICLE + "\n" * 1_000_000))

    assert time.perf_counter() - began < 10


def test_time_grows_with_size_and_no_faster() -> None:
    """Eight times the text takes at most some twenty times as long, noise included."""

    def seconds(copies: int) -> float:
        began = time.process_time()
        split(dump(ARTICLE * copies))
        return time.process_time() - began

    seconds(10)
    small = min(seconds(150) for _ in range(2))

    assert seconds(1200) < 20 * small + 0.5


INDEX = "A clock stops at noon\nThe bell rings again\n"


@pytest.mark.parametrize(
    "hostile",
    [
        lambda n: INDEX + "x" + " " * n + "y1\n" + INDEX + ARTICLE,
        lambda n: "=" * 300 * n + "\n",
        lambda n: "Author: x\n" * 4 * n + "Title: x\n" * 4 * n,
        lambda n: "Title: x\nAuthor: y\n  <" + "@a" * 8 * n + "\n\n" + ARTICLE,
    ],
    ids=["blanks in an index", "a rule", "labels above labels", "signs of addresses"],
)
def test_no_pattern_and_no_search_starts_over_at_each_place(hostile: Callable[[int], str]) -> None:
    """Four times the text takes at most some eight times as long, noise included."""

    def seconds(n: int) -> float:
        began = time.process_time()
        split(dump(hostile(n)))
        return time.process_time() - began

    seconds(10)
    small = min(seconds(500) for _ in range(2))

    assert seconds(2000) < 8 * small + 0.3
