"""What stands farther off: runs that come back, headlines said twice, the next long line."""

import numpy as np

from feeds.split.features import NAMES, features
from feeds.split.lines import read_page

MENU = ["Home", "Tides", "Boats", "Contact us"]
TEXT = (
    "A long line about the harbour, the wind over it, the boats that did not go out today, and "
    "those who mended their nets in the meantime."
)
PAGES = [
    line
    for title in ("Wind over the bay", "Nets and knots", "A new pier")
    for line in (*MENU, title, TEXT)
]


def column(lines: list[str], name: str) -> list[float]:
    rows = features(read_page("\n".join(lines) + "\n")).rows
    return [round(float(value), 2) for value in rows[:, NAMES.index(name)]]


def test_a_headline_stands_right_below_a_menu_that_comes_back() -> None:
    below = column(PAGES, "run:below")

    assert [i for i, value in enumerate(below) if value == 1.0] == [4, 10, 16]
    assert [i for i, value in enumerate(column(PAGES, "run:left")) if value == 1.0] == [3, 9, 15]


def test_lines_that_come_back_by_themselves_are_no_run() -> None:
    lines = ["Read on", "One thing", "Read on", "Another", "Read on", "A third"]

    assert not any(column(lines, "run:left"))
    assert not any(column(lines, "run:next"))


def test_what_stands_between_a_page_and_the_next_is_no_run_of_either() -> None:
    foot = [*PAGES, "Imprint"]

    assert column(foot, "run:next") == [float(i in (4, 10)) for i in range(len(foot))]


def test_a_headline_is_known_from_its_breadcrumb_above_and_from_its_repetition_below() -> None:
    lines = ["Home › Harbour › Wind over the bay", "Menu", "Wind over the bay", "Wind over the bay"]

    assert [value > 0 for value in column(lines, "tail:above")] == [False, False, True, True]
    assert [value > 0 for value in column(lines, "twin:below")] == [False, False, True, False]


def test_the_next_long_line_is_far_from_a_menu_and_near_below_a_headline() -> None:
    far = column(PAGES[:6], "long:below")

    assert far == sorted(far[:5], reverse=True) + far[5:]
    assert column(PAGES[:6], "written:below") == [1, 1, 1, 1, 1, 0]


def test_a_short_dump_says_as_much_as_there_is() -> None:
    assert np.isfinite(features(read_page("One line\n")).rows).all()
