"""Why a cut: the named features of the lines around it that spoke for it most.

The network is not additive.  Beside it stands a linear model of its odds, fitted to
them over the corpus; what a feature adds there, against a usual line, is printed.
"""

import numpy as np
from numpy.typing import NDArray

from feeds.model import Evidence
from feeds.split.features import NAMES
from feeds.split.network import Array, shifted

PLACES = (("before", 1), ("here", 0), ("after", -1))  # of a feature's line, and its shift
_STRONGEST = 5


def windows(rows: Array) -> Array:
    """Return each unit's features beside those of the units before and after it."""
    return np.concatenate([shifted(rows, step) for _, step in PLACES], axis=1)


def evidence(
    rows: Array, units: NDArray[np.int64], w: dict[str, Array]
) -> list[tuple[Evidence, ...]]:
    """Return the strongest signals for a cut at each of some units, strongest first."""
    here = np.zeros((len(units), 3 * len(NAMES)), np.float32)
    for k, (_, step) in enumerate(PLACES):
        kept = (units - step >= 0) & (units - step < len(rows))
        here[kept, k * len(NAMES) : (k + 1) * len(NAMES)] = rows[units[kept] - step]
    value = here - w["usual"]
    order = np.argsort(-value * w["signals"], axis=1)[:, :_STRONGEST]
    return [_named(value[j], w["signals"], order[j]) for j in range(len(units))]


def _named(value: Array, weight: Array, order: NDArray[np.int64]) -> tuple[Evidence, ...]:
    found = []
    for k in order.tolist():
        if value[k] * weight[k] > 0:
            name = f"{PLACES[k // len(NAMES)][0]} {NAMES[k % len(NAMES)]}"
            found.append(Evidence(feature=name, value=float(value[k]), weight=float(weight[k])))
    return tuple(found)
