"""The gold of the sample dumps is consistent with their text."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from feeds.read import read

HERE = Path(__file__).parent
DUMPS = HERE.parents[1] / "content" / "dumps"
GOLD = sorted(HERE.glob("*.json"))


def load(gold: Path) -> tuple[dict[str, Any], list[str]]:
    lines = gold.with_suffix(".txt").read_text("utf-8").split("\n")
    return json.loads(gold.read_text("utf-8")), lines[:-1]


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_every_line_has_a_label_and_blank_lines_have_the_blank_one(gold: Path) -> None:
    known, lines = load(gold)

    assert known["n_lines"] == len(lines) == len(known["labels"])
    assert [not line.strip() for line in lines] == [label == "." for label in known["labels"]]


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_articles_follow_one_another_without_overlap(gold: Path) -> None:
    known, _ = load(gold)
    bounds = [(a["start"], a["body_end"], a["end"]) for a in known["articles"]]

    assert 1 <= len(bounds) <= 6
    flat = [line for bound in bounds for line in bound]
    assert flat == sorted(flat)
    assert all(end < after for (_, _, end), (after, _, _) in pairwise(bounds))


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_every_field_stands_in_the_line_that_is_named_for_it(gold: Path) -> None:
    known, lines = load(gold)
    for article in known["articles"]:
        for field in ("category", "title", "dek", "author"):
            if article[field] is not None:
                assert article[field].split()[0] in lines[article[f"{field}_line"] - 1]
        if article["date"] is not None:
            assert article["date_text"] in lines[article["date_line"] - 1]


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_reading_a_dump_gives_the_text_that_the_gold_is_of(gold: Path) -> None:
    """Whatever the encoding, the line ends and the packing: line n is line n."""
    (path,) = DUMPS.glob(f"{gold.stem}.*")
    data = path.read_bytes()

    dump = read(path.name, data, digest=sha256(data).hexdigest(), received=datetime.now(UTC))

    assert dump.text.splitlines() == gold.with_suffix(".txt").read_text("utf-8").splitlines()


def test_every_gold_file_belongs_to_a_dump_and_six_layouts_have_one() -> None:
    dumps = {path.name.split(".")[0] for path in DUMPS.iterdir()}

    assert {path.stem for path in GOLD} <= dumps
    assert len(GOLD) >= 6
