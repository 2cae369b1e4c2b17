"""Promise 5: every line of a dump is in a post, or is listed with its reason."""

import itertools
import re
from html import unescape

from hypothesis import example, given, settings
from hypothesis import strategies as st

from feeds.model import Split
from feeds.split import explain, split

from .conftest import dump

VOCABULARY = (
    "the mill fire news Energy share read more by Jane Doe March 4, 2021 home · | # - 1. 3 "
    "comments 分享 町"
)
WORDS = VOCABULARY.split()
LINES = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
DUMPS = st.lists(st.one_of(LINES, st.just(""), st.text(max_size=30)), max_size=40).map(
    lambda lines: "\n".join(line.replace("\n", " ").replace("\r", " ") for line in lines) + "\n"
)
OWN = "cktdaDmphlqg"


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def kept(result: Split) -> str:
    return "\n".join(letters(f"{d.title} {d.dek} {unescape(d.body)}") for d in result.drafts)


@settings(deadline=None)
@given(text=DUMPS)
@example(text="mill the\nthe\n\nthe\nmill the\n")
@example(text="the\nmill\n\n0\n0\nthe Jane\n\n\nthe the\n\nfire\nthe\n\n\nEnergy\nthe\nthe\n")
def test_every_line_is_in_a_post_or_listed_as_dropped(text: str) -> None:
    result = split(dump(text))
    lines = text.split("\n")[:-1]
    dropped = dict(result.dropped)
    posts = kept(result)

    assert len(lines) == len(result.roles)
    for number, (line, role) in enumerate(zip(lines, result.roles, strict=True), 1):
        if role in "xns":
            assert dropped[number]
        elif role in "phlq":
            assert letters(line) in posts
        elif role == ".":
            assert not line.strip()
        else:
            assert any(d.span.first <= number <= d.span.last for d in result.drafts)


@settings(deadline=None)
@given(text=DUMPS)
def test_articles_stand_in_order_and_apart(text: str) -> None:
    drafts = split(dump(text)).drafts

    assert all(a.span.last < b.span.first for a, b in itertools.pairwise(drafts))
    assert all(draft.title.strip() for draft in drafts)
    assert all(len(draft.title) <= 160 for draft in drafts if draft.title_derived)


@settings(deadline=None)
@given(text=DUMPS)
def test_a_split_is_a_function_of_its_dump(text: str) -> None:
    assert split(dump(text)) == split(dump(text))


@settings(deadline=None)
@given(text=DUMPS)
def test_the_explanation_has_every_line_once(text: str) -> None:
    given_dump = dump(text)
    result = split(given_dump)

    assert list(range(1, len(result.roles) + 1)) == [x.number for x in explain(given_dump, result)]


def test_a_headline_that_comes_back_outside_the_article_is_not_its_headline() -> None:
    """It would belong to no article, and the article would have lost its headline."""
    result = split(dump("mill the\nthe\n\nthe\nmill the\n"))

    assert dict(result.dropped).keys() >= {n for n, r in enumerate(result.roles, 1) if r in "xns"}
    assert all(
        any(d.span.first <= n <= d.span.last for d in result.drafts)
        for n, r in enumerate(result.roles, 1)
        if r not in "xns."
    )
