"""Fit what doubts whole articles to readings of sites that the network had not seen.

    python -m benchmarks.split.doubts DIR [MORE ...]    DIR as train.py --folds left it

Beside each dump of the corpus stand parts of it: one, two or three of its articles in the
page's chrome.  An
article counts as true if it begins within two lines of a true one's first line.  Writes
feeds/split/doubts.json, and prints how it does on sites that were left out of the fit.
"""

import itertools
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from feeds.split.decode import Reading
from feeds.split.doubts import OF_DUMP, OF_START, figures_of_dump, figures_of_starts, text_of
from feeds.split.judging import judged_together
from feeds.split.lines import Page, read_page
from feeds.split.reading import as_records

from .corpus import CORPUS, Gold, golds
from .evaluate import loaded
from .fitting import PARTS, Numbers, fitted, left_out, written
from .parts import put_together, taken_apart

TARGET = Path(__file__).parents[2] / "feeds" / "split" / "doubts.json"
SIZES = (1, 1, 2, 3)  # articles of the parts of a dump
AT_ONCE = 200  # dumps
BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.01)


def parts_of(gold: Gold, rng: random.Random) -> Iterator[Gold]:
    """Yield a dump, and smaller ones of some of its articles with its chrome around them."""
    yield gold
    for size in SIZES:
        dump = taken_apart(gold)
        if size < len(dump.articles):
            first = rng.randrange(len(dump.articles) - size + 1)
            foot = dump.articles[-1].gap
            dump.articles = dump.articles[first : first + size]
            if rng.random() < 0.7:
                dump.articles[-1].gap = foot
            yield put_together(gold, dump)


def readings(folder: Path, more: Sequence[Path]) -> Iterator[tuple[Gold, Page, Reading]]:
    """Yield the parts of all dumps as they are read by weights that never saw their site."""
    fold = json.loads((folder / "folds.json").read_text())
    rng = random.Random(5)
    own = golds((CORPUS / "dev", CORPUS / "wild"))
    parts = [*(part for gold in own for part in parts_of(gold, rng)), *golds(more)]
    for k in range(max(fold.values()) + 1):
        if not (folder / f"fold{k}.bin").exists():
            continue
        weights = loaded(folder / f"fold{k}.bin")
        unseen = [(g, read_page("\n".join(g.lines) + "\n")) for g in parts if fold.get(g.site) == k]
        unseen = [(gold, page) for gold, page in unseen if page.texts]
        for first in range(0, len(unseen), AT_ONCE):
            some = unseen[first : first + AT_ONCE]
            logits = judged_together([page for _, page in some], weights)
            for (gold, page), (odds, _) in zip(some, logits, strict=True):
                yield gold, page, as_records(page, odds)


def is_true(gold: Gold, page: Page, start: int, stop: int) -> bool:
    """Return whether an article of the gold begins at most two units from a start."""
    low, high = page.numbers[max(0, start - 2)], page.numbers[min(start + 3, stop - 1)]
    return any(low <= line <= high for line in gold.starts)


def shown(name: str, found: Numbers, y: Numbers) -> None:
    """Print how often each range of chances is right."""
    chance = 1 / (1 + np.exp(-found))
    print(name)
    for low, high in itertools.pairwise(BINS):
        kept = (chance >= low) & (chance < high)
        if kept.any():
            print(f"{low:.1f} to {min(high, 1):.1f} {kept.sum():6} {y[kept].mean():6.3f}")


def main() -> None:
    folder, *more = map(Path, sys.argv[1:])
    sites: dict[str, int] = {}
    rows, texts, true, alone, part, size = [], [], [], [], [], []
    for gold, page, reading in readings(folder, more):
        if len(reading.starts) > 1:
            texts.append(text_of(page, reading))
            rows.append(figures_of_starts(page, reading, texts[-1]))
            bounds = [*reading.starts, len(reading.roles)]
            true += [is_true(gold, page, a, b) for a, b in itertools.pairwise(bounds)]
            alone.append(len(gold.starts) == 1)
            part.append(sites.setdefault(gold.site, len(sites)) % PARTS)
            size.append(len(reading.starts))
    x, y = np.concatenate(rows), np.array(true, np.float64)
    found = left_out(x, y, np.repeat(part, size))
    shown("chance of a start   starts   true", found, y)
    of_starts = np.split(found, np.cumsum(size)[:-1])
    whole = np.stack([figures_of_dump(*each) for each in zip(rows, of_starts, texts, strict=True)])
    one, parts = np.array(alone, np.float64), np.array(part)
    shown("chance of one article   dumps   true", left_out(whole, one, parts), one)
    models = {"start": (fitted(x, y), OF_START), "dump": (fitted(whole, one), OF_DUMP)}
    TARGET.write_text(json.dumps({k: written(*m) for k, m in models.items()}, indent=1) + "\n")


if __name__ == "__main__":
    main()
