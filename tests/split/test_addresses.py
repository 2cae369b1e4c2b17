"""An address alone on a line, where most articles have one, is where each was published first."""

import pytest

from feeds.model import Draft
from feeds.split import split
from feeds.split.addresses import address_of

from .conftest import TEXTS, dump

TITLES = (
    "Eastern channel to be widened",
    "Bakery on Mill Street closes",
    "Night trains return to the coast",
)


def drafts(layout: str) -> tuple[Draft, ...]:
    articles = [
        layout.format(title=title, text=text, link=f"https://example.org/news/{k}")
        for k, (title, text) in enumerate(zip(TITLES, map(tight, TEXTS), strict=True))
    ]
    return split(dump("\n".join(articles))).drafts


def tight(text: str) -> str:
    return text.replace("\n\n", "\n")


@pytest.mark.parametrize(
    "layout",
    [
        "{link}\n{title}\n{text}\n",
        "{title}\n{link}\n{text}\n",
        "{title}\nURL: {link}\nMarch 4, 2024\n{text}\n",
        "{title}\nMarch 4, 2024\n{text}\nSource: {link}\n",
        "=====\n{link}\n{title}\n{text}",
    ],
)
def test_an_address_in_one_place_is_that_of_its_article_and_no_text(layout: str) -> None:
    found = drafts(layout)
    assert [draft.title for draft in found] == list(TITLES)
    links = [draft.origin.link if draft.origin else "" for draft in found]
    assert links == [f"https://example.org/news/{k}" for k in range(3)]
    assert all("https" not in draft.body + draft.dek for draft in found)


def test_an_article_begins_with_the_address_above_its_headline() -> None:
    found = drafts("{link}\n{title}\n{text}\n")
    assert [draft.span.first for draft in found] == [1, 6, 11]


def test_the_address_of_the_site_is_none_of_an_article() -> None:
    found = drafts("{title}\nhttps://example.org/\nMarch 4, 2024\n{text}\n")
    assert all(draft.origin is None for draft in found)


@pytest.mark.parametrize(
    "line",
    [
        "See https://example.org/a",
        "https://example.org/a and more",
        "mailto:a@example.org",
        "Title",
    ],
)
def test_a_line_that_says_more_is_no_address(line: str) -> None:
    assert address_of(line) == ""


@pytest.mark.parametrize("label", ["", "URL: ", "Link：", "Quelle: ", "Permalink : ", "出典："])
def test_an_address_may_have_a_label(label: str) -> None:
    assert address_of(f"{label}https://example.org/a") == "https://example.org/a"
