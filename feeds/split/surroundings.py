"""What stands farther off than a line's neighbours: menus, long text, the same words again.

A page's menu comes back whole with each page that is run together; a headline stands below
its breadcrumb or above its own repetition; and how far it is to the next long line says
whether a short one is of a menu or of a text.
"""

import numpy as np
from numpy.typing import NDArray

from feeds.split import hashes
from feeds.split.hashes import Hashes
from feeds.split.stacks import Numbers, Stack, apart
from feeds.split.tokens import Tokens

_REACH = 12  # units within which a line's words come back
_RUN = 3  # units of a run that comes back, from which it is a menu or a foot
_NEAR = 4  # units below such a run
_SPAN = 10, 5  # characters that a line begins or ends with; in scripts without spaces
_LONG, _SHORT = 80, 40  # characters of a long line, and of one that may be of a menu
_FAR = 64  # units: farther makes no difference

NAMES = (
    "run", "run:left", "run:below", "run:next", "twin:above", "twin:below", "head:above",
    "head:below", "tail:above", "tail:below", "long:above", "long:below", "short:above",
    "short:below", "written:above", "written:below",
)  # fmt: skip

Columns = NDArray[np.float32]


def surroundings(
    stack: Stack, words: Tokens, alike: Hashes, pair: NDArray[np.bool_],
    width: Columns, ended: NDArray[np.bool_], dense: NDArray[np.bool_],
) -> Columns:  # fmt: skip
    """Return columns × units.

    `alike` are numbers of lines, equal where only figures differ; `pair` says of each unit but
    the last whether it and the next stand together elsewhere too; `ended` are lines that end
    with a stop.
    """
    columns = np.zeros((len(NAMES), len(stack.texts)), np.float32)
    first, last = stack.bounds[stack.owner], stack.bounds[stack.owner + 1]
    _runs(pair, first, columns[0:4])
    begin, end = _spans(stack, words, dense)
    for row, keys in ((4, alike), (6, begin), (8, end)):
        _again(keys, columns[row : row + 2])
    is_long = width >= _LONG
    is_menu = (width < _SHORT) & ~ended
    for row, marked in ((10, is_long), (12, ~is_menu)):
        columns[row], columns[row + 1] = _distances(marked, first, last)
    _written(np.where(is_long, width, 0), first, last, columns[14:16])
    return columns


def _runs(pair: NDArray[np.bool_], first: Numbers, columns: Columns) -> None:
    """Fill the columns of how long a run of lines is that comes back, how much of it is left
    below a unit, how near it ends above one, and whether it begins below one."""
    at = np.arange(len(pair) + 1)
    number = np.append(0, np.cumsum(~pair))
    size = np.bincount(number)
    end = np.cumsum(size)
    own, left = size[number], end[number] - 1 - at
    is_run = own >= _RUN
    columns[0] = np.minimum(np.log(own), 4) / 4
    columns[1] = is_run / (1 + left)
    last = np.maximum.accumulate(np.where(is_run & (left == 0), at, -_FAR))
    since = at - last
    below = (since > 0) & (since <= _NEAR) & (last >= first)
    columns[2] = below / np.maximum(since, 1)
    columns[3, :-1] = is_run[1:] & (number[1:] != number[:-1]) & (first[1:] == first[:-1])


def _spans(stack: Stack, words: Tokens, dense: NDArray[np.bool_]) -> tuple[Hashes, Hashes]:
    """Return a number for what each line begins with and one for what it ends with; of lines
    that are too short numbers that no other has."""
    firsts, ends = words.firsts, words.ends
    size = np.where(dense, _SPAN[1], _SPAN[0])
    enough = ends - firsts >= size
    alone = np.arange(len(ends), dtype=np.uint64)
    found = []
    for begin in (firsts, ends - size):
        keys = alone.copy()
        keys[enough] = hashes.of_spans(words.running, begin[enough], begin[enough] + size[enough])
        found.append(apart(keys, stack.owner))
    return found[0], found[1]


def _again(keys: Hashes, columns: Columns) -> None:
    """Fill the columns of how near an equal number stands above and below, 1 being next."""
    order = np.argsort(keys, kind="stable")
    equal = keys[order[1:]] == keys[order[:-1]]
    upper, lower = order[:-1][equal], order[1:][equal]
    near = np.maximum(_REACH + 1 - (lower - upper), 0) / _REACH
    columns[0, lower] = near
    columns[1, upper] = near


def _distances(marked: NDArray[np.bool_], first: Numbers, last: Numbers) -> tuple[Columns, Columns]:
    """Return how far it is to the nearest marked unit above, and below, or to the page's edge."""
    at = np.arange(len(marked))
    above = np.maximum.accumulate(np.where(marked, at, -1))
    above = at - np.maximum(np.append(-1, above[:-1]), first - 1)
    below = np.minimum.accumulate(np.where(marked, at, len(at))[::-1])[::-1]
    below = np.minimum(np.append(below[1:], len(at)), last) - at
    scale = np.float32(np.log(_FAR))
    near = [np.log(np.minimum(d, _FAR)).astype(np.float32) / scale for d in (above, below)]
    return near[0], near[1]


def _written(written: Columns, first: Numbers, last: Numbers, columns: Columns) -> None:
    """Fill the columns of the share of its page's long lines that stands above and below."""
    sums = np.append(0, np.cumsum(written, dtype=np.float64))
    whole = np.maximum(sums[last] - sums[first], 1)
    at = np.arange(len(written))
    columns[0] = (sums[at] - sums[first]) / whole
    columns[1] = (sums[last] - sums[at + 1]) / whole
