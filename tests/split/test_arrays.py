"""What is measured of all lines at once is what each line would say by itself."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from feeds.split.articles import _once
from feeds.split.characters import NEWLINE, points, text_of
from feeds.split.hashes import Vocabulary, of_text
from feeds.split.lexicon import words_of
from feeds.split.shapes import shapes
from feeds.split.tokens import tokens

# A dump has no NUL, which a number would not see at a word's end.
SIGNS = st.characters(exclude_characters="\n\0", exclude_categories=["Cs"])
LINES = st.lists(
    st.one_of(
        st.text(SIGNS, min_size=1),
        st.text("aB3'’-.+!_ ", min_size=1, max_size=30),
        st.text("東京タワー서울 a1İΣσ", min_size=1, max_size=30),
    ),
    min_size=1,
    max_size=8,
)


@given(LINES)
def test_the_words_of_lines_are_those_of_each_line(lines: list[str]) -> None:
    found = tokens(lines)

    words = [found.of(i) for i in range(len(lines))]
    assert [words_of(line) for line in lines] == words
    assert [len(word) for line in words for word in line] == found.sizes.tolist()


@given(LINES)
def test_equal_words_have_equal_numbers_and_others_have_others(lines: list[str]) -> None:
    found = tokens(lines)

    words = [word for line in lines for word in words_of(line)]
    numbers = found.hashes.tolist()
    assert numbers == [of_text(word) for word in words]
    assert len(set(words)) == len(set(numbers))


@given(st.sets(st.text(SIGNS, min_size=1)), LINES)
def test_known_words_have_their_own_numbers_and_no_other_has_one(
    known: set[str], others: list[str]
) -> None:
    vocabulary = Vocabulary(sorted(known))

    asked = [*known, *others]
    numbers = vocabulary.numbers(np.array([of_text(word) for word in asked], np.uint64))

    assert [vocabulary.number.get(word, 0) for word in asked] == numbers.tolist()


def test_words_of_one_slot_are_told_apart_a_level_deeper() -> None:
    """More words than a table has slots: some must share one."""
    known = [f"word {n}" for n in range(1 << 15)]
    vocabulary = Vocabulary(known)

    hashes = np.array([of_text(word) for word in [*known, "another"]], np.uint64)

    assert [*range(1, len(known) + 1), 0] == vocabulary.numbers(hashes).tolist()


@given(LINES)
def test_counts_of_kinds_add_up_to_the_characters_of_each_line(lines: list[str]) -> None:
    measured = shapes(lines)

    assert [len(line) for line in lines] == measured.counts[:NEWLINE].sum(axis=0).tolist()
    assert [ord(line[0]) for line in lines] == measured.opening.tolist()
    assert [any(c.isdecimal() for c in line) for line in lines] == measured.decimal.tolist()


@given(st.text())
def test_a_text_comes_back_from_its_points(text: str) -> None:
    assert text == text_of(points(text))


def test_pairs_of_letters_are_numbered_where_no_spaces_part_words() -> None:
    found = tokens(["東京東京", "Tokyo", "東京"])

    assert [0, 0, 0, 2] == found.pair_owner.tolist()
    assert found.pairs[0] == found.pairs[2] == found.pairs[3] != found.pairs[1]


def test_a_second_headline_is_told_with_one_look_at_each_line() -> None:
    """An article of a million lines is looked through once, and not once for each line."""

    class Counted(list[str]):
        looks = 0

        def __getitem__(self, at: Any) -> Any:
            Counted.looks += len(range(*at.indices(len(self)))) if isinstance(at, slice) else 1
            return super().__getitem__(at)

    roles = Counted("ctt" + "p" * 500 + "t" + "p" * 500)
    _once(roles, range(len(roles)), "t", "h")

    assert "ctt" + "p" * 500 + "h" + "p" * 500 == "".join(roles)
    assert Counted.looks <= 2 * len(roles)
