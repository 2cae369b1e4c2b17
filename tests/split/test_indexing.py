"""An index at the top of a dump names its headlines, and is no part of an article."""

from collections.abc import Callable

import numpy as np
import pytest

from feeds.model import Dump, Split
from feeds.split import split
from feeds.split.given import LISTED, given
from feeds.split.indexing import begun, may_be_indexed, with_index
from feeds.split.lines import read_page
from feeds.split.network import OUTPUTS, START

from .conftest import TEXTS

TITLES = (
    "Eastern channel to be widened",
    "Bakery on Mill Street closes",
    "Night trains return to the coast",
)
Make = Callable[..., Dump]


def articles(head: str = "{t}") -> str:
    pairs = enumerate(zip(TITLES, TEXTS, strict=True), 1)
    return "\n\n".join(f"{head.format(n=n, t=t)}\n\n{text}" for n, (t, text) in pairs)


def index(line: str, above: str = "Contents\n") -> str:
    return above + "".join(line.format(n=n, t=t) + "\n" for n, t in enumerate(TITLES, 1)) + "\n"


def titles(found: Split) -> list[str]:
    return [draft.title for draft in found.drafts]


@pytest.mark.parametrize(
    ("line", "head"),
    [
        *(("{t}", "{t}"), ("{t} ........ {n}", "{t}"), ("{t}\t{n}", "{t}"), ("{n} {t}", "{t}")),
        *(("{n}. {t}", "{n}. {t}"), ("{n}) {t}", "{t}"), ("* {t}", "{t}"), ("{t} – {n}", "{t}")),
        *(("- [{t}](#part-{n})", "## {t}"), ("{n}. [{t}](#{n})", "# {t}"), ("{t} (p. {n})", "{t}")),
    ],
)
def test_what_an_index_lists_begins_an_article_where_it_stands_again(
    line: str, head: str, make_dump: Make
) -> None:
    found = split(make_dump(index(line) + articles(head)))
    assert titles(found) == list(TITLES)
    assert found.roles[:4] == "nnnn"
    assert found.dropped[1:4] == tuple((n, LISTED) for n in (2, 3, 4))
    assert [draft.span.first for draft in found.drafts] == [6, 12, 18]


def test_the_index_is_the_reason_for_a_cut(make_dump: Make) -> None:
    found = split(make_dump(index("{t}") + articles()), reasons=True)
    assert [e.feature for draft in found.drafts for e in draft.evidence] == [LISTED] * 3


def test_case_is_no_difference_between_an_index_and_its_headlines(make_dump: Make) -> None:
    text = index("{t}").upper() + articles()
    assert titles(split(make_dump(text))) == list(TITLES)


def test_one_line_of_five_may_name_nothing() -> None:
    text = index("- {t}").replace(f"- {TITLES[2]}", f"- Letters\n- {TITLES[2]}") + articles()
    known = with_index(given(text))
    assert len(known.listed) == 0  # one of four
    more = "A fourth and last piece of news"
    text = text.replace(f"{TITLES[2]}\n\nEast", f"{TITLES[2]}\n- {more}\n\nEast")
    text += f"\n\n{more}\n\n{TEXTS[0]}"
    assert len(with_index(given(text)).listed) == 4


def test_a_header_above_a_listed_headline_stays_with_it(make_dump: Make) -> None:
    text = index("{t}") + articles("Harbour\nBy Ada Quill, {n} March 2026\n\n{t}")
    found = split(make_dump(text))
    assert titles(found) == list(TITLES)
    assert all(draft.published for draft in found.drafts[1:])


@pytest.mark.parametrize(
    "top",
    [
        "{0}\n\n",  # one names nothing
        "{1}\n{0}\n{2}\n\n",  # in another order
        "Home\nNews\nSport\n\n",
        "One\nTwo\nThree\nFour\n{0}\n{1}\n{2}\n\n",  # too far down
    ],
)
def test_other_lines_at_the_top_are_no_index(top: str) -> None:
    known = given(top.format(*TITLES) + articles())
    assert with_index(known) is known


def test_a_menu_that_stands_at_the_foot_again_is_no_index() -> None:
    menu = "\n".join(("All about our harbour", "Write to the editors", "Terms and conditions"))
    known = given(f"{menu}\n\n{articles()}\n\n{menu}\n")
    assert with_index(known) is known


def test_what_a_page_prints_over_and_over_is_no_index() -> None:
    known = given(index("{t}") + articles() + "\n\n" + articles())
    assert with_index(known) is known


def test_sections_are_no_articles() -> None:
    text = "News\nSport\nLetters\n\n" + "\n\n".join(
        f"{section}\n\n{text}"
        for section, text in zip(("News", "Sport", "Letters"), TEXTS, strict=True)
    )
    assert not may_be_indexed(text)


def test_marks_of_an_editor_win_over_an_index() -> None:
    known = given(index("{t}") + articles())
    known.starts = {5}
    assert with_index(known) is known


def test_an_index_of_many_lines_is_looked_up_and_not_searched() -> None:
    names = [f"Line number {n} of a hostile list" for n in range(20_000)]
    known = given("\n".join(names + names))
    assert with_index(known) is known


def test_a_paragraph_above_a_listed_headline_is_of_the_article_above_whatever_is_thought() -> None:
    text = index("{t}") + articles("By Lena Marsh\n{t}").replace("the master.", "the master. " * 4)
    known = with_index(given(text))
    page = read_page(known.text)
    units = [unit for unit, number in enumerate(page.numbers) if number in known.listed]
    last = units[1] - 2  # below it stands a byline
    logits = np.full((len(page.texts), OUTPUTS), -1, np.float32)
    logits[last, START] = 1

    odds, told = begun(page, logits, known)

    assert {page.numbers[unit] for unit in units} == told.starts
    assert odds[last, START] < 0
