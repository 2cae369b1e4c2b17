"""Dates as articles print them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.split.calendar import day_first, find_date, relative, time_of_day

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "March 4, 2021",
        "4 March 2021",
        "Mar. 4th, 2021",
        "4. März 2021",
        "4 mars 2021",
        "4 de marzo de 2021",
        "4 de março de 2021",
        "4 marzo 2021",
        "4 maart 2021",
        "4 marca 2021",
        "4 марта 2021 г.",
        "2021年3月4日",
        "2021-03-04",
        "2021/3/4",
        "04.03.2021",
        "2021년 3월 4일",
        "4 مارس 2021",
        "٤ مارس ٢٠٢١",
        "نشر في 4 آذار، 2021",
        "4 במרץ 2021",
        "3月 4, 2021",
        "4 3月 2021",
        "التاريخ: 2021/3/4",
        "4 Mart 2021",
        "by Jane DoeMarch 4, 2021News",
        "Thursday, March 4, 2021 at 10:26 am",
    ],
)
def test_a_date_is_read_in_many_languages(text: str) -> None:
    found = find_date(text)

    assert found is not None
    assert (2021, 3, 4) == (found.year, found.month, found.day)


@pytest.mark.parametrize(
    "text", ["1.2.3", "version 1.10.12", "99/99/2020", "May we", "2021", "30 February 2021"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert find_date(text) is None


def test_a_weekday_that_looks_like_a_month_does_not_hide_the_date() -> None:
    """French "mar." is Tuesday; in other languages it is March."""
    found = find_date("Posté le mar. 11 octobre 2011")

    assert found is not None
    assert (2011, 10, 11) == (found.year, found.month, found.day)


@pytest.mark.parametrize(
    "text", ["13 mei 202316 mei 2023", "2023.05.132023.05.16", "2023-05-132023-05-16"]
)
def test_of_two_dates_that_touch_the_first_is_read(text: str) -> None:
    """When it was published and when it was changed: extractors leave out the space."""
    found = find_date(text)

    assert found is not None
    assert (2023, 5, 13) == (found.year, found.month, found.day)


def test_one_date_tells_the_order_of_all() -> None:
    assert day_first(["01/02/2020", "25/12/2019"], default=False)
    assert not day_first(["01/02/2020", "12/25/2019"], default=True)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("3 hours ago", 3),
        ("vor 2 Tagen", 48),
        ("il y a 5 heures", 5),
        ("hace 10 minutos", 1 / 6),
        ("3時間前", 3),
        ("gestern", 24),
        ("2 weeks ago", 336),
        ("1 день назад", 24),
    ],
)
def test_a_relative_date_counts_back_from_the_dump(text: str, hours: float) -> None:
    assert relative(text, NOW) == NOW - timedelta(hours=hours)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("at 10:26 am", (10, 26)), ("4:05 PM", (16, 5)), ("12:10 am", (0, 10)), ("none", (0, 0))],
)
def test_the_time_of_day_is_read(text: str, expected: tuple[int, int]) -> None:
    assert time_of_day(text) == expected


@given(text=st.text(max_size=200), first=st.booleans())
def test_any_text_is_searched_without_error(text: str, first: bool) -> None:
    found = find_date(text, first)

    assert found is None or 0 <= found.start < found.end <= len(text)
