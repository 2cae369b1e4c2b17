"""The weights of the splitter, as they are kept."""

import numpy as np
import pytest

from feeds.split.features import GROUPINGS, NAMES
from feeds.split.learned import packed, unpacked, weights
from feeds.split.network import (
    ROLES,
    START,
    Array,
    _edges,
    _places,
    judge,
)
from feeds.split.stacks import edges_of


def test_weights_are_read_as_they_were_written() -> None:
    """To the last bit: half precision holds what it once held."""
    learned = weights()
    again = unpacked(packed(learned))

    assert len(learned.networks) == len(again.networks)
    for one, other in zip(learned.networks, again.networks, strict=True):
        assert list(one) == list(other)
        assert all(np.array_equal(one[name], other[name]) for name in one)
    assert np.array_equal(learned.signals, again.signals)
    assert np.array_equal(learned.usual, again.usual)


def test_what_is_judged_is_the_mean_of_what_each_network_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And after each round each is told that mean: two that say the same say it again."""
    rng = np.random.default_rng(1)
    rows = rng.random((40, len(NAMES)), np.float32)
    groups = rng.integers(0, 5, (40, len(GROUPINGS)))
    one, other = weights().networks

    twice, alone = judge(rows, groups, [one, one]), judge(rows, groups, [one])
    monkeypatch.setattr("feeds.split.network.ROUNDS", 0)
    first = [judge(rows, groups, [network]) for network in (one, other)]

    assert np.array_equal(twice, alone)
    assert np.array_equal(judge(rows, groups, [one, other]), (first[0] + first[1]) / 2)


def test_each_round_is_told_what_the_last_one_thought(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes of it differs if the network heeds it, and only then."""
    rng = np.random.default_rng(1)
    rows = rng.random((40, len(NAMES)), np.float32)
    groups = rng.integers(0, 5, (40, len(GROUPINGS)))
    heeding = weights().networks[0]
    width = heeding["mid"].shape[1]
    of_itself = heeding["second"][:width]
    deaf = {
        **heeding,
        "second": np.concatenate((of_itself, 0 * heeding["second"][width:])),
        "second_record": 0 * heeding["second_record"],
    }

    said: dict[int, list[Array]] = {}
    for rounds in (1, 2):
        monkeypatch.setattr("feeds.split.network.ROUNDS", rounds)
        said[rounds] = [judge(rows, groups, [network]) for network in (heeding, deaf)]

    assert not np.allclose(said[1][0], said[2][0])
    assert np.array_equal(said[1][1], said[2][1])


def believed(roles: str, starts: list[int]) -> Array:
    """Return beliefs that are certain of the role of each unit and of where articles start."""
    belief = np.zeros((len(roles), START + 1), np.float32)
    belief[range(len(roles)), [ROLES.index(role) for role in roles]] = 1
    belief[starts, START] = 1
    return belief


def test_a_place_is_counted_from_start_next_start_headline_and_text() -> None:
    places = _places(believed("tappcx", [0, 3]), edges_of([6]))

    since, until, headline, text = places.T.tolist()
    assert since == [0, 1, 2, 0, 1, 2]
    assert until == [3, 2, 1, 3, 2, 1]
    assert headline == [5, 6, 7, 8, 9, 10]  # five below the farthest above
    assert text == [6, 6, 0, 0, 1, 2]


def test_what_stands_above_the_first_headline_is_told_to_those_above_the_others() -> None:
    """Nothing but the first article can own the line above the first headline; below the last
    text nothing but the last."""
    belief = believed("ntpctpctpc", [1, 4, 7])
    edges = _edges(belief, _places(belief, edges_of([len(belief)])))

    above, below = np.split(edges, 2, axis=1)
    category = belief[3]
    assert above[3].tolist() == belief[0].tolist()  # as above the first: chrome
    assert below[3].tolist() == category.tolist()  # as below the last: a category


@pytest.mark.parametrize("count", [1, 2, 7])
def test_however_few_units_are_judged(count: int) -> None:
    rows = np.ones((count, len(NAMES)), np.float32)
    groups = np.zeros((count, len(GROUPINGS)), np.int64)

    assert np.isfinite(judge(rows, groups, weights().networks)).all()
