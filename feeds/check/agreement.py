"""What must hold between the formats of one channel, and between site, sitemap and OPML."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from feeds.check.trace import Survey, Trace
from feeds.model import Problem, Site

FILES = {"rss": "rss.xml", "atom": "atom.xml", "json": "feed.json"}
EXPECTED = ("index.html", "404.html", "robots.txt", "sitemap.xml", "feeds.opml")

Rule = Callable[[Survey, Site, frozenset[str]], Iterator[Problem]]


def editions(survey: Survey) -> dict[str, list[Trace]]:
    """Return the feed documents that are one document in several formats, by what they share."""
    found: dict[str, list[Trace]] = defaultdict(list)
    for each in survey.feeds.values():
        found[each.edition].append(each)
    return found


def site_is_whole(_: Survey, site: Site, files: frozenset[str]) -> Iterator[Problem]:
    for name in (*EXPECTED, *(FILES[name] for name in site.formats)):
        if name not in files:
            yield Problem(where=name, what="is missing", hint="run feedmill build")


def every_format_is_there(survey: Survey, site: Site, _: frozenset[str]) -> Iterator[Problem]:
    for traces in editions(survey).values():
        for name in sorted(set(site.formats) - {each.format for each in traces}):
            yield Problem(where=traces[0].path, what=f"stands there without its {name} twin")


def formats_have_the_same_ids(survey: Survey, _: Site, __: frozenset[str]) -> Iterator[Problem]:
    for first, other in _twins(survey):
        if first.ids != other.ids:
            differing = len(set(first.ids) ^ set(other.ids))
            what = f"{differing} ids differ" if differing else "the order differs"
            yield Problem(
                where=other.path,
                what=f"{what} from {first.path}",
                hint="a subscriber who changes format sees the entries twice",
            )


def formats_have_the_same_titles(survey: Survey, _: Site, __: frozenset[str]) -> Iterator[Problem]:
    """Thirteen of sixteen readers show `&lt;` where RSS has escaped a title twice."""
    for first, other in _twins(survey):
        if first.ids == other.ids and first.titles != other.titles:
            index = next(i for i, t in enumerate(first.titles) if t != other.titles[i])
            yield Problem(
                where=other.path,
                what=f"the title of entry {index + 1} differs from {first.path}",
                hint="escaped twice in one of them?",
            )


def formats_have_the_same_content(survey: Survey, _: Site, __: frozenset[str]) -> Iterator[Problem]:
    for first, other in _twins(survey):
        if first.ids == other.ids and first.contents != other.contents:
            index = next(i for i, text in enumerate(first.contents) if text != other.contents[i])
            yield Problem(
                where=other.path, what=f"the content of entry {index + 1} differs from {first.path}"
            )


def _twins(survey: Survey) -> Iterator[tuple[Trace, Trace]]:
    for traces in editions(survey).values():
        for other in traces[1:]:
            yield traces[0], other


def sitemap_lists_every_page(survey: Survey, _: Site, __: frozenset[str]) -> Iterator[Problem]:
    for path in sorted(survey.pages - survey.unlisted - survey.mapped - {"404.html"}):
        yield Problem(where=path, what="is in no sitemap")


def sitemap_lists_only_pages(survey: Survey, _: Site, __: frozenset[str]) -> Iterator[Problem]:
    for path in sorted(survey.mapped & ({"404.html"} | survey.unlisted)):
        yield Problem(where=path, what="is in a sitemap and should not be")


def opml_lists_every_section(survey: Survey, _: Site, files: frozenset[str]) -> Iterator[Problem]:
    """The site's own feed may be left out: in newsboat it would swallow the sections' entries.

    So may a section without a page, for all that it had is withdrawn and nobody need
    subscribe, and for the same reason as the site those of tags and authors.
    """
    listed = {path.rpartition("/")[0] for path in survey.subscribed}
    folders = {each.folder.rstrip("/") for each in survey.feeds.values() if not each.archive}
    for folder in sorted(folders - listed - {""}):
        if f"{folder}/index.html" in files and "/" not in folder:
            yield Problem(where="feeds.opml", what=f"does not list {folder}/")


RULES: tuple[Rule, ...] = (
    site_is_whole,
    every_format_is_there,
    formats_have_the_same_ids,
    formats_have_the_same_titles,
    formats_have_the_same_content,
    sitemap_lists_every_page,
    sitemap_lists_only_pages,
    opml_lists_every_section,
)
