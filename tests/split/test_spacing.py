"""Blank lines above a line, beside those that are usual on its page."""

import numpy as np

from feeds.split.lines import read_page
from feeds.split.spacing import NAMES, spacing
from feeds.split.stacks import stacked

TEXT = "Harbour\nfirst\n\nsecond\n\n\nMill\nthird\n\nfourth\n"


def test_a_gap_is_wide_beside_what_is_usual_on_its_own_page() -> None:
    """Two blank lines are more than one, and are usual where nothing has fewer."""
    airy = read_page(TEXT.replace("\n\n", "\n\n\n\n"))

    _, kinds = spacing(stacked([read_page(TEXT), airy, read_page("alone")]))

    assert kinds.tolist() == [0, 0, 1, 2, 0, 1, *(0, 0, 1, 2, 0, 1), 0]


def test_how_rare_a_gap_is_and_whether_none_is_wider() -> None:
    found, _ = spacing(stacked([read_page("\n\n" + TEXT)]))
    columns = dict(zip(NAMES, found, strict=True))

    assert columns["gap:wider"].tolist() == [0, 0, 0, 1, 0, 0]
    assert columns["gap:widest"].tolist() == [0, 0, 0, 1, 0, 0]
    assert np.allclose(columns["gap:rare"], [0.4, 0, 0.4, 0.8, 0, 0.4])
    assert columns["gap:usual"].tolist() == [0.25] * 6
