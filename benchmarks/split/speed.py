"""What splitting costs, beside what reading the same words costs at the least.

    python -m benchmarks.split.speed [FILES]     without FILES, the sample dumps of this site

Seconds say more of the machine than of the splitter, and on a shared one little of either.
So each round times three things one after the other and the best round of each counts: the
words of every line taken apart and counted; the line-by-line patterns that a quick script
would cut at; and the splitter.  Given is how often each of the first two fits into the last.
"""

import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from feeds.model import Dump
from feeds.split import split

from .predict import dump_of

ROUNDS = 7
SAMPLES = Path(__file__).parents[2] / "content" / "dumps"
_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:posted|published|written)?\s*(?:on|by)\b",
        r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}, \d{4}",
        r"^\d{4}-\d\d-\d\d|^\d{1,2}[./]\d{1,2}[./]\d{2,4}",
        r"^(?:share|tweet|read more|related|subscribe|tags?:|categor(?:y|ies):)",
        r"^[A-Z][^.!?]{10,100}$",
    )
]


def count_words(dump: Dump) -> int:
    """Return how many different words a dump has: one pass, all of it in C."""
    return len(Counter(dump.text.lower().split()))


def try_patterns(dump: Dump) -> int:
    """Return how many lines a handful of patterns fits: a splitter nobody would sign."""
    return sum(any(p.search(line) for p in _PATTERNS) for line in dump.text.split("\n"))


def best(work: tuple[Callable[[Dump], object], ...], dumps: list[Dump]) -> list[float]:
    """Return the least processor time each kind of work took on all dumps."""
    least = [float("inf")] * len(work)
    for _ in range(ROUNDS):
        for k, do in enumerate(work):
            started = time.process_time()
            for dump in dumps:
                do(dump)
            least[k] = min(least[k], time.process_time() - started)
    return least


def main() -> None:
    paths = [Path(name) for name in sys.argv[1:]] or sorted(SAMPLES.rglob("*.txt"))
    dumps = [dump_of(path) for path in paths]
    size = sum(len(dump.text.encode()) for dump in dumps) / 1e6
    words, patterns, ours = best((count_words, try_patterns, split), dumps)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(dumps)} dumps, {size:.2f} MB; peak {peak:.0f} MB")
    for name, spent in (("words counted", words), ("patterns tried", patterns), ("split", ours)):
        print(f"{name:>16} {size / spent:8.2f} MB/s   split takes {ours / spent:6.1f} times it")


if __name__ == "__main__":
    main()
