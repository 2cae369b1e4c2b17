"""From the rename of a dump to its feeds on the disk, at several archive sizes, in one run."""

import os
import statistics
import tempfile
import threading
import time
from pathlib import Path
from queue import Queue

from benchmarks.archive import dump, make
from feeds.model import Report
from feeds.pipeline.watching import watch


def measure(posts: int, times: int) -> list[float]:
    """Return seconds from rename to the last of the category's and the site's feeds."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        make(root, posts)
        stop, reports = threading.Event(), Queue[Report]()
        thread = threading.Thread(target=watch, args=(root, stop, reports.put, lambda _: None))
        thread.start()
        while reports.get().published < posts:
            pass  # the first sweeps build the archive
        time.sleep(3)  # and the next one finds nothing
        try:
            return [_one(root, number, Path(folder), reports) for number in range(times)]
        finally:
            stop.set()
            thread.join()


def _one(root: Path, number: int, outside: Path, reports: "Queue[Report]") -> float:
    ready = outside / f"{number}.txt"
    ready.write_text(dump(number), "utf-8")
    started = time.time()
    os.replace(ready, root / f"content/dumps/{number}.txt")
    report = reports.get(timeout=60)
    assert report.posts == 1, report
    feeds = [root / "output" / place / name for place in ("", "ward-7") for name in FEEDS]
    return max(feed.stat().st_mtime for feed in feeds) - started


FEEDS = ("rss.xml", "atom.xml", "feed.json")


def report(sizes: tuple[int, ...] = (0, 1000, 10000), times: int = 20) -> None:
    """Print the median and the worst for each size, and the ratio to the first size."""
    print(f"rename to feeds, {times} times each")
    first = 0.0
    for posts in sizes:
        seconds = measure(posts, times)
        median = statistics.median(seconds)
        first = first or median
        print(
            f"{posts:>9,} posts  median {median * 1000:6.1f} ms"
            f"  worst {max(seconds) * 1000:6.1f} ms  {median / first:5.2f} x"
        )
