"""Logistic models of named figures: how they are fitted, shown and written."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

PARTS = 5  # of the sites: each is left out of the fit that its articles are shown by

Numbers = NDArray[np.float64]


def fitted(
    x: Numbers, y: Numbers, weight: Numbers | None = None, ridge: float = 1.0
) -> dict[str, Any]:
    """Return a logistic regression by Newton's method, with some ridge on like scales."""
    weight = np.ones(len(x)) if weight is None else weight / weight.mean()
    usual, scale = np.average(x, axis=0, weights=weight), x.std(0) + 1e-9
    wide = np.concatenate(((x - usual) / scale, np.ones((len(x), 1))), axis=1)
    w = np.zeros(wide.shape[1])
    penalty = np.array([ridge] * x.shape[1] + [1.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-wide @ w))
        hessian = (wide * (weight * p * (1 - p))[:, None]).T @ wide + np.diag(penalty)
        w -= np.linalg.solve(hessian, wide.T @ (weight * (p - y)) + penalty * w)
    return {"weights": w[:-1] / scale, "usual": usual, "bias": float(w[-1])}


def odds(model: dict[str, Any], x: Numbers) -> Numbers:
    """Return the log odds that a model gives."""
    found: Numbers = (x - model["usual"]) @ model["weights"] + model["bias"]
    return found


def left_out(
    x: Numbers,
    y: Numbers,
    part: NDArray[np.int64],
    weight: Numbers | None = None,
    ridge: float = 1.0,
) -> Numbers:
    """Return the log odds of each row by a fit to the rows of other parts."""
    weight = np.ones(len(x)) if weight is None else weight
    found = np.zeros(len(y))
    for k in np.unique(part):
        model = fitted(x[part != k], y[part != k], weight[part != k], ridge)
        found[part == k] = odds(model, x[part == k])
    return found


def by_site(sites: Sequence[str]) -> tuple[Numbers, NDArray[np.int64]]:
    """Return what a row of each site counts, so that each site does as much as any other, and
    the part that it is left out with."""
    count = Counter(sites)
    order = {site: k for k, site in enumerate(sorted(count))}
    weight = np.array([1 / count[site] for site in sites])
    return weight, np.array([order[site] % PARTS for site in sites])


def written(model: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return a model as it is kept."""
    order = tuple(names)
    kept = {
        k: dict(zip(order, model[k].round(4).tolist(), strict=True)) for k in model if k != "bias"
    }
    return {**kept, "bias": round(model["bias"], 4)}
