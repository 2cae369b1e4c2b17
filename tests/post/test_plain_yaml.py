"""Front matter in its plainest form is read without libyaml, and as libyaml reads it."""

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.model import Category, Post, Source, Span
from feeds.post.dialects import _Reader, _simple
from feeds.post.frontmatter import to_text
from tests.post.test_frontmatter import THEN

PIECES = st.sampled_from(
    [
        *(
            "a",
            "Mill fire",
            "2026-03-01",
            "12",
            "é",
            "null",
            "~",
            "true",
            "tag:x,2026:p/1",
            "x:",
            ":x",
        ),
        *(
            "'it'",
            '"so"',
            "'",
            '"',
            "#",
            " #",
            " ",
            ": ",
            "\\",
            "[",
            "{",
            "|",
            ">",
            "&a",
            "*a",
            "!",
        ),
        *("%", "@", "`", ",", "-", "- ", "?", "...", "---", "<<", "\t", "\x85", "\u2028"),
    ]
)
LINES = st.builds(
    "{}{}\n".format,
    st.sampled_from(["title: ", "a: ", "source:\n  dump: ", "  lines: ", "tags:\n- ", "- ", ""]),
    st.lists(PIECES, max_size=3).map("".join),
)


@settings(max_examples=500)
@given(st.lists(LINES, max_size=5).map("".join))
def test_what_is_read_at_a_glance_is_read_as_libyaml_reads_it(front: str) -> None:
    keys = _simple(front)
    assert keys is None or keys == yaml.load(front, Loader=_Reader)


def test_what_we_write_is_read_at_a_glance() -> None:
    post = Post(
        id="tag:mill.example,2026:post/1",
        slug="mill-fire",
        title="Mill fire: one dead",
        published=THEN,
        updated=THEN,
        category=Category(term="news", label="News"),
        body="It burnt.",
        authors=("Ida Marsh", "Tom Fen"),
        source=Source(dump="monday.txt", digest="00ff", lines=Span(first=3, last=9)),
        confidence=0.87,
    )
    front = to_text(post).split("---\n")[1]
    assert _simple(front) == yaml.load(front, Loader=_Reader)
