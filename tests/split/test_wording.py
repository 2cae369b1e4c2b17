"""Every signal is said in words that need no source code beside them."""

import doctest

from feeds.model import Evidence
from feeds.split import wording
from feeds.split.features import NAMES
from feeds.split.wording import in_words


def test_the_examples_run() -> None:
    assert not doctest.testmod(wording).failed


def test_every_feature_has_its_words() -> None:
    said = [in_words(Evidence(feature=f"here {name}", value=1.0, weight=1.0)) for name in NAMES]

    assert all(f"this line {name}" != words for name, words in zip(NAMES, said, strict=True))
    assert len(set(said)) == len(NAMES)


def test_a_name_that_is_not_known_is_said_as_it_is() -> None:
    said = in_words(Evidence(feature="a mark in the dump", value=1.0, weight=20.0))

    assert "a mark in the dump" == said
