"""Tags and authors have pages and feeds like a category's, where the site asks for them."""

import json
from collections.abc import Callable

import pytest

from feeds.check import check
from feeds.config import load
from tests.conftest import SETTINGS, Place

ASKED = f"{SETTINGS}\n[feeds]\ntags = true\nauthors = true\n"
POST = """\
---
id: tag:mill.example,2026:post/{name}
title: The post called {name}
date: 2025-{month:02}-08
category: {category}
slug: {name}
tags: {tags}
authors: {authors}
{more}
---

What there is to say of {name}, in one sentence that is long enough.
"""


def write(
    place: Place,
    name: str,
    tags: str = "[]",
    authors: str = "[]",
    *,
    category: str = "News",
    month: int = 3,
    more: str = "",
    when: int = 1_760_000_000,
) -> None:
    text = POST.format(
        name=name, tags=tags, authors=authors, category=category, month=month, more=more
    )
    place.write(f"content/posts/{name}.md", text, when)


@pytest.fixture
def site(place: Place) -> Place:
    place.write("feedmill.toml", ASKED)
    write(place, "one", "[Rivers, bread]", "[Ida Marsh]")
    write(place, "two", "[rivers]", "[Ida Marsh, Tom Reed]", month=4)
    place.build()
    return place


def ids(place: Place, path: str) -> list[str]:
    feed = json.loads(place.tree()[path])
    return [item["id"].rpartition("/")[2] for item in feed["items"]]


def test_a_site_that_does_not_ask_has_none(place: Place) -> None:
    write(place, "one", "[Rivers]", "[Ida Marsh]")
    place.build()
    assert not any(name.startswith(("tags/", "authors/")) for name in place.tree())
    assert b"tags/" not in place.tree()["2025/03/one/index.html"]


def test_each_has_its_page_its_feeds_its_archive_and_a_way_to_follow_it(site: Place) -> None:
    tree = site.tree()
    for folder, shown in (("tags/rivers/", ["two", "one"]), ("authors/tom-reed/", ["two"])):
        assert shown == ids(site, f"{folder}feed.json")
        assert {f"{folder}rss.xml", f"{folder}atom.xml", f"{folder}feeds/index.html"} <= set(tree)
        for name in shown:
            assert f"{name}/".encode() in tree[f"{folder}index.html"]
    assert "tags/rivers/2025/04/index.html" in tree
    assert ["one"] == ids(site, "tags/bread/feed.json")


def test_an_article_leads_to_its_tags_and_authors_and_a_page_to_all_of_them(site: Place) -> None:
    tree = site.tree()
    page = tree["2025/04/two/index.html"].decode()
    assert '<a href="../../../tags/rivers/">rivers</a>' in page
    assert '<a href="../../../authors/tom-reed/">Tom Reed</a>' in page
    assert b'href="../tags/bread/"' in tree["tags/index.html"]
    assert b'href="../authors/ida-marsh/"' in tree["authors/index.html"]
    assert b'href="../tags/"' in tree["feeds/index.html"]


def test_a_category_that_is_called_tags_stands_in_nobodys_way(site: Place) -> None:
    write(site, "three", "[]", category="Tags")
    site.build()
    assert ["three"] == ids(site, "in-tags/feed.json")
    assert b"tags/bread" in site.tree()["tags/index.html"]


def test_a_withdrawn_post_is_told_in_the_feeds_of_its_tags(site: Place) -> None:
    write(site, "one", "[Rivers, bread]", more="withdrawn: Not so.", when=1_760_000_100)
    site.build()
    told = json.loads(site.tree()["tags/rivers/feed.json"])["items"]
    assert "Not so." in str(told)
    assert "tags/bread/index.html" not in site.tree()


def test_edits_end_where_a_clean_build_does(site: Place, places: Callable[[str], Place]) -> None:
    write(site, "one", "[bread, mills]", "[Tom Reed]", when=1_760_000_100)
    write(site, "three", "[Mills]", "[Ida Marsh]", category="World", month=5)
    site.build()
    (site.root / "content/posts/two.md").unlink()
    site.build()
    clean = places("clean")
    clean.write("feedmill.toml", ASKED)
    write(clean, "one", "[bread, mills]", "[Tom Reed]", when=1_760_000_100)
    write(clean, "three", "[Mills]", "[Ida Marsh]", category="World", month=5)
    clean.build()
    mine, theirs = site.tree(), clean.tree()
    assert sorted(theirs) == sorted(mine)
    differ = [name for name in mine if mine[name] != theirs[name] and b"two" not in mine[name]]
    # Only when an edit came is another matter: it is in the ledger of the one that saw it.
    assert all(b"one" in mine[name] for name in differ)


def test_an_edit_of_a_text_makes_no_list_of_all_tags_anew(site: Place) -> None:
    write(site, "three", "[rivers]", "[Tom Reed]", month=4)
    with site.open() as mill:
        before = {name: mill.output.status(name) for name in ("tags/index.html", "feeds.opml")}
    site.build()
    with site.open() as mill:
        assert before == {name: mill.output.status(name) for name in before}
    assert {"one", "two", "three"} == set(ids(site, "tags/rivers/feed.json"))


def test_a_site_that_asks_no_longer_has_none(site: Place) -> None:
    site.write("feedmill.toml", SETTINGS)
    site.build()
    assert not any(name.startswith(("tags/", "authors/")) for name in site.tree())


def test_all_of_it_is_what_readers_and_validators_want(site: Place) -> None:
    found = list(check(site.root / "output", load(site.root).to_site(), workers=1))
    assert [] == [str(problem) for problem in found]
