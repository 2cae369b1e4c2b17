"""A Dask cluster on this machine: a real scheduler, two workers, and one of them killed."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from feeds.errors import WorkersError
from feeds.pipeline import editing, press
from feeds.pipeline.build import build
from feeds.pipeline.mill import open_mill
from feeds.workers import employed
from tests.pipeline.test_workers import filled

pytest.importorskip("distributed", reason="feedmill[cluster] is not installed")

Process = subprocess.Popen[bytes]


@contextmanager
def running(module: str, *arguments: str) -> Iterator[Process]:
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[Process]]]:
    """The address of a scheduler, and its workers."""
    file = tmp_path / "scheduler.json"
    plain = ("--no-dashboard", "--scheduler-file", str(file))
    ours = (*plain, "--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path))
    with running("dask_scheduler", "--host", "127.0.0.1", "--port", "0", *plain):
        _until(file.exists)
        with running("dask_worker", *ours) as one, running("dask_worker", *ours) as other:
            yield json.loads(file.read_text())["address"], [one, other]


def _until(done: Callable[[], bool]) -> None:
    ends = time.monotonic() + 60
    while not done():
        assert time.monotonic() < ends
        time.sleep(0.05)


def _has_workers(address: str, count: int) -> bool:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        return len(client.scheduler_info()["workers"]) == count


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # of the cluster's own
def test_a_cluster_publishes_what_one_process_does_though_a_worker_is_killed(
    tmp_path: Path, cluster: tuple[str, list[Process]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (editing, press):
        monkeypatch.setattr(module, "MANY", 1)
    monkeypatch.setattr("feeds.workers.BATCH", 2)  # so that much is still to do half-way
    address, workers = cluster
    _until(lambda: _has_workers(address, 2))
    alone, spread = filled(tmp_path / "alone"), filled(tmp_path / "spread")
    alone.build()

    def progress(stage: str, done: int, total: int) -> None:
        if stage == "publishing" and done == total // 2:
            workers[0].send_signal(signal.SIGKILL)

    with employed(address) as crew, open_mill(spread.root, workers=crew) as mill:
        build(mill, progress=progress)

    assert workers[0].wait() == -signal.SIGKILL
    assert workers[1].poll() is None
    assert alone.tree() == spread.tree()
    assert alone.tree("content") == spread.tree("content")


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_where_no_scheduler_answers_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feeds.workers.SECONDS", 1)
    with pytest.raises(WorkersError, match="no scheduler answers"), employed("tcp://127.0.0.1:9"):
        pass
