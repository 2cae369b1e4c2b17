"""A post waits for its day and then appears by itself; no reader sees a date to come."""

import threading
from datetime import UTC, datetime, timedelta
from queue import Queue

import pytest
from msgspec.structs import replace

from feeds.model import Report
from feeds.pipeline.build import EVERYTHING, Touched, build
from feeds.pipeline.status import status
from feeds.pipeline.watching import watch
from tests.conftest import NOON, Place, article

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOTHING = Touched()


def build_at(place: Place, now: datetime, touched: Touched = EVERYTHING) -> Report:
    with place.open() as mill:
        return build(replace(mill, clock=lambda: now), touched)


def by_hand(place: Place, date: str, more: str = "") -> None:
    place.write(
        "content/posts/news/story.md",
        f"---\nid: tag:mill.example,2026:1\ntitle: Story\ndate: {date}\n{more}---\n\nWords.\n",
    )


def is_out(place: Place) -> bool:
    return b"Story" in place.tree().get("rss.xml", b"")


@pytest.mark.parametrize(
    ("date", "due"),
    [
        ("2026-03-02T08:00:00Z", datetime(2026, 3, 2, 8, tzinfo=UTC)),
        ("2026-03-02T08:00:00+05:00", datetime(2026, 3, 2, 3, tzinfo=UTC)),
        ("2026-03-02", datetime(2026, 3, 2, tzinfo=UTC)),
        ("2028-02-29T23:59:59Z", datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_post_waits_until_it_is_due_and_then_appears_by_itself(
    place: Place, date: str, due: datetime
) -> None:
    by_hand(place, date)
    build_at(place, NOW)
    assert not is_out(place)
    build_at(place, due - timedelta(seconds=1), NOTHING)
    assert not is_out(place)
    assert build_at(place, due, NOTHING).written
    assert is_out(place)
    assert 0 == build_at(place, due + timedelta(days=1), NOTHING).written


def test_a_day_begins_in_the_sites_own_zone(place: Place) -> None:
    settings = (place.root / "feedmill.toml").read_text()
    place.write("feedmill.toml", f'{settings}timezone = "Pacific/Auckland"\n')
    by_hand(place, "2026-03-02")
    build_at(place, datetime(2026, 3, 1, 10, 59, 59, tzinfo=UTC))
    assert not is_out(place)
    build_at(place, datetime(2026, 3, 1, 11, tzinfo=UTC), NOTHING)
    assert is_out(place)


def test_when_its_day_has_come_the_site_is_that_of_a_clean_build(place: Place) -> None:
    place.drop("monday.txt", article("Bees return to the old rope works", category="Science"))
    by_hand(place, "2026-03-02")
    build_at(place, NOW)
    build_at(place, NOW + timedelta(days=1), NOTHING)
    found = place.tree()
    (place.root / ".feedmill/catalogue.sqlite3").unlink()
    assert 0 == build_at(place, NOW + timedelta(days=9)).written
    assert found == place.tree()


def test_a_clock_that_runs_back_hides_nothing_that_was_shown(place: Place) -> None:
    by_hand(place, "2026-03-01")
    build_at(place, NOW)
    for touched in (EVERYTHING, NOTHING):
        build_at(place, NOW - timedelta(days=400), touched)
        assert is_out(place)
    path = place.root / "content/posts/news/story.md"
    path.write_text(path.read_text().replace("Words.", "Other words."))
    build_at(place, NOW - timedelta(days=400))
    assert is_out(place)


def test_a_post_that_is_put_off_leaves_the_site_until_then(place: Place) -> None:
    by_hand(place, "2026-03-01")
    build_at(place, NOW)
    by_hand(place, "2026-04-01", "lang: en\n")
    build_at(place, NOW)
    assert not is_out(place)


def test_an_update_still_to_come_is_not_shown_and_named(place: Place) -> None:
    by_hand(place, "2026-03-01", "updated: 2031-01-01\n")
    (problem,) = build_at(place, NOW).problems
    assert "2031-01-01" in problem.what
    assert not [name for name, text in place.tree().items() if b"2031" in text]


def test_an_article_of_a_dump_is_out_whatever_day_it_states(place: Place) -> None:
    """A day ahead is another zone; years ahead is a misread number."""
    for name, day in (("a.txt", "October 10, 2025"), ("b.txt", "March 3, 2093")):
        text = article(f"Bees return to the old rope works, says {name[0]}")
        place.drop(name, text.replace("By Ann Miller", f"By Ann Miller\n{day}"))
    build_at(place, datetime.fromtimestamp(NOON, UTC))
    tree = place.tree()
    assert 2 == tree["rss.xml"].count(b"<item>")
    assert not [name for name, text in tree.items() if b"2025-10-10" in text or b"2093-" in text]


def test_status_says_until_when_a_post_waits(place: Place) -> None:
    place.drop("monday.txt", article("Bees return to the old rope works"))
    build_at(place, NOW)
    (path,) = place.posts().values()
    path.write_text(path.read_text().replace("date: 2025", "date: 2999"))
    build_at(place, NOW)
    with place.open() as mill:
        ((post,),) = [dump.posts for dump in status(mill)]
    assert ("waiting", "2999-10-09") == (post.state, post.due[:10])


@pytest.mark.slow
def test_the_watch_wakes_when_a_post_is_due(place: Place) -> None:
    due = datetime.now(UTC) + timedelta(seconds=2)
    by_hand(place, due.isoformat())
    stop, reports = threading.Event(), Queue[Report]()
    running = threading.Thread(target=watch, args=(place.root, stop, reports.put, lambda _: None))
    running.start()
    try:
        while reports.get(timeout=30).published != 1:
            pass
        assert datetime.now(UTC) >= due.replace(microsecond=0)
    finally:
        stop.set()
        running.join(30)
