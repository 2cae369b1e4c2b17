"""Editors who work while a build runs: what they do is kept, and the next run publishes it."""

import pytest

from feeds.pipeline.build import EVERYTHING, build
from tests.conftest import Place, article

FIRST = ("Ferry is late again", "Bridge opens at last", "Mill race runs dry", "Council sits")
NEWS = ("Library keeps its lamps", "Pilot boat is sold")
OWN = """\
---
title: A word from the editor
category: Energy
date: 2025-10-01T12:00:00Z
---

Written by hand while the mill was turning, and read by nobody else before it was saved here.
"""


def edit(place: Place) -> None:
    """Change one post, rename one, remove one, write a new one, and add to a dump."""
    posts = list(place.posts().values())
    posts[0].write_text(posts[0].read_text() + "\nAn editor added this line.\n")
    posts[1].rename(posts[1].with_name("renamed-by-hand.md"))
    posts[2].unlink()
    place.write("content/posts/own.md", OWN)
    place.drop("first.txt", "".join(article(each, category="Energy") for each in (*FIRST, "Tide")))


@pytest.mark.parametrize("step", [0, 1, 3, 9, 15])
def test_whatever_editors_do_while_a_build_runs_is_kept_and_published(
    place: Place, step: int
) -> None:
    place.drop("first.txt", "".join(article(each, category="Energy") for each in FIRST))
    place.build()
    before = place.tree("content/posts")
    for number, headline in enumerate(NEWS):
        place.drop(f"{number}.txt", article(headline, category="Science"))
    steps: list[tuple[str, int, int]] = []

    def progress(stage: str, done: int, total: int) -> None:
        if len(steps) == step:
            edit(place)
        steps.append((stage, done, total))

    with place.open() as mill:
        build(mill, EVERYTHING, progress)
    assert len(steps) > step, "the run was over before"

    place.build()
    posts = place.tree("content/posts")
    assert 7 == len(posts), sorted(posts)  # one of four went; two news, one by hand, Tide
    edited, renamed, removed, _ = before
    assert b"An editor added this line." in posts[edited]
    assert before[renamed] == posts["energy/renamed-by-hand.md"]
    assert removed not in posts
    assert place.tree() == place.rebuilt()
