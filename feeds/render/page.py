"""Entries into pages: Jinja2 templates from theme/, escaped; none needs a script to be read.

Links between pages are relative, so that a site reads the same from its own host,
from `localhost` and from a folder; what strangers quote (canonical, feeds, cards)
is absolute.  A post's page depends on its entry and the site alone: a new post
never rewrites an old one's page.
"""

from collections.abc import Sequence

from feeds.model import Artifact, Category, Entry, Month, Section, Shelf, Site, Theme, Tier, Year
from feeds.render import address, dates
from feeds.render.article import words_of
from feeds.render.channel import channel
from feeds.render.frame import page
from feeds.render.sitemap import robots
from feeds.render.templates import STATIC, is_template, resource
from feeds.render.words import FOLDER as WORDS
from feeds.render.words import words

_FEED_STYLE = "feed.css"
_STYLES = ("style.css", _FEED_STYLE, "favicon.svg", "icon.png", "favicon.ico", "copy.js")
_SEARCH_SCRIPT = "search.js"
THEME_FILES = (*_STYLES, _SEARCH_SCRIPT)  # what a theme may put in the place of ours, beside words


def category_page(site: Site, section: Section, years: Sequence[Year]) -> Artifact:
    """Return a category's page: its newest entries, its feeds, its years (newest first)."""
    return page(
        "category.html",
        site,
        address.category_path(section.category),
        Tier.LISTING,
        category=section.category,
        channel=channel(site, section.category.term),
        section=section,
        years=years,
    )


def front_page(
    site: Site, entries: Sequence[Entry], sections: Sequence[Section], years: Sequence[Year]
) -> Artifact:
    """Return the front page: the newest of all, then every category, then the years."""
    return page(
        "front.html",
        site,
        address.FRONT,
        Tier.INDEX,
        entries=entries,
        sections=sections,
        years=years,
    )


def year_page(
    site: Site, category: Category | None, year: Year, older: Year | None, newer: Year | None
) -> Artifact:
    """Return the page that names the months of a year, and how many articles each has."""
    return page(
        "year.html",
        site,
        year.folder + address.FRONT,
        Tier.LISTING,
        category=category,
        year=year,
        older=older,
        newer=newer,
    )


def month_page(
    site: Site,
    category: Category | None,
    month: Month,
    shelf: Shelf,
    entries: Sequence[Entry],
    older: Shelf | None,
    newer: Shelf | None,
) -> Artifact:
    """Return the page that shows one shelf: a month, or a part of a busy one."""
    return page(
        "month.html",
        site,
        address.page_path(shelf),
        Tier.LISTING,
        category=category,
        month=month,
        shelf=shelf,
        entries=entries,
        older=older,
        newer=newer,
    )


def feeds_page(site: Site, categories: Sequence[Category]) -> Artifact:
    """Return the page that says what a feed is, and lists them all."""
    return page("feeds.html", site, address.FEED_LIST, Tier.INDEX, categories=categories)


def subscribe_page(site: Site, category: Category) -> Artifact:
    """Return the page that says how to follow one category."""
    path = address.subscribe_path(category)
    return page("subscribe.html", site, path, Tier.LISTING, category=category)


def topics_page(site: Site, kind: str, topics: Sequence[Category]) -> Artifact:
    """Return the page that names all tags, or all authors."""
    path = f"{kind}/{address.FRONT}"
    return page("topics.html", site, path, Tier.LISTING, kind=kind, topics=topics)


def search_page(site: Site) -> tuple[Artifact, ...]:
    """Return the page to search the site, and its script."""
    made = page("search.html", site, address.SEARCH, Tier.LISTING)
    content = _file(_SEARCH_SCRIPT, site.theme)
    script = Artifact(path=f"search/{_SEARCH_SCRIPT}", content=content, tier=Tier.PAGE)
    return (made, script)


def not_found_page(site: Site) -> Artifact:
    """Return the 404 page: shown at any depth, so it links absolutely and carries its style."""
    style = _file("style.css", site.theme).decode("utf-8", "replace")
    return page("not-found.html", site, address.NOT_FOUND, Tier.INDEX, root=site.url, style=style)


def notice_page(entry: Entry, site: Site) -> Artifact:
    """Return the page of a post that is withdrawn: that it is, why, and since when.

    It names no category: that may have no post left, and so no page.
    """
    own = words_of(entry, site)
    path = address.post_path(entry)
    return page("notice.html", site, path, Tier.PAGE, language=entry.language, entry=entry, own=own)


def notice_mark(entry: Entry) -> Artifact:
    """Return the file beside the page of a withdrawn post: web servers that see it answer 410."""
    text = f"{dates.rfc3339(entry.updated)} {entry.summary}\n"
    path = entry.path + address.GONE
    return Artifact(path=path, content=text.encode("utf-8", "replace"), tier=Tier.PAGE)


def redirect_page(site: Site, path: str, target: str) -> Artifact:
    """Return the page at the old `path` of a post whose permalink is `target` now.

    It is a listing to the order of writing: it links to a page, so that must be there.
    """
    return page(
        "redirect.html",
        site,
        path + address.FRONT,
        Tier.LISTING,
        target="../" * path.count("/") + target,
        canonical=site.url + target,
    )


def theme_files(site: Site) -> tuple[Artifact, ...]:
    """Return what pages and feeds are dressed with, and robots.txt."""
    added = sorted(name for name in site.theme.files if name.startswith(STATIC))
    styles = [
        Artifact(path=name, content=_file(name, site.theme), tier=Tier.PAGE)
        for name in (*_STYLES, *added)
        if name != _FEED_STYLE
    ]
    styles.append(Artifact(path=_FEED_STYLE, content=_feed_style(site), tier=Tier.PAGE))
    return (*styles, robots(site))


def is_of_theme(name: str) -> bool:
    """Return whether a file of this name has a use in a theme.

    >>> [is_of_theme(name) for name in ("post.html", "words/de.toml", "static/a.woff2", "a.css")]
    [True, True, True, False]
    """
    if name.startswith(WORDS):
        return name.endswith(".toml")
    return is_template(name) or name in THEME_FILES or name.startswith(STATIC)


def _feed_style(site: Site) -> bytes:
    """The style sheet of feeds, with what it says to whoever opens one in a browser."""
    say = words(site.language, site.timezone, site.theme)
    told = "".join(
        f"  --{name}: {_css_string(say.plain(word), say.plain(f'{word}_how'))};\n"
        for name, word in (("web-feed", "web_feed"), ("old-feed", "old_feed"))
    )
    told += f"  direction: {say.direction};\n"
    return _file(_FEED_STYLE, site.theme) + f"\n:root {{\n{told}}}\n".encode()


def _css_string(*lines: str) -> str:
    r"""Lines as one string of CSS.

    >>> print(_css_string('This is "it".', "So."))
    "This is \"it\".\A So."
    """
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + r"\A ".join(escaped) + '"'


def _file(name: str, theme: Theme) -> bytes:
    """A file that is published as it is: the site's own, or the built-in one."""
    own = theme.files.get(name)
    return resource(name) if own is None else own
