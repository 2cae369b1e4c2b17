"""The promises of the floor plan, each held against whole runs."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import feedparser
import markdown
import pytest

from feeds.errors import ContentError, LockError
from feeds.pipeline import review
from feeds.pipeline.build import Touched
from tests.conftest import NOON, Place, article

TWO = article("Ferry fares fall for the third winter running", category="Energy") + article(
    "Bees return to the old rope works", category="Science"
)


def ids(place: Place, feed: str = "rss.xml") -> list[str]:
    """Return the ids that a subscriber of a feed sees."""
    return [entry.id for entry in entries(place, feed)]


def entries(place: Place, feed: str) -> list[feedparser.FeedParserDict]:
    """Return the entries of a published feed as an independent reader sees them."""
    found = feedparser.parse((place.root / "output" / feed).read_bytes())
    assert not found.bozo, found.get("bozo_exception")
    return list(found.entries)


def post_about(place: Place, words: str) -> Path:
    """Return the one post whose file name has these words."""
    (path,) = (path for name, path in place.posts().items() if words in name)
    return path


def edit(path: Path, old: str, new: str, when: int = NOON + 3600) -> None:
    """Change a post as an editor does, an hour after it came in."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    os.utime(path, (when, when))


def test_a_dump_becomes_posts_in_the_feeds_of_their_categories(place: Place) -> None:
    place.drop("monday.txt", TWO)

    report = place.build()

    assert (1, 2, 2, 2) == (report.dumps, report.articles, report.posts, report.published)
    assert not report.problems
    assert 2 == len(ids(place))
    assert ids(place, "energy/rss.xml") + ids(place, "science/rss.xml") == ids(place)


def test_the_same_content_gives_the_same_bytes(places: Callable[[str], Place]) -> None:
    """Promise 1: nothing but content and settings goes into the output."""
    one, other = places("one"), places("other")
    for place in (one, other):
        place.drop("monday.txt", TWO)
        place.build()

    assert one.tree() == other.tree()
    assert one.tree("content") == other.tree("content")


@pytest.mark.parametrize("name", ["monday.txt", "tuesday.txt"])
def test_a_dump_given_again_changes_nothing(place: Place, name: str) -> None:
    """Promise 4: the same bytes, under any name and at any time, give each article once."""
    place.drop("monday.txt", TWO)
    place.build()
    posts, output = place.tree("content/posts"), place.tree()

    place.drop(name, TWO, received=NOON + 86400)
    report = place.build()

    assert 0 == report.posts == report.written == report.removed
    assert posts == place.tree("content/posts")
    assert output == place.tree()


def test_the_catalogue_is_disposable(place: Place) -> None:
    """Promise 3: delete it, build, and neither posts nor output change by a byte."""
    place.drop("monday.txt", TWO)
    place.build()
    edit(post_about(place, "bees"), "Bees return to the old rope works", "Bees come back")
    post_about(place, "ferry").unlink()
    place.build()
    content, output = place.tree("content"), place.tree()
    times = {name: (place.root / "output" / name).stat().st_mtime_ns for name in output}

    shutil.rmtree(place.root / ".feedmill")
    report = place.build()

    assert content == place.tree("content")
    assert output == place.tree()
    assert 0 == report.written == report.removed
    assert times == {n: (place.root / "output" / n).stat().st_mtime_ns for n in output}


def test_a_post_removed_while_the_catalogue_was_lost_leaves_the_site(place: Place) -> None:
    place.drop("monday.txt", TWO)
    place.write("output/CNAME", "mill.example\n")
    place.build()
    page = place.root / "output/2025/10/ferry-fares-fall-for-the-third-winter-running/index.html"
    assert page.is_file()

    shutil.rmtree(place.root / ".feedmill")
    post_about(place, "ferry").unlink()
    place.build()

    assert not page.exists()
    assert (place.root / "output/CNAME").is_file(), "what a person put there stays"


def test_a_removed_post_stays_removed(place: Place) -> None:
    place.drop("monday.txt", TWO)
    place.build()
    post_about(place, "ferry").unlink()

    place.build()
    place.drop(
        "again.txt", article("Ferry fares fall for the third winter running", category="Energy")
    )
    report = place.build()

    assert 0 == report.posts
    assert 1 == len(ids(place))
    assert not (place.root / "output/energy").exists()


def test_a_hand_edit_is_published_and_never_overwritten(place: Place) -> None:
    """Promise 6 and 9: the edit shows, under the same id, as an update."""
    place.drop("monday.txt", TWO)
    place.build()
    before = entries(place, "energy/atom.xml")[0]
    post = post_about(place, "ferry")

    edit(
        post,
        "Ferry fares fall for the third winter running",
        "Ferry fares fall for the third winter running, again",
    )
    place.build()
    after = entries(place, "energy/atom.xml")[0]
    assert (before.id, before.published, before.link) == (after.id, after.published, after.link)
    assert "Ferry fares fall for the third winter running, again" == after.title
    assert after.updated_parsed > before.updated_parsed

    edited = post.read_bytes()
    place.drop(
        "monday.txt",
        TWO.replace(
            "Ferry fares fall for the third winter running\n",
            "Ferry fares fall for the third winter running, a little\n",
        ),
    )
    place.build()
    assert edited == post.read_bytes()
    assert 2 == len(ids(place))


def test_a_draft_leaves_the_site_and_comes_back_under_its_id(place: Place) -> None:
    place.drop("monday.txt", TWO)
    place.build()
    before = place.tree()
    post = post_about(place, "ferry")

    edit(post, "title:", "draft: true\ntitle:")
    place.build()
    assert 1 == len(ids(place))
    assert not (
        place.root / "output/2025/10/ferry-fares-fall-for-the-third-winter-running"
    ).exists()

    edit(post, "draft: true\n", "")
    place.build()
    assert before == place.tree()


def test_a_category_moves_no_page(place: Place) -> None:
    place.drop("monday.txt", TWO)
    place.build()
    (before,) = ids(place, "energy/rss.xml")

    edit(post_about(place, "ferry"), "category: Energy", "category: Science")
    place.build()

    assert before in ids(place, "science/rss.xml")
    assert not (place.root / "output/energy").exists()
    assert (
        place.root / "output/2025/10/ferry-fares-fall-for-the-third-winter-running/index.html"
    ).is_file()


def test_a_category_renamed_by_its_oldest_post_is_renamed_in_its_archive(place: Place) -> None:
    """The label stands in the title of every archive document, not only of the newest."""
    for month, label in (("01", "News"), ("02", "NEWS"), ("03", "NEWS")):
        head = f"---\nid: tag:mill.example,2026:{month}\ntitle: Story\ndate: 2026-{month}-01\n"
        place.write(f"content/posts/{month}.md", f"{head}category: {label}\n---\n\nWords.\n")
    place.build()
    assert b": News" in place.tree()["news/2026/03/rss.xml"]

    (place.root / "content/posts/01.md").unlink()
    place.build()
    assert b": NEWS" in place.tree()["news/2026/03/rss.xml"]


def test_a_corrected_dump_updates_its_posts_in_place(place: Place) -> None:
    place.drop("monday.txt", TWO)
    place.build()
    before = sorted(ids(place))

    place.drop(
        "monday.txt",
        TWO.replace(
            "Bees return to the old rope works", "Bees have returned to the old rope works"
        ),
        received=NOON + 60,
    )
    report = place.build()

    assert 0 == report.posts
    assert before == sorted(ids(place))
    (entry,) = entries(place, "science/rss.xml")
    assert "Bees have returned to the old rope works" == entry.title


def test_an_approved_post_still_gets_its_dumps_corrections(place: Place) -> None:
    with (place.root / "feedmill.toml").open("a") as settings:
        settings.write("[split]\nreview_below = 1.0\n")
    place.drop("monday.txt", article("Ferry fares fall for the third winter running"))
    place.build()
    (name,) = place.posts()
    with place.open() as mill:
        review.approve(mill, name)
    place.build()
    assert 1 == len(ids(place))

    place.drop("monday.txt", article("Ferry fares fall for the fourth winter running"), NOON + 60)
    place.build()
    (entry,) = entries(place, "rss.xml")
    assert "Ferry fares fall for the fourth winter running" == entry.title


def test_a_growing_dump_keeps_the_ids_of_what_it_held(place: Place) -> None:
    whole = TWO + article("Lock gates creak louder than last year", category="Energy")
    seen: set[str] = set()
    for end in range(len(whole) // 8, len(whole) + 1, len(whole) // 8):
        place.drop("growing.txt", whole[:end], received=NOON + end)
        place.build()
        now = set(ids(place))
        assert seen <= now, "an id that subscribers saw is gone"
        seen = now
    place.drop("growing.txt", whole, received=NOON + len(whole) + 1)
    place.build()
    assert 3 == len(ids(place))


def test_equal_bytes_are_not_rewritten(place: Place) -> None:
    """Promise 8: readers keep getting 304 for whatever did not change."""
    place.drop("monday.txt", TWO)
    place.build()
    energy = place.root / "output/energy/rss.xml"
    before = energy.stat()

    place.drop(
        "tuesday.txt", article("Owls nest in the chapel above the energy", category="Science")
    )
    report = place.build()

    assert 1 == report.posts
    assert (before.st_mtime_ns, before.st_ino) == (
        energy.stat().st_mtime_ns,
        energy.stat().st_ino,
    )


def test_a_bad_dump_stops_nothing_and_is_reported_until_it_is_gone(place: Place) -> None:
    """Promise 10."""
    bad = place.drop("a-picture.txt", "")
    bad.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200))
    place.drop("monday.txt", TWO)

    for _ in range(2):
        report = place.build()
        assert ["content/dumps/a-picture.txt"] == [problem.where for problem in report.problems]
    assert 2 == len(ids(place))

    bad.unlink()
    assert not place.build().problems


def test_a_bad_post_stops_nothing_and_names_its_line(place: Place) -> None:
    place.drop("monday.txt", TWO)
    place.build()
    post = post_about(place, "ferry")
    edit(post, "date: 2025", "date: yesterday, 2025")

    for _ in range(2):
        (problem,) = place.build().problems
        assert f"content/posts/energy/{post.name}:4" == problem.where
        assert "yesterday" in problem.what
        assert problem.hint
    assert 1 == len(ids(place))


def test_a_post_that_shows_a_bug_stops_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Promise 10 holds for faults of libraries too, whatever they raise."""
    convert = markdown.Markdown.convert

    def stumbles(converter: markdown.Markdown, text: str) -> str:
        if "cursed" in text:
            raise TypeError("who would have thought")
        return convert(converter, text)

    monkeypatch.setattr(markdown.Markdown, "convert", stumbles)
    place.drop("monday.txt", TWO)
    place.write("content/posts/odd.md", "---\ntitle: Odd\n---\n\n_cursed_\n")

    (problem,) = place.build().problems

    assert "content/posts/odd.md" == problem.where
    assert "TypeError: who would have thought" in problem.what
    assert 2 == len(ids(place))


def test_two_files_with_one_id_are_both_named(place: Place) -> None:
    place.drop("monday.txt", TWO)
    place.build()
    post = post_about(place, "ferry")
    copy = post.with_name("zz-copy.md")
    shutil.copy2(post, copy)

    (problem,) = place.build().problems
    assert copy.name in problem.where
    assert post.name in problem.what
    assert 2 == len(ids(place))

    post.unlink()
    assert not place.build().problems
    assert 2 == len(ids(place)), "the other file has the id now"


def test_an_editors_own_post_gets_an_id_once_and_is_otherwise_left_alone(place: Place) -> None:
    text = "---\ntitle: By hand\n# a remark\ncategories: [Notes, Tools]\n---\n\nWords *of* mine.\n"
    path = place.write("content/posts/by-hand.md", text)

    place.build()
    stated = path.read_text("utf-8")
    assert text.replace("---\n", "", 1) == stated.split("\n", 3)[3]
    place.build()
    assert stated == path.read_text("utf-8")
    (entry,) = entries(place, "notes/atom.xml")
    assert f"id: {entry.id}\n" in stated


def test_an_empty_file_is_not_taken_for_a_post_and_not_written_to(place: Place) -> None:
    """An editor that saves in place leaves the file empty for a moment."""
    path = place.write("content/posts/energy/2026-03-01-x.md", "")
    (problem,) = place.build().problems
    assert "content/posts/energy/2026-03-01-x.md" == problem.where
    assert b"" == path.read_bytes()


def test_a_renamed_post_keeps_its_place(place: Place) -> None:
    place.drop("monday.txt", TWO)
    place.build()
    before = place.tree()
    post = post_about(place, "ferry")

    post.rename(post.with_name("0000.md"))
    report = place.build()

    assert before == place.tree()
    assert 0 == report.written


def test_a_damaged_output_is_put_right(place: Place) -> None:
    place.drop("monday.txt", TWO)
    place.build()
    before = place.tree()
    (place.root / "output/rss.xml").write_text("half a f")
    shutil.rmtree(place.root / "output/energy")

    place.build()

    assert before == place.tree()


def test_a_batch_looks_at_what_was_touched_and_ends_where_a_sweep_does(
    places: Callable[[str], Place],
) -> None:
    """Promise 2 for the watcher: hints or sweep, the same bytes."""
    hinted, swept = places("hinted"), places("swept")
    for place in (hinted, swept):
        place.drop("monday.txt", TWO)
        place.build()
        place.drop(
            "tuesday.txt", article("Owls nest in the chapel above the energy", category="Science")
        )

    hinted.build(Touched(dumps=frozenset({"tuesday.txt"})))
    swept.build()

    assert swept.tree() == hinted.tree()


def test_two_feedmills_on_one_site_do_not_meet(place: Place) -> None:
    with place.open(), pytest.raises(LockError, match=str(os.getpid())):
        place.build()


def test_a_content_folder_that_vanished_is_not_an_empty_one(place: Place) -> None:
    place.drop("monday.txt", TWO)
    place.build()
    before = place.tree()

    (place.root / "content").rename(place.root / "elsewhere")
    with pytest.raises(ContentError, match="is not there"):
        place.build()
    assert before == place.tree()

    (place.root / "elsewhere").rename(place.root / "content")
    place.build()
    assert before == place.tree()


def test_an_empty_mount_point_is_not_an_emptied_folder(place: Place) -> None:
    place.drop("monday.txt", TWO)
    place.build()
    before = place.tree()
    (place.root / "content").rename(place.root / "disk")
    for folder in ("dumps", "posts"):
        (place.root / "content" / folder).mkdir(parents=True)

    with pytest.raises(ContentError, match="mounted"):
        place.build()
    assert before == place.tree()


def test_nothing_is_written_through_a_link(place: Place, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (place.root / "content/posts/energy").symlink_to(outside)
    place.drop("monday.txt", TWO)

    report = place.build()

    assert [] == list(outside.iterdir())
    assert report.problems
