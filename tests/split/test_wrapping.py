"""Text that was wrapped by hand is read as the paragraphs it was."""

import textwrap

import pytest

from feeds.split import split
from feeds.split.lines import read_page
from feeds.split.wrapping import wrap_column

from .conftest import dump

PARAGRAPHS = (
    "The ferry across the Lune has made its last crossing. Its master, who has steered it for "
    "thirty-one years, tied it up at noon and went home without a word to anybody on the quay.",
    "The council says that the new bridge carries in an hour what the ferry carried in a week, "
    "and that nobody has asked for it back. The ferry is to become a café with forty seats.",
    "Three people had asked for it back by the evening, and one of them was the mayor.",
)


def wrapped(column: int) -> str:
    return "\n\n".join("\n".join(textwrap.wrap(text, column)) for text in PARAGRAPHS) + "\n"


@pytest.mark.parametrize("column", [40, 50, 60, 72, 80])
def test_paragraphs_come_back_as_they_were_before_they_were_wrapped(column: int) -> None:
    page = read_page(wrapped(column))

    assert list(PARAGRAPHS) == page.texts
    assert [0, *(last + 2 for last in page.lasts[:-1])] == page.numbers


@pytest.mark.parametrize(
    "lines",
    [
        ["A headline", "By Ada Quill", *PARAGRAPHS],
        ["one", "two", "three", "four"],
        ["- a list of", "- things that", "- are short and", "- of one kind"],
        [],
    ],
)
def test_lines_that_end_where_they_like_are_not_joined(lines: list[str]) -> None:
    assert wrap_column(lines) == 0
    assert lines == read_page("\n".join(lines)).texts


def test_a_list_item_begins_its_own_line_in_wrapped_text() -> None:
    text = wrapped(60) + "- the first of two things that the council has promised them\n- a bell\n"

    assert read_page(text).texts[-1] == "- a bell"


def test_a_line_that_must_begin_a_unit_is_not_joined() -> None:
    """A mark of an editor wins over the column."""
    assert 1 in read_page(wrapped(60), apart={1}).numbers


def test_every_line_of_a_wrapped_paragraph_has_its_role() -> None:
    text = f"A ferry stops\n\n{wrapped(60)}"
    result = split(dump(text))

    assert len(text.split("\n")) - 1 == len(result.roles)
    assert {"p", "."} == set(result.roles[2:])
    assert list(PARAGRAPHS) == result.drafts[0].body.split("\n\n")
    assert len(result.roles) == result.drafts[0].span.last


def test_a_line_that_comes_back_above_different_ones_is_no_part_of_them() -> None:
    call = "Get our letter about mills and ferries every Friday. Sign up here."
    heads = ["Ferries stop for the summer", "A wheel turns again at last"]
    text = "".join(f"{call}\n{head}\n{wrapped(len(call))}" for head in heads)

    texts = read_page(text).texts
    assert texts.count(call) == len(heads)
    assert all(any(t.startswith(head) for t in texts) for head in heads)


def test_a_sentence_that_the_text_begins_with_once_more_is_one_unit_both_times() -> None:
    """Its last line is longer in the text, where the paragraph goes on."""
    sentence = PARAGRAPHS[0].split(". ")[0] + "."
    texts = (sentence, *PARAGRAPHS)
    page = read_page("\n\n".join("\n".join(textwrap.wrap(text, 50)) for text in texts) + "\n")

    assert list(texts) == page.texts


HEADS = (
    "FERRY ENDS ITS LAST CROSSING OF THE LUNE ON A QUIET NOON",
    "BRIDGE CARRIES IN AN HOUR WHAT FERRIES DID IN A WEEK",
    "MAYOR ASKS FOR THE FERRY BACK",
)


@pytest.mark.parametrize("column", [35, 50, 58, 72])
def test_paragraphs_come_back_without_blank_lines_and_below_headlines_that_are_longer(
    column: int,
) -> None:
    lines: list[str] = []
    for head, paragraph in zip(HEADS, PARAGRAPHS, strict=True):
        lines += [head, *textwrap.wrap(paragraph, column)]

    texts = [text for pair in zip(HEADS, PARAGRAPHS, strict=True) for text in pair]
    assert texts == read_page("\n".join(lines)).texts


def test_an_indented_line_below_a_sentence_begins_a_paragraph() -> None:
    lines = [line for text in PARAGRAPHS for line in textwrap.wrap(text, 60, initial_indent="   ")]

    assert list(PARAGRAPHS) == read_page("\n".join(lines)).texts


@pytest.mark.parametrize("own", ["By Ada Quill", "4 March 2021"])
def test_a_byline_or_a_date_below_a_headline_as_wide_as_the_column_is_a_line_of_its_own(
    own: str,
) -> None:
    head = "A ferry that nobody wanted back makes its last crossing"
    text = f"{head}\n{own}\n\n{wrapped(len(head) + 2)}"

    assert [head, own, *PARAGRAPHS] == read_page(text).texts


def test_one_wide_line_among_many_does_not_hide_that_the_others_were_wrapped() -> None:
    note = " ".join(["This note came in another way, and nobody broke it into lines."] * 4)
    page = read_page(f"{wrapped(40)}\n{wrapped(40)}\n{note}\n")

    assert [*PARAGRAPHS, *PARAGRAPHS, note] == page.texts


VERSES = [
    "the mill goes round, the water falls",
    "and nobody is listening",
    "beyond the wheel a heron calls",
    "above the weir, and glistening",
    "the wet boards lead across the race",
    "to where the miller used to stand",
    "a pipe of clay, a floury face",
    "a book of debts in either hand",
]
CAPITALS = [f"{name} Keeps the Mill of Upper {place} for Another Year" for name, place in (
    ("Ada", "Lune"), ("Otto", "Wharf"), ("Nell", "Aire"), ("Bo", "Ouse"), ("Hans", "Nidd"),
)]  # fmt: skip
TABLE = [f"{n:>2} | mill {n} | {'built of stone and slate':<30} | {1800 + n}" for n in range(9)]


@pytest.mark.parametrize("lines", [VERSES, CAPITALS, TABLE])
def test_verses_headlines_and_tables_stay_lines(lines: list[str]) -> None:
    assert wrap_column(lines) == 0
    assert [line.strip() for line in lines] == read_page("\n".join(lines)).texts


def rejoined(first: str, second: str, *more: str) -> str:
    """Return the text of wrapped lines of which one ends within a word."""
    filler = "the wheel of the mill turns on and on and nobody hears it now"
    line = filler[: 58 - len(first)].rsplit(" ", 1)[0] + " " + first
    return read_page(
        "\n".join([filler, line, second + " by night.", "", wrapped(62), *more])
    ).texts[0]


def test_a_word_that_a_line_end_broke_is_whole() -> None:
    assert "the engineers by night." in " ".join(rejoined("the engi-", "neers").split())


def test_a_soft_hyphen_at_a_line_end_goes() -> None:
    assert "the engineers by night." in rejoined("the engi\u00ad", "neers")


def test_a_hyphen_stays_that_the_word_has_elsewhere_too() -> None:
    assert "a well-known by" in rejoined("a well-", "known", "Nobody is well-known here.")


def test_a_hyphen_stays_between_two_words_that_stand_alone_elsewhere() -> None:
    assert "a long-term by" in rejoined("a long-", "term", "A term may be long.")


def test_a_word_with_another_hyphen_keeps_both() -> None:
    assert "the state-of-the-art by" in rejoined("the state-of-", "the-art")


def test_a_hyphen_that_stands_for_the_rest_of_a_word_is_left_alone() -> None:
    assert "die Nord- und Westwind" in rejoined("die Nord-", "und Westwind")
