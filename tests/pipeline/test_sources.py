"""Settings for a source, and marks in a dump: what they say holds, and posts stay who they are."""

import os
from pathlib import Path

import pytest

from feeds.config import parse
from feeds.errors import ConfigError
from feeds.pipeline import review
from feeds.pipeline.splitting import split_file
from tests.conftest import NOON, SETTINGS, Place, article

FERRY, BEES = "Ferry fares fall for the third winter running", "Bees return to the old rope works"
LINE = "Get our app! Version 7\n"
TWO = article(FERRY) + article(BEES).replace("By Ann Miller\n", "By Ann Miller\n" + LINE)
WIRE = """
[[sources]]
match = "wire-*.txt"
{}
"""


def settings(place: Place, *lines: str, table: str = WIRE) -> None:
    place.write("feedmill.toml", SETTINGS + table.format("\n".join(lines)))


def fronts(place: Place) -> dict[str, str]:
    """Return the front matter of each post by its title."""
    texts = [path.read_text("utf-8") for path in place.posts().values()]
    fronts = [text.split("---\n")[1] for text in texts]
    return {line[7:]: text for text in fronts for line in text.split("\n") if line[:6] == "title:"}


def ids(place: Place) -> set[str]:
    return {
        line for text in fronts(place).values() for line in text.split("\n") if line[:3] == "id:"
    }


def bodies(place: Place) -> str:
    return "\n".join(path.read_text("utf-8") for path in place.posts().values())


def test_what_a_source_says_holds_for_its_dumps_and_for_no_others(place: Place) -> None:
    settings(place, 'category = "Wire"', 'author = "The Wire"', 'language = "en-GB"')
    place.drop("wire-1.txt", article(FERRY).replace("By Ann Miller\n", ""))
    place.drop("other.txt", article("A quiet day at the lock"))
    place.build()
    found = fronts(place)

    assert "category: Wire\n" in found[FERRY]
    assert "- The Wire\n" in found[FERRY]
    assert "lang: en-GB\n" in found[FERRY]
    assert "category: General\n" in found["A quiet day at the lock"]


def test_changed_settings_update_posts_in_place(place: Place) -> None:
    place.drop("wire-1.txt", TWO)
    place.drop("other.txt", article("A quiet day at the lock"))
    place.build()
    before, names = ids(place), set(place.posts())
    assert "Get our app" in bodies(place)
    settings(place, 'category = "Wire"', 'drop = ["Get our app!*"]')
    report = place.build()

    assert (1, 0, 3) == (report.dumps, report.posts, report.published)
    assert (before, names) == (ids(place), set(place.posts()))
    assert "Get our app" not in bodies(place)
    assert "category: Wire\n" in fronts(place)[FERRY]
    assert 0 == place.build().dumps


def test_settings_taken_back_are_undone(place: Place) -> None:
    place.drop("wire-1.txt", TWO)
    place.build()
    before = ids(place)
    settings(place, 'drop = ["Get our app!*"]', 'category = "Wire"')
    place.build()
    place.write("feedmill.toml", SETTINGS)
    place.build()

    assert before == ids(place)
    assert "Get our app" in bodies(place)
    assert "category: General\n" in fronts(place)[FERRY]


def test_a_change_of_settings_alone_is_no_update_to_subscribers(place: Place) -> None:
    place.drop("wire-1.txt", TWO)
    place.build()
    settings(place, 'category = "Wire"')
    place.build()

    assert "updated:" not in bodies(place)


def test_a_post_that_an_editor_changed_stays_his(place: Place) -> None:
    place.drop("wire-1.txt", TWO)
    place.build()
    path = next(path for name, path in place.posts().items() if "bees" in name)
    place.write(str(path.relative_to(place.root)), path.read_text().replace("forty", "fifty"))
    place.build()
    settings(place, 'category = "Wire"', 'drop = ["Get our app!*"]')
    place.build()

    assert "fifty" in path.read_text()
    assert "category: General\n" in fronts(place)[BEES]


def test_a_post_that_an_editor_removed_does_not_come_back(place: Place) -> None:
    place.drop("wire-1.txt", TWO)
    place.build()
    next(path for name, path in place.posts().items() if "bees" in name).unlink()
    place.build()
    settings(place, 'drop = ["Get our app!*"]')

    assert (0, 1) == ((report := place.build()).posts, report.published)


def test_settings_hold_without_the_catalogue(place: Place) -> None:
    """Promise 3: what was split by which settings is in the ledger."""
    settings(place, 'category = "Wire"', 'drop = ["Get our app!*"]')
    place.drop("wire-1.txt", TWO)
    place.build()
    posts = place.tree("content/posts")
    for path in (place.root / ".feedmill").iterdir():
        path.unlink()
    place.build()
    assert posts == place.tree("content/posts")

    place.write("feedmill.toml", SETTINGS)
    place.build()
    assert "category: General\n" in fronts(place)[FERRY]


@pytest.mark.parametrize(("order", "date"), [("dmy", "2025-04-03"), ("mdy", "2025-03-04")])
def test_the_order_of_a_date_is_the_one_that_is_set(place: Place, order: str, date: str) -> None:
    place.drop("wire-1.txt", article(FERRY).replace("By Ann Miller\n", "By Ann Miller, 3/4/2025\n"))
    place.build()
    before = ids(place)
    settings(place, f'dates = "{order}"')
    place.build()

    assert f"date: {date}" in fronts(place)[FERRY]
    assert before == ids(place)


def test_a_source_is_known_by_its_host(place: Place) -> None:
    page = (
        "<html><head><link rel=canonical href=https://www.wire.example/1></head><body>"
        "<article><h1>Mill fire</h1><p>The old mill at the river burned on Monday.</p></article>"
    )
    place.drop("page.html", page)
    place.build()
    settings(place, 'category = "Wire"', table='\n[[sources]]\nhost = "wire.example"\n{}\n')
    place.build()

    assert "category: Wire\n" in fronts(place)["Mill fire"]


def test_of_several_that_match_the_first_says_and_lines_add_up() -> None:
    from feeds.pipeline.sources import source_of

    text = """
[[sources]]
match = "wire-*"
author = "First"
drop = ["a"]
[[sources]]
match = "*.txt"
author = "Second"
language = "de"
drop = ["b", "a"]
"""
    source = source_of(parse(text, "feedmill.toml"), "in/wire-1.txt", "")

    assert ("First", "de", ("a", "b")) == (source.author, source.language, source.drop)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('math = "x"', "did you mean match"),
        ('match = "x"\ndates = "ymd"', "sources"),
        ('author = "x"', "known by nothing"),
        ('host = "https://x.example/"', "not a host"),
        ('match = "x"\nlanguage = "the usual"', "not a language tag"),
    ],
)
def test_a_source_without_sense_is_named(line: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        parse(f"[[sources]]\n{line}\n", "feedmill.toml")


def test_the_split_shows_what_the_settings_make_of_a_dump(tmp_path: Path) -> None:
    path = tmp_path / "wire-1.txt"
    path.write_text(TWO, "utf-8")
    config = parse(WIRE.format('drop = ["Get our app!*"]'), "feedmill.toml")

    assert "dropped by the settings" in "".join(split_file(path, "explain", config))


# ---------------------------------------------------------------- marks


def test_a_mark_in_a_dump_mends_its_posts_in_place(place: Place) -> None:
    """Two articles that were taken for one: the first keeps its id, the second is new."""
    place.drop("monday.txt", TWO)
    place.build()
    before = ids(place)
    at = TWO.index("A survey of the mill race")
    marked = TWO[:at] + "=== feedmill: article ===\ntitle: A survey\n" + TWO[at:]
    place.drop("monday.txt", marked, received=NOON + 3600)
    report = place.build()

    assert (1, 3) == (report.posts, report.published)
    assert before < ids(place)
    assert "A survey" in fronts(place)


def test_an_article_that_was_cut_in_two_is_made_whole_and_leaves_no_stump(place: Place) -> None:
    place.drop("monday.txt", TWO)
    place.build()
    marked = TWO.replace(BEES, f"=== feedmill: same ===\n{BEES}")
    place.drop("monday.txt", marked, received=NOON + 3600)
    report = place.build()

    assert (0, 1) == (report.posts, report.published)
    assert [FERRY] == list(fronts(place))
    assert BEES in bodies(place)


def test_a_round_up_that_repeats_an_article_takes_nothing_away(place: Place) -> None:
    """A file that is overwritten each day: what it no longer has was not cut wrongly."""
    place.drop("today.txt", article(BEES) + article(FERRY))
    place.build()
    words = article(BEES).partition("By Ann Miller\n")[2]
    round_up = article(FERRY).rstrip("\n") + "\n" + words
    place.drop("today.txt", round_up, received=NOON + 3600)

    place.build()
    assert {FERRY, BEES} == set(fronts(place))


def test_a_stump_that_an_editor_changed_stays(place: Place) -> None:
    place.drop("monday.txt", TWO)
    place.build()
    path = next(path for name, path in place.posts().items() if "bees" in name)
    path.write_text(path.read_text().replace("forty", "fifty"))
    os.utime(path, (NOON + 60, NOON + 60))
    marked = TWO.replace(BEES, f"=== feedmill: same ===\n{BEES}")
    place.drop("monday.txt", marked, received=NOON + 3600)

    assert 2 == place.build().published


def test_a_mark_that_means_nothing_refuses_the_dump(place: Place) -> None:
    place.drop("monday.txt", "=== feedmill: artcle ===\n" + TWO)

    (problem,) = place.build().problems
    assert "line 1: an unknown mark: artcle" in problem.what
    assert "did you mean article?" == problem.hint


def test_an_approved_post_stays_approved_when_settings_change(place: Place) -> None:
    place.write("feedmill.toml", SETTINGS + "[split]\nreview_below = 1.0\n")
    place.drop("wire-1.txt", article(FERRY))
    place.build()
    with place.open() as mill:
        (found,) = review.held(mill)
        review.approve(mill, found.id)
    place.build()
    table = SETTINGS + "[split]\nreview_below = 1.0\n" + WIRE.format('category = "Wire"')
    place.write("feedmill.toml", table)

    assert 1 == place.build().published
    assert "category: Wire\n" in fronts(place)[FERRY]
