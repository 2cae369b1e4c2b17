"""What is printed around headlines is no part of them."""

import pytest

from feeds.split.headlines import around, bare_title


@pytest.mark.parametrize(
    "printed",
    [
        *("* A clock stops", "# A clock stops", "### A clock stops", "A clock stops #"),
        *("**A clock stops**", "__A clock stops__", "== A clock stops ==", "> A clock stops"),
        *(
            "***A clock stops***",
            "** A clock stops",
            "- **A clock stops**",
            "## *A clock stops*",
            "A clock stops ¶",
        ),
    ],
)
def test_marks_around_a_headline_are_no_part_of_it(printed: str) -> None:
    assert bare_title(printed) == "A clock stops"


@pytest.mark.parametrize(
    "title", ["C# and F#", "**", "== ", "*args and **kwargs", "2 * 3 * 4", "#1"]
)
def test_marks_that_are_part_of_a_headline_stay(title: str) -> None:
    assert bare_title(title) == title.strip()


@pytest.mark.parametrize(
    "lead",
    [
        "{}. ",
        "{}) ",
        "ARTICLE {}: ",
        "Article {} - ",
        "Story #{}: ",
        "{} – ",
        "文章 {}：",
        "# {}. ",
    ],
)
def test_a_number_is_no_part_of_headlines_that_count_up_from_the_first(lead: str) -> None:
    titles = ["A clock stops", "The mill turns", "Snow in May"]
    printed = [lead.format(n) + title for n, title in enumerate(titles, 1)]
    found = around(printed)
    assert [found.bare(title) for title in printed] == titles


@pytest.mark.parametrize(
    "printed",
    [
        ["1. A clock stops"],
        ["Episode 1: A clock stops", "Episode 2: The mill turns"],
        ["3. A clock stops", "4. The mill turns"],
        ["1. A clock stops", "The mill turns"],
        ["2. A clock stops", "1. The mill turns"],
        ["1.2 released", "1.3 released"],
    ],
)
def test_a_number_that_counts_no_articles_stays(printed: list[str]) -> None:
    found = around(printed)
    assert [found.bare(title) for title in printed] == printed


def test_a_label_that_all_headlines_have_is_no_part_of_them() -> None:
    printed = ["Titel: Eine Uhr steht", "Titel: Die Mühle dreht sich"]
    assert list(map(around(printed).bare, printed)) == ["Eine Uhr steht", "Die Mühle dreht sich"]
    mixed = ["Title: A clock stops", "The mill turns"]
    assert list(map(around(mixed).bare, mixed)) == mixed


def test_a_headline_of_nothing_but_its_lead_stays() -> None:
    printed = ["1. #", "2. The mill"]
    assert around(printed).bare("1. #") != ""
