"""What is published is the same, to the byte, whoever reads and renders it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.model import Report
from feeds.pipeline import editing, press
from feeds.pipeline.build import build
from feeds.pipeline.mill import open_mill
from feeds.workers import Workers, employed
from tests.conftest import Place, article, new_place
from tests.pipeline.test_incremental import STEPS, carry_out

POST = """\
---
title: Story {n}
date: 2026-0{month}-01
id: tag:mill.example,2026:post/{n}
---

{body}
"""
BODY = "Words of story {n}, *some* of them [linked](../{n}/), and `code`.\n\n1. One\n2. Two"


@pytest.fixture(autouse=True)
def _everything_is_much(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (editing, press):
        monkeypatch.setattr(module, "MANY", 1)


def built(place: Place, workers: Workers) -> Report:
    with open_mill(place.root, workers=workers) as mill:
        return build(mill)


def filled(root: Path) -> Place:
    place = new_place(root)
    for n in range(60):
        text = POST.format(n=n, month=n % 3 + 1, body=BODY.format(n=n))
        place.write(f"content/posts/{('news', 'energy')[n % 2]}/{n}.md", text)
    place.write("content/posts/energy/same.md", POST.format(n=3, month=1, body="A double."))
    place.write("content/posts/energy/bad.md", "---\ndate: never\n---\n\nNo.\n")
    place.write("content/posts/energy/bare.md", "A post that states nothing of itself.\n")
    place.drop("monday.txt", article("The ferry is late") + article("The mill burns"))
    return place


def test_three_workers_publish_what_one_does(tmp_path: Path) -> None:
    one, three = filled(tmp_path / "one"), filled(tmp_path / "three")
    with employed("1") as workers:
        alone = built(one, workers)
    with employed("3") as workers:
        together = built(three, workers)

    assert one.tree() == three.tree()
    assert one.tree("content") == three.tree("content")
    assert alone.problems == together.problems
    assert len(alone.problems) == 2


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, seed=st.integers(0, 10**9))
def test_any_edits_end_at_the_same_bytes_with_workers(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[list[tuple[int, str | int | None]]],
    seed: int,
) -> None:
    root = tmp_path_factory.mktemp(str(seed))
    one, two = new_place(root / "one"), new_place(root / "two")
    with employed("2") as workers:
        for number, step in enumerate(steps, 1):
            for place in (one, two):
                for change in step:
                    carry_out(place, number, *change)
            one.build()
            built(two, workers)
    assert one.tree() == two.tree()
    assert one.tree("content") == two.tree("content")
