"""What comes out of the reading room, and what is turned away at its door."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.errors import DumpError
from feeds.model import Dump
from feeds.read import read

CORPUS = Path(__file__).parents[2] / ".." / "shared" / "corpus"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def reading(data: bytes, name: str = "morning.txt") -> Dump:
    return read(name, data, digest="9f2b", received=NOON)


def test_a_dump_keeps_name_digest_and_time_as_they_were_given() -> None:
    dump = reading(b"Mill fire\n", "papers/morning.txt")

    assert (dump.name, dump.digest, dump.received) == ("papers/morning.txt", "9f2b", NOON)
    assert (dump.media_type, dump.text) == ("text/plain", "Mill fire\n")


def test_markdown_is_handed_on_with_its_marks() -> None:
    dump = reading(b"# Mill fire\n\n*Nobody* was hurt.\n", "morning.MD")

    assert (dump.media_type, dump.text) == ("text/markdown", "# Mill fire\n\n*Nobody* was hurt.\n")


@pytest.mark.parametrize(
    "data", [b"", b" \t\r\n\r\n", b"\xef\xbb\xbf", "\u200b\u00a0\n".encode(), b"\0\0\0"]
)
def test_a_dump_of_blanks_is_refused(data: bytes) -> None:
    with pytest.raises(DumpError, match=r"there is no text in it|are no text"):
        reading(data)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "PNG"),
        (b"%PDF-1.7\n" + b"text " * 99, "PDF"),
        (b"PK\x03\x04" + b"x" * 99, "zip"),
        (b"\x7fELF\x02\x01" + b"x" * 99, "program"),
        (b"RIFF\x10\x00\x00\x00WAVE", "sound"),
        (b"x" * 257 + b"ustar\x0000", "tar"),
    ],
)
def test_what_is_no_text_is_refused_by_what_it_is_whatever_its_name(data: bytes, kind: str) -> None:
    with pytest.raises(DumpError, match=kind) as refusal:
        reading(data)

    assert refusal.value.where == "morning.txt"


def test_text_that_begins_like_a_binary_is_text() -> None:
    assert reading(b"RIFF raff in the mill\n").text == "RIFF raff in the mill\n"


def test_bytes_without_a_known_beginning_are_refused_by_their_controls() -> None:
    with pytest.raises(DumpError, match="no text"):
        reading(bytes(range(256)) * 64)


def test_a_few_zeros_do_not_make_a_dump_binary() -> None:
    assert reading(b"Mill fire\0 in the old town\n" * 9).text == "Mill fire in the old town\n" * 9


def test_gzip_is_unpacked_and_the_name_within_decides() -> None:
    dump = reading(gzip.compress(b"# Mill fire\n") + gzip.compress(b"Nobody hurt\n"), "a.md.gz")

    assert (dump.name, dump.media_type) == ("a.md.gz", "text/markdown")
    assert dump.text == "# Mill fire\nNobody hurt\n"


def test_a_gzip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = gzip.compress(bytes(20 << 20), 9)
    assert len(bomb) < 1 << 16

    with pytest.raises(DumpError, match=r"unpacks to more than 8,388,608 bytes"):
        reading(bomb, "a.txt.gz")


def test_gzip_within_gzip_is_refused() -> None:
    with pytest.raises(DumpError, match="gzip within gzip"):
        reading(gzip.compress(gzip.compress(b"Mill fire")))


@pytest.mark.parametrize("cut", [-1, -9, 12])
def test_gzip_that_was_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(DumpError, match=r"ends too early|damaged"):
        reading(gzip.compress(b"Mill fire, nobody hurt\n" * 9)[:cut])


def test_damaged_gzip_is_refused() -> None:
    packed = bytearray(gzip.compress(b"Mill fire, nobody hurt\n" * 9))
    packed[14] ^= 0xFF

    with pytest.raises(DumpError, match="damaged gzip"):
        reading(bytes(packed))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_every_dump_of_the_corpus_keeps_its_lines_and_clean_ones_their_text() -> None:
    """Gold lines are counted by line feeds, and so is everything an editor sees."""
    import unicodedata

    dumps = sorted(CORPUS.glob("*/*.txt"))
    assert dumps
    for path in dumps:
        raw = path.read_bytes().decode()
        expected = unicodedata.normalize("NFC", raw.replace("\r\n", "\n"))
        assert expected == reading(path.read_bytes(), path.name).text
