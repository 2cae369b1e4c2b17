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
