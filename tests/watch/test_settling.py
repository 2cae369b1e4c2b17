"""When a change is taken up: rules tried on a clock of our own, without waiting."""

from collections.abc import Iterable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from feeds.watch.settling import ROUNDING, Batch, Look, Settling

QUIET, MAX_WAIT, RESCAN = 2.0, 10.0, 60.0
DUMP, OTHER = Path("dumps/a.txt"), Path("dumps/b.txt")


def look(size: int) -> Look:
    return Look(7, size, size)


def settling() -> Settling:
    """Return one that has made its first two sweeps, at 0 and 3 seconds."""
    it = fresh()
    assert it.batch(0.0) == it.batch(3.0) == Batch(paths=frozenset(), sweep=True)
    return it


def fresh() -> Settling:
    return Settling(quiet=QUIET, max_wait=MAX_WAIT, rescan=RESCAN, now=0.0)


def taken(*paths: Path, sweep: bool = False) -> Batch:
    return Batch(paths=frozenset(paths), sweep=sweep)


def test_the_first_batch_is_a_sweep_and_a_second_sees_what_the_first_left_alone() -> None:
    """A dump whose writer closed it just before the start gives no event any more."""
    it = fresh()

    assert it.batch(0.0) == taken(sweep=True)
    assert it.batch(QUIET) is None
    assert it.wake_at() == QUIET + ROUNDING
    assert it.batch(QUIET + ROUNDING) == taken(sweep=True)
    assert it.wake_at() == QUIET + ROUNDING + RESCAN


def test_sweeps_that_take_long_come_less_often_unless_events_were_lost() -> None:
    """News waits while a sweep goes on: a 200th of the time at most, as a rule."""
    it = settling()

    it.swept(2.0, 5.0)
    assert it.wake_at() == 5.0 + 200 * 2.0
    it.swept(0.1, 5.0)
    assert it.wake_at() == 5.0 + 200 * 2.0

    it.doubt(50.0)
    assert it.batch(50.0) == taken(sweep=True)
    it.swept(2.0, 52.0)
    assert it.wake_at() == 50.0 + QUIET + ROUNDING


def test_what_was_renamed_in_is_taken_at_once_and_once() -> None:
    it = settling()

    it.renamed(DUMP, 4.0)

    assert it.batch(4.0) == taken(DUMP)
    assert it.batch(4.0) is None


def test_both_names_of_a_rename_are_in_one_batch() -> None:
    it = settling()

    it.renamed(DUMP, 4.0)
    it.renamed(OTHER, 4.0)

    assert it.batch(4.0) == taken(DUMP, OTHER)


def test_what_is_written_is_taken_when_it_stood_still() -> None:
    it = settling()
    it.written(DUMP, look(1), 4.0)
    assert it.batch(4.0) is None
    assert it.wake_at() == 4.0 + QUIET

    assert list(it.due(5.9)) == []
    assert list(it.due(6.0)) == [DUMP]
    it.looked(DUMP, look(1), 6.0)

    assert it.batch(6.0) == taken(DUMP)


def test_what_grew_without_an_event_waits_again() -> None:
    it = settling()
    it.written(DUMP, look(1), 4.0)

    it.looked(DUMP, look(2), 6.0)

    assert it.batch(6.0) is None
    assert list(it.due(7.9)) == []
    assert list(it.due(8.0)) == [DUMP]


def test_an_event_without_a_change_does_not_prolong_the_wait() -> None:
    it = settling()
    for tenth in range(40, 60):
        it.written(DUMP, look(1), tenth / 10)

    assert list(it.due(6.0)) == [DUMP]


def test_what_was_removed_is_taken_when_it_stayed_away() -> None:
    """Editors save by removing and writing anew: that is no removal."""
    it = settling()
    it.written(DUMP, None, 4.0)
    it.written(DUMP, look(1), 4.1)
    it.written(OTHER, None, 4.1)
    assert it.batch(4.2) is None

    for path in it.due(6.1):
        it.looked(path, look(1) if path == DUMP else None, 6.1)

    assert it.batch(6.1) == taken(DUMP, OTHER)


def test_what_is_written_after_a_rename_waits_and_what_is_renamed_over_does_not() -> None:
    it = settling()
    it.renamed(DUMP, 4.0)
    it.written(DUMP, look(1), 4.0)
    assert it.batch(4.0) is None

    it.renamed(DUMP, 4.1)

    assert it.batch(4.1) == taken(DUMP)
    assert list(it.due(99.0)) == []


def test_one_that_does_not_come_to_rest_holds_up_no_other() -> None:
    it = settling()
    it.written(DUMP, look(1), 4.0)
    it.renamed(OTHER, 4.1)

    assert it.batch(4.1) == taken(OTHER)


def test_a_busy_folder_is_swept_after_the_maximum_wait_and_again() -> None:
    it = settling()
    sweeps = []
    for second in range(4, 40):
        it.written(DUMP, look(second), float(second))
        batch = it.batch(float(second))
        if batch:
            assert batch == taken(sweep=True)
            sweeps.append(second)

    assert sweeps == [14, 24, 34]


def test_lost_events_cost_a_sweep_at_once_and_one_after_the_quiet_time() -> None:
    it = settling()
    it.batch(3.0 + RESCAN)

    it.doubt(80.0)

    assert it.batch(80.0) == taken(sweep=True)
    assert it.batch(80.0 + QUIET) is None
    assert it.batch(80.0 + QUIET + ROUNDING) == taken(sweep=True)
    assert it.wake_at() == 80.0 + QUIET + ROUNDING + RESCAN


def test_events_lost_again_and_again_do_not_make_it_sweep_without_a_pause() -> None:
    it = settling()
    sweeps = 0
    for tenth in range(40, 140):
        it.doubt(tenth / 10)
        sweeps += it.batch(tenth / 10) is not None

    assert sweeps <= 6


def test_nothing_is_taken_while_a_folder_is_away() -> None:
    """Trap: a vanished root means unavailable, never that all was deleted."""
    it = settling()
    it.written(DUMP, None, 4.0)
    it.renamed(OTHER, 4.0)
    it.vanished()

    for second in range(4, 200):
        for path in it.due(float(second)):
            it.looked(path, None, float(second))
        assert it.batch(float(second)) is None
    assert it.wake_at() == float("inf")


def test_a_returned_folder_is_swept_when_it_has_filled_up() -> None:
    it = settling()
    it.vanished()

    it.returned(10.0)
    for tenth in range(100, 150):
        it.renamed(Path(f"posts/{tenth}.md"), tenth / 10)
        assert it.batch(tenth / 10) is None
    assert it.wake_at() == 14.9 + QUIET
    batch = it.batch(14.9 + QUIET)

    assert batch is not None
    assert batch.sweep
    assert len(batch.paths) == 50


def test_a_returned_folder_that_never_rests_is_swept_after_the_maximum_wait() -> None:
    it = settling()
    it.vanished()
    it.returned(10.0)
    for tenth in range(100, 200):
        it.renamed(DUMP, tenth / 10)
        assert it.batch(tenth / 10) is None

    assert it.batch(10.0 + MAX_WAIT) == taken(DUMP, sweep=True)


# ------------------------------------------------- an observer one cannot trust

PATHS = [DUMP, OTHER, Path("posts/c.md")]
FATES = st.sampled_from(["kept", "kept", "lost", "doubled", "late"])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(PATHS),
        st.sampled_from(["write", "write", "rename in", "remove", "nothing"]),
        FATES,
        st.integers(0, 30),  # tenths of a second until the next
    ),
    max_size=25,
)


class Folder:
    """A folder on a clock of its own, whose observer loses, doubles and delays events."""

    def __init__(self) -> None:
        self.settling = fresh()
        self.looks: dict[Path, Look | None] = {}
        self.changed: dict[Path, float] = {}
        self.events: list[tuple[float, Path, str]] = []
        self.taken: list[tuple[float, Batch]] = []
        self.renamed: dict[Path, float] = {}
        self.now = 0.0

    def happen(self, path: Path, what: str, fate: str) -> None:
        self.looks[path] = None if what == "remove" else Look(1, 1, int(self.now * 10) + 1)
        self.changed[path] = self.now
        times = {"kept": [0.0], "lost": [], "doubled": [0.0, 0.3], "late": [1.7]}[fate]
        self.events += [(self.now + delay, path, what) for delay in times]

    def pass_time(self, tenths: int) -> Iterable[Batch]:
        for _ in range(tenths):
            self.now = round(self.now + 0.1, 1)
            for event in [event for event in self.events if event[0] <= self.now]:
                self.events.remove(event)
                self._tell(event[1], event[2])
            for path in self.settling.due(self.now):
                self.settling.looked(path, self.looks.get(path), self.now)
            batch = self.settling.batch(self.now)
            if batch:
                self.taken.append((self.now, batch))
                yield batch

    def _tell(self, path: Path, what: str) -> None:
        if what == "rename in":
            self.renamed[path] = self.now
            self.settling.renamed(path, self.now)
        else:
            self.settling.written(path, self.looks.get(path), self.now)


@given(STEPS)
def test_every_change_is_taken_whatever_the_observer_does(
    steps: list[tuple[Path, str, str, int]],
) -> None:
    """
    However events are lost, doubled and delayed: after its last change each path is
    in a batch, or a sweep comes that finds it settled; and within the rescan time.
    """
    folder = Folder()
    for path, what, fate, tenths in steps:
        if what != "nothing":
            folder.happen(path, what, fate)
        list(folder.pass_time(tenths))
    list(folder.pass_time(int((RESCAN + QUIET + 1) * 10)))

    for path, time in folder.changed.items():
        assert any(
            (path in batch.paths and when >= time) or (batch.sweep and when >= time + QUIET)
            for when, batch in folder.taken
        )


@given(STEPS)
def test_nothing_is_taken_while_it_is_written(steps: list[tuple[Path, str, str, int]]) -> None:
    """
    A path in a batch was renamed in since it was last taken, or has not changed for
    the quiet time, give or take a look, or is not there.
    """
    folder = Folder()
    for path, what, fate, tenths in steps:
        if what != "nothing":
            folder.happen(path, what, fate)
        for batch in folder.pass_time(tenths):
            for each in batch.paths:
                renamed = folder.renamed.pop(each, None) is not None
                gone = folder.looks[each] is None
                assert renamed or gone or folder.now - folder.changed[each] >= QUIET - 0.11


@given(STEPS)
def test_it_never_asks_to_be_woken_for_nothing(steps: list[tuple[Path, str, str, int]]) -> None:
    """After a turn without a batch, the next one is in the future: no busy loop."""
    folder = Folder()
    for path, what, fate, tenths in steps:
        if what != "nothing":
            folder.happen(path, what, fate)
        for _ in range(tenths):
            if not list(folder.pass_time(1)):
                assert folder.settling.wake_at() > folder.now


def test_a_reminder_brings_a_batch_though_nothing_happened_and_only_once() -> None:
    it = settling()
    it.remind(9.0)

    assert it.wake_at() == 9.0
    assert it.batch(8.9) is None
    assert it.batch(9.0) == taken()
    assert it.batch(20.0) is None


def test_a_reminder_does_not_disturb_a_folder_that_is_away() -> None:
    it = settling()
    it.remind(9.0)
    it.vanished()

    assert it.batch(10.0) is None
    assert it.wake_at() == float("inf")
