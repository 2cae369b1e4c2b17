"""Names that are no content, and file systems that tell nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.files import Folder, ignored, settled
from feeds.names import as_on_disk, spelt
from feeds.watch.mounts import file_system


@pytest.mark.parametrize(
    "name",
    [
        *(".hidden", "a/.git/HEAD", ".goutputstream-X1Y2", "a.md~", "dump.txt.part", "x.TMP"),
        *("a/b/page.html.crdownload", ".feedmill/catalogue", "a/.b.swp"),
    ],
)
def test_hidden_and_unfinished_files_are_ignored(name: str) -> None:
    assert ignored(name)


@pytest.mark.parametrize("name", ["a.txt", "a/b.md", "a.tmp.txt", "part", "tmp/a.md", "a..b", "…"])
def test_all_others_are_content(name: str) -> None:
    assert not ignored(name)


@pytest.mark.parametrize(
    ("age", "expected"), [(0.0, False), (1.9, False), (2.0, True), (-1.0, False), (-3600.0, True)]
)
def test_a_file_is_settled_by_its_age_and_a_wrong_clock_stops_nothing(
    age: float, expected: bool
) -> None:
    assert settled(1000.0 - age, quiet=2.0, now=1000.0) is expected


MOUNTS = """proc /proc proc rw 0 0
/dev/vda / ext4 rw 0 0
nas:/news /srv/news nfs4 rw 0 0
me@host:/ /home/me/far\\040away fuse.sshfs rw 0 0
tmpfs /srv/news/local tmpfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", "ext4"),
        ("/srv/newspaper", "ext4"),
        ("/srv/news", "nfs4"),
        ("/srv/news/dumps", "nfs4"),
        ("/srv/news/local/x", "tmpfs"),
        ("/home/me/far away/dumps", "fuse.sshfs"),
    ],
)
def test_the_nearest_mount_above_a_path_says_its_file_system(path: str, expected: str) -> None:
    assert file_system(path, MOUNTS) == expected


NAMES = st.binary(min_size=1, max_size=20).map(
    lambda raw: raw.replace(b"\0", b"").replace(b"/", b"")
)


@given(NAMES | st.text("\ue000\uf77f\uf780\uf7e9\uf7ff\uf800é").map(str.encode))
def test_any_name_is_spelt_as_text_that_everything_takes_and_found_again(raw: bytes) -> None:
    name = os.fsdecode(raw)
    spelling = spelt(name)
    spelling.encode()
    assert raw == os.fsencode(as_on_disk(spelling))


@given(NAMES, NAMES)
def test_no_two_names_are_spelt_alike(one: bytes, other: bytes) -> None:
    assert (one == other) == (spelt(os.fsdecode(one)) == spelt(os.fsdecode(other)))


def test_a_file_of_a_name_that_is_no_utf_8_is_listed_read_written_and_removed(
    tmp_path: Path,
) -> None:
    odd = b"caf\xe9"
    (tmp_path / os.fsdecode(odd)).mkdir()
    (tmp_path / os.fsdecode(odd + b"/\xff.txt")).write_text("words")
    folder = Folder(tmp_path)
    (name,) = [name for name, _ in folder.files()]
    assert "caf\uf7e9/\uf7ff.txt" == name
    assert b"words" == folder.read(name)[0]
    folder.write(name, b"other", durable=True)
    folder.sync([name])
    assert [b"\xff.txt"] == os.listdir(os.fsencode(tmp_path) + b"/" + odd)
    folder.remove(name)
    assert [] == os.listdir(tmp_path)


def test_a_name_does_not_depend_on_the_locale(tmp_path: Path) -> None:
    (tmp_path / "Öl.txt").write_text("words")
    code = (
        "import sys; from pathlib import Path; from feeds.files import Folder\n"
        "folder = Folder(Path(sys.argv[1]))\n"
        "print(*[ascii(n) + folder.read(n)[0].decode() for n, _ in folder.files()])"
    )
    for locale in ({"PYTHONUTF8": "1"}, {"PYTHONUTF8": "0", "LC_ALL": "C"}):
        call = [sys.executable, "-c", code, str(tmp_path)]
        done = subprocess.run(
            call, env={**os.environ, **locale}, capture_output=True, text=True, check=True
        )
        assert "'\\xd6l.txt'words\n" == done.stdout
