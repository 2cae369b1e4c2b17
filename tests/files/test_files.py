"""Files are replaced whole, and no name leads out of its folder."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.errors import ContentError, DiskError
from feeds.files import Folder, disk, stamp


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "root").mkdir()
    return Folder(tmp_path / "root")


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "", "a//b", "a/./b", "a\0b"])
def test_a_name_that_leads_out_is_refused(folder: Folder, name: str) -> None:
    with pytest.raises(ContentError):
        folder.write(name, b"", durable=False)


def test_what_is_written_is_read_back_with_its_stamp(folder: Folder) -> None:
    written = folder.write("a/b.txt", b"words", durable=True)
    content, status = folder.read("a/b.txt")
    assert b"words" == content
    assert written == stamp(status)
    assert ["b.txt"] == os.listdir(folder.root / "a"), "no temporary file stays"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("feed.xml", b"old", durable=False)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        folder.write("feed.xml", b"new", durable=False)
    monkeypatch.undo()
    assert b"old" == folder.read("feed.xml")[0]
    assert ["feed.xml"] == os.listdir(folder.root)


def test_links_are_neither_followed_nor_listed(folder: Folder, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key").write_text("s")
    (folder.root / "link.txt").symlink_to(secret / "key")
    (folder.root / "dir").symlink_to(secret)

    assert [] == list(folder.files())
    assert folder.status("dir/key") is None
    for name in ("link.txt", "dir/key"):
        with pytest.raises(ContentError, match=r"link|out of"):
            folder.read(name)
    with pytest.raises(ContentError, match="out of"):
        folder.write("dir/new", b"", durable=False)
    folder.remove("dir/key")
    assert (secret / "key").exists()


def test_a_pipe_is_not_waited_for(folder: Folder) -> None:
    os.mkfifo(folder.root / "pipe.txt")
    assert [] == list(folder.files())
    with pytest.raises(ContentError, match="regular"):
        folder.read("pipe.txt")


def test_a_file_beyond_the_limit_is_refused_by_its_size(folder: Folder) -> None:
    folder.write("big.txt", b"x" * 11, durable=False)
    with pytest.raises(ContentError, match="limit is 10"):
        folder.read("big.txt", limit=10)


def test_removing_takes_the_folders_it_empties_and_no_other(folder: Folder) -> None:
    folder.write("a/b/c.txt", b"", durable=False)
    folder.write("a/d.txt", b"", durable=False)
    folder.remove("a/b/c.txt")
    assert ["d.txt"] == os.listdir(folder.root / "a")
    folder.remove("a/d.txt")
    assert folder.root.is_dir()
    assert [] == os.listdir(folder.root)
    folder.remove("a/d.txt")


def test_a_line_after_a_torn_one_stands_alone(folder: Folder) -> None:
    folder.write("ledger", b'{"a":1}\n{"b', durable=True)
    size = folder.append("ledger", b'{"c":3}')
    content = folder.read("ledger")[0]
    assert b'{"a":1}\n{"b\n{"c":3}\n' == content
    assert len(content) == size


def test_a_folder_above_is_synced_again_when_one_was_made_in_it(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    sync = disk._sync

    def noted(place: str) -> None:
        synced.append(Path(place).relative_to(folder.root).as_posix())
        sync(place)

    def saved(name: str) -> list[str]:
        synced.clear()
        folder.write(name, b"words", durable=True)
        folder.sync([name])
        return list(synced)

    monkeypatch.setattr(disk, "_sync", noted)
    assert [".", "energy"] == saved("energy/a.md")
    assert ["energy"] == saved("energy/b.md")
    assert [".", "news"] == saved("news/a.md")
    assert ["."] == saved("c.md")
    folder.remove("news/a.md")
    assert [".", "news"] == saved("news/a.md")


NAMES = st.sampled_from(["a.md", "a/b.md", "a/c.md", "a-b.md", "a/b/c.md", "b.md", "z/a.md"])


@given(kept=st.sets(NAMES), changed=st.sets(NAMES), gone=st.sets(NAMES), new=st.sets(NAMES))
def test_what_differs_from_its_rows_is_found_and_nothing_else(
    kept: set[str], changed: set[str], gone: set[str], new: set[str]
) -> None:
    changed, gone, new = changed - kept, gone - kept - changed, new - kept - changed - gone
    with tempfile.TemporaryDirectory() as root:
        folder = Folder(Path(root))
        rows = []
        for name in sorted(kept | changed | gone):
            at = folder.write(name, b"words", durable=False)
            rows.append((name, at.size, at.mtime, at.inode))
        for name in changed | new:
            folder.write(name, b"other words", durable=False)
        for name in gone:
            folder.remove(name)

        found = dict(folder.differing(rows))
        drifted = list(folder.drifted(rows))

    assert sorted(changed | new | gone) == list(found)
    assert gone == {name for name, status in found.items() if status is None}
    assert sorted(changed | gone) == drifted


def test_a_staged_file_is_there_for_its_own_folder_alone_until_it_is_settled(
    folder: Folder,
) -> None:
    folder.write("a.md", b"old", durable=False)
    stamps = [folder.stage("a.md", b"new"), folder.stage("energy/b.md", b"words")]
    assert (b"new", b"words") == (folder.read("a.md")[0], folder.read("energy/b.md")[0])
    others = Folder(folder.root)
    assert (b"old", None) == (others.read("a.md")[0], others.status("energy/b.md"))

    folder.settle()

    assert [b"new", b"words"] == [others.read(name)[0] for name in ("a.md", "energy/b.md")]
    assert stamps == [stamp(others.read(name)[1]) for name in ("a.md", "energy/b.md")]


def test_what_is_staged_is_synced_once_and_its_folders_with_it(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("energy/old.md", b"", durable=False)
    folder.sync(["energy/old.md"])
    synced: list[str] = []
    monkeypatch.setattr(disk, "_sync", synced.append)
    for number in range(40):
        folder.stage(f"energy/{number}.md", b"words")
    assert [] == synced

    folder.settle()
    folder.settle()

    assert 41 == len(synced) == len(set(synced))
    assert str(folder.root / "energy") == synced[-1]


def test_a_staged_file_does_not_replace_what_somebody_else_wrote_meanwhile(
    folder: Folder,
) -> None:
    folder.stage("a.md", b"ours")
    (folder.root / "a.md").write_text("by hand")
    with pytest.raises(DiskError, match="somebody else"):
        folder.settle()
    folder.unstage()
    folder.settle()
    assert b"by hand" == folder.read("a.md")[0]
    assert ["a.md"] == os.listdir(folder.root)


def test_what_is_no_file_is_met_when_a_file_is_staged_in_its_place(folder: Folder) -> None:
    (folder.root / "a.md").mkdir()
    with pytest.raises(OSError, match="something else"):
        folder.stage("a.md", b"words")
