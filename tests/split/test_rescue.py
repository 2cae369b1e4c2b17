"""A category that the reading of an article missed is found by what the dump's others have."""

import numpy as np

from feeds.split.credits import labels_category
from feeds.split.house import house_of
from feeds.split.rescue import (
    FILED,
    SIGNED,
    by_place,
    category_line,
    known,
    stamp,
)

from .conftest import RECEIVED

HOUSE = house_of([], RECEIVED, "en")
TEXT = (
    "The mill burnt down in the night, and nobody was in it at the time, as the miller said later."
)


def test_a_name_is_known_from_two_articles_alone_or_in_a_list() -> None:
    assert known([("Energy, Grid",), ("Energy",), ("Culture",)]) == {"Energy"}


def test_a_line_of_known_names_above_or_below_the_text_is_the_category() -> None:
    names = frozenset(("Energy", "Culture"))

    above = category_line(range(3), ["Energy", "A headline", TEXT], "htp", names, HOUSE)
    below = category_line(range(3), ["A headline", TEXT, "Energy, Culture"], "tpx", names, HOUSE)
    counted = category_line(
        range(3),
        ["A headline", TEXT, "ENERGY – Comments (21)"],
        "tpl",
        frozenset(("ENERGY",)),
        HOUSE,
    )

    unsorted = category_line(
        range(3), ["A headline", TEXT, "Uncategorized"], "tpp", frozenset(), HOUSE
    )

    assert (above, below, counted, unsorted) == (0, 2, 2, 2)


def test_a_heading_between_paragraphs_is_none_nor_is_a_list_of_them_all() -> None:
    names = frozenset(("Energy", "Culture"))

    assert (
        category_line(range(4), ["A headline", TEXT, "Energy", TEXT], "tphp", names, HOUSE) is None
    )
    assert category_line(range(4), ["A", TEXT, "Energy", "Culture"], "tpxx", names, HOUSE) is None


def articles(last: list[str]) -> tuple[list[tuple[range, int]], list[str], str]:
    texts = [text for line in last for text in ("A headline", TEXT, line)]
    spans = [(range(3 * k, 3 * k + 3), 3 * k + 2) for k in range(len(last))]
    return spans, texts, "tph" * len(last)


def test_the_last_line_of_most_articles_is_a_category_if_what_it_says_comes_back() -> None:
    spans, texts, roles = articles(["Energy", "Culture", "Energy", "Governance"])
    belief = np.full(len(texts), 0.3)

    assert by_place(FILED, spans, texts, roles, belief, HOUSE) == {0: 2, 1: 5, 2: 8, 3: 11}


def test_it_is_none_if_all_say_the_same_or_something_else_or_nobody_believes_it() -> None:
    spans, texts, roles = articles(["Energy"] * 4)
    assert by_place(FILED, spans, texts, roles, np.full(len(texts), 0.3), HOUSE) == {}

    spans, texts, roles = articles(["Energy", "Culture", "Mills", "Governance"])
    assert by_place(FILED, spans, texts, roles, np.full(len(texts), 0.1), HOUSE) == {}

    spans, texts, roles = articles(["Energy", "Culture", "Energy", "Culture"])
    assert by_place(FILED, spans, texts, roles, np.full(len(texts), 0.01), HOUSE) == {}


def test_names_of_people_and_calls_to_share_are_none() -> None:
    for said in (
        ["Ada Quill", "Bo Tarn"],
        ["Share this", "Read more"],
        ["Tags mill", "Tags grain"],
    ):
        spans, texts, roles = articles(said * 2)
        assert by_place(FILED, spans, texts, roles, np.full(len(texts), 0.3), HOUSE) == {}


def test_nearly_all_articles_may_have_one_of_their_own_if_it_is_likely() -> None:
    spans, texts, roles = articles(["Energy", "Culture", "Mills", "Governance"])

    found = by_place(FILED, spans, texts, roles, np.full(len(texts), 0.3), HOUSE)

    assert found == {0: 2, 1: 5, 2: 8, 3: 11}


def test_a_name_in_the_place_of_most_articles_is_their_author() -> None:
    def signed(*names: str, sure: float = 0.1) -> dict[int, int]:
        spans, texts, roles = articles(list(names))
        return by_place(SIGNED, spans, texts, roles, np.full(len(texts), sure), HOUSE)

    assert signed("王艳", "李军", "王艳") == {0: 2, 1: 5, 2: 8}
    assert signed("Ada Quill", "Bo Tarn") == {0: 2, 1: 5}
    assert signed("Ada Quill", "Bo Tarn", sure=0.01) == {}
    assert signed("Ada Quill", "It was read by all.") == {}


def stamped(texts: list[str], roles: str, *, dated: bool = False, signed: bool = False) -> object:
    belief = np.full(len(texts), 0.3)
    return stamp(
        range(len(texts)), texts, roles, belief, day_first=True, dated=dated, signed=signed
    )


def test_a_line_that_says_nothing_but_a_date_is_one_where_the_article_has_none() -> None:
    assert stamped(["A headline", "8 August 2020 / aquill", TEXT], "thp") == (1, "D")
    assert stamped(["A headline", "8 August 2020 / aquill", TEXT], "thp", dated=True) is None
    assert stamped(["A headline", "It burnt on 8 August 2020, at night.", TEXT], "thp") is None
    assert stamped(["A headline", TEXT, "8 August 2020", TEXT], "tphp") is None
    assert stamped(["A headline", TEXT, "8 August 2020", "Mill", "Share"], "tplxx") == (2, "D")


def test_a_line_that_begins_as_a_byline_is_one_where_the_article_has_none() -> None:
    assert stamped(["A headline", TEXT, "Written by aquill"], "tpl") == (2, "a")
    assert stamped(["A headline", "Autor: Ada Quill", TEXT], "thp") == (1, "a")
    assert stamped(["A headline", "By and by the mill burnt down", TEXT], "thp") is None


def test_a_line_that_nobody_believes_to_be_a_date_is_none() -> None:
    belief = np.zeros(2, np.float32)

    told = stamp(
        range(2), ["8 August 2020", TEXT], "xp", belief, day_first=True, dated=False, signed=True
    )

    assert told is None


def test_the_word_for_a_category_needs_no_colon() -> None:
    assert labels_category("Kategorie Energie, Kultur")
    assert labels_category("Rubrika: Energie")
    assert not labels_category("Categories are a matter of taste.")
    assert labels_category("に 未分類")
    assert not labels_category("Topic modelling")
    assert labels_category("Kategorie Energie | Tags:")
    assert labels_category("Categories: Energy")


def test_the_word_for_categories_is_a_label_where_it_touches_one() -> None:
    assert labels_category("CategoriesEnergy, CultureTagsmill")
    assert labels_category("Categoriesenergy, culture")
    assert not labels_category("Categories energy, culture")
