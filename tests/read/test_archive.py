"""Archives: every readable file in them is read, none is written, and bombs are refused."""

import io
import os
import struct
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.errors import DumpError
from feeds.model import Dump
from feeds.pipeline.splitting import cut
from feeds.read import archive, read

from .samples import BODIES, MAILS, TITLES, tarred, zipped

TEXT = f"{TITLES[0]}\n{BODIES[0]}\n".encode()


def reading(data: bytes, name: str = "a.zip") -> Dump:
    return read(name, data, digest="9f2b", received=datetime(2026, 3, 9, tzinfo=UTC))


@pytest.mark.parametrize("packed", [zipped, tarred])
def test_one_text_alone_is_handed_on_for_the_splitter(packed: object) -> None:
    assert callable(packed)
    dump = reading(packed(a_txt=TEXT))

    assert (TEXT.decode(), None) == (dump.text, dump.drafts)


def test_of_several_texts_each_is_an_article_by_the_order_of_their_names() -> None:
    dump = reading(zipped(b_txt=b"Ferry\nIt stays.\n", a_txt=TEXT))

    assert [TITLES[0], "Ferry"] == [draft.title for draft in cut(dump).drafts]


def test_what_cannot_be_read_is_named_in_the_text() -> None:
    dump = reading(zipped(a_eml=MAILS[0].encode(), b_png=b"\x89PNG\r\n\x1a\nx", c_txt=b" "))

    assert [TITLES[0]] == [draft.title for draft in dump.drafts or ()]
    assert "\nb.png: not read: this is a PNG picture, not text\n" in dump.text
    assert dump.text.endswith("\nc.txt: not read: there is no text in it\n")


def test_an_archive_in_an_archive_is_refused() -> None:
    with pytest.raises(DumpError, match="zip archive"):
        reading(zipped(a_zip=zipped(a_txt=TEXT)))
    with pytest.raises(DumpError, match="tar archive"):
        reading(tarred(a_tar=tarred(a_txt=TEXT)), "a.tar")
    with pytest.raises(DumpError, match="gzip archive"):
        reading(zipped(a_gz=b"\x1f\x8b\x08\x00"))


def test_a_zip_bomb_is_refused() -> None:
    bomb = zipped(**{f"a{n}_txt": bytes(4 << 20) for n in range(8)})
    assert len(bomb) < 1 << 16

    with pytest.raises(DumpError, match="unpacks to more"):
        reading(bomb)


def test_a_zip_that_lies_about_its_sizes_is_not_believed() -> None:
    """Trap: a header may state that a bomb is ten bytes long."""
    bomb = bytearray(zipped(a_txt=b"a" * (32 << 20)))
    size = struct.pack("<I", 32 << 20)
    for _ in range(2):
        bomb = bytearray(bytes(bomb).replace(size, struct.pack("<I", 10)))

    with pytest.raises(DumpError):
        reading(bytes(bomb))


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "COUNT_LIMIT", 3)
    files = {f"a{n}_txt": TEXT for n in range(4)}

    for data in (zipped(**files), tarred(**files)):
        with pytest.raises(DumpError, match="more than 3 files"):
            reading(data)


def test_a_file_that_is_too_large_is_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MEMBER_LIMIT", 1000)
    files = {"a_eml": MAILS[0].encode(), "b_txt": b"a" * 1001}

    for data in (zipped(**files), tarred(**files)):
        assert "b.txt: not read: more than 1,000 bytes" in reading(data).text


def test_paths_are_only_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trap: `../` and absolute paths (Zip Slip, CVE-2007-4559)."""
    monkeypatch.chdir(tmp_path)
    for data in (
        zipped(**{"../evil_txt": TEXT, "/tmp/x_txt": b"Ferry\nStays.\n"}),
        tarred(**{"../evil_txt": TEXT, "/tmp/x_txt": b"Ferry\nStays.\n"}),
    ):
        assert 2 == len(reading(data).passages)

    assert [] == os.listdir(tmp_path)


def test_links_and_devices_in_a_tar_are_left_out() -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as file:
        for name, kind in (("passwd", tarfile.SYMTYPE), ("null", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            file.addfile(info)

    with pytest.raises(DumpError, match="a link or a device"):
        reading(packed.getvalue(), "a.tar")


def test_an_encrypted_file_is_left_out() -> None:
    data = bytearray(zipped(a_txt=TEXT))
    central = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[central + 8] |= 1

    with pytest.raises(DumpError, match="encrypted"):
        reading(bytes(data))


def test_a_damaged_file_does_not_hide_the_others() -> None:
    data = bytearray(zipped(a_txt=TEXT * 9, b_eml=MAILS[1].encode()))
    data[45:60] = b"x" * 15

    dump = reading(bytes(data))

    assert [TITLES[1]] == [draft.title for draft in dump.drafts or ()]
    assert "a.txt: not read: damaged" in dump.text


def test_an_office_document_is_no_archive_of_dumps() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", "<w/>")

    with pytest.raises(DumpError, match="office document"):
        reading(packed.getvalue(), "a.docx")


def test_litter_of_operating_systems_is_passed_over() -> None:
    dump = reading(zipped(**{"__MACOSX/a_txt": TEXT, "a_txt": TEXT}))

    assert TEXT.decode() == dump.text


def test_zstd_is_unpacked_within_the_same_limits() -> None:
    zstandard = pytest.importorskip("zstandard", reason="the extra zstd is not installed")
    pack = zstandard.ZstdCompressor(level=3).compress

    assert TEXT.decode() * 2 == reading(pack(TEXT) + pack(TEXT), "a.txt.zst").text
    with pytest.raises(DumpError, match="unpacks to more"):
        reading(pack(bytes(20 << 20)), "a.txt.zst")
    with pytest.raises(DumpError, match="zstd within zstd"):
        reading(pack(pack(TEXT)), "a.zst")
    with pytest.raises(DumpError):
        reading(pack(TEXT)[:4] + b"\xff" * 40, "a.zst")
