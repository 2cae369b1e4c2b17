"""From the rename of a dump to its feeds on the disk, at several archive sizes, in one run.

    python -m benchmarks.latency                     archives of 1,000 and 10,000, built first
    python -m benchmarks.latency SITE SITE ...       sites that are built already
    python -m benchmarks.latency --draw              the plot again, of the figures kept

Each site has a `feedmill watch` of its own, and they take turns, so that whatever else
the machine does befalls them all.  Both ends are times that the kernel gave files: when
the dump was renamed, and when the last of six feeds was, each to 4 ms at the worst.
"""

import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.archive import dump, make

HERE = Path(__file__).parent
FEEDS = ("rss.xml", "atom.xml", "feed.json")
TIMES = 100
SIZES = (1_000, 10_000)
PAUSE = 0.15  # seconds between two dumps


@dataclass
class Figures:
    """What was measured at one size: milliseconds of each dump, and megabytes at the peak."""

    posts: int
    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)  # of the whole run, lists and all
    peak: float = 0.0


class Watch:
    """One `feedmill watch` at work, and what the kernel says of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.pid = 0

    @contextmanager
    def running(self) -> Iterator["Watch"]:
        command = [sys.executable, "-m", "feeds", "-C", str(self.root), "watch"]
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:
            self.pid = process.pid
            try:
                self.rest(3.0)  # the first sweeps are over
                yield self
            finally:
                process.terminate()

    def processor(self) -> float:
        """Return the milliseconds of processor that it has used, in all threads."""
        tasks = Path(f"/proc/{self.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e6

    def peak(self) -> float:
        """Return the most memory that was resident, in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024

    def rest(self, seconds: float) -> None:
        """Return once it has done next to nothing for so many seconds."""
        used = -math.inf
        while (now := self.processor()) - used > 20 * seconds:
            used = now
            time.sleep(seconds)

    def take(self, number: int) -> tuple[float, float]:
        """Rename one dump in; return milliseconds until its feeds, and of processor in all."""
        feeds = [self.root / "output" / place / name for place in ("", "ward-7") for name in FEEDS]
        before = [feed.stat().st_ino for feed in feeds]
        ready = self.root / f"content/{number}.txt"
        ready.write_text(dump(number), "utf-8")
        place = self.root / f"content/dumps/{number}.txt"
        used, patience = self.processor(), time.monotonic() + 120
        os.replace(ready, place)
        while any(feed.stat().st_ino == was for feed, was in zip(feeds, before, strict=True)):
            assert time.monotonic() < patience, f"{self.root}: not in its feeds after two minutes"
            time.sleep(0.002)
        live = max(feed.stat().st_ctime_ns for feed in feeds)
        self.rest(PAUSE)
        return (live - place.stat().st_ctime_ns) / 1e6, self.processor() - used


def measure(sites: list[Path], times: int = TIMES) -> list[Figures]:
    """Return the figures of each site, measured in turns."""
    first = int(time.time())
    with ExitStack() as stack:
        watches = [stack.enter_context(Watch(root).running()) for root in sites]
        found = [Figures(posts=size(root)) for root in sites]
        for watch in watches:
            watch.take(first)  # what is made once is made
        for number in range(1, times + 1):
            for watch, figures in zip(watches, found, strict=True):
                wall, processor = watch.take(first + number)
                figures.wall.append(round(wall, 1))
                figures.processor.append(round(processor, 1))
                figures.peak = round(watch.peak(), 1)
    return sorted(found, key=lambda figures: figures.posts)


def size(root: Path) -> int:
    """Return about how many posts a site has: a power of ten."""
    below = sum(1 for _ in os.scandir(root / "content/posts/ward-0"))
    return int(10 ** round(math.log10(20 * below)))


def table(found: list[Figures]) -> Iterator[str]:
    """Yield the lines that sum the figures up."""
    yield "posts        median      p90      p99 ms   processor ms   peak MB   median to first"
    for each in found:
        cuts = statistics.quantiles(each.wall, n=100)
        yield (
            f"{each.posts:>9,} {statistics.median(each.wall):9.0f} {cuts[89]:8.0f} {cuts[98]:8.0f}"
            f" {statistics.median(each.processor):14.1f} {each.peak:9.0f}"
            f" {statistics.median(each.wall) / statistics.median(found[0].wall):17.2f}"
        )


def draw(found: list[Figures]) -> None:
    """Draw latency against the size of the archive, into latency.png and latency.svg."""
    from matplotlib import pyplot

    sizes = [each.posts for each in found]
    lines = {
        "99 of 100 within": [statistics.quantiles(each.wall, n=100)[98] for each in found],
        "median": [statistics.median(each.wall) for each in found],
        "processor, lists and all": [statistics.median(each.processor) for each in found],
    }
    figure, axes = pyplot.subplots(figsize=(7, 4.2), layout="constrained")
    for (label, values), style in zip(lines.items(), ("o:", "o-", "s--"), strict=True):
        axes.plot(sizes, values, style, label=label)
        axes.annotate(f"{values[-1]:.0f}", (sizes[-1], values[-1]), **_beside(6, -3))
    axes.axhline(30, color="gray", linewidth=0.8)
    axes.annotate("aim of the median: 30 ms", (sizes[0], 30), **_beside(0, 3))
    axes.set(xscale="log", yscale="log", xlabel="posts in the archive", ylabel="milliseconds")
    axes.set_xticks(sizes, [f"{posts:,}" for posts in sizes])
    ticks = [5, 10, 20, 30, 50, 100, 150, 200, 500, 1000]
    axes.set_yticks(ticks, [f"{tick:,}" for tick in ticks])
    axes.minorticks_off()
    axes.set_ylim(5, max(300, 1.3 * max(lines["99 of 100 within"])))
    axes.set_title("From a dump's rename to its category's and the site's feeds")
    axes.legend(loc="upper left", frameon=False)
    for kind in ("png", "svg"):
        figure.savefig(
            HERE / f"latency.{kind}", dpi=150, metadata={"Date": None} if kind == "svg" else None
        )


def _beside(right: float, above: float) -> dict[str, Any]:
    return {"xytext": (right, above), "textcoords": "offset points", "fontsize": 8}


def report(sizes: tuple[int, ...] = SIZES, times: int = 20) -> None:
    """Print the figures of archives that are made for it."""
    with tempfile.TemporaryDirectory() as folder:
        sites = []
        for posts in sizes:
            root = Path(folder) / str(posts)
            make(root, posts)
            subprocess.run([sys.executable, "-m", "feeds", "-C", str(root), "build"], check=True)
            sites.append(root)
        print("\n".join(table(measure(sites, times))))


if __name__ == "__main__":
    kept = HERE / "latency.json"
    if sys.argv[1:] in ([], ["--draw"]):
        if sys.argv[1:]:
            draw([Figures(**each) for each in json.loads(kept.read_text("utf-8"))])
        else:
            report()
    else:
        found = measure([Path(name) for name in sys.argv[1:]])
        kept.write_text(json.dumps([asdict(each) for each in found]) + "\n", "utf-8")
        print("\n".join(table(found)))
        draw(found)
