"""One article or several: starts that came to nothing are none, and the explanation says so."""

from feeds.split.decode import BODY, HEADER, OUTSIDE, Reading
from feeds.split.doubts import OF_DUMP, OF_START, Doubt, doubts, figures_of_starts, text_of
from feeds.split.given import Given
from feeds.split.lines import read_page
from feeds.split.network import START, probabilities
from feeds.split.reading import Read, as_records, read, reasons
from feeds.split.wording import in_words

from .test_reading import PROSE, odds

LONG = " ".join([PROSE] * 4)
TEXT = f"A wheel turns again\nBy Ann Miller\n{LONG}\n{LONG}\nThe old wheel\n{PROSE}\nAbout us\n"


def reading_of(roles: str, parts: list[int], starts: list[int]) -> Reading:
    marked = "".join("x" if i in starts else " " for i in range(len(roles)))
    return Reading(parts, roles, starts, probabilities(odds(roles, marked)))


def test_a_headline_without_fields_and_with_little_text_begins_no_article() -> None:
    page = read_page(TEXT)
    roles, parts = "tapptpx", [HEADER, HEADER, BODY, BODY, HEADER, BODY, BODY]
    found = reading_of(roles, parts, [0, 4])
    found.belief[4, START] = 0.6

    (doubt,) = doubts(page, found)

    assert 4 == doubt.unit
    assert doubt.odds > 0
    assert doubt.reason.split(": ")[1] in {*OF_DUMP.values(), *OF_START.values()}


def test_articles_with_texts_and_headers_alike_are_not_doubted() -> None:
    page = read_page(f"A wheel turns again\nBy Ann Miller\n{LONG}\n" * 4)
    found = reading_of("tap" * 4, [HEADER, HEADER, BODY] * 4, [0, 3, 6, 9])

    assert [] == doubts(page, found)


def test_where_a_start_is_none_there_is_none_beside_it_either() -> None:
    page = read_page(TEXT)
    logits = odds("tapptpx", "x   x  ")
    logits[4:6, START] = 0.3

    found = read(page, logits)

    assert [0] == found.reading.starts
    assert [4] == [doubt.unit for doubt in found.doubted]
    assert [0, 4] == as_records(page, logits).starts


def test_the_figures_of_a_start_tell_its_text_and_its_likeness() -> None:
    page = read_page(TEXT)
    found = reading_of("tapptpx", [HEADER, HEADER, BODY, BODY, HEADER, BODY, OUTSIDE], [0, 4])

    text = text_of(page, found)
    figures = dict(zip(OF_START, figures_of_starts(page, found, text).T.tolist(), strict=True))

    assert [2 * len(LONG), len(PROSE)] == text.tolist()
    assert [1.0, 0.0] == figures["author"]
    assert [0.0, 0.0] == figures["like"]
    assert [0.0, 1.0] == figures["bare"]


def test_the_explanation_says_at_the_cut_above_why_a_line_begins_no_article() -> None:
    page = read_page(TEXT)
    found = reading_of("tapphpx", [HEADER, HEADER, BODY, BODY, BODY, BODY, BODY], [0])
    doubt = Doubt(4, 1.25, "no other article: it comes first")

    ((evidence,),) = reasons(page, Read(found, Given(), None, [doubt]), {})

    assert "line 5 begins no other article: it comes first" == in_words(evidence)
    assert 1.25 == evidence.value * evidence.weight
