"""Categories that stand one a line, below a text or above a headline."""

import numpy as np

from feeds.split.columns import columns

TEXT = (
    "The mill burnt down in the night, and nobody was in it at the time, as the miller said later."
)


def listed(articles: list[tuple[list[str], str]], sure: float = 0.3) -> dict[int, list[str]]:
    """Return what is taken for a category in articles of texts and roles."""
    texts = [text for lines, _ in articles for text in lines]
    roles = "".join(of for _, of in articles)
    belief = np.full(len(texts), sure, np.float32)
    spans, at = [], 0
    for lines, _ in articles:
        spans.append(range(at, at + len(lines)))
        at += len(lines)
    found = columns(spans, texts, roles, belief)
    return {k: [texts[unit] for unit in units] for k, units in found.items()}


def below(*lines: str, roles: str) -> tuple[list[str], str]:
    return ["A headline", TEXT, *lines], "tp" + roles


def test_names_below_the_texts_of_several_articles_are_their_categories() -> None:
    fire, flood = below("Energy", "Culture", roles="cx"), below("Mills", "Energy", roles="lx")

    assert listed([fire, flood]) == {0: ["Energy", "Culture"], 1: ["Mills", "Energy"]}


def test_a_link_above_them_and_what_nobody_believes_to_be_one_below_are_none() -> None:
    fire = below("Read more", "Energy", "Culture", "Share", roles="xcxx")
    flood = below("Read more", "Mills", "Energy", "Share", roles="xxcx")

    assert listed([fire, flood]) == {0: ["Energy", "Culture"], 1: ["Mills", "Energy"]}
    assert listed([fire, flood], sure=0.0) == {}


def test_lines_in_one_article_alone_are_none() -> None:
    assert listed([below("Energy", "Culture", roles="cx"), below(roles="")]) == {}


def test_a_label_announces_them_in_one_article_too() -> None:
    end = below("Posted Under", "Energy", "Post navigation", roles="xxx")
    head = ["Categories:", "Energy", "Culture", "A headline", TEXT], "xxxtp"
    under = ["A headline", "Categories:", "Energy", TEXT], "txxp"

    assert listed([end], sure=0.0) == {0: ["Energy"]}
    assert listed([head], sure=0.0) == {0: ["Energy", "Culture"]}
    assert listed([under], sure=0.0) == {0: ["Energy"]}


def test_what_stands_below_a_label_of_tags_or_begins_a_long_list_is_none() -> None:
    tagged = below("Tagged in:", "Energy", "Post navigation", roles="xxx")
    menu = below("Categories", "Energy", "Culture", "Grid", "Mills", roles="xxxxx")

    assert listed([tagged], sure=0.0) == {}
    assert listed([menu], sure=0.0) == {}


def test_a_line_that_says_what_it_is_is_no_part_of_a_column() -> None:
    fire = below("Bookmark", "Category: Energy", roles="xc")

    assert listed([fire, fire]) == {}
