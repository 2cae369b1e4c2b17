"""Fit what tells furniture from text to readings of sites that the network had not seen.

    python -m benchmarks.split.surplus DIR [MORE ...]    DIR as train.py --folds left it

Each line within an article that may be furniture counts, and each site as much as any other.
Writes feeds/split/surplus.json, and prints how it does on sites that were
left out of the fit: lines of text that would be lost and characters of furniture that would be
left in, by the odds from which a line is dropped.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from feeds.split.decode import Reading
from feeds.split.dropping import doubtful
from feeds.split.judging import judged_together
from feeds.split.lines import Page, read_page
from feeds.split.reading import read
from feeds.split.surplus import NAMES, figures

from .corpus import CORPUS, Gold, golds
from .doubts import AT_ONCE
from .evaluate import loaded
from .fitting import Numbers, by_site, fitted, left_out, written

TARGET = Path(__file__).parents[2] / "feeds" / "split" / "surplus.json"
FROM = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 2.75, 3.0, 3.5)  # log odds


def readings(folder: Path, more: Sequence[Path]) -> Iterator[tuple[Gold, Page, Reading]]:
    """Yield all dumps as they are read by weights that never saw their site."""
    fold = json.loads((folder / "folds.json").read_text())
    everything = list(golds((CORPUS / "dev", CORPUS / "wild", *more)))
    for k in range(max(fold.values()) + 1):
        if not (folder / f"fold{k}.bin").exists():
            continue
        weights = loaded(folder / f"fold{k}.bin")
        unseen = [gold for gold in everything if fold.get(gold.site) == k]
        pages = [(gold, read_page("\n".join(gold.lines) + "\n")) for gold in unseen]
        pages = [(gold, page) for gold, page in pages if page.texts]
        for first in range(0, len(pages), AT_ONCE):
            some = pages[first : first + AT_ONCE]
            logits = judged_together([page for _, page in some], weights)
            for (gold, page), (found, _) in zip(some, logits, strict=True):
                yield gold, page, read(page, found).reading


def main() -> None:
    folder, *more = map(Path, sys.argv[1:])
    rows, is_furniture, size, site = [], [], [], []
    for gold, page, reading in readings(folder, more):
        runs = doubtful(reading)
        if not runs:
            continue
        labels = [gold.labels[page.numbers[unit]] for unit in runs]
        told = np.array([label in "xnphlq" for label in labels])  # else it is a field
        rows.append(figures(page, reading, runs)[told])
        is_furniture += [label in "xn" for label, t in zip(labels, told, strict=True) if t]
        size += [len(page.texts[unit]) for unit, t in zip(runs, told, strict=True) if t]
        site += [gold.site] * int(told.sum())
    x, y = np.concatenate(rows), np.array(is_furniture, np.float64)
    weight, part = by_site(site)
    shown(left_out(x, y, part, weight), y, np.array(size))
    model = fitted(x, y, weight)
    TARGET.write_text(json.dumps(written(model, NAMES), indent=1) + "\n")


def shown(found: Numbers, furniture: Numbers, size: Numbers) -> None:
    """Print what is lost and what is left in by the odds from which a line is dropped."""
    print(
        f"{int(len(furniture) - furniture.sum())} lines of text, {size @ furniture:.0f} characters"
    )
    print("odds   lost lines   left in")
    for least in FROM:
        dropped = found > least
        lost = int((dropped & (furniture == 0)).sum())
        print(f"{least:4.2f} {lost:12} {size[~dropped] @ furniture[~dropped]:9.0f}")


if __name__ == "__main__":
    main()
