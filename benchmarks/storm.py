"""`python -m benchmarks.storm N`: N small dumps from four writers, and one that comes late.

The machine is kept busy meanwhile, and the mill runs as its users run it: `feedmill
watch` in a process of its own.  Two of the writers rename their dumps in, two write
them in place.  Halfway through the backlog one more dump arrives: how long until it
is in the feed?  The table says what was lost, what came twice, and what it cost.
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Process
from pathlib import Path

from benchmarks.archive import SETTINGS

WRITERS = 4
BUSY = 1  # processes that do nothing but work
STALLED = 300.0  # seconds without a new page after which what is not there is lost
_LATE = 10_000_000  # the number of the dump that comes late
CATEGORIES = ("Energy", "Science", "Business", "Sport", "Culture", "Travel", "Health", "Opinion")
_TITLE = re.compile(rb"<title>Well number (\d+) divides the council for another winter</title>")
_SENTENCES = (
    "Well number {n} gave clear water until the dry summer of two years ago, and has given some"
    " {k} buckets a day since then, says the keeper who has the only key to its wooden lid.",
    "On Tuesday evening the council heard {k} speakers on the question, put well number {n} to a"
    " vote, and found that nobody had changed a mind since the autumn before.",
    "What the pump at number {n} will cost is another matter: the treasurer speaks of {k} thousand"
    " crowns, and both sides point at the same page of the same report.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a storm came to."""

    dumps: int
    lost: int
    doubled: int
    written_seconds: float  # until the writers were done
    seconds: float  # until everything was published
    late_seconds: float  # from the rename of the late dump to its feed
    peak: int  # bytes of memory that the mill held


def dump(number: int) -> str:
    """Return a small dump of one article, unlike all others in its numbers."""
    body = [line.format(n=number, k=number % 97 + 3) for line in _SENTENCES]
    title = f"Well number {number} divides the council for another winter"
    return "\n".join((CATEGORIES[number % len(CATEGORIES)], title, "By Ann Miller", *body, ""))


def storm(dumps: int, *, busy: int = BUSY, say: Callable[[str], None] = print) -> Outcome:
    """Make a storm in a new site, watch it to its end, and return what it came to."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "site"
        (root / "content/dumps").mkdir(parents=True)
        (root / "content/posts").mkdir()
        (root / "feedmill.toml").write_text(SETTINGS, "utf-8")
        started = time.monotonic()
        mill = subprocess.Popen(
            [sys.executable, "-m", "feeds", "-C", str(root), "watch"],
            stderr=subprocess.DEVNULL,
        )
        burners = [Process(target=_burn, daemon=True) for _ in range(busy)]
        writers = [
            Process(target=_write, args=(root, range(first, dumps, WRITERS)))
            for first in range(WRITERS)
        ]
        for process in (*burners, *writers):
            process.start()
        for process in writers:
            process.join()
        written = time.monotonic() - started
        say(f"{dumps:,} dumps written after {written:.0f} s")
        try:
            _until(root, dumps // 2, mill, say)
            late = _late(root, mill)
            _until(root, dumps + 1, mill, say)
            seconds = time.monotonic() - started
            peak = _peak(mill.pid)
        finally:
            for process in burners:
                process.terminate()
            mill.send_signal(signal.SIGTERM)
            mill.wait(120)
        found = _published(root)
        return Outcome(
            dumps=dumps,
            lost=sum(not found[number] for number in (*range(dumps), _LATE)),
            doubled=sum(count > 1 for count in found.values()),
            written_seconds=written,
            seconds=seconds,
            late_seconds=late,
            peak=peak,
        )


def _burn() -> None:
    while os.getppid() != 1:
        sum(range(100_000))


def _write(root: Path, numbers: range) -> None:
    """Write dumps into folders by the hundred: half of the writers in place, half by a rename."""
    for number in numbers:
        place = root / f"content/dumps/{number // 1000:04}"
        place.mkdir(exist_ok=True)
        target = place / f"{number}.txt"
        if number % 2:
            target.write_text(dump(number), "utf-8")
        else:
            draft = place / f".{number}.tmp"
            draft.write_text(dump(number), "utf-8")
            draft.rename(target)


def _late(root: Path, mill: "subprocess.Popen[bytes]") -> float:
    """Drop one more dump and return how many seconds it took to its category's feed."""
    outside = root / "late.txt"
    outside.write_text(dump(_LATE), "utf-8")
    started = time.monotonic()
    outside.rename(root / "content/dumps/late.txt")
    feed = root / f"output/{CATEGORIES[_LATE % len(CATEGORIES)].lower()}/rss.xml"
    while f"number {_LATE} ".encode() not in (feed.read_bytes() if feed.exists() else b""):
        _alive(mill)
        time.sleep(0.1)
        if time.monotonic() - started > STALLED:
            break
    return time.monotonic() - started


def _until(
    root: Path, posts: int, mill: "subprocess.Popen[bytes]", say: Callable[[str], None]
) -> None:
    """Wait until so many posts have pages, or no more come.

    Counting takes a while too, and must not be what keeps the machine busy.
    """
    told = came = time.monotonic()
    before = -1
    while (began := time.monotonic()) and (count := _pages(root)) < posts:
        _alive(mill)
        now = time.monotonic()
        if count > before:
            before, came = count, now
        elif now - came > STALLED:
            say(f"nothing came in {STALLED:.0f} s, {count:,} published")
            return
        if now - told > 60:
            told = now
            say(f"{count:,} published")
        time.sleep(max(0.5, 20 * (now - began)))


def _pages(root: Path) -> int:
    """Return how many posts have a page: folders with a slug below year and month."""
    months = (root / "output").glob("[0-9][0-9][0-9][0-9]/[0-9][0-9]")
    return sum(
        entry.is_dir() and not entry.name.isdigit()
        for month in months
        for entry in os.scandir(month)
    )


def _published(root: Path) -> "Counter[int]":
    """Return how often each article stands in the archive documents of the site."""
    found = Counter[int]()
    for feed in sorted((root / "output").glob("[0-9][0-9][0-9][0-9]/[0-9][0-9]/**/rss*.xml")):
        found.update(int(number) for number in _TITLE.findall(feed.read_bytes()))
    return found


def _alive(mill: "subprocess.Popen[bytes]") -> None:
    if mill.poll() is not None:
        raise RuntimeError(f"the mill ended with status {mill.returncode}")


def _peak(pid: int) -> int:
    """Return the most memory that a process has held, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024  # type: ignore[index]


def report(outcome: Outcome) -> None:
    """Print the table."""
    rows = {
        "dumps": f"{outcome.dumps:,} and a late one, {WRITERS} writers, {BUSY} busy process",
        "lost": f"{outcome.lost}",
        "doubled": f"{outcome.doubled}",
        "writers done": f"{outcome.written_seconds:.1f} s",
        "all published": f"{outcome.seconds:.1f} s, {outcome.dumps / outcome.seconds:.0f} a second",
        "the late one": f"{outcome.late_seconds:.1f} s",
        "peak memory": f"{outcome.peak / 1e6:.0f} MB",
    }
    for name, value in rows.items():
        print(f"{name:>14}  {value}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dumps", type=int, nargs="?", default=10_000, metavar="N")
    parser.add_argument("--stalled", type=float, default=STALLED, metavar="SECONDS")
    asked = parser.parse_args()
    STALLED = asked.stalled
    report(storm(asked.dumps))
