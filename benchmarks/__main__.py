"""`make bench`: every timing, as ratios measured side by side in one run."""

import sys

from benchmarks import latency, looking

if __name__ == "__main__":
    sizes = tuple(int(size) for size in sys.argv[1:]) or (1000, 10000)
    latency.report(sizes)
    looking.report(max(sizes))
