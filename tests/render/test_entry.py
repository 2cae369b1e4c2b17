"""A post as an entry: nothing that a reader needs is ever missing."""

import pytest
from msgspec.structs import replace

from feeds.render.entry import entry
from tests.render.gazette import ARABIC, HOSTILE, SITE, WHEEL, entry_of

PATH = "2026/03/wheel/"


def test_the_link_is_the_path_below_the_sites_url() -> None:
    assert entry(WHEEL, SITE, PATH).link == "https://fenn.example/news/2026/03/wheel/"


def test_a_given_content_is_not_rendered_again() -> None:
    given = "<p>kept</p>"
    assert entry(WHEEL, SITE, PATH, given).content == given
    made = entry(WHEEL, SITE, PATH)
    assert entry(WHEEL, SITE, PATH, made.content) == made


def test_the_posts_own_summary_wins_over_the_bodys_first_words() -> None:
    assert entry_of(WHEEL).summary == WHEEL.summary
    assert entry_of(replace(WHEEL, summary=" ")).summary.startswith("The wheel turned at noon,")


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [("\x00", "First words.", "First words."), ("", "", "Untitled"), (" a\n b ", "", "a b")],
)
def test_a_title_is_never_empty(title: str, body: str, expected: str) -> None:
    assert entry_of(replace(WHEEL, title=title, body=body, summary="")).title == expected


def test_blank_and_repeated_names_are_left_out() -> None:
    assert entry_of(HOSTILE).authors == ("<i>Nobody</i>",)
    assert entry_of(replace(WHEEL, tags=("a", " a", "", "b"))).tags == ("a", "b")


@pytest.mark.parametrize(
    ("language", "expected"), [("ar", "ar"), ("", "en"), ('en" onload="x', "en"), ("zz-", "en")]
)
def test_a_language_that_is_no_tag_is_the_sites(language: str, expected: str) -> None:
    assert entry_of(replace(ARABIC, language=language)).language == expected


def test_an_entry_names_no_more_than_a_reader_can_take() -> None:
    """8,000 tags take feedparser eight seconds, and 16,000 half a minute."""
    names = tuple(f"name {number}" for number in range(300))

    shown = entry_of(replace(WHEEL, tags=names, authors=names))

    assert shown.tags == shown.authors == names[:100]
