"""The index that readers search: of the build, after the build, and never in its way."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from feeds.model import Report
from feeds.pipeline.build import build
from feeds.pipeline.checking import check
from feeds.pipeline.mill import UNSEARCHED, Mill, notices
from feeds.pipeline.searching import LOOK, MOST, REST, Search, index
from feeds.publish.search import Indexing
from tests.conftest import SETTINGS, Place, article

pytestmark = pytest.mark.slow  # Pagefind is a process
ENTRY = "search/pagefind/pagefind-entry.json"


@pytest.fixture
def place(place: Place) -> Place:
    """A site that is searched, with an article."""
    place.write("feedmill.toml", f"{SETTINGS}search = true\n")
    place.drop("owls.txt", article("Owls nest in the chapel", category="Science"))
    return place


@pytest.fixture
def indexings(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were indexed, one for each time."""
    begun: list[Path] = []
    begin = Indexing.__init__

    def count(self: Indexing, searcher: str, language: str, output: Path, work: Path) -> None:
        begun.append(output)
        begin(self, searcher, language, output, work)

    monkeypatch.setattr(Indexing, "__init__", count)
    return begun


def _build(place: Place) -> Report:
    with place.open() as mill:
        return index(mill, build(mill))


def test_an_index_is_made_only_when_a_page_changed(place: Place, indexings: list[Path]) -> None:
    _build(place)
    first = place.tree()
    _build(place)
    assert (1, first) == (len(indexings), place.tree())
    place.drop("ferry.txt", article("The ferry sails at noon", category="Sea"))
    _build(place)
    assert 2 == len(indexings)
    assert first[ENTRY] != place.tree()[ENTRY]


def test_the_index_is_the_same_however_it_came_about(place: Place) -> None:
    """Also after the catalogue is lost: no file of an older index stays."""
    _build(place)
    place.drop("ferry.txt", article("The ferry sails at noon", category="Sea"))
    _build(place)
    grown = place.tree()
    shutil.rmtree(place.root / ".feedmill")
    place.write("output/search/pagefind/fragment/en_0000000.pf_fragment", "old")
    _build(place)
    assert grown == place.tree()


def test_the_file_that_names_the_others_comes_last(place: Place, tmp_path: Path) -> None:
    """A reader who gets it finds all that it names."""
    place.build()
    output, work = place.root / "output", tmp_path / "work"
    with closing(Indexing("pagefind_bin", "en", output, work)) as indexing:
        indexing.wait()
        made = list(indexing.artifacts())
    assert ENTRY == made[-1].path
    assert sorted(made, key=lambda artifact: artifact.tier) == made
    assert not [each.path for each in made if "ui" in each.path or "worker" in each.path]
    assert not work.exists()


def test_what_somebody_broke_of_the_index_is_made_again(place: Place) -> None:
    _build(place)
    whole = place.tree()
    place.write(f"output/{ENTRY}", "{}")
    next((place.root / "output/search/pagefind/fragment").iterdir()).unlink()
    _build(place)
    assert whole == place.tree()


@pytest.mark.parametrize("forgotten", [False, True])
def test_nothing_is_left_of_it_when_search_is_turned_off(place: Place, forgotten: bool) -> None:
    _build(place)
    place.write("feedmill.toml", SETTINGS)
    if forgotten:
        shutil.rmtree(place.root / ".feedmill")
    _build(place)
    assert [] == [name for name in place.tree() if name.startswith("search/")]
    assert not [name for name, text in place.tree().items() if b"pagefind" in text]


def test_a_check_takes_the_index_for_what_it_is(place: Place) -> None:
    _build(place)
    assert [] == list(check(place.root))


def test_pages_lead_to_the_search_only_if_it_is_on(place: Place) -> None:
    _build(place)
    assert b'href="./search/"' in place.tree()["index.html"]
    place.write("feedmill.toml", SETTINGS)
    _build(place)
    assert b"search/" not in place.tree()["index.html"]


def test_without_the_extra_the_build_goes_on_and_says_so_once(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feeds.config.SEARCHERS", ("pagefind_that_is_not_installed",))
    with place.open() as mill:
        assert [UNSEARCHED] == list(notices(mill.config))
        assert () == index(mill, build(mill)).problems
    assert not [name for name in place.tree() if name.startswith("search/")]


def test_a_search_that_dies_is_a_problem_and_stops_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was published stays, and the next build tries again."""
    _build(place)
    before = place.tree()[ENTRY]
    place.drop("ferry.txt", article("The ferry sails at noon", category="Sea"))
    with monkeypatch.context() as patched:
        patched.setattr("feeds.config.SEARCHERS", ("this",))  # ends at once, and makes no index
        (problem,) = _build(place).problems
    assert "output/search/pagefind/" == problem.where
    assert before == place.tree()[ENTRY]
    assert () == _build(place).problems
    assert before != place.tree()[ENTRY]


def test_a_site_without_posts_has_no_index_and_no_problem(place: Place) -> None:
    (place.root / "content/dumps/owls.txt").unlink()
    assert () == _build(place).problems


# --------------------------------------------------------------- the watch


def _tended(search: Search, mill: Mill, now: float) -> Iterator[float]:
    """Tend it at one moment until its index is published; yield what it asked for."""
    while mill.catalogue.note("indexed") == "":
        rest, fault = search.tend(now, changed=False)
        assert fault is None
        yield rest or 0.0


def test_the_watch_waits_for_a_rest_and_then_goes_on_meanwhile(
    place: Place, indexings: list[Path]
) -> None:
    with place.open() as mill:
        build(mill)
        search = Search(mill)
        assert (REST, None) == search.tend(0.0, changed=True)
        assert (REST, None) == search.tend(10.0, changed=True)
        assert (1.0, None) == search.tend(9.0 + REST, changed=False)
        assert [] == indexings
        assert (LOOK, None) == search.tend(10.0 + REST, changed=False)
        assert 1 == len(indexings)
        assert {LOOK, 0.0} >= set(_tended(search, mill, 12.0 + REST))
        assert (None, None) == search.tend(14.0 + REST, changed=False)
        search.close()
    assert ENTRY in place.tree()


def test_a_site_that_never_rests_is_indexed_now_and_then(
    place: Place, indexings: list[Path]
) -> None:
    with place.open() as mill:
        build(mill)
        search = Search(mill)
        now = 0.0
        while not indexings and now <= 2 * MOST:
            search.tend(now, changed=True)
            now += REST / 2
        search.close()
    assert MOST == now - REST / 2
    assert not (place.root / ".feedmill/search").exists()


def test_pages_that_are_as_they_were_are_not_indexed_again_by_the_watch(
    place: Place, indexings: list[Path]
) -> None:
    _build(place)
    with place.open() as mill:
        search = Search(mill)
        search.tend(0.0, changed=True)
        assert (None, None) == search.tend(REST, changed=False)
    assert 1 == len(indexings)
