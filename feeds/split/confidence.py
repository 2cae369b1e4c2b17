"""How sure a cut is: the probability that an editor would sign it.

A logistic model of a few figures of the article, fitted to cross-validated cuts by
benchmarks/split/calibrate.py, which writes confidence.json.
"""

import json
import pkgutil
from functools import cache

import numpy as np
from numpy.typing import NDArray

from feeds.split.decode import Reading
from feeds.split.network import ROLES, START

FIGURES = (
    "start",  # log odds of its first line as a start
    "next",  # the same of the next article's
    "rival",  # of the likeliest start inside it that was not taken
    "title",  # probability of the likeliest title line
    "end",  # probability that its last line is its own and the one after is not
    "doubt",  # share of its lines whose role is a toss-up
    "around",  # mean log odds of the dump's starts
    "weakest",  # least of these
    "alone",  # whether the dump has no other article
)
_UNSURE = 0.6  # probability of a line's likeliest role below which it is a toss-up
_OWN = [ROLES.index(r) for r in "phlq"]


def confidence(reading: Reading, spans: list[range]) -> list[float]:
    """Return for each article the probability that its start and end are right."""
    if not spans:
        return []
    weights, bias = _model()
    odds = figures(reading, spans) @ weights + bias
    chances: list[float] = (1 / (1 + np.exp(-odds))).tolist()
    return chances


@cache
def _model() -> tuple[NDArray[np.float64], float]:
    model = json.loads(pkgutil.get_data(__package__, "confidence.json") or b"")
    return np.array([model["weights"][name] for name in FIGURES]), model["bias"]


def figures(reading: Reading, spans: list[range]) -> NDArray[np.float64]:
    """Return articles × FIGURES."""
    chance = np.clip(reading.belief[:, START].astype(np.float64), 1e-4, 1 - 1e-4)
    odds: list[float] = np.log(chance / (1 - chance)).tolist()
    unsure = (reading.belief[:, : len(ROLES)].max(1) < _UNSURE).tolist()
    written = [*reading.belief[:, _OWN].sum(1).tolist(), 0.0]
    title = reading.belief[:, ROLES.index("t")].tolist()
    starts = [odds[units[0]] for units in spans]
    mean, weakest = sum(starts) / len(starts), min(starts)
    rows = []
    for units, following in zip(spans, [*starts[1:], 4.0], strict=True):
        own = slice(units[0], units[-1] + 1)
        rows.append(
            (
                odds[units[0]],
                following,
                max(odds[units[0] + 1 : units[-1] + 1], default=-6.0),
                max(title[own]),
                1 - written[units[-1] + 1],
                sum(unsure[own]) / len(units),
                mean,
                weakest,
                float(len(spans) == 1),
            )
        )
    return np.array(rows, np.float64).reshape(-1, len(FIGURES))
