"""A dek is told from a first paragraph by the other articles, and by what is said twice."""

import numpy as np

from feeds.split.decode import BODY, HEADER, Reading
from feeds.split.deks import with_deks
from feeds.split.lines import read_page
from feeds.split.network import OUTPUTS, ROLES

DEK = "The wheel had stood still for eleven years."
TEXT = "Nobody at the mill had expected it to turn, and nobody was disappointed when it did."
MORE = "It turned until the evening, when the miller shut the sluice and went home to his soup."


def reading_of(roles: str, starts: list[int], dek: dict[int, float]) -> Reading:
    """Return a reading in which these units are deks with these chances."""
    belief = np.full((len(roles), OUTPUTS), 0.02, np.float32)
    for unit, chance in dek.items():
        belief[unit, ROLES.index("d")] = chance
    parts = [HEADER if role in "tD" else BODY for role in roles]
    return Reading(parts, roles, starts, belief)


def test_what_the_text_repeats_is_a_dek() -> None:
    """Be it the first paragraph that says it once more or the second."""
    first = read_page(f"A wheel turns\n{DEK}\n{DEK}\n{TEXT}\n")
    second = read_page(f"A wheel turns\n{DEK}\n{TEXT}\n{DEK} {MORE}\n")

    assert with_deks(first, reading_of("tppp", [0], {})).roles == "tdpp"
    assert with_deks(second, reading_of("txxp", [0], {})).roles == "tdxp"


def test_a_short_line_said_twice_is_no_dek() -> None:
    page = read_page(f"A wheel turns\nListen now\nListen now\n{TEXT}\n")

    assert with_deks(page, reading_of("thhp", [0], {})).roles == "thhp"


def test_above_a_dek_said_twice_stands_the_headline() -> None:
    page = read_page(f"March 4, 2024\nA wheel turns\n{DEK}\n{DEK}\n{TEXT}\n")

    assert with_deks(page, reading_of("Dhppp", [0], {})).roles == "Dtdpp"


def test_a_headline_stays_where_there_is_one() -> None:
    page = read_page(f"A wheel turns\nAt Tarn mill\n{DEK}\n{DEK}\n{TEXT}\n")

    assert with_deks(page, reading_of("thppp", [0], {})).roles == "tmdpp"


def test_the_other_articles_speak_for_a_doubtful_dek() -> None:
    page = read_page("".join(f"A wheel {n} turns\n{DEK} {n}\n{TEXT} {n}\n" for n in "abc"))
    sure = {1: 0.9, 4: 0.9, 7: 0.3}
    alone = {1: 0.02, 4: 0.02, 7: 0.6}

    assert with_deks(page, reading_of("tpp" * 3, [0, 3, 6], sure)).roles == "tdp" * 3
    assert with_deks(page, reading_of("tpptpptdp", [0, 3, 6], alone)).roles == "tpp" * 3


def test_a_line_that_is_surely_text_is_no_dek_whatever_the_others_have() -> None:
    page = read_page("".join(f"A wheel {n} turns\n{DEK} {n}\n{TEXT} {n}\n" for n in "abc"))
    found = with_deks(page, reading_of("tpp" * 3, [0, 3, 6], {1: 0.9, 4: 0.9, 7: 0.0}))

    assert found.roles == "tdptdptpp"
