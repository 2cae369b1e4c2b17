"""What is left of a text after cleaning, and that nothing visible is lost."""

import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.read.clean import clean

XML = re.compile("[\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")
ANY = st.text(st.characters(categories=None))  # surrogates and controls too
NASTY = st.text(
    st.sampled_from(
        "a é\u0301\r\n\t\0\x1b[m\x85\x93\u2028\u202e\u202c\u2067\u2069\ufeff\ud83d\udd25"
    )
)


@given(ANY | NASTY)
def test_a_clean_text_holds_only_what_xml_allows_in_nfc(text: str) -> None:
    cleaned = clean(text)

    assert XML.fullmatch(cleaned)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set(cleaned) & set("\r\x0b\x0c\x85\u2028\u2029\ufeff\u202d\u202e\x7f")


@given(ANY | NASTY)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(text) == clean(clean(text))


@given(ANY | NASTY)
def test_every_letter_and_digit_survives(text: str) -> None:
    text = re.sub("[\x1b\x80-\x9f]", "", text)

    assert letters(text) == letters(clean(text))


def letters(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if char.isalnum())


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]))))
def test_line_n_stays_line_n(lines: list[str]) -> None:
    text = "\n".join(lines)

    assert len(text.split("\n")) == len(clean(text).split("\n"))
    assert clean(text) == clean(text.replace("\n", "\r\n")) == clean(text.replace("\n", "\r"))


@pytest.mark.parametrize(
    "text",
    [
        "Mill fire\n\tNobody hurt\n",
        "no-break\u00a0space, soft\u00adhyphen, 👩\u200d🌾, ไ\u200bท, \u200eמ\u200f",
        "„Größe“ – 磨坊",
        "\u2067עברית\u2069 and \u202babc\u202c",
        "no line feed at the end",
    ],
)
def test_a_clean_text_is_left_as_it_is(text: str) -> None:
    assert text == clean(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\r\nb", "a\nb"),
        ("a\rb\r\rc", "a\nb\n\nc"),
        ("a\x85b", "a\nb"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("a\x0cb\x0bc", "a\nb\nc"),
        ("a\x0cb\nc\u2028d", "a b\nc d"),
        ("\x93a\x94 b\x85\n", "“a” b…\n"),
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\ufeffone\n\ufefftwo", "one\ntwo"),
        ("a\0b\x08c\x7fd\ufffee", "abcde"),
        ("e\u0301", "é"),
        ("x\ud800y", "x\ufffdy"),
        ("\ud83d\udd25", "🔥"),
        ("pay \u202egnp.exe", "pay gnp.exe"),
        ("\u202eabc\u202c", "\u202babc\u202c"),
        ("\u2067abc\nnext", "abc\nnext"),
        ("a\u202cb\u2069", "ab"),
    ],
)
def test_what_is_cleaned_away(text: str, expected: str) -> None:
    assert expected == clean(text)


def test_a_tower_of_marks_takes_linear_time() -> None:
    """Trap: unicodedata sorts the marks on one letter in quadratic time."""
    tower = "a" + "\u0301\u0316" * 100_000

    start = time.process_time()
    cleaned = clean(tower)

    assert time.process_time() - start < 2
    assert len(cleaned.replace("\u034f", "")) == pytest.approx(len(tower), abs=2)
