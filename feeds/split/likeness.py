"""Lines that begin alike are alike: their odds are drawn to those of their fellows.

"Posted in News", "Posted in Sport": what one of them is, the others are.  Only odds
of header lines and furniture are drawn together, and only of short lines: that two
paragraphs begin with one word says nothing.
"""

import numpy as np
from numpy.typing import NDArray

from feeds.split.features import GROUPINGS
from feeds.split.network import ROLES, Array, totals

_ROLES = [ROLES.index(role) for role in "ckaDmxng"]
_SHORT = 60  # characters
_DRAWN = 0.5  # how far, 1 being all the way
_FELLOWS = {"same": 2, "begun": 3}  # groupings, and lines from which a group is one


def drawn_together(logits: Array, groups: NDArray[np.int64], texts: list[str]) -> Array:
    """Return the log odds with those of like lines drawn together."""
    short = np.fromiter(map(len, texts), np.int64, len(texts)) <= _SHORT
    for grouping, fewest in _FELLOWS.items():
        group = groups[:, GROUPINGS.index(grouping)]
        size = np.bincount(group, short)
        drawn = short & (size[group] >= fewest)
        if not drawn.any():
            continue
        odds = logits[:, _ROLES]
        mean = totals(group, odds * short[:, None], len(size)) / np.maximum(size, 1)[:, None]
        odds[drawn] += _DRAWN * (mean[group[drawn]] - odds[drawn])
        logits = logits.copy()
        logits[:, _ROLES] = odds
    return logits
