"""A dek is told from a first paragraph by what stands around it, and by the other articles."""

import numpy as np

from feeds.split.decode import BODY, HEADER, Reading
from feeds.split.deks import with_deks
from feeds.split.lines import read_page
from feeds.split.network import OUTPUTS, ROLES
from feeds.split.standfirsts import NAMES, figures, standfirsts, weighed

DEK = "The wheel had stood still for eleven years"
TEXT = (
    "Nobody at the mill had expected it to turn after eleven years, and nobody was disappointed "
    "when the wheel did."
)
MORE = "It turned until the evening, when the miller shut the sluice and went home to his soup."
SIGNED = "".join(f"Report {n}\n{DEK} {n}\nBy Jane Roe\n{TEXT}\n{MORE}\n" for n in "abc")
PLAIN = "".join(f"Report {n}\n{DEK} {n}\n{TEXT}\n{MORE}\n" for n in "abc")


def reading_of(roles: str, starts: list[int], dek: dict[int, float]) -> Reading:
    """Return a reading in which these units are deks with these chances."""
    belief = np.full((len(roles), OUTPUTS), 0.005, np.float32)
    for unit, role in enumerate(roles):
        belief[unit, ROLES.index(role)] = 1 - dek.get(unit, 0.1)
    for unit, chance in dek.items():
        belief[unit, ROLES.index("d")] = chance
    parts = [HEADER if role in "tDcad" else BODY for role in roles]
    return Reading(parts, roles, starts, belief)


def roles_of(text: str, roles: str, starts: list[int], dek: dict[int, float]) -> str:
    return with_deks(read_page(text), reading_of(roles, starts, dek)).roles


def odds_of(text: str, roles: str, starts: list[int], dek: dict[int, float]) -> list[float]:
    return [odds for _, odds in weighed(read_page(text), reading_of(roles, starts, dek))]


def test_a_line_above_the_byline_is_a_dek() -> None:
    """What the network takes for a first paragraph is none where the byline is below it."""
    chances = {1: 0.1, 6: 0.1, 11: 0.1}

    assert roles_of(SIGNED, "tpapp" * 3, [0, 5, 10], chances) == "tdapp" * 3
    assert roles_of(PLAIN, "tppp" * 3, [0, 4, 8], {1: 0.1, 5: 0.1, 9: 0.1}) == "tppp" * 3


def test_the_other_articles_speak_for_a_doubtful_dek() -> None:
    sure, none = {1: 0.95, 5: 0.95, 9: 0.4}, {1: 0.01, 5: 0.01, 9: 0.4}

    assert roles_of(PLAIN, "tppp" * 3, [0, 4, 8], sure) == "tdpp" * 3
    assert roles_of(PLAIN, "tppptppptdpp", [0, 4, 8], none) == "tppp" * 3


def test_what_all_articles_say_is_less_likely_a_dek() -> None:
    same = "".join(f"Report {n}\n{DEK}\n{TEXT}\n{MORE}\n" for n in "abc")
    given = "tppp" * 3, [0, 4, 8], {1: 0.4, 5: 0.4, 9: 0.4}

    assert max(odds_of(same, *given)) < min(odds_of(PLAIN, *given))


def test_words_that_the_text_says_again_make_a_dek_likelier() -> None:
    other = PLAIN.replace(TEXT, "Come in on Sunday. " * 6)
    given = "tppp" * 3, [0, 4, 8], {1: 0.4, 5: 0.4, 9: 0.4}

    assert max(odds_of(other, *given)) < min(odds_of(PLAIN, *given))


def test_the_copy_of_a_dek_below_it_is_text() -> None:
    page = read_page(f"Report\n{DEK}\n{DEK} and more.\n{TEXT}\n")

    assert [line.unit for line in standfirsts(page, reading_of("tppp", [0], {1: 0.4}))] == [1]


def test_a_dump_in_which_the_network_thinks_of_no_dek_is_not_weighed() -> None:
    assert odds_of(SIGNED, "tpapp" * 3, [0, 5, 10], {}) == []


def test_above_a_dek_stands_the_headline() -> None:
    """Where the header has none yet; a heading below the headline is neither."""
    dated = SIGNED.replace("Report", "March 4, 2024\nReport")
    twice = SIGNED.replace(DEK, f"At Tarn mill\n{DEK}")
    chances = {2: 0.95, 8: 0.95, 14: 0.95}

    assert roles_of(dated, "Dhpapp" * 3, [0, 6, 12], chances) == "Dtdapp" * 3
    assert roles_of(twice, "tmpapp" * 3, [0, 6, 12], chances) == "tmdapp" * 3


def test_a_dek_on_several_lines_is_one() -> None:
    lines = SIGNED.replace("still", "still\n")

    assert roles_of(lines, "tddapp" * 3, [0, 6, 12], {1: 0.9, 7: 0.9, 13: 0.9}) == "tddapp" * 3


def test_a_byline_between_dek_and_text_is_one_though_it_was_read_as_text() -> None:
    page, reading = (
        read_page(SIGNED),
        reading_of("tpapp" * 3, [0, 5, 10], {1: 0.9, 6: 0.9, 11: 0.9}),
    )
    reading.parts[2] = BODY
    found = with_deks(
        page, Reading(reading.parts, "tpmpp" + "tpapp" * 2, [0, 5, 10], reading.belief)
    )

    assert (found.roles[2], found.parts[2]) == ("a", HEADER)


def test_figures_have_their_names() -> None:
    page, reading = read_page(SIGNED), reading_of("tpapp" * 3, [0, 5, 10], {1: 0.4})
    found = standfirsts(page, reading)
    rows = [dict(zip(NAMES, row, strict=True)) for row in figures(page, reading, found).tolist()]

    assert [1, 6, 11] == [line.unit for line in found]
    assert all(row["apart"] > 0.8 and row["sentences"] == 1 and row["ratio"] < 0 for row in rows)
    assert rows[0]["odds"] > rows[0]["all:odds"] > rows[1]["odds"]
    assert rows[0]["known"] > 0.5 > rows[0]["alone"] == rows[0]["same"] == 0
