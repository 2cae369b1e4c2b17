"""Markdown that Python-Markdown needs minutes for is made harmless; prose stays as it is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.render.html import to_html
from feeds.render.tame import tame
from tests.render.gazette import POSTS
from tests.render.test_html import Seen

BASE = "https://fenn.example/a/"
SIZE = 12_000
# Each took Python-Markdown 3.11 between three seconds and several minutes.
QUADRATIC = ["![[", "[", "[a][", "![a](b ", "[a](", "<a ", "===\n", "a\n===\n", ": a\n", "[[a]"]


@pytest.mark.parametrize("run", QUADRATIC)
def test_12_kb_of_marks_take_no_seconds(run: str) -> None:
    """Processor time, so that a busy machine does not fail it."""
    began = time.process_time()

    to_html(run * (SIZE // len(run)), BASE)

    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    "body",
    [
        "> " * 2000,
        "1. " * 2000,
        "- " * 2000,
        "".join("    " * depth + "- a\n" for depth in range(150)),
        "".join("> " * depth + "a\n\n" for depth in range(150)),
        "<div>" * 2000,
        "*_" * 3000,
    ],
    ids=["quotes", "numbers", "dashes", "stairs", "quoted stairs", "tags", "emphasis"],
)
def test_deep_nesting_never_reaches_the_recursion_limit(body: str) -> None:
    assert isinstance(to_html(body + "\n\nEnd", BASE), str)


@pytest.mark.parametrize("between", [" ", "\n"])
def test_a_paragraph_of_a_book_is_cut_into_several_and_loses_no_word(between: str) -> None:
    written = ["mill", "*fire*", r"\[sic\]", r"a\_b", "[x]"] * 2000
    read = ["mill", "fire", "[sic]", "a_b", "[x]"] * 2000

    seen = Seen(to_html(between.join(written), BASE))

    assert seen.text.split() == read


def test_a_word_of_a_book_without_a_space_is_cut_but_no_mark_from_its_backslash() -> None:
    seen = Seen(to_html("\\*" * 30_000, BASE))

    assert "".join(seen.text.split()) == "*" * 30_000


def test_what_people_write_stays_as_it_is() -> None:
    prose = 'Some *words* with [a link](https://fenn.example/ "title") and `code[0]`.\n'
    bodies = [post.body for post in POSTS]
    bodies += [prose * 40, "\n".join(f"- [{n}](b.html)" for n in range(300))]
    bodies += ["> > - nested\n>     - twice\n", "```\n" + "if (a[i] <b[j]) {\n" * 20 + "```\n"]
    for body in bodies:
        assert tame(body) == body


@given(st.text("[]()!<>=#-*\\ \na1.:", max_size=300))
def test_taming_twice_is_taming_once_for_what_is_short(body: str) -> None:
    assert tame(tame(body)) == tame(body)
