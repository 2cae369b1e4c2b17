"""A logistic model of named figures, as it is kept beside the code that measures them."""

import json
import pkgutil
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Figures = NDArray[np.float64]


class Logistic(Struct, frozen=True):
    """What each figure weighs, and what it is on average where the model was fitted."""

    names: tuple[str, ...]
    weights: Figures
    usual: Figures
    bias: float

    def odds(self, figures: Figures) -> Figures:
        """Return the log odds of rows of figures, or of one."""
        found: Figures = (figures - self.usual) @ self.weights + self.bias
        return found

    def least(self, figures: Figures) -> str:
        """Return the figure that speaks most against what the model is asked for."""
        return self.names[int(((figures - self.usual) * self.weights).argmin())]

    def most(self, figures: Figures) -> str:
        """Return the figure that speaks most for what the model is asked for."""
        return self.names[int(((figures - self.usual) * self.weights).argmax())]


def kept(file: str) -> Any:
    """Return what a file of this room holds."""
    return json.loads(pkgutil.get_data(__package__, file) or b"")


def logistic(found: Mapping[str, Any], names: Iterable[str]) -> Logistic:
    """Return a model as it was kept, its figures in the order of `names`."""
    order = tuple(names)
    weights, usual = (np.array([found[k][name] for name in order]) for k in ("weights", "usual"))
    return Logistic(order, weights, usual, found["bias"])
