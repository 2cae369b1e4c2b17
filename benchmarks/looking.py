"""`diff` and `check` over an archive: the first time, and when little or nothing changed."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.archive import dump, make
from feeds.check import check
from feeds.config import load
from feeds.pipeline.build import build
from feeds.pipeline.diff import diff
from feeds.pipeline.mill import open_mill, open_rehearsal


def report(posts: int = 10000) -> None:
    """Print the seconds of each, and the ratio to a check by one process from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        make(root, posts)
        with open_mill(root) as mill:
            build(mill)
        output, site, memory = root / "output", load(root).to_site(), Path(folder) / "memory"
        print(f"looking at {posts:,} posts")
        whole = _told("check, one process", lambda: list(check(output, site, workers=1)))
        _told("check, every processor", lambda: list(check(output, site, memory)), whole)
        _told("check, nothing changed", lambda: list(check(output, site, memory)), whole)
        (root / "content/dumps/1.txt").write_text(dump(1), "utf-8")
        _told("diff, one new dump", lambda: _diff(root), whole)
        with open_mill(root) as mill:
            build(mill)
        _told("check, one new post", lambda: list(check(output, site, memory)), whole)
        _told("diff, nothing changed", lambda: _diff(root), whole)


def _diff(root: Path) -> None:
    with open_rehearsal(root) as mill:
        diff(mill)


def _told(what: str, work: Callable[[], object], whole: float = 0.0) -> float:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    ratio = f"  {(whole or wall) / wall:5.1f} x faster"
    print(f"  {what:<24} {wall:6.2f} s  {processor:6.2f} s of this process{ratio}")
    return wall


if __name__ == "__main__":
    report()
