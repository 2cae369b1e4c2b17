"""The first words of an article: one plain paragraph that ends where a reader would end it."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from feeds.render.summary import clip, summarise


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


@given(text=st.text(max_size=400), limit=st.integers(4, 200))
def test_a_summary_is_one_line_within_its_limit(text: str, limit: int) -> None:
    summary = clip(text, limit)

    assert width(summary) <= limit
    assert summary == " ".join(summary.split())


@given(words=st.lists(st.text("abcé", min_size=1, max_size=9), min_size=1), n=st.integers(24, 80))
def test_a_summary_starts_as_the_text_does_and_cuts_no_word(words: list[str], n: int) -> None:
    text = " ".join(words)
    summary = clip(text, n)

    if summary != text:
        assert summary.endswith("…")
        assert words[: len(summary.split())] == summary.removesuffix("…").split()


@given(st.lists(st.sampled_from([*"<>/&;ph2 ab", "<p>", "</p>", "<pre>", "&lt;"])))
def test_any_html_gives_one_line_without_a_tag(pieces: list[str]) -> None:
    summary = summarise("".join(pieces))

    assert "<p>" not in summary or "&lt;" in pieces
    assert summary == " ".join(summary.split())


def test_it_ends_with_a_sentence_if_one_ends_in_the_second_half() -> None:
    assert clip("The mill burnt. Nobody was hurt. It was Monday.", 40) == (
        "The mill burnt. Nobody was hurt."
    )


def test_it_ends_at_a_word_otherwise() -> None:
    assert clip("The mill at Upper Fenn burnt to the ground", 26) == "The mill at Upper Fenn…"


def test_headings_tables_code_and_footnote_marks_are_left_out() -> None:
    html = '<h2>No</h2><p>Yes<sup id="x"><a>1</a></sup></p><pre>no</pre><table><tr><td>no</table>'
    assert summarise(html) == "Yes"


def test_paragraphs_are_parted_and_entities_are_characters() -> None:
    assert summarise("<p>A &amp; B</p><p>C&nbsp;&lt;d&gt;</p>") == "A & B C <d>"


def test_chinese_and_japanese_end_at_a_full_stop() -> None:
    text = "水車が九年ぶりに回った。町議会は新しい水門を二つ購入した。"
    assert clip(text, 30) == "水車が九年ぶりに回った。"


def test_chinese_and_japanese_break_anywhere_but_not_before_punctuation() -> None:
    assert clip("水車が九年、ぶりに回ったという話", 12) == "水車が九年…"
    assert clip("水車が九年ぶりに回ったという話", 12) == "水車が九年…"


def test_paragraphs_of_japanese_are_joined_without_a_space() -> None:
    assert summarise("<p>回った。</p>\n<p>町は</p>") == "回った。町は"


def test_a_mark_is_not_parted_from_its_letter() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert clip("e\u0301" * 12, 12).removesuffix("…").endswith("\u0301")
    assert not clip(family * 5, 12).removesuffix("…").endswith("\u200d")


def test_a_long_article_is_not_read_to_its_end() -> None:
    assert summarise("<p>word </p>" * 100_000, limit=20) == "word word word word…"
