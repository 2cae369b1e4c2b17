"""Header lines are read into their fields, glued or not."""

import pytest

from feeds.split.fields import facts
from feeds.split.house import house_of
from feeds.split.manner import Line

from .conftest import RECEIVED

Expected = tuple[str, str, str]  # author, category, date


def read(lines: list[Line]) -> Expected:
    found = facts(lines, house_of([lines], RECEIVED, "en"))
    day = found.published.date().isoformat() if found.published else ""
    return " and ".join(found.byline), ", ".join(found.categories), day


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([("c", "Category: Energy")], ("", "Energy", "")),
        ([("c", "[Energy]")], ("", "Energy", "")),
        ([("c", "News, Energy (3)")], ("", "News, Energy", "")),
        ([("k", "Home > News > Energy")], ("", "Energy", "")),
        ([("a", "By Ada Quill")], ("Ada Quill", "", "")),
        ([("a", "VON ADA QUILL")], ("ADA QUILL", "", "")),
        ([("a", "作者：山田花子")], ("山田花子", "", "")),
        ([("a", "Ada Quill · March 4, 2021")], ("Ada Quill", "", "2021-03-04")),
        ([("a", "March 4, 2021 - Ada Quill (@quill)")], ("Ada Quill", "", "2021-03-04")),
        ([("a", "Posted on 4 March 2021 by aquill in News")], ("aquill", "News", "2021-03-04")),
        ([("a", "by Ada QuillMarch 4, 2021News3 comments")], ("Ada Quill", "News", "2021-03-04")),
        (
            [("a", "Publié le 4 mars 2021 par Ada Quill dans Sciences")],
            ("Ada Quill", "Sciences", "2021-03-04"),
        ),
        ([("D", "4. März 2021 | Energie")], ("", "Energie", "2021-03-04")),
        ([("D", "March"), ("D", "4"), ("D", "2021")], ("", "", "2021-03-04")),
        ([("D", "Updated March 9, 2021"), ("D", "March 4, 2021")], ("", "", "2021-03-04")),
        ([("D", "yesterday")], ("", "", "2026-02-28")),
        ([("D", "4 March")], ("", "", "2025-03-04")),
    ],
)
def test_a_header_gives_its_fields(lines: list[Line], expected: Expected) -> None:
    assert read(lines) == expected


def test_a_label_in_any_language_is_what_all_lines_begin_with() -> None:
    headers: list[list[Line]] = [
        [("c", f"Luokka: {name}")] for name in ("Talous", "Sää", "Urheilu")
    ]
    house = house_of(headers, RECEIVED, "fi")

    assert [facts(h, house).categories for h in headers] == [("Talous",), ("Sää",), ("Urheilu",)]


def test_a_label_that_goes_on_is_whole_whatever_all_lines_begin_with() -> None:
    headers: list[list[Line]] = [
        [("c", f"Categoria do post:{names}")] for names in ("Energia / Rede", "Rede", "Cultura")
    ]
    house = house_of(headers, RECEIVED, "pt")

    found = [facts(header, house).categories for header in headers]

    assert found == [("Energia / Rede",), ("Rede",), ("Cultura",)]


def test_a_title_loses_its_bullet_and_anchor() -> None:
    found = facts([("t", "* A clock stops #")], house_of([], RECEIVED, "en"))

    assert found.title == "A clock stops"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([("k", "Home / News / Energy"), ("c", "Energy")], ("", "Energy", "")),
        ([("c", "Startseite | Nachrichten | Energie")], ("", "Energie", "")),
        ([("c", "Energy"), ("p", "Text."), ("c", "Filed under: Power")], ("", "Energy", "")),
        ([("c", "Energy"), ("c", "Grid"), ("t", "A line")], ("", "Energy, Grid", "")),
        ([("a", "4 March 2021Simon Marston")], ("Simon Marston", "", "2021-03-04")),
        ([("a", "By Toby Quill, 4 March 2021")], ("Toby Quill", "", "2021-03-04")),
        ([("c", "Energy"), ("a", "By Ada Quill - Harbour Desk")],
         ("Ada Quill - Harbour Desk", "Energy", "")),
        ([("a", "4 March 2021 - Ada Quill (@quill) Bo Tarn (@tarn)")],
         ("Ada Quill", "", "2021-03-04")),
        ([("c", "release"), ("D", "4 March 2021 aquill")], ("aquill", "release", "2021-03-04")),
    ],
)  # fmt: skip
def test_one_line_states_the_category_and_one_the_author(
    lines: list[Line], expected: Expected
) -> None:
    assert read(lines) == expected
