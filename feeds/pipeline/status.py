"""What became of every dump: promise 5 where a person can read it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Literal

from feeds.files import stamp
from feeds.model import CategoryCount, CopyStatus, DumpStatus, Overview, PostStatus
from feeds.pipeline.mill import Mill
from feeds.pipeline.review import held
from feeds.publish.plan import FEED, SITE_FEED
from feeds.store.artifact_table import ArtifactTable
from feeds.store.dump_table import DumpRow
from feeds.store.post_table import Card, PostTable

STATES = ("published", "held", "refused", "waiting")
DAYS = 30  # of articles a day
DRAWN, REST = 6, "other categories"  # categories drawn one by one
WAITS = (
    (1, "1 s"),
    (5, "5 s"),
    (30, "30 s"),
    (120, "2 min"),
    (600, "10 min"),
    (3600, "1 h"),
    (86400, "1 day"),
)


def status(mill: Mill) -> Iterator[DumpStatus]:
    """Yield the state of every dump in the folder, by name."""
    rows = {row.name: row for row in mill.catalogue.dumps.rows()}
    for name, found in mill.dumps.files():
        row = rows.get(name)
        if row is None or row.stamp != stamp(found):
            yield DumpStatus(name=name, state="waiting")
        else:
            yield _state(mill, row)


def _state(mill: Mill, row: DumpRow) -> DumpStatus:
    if row.reason:
        return DumpStatus(name=row.name, state="refused", reason=row.reason)
    ids = mill.catalogue.dumps.taken(row.digest) or []
    posts = tuple(_post(mill.catalogue.posts.with_id(id_), id_) for id_ in ids)
    held = any(post.state == "held" for post in posts)
    return DumpStatus(
        name=row.name,
        state="held" if held else "published",
        skipped=mill.catalogue.dumps.skipped(row.digest),
        posts=posts,
        copies=tuple(_copies(mill, row.digest)),
    )


def _copies(mill: Mill, digest: str) -> Iterator[CopyStatus]:
    for copy in mill.catalogue.dumps.copies(digest):
        of = _post(mill.catalogue.posts.with_id(copy.of), copy.of)
        yield CopyStatus(title=copy.title, lines=copy.lines, near=copy.near, of=of)


def overview(mill: Mill, dumps: Sequence[DumpStatus], days: int = DAYS) -> Overview:
    """Return how the site stands, summed up; `dumps` is what `status` found."""
    posts = mill.catalogue.posts
    newest = posts.newest_card()
    dates = _days(newest, days)
    daily = posts.per_day(dates[0], dates[-1]) if dates else []
    return Overview(
        title=mill.site.title,
        dumps={state: sum(each.state == state for each in dumps) for state in STATES},
        posts=posts.lists.count(),
        categories=tuple(_categories(posts)),
        last=_post([newest], newest.post.id) if newest else None,
        last_published=newest.post.published.isoformat() if newest else "",
        days=dates,
        daily=_counts(dates, daily),
        daily_by_category=tuple(_by_category(dates, daily)),
        held=tuple(held(mill)),
        refused=tuple(each for each in dumps if each.state == "refused"),
        waiting=tuple(each.name for each in dumps if each.state == "waiting"),
        links=tuple(f"content/{name}" for name in mill.content.links()),
        confidence=tuple(posts.by_confidence()),
        latency=_latency(posts.waits()),
        feeds=_sizes(mill.catalogue.artifacts),
    )


def _days(newest: Card | None, count: int) -> tuple[str, ...]:
    """Return the days up to that of the newest article, oldest first."""
    if newest is None:
        return ()
    last = newest.post.published.date()
    return tuple((last - timedelta(days=ago)).isoformat() for ago in range(count - 1, -1, -1))


def _counts(days: tuple[str, ...], rows: Iterable[tuple[str, str, int]]) -> tuple[int, ...]:
    found = Counter[str]()
    for day, _, count in rows:
        found[day] += count
    return tuple(found[day] for day in days)


def _by_category(
    days: tuple[str, ...], rows: list[tuple[str, str, int]]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield label and daily counts of the categories with the most, and of the rest together."""
    total = Counter[str]()
    for _, label, count in rows:
        total[label] += count
    largest = [label for label, _ in total.most_common(DRAWN)]
    for label in largest:
        yield label, _counts(days, (row for row in rows if row[1] == label))
    rest = [row for row in rows if row[1] not in largest]
    if rest:
        yield REST, _counts(days, rest)


def _categories(posts: PostTable) -> list[CategoryCount]:
    found = []
    for term in posts.lists.categories():
        category, newest = posts.lists.named(term), posts.newest(term, 1, "")
        if category and newest:
            day = newest[0].published.isoformat()
            found.append(
                CategoryCount(
                    term=term, label=category.label, count=posts.lists.count(term), newest=day
                )
            )
    return sorted(found, key=lambda each: (-each.count, each.term))


def _latency(waits: Iterable[float]) -> tuple[tuple[str, int], ...]:
    counts = Counter(bisect_right([limit for limit, _ in WAITS], wait) for wait in waits)
    names = (*(name for _, name in WAITS), "longer")
    return tuple((name, counts[place]) for place, name in enumerate(names))


def _sizes(artifacts: ArtifactTable) -> tuple[tuple[str, int], ...]:
    sizes = [
        (path, stamp.size) for path, stamp, job in artifacts.rows() if job.kind in (FEED, SITE_FEED)
    ]
    return tuple(sorted(sizes, key=lambda pair: (-pair[1], pair[0])))


def _post(claimants: list[Card], id_: str) -> PostStatus:
    if not claimants:
        return PostStatus(id=id_, state="removed")
    card = claimants[0]
    waits = not card.path and not card.post.draft
    state: Literal["published", "held", "waiting", "withdrawn"] = "published"
    if card.post.draft or waits:
        state = "held" if card.post.draft else "waiting"
    elif card.post.withdrawn is not None:
        state = "withdrawn"
    return PostStatus(
        id=id_,
        state=state,
        title=card.post.title,
        file=f"content/posts/{card.name}",
        path=card.path,
        confidence=card.post.confidence,
        due=card.post.published.isoformat() if waits else "",
    )


def status_page(sums: Overview) -> bytes:
    """Return an overview as one HTML page with everything in it."""
    from feeds.render.desk.status import status_page  # here: the lines need no templates

    return status_page(sums).encode()
