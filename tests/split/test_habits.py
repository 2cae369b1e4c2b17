"""What holds for most articles of a dump holds for all: headlines, places, refrains."""

from feeds.split import split

from .conftest import dump

NAMES = ("Ada Quill", "Bo Tarn", "Cy Moss", "Di Fenn")
TEXTS = (
    "The quay was swept on Monday by a gang of eleven, who found nine coins and a wedding ring.",
    "A heron has taken the weathervane for its nest, and the wind must be guessed until June.",
    "The baker raised the price of rye by a penny; by noon the council had met twice about it.",
    "Nobody has claimed the grey horse that stands before the chapel since the market closed.",
)
TITLES = (
    "Quay gives up a ring",
    "Heron stops the wind",
    "A penny on the rye",
    "A horse before the chapel",
)


def test_a_page_title_above_the_headline_is_not_part_of_it() -> None:
    text = "".join(
        f"{title} | The Harbour Post\n\n{title}\n\nBy {name}\n\n{body}\n\n{body[::-1]}\n\n"
        for title, name, body in zip(TITLES, NAMES, TEXTS, strict=True)
    )

    assert list(TITLES) == [draft.title for draft in split(dump(text)).drafts]


def test_a_headline_is_one_line_where_nothing_is_wrapped() -> None:
    text = "".join(
        f"News\n{title}\nBy {name}\n{body}\n{body} {body}\n* * *\n"
        for title, name, body in zip(TITLES, NAMES, TEXTS, strict=True)
    )

    assert list(TITLES) == [draft.title for draft in split(dump(text)).drafts]


def test_a_refrain_of_the_articles_is_not_lost() -> None:
    """Short lines that come back between paragraphs are a site's own words."""
    text = "".join(
        f"{title}\nBy {name}\n{body}\nPresent\nAda Quill\nBo Tarn\n{body} {body}\n* * *\n"
        for title, name, body in zip(TITLES, NAMES, TEXTS, strict=True)
    )
    result = split(dump(text))

    assert all("Present" in draft.body and "Bo Tarn" in draft.body for draft in result.drafts)


def test_the_share_names_in_every_article_are_left_out() -> None:
    text = "".join(
        f"{title}\nBy {name}\n{body}\n{body} {body}\nShare\nFacebook\nTwitter\n* * *\n"
        for title, name, body in zip(TITLES, NAMES, TEXTS, strict=True)
    )

    assert not any("Facebook" in draft.body for draft in split(dump(text)).drafts)
