"""From odds to articles: the grammar, the order of records, and what may be left out."""

import re

import numpy as np
import pytest
from msgspec.structs import replace

from feeds.split import explain, split
from feeds.split.articles import cuts, drafts
from feeds.split.decode import BODY, HEADER, OUTSIDE, TAIL, Reading, decode
from feeds.split.dropping import settled
from feeds.split.evidence import PLACES
from feeds.split.features import NAMES
from feeds.split.judging import judged
from feeds.split.learned import weights
from feeds.split.lines import read_page
from feeds.split.network import OUTPUTS, ROLES, START, Array, probabilities
from feeds.split.orders import regular
from feeds.split.records import owned, with_first_line
from feeds.split.titles import without_listed

from .conftest import dump

PROSE = (
    "Nobody at the mill expected the wheel to turn again, and nobody was disappointed when it did."
)
RELEASES = [
    (
        "March 12, 2024",
        "Lumenfold Opens Its First Workshop for Paper Lamps",
        "Lumenfold, the maker of folding lamps, today opened a workshop where visitors can fold "
        "a lamp of their own in under an hour.\n\n"
        "The workshop is open from Tuesday to Sunday. Tickets cost 18 crowns and include paper.",
    ),
    (
        "April 2, 2024",
        "Lumenfold Recalls 300 Lamps That Unfold by Themselves",
        "Lumenfold is recalling about 300 lamps of the model Heron, sold between January and "
        "March, because they may unfold at night.\n\n"
        "Owners are asked to return the lamp, folded if possible, to any shop.",
    ),
]


def odds(roles: str, starts: str) -> Array:
    """Return log odds that favour these roles, and a start where `starts` has a cross."""
    logits = np.full((len(roles), OUTPUTS), -3.0, np.float32)
    for i, (role, start) in enumerate(zip(roles, starts, strict=True)):
        logits[i, ROLES.index(role)] = 3.0
        logits[i, START] = 3.0 if start == "x" else -4.0
    return logits


def test_the_weights_fit_the_features() -> None:
    """A feature added without training anew would shift all columns after it."""
    learned = weights()

    assert len(NAMES) == learned.networks[0]["in"].shape[0]
    assert len(PLACES) * len(NAMES) == len(learned.signals)
    assert len(NAMES) == len(set(NAMES))


def test_the_grammar_finds_header_body_and_tail() -> None:
    page = read_page("a\n" * 8)

    reading = decode(page, odds("ctppxctp", "x----x--"))

    assert [0, 5] == reading.starts
    assert [HEADER, HEADER, BODY, BODY] == reading.parts[:4]
    assert reading.roles == "ctppxctp"


def test_an_article_does_not_end_within_its_header() -> None:
    """A date taken for a start right above a headline taken for one: only one of them is."""
    page = read_page("a\n" * 7)
    logits = odds("tppDtpp", "x--xx--")

    assert 2 == len(decode(page, logits).starts)


def test_the_first_and_the_last_article_tell_where_the_date_belongs() -> None:
    """The last article ends with a date, and the first has none above its headline."""
    roles = "tpD" * 4
    page = read_page("word\n" * len(roles))
    belief = decode(page, odds(roles, "x--x--x--x--")).belief
    belief[[2, 5, 8], START] = 0.4
    belief[[3, 6, 9], START] = 0.5
    wrong = Reading([HEADER, BODY, HEADER] * 3 + [HEADER, BODY, TAIL], roles, [0, 2, 5, 8], belief)

    assert [0, 3, 6, 9] == regular(page, wrong).starts


def test_what_counts_comments_is_no_date_even_where_one_stands() -> None:
    """It stands where dates stand in other dumps, and would move the start of all articles."""
    page = read_page(f"2 comments\n4 March 2021\nA title\n{PROSE}\n")

    assert decode(page, odds("DDtp", "x   ")).roles == "mDtp"


def test_a_line_that_is_another_articles_category_is_one_above_this_headline_too() -> None:
    lines = ["News", "Rolls are round", PROSE, "News", "Wheels are too", PROSE, "News", "So", PROSE]
    page = read_page("\n".join(lines))
    logits = odds("ctphtpctp", "x   x x  ")
    logits[3, START] = -0.5
    reading = decode(page, logits)

    assert [0, 4, 6] == reading.starts
    assert [0, 3, 6] == regular(page, reading).starts


def test_a_category_below_the_last_article_has_the_label_of_the_others_or_is_none() -> None:
    kinds = ("Category: Boats", "Category: Nets", "Category: Wind")
    lines = [x for kind in kinds for x in (kind, "Rolls are round", 2 * PROSE)]
    logits = odds("ctpctpctpc", "x   x  x  ")
    logits[[3, 6], START] = -0.5

    def starts(below: str) -> list[int]:
        page = read_page("\n".join([*lines, below]))
        return regular(page, decode(page, logits)).starts

    assert [0, 3, 6] == starts("About this site")
    assert [0, 4, 7] == starts("Category: Tides")


def test_no_article_begins_with_its_headline_in_the_list_above_it() -> None:
    """The headline of the next article closes a list of related ones, and then stands again."""
    lake = "The lake has been measured again"
    page = read_page("\n".join(("Rolls are round", PROSE, "Related stories", lake, lake, PROSE)))
    reading = decode(page, odds("tpxttp", "x  x  "))

    found = without_listed(page, reading)

    assert ([0, 4], "x", TAIL) == (found.starts, found.roles[3], found.parts[3])
    elsewhere = replace(page, texts=["Rolls are round", PROSE, "The end", *page.texts[3:]])
    assert reading == without_listed(elsewhere, reading)


def test_a_long_paragraph_is_not_left_out_on_the_networks_word_alone() -> None:
    page = read_page(f"Title\n{PROSE}\n{PROSE[::-1]}\n{PROSE[5:]}\n")
    reading = Reading(
        [HEADER, BODY, BODY, BODY], "tpxp", [0], decode(page, odds("tpxp", "x---")).belief
    )

    roles, dropped = settled(page, reading)

    assert ["t", "p", "p", "p"] == roles
    assert [] == dropped


def test_what_is_left_out_has_two_signals_in_its_reason() -> None:
    page = read_page(f"Title\n{PROSE}\nShare this article\n{PROSE[5:]}\n")
    reading = Reading(
        [HEADER, BODY, BODY, BODY], "tpxp", [0], decode(page, odds("tpxp", "x---")).belief
    )

    _, dropped = settled(page, reading)

    ((unit, reason),) = dropped
    assert unit == 2
    assert re.fullmatch(r"boilerplate, odds 9\d%; says share", reason)


def tail_of(lines: list[str]) -> str:
    """Return the roles of lines below an article's text that the network takes for furniture."""
    page = read_page("\n".join(("Title", PROSE, *lines)) + "\n")
    roles = "tp" + "x" * len(lines)
    belief = decode(page, odds(roles, "x" + " " * (len(roles) - 1))).belief
    reading = Reading([HEADER, BODY] + [TAIL] * len(lines), roles, [0], belief)
    return "".join(set(settled(page, reading)[0][2:]))


def test_a_long_tail_is_left_out_only_where_a_line_says_what_it_is() -> None:
    """A list of what was mended in a release may be longer than the words about it."""
    mended = [f"The {thing} no longer creaks when it is opened" for thing in PROSE.split()[:8]]
    long = [f"{line}, part {n}" for n in range(8) for line in mended]

    assert "x" not in tail_of(long)
    assert tail_of(["Comments", *long]) == "x"
    assert tail_of(mended) == "x"


@pytest.mark.parametrize(("unit", "kept"), [(3, True), (6, False)])
def test_what_may_be_text_is_kept_below_an_article_and_not_in_the_foot_of_the_page(
    unit: int, kept: bool
) -> None:
    logits = odds("tppnnnnn", "x-------")
    logits[unit, ROLES.index("p")] = 2.0

    reading = owned(decode(read_page("a\n" * 8), logits))

    assert kept == (reading.roles[unit] == "p")
    assert (TAIL if kept else OUTSIDE) == reading.parts[unit]


def test_a_list_item_that_comes_back_is_an_item_of_two_lists() -> None:
    item = "- The door of the mill no longer creaks when it is opened"
    page = read_page(f"Title\n{PROSE}\n{item}\n{PROSE[5:]}\nOther\n{PROSE}\n{item}\n{PROSE[9:]}\n")
    belief = decode(page, odds("tpxptpxp", "x   x   ")).belief
    parts = [HEADER, BODY, BODY, BODY] * 2

    roles, dropped = settled(page, Reading(parts, "tpxptpxp", [0, 4], belief))

    assert ("x" not in roles, dropped) == (True, [])


@pytest.mark.slow
def test_a_dump_longer_than_a_window_is_judged_line_by_line() -> None:
    page = read_page(f"News\nTitle\n{PROSE}\n" * 3000)

    logits, evidence = judged(page, weights(), reasons=True)

    assert len(page.texts) == len(logits)
    assert evidence
    assert all(0 <= unit < len(logits) for unit in evidence)


def test_a_cut_prints_its_score_and_strongest_signals() -> None:
    other = "The clock in the tower stopped at noon, and the town was late for lunch all week."
    text = (
        f"News\nA wheel turns again\nMay 3, 2021\n{PROSE}\n\n"
        f"News\nA clock stops\nMay 4, 2021\n{other}\n"
    )
    result = split(dump(text), reasons=True)

    shown = [str(line) for line in explain(dump(text), result)]

    assert text.count("\n") == len(shown)
    cut = re.compile(r"------ cut [+-]\d\.\d\d: (this line|the line (above|below)) .+ [+-]\d\.\d\d")
    assert 2 == sum(cut.match(line) is not None for line in shown)


def test_reasons_of_cuts_are_looked_for_only_if_asked_for() -> None:
    text = f"News\nA wheel turns again\n{PROSE}\n\nNews\nA clock stops\n{PROSE[::-1]}\n"

    with_reasons, without = split(dump(text), reasons=True), split(dump(text))

    assert all(draft.evidence for draft in with_reasons.drafts)
    assert not any(draft.evidence for draft in without.drafts)
    assert [replace(d, evidence=()) for d in with_reasons.drafts] == list(without.drafts)


def test_a_single_paragraph_is_an_article() -> None:
    text = "The mill at Tarn burnt down on Tuesday night and nobody was hurt, the brigade said.\n"
    (draft,) = split(dump(text)).drafts
    assert text.strip() == draft.body
    assert draft.title_derived
    assert text.startswith(draft.title.rstrip("…").rstrip("."))


def test_a_markdown_dump_keeps_its_authors_marks() -> None:
    text = (
        "# Ferry fares fall for the third winter\n\n*Transport · Ann Miller · 2026-10-02*\n\n"
        f"There are **two** carriages behind the engine, and [a list](https://mill.example/).\n{PROSE}\n\n"
        "## What it took\n\n- nine *months*\n- screws\n\n" + PROSE + "\n"
    )
    (draft,) = split(replace(dump(text), media_type="text/markdown")).drafts
    assert "Ferry fares fall for the third winter" == draft.title
    assert "**two** carriages behind the engine, and [a list](https://mill.example/)." in draft.body
    assert "## What it took\n\n- nine *months*\n- screws\n\n" in draft.body


def test_a_header_with_no_text_under_it_joins_the_headline_below() -> None:
    text = "\n".join(
        f"FOR IMMEDIATE RELEASE\n{date}\nContact: Paula Wren, press@lumenfold.example\n\n"
        f"{title}\n\nTARNBRIDGE – {text}\n\nAbout Lumenfold\n"
        "Lumenfold makes lamps from one sheet of paper. It has nineteen employees.\n\n###\n"
        for date, title, text in RELEASES
    )
    drafts = split(dump(text)).drafts
    assert [title for _, title, _ in RELEASES] == [draft.title for draft in drafts]
    assert ["2024-03-12", "2024-04-02"] == [f"{draft.published:%Y-%m-%d}" for draft in drafts]


def test_an_author_may_stand_below_his_label_but_not_in_the_text() -> None:
    page = read_page(f"Title\nBy\nAda Quill\n{PROSE}\nBy\nBo Tarn\n")
    roles = list("tacpxx")
    reading = Reading([HEADER] * 3 + [BODY] + [TAIL] * 2, "tacpxx", [0], _sure("tacpxx"))

    (cut,) = cuts(dump(""), page, reading, roles)

    assert cut.facts.byline == ("Ada Quill",)
    assert cut.facts.categories == ()


def _sure(roles: str) -> Array:
    return probabilities(odds(roles, "x" + "-" * (len(roles) - 1)))


def test_a_list_item_loses_its_own_mark_and_no_other() -> None:
    """ "(6, 6) " in the midst of an item is no number of a list."""
    page = read_page(f"Title\n{PROSE}\n- P(6, 6) answers\n7.3 : (after 7.2) mended\n")
    roles = list("tpll")
    reading = Reading([HEADER, BODY, BODY, BODY], "tpll", [0], probabilities(odds("tpll", "x---")))
    (cut,) = cuts(dump(""), page, reading, roles)

    (draft,) = drafts(page, [cut], "".join(roles), [0.9])

    assert draft.body.endswith("- P(6, 6) answers\n- 7\\.3 : (after 7.2) mended")


@pytest.mark.parametrize(
    ("line", "text", "twice"),
    [
        ("The old wheel turns.", 0.6, True),
        ("The old wheel turns.", 0.4, False),
        ("The old wheel", 0.6, False),
    ],
)
def test_a_sentence_for_a_headline_that_is_likelier_text_stands_in_the_text_too(
    line: str, text: float, twice: bool
) -> None:
    """The others do not: each is shown as its article's headline, and nobody misses it."""
    page = read_page(f"{line}\n{PROSE}\n{PROSE[5:]}\n")
    reading = Reading([HEADER, BODY, BODY], "tpp", [0], probabilities(odds("tpp", "x--")))
    reading.belief[0] = 0
    reading.belief[0, [ROLES.index("t"), ROLES.index("h")]] = 1 - text, text

    (cut,) = cuts(dump(""), page, reading, roles := list("tpp"))
    (draft,) = drafts(page, [cut], "".join(roles), [0.9])

    assert draft.title == line
    assert (line in draft.body) is twice


@pytest.mark.parametrize(
    ("line", "role", "taken"),
    [
        ("The old wheel", "p", True),
        ("The old wheel", "h", True),
        ("The old wheel turns.", "p", False),
        ("The old wheel,", "p", False),
    ],
)
def test_a_short_line_above_a_paragraph_is_a_headline_and_stands_nowhere_else(
    line: str, role: str, taken: bool
) -> None:
    page = read_page(f"{line}\n{PROSE}\n{PROSE[5:]}\n")
    roles = role + "pp"
    reading = Reading([BODY] * 3, roles, [0], probabilities(odds(roles, "x--")))

    (cut,) = cuts(dump(""), page, reading, list(roles))
    (draft,) = drafts(page, [cut], roles, [0.9])

    assert draft.title_derived is not taken
    assert draft.title == line
    assert (line in draft.body) is not taken
    assert PROSE in draft.body


def titles_of(*firsts: str) -> list[str]:
    """Return the titles of articles without a headline that begin with these lines."""
    count = len(firsts)
    page = read_page("".join(f"{first}\n{PROSE[k:]}\n" for k, first in enumerate(firsts)))
    starts = list(range(0, 2 * count, 2))
    reading = Reading([HEADER, BODY] * count, "Dp" * count, starts, _sure("Dp" * count))

    found = cuts(dump(""), page, reading, roles := list("Dp" * count))

    return [draft.title for draft in drafts(page, found, "".join(roles), [0.9] * count)]


def test_a_journal_is_headed_by_its_days() -> None:
    days = ["2021 March 4", "Friday, 5 March 2021", "2021 March 6"]

    assert titles_of(*days) == days


def test_a_day_that_heads_two_articles_or_says_more_is_no_headline() -> None:
    assert "4 March 2021" not in titles_of("4 March 2021", "4 March 2021")
    assert "4 March 2021 | Ada Quill" not in titles_of("4 March 2021 | Ada Quill", "5 March 2021")


def kept(line: str, chance: float) -> str:
    """Return the role of a line between paragraphs that is furniture with this chance."""
    page = read_page(f"Title\n{PROSE}\n{line}\n{PROSE[5:]}\n")
    reading = Reading([HEADER, BODY, BODY, BODY], "tphp", [0], probabilities(odds("tphp", "x---")))
    reading.belief[2] = 0
    reading.belief[2, [ROLES.index("x"), ROLES.index("h")]] = chance, 1 - chance
    read_so = replace(reading, roles="tpxp" if chance > 0.65 else "tphp")
    return settled(page, read_so)[0][2]


def test_how_sure_one_must_be_depends_on_what_a_line_says() -> None:
    """ "Read also" is nobody's own word; the name of a network may be a list item."""
    assert kept("Read also: The ferry is late", 0.8) == "x"
    assert kept("Read also: The ferry is late", 0.7) == "h"
    assert kept("LinkedIn", 0.9) == "h"
    assert kept("LinkedIn", 0.99) == "x"


def test_a_lone_line_above_the_first_headline_is_its_category() -> None:
    """Two lines are the page's own; one may be, if the odds leave hardly anything else."""
    page = read_page("\n".join(("News", "Rolls are round", PROSE, PROSE)))
    logits = odds("ntpp", " x  ")
    logits[0, ROLES.index("c")] = 2.0

    found = with_first_line(page, decode(page, logits))

    assert ([0], "ctpp") == (found.starts, found.roles)
    logits[0, ROLES.index("c")] = -3.0
    assert [1] == with_first_line(page, decode(page, logits)).starts
