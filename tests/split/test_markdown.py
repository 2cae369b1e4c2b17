"""Scraped text in Markdown shows as the same text."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from feeds.split.markdown import (
    bullet_list,
    code,
    escaped,
    heading,
    joined,
    numbered_list,
    on_one_line,
)

EXTENSIONS = (["fenced_code"], ["fenced_code", "tables"], ["fenced_code", "tables", "sane_lists"])
MARKS = st.text(alphabet="ab1 \\`*_{}[]()<>#+-.!|&;:~=\"'/?xé字", max_size=40)
TEXTS = st.one_of(
    MARKS, st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60)
)


def shown(text: str, extensions: list[str]) -> str:
    """Return what a reader sees of Markdown, spaces closed up."""
    page = re.sub(r"<[^>]*>", "", markdown(text, extensions=extensions))
    return " ".join(html.unescape(page).split())


@pytest.mark.parametrize("extensions", EXTENSIONS)
@given(paragraphs=st.lists(TEXTS.filter(lambda t: bool(t.strip())), min_size=1, max_size=4))
def test_escaped_paragraphs_show_their_text(extensions: list[str], paragraphs: list[str]) -> None:
    """
    Whatever marks stand in a dump's text, they neither vanish nor do anything.
    """
    source = "\n\n".join(escaped(text) for text in paragraphs)

    assert shown(source, extensions) == " ".join(" ".join(paragraphs).split())


def test_a_number_of_a_character_is_shown_though_it_has_no_end() -> None:
    assert shown(escaped("&#1 and &#x41"), []) == "&#1 and &#x41"


@given(st.one_of(TEXTS, st.text("a \t\xa0\u2003\u200b\x1f", max_size=8)))
def test_a_text_on_one_line_is_its_words_with_a_space_between(text: str) -> None:
    assert " ".join(text.split()) == on_one_line(text)


@given(text=TEXTS.filter(lambda t: bool(t.strip())))
def test_a_heading_shows_its_text(text: str) -> None:
    page = markdown(heading(text))

    assert page.startswith("<h2>")
    assert shown(heading(text), []) == " ".join(text.split())


@given(items=st.lists(TEXTS.filter(lambda t: bool(t.strip())), min_size=1, max_size=4))
def test_a_list_shows_its_items(items: list[str]) -> None:
    assert shown(bullet_list(items), ["fenced_code"]) == " ".join(" ".join(items).split())


def test_numbers_of_a_list_go_on_as_printed() -> None:
    assert numbered_list(["three", "four"], 3) == "3. three\n4. four"


@given(lines=st.lists(st.text(alphabet="ab `~*<&#[", max_size=12), min_size=1, max_size=5))
def test_code_is_shown_as_it_stands(lines: list[str]) -> None:
    """A fence is longer than any run of backticks it holds."""
    page = markdown(code(lines), extensions=["fenced_code"])

    inside = re.search(r"<code>(.*)</code>", page, re.DOTALL)
    assert inside is not None
    assert "".join(html.unescape(inside[1]).split()) == "".join("".join(lines).split())


def test_a_run_of_image_marks_is_not_left_to_the_renderer() -> None:
    """Python-Markdown is quadratic on `![[`: 12 kB takes 9 s unless escaped."""
    assert "![[" not in escaped("![[" * 4000)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["one", "two"], "one two"),
        (["春は", "あけぼの"], "春はあけぼの"),
        (["Vim", "字"], "Vim 字"),
    ],
)
def test_wrapped_lines_join_as_their_script_does(lines: list[str], expected: str) -> None:
    assert joined(lines) == expected
