"""Fit the confidence of cuts to cross-validated readings, and show how well it is calibrated.

    python -m benchmarks.split.calibrate DIR [MORE ...]    DIR as train.py --folds left it

Writes feeds/split/confidence.json and prints the calibration of articles whose sites
were held out of the fit as well.
"""

import itertools
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feeds.split.confidence import FIGURES, figures
from feeds.split.lines import read_page

from .evaluate import held_out
from .predict import dump_of

TARGET = Path(__file__).parents[2] / "feeds" / "split" / "confidence.json"
PARTS = 5  # of the sites: each is left out of the fit that its articles are shown by
BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
CAUTION = 0.8  # subtracted from the odds: the next site may differ more than these do


def main() -> None:
    folder, *more = map(Path, sys.argv[1:])
    x, exact, site = collected(folder, more)
    fold, chance = site % PARTS, np.zeros(len(exact))
    for k in np.unique(fold):
        weights, bias = fitted(x[fold != k], exact[fold != k])
        chance[fold == k] = 1 / (1 + np.exp(-(x[fold == k] @ weights + bias)))
    print("confidence   articles  mean  exact")
    for low, high in itertools.pairwise(BINS):
        kept = (chance >= low) & (chance < high)
        if kept.any():
            mean, right = chance[kept].mean(), exact[kept].mean()
            print(f"{low:.2f} to {min(high, 1):.2f} {kept.sum():8} {mean:6.3f} {right:6.3f}")
    weights, bias = fitted(x, exact)
    model = {
        "weights": dict(zip(FIGURES, weights.round(4).tolist(), strict=True)),
        "bias": round(bias, 4),
    }
    TARGET.write_text(json.dumps(model, indent=1) + "\n")


def collected(
    folder: Path, more: Sequence[Path]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Return the figures of each predicted article, whether it was exact, and its site's number."""
    rows, exact, sites = [], [], []
    numbers: dict[str, int] = {}
    for _, path, splitter in held_out(folder, more):
        gold = json.loads(path.read_text("utf-8"))
        dump = dump_of(path.with_suffix(".txt"))
        if not read_page(dump.text).texts:
            continue
        reading, cuts = splitter(dump)
        starts = {a["start"]: a for a in gold["articles"]}
        nexts = [*[a["start"] for a in gold["articles"]][1:], gold["n_lines"] + 1]
        limit = dict(zip(starts, nexts, strict=True))
        page = read_page(dump.text)
        rows.append(figures(reading, cuts))
        for units in cuts:
            first, last = page.numbers[units[0]] + 1, page.lasts[units[-1]] + 1
            article = starts.get(first)
            exact.append(bool(article and article["body_end"] <= last < limit[first]))
            sites.append(numbers.setdefault(gold["site"], len(numbers)))
    return np.concatenate(rows), np.array(exact, np.float64), np.array(sites)


def fitted(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """Return a logistic regression by Newton's method, with a little ridge."""
    wide = np.concatenate((x, np.ones((len(x), 1))), axis=1)
    w = np.zeros(wide.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-wide @ w))
        hessian = (wide * (p * (1 - p))[:, None]).T @ wide + np.eye(len(w))
        w -= np.linalg.solve(hessian, wide.T @ (p - y) + w)
    return w[:-1], float(w[-1]) - CAUTION


if __name__ == "__main__":
    main()
