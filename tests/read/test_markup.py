"""HTML and plain text as Markdown: the same words, and no mark by accident."""

import html
import re
import time

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.read.markdown import text_to_markdown
from feeds.read.markup import html_to_markdown, is_html

EXTENSIONS = ["def_list", "fenced_code", "footnotes", "sane_lists", "tables"]
MARKS = "ab1. \n#>+-=|:~*_`![](){}\\&<;^/!?é"
NASTY = st.text(st.sampled_from(MARKS), max_size=40)


def shown(text: str) -> str:
    """Return the words that a reader sees of Markdown, blanks aside."""
    page = markdown.markdown(text, extensions=EXTENSIONS, output_format="html")
    return blankless(html.unescape(re.sub(r"<[a-z/][^<>]*>", "", page)))


def blankless(text: str) -> str:
    return "".join(text.split())


@given(NASTY)
def test_plain_text_is_shown_as_it_is(text: str) -> None:
    """Quotes and bullets of mail are the marks that become what they mean."""
    text = "\n".join(f"x{line}" if line.strip() else "" for line in text.split("\n"))

    assert blankless(text) == shown(text_to_markdown(text))


@pytest.mark.parametrize("tag", ["p", "h2", "div", "li", "blockquote", "td", "b", "a href=x"])
@given(words=NASTY, more=NASTY)
def test_words_of_html_are_shown_as_they_are(tag: str, words: str, more: str) -> None:
    words, more = words.strip(), more.strip()
    end = tag.split()[0]
    page = f"<{tag}>{html.escape(words)}</{end}><p>{html.escape(more)}<i>x</i></p>"

    assert blankless(words + more + "x") == shown(html_to_markdown(page))


@pytest.mark.parametrize("text", ["&#65 b", "a &#1: b", "&#x41 b", "&#", "&copy b", "R&D; b"])
def test_a_reference_in_a_text_is_only_text(text: str) -> None:
    """Trap: the library completes a number that has no semicolon."""
    page = markdown.markdown(text_to_markdown(text), extensions=EXTENSIONS)

    assert f"<p>{html.escape(text)}</p>" == page


@given(st.lists(NASTY, min_size=1, max_size=4))
def test_pieces_of_one_paragraph_make_no_mark_together(pieces: list[str]) -> None:
    """Trap: "!" before a link makes a picture of it, "<" before a tag makes another tag."""
    page = "<p>x" + "".join(f"<i>{html.escape(p)}</i>" for p in pieces) + "</p>"

    assert "x" + blankless("".join(pieces)) == shown(html_to_markdown(page))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<h1>Mill fire</h1><p>It <b>burnt</b>.", "## Mill fire\n\nIt burnt."),
        ("<h3>a # b</h3>", "### a \\# b"),
        ("<ul><li>a<li>b</ul><p>c", "- a\n- b\n\nc"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n    - b\n- c"),
        ("<ul><li><ul><li>b</ul></ul>", "- b"),
        ("<blockquote><p>a<p>b</blockquote>c", "> a\n>\n> b\n\nc"),
        ("<pre>a *b*\n  c</pre>", "```\na *b*\n  c\n```"),
        ("<p>one<br>two<br><br>three", "one  \ntwo\n\nthree"),
        ('<a href="https://mill.example/a b">A</a>', "[A](https://mill.example/a%20b)"),
        ('<a href="/fire">A</a>', "[A](https://mill.example/fire)"),
        ('<a href="javascript:x">A</a>', "A"),
        ('<a href="#top">A</a>', "A"),
        ('Ah!<a href="/x">A</a>', "Ah\\![A](https://mill.example/x)"),
        ('<img src="/a.png" alt="A mill">', "![A mill](https://mill.example/a.png)"),
        ('<img src="data:image/png;base64,x" alt="A mill">', "A mill"),
        ('<a href="/x"><h2>A</h2></a>', "## A"),
        (
            "<p>1. First<p>- dash<p>=====<p>| a |",
            "1\\. First\n\n\\- dash\n\n&#61;====\n\n&#124; a |",
        ),
        ("<script>x</script><style>y</style>a", "a"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\n\nc"),
        ("a&#0;&#xd800;&#x202e;b", "a\ufffdb"),
    ],
)
def test_html_becomes_markdown(markup: str, expected: str) -> None:
    got = html_to_markdown(markup, "https://mill.example/")

    assert expected == got.replace("\ufffd\ufffd", "\ufffd")


def test_plain_text_keeps_lists_quotes_and_paragraphs() -> None:
    text = "One\ntwo\n\n- a\n- b\n\n1. c\n2. d\n\n> quoted\n> more\n\n* not *a list"

    assert text_to_markdown(text) == (
        "One\ntwo\n\n- a\n- b\n\n1. c\n2. d\n\n> quoted\n> more\n\n- not \\*a list"
    )


def test_a_text_is_html_by_the_tags_that_people_write() -> None:
    assert is_html("<p>Mill</p>")
    assert is_html("one<br/>two")
    assert not is_html("a < b and c > d, says <Ann@mill.example>")


@pytest.mark.parametrize(
    "markup",
    [
        "<blockquote>" * 1500 + "x",
        "<ul><li>" * 900 + "x",
        "<a href=/x>" * 20_000 + "x",
        "<p>x!" * 50_000,
        "<" * 200_000,
        "&amp" * 100_000,
        "<br>" * 100_000,
        "<b>" * 100_000 + "x",
    ],
    ids=["quotes", "lists", "links", "paragraphs", "brackets", "ampersands", "breaks", "depth"],
)
def test_hostile_html_takes_linear_time(markup: str) -> None:
    start = time.process_time()

    html_to_markdown(markup)

    assert time.process_time() - start < 5
