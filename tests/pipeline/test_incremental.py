"""Promise 2: any sequence of edits, built one by one, ends at the bytes of a clean build.

Promise 12 beside it: how many things are made for one change, counted at two sizes.
"""

import math
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from feeds.model import Artifact, Entry, Job, Site
from feeds.pipeline import printing
from feeds.pipeline.build import Touched, build
from feeds.pipeline.press import Press
from feeds.publish import plan
from feeds.render import feed
from feeds.store import post_table
from tests.conftest import NOON, Place, article, new_place
from tests.pipeline.test_links import dead_links

POSTS = 8


def text(number: int, month: int, category: str, words: str, mark: str) -> str:
    """Return a post as its file has it."""
    return (
        f"---\nid: tag:mill.example,2026:post/{number}\ntitle: Story {words}\n"
        f"date: 2026-{month:02}-0{number % 3 + 1}T00:00:00+00:00\n"
        f"category: {category}\n{mark}---\n\n"
        f"Words about {words}.\n"
    )


WRITE = st.tuples(
    st.integers(1, POSTS),
    st.builds(
        text,
        number=st.integers(1, POSTS),
        month=st.integers(1, 4),
        category=st.sampled_from(["News", "Energy", "NEWS", "Kultur"]),
        words=st.sampled_from(["one", "two", "three", "four", "five"]),
        mark=st.sampled_from(
            [
                "",
                "",
                "",
                "draft: true\n",
                "slug: same\n",
                "slug: other\n",
                "lang: de\n",
                "withdrawn: Wrong.\n",
            ]
        ),
    ),
)
REMOVE = st.tuples(st.integers(1, POSTS), st.none())
RENAME = st.tuples(st.integers(1, POSTS), st.integers(1, POSTS))
STEPS = st.lists(st.lists(st.one_of(WRITE, WRITE, WRITE, REMOVE, RENAME), max_size=4), max_size=6)


@pytest.fixture(autouse=True)
def _small_shelves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "SHELF", 2)
    monkeypatch.setattr("feeds.publish.apply.BATCH", 1)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, hinted=st.booleans(), hasty=st.booleans())
@example(  # the one post of a category is filed under another label, in the same month
    steps=[[(1, text(1, 2, "News", "one", ""))], [(1, text(1, 2, "NEWS", "one", ""))]],
    hinted=True,
    hasty=False,
)
def test_any_edits_built_one_by_one_end_at_a_clean_build(
    steps: list[list[tuple[int, str | int | None]]], hinted: bool, hasty: bool
) -> None:
    """By hints or by sweeps, and by hasty runs that put off all lists but one."""
    with tempfile.TemporaryDirectory() as folder:
        place = new_place(Path(folder) / "edited")
        with (place.root / "feedmill.toml").open("a") as settings_file:
            settings_file.write("[feeds]\nmax_items = 3\nmax_days = 2\n")
        place.build()
        stood: dict[str, str] = {}  # address to id, of the last post there
        for number, step in enumerate(steps, 1):
            touched = {name for change in step for name in carry_out(place, number, *change)}
            patience = 0.0 if hasty else math.inf
            place.build(Touched(posts=frozenset(touched), sweep=not hinted, patience=patience))
            assert set() == dead_links(place.root / "output")
            stood |= {path: id_ for id_, path in stands(place).items()}

        place.build(Touched())  # what was put off
        clean = new_place(Path(folder) / "clean")
        shutil.copy2(place.root / "feedmill.toml", clean.root)
        shutil.rmtree(clean.root / "content")
        shutil.copytree(place.root / "content", clean.root / "content")
        clean.build()

        assert clean.tree() == place.tree()
        assert clean.tree("content") == place.tree("content")
        now = stands(place)
        left = {path: id_ for path, id_ in stood.items() if path not in now.values()}
        assert {path: now[id_] for path, id_ in left.items() if id_ in now} == redirects(place)


def stands(place: Place) -> dict[str, str]:
    """Return the address of each post that is published, by its id."""
    with place.open() as mill:
        cards = [mill.catalogue.posts.with_id(id_) for id_ in mill.catalogue.posts.live_ids()]
    return {card.post.id: card.path for each in cards for card in each if card.path}


def redirects(place: Place) -> dict[str, str]:
    """Return where the pages lead that stand at an address without a post."""
    way = re.compile(rb'content="0; url=(?:\.\./)*([^"]+)"')
    found = {name: way.search(text) for name, text in place.tree().items() if name[:2] == "20"}
    return {name[:-10]: match[1].decode() for name, match in found.items() if match}


def carry_out(place: Place, number: int, which: int, what: str | int | None) -> list[str]:
    """Do to a post what an editor would, and return the names touched."""
    name = f"news/{which}.md"
    path = place.root / "content/posts" / name
    if isinstance(what, str):
        place.write(f"content/posts/{name}", what, 1_790_000_000 + number)
        return [name]
    if not path.exists():
        return []
    if what is None:
        path.unlink()
        return [name]
    other = f"news/{what}.md"
    path.rename(place.root / "content/posts" / other)
    return [name, other]


def archive(place: Place, size: int) -> None:
    """Fill a site with posts, in the same 84 days whatever their number, in three categories."""
    for number in range(size):
        day = f"2025-{number * 84 // size // 28 + 1:02}-{number * 84 // size % 28 + 1:02}"
        category = ("News", "Energy", "Kultur")[number % 3]
        place.write(
            f"content/posts/{number}.md",
            f"---\nid: tag:mill.example,2026:post/{number}\ntitle: Story {number}\n"
            f"date: {day}\ncategory: {category}\n---\n\nWords of story {number}.\n",
        )


@dataclass
class Work:
    """What one run did, counted."""

    written: int = 0
    rendered: int = 0
    queries: int = 0
    steps: int = 0  # of SQLite's machine, hundreds: a scan of a table shows here


def one_more(place: Place, monkeypatch: pytest.MonkeyPatch) -> Work:
    """Add a post to a site that is built, by a run that a watch would make."""
    work = Work()
    make = Press.make_all

    def counted(press: Press, jobs: Sequence[Job]) -> Iterator[tuple[Job, Sequence[Artifact]]]:
        for made in make(press, jobs):
            work.rendered += 1
            yield made

    def query(_: str) -> None:
        work.queries += 1

    def step() -> None:
        work.steps += 1

    place.write(
        "content/posts/new.md",
        "---\nid: tag:mill.example,2026:post/new\ntitle: New\ndate: 2026-06-01\n"
        "category: News\n---\n\nNew words.\n",
    )
    with place.open() as mill, monkeypatch.context() as patch:
        patch.setattr(Press, "make_all", counted)
        mill.catalogue.connection.set_trace_callback(query)
        mill.catalogue.connection.set_progress_handler(step, 100)
        work.written = build(mill, Touched(posts=frozenset({"new.md"}))).written
    return work


def test_the_work_for_one_post_does_not_grow_with_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One more post renders, writes and asks as much in an archive eight times as large."""
    monkeypatch.setattr(plan, "SHELF", 10)
    small, large = new_place(tmp_path / "small"), new_place(tmp_path / "large")
    for place, size in ((small, 168), (large, 8 * 168)):
        archive(place, size)
        place.build()

    once, again = one_more(small, monkeypatch), one_more(large, monkeypatch)

    # The first of its year, so that the year before links to a new one, twice.
    assert once.rendered == again.rendered <= 16
    assert once.written == again.written <= 30
    assert once.queries <= 320
    assert abs(once.queries - again.queries) <= 2  # a shelf more or less on the way
    assert again.steps <= once.steps * 1.3


def test_a_first_build_asks_as_little_for_each_post_whatever_their_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Statements for each of so many more posts; an entry is read, and put into elements, once."""
    monkeypatch.setattr(post_table, "KEPT", 60)  # less than the posts, more than a month's
    parts: Counter[str] = Counter()
    item = feed.item

    def counted(format: str, entry: Entry, site: Site) -> bytes:
        parts[entry.id] += 1
        return item(format, entry, site)

    monkeypatch.setattr(printing, "_item", lru_cache(maxsize=3 * 60)(counted))
    asked: list[Counter[str]] = []
    for size in (120, 360):
        place = new_place(tmp_path / str(size))
        for number in range(size):
            day = f"{2000 + number // 120:04}-{number // 10 % 12 + 1:02}-{number % 10 + 1:02}"
            place.write(
                f"content/posts/{number}.md",
                f"---\nid: tag:mill.example,2026:post/{number}\ntitle: Story {number}\n"
                f"date: {day}\ncategory: News {number % 2}\n---\n\nWords of story {number}.\n",
            )
        asked.append(Counter())
        parts.clear()
        with place.open() as mill:
            mill.catalogue.connection.set_trace_callback(
                lambda query: asked[-1].update([query.partition(" FROM ")[0].partition("(")[0]])
            )
            build(mill)

    more = {query: (asked[1][query] - times) / 240 for query, times in asked[0].items()}
    read = [times for query, times in more.items() if query.startswith("SELECT id, path, title")]
    assert read == [1], "each entry is read once"
    assert sum(more.values()) < 60, more
    oldest = [f"tag:mill.example,2026:post/{number}" for number in range(200)]
    assert {3} == {parts[id_] for id_ in oldest}, "in no other feed than those of its month"


# Indexes of few rows, whatever the archive: what is held back, a double, displaced or
# waits; the categories; the posts that came or went in the run at hand; lists put off.
FEW = (
    *("posts_draft", "posts_down", "posts_displaced", "posts_waiting", "terms_newest", "SCAN t"),
    "put_off",
)
_OWN = re.compile(
    r"SCAN (n|newest|changed|\(subquery-\d+\)|CONSTANT ROW|\d+ CONSTANT ROWS?"
    r"|json_each VIRTUAL TABLE INDEX 1:)$"
)  # of the query itself


def test_no_question_of_a_run_goes_through_a_table(place: Place) -> None:
    """A dump and an edit: SQLite's own plan for each statement names an index."""
    archive(place, 60)
    place.build()
    place.drop("a.txt", article("Ferry fares fall for the third winter running", category="News"))
    edited = place.root / "content/posts/3.md"
    place.write("content/posts/3.md", edited.read_text().replace("Words", "Others"), NOON + 60)
    asked: set[str] = set()
    with place.open() as mill:
        database = mill.catalogue.connection
        database.set_trace_callback(asked.add)
        build(mill, Touched(dumps=frozenset({"a.txt"}), posts=frozenset({"3.md"})))
        database.set_trace_callback(None)
        questions = [each for each in asked if each.startswith(("SELECT", "WITH", "UPDATE", "DEL"))]
        plans = {each: database.execute(f"EXPLAIN QUERY PLAN {each}") for each in questions}
        scans = [
            (row[3], each)
            for each, plan in plans.items()
            for row in plan
            if row[3].startswith("SCAN") and not _OWN.match(row[3])
        ]

    assert len(questions) > 50
    assert [] == [scan for scan in scans if not any(few in scan[0] for few in FEW)]


def test_the_files_written_for_one_post_are_as_many_whatever_the_years_behind_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Archives of 1, 10 and 50 years; the post is the first of its month, and of its year."""
    done = []
    for years in (1, 10, 50):
        place = new_place(tmp_path / str(years))
        for number in range(4 * years):
            year, month = 2026 - years + number // 4, number % 4 + 1
            place.write(
                f"content/posts/{number}.md",
                f"---\nid: tag:mill.example,2026:post/{number}\ntitle: Story {number}\n"
                f"date: {year}-{month:02}-01\ncategory: News\n---\n\nWords of {number}.\n",
            )
        place.build()
        done.append(one_more(place, monkeypatch))

    assert 1 == len({(work.written, work.rendered) for work in done}), done


def test_pages_name_years_and_only_the_newest_years_months(place: Place) -> None:
    for number, day in enumerate(("2021-03-05", "2024-01-09", "2024-12-30", "2025-02-01")):
        place.write(
            f"content/posts/{number}.md",
            f"---\ntitle: Story {number}\ndate: {day}\ncategory: News\n---\n\nWords.\n",
        )
    place.build()
    output = place.root / "output"

    def linked(page: str) -> list[str]:
        text = (output / page).read_text()
        return re.findall(r'href="[./]*((?:news/)?\d{4}/(?:\d\d/)?)"', text)

    assert ["2025/02/", "2025/", "2024/", "2021/"] == linked("index.html")
    own = ["news/2025/02/", "news/2025/", "news/2024/", "news/2021/"]
    assert own == linked("news/index.html")
    assert ["2024/12/", "2024/01/", "2021/", "2025/"] == linked("2024/index.html")
    assert "2024/" in linked("2024/12/index.html")

    (place.root / "content/posts/3.md").unlink()
    place.build()

    assert not (output / "2025").exists()
    assert ["2024/12/", "2024/01/", "2021/"] == linked("2024/index.html")


def test_an_edit_in_a_full_month_makes_its_own_shelves_anew_and_no_others(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "SHELF", 10)
    archive(place, 168)
    place.build()
    before = {path: path.stat().st_mtime_ns for path in place.root.glob("output/**/atom*.xml")}
    post = place.root / "content/posts/3.md"
    place.write("content/posts/3.md", post.read_text().replace("Words", "Other words"), NOON + 60)

    place.build(Touched(posts=frozenset({"3.md"})))

    changed = {path.parent.name for path, then in before.items() if path.stat().st_mtime_ns != then}
    assert {"01"} == changed, "one shelf of the site, one of the category"
    assert 2 == sum(path.stat().st_mtime_ns != then for path, then in before.items())
