"""One field is said anew, and every other byte of a post stays as an editor left it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.errors import PostError
from feeds.post.article import Rules
from feeds.post.frontmatter import parse
from feeds.post.restate import restated

RULES = Rules(authority="mill.example,2026")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
POST = """\
---
# A note of the editor's.
id: tag:mill.example,2026:post/1
title: The mill
tags:
- water
- "wind"
summary: >
  A folded
  summary
draft: true
---

title: not this one

Text.
"""

WORDS = st.text(
    st.characters(exclude_categories=("C", "Z"), include_characters=" "), min_size=1, max_size=60
).map(lambda text: " ".join(text.split()))


def title_of(text: str) -> str:
    return parse(text.replace("\r\n", "\n"), "a.md", RULES, NOW).post.title


@given(title=WORDS.filter(bool))
def test_any_headline_can_be_stated_and_only_its_line_changes(title: str) -> None:
    after = restated(POST, "a.md", {"title": title})
    assert title == title_of(after)
    before, now = POST.splitlines(), after.splitlines()
    del before[3], now[3]
    assert before == now


def test_a_key_that_is_not_there_is_added_at_the_end() -> None:
    after = restated(POST, "a.md", {"category": "Energy: water"})
    assert POST.replace("draft: true\n", "draft: true\ncategory: 'Energy: water'\n") == after


def test_a_value_over_several_lines_is_replaced_whole() -> None:
    after = restated(POST, "a.md", {"summary": "Short"})
    assert POST.replace(">\n  A folded\n  summary", "Short") == after


def test_what_stands_behind_the_first_category_stays() -> None:
    text = "---\ntitle: A\ncategory: [Energy, Water]\n---\n\nText.\n"
    post = parse(restated(text, "a.md", {"category": "Power"}), "a.md", RULES, NOW).post
    assert ("Power", ("Water",)) == (post.category.label, post.tags)


def test_line_ends_stay_what_they_are() -> None:
    after = restated(POST.replace("\n", "\r\n"), "a.md", {"title": "The wind mill"})
    assert POST.replace("The mill", "The wind mill").replace("\n", "\r\n") == after


@pytest.mark.parametrize(
    "text", ["+++\ntitle = 'A'\n+++\n\nText.\n", "Title: A\n\nText.\n", "Text"]
)
def test_the_front_matter_of_others_is_left_to_them(text: str) -> None:
    with pytest.raises(PostError, match="no front matter between"):
        restated(text, "a.md", {"title": "B"})
