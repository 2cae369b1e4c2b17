"""Two engines, one HTML: what the splitter writes looks alike by either, to the byte."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.pipeline.splitting import cut
from feeds.read import read
from feeds.render.characters import legal
from feeds.render.html import _converted, _paragraphs, _sanitised, _settled, to_html
from feeds.render.tame import LONG, tame

LINK = "https://mill.example/2026/03/mill-fire/"
SAMPLES = sorted(Path("tests/samples").glob("*.txt")) + sorted(Path("content/dumps").glob("*.txt"))

WORDS = st.sampled_from(
    [*"ab Zé1.)(-+=:!\"'#/,;?@$%–“ \n", "\n\n", "\xa0", "\t", "[", "*", "1. ", "- ", "\x85", "東"]
)


def by_markdown(body: str) -> str:
    return _settled(_sanitised(_converted(tame(legal(body))), LINK))


@given(st.lists(WORDS, max_size=40).map("".join))
def test_words_alone_become_what_markdown_makes_of_them(text: str) -> None:
    body = legal(text)
    assert _paragraphs(body) in ("", by_markdown(body))


@pytest.mark.parametrize("body", ["One *word*.", "- item", "1. item", "a\n---", "x  \ny", "a & b"])
def test_whatever_has_a_mark_is_left_to_the_engine(body: str) -> None:
    assert "" == _paragraphs(body)


def test_a_paragraph_that_is_cut_is_left_to_the_engine() -> None:
    body = "word " * (LONG // 5) + "end"
    assert "" == _paragraphs(body)
    assert to_html(body, LINK) == by_markdown(body)


def test_words_alone_need_no_engine() -> None:
    assert "<p>The mill burnt.</p>\n<p>Again.</p>" == _paragraphs("The mill burnt.\n\nAgain.\n")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_what_the_splitter_writes_is_the_same_html_by_either_engine(sample: Path) -> None:
    dump = read(sample.name, sample.read_bytes(), digest="0", received=datetime.now(UTC))
    for draft in cut(dump).drafts:
        assert by_markdown(draft.body) == to_html(draft.body, LINK, "pyromark"), draft.title


@pytest.mark.parametrize(
    "body",
    ["<script>alert(1)</script>x", "[x](javascript:alert(1))", "<img src=x onerror=alert(1)>"],
)
def test_the_fast_engine_is_sanitised_as_well(body: str) -> None:
    made = to_html(body, LINK, "pyromark")
    assert "script" not in made
    assert "alert(1)" not in made.replace("<p>x</p>", "")


@pytest.mark.parametrize(
    "body",
    [
        "Text\n- one\n- two",
        "2) two\n3) three",
        "- a\n  - b",
        "1. a\n\n   b",
        "<div>\n\n*x*\n\n</div>",
        "a\\\nb",
    ],
)
def test_the_differences_in_posts_that_people_write_are_those_of_the_docs(body: str) -> None:
    assert to_html(body, LINK) != to_html(body, LINK, "pyromark")


@pytest.mark.parametrize(
    "body",
    [
        "# Title\n\n*one* **two** `three` [four](https://four.example/)",
        "- a\n- b\n\n1. c\n2. d\n\n> quoted",
        "```python\nx = 1\n```",
        "Term\n:   Definition",
        "a  \nb &copy; c & d <https://e.example/>",
        "Note[^1].\n\n[^1]: Below.",
    ],
)
def test_everything_else_is_the_same(body: str) -> None:
    assert to_html(body, LINK) == to_html(body, LINK, "pyromark")
