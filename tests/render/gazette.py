"""A small site of our own prose: one plain post, one hostile, one Arabic, one Japanese."""

from datetime import UTC, datetime, timedelta, timezone

from feeds.model import Artifact, Category, Entry, Feed, Month, Post, Section, Shelf, Site, Year
from feeds.render import feed as feeds
from feeds.render import page as pages
from feeds.render.article import post_page
from feeds.render.entry import entry
from feeds.render.opml import opml
from feeds.render.sitemap import sitemap_index, sitemap_pages, sitemap_part, sitemap_shelves

SITE = Site(
    title="The Fenn Gazette",
    url="https://fenn.example/news/",
    authority="fenn.example,2026",
    description="News from Upper & Lower Fenn",
    author="The Gazette",
    timezone="Europe/Vienna",
    max_items=3,
    hub="https://hub.example/",
)
MILLS = Category(term="mills", label="Mills & Water")
WORLD = Category(term="world", label="World")

WHEEL = Post(
    id="tag:fenn.example,2026:post/wheel",
    slug="wheel",
    title="Upper Fenn’s wheel turns again",
    published=datetime(2026, 3, 1, 23, 30, tzinfo=UTC),
    updated=datetime(2026, 3, 4, 8, 0, tzinfo=timezone(timedelta(hours=1))),
    category=MILLS,
    authors=("Ida Marsh", "Tom Reed"),
    tags=("bread", "rivers"),
    summary="Nine years, one bearing: the mill is open on Saturdays.",
    body="""The wheel turned at noon[^1], and the queue reached the [ferry steps](../ferry/).

#### What it is worth

- two sluices, *both* new
- one apprentice

| Year | Loaves |
|------|-------:|
| 2026 |     40 |

![The wheel](wheel.jpg) stands [below](#works).

[^1]: By the church clock.
""",
)
HOSTILE = Post(
    id="tag:fenn.example,2026:post/hostile",
    slug="hostile",
    title='<script>alert("1")</script> & <b>bold</b> ]]> \x00\x0b\ud800 &amp;',
    published=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    updated=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    category=WORLD,
    authors=("<i>Nobody</i>", "", "\x01"),
    tags=('"quoted"', "</script>"),
    body="""<script>alert(1)</script><style>p{}</style>
[a](javascript:alert(1)) [b](data:text/html,x) [c](JaVaScRiPt:x) <a href="vbscript:x">d</a>
<img src=x onerror=alert(1)> <iframe src="https://fenn.example/"></iframe>
<svg onload=alert(1)></svg> <p style="position:fixed" onclick="x()">e</p> \x00\x1f\ufffe ]]> f
""",
)
ARABIC = Post(
    id="tag:fenn.example,2026:post/arabic",
    slug="arabic",
    title="عودة الطاحونة إلى العمل",
    published=datetime(2026, 2, 20, 9, 0, tzinfo=UTC),
    updated=datetime(2026, 2, 20, 9, 0, tzinfo=UTC),
    category=WORLD,
    language="ar",
    body="دارت العجلة ظهر يوم السبت.\n\n## ما قيمتها؟\n\nدفع المجلس ثمن بوابتين.",
)
JAPANESE = Post(
    id="tag:fenn.example,2026:post/japanese",
    slug="japanese",
    title="水車が九年ぶりに回った",
    published=datetime(2026, 2, 10, 9, 0, tzinfo=UTC),
    updated=datetime(2026, 2, 10, 9, 0, tzinfo=UTC),
    category=MILLS,
    language="ja",
    body="土曜日の正午、水車が九年ぶりに回った。\n\n町議会は新しい水門を二つ購入した。",
)
POSTS = (HOSTILE, WHEEL, ARABIC, JAPANESE)  # newest first


def entry_of(post: Post, site: Site = SITE) -> Entry:
    return entry(post, site, f"{post.published:%Y/%m}/{post.slug}/")


def entries(site: Site = SITE) -> list[Entry]:
    return [entry_of(post, site) for post in POSTS]


def feed_of(*shown: Entry, site: Site = SITE) -> Feed:
    return feeds.site_feed(site, shown, complete=True, older=None)


def tree(site: Site = SITE) -> dict[str, bytes]:
    """Return the whole site as the pipeline would publish it, by path."""
    published: dict[str, bytes] = {}
    for artifact in _artifacts(site):
        assert artifact.path not in published
        published[artifact.path] = artifact.content
    return published


def _artifacts(site: Site) -> list[Artifact]:
    everything = entries(site)
    categories = (MILLS, WORLD)
    sections = [_section(everything, category) for category in categories]
    months = _months("", everything)
    made = [post_page(each, site) for each in everything]
    made += [pages.subscribe_page(site, category) for category in categories]
    for section in sections:
        own = _months(f"{section.category.term}/", list(section.entries))
        years = _years(f"{section.category.term}/", own)
        made.append(pages.category_page(site, section, years))
        made += [pages.year_page(site, section.category, year, None, None) for year in years]
        made += _channel(site, section.category, list(section.entries), own)
    made += _channel(site, None, everything, months)
    made += [
        pages.front_page(site, everything, sections, _years("", months)),
        *(pages.year_page(site, None, year, None, None) for year in _years("", months)),
        pages.feeds_page(site, categories),
        pages.not_found_page(site),
        opml(site, categories),
        sitemap_pages(site, categories),
        sitemap_index(site, [(month.folder, 1, everything[0].updated) for month in months]),
    ]
    for month in months:
        posts = [(each.path, each.updated) for each in reversed(_in(month, everything))]
        made.append(sitemap_part(site, month.folder, 1, posts))
        made.append(sitemap_shelves(site, month.folder, [month.folder]))
    return [*made, *pages.theme_files(site)]


def _channel(
    site: Site, category: Category | None, shown: list[Entry], months: list[Month]
) -> list[Artifact]:
    """The feed's documents, its archive's, and the pages of the archive."""
    shelves = [Shelf(folder=month.folder) for month in months]  # newest first
    window, rest = shown[: site.max_items], shown[site.max_items :]
    older = next(
        (shelf for shelf, month in zip(shelves, months, strict=True) if _in(month, rest)), None
    )
    feed = (
        feeds.category_feed(site, category, window, complete=not rest, older=older)
        if category
        else feeds.site_feed(site, window, complete=not rest, older=older)
    )
    made = list(feeds.documents(feed, site)[0])
    for index, month in enumerate(months):
        before = shelves[index + 1] if index + 1 < len(shelves) else None
        after = shelves[index - 1] if index else None
        held = _in(month, shown)
        shelf_feed = feeds.shelf_feed(
            site, category, shelves[index], held, older=before, newer=after
        )
        made += feeds.documents(shelf_feed, site)[0]
        made.append(pages.month_page(site, category, month, shelves[index], held, before, after))
    return made


def _section(everything: list[Entry], category: Category) -> Section:
    own = tuple(each for each in everything if each.category == category)
    return Section(
        category=category, count=len(own), updated=max(each.updated for each in own), entries=own
    )


def _months(folder: str, shown: list[Entry]) -> list[Month]:
    stamps = sorted({each.path[:8] for each in shown}, reverse=True)
    return [
        Month(
            folder=folder + stamp,
            year=int(stamp[:4]),
            month=int(stamp[5:7]),
            count=sum(each.path.startswith(stamp) for each in shown),
        )
        for stamp in stamps
    ]


def _years(folder: str, months: list[Month]) -> list[Year]:
    """The gazette is of one year."""
    year = months[0].year
    return [Year(folder=f"{folder}{year}/", year=year, months=tuple(months))]


def _in(month: Month, shown: list[Entry]) -> list[Entry]:
    stamp = f"{month.year:04}/{month.month:02}/"
    return [each for each in shown if each.path.startswith(stamp)]
