"""Why a cut: the named features of the lines around it that spoke for it most.

The network is not additive.  Beside it stands a linear model of its odds, fitted to
them over the corpus; what a feature adds there, against a usual line, is printed.
"""

import numpy as np
from numpy.typing import NDArray

from feeds.model import Evidence
from feeds.split.features import NAMES
from feeds.split.learned import Learned
from feeds.split.network import Array

PLACES = (("before", 1), ("here", 0), ("after", -1))  # of a feature's line, and its shift
_STRONGEST = 5
_SIGNALS = [f"{place} {name}" for place, _ in PLACES for name in NAMES]


def windows(rows: Array) -> Array:
    """Return each unit's features beside those of the units before and after it."""
    padded = np.pad(rows, ((1, 1), (0, 0)))
    return np.concatenate([padded[1 - step :][: len(rows)] for _, step in PLACES], axis=1)


def evidence(rows: Array, units: NDArray[np.int64], learned: Learned) -> list[tuple[Evidence, ...]]:
    """Return the strongest signals for a cut at each of some units, strongest first."""
    here = np.zeros((len(units), 3 * len(NAMES)), np.float32)
    for k, (_, step) in enumerate(PLACES):
        kept = (units - step >= 0) & (units - step < len(rows))
        here[kept, k * len(NAMES) : (k + 1) * len(NAMES)] = rows[units[kept] - step]
    value = here - learned.usual
    weight = value * learned.signals
    order = np.argpartition(-weight, _STRONGEST, axis=1)[:, :_STRONGEST]
    strongest = np.take_along_axis(value, order, axis=1).tolist()
    weights = learned.signals[order].tolist()
    return [_named(*row) for row in zip(order.tolist(), strongest, weights, strict=True)]


def _named(columns: list[int], values: list[float], weights: list[float]) -> tuple[Evidence, ...]:
    """Return the signals that speak for a cut, strongest first."""
    found = [
        Evidence(
            feature=_SIGNALS[k],
            value=value,
            weight=weight,
        )
        for k, value, weight in zip(columns, values, weights, strict=True)
        if value * weight > 0
    ]
    return tuple(sorted(found, key=lambda e: -e.value * e.weight))
