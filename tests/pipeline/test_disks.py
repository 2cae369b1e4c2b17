"""Disks that fill up, fail, or are another's: said clearly, survived, made up for."""

import errno
import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from feeds.errors import FeedmillError
from feeds.files import TEMPORARY
from tests.conftest import Place, article, new_place
from tests.pipeline.test_links import dead_links

FERRY = article("Ferry fares fall for the third winter running", category="Energy")
BEES = article("Bees return to the old rope works", category="Science")
PAGE = 4096  # bytes that tmpfs counts in


def begun(place: Place) -> Place:
    """Return a site that is published, and has more to publish."""
    place.drop("monday.txt", FERRY)
    place.build()
    place.drop("tuesday.txt", BEES)
    place.drop("wednesday.txt", article("Owls nest in the chapel tower", category="Energy"))
    return place


def whole(place: Place) -> None:
    """Hold a site to what a failed run must leave: links that resolve, no scratch paper."""
    assert not dead_links(place.root / "output")
    assert not list(place.root.rglob(f"*{TEMPORARY}"))


def told(place: Place) -> list[str]:
    """Build, and return what a person is told of it."""
    try:
        return [str(problem) for problem in place.build().problems]
    except FeedmillError as error:
        return [str(error)]


# ------------------------------------------------------------- a real disk


@pytest.fixture
def disk() -> Iterator[Path]:
    """A disk of 4 MB of our own."""
    with tempfile.TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "none", folder]
        if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("only root may mount")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


def fill(disk: Path, leave: int) -> Path:
    """Fill a disk but for some pages; return the file to delete afterwards."""
    ballast = disk / "ballast"
    free = os.statvfs(disk).f_bavail - leave
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, free * PAGE)
    return ballast


@pytest.mark.slow
def test_a_disk_that_fills_up_at_any_page_costs_nothing(disk: Path, place: Place) -> None:
    begun(place).build()
    kinds = set()
    for pages in range(0, 60, 6):
        filling = begun(new_place(disk / "site"))
        ballast = fill(disk, pages)
        with pytest.raises(FeedmillError, match="free some space") as raised:
            filling.build()
        kinds.add(raised.type.__name__)
        ballast.unlink()
        whole(filling)
        assert not filling.build().problems
        assert place.tree() == filling.tree(), f"{pages} pages"
        assert place.tree("content") == filling.tree("content"), f"{pages} pages"
        assert 0 == filling.build().written
        subprocess.run(["rm", "-r", filling.root], check=True)
    assert {"DiskError", "PublishError"} <= kinds, "it failed at more than one place"


def test_a_disk_that_is_read_only_is_told_by_name(disk: Path) -> None:
    place = begun(new_place(disk / "site"))
    before = place.tree()
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    with pytest.raises(FeedmillError, match=r"Read-only.*\(mount it writable\)"):
        place.build()
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    assert before == place.tree()
    assert 2 == place.build().posts


# ---------------------------------------------------------- a failing call

WRITES = ("open", "mkdir", "fsync", "replace", "write", "unlink", "rmdir")


@contextmanager
def failing(step: int, number: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Have the step-th system call that changes a file fail, and those after it; count them."""
    calls = [0]

    def refusing(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            changes = name != "open" or args[1] & (os.O_WRONLY | os.O_RDWR)
            calls[0] += changes
            if changes and calls[0] > step:
                raise OSError(number, os.strerror(number), args[0])
            return real(*args, **kwargs)

        return call

    with monkeypatch.context() as patch:
        for name in WRITES:
            patch.setattr(os, name, refusing(name))
        yield calls


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "stride"), [(errno.ENOSPC, 7), (errno.EIO, 2), (errno.EROFS, 11)]
)
def test_a_disk_that_fails_at_any_call_is_told_and_made_up_for(
    places: Callable[[str], Place], number: int, stride: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = begun(places("never failed"))
    wanted.build()
    step, failed = 0, True
    while failed:
        place = begun(places(f"failed at {step}"))
        with failing(step, number, monkeypatch) as calls:
            refused = told(place)
            failed = calls[0] > step
        assert all(re.fullmatch(r".+: .+ \(.+\)", line) for line in refused), refused
        assert not dead_links(place.root / "output"), f"step {step}"
        place.build()
        whole(place)
        assert wanted.tree() == place.tree(), f"step {step}"
        assert wanted.tree("content") == place.tree("content"), f"step {step}"
        step += stride
    assert step > 30


# ------------------------------------------------------------- another user


@pytest.fixture
def own_place() -> Iterator[Place]:
    """A site that an ordinary user may reach."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        place = new_place(Path(folder) / "site")
        place.drop("warm.txt", article("The lamplighter retires", category="Town"))
        place.build()  # loads every room while it may still be read
        yield place


@contextmanager
def ordinary_user(place: Place) -> Iterator[None]:
    """Be nobody in particular, who owns the site: root may do everything, so root tests nothing."""
    if os.geteuid():
        yield
        return
    subprocess.run(["chown", "-R", "65534", place.root], check=True)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def mode(path: Path, bits: int) -> Iterator[None]:
    before = path.stat().st_mode
    path.chmod(bits)
    try:
        yield
    finally:
        path.chmod(before)


@pytest.mark.parametrize("folder", ["output", ".feedmill", "content/posts", "output/town"])
def test_a_folder_that_may_not_be_written_is_named_and_what_stands_stays(
    own_place: Place, folder: str
) -> None:
    before = own_place.tree()
    own_place.drop(
        "bees.txt", BEES if folder == "content/posts" else BEES.replace("Science", "Town")
    )
    place = own_place.root / folder
    with ordinary_user(own_place):
        with mode(place, 0o555):
            if folder == ".feedmill":
                (place / "lock").chmod(0o444)
            try:
                problems = [str(problem) for problem in own_place.build().problems]
            except FeedmillError as error:
                problems = [str(error)]
            if folder == ".feedmill":
                (place / "lock").chmod(0o644)
        if not folder.startswith("output"):
            assert before == own_place.tree()
        whole(own_place)
        assert any(folder in problem for problem in problems), problems
        assert 2 == own_place.build().published


@pytest.mark.parametrize("path", ["content/dumps/bees.txt", "content/posts/town"])
def test_what_may_not_be_read_is_a_problem_and_never_taken_for_removed(
    own_place: Place, path: str
) -> None:
    own_place.drop("bees.txt", BEES)
    before = own_place.tree()
    with ordinary_user(own_place):
        with mode(own_place.root / path, 0):
            (problem,) = told(own_place)
        assert "Permission denied" in problem
        assert path in problem
        assert before == own_place.tree()
        assert 2 == own_place.build().published


def test_a_post_that_may_not_be_read_stands_as_it_was(own_place: Place) -> None:
    (path,) = own_place.posts().values()
    path.write_text(path.read_text() + "\nOne more thing.\n")
    before = own_place.tree()
    with ordinary_user(own_place):
        with mode(path, 0):
            (problem,) = own_place.build().problems
        assert "Permission denied" == problem.what
        assert before == own_place.tree()
        assert own_place.build().written
    assert b"One more thing" in own_place.tree()["town/rss.xml"]
