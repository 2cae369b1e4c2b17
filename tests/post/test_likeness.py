"""A copy is found, and two articles are never taken for one: precision before recall."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.post.fingerprint import SKETCH, sketch, words
from feeds.post.likeness import Likeness, compare, copied, corrected
from tests.post.pairs import COPIES, EACH, MONDAY, STRANGERS, Pair, pairs, post

PRECISION, RECALL = 1.0, 0.85  # floors: they only rise
PAIRS = tuple(pairs())


def found(pair: Pair) -> bool:
    """Return whether a pair is taken for one article, looked up and laid side by side."""
    shared = set(sketch(pair.one.body)) & set(sketch(pair.other.body))
    return len(shared) >= 2 and copied(pair.one, pair.other) > 0


def test_the_pairs_are_many_and_of_both_sorts() -> None:
    assert len(PAIRS) >= 300
    assert Counter({True: EACH * len(COPIES), False: EACH * len(STRANGERS)}) == Counter(
        pair.same for pair in PAIRS
    )
    assert len({pair.one.body for pair in PAIRS}) > 250


def test_no_two_articles_are_taken_for_one() -> None:
    taken = [pair for pair in PAIRS if found(pair)]
    wrong = [pair.kind for pair in taken if not pair.same]
    assert len(taken) - len(wrong) >= PRECISION * len(taken), wrong


def test_most_copies_are_found() -> None:
    copies = [pair for pair in PAIRS if pair.same]
    missed = Counter(pair.kind for pair in copies if not found(pair))
    assert len(copies) - missed.total() >= RECALL * len(copies), missed


@pytest.mark.parametrize("kind", [fate.__name__ for fate in STRANGERS])
def test_they_look_alike_the_other_way_round_too(kind: str) -> None:
    for pair in PAIRS:
        if pair.kind == kind:
            assert copied(pair.one, pair.other) == copied(pair.other, pair.one) == 0.0


def test_a_copy_in_signs_without_spaces_is_found() -> None:
    text = "港の渡し船は来年の春まで動かないと町の役場が発表した。修理の費用はまだ決まっていない。"
    one, other = (
        post("渡し船", text),
        post("渡し船", text + "続きは明日の紙面で読むことができます。"),
    )
    assert copied(one, other) > 0.9


def test_a_correction_keeps_its_article_and_the_next_report_is_another() -> None:
    mould = "In the harbour it will be {} degrees, {} at night, with wind of force {} and {} ships."
    rest = " The next forecast is posted at six on the board beside the office, as every day."
    one = post("Weather", mould.format(12, 4, 3, 7) + rest)
    fixed = post("Weather", mould.format(12, 4, 5, 7) + rest)
    next_day = post("Weather", mould.format(15, 6, 2, 9) + rest)
    assert corrected(one, fixed, None) > 0.5
    assert 0.0 == corrected(one, next_day, None)
    assert 0.0 == corrected(one, fixed, MONDAY + timedelta(days=1))


@given(text=st.text("ab c.1\n", max_size=300))
def test_a_text_beside_itself_has_no_differences(text: str) -> None:
    count = len(words(text))
    alike = compare(text, text)
    assert (
        Likeness(
            shared=count, ours=count, theirs=count, swaps=0, clashes=0, edges=0, edge_clashes=0
        )
        == alike
    )


@given(one=st.text("abc d1", max_size=200), other=st.text("abc d1", max_size=200))
def test_sides_may_be_changed(one: str, other: str) -> None:
    there, back = compare(one, other), compare(other, one)
    assert (there.ours, there.theirs) == (back.theirs, back.ours)
    assert 0 <= there.shared <= min(there.ours, there.theirs)


def test_a_sketch_is_a_few_numbers_however_long_the_text() -> None:
    assert () == sketch("four words are few")
    assert SKETCH == len(sketch(" ".join(f"word{n}" for n in range(5000))))
    assert sketch("One *two*, three\nfour five six") == sketch(
        "one two three four [five](http://a.b/c) six"
    )
