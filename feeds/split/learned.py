"""What was learned: the networks that judge lines, and the linear model that explains them.

benchmarks/split/train.py writes weights.bin.
"""

import math
import pkgutil
from collections.abc import Iterable
from functools import cache

import numpy as np
from msgspec import Struct

from feeds.split.network import Array, Network

_NETWORK = "/"  # in a name: what stands before it is the number of the network


class Learned(Struct, frozen=True):
    """Networks that were trained apart, and the model of their odds of a start by features."""

    networks: tuple[Network, ...]
    signals: Array  # what a feature adds, of the line above, this one, and the one below
    usual: Array  # the features of a usual line


@cache
def weights() -> Learned:
    """Return the shipped weights."""
    return unpacked(pkgutil.get_data(__package__, "weights.bin") or b"")


def packed(learned: Learned) -> bytes:
    """Return weights as bytes: a line that says names and shapes, then the numbers.

    They are in half precision, to more of which the networks are not sensitive, and one
    after the other: an archive of arrays takes ten times as long to open.
    """
    named = list(_named(learned))
    shapes = " ".join(f"{name}:{','.join(map(str, rows.shape))}" for name, rows in named)
    numbers = b"".join(np.ascontiguousarray(rows, "<f2").tobytes() for _, rows in named)
    return shapes.encode() + b"\n" + numbers


def _named(learned: Learned) -> Iterable[tuple[str, Array]]:
    yield "signals", learned.signals
    yield "usual", learned.usual
    for number, network in enumerate(learned.networks):
        for name, rows in network.items():
            yield f"{number}{_NETWORK}{name}", rows


def unpacked(data: bytes) -> Learned:
    """Return the weights that were `packed`."""
    head, _, body = data.partition(b"\n")
    numbers = np.frombuffer(body, "<f2").astype(np.float32)
    rest: Network = {}
    networks: dict[str, Network] = {}
    at = 0
    for part in head.decode().split():
        called, _, sides = part.partition(":")
        shape = tuple(map(int, sides.split(",")))
        number, _, name = called.rpartition(_NETWORK)
        own = networks.setdefault(number, {}) if number else rest
        own[name] = numbers[at : at + math.prod(shape)].reshape(shape)
        at += math.prod(shape)
    return Learned(tuple(networks.values()), rest["signals"], rest["usual"])
