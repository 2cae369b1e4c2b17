"""Starts that are a line off are told by how far above their date the others are."""

import numpy as np
import pytest

from feeds.split.anchors import anchored
from feeds.split.decode import BODY, HEADER, TAIL, Reading
from feeds.split.lines import read_page
from feeds.split.network import ROLES, START, probabilities

from .test_reading import odds

ARTICLE = "tdap"  # headline, dek, byline, text
PARTS = [HEADER, HEADER, HEADER, BODY]


def reading(roles: str, starts: list[int], chance: float) -> Reading:
    """Return four articles of this header, of which one start is thought likely so much."""
    count = len(roles)
    crosses = "".join("x" if unit % 4 == 0 else " " for unit in range(count))
    belief = probabilities(odds(ARTICLE * (count // 4), crosses))
    belief[8, START], belief[[7, 9], START] = chance, 0.5
    return Reading(PARTS * (count // 4), roles, starts, belief)


def starts(given: Reading) -> list[int]:
    return anchored(read_page("a\n" * len(given.roles)), given).starts


@pytest.mark.parametrize("start", [7, 9])
def test_a_start_a_line_off_is_moved_to_where_the_others_are(start: int) -> None:
    """One begins with the last line of a list above it, or with its dek."""
    roles = ARTICLE * 4

    found = anchored(read_page("a\n" * 16), given := reading(roles, [0, 4, start, 12], chance=0.2))

    assert found.starts == [0, 4, 8, 12]
    assert found.roles[8:11] == "tda"
    assert found.parts[7] == (TAIL if start < 8 else given.parts[7])


def test_a_start_stays_where_none_is_likely() -> None:
    given = reading(ARTICLE * 4, [0, 4, 9, 12], chance=0.01)

    assert starts(given) == [0, 4, 9, 12]


def test_three_articles_make_no_habit() -> None:
    given = reading(ARTICLE * 3, [0, 4, 9], chance=0.4)

    assert starts(given) == [0, 4, 9]


def test_a_start_stays_where_nothing_is_dated() -> None:
    given = reading("tdcp" * 4, [0, 4, 9, 12], chance=0.4)
    given.belief[:, [ROLES.index("a"), ROLES.index("D")]] = np.float32(0)

    assert starts(given) == [0, 4, 9, 12]
