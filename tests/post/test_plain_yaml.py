"""Front matter in its plainest form is read without libyaml, and as libyaml reads it."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.model import Category, Post, Source, Span
from feeds.post.dialects import _Reader, _simple
from feeds.post.frontmatter import to_text
from feeds.post.yamltext import Writer, written
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


VALUES = st.one_of(
    st.lists(PIECES, max_size=5).map("".join),
    st.lists(PIECES, min_size=1, max_size=5).map(" ".join),
    st.text(),
    st.from_regex(r"[0-9a-fox._:+-]{1,12}", fullmatch=True),
    st.sampled_from(["yes", "No", "2026-03-01T09:00:00Z", "1_000", "12:30", "0o7", "1e3", "𝐀b"]),
    st.floats(0, 1).map(lambda share: round(share, 3)),
    st.just(True),
    st.just(THEN),
)
KEYS = st.sampled_from(["id", "title", "date", "tags", "source"])


@given(
    st.dictionaries(
        KEYS,
        st.one_of(VALUES, st.lists(VALUES, max_size=3), st.dictionaries(KEYS, VALUES, max_size=3)),
        min_size=1,
    )
)
@settings(max_examples=1000)
def test_what_is_written_without_libyaml_is_what_it_writes(keys: dict[str, object]) -> None:
    wide = {"allow_unicode": True, "sort_keys": False, "width": 1_000_000, "indent": 2}
    assert yaml.dump(keys, Dumper=Writer, **wide) == written(keys)  # type: ignore[call-overload]


def test_an_ordinary_post_is_written_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "dump", None)
    digest = "0e9b" * 16
    post = Post(
        id="tag:mill.example,2026:post/69722e2ac9a70765",
        slug="mill-fire",
        title="The mill's roof (of slate) burnt, says Müller & Co",
        published=THEN,
        updated=THEN,
        category=Category(term="energy", label="Energy"),
        body="It burnt.",
        authors=("Ann Miller",),
        source=Source(dump="000/12.txt", digest=digest, lines=Span(first=1, last=9)),
        confidence=0.97,
    )
    assert f"  dump: 000/12.txt\n  digest: {digest}\n  lines: 1-9\n" in to_text(post)
