"""The real observer on a real folder: what an event costs, and what loses none."""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper

from feeds.watch import Batch, watch
from feeds.watch.hints import Hints, OverflowListener
from feeds.watch.lookout import Lookout

pytestmark = pytest.mark.slow
QUIET = 0.3
FILES = 6000  # of four events each: more than the 16,384 that the kernel keeps


class Watcher:
    """A watch that runs beside the test and notes what it yields, and when."""

    def __init__(
        self,
        *folders: Path,
        polling: bool | None = False,
        rescan: float = 60.0,
        quiet: float = QUIET,
    ) -> None:
        self.stop = threading.Event()
        self.batches: list[Batch] = []
        self._news = threading.Condition()
        stream = watch(
            folders, quiet=quiet, max_wait=2.0, rescan=rescan, polling=polling, stop=self.stop
        )
        self.thread = threading.Thread(target=self._follow, args=(stream,))
        self.thread.start()

    def _follow(self, stream: Iterator[Batch]) -> None:
        for batch in stream:
            with self._news:
                self.batches.append(batch)
                self._news.notify_all()

    def until(self, holds: Callable[[], bool], seconds: float = 8.0) -> None:
        with self._news:
            assert self._news.wait_for(holds, seconds), self.batches

    def sweeps(self) -> int:
        return sum(batch.sweep for batch in self.batches)

    def paths(self) -> set[Path]:
        return {path for batch in self.batches for path in batch.paths}

    def settle(self) -> None:
        """Wait for the two sweeps of a start."""
        self.until(lambda: self.sweeps() >= 2)

    def end(self) -> None:
        self.stop.set()
        self.thread.join(60)
        assert not self.thread.is_alive()


@pytest.fixture
def watchers() -> Iterator[list[Watcher]]:
    started: list[Watcher] = []
    yield started
    for watcher in started:
        watcher.end()


def test_a_dump_renamed_in_waits_for_no_quiet_and_no_sweep(
    tmp_path: Path, watchers: list[Watcher]
) -> None:
    """Both are an hour away here; how many milliseconds it takes, `make bench` tells."""
    dumps, aside = tmp_path / "dumps", tmp_path / "aside"
    dumps.mkdir()
    aside.mkdir()
    watcher = Watcher(dumps, rescan=3600.0, quiet=3600.0)
    watchers.append(watcher)
    watcher.until(lambda: watcher.sweeps() == 1)
    for number in range(20):
        source = (aside if number % 2 else dumps) / f".{number}.tmp"
        source.write_text("Mill fire\n")
        target = dumps / f"{number}.txt"
        source.rename(target)
        watcher.until(lambda target=target: target in watcher.paths())  # type: ignore[misc]

    assert 1 == watcher.sweeps()
    assert not any(path.name.startswith(".") for path in watcher.paths())


def test_moving_a_file_out_does_not_hold_up_the_next(
    tmp_path: Path, watchers: list[Watcher]
) -> None:
    """Trap: watchdog holds everything back for half a second after a move out."""
    dumps = tmp_path / "dumps"
    dumps.mkdir()
    (dumps / "old.txt").write_text("old")
    (tmp_path / "new.txt").write_text("new")
    watcher = Watcher(dumps)
    watchers.append(watcher)
    watcher.settle()

    (dumps / "old.txt").rename(tmp_path / "old.txt")
    (tmp_path / "new.txt").rename(dumps / "new.txt")
    watcher.until(lambda: dumps / "new.txt" in watcher.paths())

    assert InotifyMoveEventGrouper.delay <= 0.01
    watcher.until(lambda: dumps / "old.txt" in watcher.paths())


def test_a_dump_is_yielded_after_its_last_byte_and_a_hard_link_and_a_removal_too(
    tmp_path: Path, watchers: list[Watcher]
) -> None:
    dumps = tmp_path / "dumps"
    dumps.mkdir()
    (dumps / "gone.txt").write_text("gone")
    (tmp_path / "linked").write_text("linked")
    watcher = Watcher(dumps)
    watchers.append(watcher)
    watcher.settle()

    os.link(tmp_path / "linked", dumps / "linked.txt")
    (dumps / "gone.txt").unlink()
    with (dumps / "slow.txt").open("w") as dump:
        for _ in range(8):
            dump.write("a line\n")
            dump.flush()
            time.sleep(QUIET / 3)
        assert dumps / "slow.txt" not in watcher.paths()
    watcher.until(lambda: len(watcher.paths()) == 3)

    assert watcher.paths() == {dumps / "linked.txt", dumps / "gone.txt", dumps / "slow.txt"}


def test_a_folder_moved_in_or_made_is_seen_with_all_that_is_in_it(
    tmp_path: Path, watchers: list[Watcher]
) -> None:
    posts, aside = tmp_path / "posts", tmp_path / "aside"
    posts.mkdir()
    aside.mkdir()
    (aside / "a.md").write_text("a")
    watcher = Watcher(posts)
    watchers.append(watcher)
    watcher.settle()
    before = watcher.sweeps()

    aside.rename(posts / "energy")
    watcher.until(lambda: watcher.sweeps() > before)
    deep = posts / "new" / "deep"
    deep.mkdir(parents=True)
    (deep / "b.md").write_text("b")
    (posts / "energy" / "a.md").rename(posts / "energy" / "c.md")

    watcher.until(
        lambda: (
            {deep / "b.md", posts / "energy" / "c.md", posts / "energy" / "a.md"} <= watcher.paths()
        )
    )


def test_folders_within_folders_made_at_once_are_seen_without_a_warning(tmp_path: Path) -> None:
    """
    Trap: watchdog watches a folder once for its own event and once for its parent's, and
    warns of itself; where warnings are errors its thread ends, and it hears no more.
    """
    hints, wanted = Hints(), [tmp_path / f"{n}" / "a" / "b" / "c.md" for n in range(100)]
    with Lookout([tmp_path], hints, polling=False) as lookout:
        lookout.check()
        for path in wanted:
            path.parent.mkdir(parents=True)
            path.write_text("c")
        seen: set[str] = set()
        deadline = time.monotonic() + 8
        while seen < set(map(str, wanted)) and time.monotonic() < deadline:
            hints.wait(0.1)
            seen |= set(hints.take()[0])

    assert seen == set(map(str, wanted))


def test_a_folder_that_vanishes_is_waited_for_and_then_swept(
    tmp_path: Path, watchers: list[Watcher]
) -> None:
    """Trap: a vanished root means unavailable, never that all was deleted."""
    dumps, away = tmp_path / "dumps", tmp_path / "away"
    dumps.mkdir()
    (dumps / "a.txt").write_text("a")
    watcher = Watcher(dumps)
    watchers.append(watcher)
    watcher.settle()
    before = len(watcher.batches)

    dumps.rename(away)
    time.sleep(1.5)
    assert len(watcher.batches) == before
    away.rename(dumps)
    watcher.until(lambda: watcher.sweeps() >= 3)
    (tmp_path / "b.txt").write_text("b")
    (tmp_path / "b.txt").rename(dumps / "b.txt")

    watcher.until(lambda: dumps / "b.txt" in watcher.paths())
    assert dumps / "a.txt" not in watcher.paths()


def test_a_disk_that_is_unmounted_took_nothing_with_it(
    tmp_path: Path, watchers: list[Watcher]
) -> None:
    dumps = tmp_path / "dumps"
    dumps.mkdir()
    mount = ["mount", "-t", "tmpfs", "none", str(dumps)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount")
    try:
        (dumps / "a.txt").write_text("a")
        watcher = Watcher(dumps)
        watchers.append(watcher)
        watcher.settle()
        before = len(watcher.batches)
    finally:
        subprocess.run(["umount", "-l", str(dumps)], check=True)

    time.sleep(2.5)

    assert len(watcher.batches) == before


def test_a_folder_that_is_a_link_or_not_there_yet_is_watched(
    tmp_path: Path, watchers: list[Watcher]
) -> None:
    dumps, real = tmp_path / "dumps", tmp_path / "real"
    watcher = Watcher(dumps)
    watchers.append(watcher)
    real.mkdir()
    dumps.symlink_to(real)
    watcher.settle()

    (tmp_path / "a").write_text("a")
    (tmp_path / "a").rename(real / "a.txt")

    watcher.until(lambda: watcher.paths() == {dumps / "a.txt"})


def test_polling_sees_what_comes_changes_and_goes(tmp_path: Path, watchers: list[Watcher]) -> None:
    (tmp_path / "old.txt").write_text("old")
    (tmp_path / "gone.txt").write_text("gone")
    watcher = Watcher(tmp_path, polling=True)
    watchers.append(watcher)
    watcher.settle()

    (tmp_path / "new.txt").write_text("new")
    (tmp_path / "old.txt").write_text("changed")
    (tmp_path / "gone.txt").unlink()

    names = {"new.txt", "old.txt", "gone.txt"}
    watcher.until(lambda: {path.name for path in watcher.paths()} == names)


def test_a_stop_ends_the_watch_also_while_it_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing else would wake it for an hour, so `end` would find it running."""
    monkeypatch.setattr("feeds.watch._CHECK_SECONDS", 3600.0)
    watcher = Watcher(tmp_path, rescan=3600.0)
    watcher.settle()

    watcher.end()


def test_lost_events_are_heard_of(tmp_path: Path) -> None:
    """Trap: watchdog tells the handler nothing when the kernel drops events."""
    hints = Hints()
    with Lookout([tmp_path], hints, polling=False) as lookout:
        lookout.check()
        for number in range(FILES):
            draft = tmp_path / f".{number}.tmp"
            draft.write_bytes(b"x")
            draft.rename(tmp_path / f"{number}.txt")
        deadline = time.monotonic() + 20
        told, doubt = set[str](), False
        while time.monotonic() < deadline and not doubt and len(told) < FILES:
            hints.wait(1.0)
            paths, doubt = hints.take()
            told |= set(paths)

    assert doubt or len(told) == FILES


def test_the_listener_hears_an_overflow_and_nothing_else() -> None:
    import logging

    hints = Hints()
    listener = OverflowListener(hints)
    logger = logging.getLogger("watchdog.observers.inotify_c")
    logger.addHandler(listener)
    try:
        logger.warning("something else")
        assert hints.take() == ({}, False)
        logger.warning("Inotify queue overflowed; filesystem events were lost")
        assert hints.take() == ({}, True)
    finally:
        logger.removeHandler(listener)
