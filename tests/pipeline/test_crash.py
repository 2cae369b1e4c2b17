"""Killed at any step and started again, a run ends where one that was never killed does."""

import fcntl
import json
import os
from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from tests.conftest import NOON, Place, article
from tests.pipeline.test_links import dead_links
from tests.pipeline.test_promises import edit, post_about

TWO = article("Ferry fares fall for the third winter running", category="Energy") + article(
    "Bees return to the old rope works", category="Science"
)
STEPS = ("fsync", "ftruncate", "mkdir", "replace", "rmdir", "unlink", "write")


def die_at(step: int) -> None:
    """Have this process killed, as by kill -9, just before its step-th system call.

    Of what it writes half is written, but for a line at the end of a file: no kill cuts
    that short, and what a power cut may leave of it is in tests/files.
    """
    left = iter(range(step, -1, -1))

    def counted(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            if next(left, 0) == 0:
                if name == "write" and not fcntl.fcntl(args[0], fcntl.F_GETFL) & os.O_APPEND:
                    real(args[0], args[1][: len(args[1]) // 2])
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


def next_day(place: Place) -> None:
    """Do what a day brings: new dumps, a correction, a removal."""
    place.drop(
        "tuesday.txt", article("Owls nest in the chapel above the energy", category="Science")
    )
    place.drop("monday.txt", TWO.replace("third winter", "fourth winter"), received=NOON + 60)
    post_about(place, "bees").unlink()


def edits(place: Place) -> None:
    """Do what an editor may: other words, another category, slug and name, a post by hand."""
    ferry, bees = post_about(place, "ferry"), post_about(place, "bees")
    edit(ferry, "category: Energy", "category: Travel")
    edit(ferry, "slug:", "slug: fares\nformerly:")
    edit(bees, "Nobody at the harbour office", "*Nobody* at the office")
    bees.rename(place.root / "content/posts/bees.md")
    place.write("content/posts/notes/own.md", "---\ntitle: By hand\n---\n\nWords of mine.\n")


def growth(place: Place) -> None:
    """Have a dump grow by the rest of its last article, and by another one."""
    more = article("Lock gates creak louder than last year", category="Energy")
    place.drop("monday.txt", TWO + more, received=NOON + 60)


def settings(place: Place) -> None:
    """Change what every file of the site depends on."""
    path = place.root / "feedmill.toml"
    path.write_text(path.read_text().replace("The Test Mill", "The Other Mill"))


Day = Callable[[Place], None]
DAYS: dict[str, Day] = {
    "first build": lambda _: None,
    "next day": next_day,
    "edits": edits,
    "growth": growth,
    "settings": settings,
}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("day", DAYS)
def test_a_run_killed_at_any_step_is_made_up_for(
    places: Callable[[str], Place], day: str, record_property: Callable[[str, object], None]
) -> None:
    """What readers see right after the kill is whole, and the next run ends where one run would.

    `pytest --junit-xml` tells how many steps there were.
    """
    wanted = prepared(places("never killed"), day)
    wanted.build()

    step = 0
    while True:
        place = prepared(places(f"killed at {step}"), day)
        if not killed(place, step):
            break
        assert not dead_links(place.root / "output"), f"step {step}"
        assert not broken(place), f"step {step}"
        report = place.build()
        assert not report.problems, f"step {step}"
        assert wanted.tree() == place.tree(), f"step {step}"
        assert wanted.tree("content") == place.tree("content"), f"step {step}"
        assert 0 == place.build().written, f"step {step}"
        step += 1
    record_property("steps", step)
    assert step > 25


def prepared(place: Place, day: str) -> Place:
    place.drop("monday.txt", TWO[:-300] if day == "growth" else TWO)
    if day != "first build":
        place.build()
        DAYS[day](place)
    return place


def broken(place: Place) -> list[str]:
    """Return the published documents that no reader could read."""
    return [name for name, content in place.tree().items() if not _is_read(name, content)]


def _is_read(name: str, content: bytes) -> bool:
    try:
        if name.endswith((".xml", ".opml")):
            return bool(etree.fromstring(content) is not None)
        if name.endswith(".json"):
            return bool(json.loads(content))
    except (ValueError, etree.XMLSyntaxError):
        return False
    return not name.endswith(".html") or content.rstrip().endswith(b"</html>")


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
