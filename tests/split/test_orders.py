"""What the first and the last article tell of all headers of a dump."""

import pytest

from feeds.split.decode import BODY, HEADER, OUTSIDE, TAIL, Reading, decode
from feeds.split.lines import read_page
from feeds.split.network import START, probabilities
from feeds.split.orders import regular

from .test_reading import PROSE, odds


def test_what_no_header_can_have_does_not_decide_between_orders() -> None:
    """The category is above a line that ends articles, so that no order begins with it alone."""
    headers = [("News", f"{n} comments", f"The {n}th roll is round", PROSE) for n in range(3)]
    page = read_page("\n".join([PROSE, *(line for each in headers for line in each), "3 comments"]))
    logits = odds("p" + "cmtp" * 3 + "m", "x" + "x   " * 3 + " ")
    logits[[3, 7, 11], START] = -1.0
    reading = decode(page, logits)

    assert [0, 1, 5, 9] == reading.starts == regular(page, reading).starts


@pytest.mark.parametrize(("label", "starts"), [("Filed under", [1, 3, 6]), ("See all", [1, 4, 7])])
def test_a_label_above_the_first_headline_is_that_of_the_others(
    label: str, starts: list[int]
) -> None:
    """The first one was taken for the page's own, and the others for the ends of articles."""
    lines = [f"{label} nets", "Nets are knotted", PROSE]
    lines += ["Filed under boats", "Rolls are round", PROSE]
    lines += ["Filed under wind", "Wheels are too", PROSE]
    page = read_page("\n".join(lines))
    logits = odds("ntpctpctp", " x  x  x ")
    logits[[3, 6], START] = -1.5

    assert [1, 4, 7] == decode(page, logits).starts
    assert starts == regular(page, decode(page, logits)).starts


def pages(height: int, above: list[float], headline: list[float]) -> Reading:
    """Return three pages run together, each of a menu, a line, a headline, text and a foot, that
    were read as headers of this height, with how likely an article begins with the line, and with
    the headline, of each."""
    starts = [unit - height for unit in (2, 7, 12)]
    roles = ("nntpn", "nctpn")[height] * 3
    belief = probabilities(odds("nctpn" * 3, " " * 15))
    belief[1::5, START], belief[2::5, START] = above, headline
    parts = [OUTSIDE, (OUTSIDE, HEADER)[height], HEADER, BODY, OUTSIDE] * 3
    return Reading(parts, roles, starts, belief)


def test_pages_run_together_begin_all_where_they_most_likely_begin() -> None:
    """By themselves one in three would begin otherwise."""
    page = read_page("word\n" * 15)

    taller = regular(page, pages(0, above=[0.6, 0.4, 0.7], headline=[0.3, 0.5, 0.2]))
    lower = regular(page, pages(1, above=[0.3, 0.5, 0.2], headline=[0.6, 0.4, 0.7]))

    assert ([1, 6, 11], "nctpn" * 3) == (taller.starts, taller.roles)
    assert ([2, 7, 12], "nntpn" * 3) == (lower.starts, lower.roles)
    assert (HEADER, OUTSIDE) == (taller.parts[6], lower.parts[6])


@pytest.mark.parametrize(("above", "starts"), [("x", [0, 3, 6, 10]), ("n", [0, 3, 6, 11])])
def test_for_the_others_sake_a_header_takes_in_a_tail_but_not_the_pages_own(
    above: str, starts: list[int]
) -> None:
    """Three headers have a line above the headline; in the fourth's place a tail or menu ends."""
    roles = "ctp" * 3 + 2 * above + "tp"
    logits = odds(roles, "x  x  x    x ")
    belief = probabilities(logits)
    belief[[10, 11], START] = 0.25, 0.6
    part = {"x": TAIL, "n": OUTSIDE}[above]
    parts = [HEADER, HEADER, BODY] * 3 + [part, part, HEADER, BODY]

    found = regular(read_page("word\n" * 13), Reading(parts, roles, [0, 3, 6, 11], belief))

    assert starts == found.starts
