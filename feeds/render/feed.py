"""Entries into channels, and channels into documents: one for each format.

A feed is the site's, a category's, or a shelf: one document of the archive that
goes on where a feed's window ends (RFC 5005 §4).
"""

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import Any

from msgspec.structs import replace

from feeds.model import Artifact, Category, Entry, Feed, Problem, Shelf, Site, Tier
from feeds.render.address import FILES, feed_path, filename, folder_of, page_path, page_url
from feeds.render.channel import channel
from feeds.render.dates import EPOCH
from feeds.render.words import Words, words

__all__ = ["category_feed", "documents", "filename", "page_path", "shelf_feed", "site_feed"]

Item = Callable[[str, Entry, Site], bytes]

# Modules are loaded with the first feed: feedgen takes longer to load than a run with
# nothing to do.
_ITEMS = {
    "rss": ("element", "rss_item"),
    "atom": ("element", "atom_entry"),
    "json": ("jsonfeed", "item"),
}
_JOINED = {
    "rss": ("syndication", "rss_document"),
    "atom": ("syndication", "atom_document"),
    "json": ("jsonfeed", "document"),
}


def site_feed(site: Site, entries: Iterable[Entry], *, complete: bool, older: Shelf | None) -> Feed:
    """Return the feed of everything; `older` is the archive document that goes on."""
    return _feed(site, None, entries, complete=complete, older=older)


def category_feed(
    site: Site,
    category: Category,
    entries: Iterable[Entry],
    *,
    complete: bool,
    older: Shelf | None,
) -> Feed:
    """Return the feed of one category; `older` is the archive document that goes on."""
    return _feed(site, category, entries, complete=complete, older=older)


def shelf_feed(
    site: Site,
    category: Category | None,
    shelf: Shelf,
    entries: Iterable[Entry],
    *,
    older: Shelf | None,
    newer: Shelf | None,
) -> Feed:
    """Return one archive document of the site's feed, or of a category's.

    It has the id of the feed that it continues: one logical feed in several
    documents (RFC 5005 §4).
    """
    feed = _feed(site, category, entries, complete=False, older=older)
    return replace(
        feed,
        title=f"{feed.title} ({_words(feed.language, site).shelf(shelf)})",
        link=page_url(site, shelf),
        folder=shelf.folder,
        shelf=shelf,
        newer=newer,
    )


def item(format: str, entry: Entry, site: Site) -> bytes:
    """Return one entry's element of a document; it depends on nothing else.

    So a caller may keep it and hand it to `documents` for every feed, shelf and
    build that shows the same entry.  ValueError if it cannot be made.
    """
    made: bytes = _maker(*_ITEMS[format])(entry, site)
    return made


def documents(
    feed: Feed, site: Site, item: Item = item
) -> tuple[tuple[Artifact, ...], tuple[Problem, ...]]:
    """Return the feed in all of the site's formats, and the entries that had to stay out.

    One bad entry costs the feed that entry and nothing else.  The site's own
    feed is the last to be written, for everything it names must be there.
    """
    artifacts, problems = [], []
    tier = Tier.FEED if feed.shelf or feed.category else Tier.INDEX
    for format in (name for name in FILES if name in site.formats):
        items, faults = _items(format, feed, site, item)
        content: bytes = _maker(*_JOINED[format])(feed, site, items)
        artifacts.append(Artifact(path=feed_path(feed, format), content=content, tier=tier))
        problems += faults
    return tuple(artifacts), tuple(sorted(set(problems)))


@cache
def _maker(module: str, function: str) -> Callable[..., Any]:
    maker: Callable[..., Any] = getattr(import_module(f"feeds.render.{module}"), function)
    return maker


def _feed(
    site: Site,
    category: Category | None,
    entries: Iterable[Entry],
    *,
    complete: bool,
    older: Shelf | None,
) -> Feed:
    folder = folder_of(category)
    settled = channel(site, category.term if category else "")
    language = settled.language or site.language
    ordered = _newest_first(entries)
    return Feed(
        id=f"tag:{site.authority}:feed/{folder.rstrip('/')}",
        title=settled.title or _title(site, category),
        subtitle=settled.description or _subtitle(site, category, _words(language, site)),
        link=site.url + folder,
        folder=folder,
        language=language,
        updated=max((entry.updated for entry in ordered), default=EPOCH),
        entries=ordered,
        image=settled.image,
        category=category,
        complete=complete,
        older=older,
    )


def _title(site: Site, category: Category | None) -> str:
    return f"{site.title}: {category.label or category.term}" if category else site.title


def _subtitle(site: Site, category: Category | None, say: Words) -> str:
    """What the channel says of itself; RSS refuses a channel that says nothing."""
    if category:
        label = category.label or category.term
        return say.plain("newest_of", category=label, site=site.title)
    return site.description or site.title


def _words(language: str, site: Site) -> Words:
    return words(language, site.timezone, site.theme)


def _newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    by_id = sorted(entries, key=lambda entry: entry.id)
    return tuple(sorted(by_id, key=lambda entry: entry.published, reverse=True))


def _items(format: str, feed: Feed, site: Site, item: Item) -> tuple[list[bytes], list[Problem]]:
    items, problems = [], []
    for entry in feed.entries:
        try:
            items.append(item(format, entry, site))
        except ValueError as fault:
            problems.append(Problem(where=entry.path, what=f"not in the feeds: {fault}"))
    return items, problems
