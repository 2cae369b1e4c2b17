"""Who wrote and what category, with no sign between them: the other lines of the dump tell."""

import pytest

from .test_headers import credits_of, lines

DAY = "March 4, 2021"


@pytest.mark.parametrize(
    ("joint", "first"),
    [(" ", "Ada Quill"), (" ", "Rosa Bell Holm"), ("", "ada.quill")],
)
def test_what_several_lines_begin_with_is_who_wrote(joint: str, first: str) -> None:
    names = ("Grid and more", "Old Mills, Culture", "Energy")

    said = [f"{DAY} {first}{joint}{name}" for name in names]

    assert credits_of(lines("a", *said)) == [(first, name) for name in names]


@pytest.mark.parametrize("form", ["{0} {1}", "{1} {0}"])
def test_what_stands_beside_several_names_is_the_category(form: str) -> None:
    pairs = [
        *((name, "Winter 2024 number") for name in ("Ada Quill", "Rosa Bell", "Olga Holm")),
        *((name, "Old mills") for name in ("Sven Moor", "Ada Quill")),
    ]

    assert credits_of(lines("a", *(f"{DAY} · {form.format(*pair)}" for pair in pairs))) == pairs


@pytest.mark.parametrize(
    "said",
    [
        ("Ada Quill", "Ada Mill", "Rosa Mill", "Rosa Quill"),  # names alone
        ("Viết bởi Ada Quill", "Viết bởi Rosa Mill", "Viết bởi Olga Holm"),  # a label
        ("Rosa Mill (@rmill) Ada Quill", "Rosa Mill (@rmill) Olga Holm", "Rosa Mill (@rmill)"),
    ],
)
def test_names_are_not_parted(said: tuple[str, ...]) -> None:
    found = credits_of(lines("a", *(f"{DAY} · {text}" for text in said)))

    assert [category for _, category in found] == [""] * len(said)


def test_a_word_of_the_text_with_a_capital_within_is_whole() -> None:
    headers = [
        [*header, ("p", "On MineCraft much can be said.")]
        for header in lines("D", *(f"{DAY} · MineCraft {m}" for m in ("Ku", "Greg", "Zen")))
    ]

    assert all("Mine" not in (author, category) for author, category in credits_of(headers))
