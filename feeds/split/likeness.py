"""Lines that begin alike are alike: their odds are drawn to those of their fellows.

"Posted in News", "Posted in Sport": what one of them is, the others are.  Only odds
of header lines and furniture are drawn together, and only of short lines: that two
paragraphs begin with one word says nothing.
"""

import numpy as np
from numpy.typing import NDArray

from feeds.split.features import GROUPINGS
from feeds.split.network import ROLES, Array

_ROLES = [ROLES.index(role) for role in "ckaDmxng"]
_SHORT = 60  # characters
_DRAWN = 0.5  # how far, 1 being all the way
_FELLOWS = {"same": 2, "begun": 3}  # groupings, and lines from which a group is one


def drawn_together(logits: Array, groups: NDArray[np.int64], texts: list[str]) -> Array:
    """Return the log odds with those of like lines drawn together."""
    short = np.array([len(text) <= _SHORT for text in texts])
    for grouping, fewest in _FELLOWS.items():
        group = groups[:, GROUPINGS.index(grouping)]
        size = np.bincount(group, short)
        drawn = short & (size[group] >= fewest)
        if not drawn.any():
            continue
        logits = logits.copy()
        for role in _ROLES:
            mean = np.bincount(group, logits[:, role] * short) / np.maximum(size, 1)
            logits[drawn, role] += _DRAWN * (mean[group] - logits[:, role])[drawn]
    return logits
