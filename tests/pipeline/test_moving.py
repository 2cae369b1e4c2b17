"""An address that a post left leads to where the post stands now."""

import json
import os
import re
import shutil
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from feeds.pipeline.build import Touched
from tests.conftest import NOON, Place, article
from tests.pipeline.test_links import dead_links


def post(number: int, more: str = "", *, date: str = "2026-03-01", words: str = "") -> str:
    """Return a post as its file has it."""
    return (
        f"---\nid: tag:mill.example,2026:post/{number}\ntitle: Story {number}\n"
        f"date: {date}\n{more}---\n\nWords of story {number}. {words}\n"
    )


_MOMENTS = count(NOON)


def write(place: Place, number: int, more: str = "", **said: str) -> None:
    """Save a post as an editor does, each time a second later."""
    place.write(f"content/posts/news/{number}.md", post(number, more, **said), next(_MOMENTS))


def leads(place: Place, path: str) -> str:
    """Return the address that the page at a path sends its readers to, "" if it is no such page."""
    page = place.tree().get(f"{path}index.html", b"").decode()
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
    if not found:
        return ""
    assert '<meta name="robots" content="noindex">' in page
    assert f'<a href="{found[1]}">' in page
    way = re.sub(r"^(\.\./){3}", "", found[1])
    assert f'<link rel="canonical" href="https://mill.example/{way}">' in page
    return way


def mapped(place: Place) -> dict[str, str]:
    """Return what the map for hosts says."""
    text = place.tree().get("_redirects", b"").decode()
    rows = [line.split() for line in text.splitlines() if not line.startswith("#")]
    assert all(row[2] == "301" for row in rows)
    return {row[0]: row[1] for row in rows}


def clean(place: Place, other: Place) -> dict[str, bytes]:
    """Return what a build in another folder makes of the same content."""
    shutil.rmtree(other.root / "content")
    shutil.copytree(place.root / "content", other.root / "content")
    other.build()
    assert place.tree("content") == other.tree("content")
    return other.tree()


@pytest.mark.parametrize(
    ("more", "date", "now"),
    [
        ("slug: other\n", "2026-03-01", "2026/03/other/"),
        ("", "2026-04-01", "2026/04/1/"),
        ("slug: other\n", "2026-04-01", "2026/04/other/"),
    ],
    ids=["slug", "month", "both"],
)
def test_the_old_address_of_a_post_leads_to_the_new_one(
    place: Place, more: str, date: str, now: str
) -> None:
    write(place, 1)
    place.build()

    write(place, 1, more, date=date)
    place.build(Touched(posts=frozenset({"news/1.md"})))

    assert now == leads(place, "2026/03/1/")
    assert {"/2026/03/1/": f"/{now}"} == mapped(place)
    assert not dead_links(place.root / "output")
    told = [name for name, text in place.tree().items() if b"2026/03/1/" in text]
    assert ["_redirects"] == told, "no feed, sitemap or page names the old address"


def test_a_renamed_file_without_a_slug_leads_on(place: Place) -> None:
    write(place, 1)
    place.build()
    (place.root / "content/posts/news/1.md").rename(place.root / "content/posts/news/better.md")

    place.build(Touched(posts=frozenset({"news/1.md", "news/better.md"})))

    assert "2026/03/better/" == leads(place, "2026/03/1/")


def test_a_file_that_was_away_for_a_build_is_known_again(place: Place) -> None:
    """A rename may come as a removal, and a new file later."""
    write(place, 1)
    place.build()
    file = place.root / "content/posts/news/1.md"
    file.rename(place.root / "elsewhere.md")
    place.build()
    assert "" == leads(place, "2026/03/1/")
    assert not (place.root / "output/2026/03/1").exists()

    (place.root / "elsewhere.md").rename(file.with_name("better.md"))
    place.build()

    assert "2026/03/better/" == leads(place, "2026/03/1/")


def test_all_old_addresses_lead_straight_to_the_last(place: Place) -> None:
    for slug in ("one", "two", "three"):
        write(place, 1, f"slug: {slug}\n")
        place.build()

    assert "2026/03/three/" == leads(place, "2026/03/one/") == leads(place, "2026/03/two/")


def test_a_post_that_goes_back_and_forth_leads_to_where_it_is(place: Place) -> None:
    for slug in ("one", "two", "one", "two"):
        write(place, 1, f"slug: {slug}\n")
        place.build()
        assert "" == leads(place, f"2026/03/{slug}/")
    assert "2026/03/two/" == leads(place, "2026/03/one/")
    lines = (place.root / "content/ledger.jsonl").read_text().splitlines()
    assert 2 == sum("left" in json.loads(line) for line in lines), "each address is noted once"


def test_an_old_address_belongs_to_whoever_takes_it(place: Place) -> None:
    write(place, 1, "slug: good\n")
    place.build()
    write(place, 1, "slug: other\n")
    place.build()
    assert "2026/03/other/" == leads(place, "2026/03/good/")

    write(place, 2, "slug: good\n")
    place.build()
    assert "" == leads(place, "2026/03/good/")
    assert b"Words of story 2" in place.tree()["2026/03/good/index.html"]
    assert {} == mapped(place)

    write(place, 2, "slug: third\n")
    place.build()
    assert "2026/03/third/" == leads(place, "2026/03/good/"), "of the last that left it"


def test_two_posts_change_places(place: Place) -> None:
    for one, two in (("a", "b"), ("b", "a")):
        write(place, 1, f"slug: {one}\n")
        write(place, 2, f"slug: {two}\n")
        place.build()

    assert {} == mapped(place)
    assert b"Words of story 2" in place.tree()["2026/03/a/index.html"]
    assert b"Words of story 1" in place.tree()["2026/03/b/index.html"]


def test_an_address_that_a_removed_post_had_leads_nowhere(place: Place) -> None:
    write(place, 1)
    write(place, 2)
    place.build()
    write(place, 1, "slug: other\n")
    place.build()

    (place.root / "content/posts/news/1.md").unlink()
    place.build()

    assert {} == mapped(place)
    assert not [name for name in place.tree() if name.startswith(("2026/03/1/", "2026/03/other/"))]


def test_a_draft_leads_nowhere_until_it_is_back(place: Place) -> None:
    for more in ("slug: a\n", "slug: b\n", "slug: b\ndraft: true\n"):
        write(place, 1, more)
        place.build()
    assert {} == mapped(place)

    write(place, 1, "slug: c\n")
    place.build()

    assert {"/2026/03/a/": "/2026/03/c/", "/2026/03/b/": "/2026/03/c/"} == mapped(place)


def test_the_address_of_a_post_that_was_merged_leads_to_the_other(place: Place) -> None:
    """An editor marks that two articles are one: what stood alone is part of the other now."""
    ferry, bees = "Ferry fares fall for the third winter", "Bees return to the rope works"
    two = article(ferry) + article(bees)
    place.drop("monday.txt", two)
    assert 2 == place.build().published

    place.drop("monday.txt", two.replace(bees, f"=== feedmill: same ===\n{bees}", 1), NOON + 60)
    assert 1 == place.build().published

    stood = "2025/10/bees-return-to-the-rope-works/"
    assert "2025/10/ferry-fares-fall-for-the-third-winter/" == leads(place, stood)

    (survivor,) = place.posts().values()
    edited = survivor.read_text().replace("slug: ferry-fares-fall-for-the-third-winter", "slug: b")
    survivor.write_text(edited)
    place.build()
    assert "2025/10/b/" == leads(place, stood)


def test_another_time_zone_moves_the_posts_of_a_months_last_evening(place: Place) -> None:
    """The settings changed, so all is read anew; what stood where is not forgotten over it."""
    write(place, 1, date="2026-03-31T23:30:00Z")
    place.build()

    with (place.root / "feedmill.toml").open("a") as settings:
        settings.write('timezone = "Asia/Tokyo"\n')
    place.build()

    assert "2026/04/1/" == leads(place, "2026/03/1/")


def test_a_clean_build_knows_the_old_addresses(
    place: Place, places: Callable[[str], Place]
) -> None:
    write(place, 1)
    write(place, 2)
    place.build()
    write(place, 1, "slug: other\n")
    place.build()
    before = place.tree()
    assert "2026/03/other/" == leads(place, "2026/03/1/")

    assert before == clean(place, places("clean"))
    shutil.rmtree(place.root / ".feedmill")
    report = place.build()

    assert before == place.tree()
    assert 0 == report.written == report.removed


def test_the_ledger_says_once_what_a_run_that_died_said_before(place: Place) -> None:
    """It was written, and the catalogue does not know of it."""
    write(place, 1)
    place.build()
    catalogue = (place.root / ".feedmill/catalogue.sqlite3").read_bytes()
    write(place, 1, "slug: other\n")
    place.build()
    ledger, output = place.tree("content"), place.tree()
    (place.root / ".feedmill/catalogue.sqlite3").write_bytes(catalogue)

    place.build()

    assert ledger == place.tree("content")
    assert output == place.tree()


def test_an_article_more_makes_no_old_address_anew(place: Place) -> None:
    for number in range(5):
        write(place, number)
    place.build()
    for number in range(4):
        write(place, number, f"slug: other-{number}\n")
    place.build()
    with place.open() as mill:
        assert 4 == mill.catalogue.artifacts.count("redirect")
    names = [name for name in place.tree() if leads(place, name.removesuffix("index.html"))]
    stood = {name: (place.root / "output" / name).stat() for name in (*names, "_redirects")}
    assert 5 == len(stood)

    write(place, 9)
    write(place, 1, "slug: other-1\n", words="A correction.")
    report = place.build(Touched(posts=frozenset({"news/9.md", "news/1.md"})))

    assert 6 == report.published
    assert stood == {name: (place.root / "output" / name).stat() for name in stood}


def test_after_each_write_every_old_address_ends_at_a_post(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in the middle of a build no reader is sent round in a circle, or to nothing."""
    for number in range(3):
        write(place, number, f"slug: a{number}\n")
    place.build()
    output, looks = place.root / "output", [0]

    def then_look(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *args: Any, **kwargs: Any) -> Any:
            result = real(path, *args, **kwargs)
            if str(path).startswith(str(output)):
                looks[0] += 1
                for number in range(3):
                    end(place, f"2026/03/a{number}/")
            return result

        return call

    for name in ("replace", "unlink"):
        monkeypatch.setattr(os, name, then_look(getattr(os, name)))
    for slugs in (("b0", "a2", "a1"), ("a0", "a1", "b2"), ("b0", "b1", "a2"), ("a0", "c", "a1")):
        for number, slug in enumerate(slugs):
            write(place, number, f"slug: {slug}\n")
        place.build()
    assert looks[0] > 40


def end(place: Place, path: str) -> None:
    """Follow a page to where it leads in the end: one step in a site that stands still."""
    seen = {path}
    while path := leads(place, path):
        assert path not in seen, "in a circle"
        assert (place.root / "output" / path / "index.html").is_file()
        seen.add(path)


def test_a_map_that_somebody_put_there_is_left_alone(place: Place) -> None:
    mine = place.write("output/_redirects", "/blog/* /:splat 301\n")
    write(place, 1)
    place.build()
    write(place, 1, "slug: other\n")
    place.build()

    assert "/blog/* /:splat 301\n" == mine.read_text()
    assert "2026/03/other/" == leads(place, "2026/03/1/"), "the page leads there without it"

    mine.unlink()
    place.build()
    assert {"/2026/03/1/": "/2026/03/other/"} == mapped(place)


def test_a_map_that_nothing_needs_any_longer_goes_with_the_catalogue(place: Place) -> None:
    write(place, 1)
    place.build()
    write(place, 1, "slug: other\n")
    place.build()
    assert mapped(place)

    shutil.rmtree(place.root / ".feedmill")
    (place.root / "content/posts/news/1.md").unlink()
    place.build()

    assert "_redirects" not in place.tree()
    assert not [name for name in place.tree() if name.startswith("2026/")]
