"""Many dumps at once: the same posts whoever cuts them, little work for each, nothing lost."""

import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from feeds.errors import DiskError, FeedmillError
from feeds.files import Folder
from feeds.model import Post, Report
from feeds.pipeline import cutting, ingest, sheets
from feeds.pipeline.build import build
from feeds.pipeline.mill import open_mill
from feeds.post import article as article_room
from feeds.store.ledger import Ledger
from feeds.workers import ALONE, Workers, employed
from tests.conftest import NOON, Place, article
from tests.pipeline.test_promises import edit, post_about

THINGS = [
    "the ferry",
    "a mill",
    "two bridges",
    "the rope works",
    "a tram",
    "the well",
    "some barges",
    "a clock",
]
DUMPS = 70


@pytest.fixture(autouse=True)
def _everything_is_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "MANY", 1)


def story(number: int) -> str:
    """Return an article with words of its own."""
    thing = THINGS[number % len(THINGS)]
    return article(f"Council number {number} argues about {thing}", category="News")


def stock(place: Place) -> Place:
    """Drop dumps, among them what is refused, a copy, the same bytes, and names that are taken."""
    for number in range(DUMPS):
        place.drop(f"{number:03}.txt", story(number) + story(1000 + number))
    place.drop("020.txt", story(3).replace("who has kept", "who had kept"))
    place.drop("030.txt", story(4) + story(1004))
    place.drop("040.txt", "\0\1\2\0")
    place.drop("050.txt", story(5).replace("crowns", "pounds of silver, copper and tin"))
    place.drop("060.txt", f"<!-- feedmill: article -->\n{story(6)}")
    return place


def next_day(place: Place) -> None:
    """Have dumps change in every way, and posts too."""
    edit(post_about(place, "council-number-8-"), "Nobody at the harbour", "*No one* at the harbour")
    post_about(place, "council-number-9-").unlink()
    place.drop("007.txt", story(7).replace("by surprise", "unawares"), NOON + 60)
    place.drop("008.txt", story(8).replace("thirty years", "forty years"), NOON + 60)
    place.drop("009.txt", story(9) + story(1009) + story(2009), NOON + 60)
    place.drop("010.txt", story(10).replace("thirty years", "fifty years"), NOON + 60)
    place.drop("081.txt", story(81), NOON + 60)


def built(place: Place, workers: Workers = ALONE) -> Report:
    with open_mill(place.root, workers=workers) as mill:
        return build(mill)


def told(report: Report) -> tuple[object, ...]:
    return (report.dumps, report.articles, report.posts, report.published, report.problems)


def test_three_workers_make_the_posts_that_one_does(places: Callable[[str], Place]) -> None:
    """Copies, names and ids are settled dump by dump, in their order, whoever cut them."""
    one, three = stock(places("one")), stock(places("three"))
    with employed("3") as workers:
        for day in (lambda _: None, next_day):
            day(one)
            day(three)
            assert told(built(one)) == told(built(three, workers))
            assert one.tree("content") == three.tree("content")
            assert one.tree() == three.tree()
    assert 1 == len(list((one.root / "content/posts").rglob("*council-number-4-*")))


def test_dumps_that_come_together_make_what_they_make_a_few_at_a_time(
    places: Callable[[str], Place],
) -> None:
    whole, parted = stock(places("together")), places("a few at a time")
    built(whole)
    for number, dump in enumerate(sorted((whole.root / "content/dumps").iterdir())):
        parted.drop(dump.name, dump.read_text("latin-1"))
        if number % 9 == 0:
            built(parted)
    built(parted)
    assert whole.tree("content/posts") == parted.tree("content/posts")
    assert whole.tree() == parted.tree()
    assert lines(whole) == lines(parted)


def lines(place: Place) -> list[str]:
    return (place.root / "content/ledger.jsonl").read_text().splitlines()


@pytest.mark.parametrize("workers", [ALONE, Workers(2, lambda: ThreadPoolExecutor(2))])
def test_a_bug_that_one_dump_finds_costs_that_dump_alone(
    places: Callable[[str], Place], monkeypatch: pytest.MonkeyPatch, workers: Workers
) -> None:
    """Threads and not processes, which might not have the bug."""
    place = stock(places("unlucky"))
    compose = article_room.compose

    def unlucky(draft: Any, *rest: Any) -> Post:
        if "number 12 " in draft.title:
            raise ZeroDivisionError("thirteen")
        return compose(draft, *rest)

    monkeypatch.setattr(cutting, "compose", unlucky)
    report = built(place, workers)
    workers.dismiss()
    what = "could not be split: ZeroDivisionError: thirteen"
    assert [("content/dumps/012.txt", what)] == [
        (each.where, each.what) for each in report.problems if "040" not in each.where
    ]
    assert 129 == report.posts


def test_a_new_post_is_parsed_once_and_never_read_back(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = Counter[str]()

    def counting(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            done[name] += 1
            return real(*args, **kwargs)

        monkeypatch.setattr(owner, name, call)

    for owner, name in ((sheets, "parse"), (Folder, "stage"), (sheets, "sketch")):
        counting(owner, name)
    read = Folder.read
    names: list[str] = []

    def reading(folder: Folder, name: str, limit: int | None = None) -> Any:
        names.append(name)
        return read(folder, name, limit)

    monkeypatch.setattr(Folder, "read", reading)
    for number in range(20):
        place.drop(f"{number}.txt", f"{THINGS[0]} {number}\n\n" + words_of(number))

    report = built(place)

    assert 20 == report.posts == done["parse"] == done["stage"] == done["sketch"]
    assert [] == [name for name in names if name.endswith(".md")]


def words_of(number: int) -> str:
    """Return a text that shares no run of words with others."""
    return " ".join(f"{thing[-4:]}{number}x{n}" for n, thing in enumerate(THINGS * 8)) + ".\n"


def test_the_disk_is_waited_for_once_for_many_dumps(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Posts are on the disk before the ledger tells of them, and both before a page is made."""
    stock(place)
    done: list[str] = []

    def noting(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            made = real(*args, **kwargs)
            done.append(name)
            return made

        monkeypatch.setattr(owner, name, call)

    noting(Folder, "settle")
    noting(Ledger, "_append")
    noting(Folder, "write")

    built(place)

    assert ["settle", "_append", "write"] == done[:3]
    assert 1 == done.count("_append")


def test_a_post_that_an_editor_begins_in_that_moment_is_not_written_over(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.drop("a.txt", story(1))
    settle = Folder.settle

    def meanwhile(folder: Folder) -> None:
        for name in folder._staged:
            place.write(f"content/posts/{name}", "---\ntitle: By hand\n---\n\nWords of mine.\n")
        settle(folder)

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "settle", meanwhile)
        with pytest.raises(DiskError, match="somebody else"):
            built(place)

    assert 1 == built(place).posts
    assert 2 == len(place.posts())
    assert any("Words of mine." in path.read_text() for path in place.posts().values())


def test_a_run_that_fails_before_the_disk_has_all_leaves_no_trace(
    places: Callable[[str], Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, place = stock(places("never failed")), stock(places("failed"))
    built(wanted)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with open_mill(place.root) as mill:
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", refuse)
            with pytest.raises(FeedmillError, match="free some space"):
                build(mill)
        assert {} == place.posts()
        build(mill)

    assert wanted.tree("content") == place.tree("content")
    assert wanted.tree() == place.tree()


def test_progress_is_shown_dump_by_dump(place: Place) -> None:
    stock(place)
    shown: list[tuple[int, int]] = []

    def progress(stage: str, done: int, total: int) -> None:
        if stage == "reading dumps":
            shown.append((done, total))

    with employed("2") as workers, open_mill(place.root, workers=workers) as mill:
        build(mill, progress=progress)
    assert [(done, DUMPS) for done in range(1, DUMPS + 1)] == shown
