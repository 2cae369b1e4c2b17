"""What is measured of all lines at once is what each line would say by itself."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from feeds.split.articles import _once
from feeds.split.characters import NEWLINE, points, text_of
from feeds.split.lexicon import words_of
from feeds.split.sayings import NUMBERS
from feeds.split.shapes import shapes
from feeds.split.tokens import tokens

LINES = st.lists(
    st.one_of(
        st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1),
        st.text("aB3'’-.+!_ ", min_size=1, max_size=30),
        st.text("東京タワー서울 a1İΣσ", min_size=1, max_size=30),
    ),
    min_size=1,
    max_size=8,
)


@given(LINES)
def test_the_words_of_lines_are_those_of_each_line(lines: list[str]) -> None:
    found = tokens(lines, NUMBERS)

    assert [words_of(line) for line in lines] == [found.of(i) for i in range(len(lines))]
    assert [len(word) for word in found.words] == found.sizes.tolist()


@given(LINES)
def test_equal_words_have_equal_numbers_and_known_ones_their_own(lines: list[str]) -> None:
    found = tokens(["read more by", *lines], NUMBERS)

    numbers: dict[str, set[int]] = {}
    for word, number in zip(found.words, found.numbers.tolist(), strict=True):
        numbers.setdefault(word, set()).add(number)
    assert all(len(each) == 1 for each in numbers.values())
    assert {NUMBERS["by"]} == numbers["by"]


@given(LINES)
def test_counts_of_kinds_add_up_to_the_characters_of_each_line(lines: list[str]) -> None:
    measured = shapes(lines)

    assert [len(line) for line in lines] == measured.counts[:, :NEWLINE].sum(axis=1).tolist()
    assert [ord(line[0]) for line in lines] == measured.opening.tolist()
    assert [any(c.isdecimal() for c in line) for line in lines] == measured.decimal.tolist()


@given(st.text())
def test_a_text_comes_back_from_its_points(text: str) -> None:
    assert text == text_of(points(text))


def test_pairs_of_letters_are_numbered_where_no_spaces_part_words() -> None:
    found = tokens(["東京東京", "Tokyo", "東京"], NUMBERS)

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
