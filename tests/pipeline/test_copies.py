"""The same article from elsewhere is one post; what is only cast alike is two."""

import shutil
from collections.abc import Callable

import pytest

from feeds.pipeline.status import status
from tests.conftest import NOON, Place, article

FERRY = article("Ferry fares fall for the third winter running", category="Energy")
BEES = article("Bees return to the old rope works", category="Science")
FURNITURE = "Subscribe to our letter and read tomorrow's paper tonight, before the ink is dry.\n"
COPY = FERRY.replace("Nobody at", "As was reported elsewhere and confirmed, nobody at", 1)
MOULD = """\
Weather
Weather on the coast
By Ann Miller
It will be {} degrees at noon and {} at night. The wind comes from the west with a force of {}.
Ships of less than ten tons stay in harbour when the black ball hangs on the signal tower. The
next forecast is posted at six in the evening on the board beside the office, as on every day.

"""


def copies(place: Place) -> list[tuple[str, str, float]]:
    """Return dump, original and nearness of every copy that status shows."""
    with place.open() as mill:
        return [
            (dump.name, copy.of.title, copy.near) for dump in status(mill) for copy in dump.copies
        ]


@pytest.mark.parametrize(
    "copy",
    [
        FERRY.replace("Energy\n", "Harbours\n", 1).replace("Ann Miller", "Our own reporter"),
        FERRY.rstrip() + "\n" + FURNITURE,
        FERRY.replace("\nNobody at", "\nLOWMERE (Wire) – Nobody at", 1),
        FERRY.replace("winter running\n", "winter running, they say\n", 1),
    ],
    ids=["another category and byline", "boilerplate", "a place line", "another headline"],
)
def test_a_copy_in_another_dump_is_no_second_post(place: Place, copy: str) -> None:
    place.drop("monday.txt", FERRY + BEES)
    place.build()
    before, posts = place.tree(), place.posts().keys()

    place.drop("elsewhere.txt", copy + article("Lock gates creak louder than last year"), NOON + 9)
    place.build()

    assert 1 == len(place.posts().keys() - posts)
    assert before.keys() <= place.tree().keys()


def test_status_says_what_is_a_copy_of_what_and_how_near(place: Place) -> None:
    place.drop("a.txt", FERRY)
    place.drop("b.txt", COPY, NOON + 9)
    place.build()
    for _ in range(2):
        ((dump, title, near),) = copies(place)
        assert ("b.txt", "Ferry fares fall for the third winter running") == (dump, title)
        assert 0.85 < near <= 1.0
        shutil.rmtree(place.root / ".feedmill")
        place.build()


def test_an_editor_says_that_a_copy_is_an_article_of_its_own(place: Place) -> None:
    """By a mark above it, also where it was taken for a copy before, and for good."""
    place.drop("a.txt", FERRY)
    place.drop("b.txt", COPY, NOON + 9)
    place.build()
    assert 1 == len(place.posts())
    place.drop("b.txt", f"=== feedmill: article ===\n{COPY}", NOON + 19)
    for _ in range(2):
        place.build()
        assert 2 == len(place.posts())
        assert [] == copies(place)
        shutil.rmtree(place.root / ".feedmill")


def test_reports_from_one_mould_are_each_published(place: Place) -> None:
    place.drop("monday.txt", MOULD.format(12, 4, 3))
    place.drop("tuesday.txt", MOULD.format(15, 6, 2), NOON + 86400)
    place.drop("wednesday.txt", MOULD.format(12, 4, 5), NOON + 2 * 86400)
    place.build()
    assert 3 == len(place.posts())
    assert [] == copies(place)


def test_the_next_report_under_one_name_does_not_overwrite_the_last(place: Place) -> None:
    place.drop("latest.txt", MOULD.format(12, 4, 3))
    place.build()
    place.drop("latest.txt", MOULD.format(15, 6, 2), NOON + 86400)
    place.build()
    assert 2 == len(place.posts())


def test_a_copy_of_a_removed_post_that_was_seen_before_stays_away(place: Place) -> None:
    place.drop("a.txt", FERRY)
    place.drop("b.txt", COPY, NOON + 9)
    place.build()
    for path in place.posts().values():
        path.unlink()
    place.build()
    place.drop("c.txt", COPY + BEES, NOON + 20)
    place.build()
    assert ["bees" in name for name in place.posts()] == [True]


def test_a_copys_dump_does_not_correct_the_post_of_another(place: Place) -> None:
    place.drop("a.txt", FERRY)
    place.drop("b.txt", COPY, NOON + 9)
    place.build()
    before = place.tree("content/posts")
    place.drop("b.txt", COPY.replace("confirmed", "confirmed twice"), NOON + 99)
    place.build()
    assert before == place.tree("content/posts")


def test_one_article_printed_twice_in_a_dump_is_one_post(place: Place) -> None:
    place.drop("a.txt", FERRY + BEES + FERRY.replace("Energy", "Harbours", 1).rstrip() + "\n\n")
    place.build()
    assert 2 == len(place.posts())


def test_a_dump_that_is_corrected_and_then_put_back_ends_as_it_began(place: Place) -> None:
    place.drop("a.txt", FERRY)
    place.build()
    (before,) = place.posts()
    for when, text in enumerate((FERRY.replace("March", "May"), FERRY), 1):
        place.drop("a.txt", text, NOON + 60 * when)
        place.build()
    (after,) = place.posts()
    assert before == after
    assert "March" in place.posts()[after].read_text()
    assert "May" not in place.posts()[after].read_text()


def test_a_run_without_news_of_copies_is_the_same_with_and_without_the_catalogue(
    places: Callable[[str], Place],
) -> None:
    """The index of copies is made again from the posts (promise 3)."""
    kept, lost = places("kept"), places("lost")
    for place in (kept, lost):
        place.drop("a.txt", FERRY + BEES)
        place.build()
    shutil.rmtree(lost.root / ".feedmill")
    for place in (kept, lost):
        place.drop("b.txt", BEES.replace("Nobody", "As reported before, nobody"), NOON + 9)
        place.build()
    assert kept.tree("content") == lost.tree("content")
    assert kept.tree() == lost.tree()
