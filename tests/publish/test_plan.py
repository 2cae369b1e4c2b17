"""A plan ends at what was wanted, touches only what differs, and no link leads nowhere."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from feeds.model import Artifact, Category, Entry, Job, Placement, Tier
from feeds.publish.plan import (
    KINDS,
    MONTH,
    POST,
    SHELF,
    in_order,
    jobs_naming,
    parts,
    plan,
    recent,
    stale_shelves,
    window,
)

ARTIFACTS = st.builds(
    Artifact,
    path=st.sampled_from(["rss.xml", "index.html", "a/index.html", "b/index.html", "a/rss.xml"]),
    content=st.binary(max_size=2),
    tier=st.sampled_from(Tier),
)
SITES = st.lists(ARTIFACTS, unique_by=lambda artifact: artifact.path)


def digest(artifact: Artifact) -> str:
    return sha256(artifact.content).hexdigest()


@given(old=SITES, new=SITES)
def test_carrying_out_a_plan_leaves_exactly_what_was_wanted(
    old: list[Artifact], new: list[Artifact]
) -> None:
    """
    Whatever was published before, the plan ends at the wanted site, writes only
    files that differ, and changes no file before the new ones are there.
    """
    output = {a.path: digest(a) for a in old}
    retired = output.keys() - {a.path for a in new}

    steps = plan(new, output, retired)
    for artifact in steps.additions:
        assert artifact.path not in output
        output[artifact.path] = digest(artifact)
    for artifact in steps.replacements:
        assert output[artifact.path] != digest(artifact)
        output[artifact.path] = digest(artifact)
    for path in steps.removals:
        del output[path]

    assert {a.path: digest(a) for a in new} == output
    tiers = [a.tier for a in steps.replacements]
    assert sorted(tiers) == tiers


@given(
    before=st.lists(st.integers(0, 400), unique=True, max_size=350),
    after=st.lists(st.integers(0, 400), unique=True, max_size=350),
)
def test_every_shelf_that_differs_is_filled_anew(before: list[int], after: list[int]) -> None:
    """Shelves hold a month's posts from the oldest on, and say which comes next."""
    old, new = shelves(sorted(before)), shelves(sorted(after))
    differ = [
        i for i, (a, b) in enumerate(zip(sorted(before), sorted(after), strict=False)) if a != b
    ]
    first = min([*differ, len(before), len(after)])
    last = max([*differ, 0])

    stale = stale_shelves("2026/03/", first, last, len(before), len(after))

    for part in old.keys() | new.keys():
        if old.get(part) != new.get(part):
            assert Job(kind=MONTH, folder="2026/03/", part=part) in stale


def shelves(posts: list[int]) -> dict[int, tuple[list[int], bool]]:
    """Return for each part what it holds and whether another follows."""
    last = parts(len(posts))
    return {
        part: (posts[(part - 1) * SHELF : part * SHELF], part < last) for part in range(1, last + 1)
    }


def test_appending_to_a_month_leaves_its_full_shelves_alone() -> None:
    assert {Job(kind=MONTH, folder="2026/03/", part=3)} == stale_shelves(
        "2026/03/", 250, 250, 250, 251
    )


def test_an_edit_in_its_place_fills_one_shelf_anew() -> None:
    assert {Job(kind=MONTH, folder="2026/03/", part=1)} == stale_shelves("2026/03/", 7, 7, 500, 500)


def test_the_jobs_of_a_change_do_not_grow_with_the_archive() -> None:
    place = Placement(id="tag:x", path="2026/03/mill/", month="2026/03/", term="news")
    jobs = jobs_naming(place)
    assert 6 == len(jobs)
    assert POST == in_order(jobs)[0].kind
    assert {job.kind for job in jobs} <= set(KINDS)


def entries(*ages: float, size: int = 100) -> list[Entry]:
    """Return entries of these ages in days, newest first."""
    newest = datetime(2026, 3, 9, tzinfo=UTC)
    return [
        Entry(
            id=f"tag:mill.example,2026:post/{place}",
            link="https://mill.example/",
            path="",
            title="Mill fire",
            published=newest - timedelta(days=age),
            updated=newest,
            category=Category(term="news", label="News"),
            authors=(),
            tags=(),
            language="en",
            summary="",
            content="<" * size,
        )
        for place, age in enumerate(ages)
    ]


def test_a_feed_holds_the_newest_and_all_of_the_days_before_them() -> None:
    shown = entries(0, 1, 2, 13.9, 14.1, 30)
    assert (4, 4) == window(shown, 2, 14, 10**9)
    assert (5, 5) == window(shown, 5, 14, 10**9)
    assert (2, 2) == window(shown, 2, 0, 10**9)
    assert (6, 6) == window(shown, 50, 14, 10**9)
    assert (0, 0) == window([], 50, 14, 10**9)
    assert 4 == recent(shown, 14)


def test_a_feed_has_room_for_one_entry_at_least_and_says_what_it_lacks() -> None:
    shown = entries(0, 1, 2, 3, size=10_000)
    assert (1, 4) == window(shown, 4, 0, 100)
    assert (2, 4) == window(shown, 4, 0, 100_000)


@given(
    ages=st.lists(st.floats(0, 40)).map(sorted),
    least=st.integers(1, 9),
    days=st.integers(0, 30),
    room=st.integers(1, 20_000),
)
def test_a_window_is_never_more_than_it_should_hold(
    ages: list[float], least: int, days: int, room: int
) -> None:
    held, wanted = window(entries(*ages), least, days, room)
    assert bool(ages) <= held <= wanted <= len(ages)
    assert wanted >= min(least, len(ages))
