"""Killed at any step and started again, a run ends where one that was never killed does."""

import os
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import NOON, Place, article

TWO = article("Ferry fares fall for the third winter running", category="Energy") + article(
    "Bees return to the old rope works", category="Science"
)
STEPS = ("fsync", "replace", "rmdir", "unlink")


def die_at(step: int) -> None:
    """Have this process killed, as by kill -9, just before its step-th system call."""
    left = iter(range(step, -1, -1))

    def counted(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            if next(left, 0) == 0:
                os._exit(9)
            return real(*args, **kwargs)

        return call

    for name in STEPS:
        setattr(os, name, counted(name))


def killed(place: Place, step: int) -> bool:
    """Build in a child that dies at a step; return whether it got that far."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            die_at(step)
            place.build()
            code = 0
        finally:
            os._exit(code)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, 9), f"step {step}: the child failed by itself"
    return status == 9


def change(place: Place) -> None:
    """Do what a day brings: new dumps, an edit, a removal."""
    place.drop(
        "tuesday.txt", article("Owls nest in the chapel above the energy", category="Science")
    )
    place.drop("monday.txt", TWO.replace("third winter", "fourth winter"), received=NOON + 60)
    for name, path in place.posts().items():
        if "bees" in name:
            path.unlink()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("first", [True, False], ids=["first build", "next day"])
def test_a_run_killed_at_any_step_is_made_up_for(
    places: Callable[[str], Place], first: bool
) -> None:
    wanted = prepared(places("never killed"), first)
    wanted.build()

    step = 0
    while True:
        place = prepared(places(f"killed at {step}"), first)
        if not killed(place, step):
            break
        report = place.build()
        assert not report.problems, f"step {step}"
        assert wanted.tree() == place.tree(), f"step {step}"
        assert wanted.tree("content") == place.tree("content"), f"step {step}"
        assert 0 == place.build().written, f"step {step}"
        step += 1
    assert step > 25


def prepared(place: Place, first: bool) -> Place:
    place.drop("monday.txt", TWO)
    if not first:
        place.build()
        change(place)
    return place


def test_what_a_killed_run_left_half_written_is_removed(place: Place) -> None:
    place.drop("monday.txt", TWO)
    place.build()
    half = [
        place.root / "content/posts/energy/.x.feedmill-tmp",
        place.root / "output/.y.feedmill-tmp",
    ]
    for path in half:
        path.write_text("hal")
    (place.root / ".feedmill/lock").write_text("1\n")

    place.build()

    assert [False, False] == [path.exists() for path in half]
    assert "" == (place.root / ".feedmill/lock").read_text()
