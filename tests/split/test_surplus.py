"""What tells furniture from text: what a line says and where, and what others are like it."""

import pytest

from feeds.split.decode import BODY, HEADER, TAIL, Reading
from feeds.split.dropping import SURE, doubtful, settled
from feeds.split.lines import Page, read_page
from feeds.split.network import probabilities
from feeds.split.surplus import NAMES, figures, surplus

from .test_reading import PROSE, odds

TEXT = (
    f"A wheel turns again\n{PROSE}\nRead also: The ferry is late\n{PROSE[5:]}\n"
    f"12 readers liked this page of ours\n"
    f"A clock stops\n{PROSE}\n{PROSE[9:]}\n9 readers liked this page of ours\nCopyright The Mill\n"
)
ROLES = "tpxpxtppxx"
PARTS = [HEADER, BODY, BODY, BODY, TAIL, HEADER, BODY, BODY, TAIL, TAIL]


def read() -> tuple[Page, Reading]:
    belief = probabilities(odds(ROLES, "x    x    "))
    return read_page(TEXT), Reading(PARTS, ROLES, [0, 5], belief)


def measured() -> dict[int, dict[str, float]]:
    page, reading = read()
    runs = doubtful(reading)
    rows = figures(page, reading, runs).tolist()
    return {u: dict(zip(NAMES, row, strict=True)) for u, row in zip(runs, rows, strict=True)}


def test_lines_of_two_articles_are_worded_alike_whatever_their_numbers() -> None:
    found = measured()

    assert (found[4]["alike"], found[8]["alike"]) == (1.0, 1.0)
    assert (found[2]["alike"], found[9]["alike"]) == (0.0, 0.0)


def test_what_a_line_says_counts_by_its_place() -> None:
    found = measured()

    assert [1.0, 0.0] == [found[2]["aside"], found[2]["told"]]
    assert [1.0, 1.0] == [found[9]["rights"], found[9]["told"]]
    assert found[8]["depth"] < found[9]["depth"]


def test_lines_that_the_network_takes_for_text_are_not_weighed() -> None:
    assert {2, 4, 8, 9} == measured().keys()


def test_a_line_that_lines_around_contradict_is_less_likely_furniture() -> None:
    """Between paragraphs, without a word that names it, a line is kept at the same odds."""
    page, reading = read()
    runs = doubtful(reading)
    said = surplus(page, reading, runs)
    page.texts[2] = "The ferry is late on every day but one"

    silent = surplus(page, reading, runs)

    assert silent[2].odds < said[2].odds
    assert said[2].odds > SURE


@pytest.mark.parametrize(("first", "left_out"), [("Advertisement", [2, 3]), ("Marigold", [])])
def test_lines_between_paragraphs_are_no_sign_for_each_other(
    first: str, left_out: list[int]
) -> None:
    text = f"A wheel turns again\n{PROSE}\n{first}\nAnders Voll\n{PROSE[5:]}\n"
    belief = probabilities(8 * odds("tpxxp", "x    "))
    page = read_page(text)

    _, dropped = settled(page, Reading([HEADER, BODY, BODY, BODY, BODY], "tpxxp", [0], belief))

    assert [unit for unit, _ in dropped] == left_out
