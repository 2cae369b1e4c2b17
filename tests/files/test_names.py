"""Names that are no content, and file systems that tell nothing."""

import pytest

from feeds.files import ignored, settled
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
