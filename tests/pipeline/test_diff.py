"""`diff`: what the next build would show subscribers, and not a trace of having looked."""

import json
import os
from pathlib import Path

import pytest

from feeds.model import FeedNews, Preview
from feeds.pipeline.diff import diff
from feeds.pipeline.mill import open_rehearsal
from tests.conftest import NOON, SETTINGS, Place, article

FERRY = article("Ferry fares fall for the third winter running", category="Energy")
OWLS = article("Owls nest in the chapel above the harbour", category="Science")


def preview(place: Place) -> Preview:
    with open_rehearsal(place.root) as mill:
        return diff(mill)


def by_page(found: Preview) -> dict[str, FeedNews]:
    return {feed.url.removeprefix("https://mill.example/"): feed for feed in found.feeds}


def traces(root: Path) -> dict[str, tuple[int, int, int]]:
    """Return everything below a folder, with what would tell that it was touched."""
    found = {}
    for path in sorted(root.rglob("*")):
        status = path.lstat()
        mtime = 0 if path.is_dir() else status.st_mtime_ns
        found[str(path)] = (status.st_ino, mtime, 0 if path.is_dir() else status.st_size)
    return found


def write_post(place: Place, name: str, title: str, day: int, category: str = "Energy") -> None:
    place.write(
        f"content/posts/{name}.md",
        f"---\nid: tag:mill.example,2026:post/{name}\ntitle: {title}\ndate: 2025-10-{day:02}\n"
        f"category: {category}\n---\n\nWhat {title} is about, said in one sentence.\n",
    )


def test_each_feed_says_what_is_new_updated_and_gone(place: Place) -> None:
    write_post(place, "kept", "The mill stands", 1)
    write_post(place, "changed", "The mill turns", 2)
    write_post(place, "dropped", "The mill stops", 3)
    place.build()
    write_post(place, "changed", "The mill turns again", 2)
    (place.root / "content/posts/dropped.md").unlink()
    place.drop("monday.txt", OWLS)

    found = by_page(preview(place))
    assert {"", "energy/", "science/"} == found.keys()
    assert "new" == found["science/"].state
    assert ["Owls nest in the chapel above the harbour"] == [e.title for e in found[""].new]
    for page in ("", "energy/"):
        assert "changed" == found[page].state
        assert [("The mill turns again", ("title",))] == [
            (e.title, tuple(set(e.changed) & {"title"})) for e in found[page].updated
        ]
        assert ["The mill stops"] == [entry.title for entry in found[page].gone]


def test_what_it_says_is_what_the_next_build_does(place: Place) -> None:
    for day in range(1, 6):
        write_post(place, f"story-{day}", f"Story number {day}", day)
    place.build()
    before = _published(place)
    write_post(place, "story-9", "Story number 9", 9, category="Science")
    write_post(place, "story-2", "Story number 2", 2, category="Science")
    (place.root / "content/posts/story-4.md").unlink()
    found = by_page(preview(place))
    place.build()
    after = _published(place)
    for page in before.keys() | after.keys():
        was, now = before.get(page, set()), after.get(page, set())
        assert now - was == {entry.id for entry in found[page].new}, page
        assert was - now == {entry.id for entry in found[page].gone}, page


def _published(place: Place) -> dict[str, set[str]]:
    found = {}
    for path in (place.root / "output").rglob("feed.json"):
        folder = path.parent.relative_to(place.root / "output").as_posix()
        if folder.count("/") == 0:
            items = json.loads(path.read_text())["items"]
            found["" if folder == "." else f"{folder}/"] = {item["id"] for item in items}
    return found


def test_a_category_that_loses_its_last_post_is_a_feed_that_is_gone(place: Place) -> None:
    write_post(place, "only", "The only one", 1, category="Science")
    write_post(place, "other", "The other one", 2)
    place.build()
    (place.root / "content/posts/only.md").unlink()
    feed = by_page(preview(place))["science/"]
    assert ("gone", ["The only one"]) == (feed.state, [entry.title for entry in feed.gone])


def test_what_the_window_has_no_room_for_is_neither_gone_nor_new(place: Place) -> None:
    place.write("feedmill.toml", f"{SETTINGS}\n[feeds]\nmax_items = 2\nmax_days = 0\n")
    for day in (1, 2):
        write_post(place, f"story-{day}", f"Story number {day}", day)
    place.build()
    write_post(place, "story-3", "Story number 3", 3)
    pushed = by_page(preview(place))[""]
    assert ((), ["Story number 3"]) == (pushed.gone, [entry.title for entry in pushed.new])
    place.build()
    (place.root / "content/posts/story-3.md").unlink()
    back = by_page(preview(place))[""]
    assert ((), ["Story number 3"]) == (back.new, [entry.title for entry in back.gone])


def test_nothing_to_build_is_nothing_to_see(place: Place) -> None:
    place.drop("monday.txt", FERRY)
    place.build()
    assert () == preview(place).feeds


def test_a_held_article_is_seen_by_nobody(place: Place) -> None:
    place.write("feedmill.toml", f"{SETTINGS}\n[split]\nreview_below = 1.0\n")
    place.build()
    place.drop("monday.txt", FERRY)
    found = preview(place)
    assert ((), 1, 1) == (found.feeds, found.report.posts, found.report.held)


@pytest.mark.parametrize("built", [False, True])
def test_looking_leaves_no_trace(place: Place, built: bool) -> None:
    write_post(place, "kept", "The mill stands", 1)
    if built:
        place.build()
    place.drop("monday.txt", FERRY)
    # No id and no date: a build would write them into it.
    place.write("content/posts/by-hand.md", "---\ntitle: By hand\n---\n\nA line of text.\n")
    write_post(place, "kept", "The mill still stands", 1)
    before = traces(place.root)
    assert preview(place).feeds
    assert before == traces(place.root)


def test_it_can_look_while_another_feedmill_is_at_work(place: Place) -> None:
    write_post(place, "kept", "The mill stands", 1)
    with place.open() as mill, mill.catalogue.run():
        mill.catalogue.write_note("at work", "yes")
        assert {"", "energy/"} == by_page(preview(place)).keys()


def test_a_damaged_catalogue_is_an_empty_one_and_is_left_as_it_is(place: Place) -> None:
    write_post(place, "kept", "The mill stands", 1)
    place.build()
    catalogue = place.root / ".feedmill/catalogue.sqlite3"
    catalogue.write_bytes(b"no database" * 1000)
    write_post(place, "more", "The mill grows", 2)
    assert ["The mill grows"] == [entry.title for entry in by_page(preview(place))[""].new]
    assert catalogue.read_bytes().startswith(b"no database")


def test_a_post_that_an_editor_changed_keeps_its_day_of_change(place: Place) -> None:
    """What is rehearsed must not be remembered: the next build still dates the change."""
    write_post(place, "kept", "The mill stands", 1)
    place.build()
    write_post(place, "kept", "The mill leans", 1)
    os.utime(place.root / "content/posts/kept.md", (NOON + 86400, NOON + 86400))
    preview(place)
    place.build()
    assert b'"date_modified": "2025-10-10T' in place.tree()["feed.json"]
