"""Entries into pages: Jinja2 templates from theme/, escaped; none needs a script to be read.

Links between pages are relative, so that a site reads the same from its own host,
from `localhost` and from a folder; what strangers quote (canonical, feeds, cards)
is absolute.  A post's page depends on its entry and the site alone: a new post
never rewrites an old one's page.
"""

from collections.abc import Sequence
from typing import Any

from markupsafe import escape

from feeds.model import Artifact, Category, Entry, Month, Section, Shelf, Site, Theme, Tier, Year
from feeds.render import address, dates
from feeds.render.channel import channel
from feeds.render.sitemap import robots
from feeds.render.summary import clip, opens_with
from feeds.render.templates import STATIC, is_template, language_of, render, resource
from feeds.render.words import FOLDER as WORDS
from feeds.render.words import Words, words

_STYLES = ("style.css", "feed.css", "favicon.svg", "icon.png", "favicon.ico", "copy.js")
_SEARCH_SCRIPT = "search.js"
THEME_FILES = (*_STYLES, _SEARCH_SCRIPT)  # what a theme may put in the place of ours, beside words


def post_page(entry: Entry, site: Site) -> Artifact:
    """Return the page of one post; what was published elsewhere first says so to search engines."""
    origin = {"canonical": entry.origin.link} if entry.origin and entry.origin.link else {}
    return _page(
        "post.html",
        site,
        address.post_path(entry),
        Tier.PAGE,
        category=entry.category,
        language=entry.language,
        entry=entry,
        own=_words_of(entry, site),
        linked_data=_news_article(entry, site),
        standfirst=_standfirst(entry),
        picture=_picture(entry),
        **origin,
    )


def category_page(site: Site, section: Section, years: Sequence[Year]) -> Artifact:
    """Return a category's page: its newest entries, its feeds, its years (newest first)."""
    return _page(
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
    return _page(
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
    return _page(
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
    return _page(
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
    return _page("feeds.html", site, address.FEED_LIST, Tier.INDEX, categories=categories)


def subscribe_page(site: Site, category: Category) -> Artifact:
    """Return the page that says how to follow one category."""
    path = address.subscribe_path(category)
    return _page("subscribe.html", site, path, Tier.LISTING, category=category)


def search_page(site: Site) -> tuple[Artifact, ...]:
    """Return the page to search the site, and its script."""
    page = _page("search.html", site, address.SEARCH, Tier.LISTING)
    content = _file(_SEARCH_SCRIPT, site.theme)
    script = Artifact(path=f"search/{_SEARCH_SCRIPT}", content=content, tier=Tier.PAGE)
    return (page, script)


def not_found_page(site: Site) -> Artifact:
    """Return the 404 page: shown at any depth, so it links absolutely and carries its style."""
    style = _file("style.css", site.theme).decode("utf-8", "replace")
    return _page("not-found.html", site, address.NOT_FOUND, Tier.INDEX, root=site.url, style=style)


def notice_page(entry: Entry, site: Site) -> Artifact:
    """Return the page of a post that is withdrawn: that it is, why, and since when.

    It names no category: that may have no post left, and so no page.
    """
    own = _words_of(entry, site)
    path = address.post_path(entry)
    return _page(
        "notice.html", site, path, Tier.PAGE, language=entry.language, entry=entry, own=own
    )


def notice_mark(entry: Entry) -> Artifact:
    """Return the file beside the page of a withdrawn post: web servers that see it answer 410."""
    text = f"{dates.rfc3339(entry.updated)} {entry.summary}\n"
    path = entry.path + address.GONE
    return Artifact(path=path, content=text.encode("utf-8", "replace"), tier=Tier.PAGE)


def redirect_page(site: Site, path: str, target: str) -> Artifact:
    """Return the page at the old `path` of a post whose permalink is `target` now.

    It is a listing to the order of writing: it links to a page, so that must be there.
    """
    return _page(
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
    ]
    return (*styles, robots(site))


def is_of_theme(name: str) -> bool:
    """Return whether a file of this name has a use in a theme.

    >>> [is_of_theme(name) for name in ("post.html", "words/de.toml", "static/a.woff2", "a.css")]
    [True, True, True, False]
    """
    if name.startswith(WORDS):
        return name.endswith(".toml")
    return is_template(name) or name in THEME_FILES or name.startswith(STATIC)


def alternates(site: Site, category: Category | None) -> list[dict[str, str]]:
    """Return the feeds that a page announces: the category's own first, and RSS before the rest."""
    channels = [category, None] if category else [None]
    return [
        {
            "type": address.MEDIA_TYPES[format],
            "name": address.NAMES[format],
            "title": f"{site.title}: {channel.label}" if channel else site.title,
            "href": address.feed_url(site, channel, format),
        }
        for channel in channels
        for format in address.usable_formats(site)
    ]


def _page(
    template: str,
    site: Site,
    path: str,
    tier: Tier,
    *,
    category: Category | None = None,
    language: str = "",
    **said: Any,
) -> Artifact:
    """One template with what every page knows and what this one says.

    The frame speaks the language of the page's category, or of the site; the page is in
    the same but for an article in another `language`.
    """
    around = language_of(site, category)
    known = {
        "site": site,
        "say": words(around, site.timezone, site.theme),
        "page_language": language or around,
        "root": "../" * path.count("/") or "./",
        "canonical": site.url + path.removesuffix(address.FRONT),
        "category": category,
        "alternates": alternates(site, category),
    }
    text = render(template, site.theme, known | said)
    return Artifact(path=path, content=text.encode("utf-8", "replace"), tier=tier)


def _words_of(entry: Entry, site: Site) -> Words:
    """The words within an article: of its own language, or of the frame if we have none."""
    own = words(entry.language, site.timezone, site.theme)
    if own.language == entry.language:
        return own
    return words(language_of(site, entry.category), site.timezone, site.theme)


def _news_article(entry: Entry, site: Site) -> dict[str, Any]:
    """The post in schema.org's words, for search engines."""
    authors = [{"@type": "Person", "name": name} for name in entry.authors]
    publisher = {"@type": "Organization", "name": site.title, "url": site.url}
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": entry.link,
        "url": entry.link,
        "headline": clip(entry.title, limit=110),
        "description": entry.summary,
        "datePublished": dates.rfc3339(entry.published),
        "dateModified": dates.rfc3339(entry.updated),
        "articleSection": entry.category.label,
        "inLanguage": entry.language,
        "author": authors or [publisher],
        "publisher": publisher,
        "image": [entry.image or f"{site.url}icon.png"],
        **({"keywords": list(entry.tags)} if entry.tags else {}),
        **({"isBasedOn": entry.origin.link} if entry.origin and entry.origin.link else {}),
    }


def _picture(entry: Entry) -> str:
    """The picture's address, if the body does not show it already."""
    return "" if escape(entry.image) in entry.content else entry.image


def _standfirst(entry: Entry) -> str:
    """The summary, if it says more than the body's first words do."""
    own = entry.summary.removesuffix("…")
    return "" if own == entry.title or opens_with(entry.content, own) else entry.summary


def _file(name: str, theme: Theme) -> bytes:
    """A file that is published as it is: the site's own, or the built-in one."""
    own = theme.files.get(name)
    return resource(name) if own is None else own
