"""Dumps that are judged together come out as they would alone, to the last bit."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.errors import DumpError
from feeds.split import split, split_many
from feeds.split.judging import judged, judged_together
from feeds.split.learned import weights
from feeds.split.lines import read_page

from .conftest import dump
from .test_promise import DUMPS

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8").replace("\r\n", "\n")


@settings(deadline=None)
@given(st.lists(DUMPS, min_size=1, max_size=5))
def test_a_dump_is_split_together_with_others_as_it_is_alone(texts: list[str]) -> None:
    dumps = [dump(text) for text in texts]

    assert [split(each, reasons=True) for each in dumps] == split_many(dumps, reasons=True)


@pytest.mark.parametrize("folder", ["dev", "wild"])
def test_judged_in_any_company_a_page_has_the_same_odds(folder: str) -> None:
    """To the last bit: products of matrices depend on their shapes, and here they may not."""
    paths = sorted((CORPUS / folder).glob("*.txt"))[::30] or SAMPLES
    pages = [read_page(text_of(path)) for path in [*paths, *SAMPLES]]

    together = judged_together(pages[::-1], weights())[::-1]

    for page, (logits, _) in zip(pages, together, strict=True):
        assert np.array_equal(judged(page, weights())[0], logits)


def test_a_dump_without_lines_and_one_with_a_senseless_mark_stand_in_no_others_way() -> None:
    texts = [text_of(path) for path in SAMPLES]
    dumps = [
        dump(text) for text in [texts[0], "", "=== feedmill: nonsense ===\n" + texts[1], texts[2]]
    ]

    found = split_many(dumps, [["Advertisement"], [], [], []])

    assert [split(dumps[0], ["Advertisement"]), split(dumps[1])] == found[:2]
    assert isinstance(found[2], DumpError)
    assert split(dumps[3]) == found[3]
