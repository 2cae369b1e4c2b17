"""Any encoding in, the same words out."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.read.encoding import decode

GERMAN = "Über die Mühle: „Größe“ – fünf Straßen, schöne Gärten.\nÄnderungen übermorgen.\n"
RUSSIAN = "Мельница сгорела в понедельник.\nНикто не пострадал, сообщила полиция.\n"
POLISH = "Młyn spłonął w poniedziałek, choć nikt się nie skarżył; źródło ognia jest nieznane.\n"
JAPANESE = "月曜日に水車小屋が燃えた。\nけが人はいなかったと警察は発表した。\n"
CHINESE = "星期一磨坊着火了。\n警方说没有人受伤,居民都已安全离开。\n"


@given(st.text())
def test_utf8_is_taken_as_it_is(text: str) -> None:
    if not text.startswith("\ufeff") and "\0" not in text:
        assert text == decode(text.encode())


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
@pytest.mark.parametrize("text", [GERMAN, JAPANESE, "🔥 Mill\n"])
def test_a_byte_order_mark_decides_and_is_no_text(mark: bytes, encoding: str, text: str) -> None:
    assert text == decode(mark + text.encode(encoding))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings_without_a_mark_are_told_by_their_zeros(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding)) == GERMAN


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"),
        (RUSSIAN, "cp1251"),
        (POLISH, "iso8859_2"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso2022_jp"),
        (CHINESE, "gb18030"),
    ],
)
def test_what_declares_nothing_is_guessed(text: str, encoding: str) -> None:
    assert text * 9 == decode((text * 9).encode(encoding))


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="iso-8859-2">', "iso-8859-2"),
        ('<meta http-equiv=Content-Type content="text/html; charset=windows-1250">', "cp1250"),
        ('<?xml version="1.0" encoding="ISO-8859-2"?>', "iso-8859-2"),
    ],
)
def test_markup_is_read_as_it_declares(head: str, encoding: str) -> None:
    text = f"{head}<p>Młyn spłonął w poniedziałek.</p>"

    assert text == decode(text.encode(encoding), markup=True)


def test_latin_1_means_windows_1252_as_in_browsers() -> None:
    text = "<meta charset=iso-8859-1><p>„Mühle“ – 5 €</p>"

    assert text == decode(text.encode("cp1252"), markup=True)


@pytest.mark.parametrize("charset", ["base64", "utf-16", "rot13", "no-such", "utf-8", "idna"])
def test_a_false_declaration_loses_nothing(charset: str) -> None:
    text = f"<meta charset={charset}><p>Mühle für Gäste übermorgen.</p>"

    assert text == decode(text.encode("cp1252"), markup=True)


def test_each_line_of_a_mixed_dump_is_read_in_its_own_encoding() -> None:
    lines = ["Mühle für alle", "Café à la crème", "plain", "„Grüße“"]
    data = b"\n".join(
        line.encode(encoding)
        for line, encoding in zip(lines, ["utf-8", "cp1252", "ascii", "utf-8"], strict=True)
    )

    assert "\n".join(lines) == decode(data)


@pytest.mark.parametrize(
    "line", ["é" * 60, "Größe", "L'été à la plage, là-bas, où l'on rêve.\n" * 9]
)
def test_a_text_that_says_little_is_taken_for_what_is_likeliest(line: str) -> None:
    """Trap: left to itself charset-normalizer answers with EBCDIC for such texts."""
    assert decode(line.encode("cp1252")) == line


def test_surrogates_in_utf8_are_joined_and_lone_ones_marked() -> None:
    """Trap: one lone surrogate in a feed stops a reader from updating any feed."""
    cesu = "Mühle \ud83d\udd25 ok".encode("utf-8", "surrogatepass")

    assert decode(cesu + b"\nx\xed\xa0\x80") == "Mühle 🔥 ok\nx\ufffd"


@given(st.binary())
def test_any_bytes_become_text_with_as_many_lines(data: bytes) -> None:
    text = decode(data)

    text.encode()
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and b"\0" not in data:
        assert data.count(b"\n") == text.count("\n")
