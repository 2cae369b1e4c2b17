"""An address alone on a line, where most articles have one, is where each was published first."""

from datetime import UTC, datetime

import pytest

from feeds.model import Draft, Dump
from feeds.split import split
from feeds.split.addresses import address_of

TEXTS = {
    "Eastern channel to be widened": (
        "The harbour board voted on Tuesday to widen the eastern channel by eleven metres.\n"
        "The work will begin in autumn and is expected to take two winters, said the master."
    ),
    "Bakery on Mill Street closes": (
        "The last loaves left the oven at four in the morning on Saturday, the baker says.\n"
        "The owners cited the price of gas and the lack of apprentices in the region."
    ),
    "Night trains return to the coast": (
        "From the first of May a night train will run between the capital and the coast.\n"
        "It will carry two sleeping cars and a dining car that was built in the seventies."
    ),
}


def drafts(layout: str) -> tuple[Draft, ...]:
    articles = [
        layout.format(title=title, text=text, link=f"https://example.org/news/{k}")
        for k, (title, text) in enumerate(TEXTS.items())
    ]
    received = datetime(2026, 3, 1, tzinfo=UTC)
    text = "\n".join(articles)
    dump = Dump(name="a", digest="", media_type="text/plain", received=received, text=text)
    return split(dump).drafts


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
    assert [draft.title for draft in found] == list(TEXTS)
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
