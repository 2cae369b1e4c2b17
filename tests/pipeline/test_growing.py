"""A dump that is written slowly, or grows for hours, ends as if it had come at once."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import NOON, Place, article, new_place

WHOLE = "".join(
    article(headline, category=category)
    for headline, category in (
        ("Ferry fares fall for the third winter running", "Energy"),
        ("Bees return to the old rope works", "Science"),
        ("Lock gates creak louder than last year", "Energy"),
        ("A tide clock is found under the tram depot", "Culture"),
    )
)


def grow(place: Place, ends: list[int]) -> set[str]:
    """Build after each step of a dump that grows; return every id that was ever published."""
    seen = set[str]()
    for step, end in enumerate([*ends, len(WHOLE)]):
        place.drop("growing.txt", WHOLE[:end], NOON + step)
        place.build()
        seen |= ids(place)
    return seen


def ids(place: Place) -> set[str]:
    lines = (path.read_text().splitlines() for path in place.posts().values())
    return {line for text in lines for line in text if line.startswith("id: ")}


def bodies(place: Place) -> set[str]:
    return {path.read_text().split("\n---\n", 1)[1] for path in place.posts().values()}


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = new_place(tmp_path_factory.mktemp("at once") / "site")
    place.drop("growing.txt", WHOLE)
    place.build()
    return place


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ends=st.lists(st.integers(1, len(WHOLE) - 1), max_size=6).map(sorted))
def test_however_a_dump_grows_it_ends_as_if_it_had_come_at_once(
    at_once: Place, ends: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = new_place(Path(folder) / "site")
        grow(place, ends)
        assert len(at_once.posts()) == len(place.posts()), ends
        assert bodies(at_once) == bodies(place), ends


def test_a_writer_of_a_kilobyte_a_second_makes_updates_and_no_second_article(
    place: Place, at_once: Place
) -> None:
    seen = grow(place, list(range(1000, len(WHOLE), 1000)))
    assert seen == ids(place)
    assert bodies(at_once) == bodies(place)


def test_what_is_complete_is_not_touched_again_while_its_dump_grows(place: Place) -> None:
    place.drop("growing.txt", WHOLE[: len(WHOLE) // 2 - 100])
    place.build()
    place.drop("growing.txt", WHOLE, NOON + 60)
    place.build()
    before = place.tree()
    more = article("The weather mast hums again at night", category="Culture")
    place.drop("growing.txt", WHOLE + more, NOON + 3600)
    place.build()
    pages = [name for name in before if name.count("/") == 3 and name.startswith("2025")]
    assert len(pages) >= 4
    assert [] == [name for name in pages if before[name] != place.tree()[name]]
