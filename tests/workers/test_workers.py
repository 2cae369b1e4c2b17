"""Batches come back whole and in order, whoever does them and whoever dies meanwhile."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from feeds.errors import WorkersError
from feeds.workers import ALONE, BATCH, Workers, employed, met_before

NUMBERS = range(10 * BATCH)


def doubled(common: str, batch: list[int]) -> list[str]:
    return [f"{common}{2 * number}" for number in batch]


def whose(_: str, batch: list[int]) -> list[int]:
    return [os.getpid() for _ in batch]


def dying(place: str, batch: list[int]) -> list[int]:
    """Kill the process that does the third batch, the first time."""
    if batch[0] == 2 * BATCH:
        try:
            Path(place, "done").touch(exist_ok=False)
            os.kill(os.getpid(), signal.SIGKILL)
        except FileExistsError:
            pass
    return batch


def deadly(owner: int, batch: list[int]) -> list[int]:
    """Kill every process but the one that owns the site."""
    if os.getpid() != owner:
        os.kill(os.getpid(), signal.SIGKILL)
    return batch


def wrong(_: str, batch: list[int]) -> list[int]:
    raise LookupError(str(batch[0]))


def test_what_is_made_is_the_same_with_any_number_of_workers() -> None:
    alone = list(ALONE.map(doubled, "n", NUMBERS, many=True))
    with employed("3") as workers:
        assert alone == list(workers.map(doubled, "n", NUMBERS, many=True))


def test_little_work_is_done_here_and_much_elsewhere() -> None:
    with employed("2") as workers:
        assert {os.getpid()} == set(workers.map(whose, "", NUMBERS, many=False))
        assert os.getpid() not in set(workers.map(whose, "", NUMBERS, many=True))


def test_one_worker_is_this_process() -> None:
    with employed("1") as workers:
        assert {os.getpid()} == set(workers.map(whose, "", NUMBERS, many=True))


def test_no_more_is_taken_than_is_under_way() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(100 * BATCH):
            taken += 1
            yield number

    with employed("2") as workers:
        next(workers.map(doubled, "n", items(), many=True))
        assert taken <= 5 * BATCH


def test_heavy_pieces_make_small_batches() -> None:
    with employed("2") as workers:
        seen = workers.map(_sizes, "", [1, 2, 3, BATCH, 4], many=True, weight=lambda n: n)
        assert [4, 4, 4, 4, 1] == list(seen)


def _sizes(_: str, batch: list[int]) -> list[int]:
    return [len(batch)] * len(batch)


def test_a_worker_that_dies_costs_a_second_try_and_nothing_else(tmp_path: Path) -> None:
    with employed("2") as workers:
        assert list(NUMBERS) == list(workers.map(dying, str(tmp_path), NUMBERS, many=True))
    assert (tmp_path / "done").exists()


def test_what_kills_every_worker_is_done_here() -> None:
    with employed("2") as workers:
        assert [7] == list(workers.map(deadly, os.getpid(), [7], many=True))


def test_a_fault_in_the_work_is_told() -> None:
    with employed("2") as workers, pytest.raises(LookupError, match="0"):
        list(workers.map(wrong, "", NUMBERS, many=True))


def test_a_common_part_that_is_equal_is_the_one_met_before() -> None:
    first, second = ("a", str(1)), ("a", str(1))
    assert met_before(first) is met_before(second)
    assert ("b", 2) == met_before(("b", 2))


@pytest.mark.parametrize("where", ["many", "scheduler:8786", "-2"])
def test_what_names_no_workers_is_told(where: str) -> None:
    with pytest.raises(WorkersError, match="tcp://"), employed(where):
        pass


def test_without_an_executor_there_is_one_worker() -> None:
    assert ["n2"] == list(Workers(4).map(doubled, "n", [1], many=True))
