"""`status`: the sums are those of the site, and its page is safe to open and complete."""

import re

from feeds.model import Overview
from feeds.pipeline.status import overview, status, status_page
from tests.conftest import SETTINGS, Place, article

HOSTILE = "<script>alert(1)</script> & \"quotes\" 'n' <img src=x onerror=alert(2)>"


def sums(place: Place) -> Overview:
    with place.open() as mill:
        return overview(mill, list(status(mill)))


def write_post(place: Place, name: str, day: str, category: str, title: str = "") -> None:
    title = (title or name).replace("'", "''")
    place.write(
        f"content/posts/{name}.md",
        f"---\nid: tag:mill.example,2026:post/{name}\ntitle: '{title}'\ndate: {day}T12:00:00Z\n"
        f"category: {category}\n---\n\nWhat {name} is about.\n",
    )


def test_posts_are_counted_by_category_and_by_day(place: Place) -> None:
    write_post(place, "a", "2026-03-01", "Energy")
    write_post(place, "b", "2026-03-01", "Energy")
    write_post(place, "c", "2026-03-03", "Sport")
    write_post(place, "long-ago", "2020-01-01", "Sport")
    write_post(place, "last", "2026-03-04", "Energy")
    place.build()
    found = sums(place)
    assert 5 == found.posts
    assert [("Energy", 3), ("Sport", 2)] == [(each.label, each.count) for each in found.categories]
    assert "2026-03-04" == found.days[-1] == found.categories[0].newest[:10]
    assert (2, 0, 1, 1) == found.daily[-4:]
    assert 4 == sum(found.daily)
    assert {"Energy": (2, 0, 0, 1), "Sport": (0, 0, 1, 0)} == {
        label: counts[-4:] for label, counts in found.daily_by_category
    }
    assert found.last is not None
    assert "last" == found.last.title


def test_categories_beyond_those_drawn_are_drawn_together(place: Place) -> None:
    for number in range(9):
        write_post(place, f"post-{number}", "2026-03-01", f"Kind {number}")
    place.build()
    found = sums(place)
    assert ("other categories", 3) == (
        found.daily_by_category[-1][0],
        found.daily_by_category[-1][1][-1],
    )
    assert found.daily == tuple(
        map(sum, zip(*(counts for _, counts in found.daily_by_category), strict=True))
    )


def test_each_state_has_its_dumps_and_each_refusal_its_reason(place: Place) -> None:
    place.write("feedmill.toml", f"{SETTINGS}\n[split]\nreview_below = 1.0\n")
    place.drop("held.txt", article("Owls nest in the chapel above the harbour"))
    place.drop("picture.txt", "").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    place.build()
    place.drop("new.txt", article("Ferry fares fall for the third winter running"))
    found = sums(place)
    assert {"published": 0, "held": 1, "refused": 1, "waiting": 1} == found.dumps
    assert ["new.txt"] == list(found.waiting)
    assert ["Owls nest in the chapel above the harbour"] == [each.title for each in found.held]
    assert "PNG" in found.refused[0].reason
    assert 1 == sum(found.confidence) == sum(count for _, count in found.latency)


def test_a_link_that_is_passed_over_is_told_of(place: Place) -> None:
    (place.root / "content/dumps/link.txt").symlink_to("/etc/hostname")
    (place.root / "content/posts/folder").symlink_to("/etc")
    place.build()
    assert ("content/dumps/link.txt", "content/posts/folder") == sums(place).links


def test_feed_documents_are_listed_by_their_size(place: Place) -> None:
    write_post(place, "a", "2026-03-01", "Energy")
    place.build()
    found = dict(sums(place).feeds)
    assert {f"{folder}{name}" for folder in ("", "energy/") for name in FEEDS} == found.keys()
    assert all(
        size == (place.root / "output" / path).stat().st_size for path, size in found.items()
    )
    assert sorted(found.values(), reverse=True) == list(found.values())


FEEDS = ("rss.xml", "atom.xml", "feed.json")


def test_the_page_holds_everything_and_runs_nothing(place: Place) -> None:
    write_post(place, "a", "2026-03-01", "Energy", HOSTILE)
    place.write("feedmill.toml", SETTINGS.replace("The Test Mill", "<i>The Test Mill"))
    place.drop("<b>.txt", "").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    place.build()
    page = status_page(sums(place)).decode()
    assert "&lt;script&gt;alert(1)" in page
    for forbidden in ("<script", "<img", "<b>.txt", "<i>", "http", "url("):
        assert forbidden not in page
    assert not re.search(r"<[^>]*\s(?:src|href|on\w+)\s*=", page)


def test_an_empty_site_has_a_page_too(place: Place) -> None:
    place.build()
    assert "<b>0</b> published posts" in status_page(sums(place)).decode()
