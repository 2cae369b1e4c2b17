"""Fit what tells deks from first paragraphs to readings of sites that the network had not seen.

    python -m benchmarks.split.deks DIR [MORE ...]    DIR as train.py --folds left it

Each line that may be a dek counts, and each site as much as any other.  Writes
feeds/split/deks.json, and prints how it does on sites that were left out of the fit: deks that
are found, and articles without one that are given one, by the odds from which a line is a dek.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct

from feeds.split import reading as splitter
from feeds.split.lines import Page
from feeds.split.standfirsts import NAMES, Standfirst, figures, standfirsts

from .corpus import Gold
from .fitting import Numbers, by_site, fitted, left_out, written
from .surplus import readings

TARGET = Path(__file__).parents[2] / "feeds" / "split" / "deks.json"
FROM = (-2.0, -1.5, -1.0, -0.5, 0.0)  # log odds
RIDGE = 20.0  # few sites have deks


class Dump(Struct, frozen=True):
    """A dump with its lines that may be deks, and whether each is one."""

    gold: Gold
    lines: list[Standfirst]
    rows: Numbers
    true: list[bool]


def dumps(folder: Path, more: Sequence[Path]) -> Iterator[Dump]:
    """Yield all dumps as they are read by weights that never saw their site, deks undecided."""
    splitter.with_deks = lambda _, reading: reading  # type: ignore[attr-defined, assignment]
    for gold, page, reading in readings(folder, more):
        lines = standfirsts(page, reading)
        true = [_is_dek(gold, page, line) for line in lines]
        yield Dump(gold, lines, figures(page, reading, lines), true)


def _is_dek(gold: Gold, page: Page, line: Standfirst) -> bool:
    return gold.labels[page.numbers[line.unit]] == "d"


def main() -> None:
    folder, *more = map(Path, sys.argv[1:])
    found = list(dumps(folder, more))
    site = [dump.gold.site for dump in found for _ in dump.lines]
    x = np.concatenate([dump.rows for dump in found])
    y = np.array([true for dump in found for true in dump.true], np.float64)
    weight, part = by_site(site)
    shown(found, left_out(x, y, part, weight, RIDGE))
    model = fitted(x, y, weight, RIDGE)
    TARGET.write_text(json.dumps(written(model, NAMES), indent=1) + "\n")


def shown(found: list[Dump], chances: Numbers) -> None:
    """Print which articles are given a dek by the odds from which a line is one."""
    print("share of the deks that are found, and articles without one that are given one")
    print("set    ", *(f"{least:6.1f}" for least in FROM), "  given", *(f"{b:5.1f}" for b in FROM))
    tally: defaultdict[str, Counter[str]] = defaultdict(Counter)
    ends = np.cumsum([len(dump.lines) for dump in found])[:-1]
    for dump, own in zip(found, np.split(chances, ends), strict=True):
        _count(tally[dump.gold.regime], dump, own)
    for regime, of in tally.items():
        hits = (f"{of[f'found {least}'] / max(1, of['deks']):6.3f}" for least in FROM)
        given = (f"{of[f'given {least}']:5}" for least in FROM)
        print(f"{regime:7}", *hits, "       ", *given, f"of {of['none']}")


def _count(of: Counter[str], dump: Dump, chances: Numbers) -> None:
    """Count a dump's articles with a dek and without, and those that are given a line for one."""
    best: dict[int, tuple[float, bool]] = {}
    for line, chance, true in zip(dump.lines, chances.tolist(), dump.true, strict=True):
        best[line.article] = max(best.get(line.article, (-np.inf, False)), (chance, true))
    with_dek = {line.article for line, true in zip(dump.lines, dump.true, strict=True) if true}
    for article, (chance, true) in best.items():
        of.update(f"found {least}" for least in FROM if chance > least and true)
        of.update(f"given {b}" for b in FROM if chance > b and article not in with_dek)
    bodies = zip(dump.gold.starts, dump.gold.ends, strict=True)
    deks = sum("d" in dump.gold.labels[start:end] for start, end in bodies)
    of["deks"] += deks
    of["none"] += len(dump.gold.starts) - deks


if __name__ == "__main__":
    main()
