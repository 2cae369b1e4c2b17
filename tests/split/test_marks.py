"""What an editor marks in a dump always wins, and what the settings leave out is left out."""

from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.errors import DumpError
from feeds.model import Draft, Origin, Split
from feeds.split import split
from feeds.split.jobs import Job, job_of
from feeds.split.marks import Wanted
from feeds.split.network import OUTPUTS
from feeds.split.reading import read
from tests.conftest import article

from .conftest import dump

FERRY, BEES, LAMP = (
    "Ferry fares fall for the third winter running",
    "Bees return to the old rope works",
    "A lamp for the customs house",
)
THREE = "".join(article(headline, category="Energy") for headline in (FERRY, BEES, LAMP))
PARAGRAPH = (
    "On Tuesday evening about forty people came to the old customs house to talk it over, and"
    " most of them stayed until the lamps were put out at a quarter to eleven.\n"
)


def found(text: str, drop: tuple[str, ...] = ()) -> tuple[Draft, ...]:
    return split(dump(text), drop).drafts


def test_an_article_begins_at_a_mark_wherever_that_is() -> None:
    text = PARAGRAPH * 3 + "=== feedmill: article ===\n" + PARAGRAPH * 3

    assert 1 == len(found(PARAGRAPH * 6))
    assert [(1, 3), (5, 7)] == [(d.span.first, d.span.last) for d in found(text)]


def test_the_other_articles_are_found_as_they_are_without_the_mark() -> None:
    text = THREE.replace(BEES, BEES, 1) + "=== feedmill: article ===\n" + PARAGRAPH * 2

    assert [FERRY, BEES, LAMP] == [draft.title for draft in found(text)[:3]]
    assert 4 == len(found(text))


def test_an_article_goes_on_across_a_cut_that_a_mark_forbids() -> None:
    at = THREE.index("Energy\n" + BEES)
    text = THREE[:at] + "=== feedmill: same ===\n" + THREE[at:]

    assert [FERRY, LAMP] == [draft.title for draft in found(text)]
    assert BEES in found(text)[0].body


def test_what_a_mark_drops_is_in_no_article_and_is_listed() -> None:
    at = THREE.index("Energy\n" + LAMP)
    text = THREE[:at] + "=== feedmill: drop ===\n" + THREE[at:]
    result = split(dump(text))

    assert [FERRY, BEES] == [draft.title for draft in result.drafts]
    number = text[: text.index(LAMP)].count("\n") + 1
    assert (number, "dropped by a mark") in result.dropped


def test_a_drop_ends_at_the_next_mark() -> None:
    at, end = THREE.index("Energy\n" + BEES), THREE.index("Energy\n" + LAMP)
    text = (
        THREE[:at] + "=== feedmill: drop ===\n" + THREE[at:end]
        + "=== feedmill: article ===\n" + THREE[end:]
    )  # fmt: skip

    assert [FERRY, LAMP] == [draft.title for draft in found(text)]


def test_fields_below_a_mark_win_and_are_in_no_body() -> None:
    given_ = (
        "=== feedmill: article ===\ntitle: Forty at the customs house\ncategory: Town, Harbour\n"
        "author: Ann Miller; Bob\ndate: 2026-02-01\nsummary: A talk.\nlanguage: en-GB\n\n"
    )
    (_, draft) = found(PARAGRAPH * 3 + given_ + PARAGRAPH * 3)

    assert "Forty at the customs house" == draft.title
    assert (("Town", "Harbour"), ("Ann Miller", "Bob")) == (draft.categories, draft.byline)
    assert (datetime(2026, 2, 1), "A talk.", "en-GB") == (
        draft.published,
        draft.dek,
        draft.language,
    )
    assert "feedmill" not in draft.body
    assert "customs house\n" not in draft.body
    assert 1.0 == draft.confidence


def test_a_title_that_is_given_costs_no_line_of_the_text() -> None:
    """What the splitter took for the headline stays in the body, unless it is nearly that."""
    mark = "=== feedmill: article ===\ntitle: {}\n"
    other = found(mark.format("Honey") + article(BEES))[0]
    mended = found(mark.format(BEES + " at last") + article(BEES))[0]

    assert ("Honey", True) == (other.title, BEES in other.body)
    assert (BEES + " at last", False) == (mended.title, BEES in mended.body)


@pytest.mark.parametrize("word", ["artcle", "cut", "articles"])
def test_a_mark_that_means_nothing_is_refused_and_named(word: str) -> None:
    with pytest.raises(DumpError, match=f"line 2: an unknown mark: {word}"):
        split(dump(f"Mill\n=== feedmill: {word} ===\n"))


def test_a_field_that_means_nothing_is_refused_and_named() -> None:
    with pytest.raises(DumpError, match="line 2: not a date"):
        split(dump("=== feedmill: article ===\ndate: yesterday\nMill\n"))
    with pytest.raises(DumpError, match="line 2: no language"):
        split(dump("=== feedmill: article ===\nlanguage: the usual one\nMill\n"))
    with pytest.raises(DumpError, match="line 2: no address"):
        found(f"=== feedmill: article ===\nlink: javascript:alert(1)\n{PARAGRAPH}")


def test_a_mark_says_where_an_article_was_published_first() -> None:
    (draft,) = found(f"=== feedmill: article ===\nlink: https://example.org/a\n{PARAGRAPH}")

    assert Origin(link="https://example.org/a") == draft.origin


@pytest.mark.parametrize(
    "line", ["=== article ===", "== Feedmill ==", "We call it feedmill: article", "===== x ====="]
)
def test_nothing_in_nature_is_a_mark(line: str) -> None:
    assert "a mark" not in str(split(dump(f"{THREE}{line}\n")).dropped)


def test_lines_of_the_settings_are_dropped_wherever_they_stand() -> None:
    text = THREE.replace("By Ann Miller\n", "By Ann Miller\nGet our app! Version 7\n")
    result = split(dump(text), ("get our  APP!*",))

    assert [FERRY, BEES, LAMP] == [draft.title for draft in result.drafts]
    assert not any("Get our app" in draft.body for draft in result.drafts)
    assert 3 == sum(why == "dropped by the settings of its source" for _, why in result.dropped)


@pytest.mark.parametrize(
    ("pattern", "line", "fits"),
    [
        ("Advertisement", " advertisement ", True),
        ("Advertisement", "Advertisement:", False),
        ("Ad*", "Adele sings", True),
        ("*sign up*", "Please Sign up here", True),
        ("a*b*a", "a b a", True),
        ("a*a", "a", False),
        ("*", "anything", True),
        ("*", "  ", False),
    ],
)
def test_a_pattern_fits_a_whole_line(pattern: str, line: str, fits: bool) -> None:
    assert fits is (line in Wanted([pattern]))


def test_a_hostile_line_costs_one_pass() -> None:
    """A pattern with many stars is no pattern that backtracks."""
    assert ("a" * 100_000) not in Wanted(["*a" * 60 + "*b"])


MARKS = st.sampled_from(["article", "same", "drop"])


def laid(form: str) -> str:
    """Return three articles in a form, in which `{t}` is a headline and so on."""
    heads = enumerate((FERRY, BEES, LAMP), 1)
    return "\n".join(form.format(n=n, t=t, x=PARAGRAPH.strip()) for n, t in heads) + "\n"


KINDS = {
    "pages": THREE,
    "numbered": laid("{n} of 3 DOCUMENTS\n\n{t}\n\n{x}\n"),
    "parted": laid("<<<ARTICLE>>>\n{t}\n\n{x}\n"),
    "messages": laid("12/03/2025, 10:1{n} - Lena Marsh: {t}. {x}"),
    "labelled": laid("Title: {t}\nDate: 2025-03-0{n}\nAuthor: Lena Marsh\n\n{x}\n"),
    "codes": laid("TY  - NEWS\nTI  - {t}\nAU  - Marsh, Lena\nDA  - 2025\nAB  - {x}\nER  - \n"),
}


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        *(("numbered", "1 of 3 DOCUMENTS"), ("numbered", "2 of 3 DOCUMENTS")),
        *(("parted", "<<<ARTICLE>>>"), ("messages", "12/03/2025, 10:12 - Lena Marsh: ")),
    ],
)
def test_a_mark_above_a_line_that_parts_articles_tells_of_the_one_below(
    kind: str, line: str
) -> None:
    mark = "=== feedmill: article ===\ntitle: The mill\n"
    result = split(dump(KINDS[kind].replace(line, mark + line, 1)))
    titles = [draft.title for draft in result.drafts]
    assert len(titles) == 3
    assert "The mill" == titles[1 if "2" in line else 0]


@pytest.mark.parametrize("kind", KINDS)
def test_an_article_that_is_marked_below_others_is_one_whatever_they_are(kind: str) -> None:
    mark = "=== feedmill: article ===\ntitle: The mill\n"
    found = split(dump(f"{KINDS[kind]}\n{mark}It burned for an hour, said the miller.\n")).drafts
    assert ("The mill", "It burned for an hour, said the miller.") == (
        found[-1].title,
        found[-1].body,
    )


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        *(("numbered", "2 of 3"), ("labelled", f"Title: {BEES}")),
        ("codes", "TY  - NEWS\nTI  - Bees"),
    ],
)
def test_nothing_begins_an_article_where_a_mark_lets_the_one_above_go_on(
    kind: str, line: str
) -> None:
    again = KINDS[kind].replace(line, f"=== feedmill: same ===\n{line}", 1)
    first, last = split(dump(again)).drafts
    assert LAMP == last.title
    assert BEES in first.body


def test_what_is_known_leaves_the_odds_of_whoever_asks_as_they_are() -> None:
    text = dump(PARAGRAPH + "=== feedmill: article ===\n" + PARAGRAPH)
    job = job_of(text, ())
    assert isinstance(job, Job)
    logits = np.zeros((2, OUTPUTS), np.float32)
    read(job.page, logits, job.known)
    assert not logits.any()


@pytest.mark.parametrize("kind", KINDS)
@given(places=st.lists(st.tuples(st.integers(0, 30), MARKS), max_size=5))
def test_no_line_is_lost_whatever_is_marked_where(kind: str, places: list[tuple[int, str]]) -> None:
    """Promise 5: each line is in a post's body or fields, or is listed."""
    lines = KINDS[kind].split("\n")
    for place, word in places:
        lines.insert(min(place, len(lines)), f"=== feedmill: {word} ===")
    text = "\n".join(lines)
    result: Split = split(dump(text))

    listed = dict(result.dropped)
    spans = [range(d.span.first, d.span.last + 1) for d in result.drafts]
    assert len(text.removesuffix("\n").split("\n")) == len(result.roles)
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            assert number in listed or any(number in span for span in spans), line
