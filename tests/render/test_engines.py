"""Two engines, one HTML: what the splitter writes looks alike by either, to the byte."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.pipeline.splitting import cut
from feeds.read import read
from feeds.render.blocks import by_blocks, words_alone
from feeds.render.characters import legal
from feeds.render.html import _converted, _levelled, _sanitised, to_html
from feeds.render.tame import LONG, tame

LINK = "https://mill.example/2026/03/mill-fire/"
SAMPLES = sorted(Path("tests/samples").glob("*.txt")) + sorted(Path("content/dumps").glob("*.txt"))

WORDS = st.sampled_from(
    [*"ab Zé1.)(-+=:!\"'#/,;?@$%–“ \n", "\n\n", "\xa0", "\t", "[", "*", "1. ", "- ", "\x85", "東"]
)


def by_markdown(body: str) -> str:
    return _levelled(_sanitised(_converted(tame(legal(body))), LINK))


@given(st.lists(WORDS, max_size=40).map("".join))
def test_words_alone_become_what_markdown_makes_of_them(text: str) -> None:
    body = legal(text)
    assert words_alone(body) in ("", by_markdown(body))


@pytest.mark.parametrize("body", ["One *word*.", "- item", "1. item", "a\n---", "x  \ny", "a & b"])
def test_whatever_has_a_mark_is_left_to_the_engine(body: str) -> None:
    assert "" == words_alone(body)


def test_a_paragraph_that_is_cut_is_left_to_the_engine() -> None:
    body = "word " * (LONG // 5) + "end"
    assert "" == words_alone(body)
    assert to_html(body, LINK) == by_markdown(body)


def test_words_alone_need_no_engine() -> None:
    assert "<p>The mill burnt.</p>\n<p>Again.</p>" == words_alone("The mill burnt.\n\nAgain.\n")


PIECES = st.sampled_from(
    [
        *(
            "The mill",
            " burnt ",
            "a",
            "1. ",
            "2",
            ".",
            "!",
            "(",
            ")",
            "#",
            "é",
            ":",
            "=",
            "---",
            " ",
        ),
        *(
            "\n",
            "\n\n",
            "\n\n",
            "\n\n## ",
            "\n- ",
            "\n+ ",
            "> ",
            "*",
            "**",
            "`",
            "_",
            "[",
            "](",
            "&",
            " & ",
            "#",
            "x1",
            ";",
        ),
        *("*em*", "**strong**", "`code`", "[text](https://x.example/a_b-c)", "http://x.example/"),
        *("\\*", "\\.", "\\[", "\\-", "\\\\", "~", "{", "&amp;", "|", "<b>", "[^1]", "]: "),
    ]
)


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=16).map("".join))
def test_what_is_made_block_by_block_is_what_markdown_makes_of_the_whole(text: str) -> None:
    assert by_markdown(text) == to_html(text, LINK)


def test_plain_emphasis_links_headings_and_lists_need_no_engine() -> None:
    body = (
        "## The *mill* & the fire\n\n"
        "It **burnt** on [Monday](https://x.example/a_b), \\*so\\* `they` say.\n\n"
        "- One man\n- *Two* horses\n\nThe end."
    )
    html = (
        "<h2>The <em>mill</em> &amp; the fire</h2>\n<p>It <strong>burnt</strong> on"
        ' <a href="https://x.example/a_b">Monday</a>, *so* <code>they</code> say.</p>\n'
        "<ul>\n<li>One man</li>\n<li><em>Two</em> horses</li>\n</ul>\n<p>The end.</p>"
    )
    assert html == by_blocks(body, lambda block: pytest.fail(block)) == by_markdown(body)


def test_a_block_with_more_in_it_goes_to_the_engine_alone() -> None:
    asked: list[str] = []

    def alone(block: str) -> str:
        asked.append(block)
        return "<p>-</p>"

    assert "<p>One.</p>\n<p>-</p>\n<p>Two.</p>" == by_blocks("One.\n\nA &copy; b.\n\nTwo.", alone)
    assert ["A &copy; b."] == asked


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
