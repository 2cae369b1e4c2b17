"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): sorted keys, nothing null.

feedgen has no JSON.  As in RSS and Atom, an entry's object depends on the entry
and the site alone and can be kept as bytes.
"""

import json
from collections.abc import Iterable

from feeds.model import Entry, Feed, Site
from feeds.render.address import feed_path, shelf_url
from feeds.render.characters import legal, one_line
from feeds.render.dates import rfc3339
from feeds.render.entry import fed

VERSION = "https://jsonfeed.org/version/1.1"

_NO_ITEMS = '"items": []'  # inside a string its quotes would be escaped


def json_feed(feed: Feed, site: Site) -> bytes:
    """Return the feed as a JSON Feed.  ValueError if an entry cannot be written."""
    return document(feed, site, [item(entry, site) for entry in feed.entries])


def document(feed: Feed, site: Site, items: Iterable[bytes]) -> bytes:
    """Return a JSON Feed of items that `item` made."""
    head, _, tail = _dumped(_channel(feed, site)).partition(_NO_ITEMS)
    listed = [part for item in items for part in (b",\n", item)][1:]
    # All at once: a document is large, and each copy of it takes as long as making it does.
    return b"".join([f'{head}"items": [\n'.encode(), *listed, f"\n]{tail}\n".encode()])


def item(entry: Entry, site: Site) -> bytes:
    """Return an entry as an item object."""
    content = fed(entry, site)
    body = (
        {"content_html": legal(content)} if content else {"content_text": one_line(entry.summary)}
    )
    return _dumped(
        {
            "id": one_line(entry.id),
            "url": entry.link,
            "external_url": entry.origin.link if entry.origin else "",
            "title": one_line(entry.title),
            "image": entry.image,
            "summary": one_line(entry.summary),
            "date_published": rfc3339(entry.published),
            "date_modified": rfc3339(entry.updated),
            "authors": [{"name": one_line(name)} for name in entry.authors],
            "tags": [one_line(tag) for tag in (entry.category.label, *entry.tags)],
            "language": entry.language,
            **body,
        }
    ).encode()


def _channel(feed: Feed, site: Site) -> dict[str, object]:
    """The feed without its items; what goes on is the next older document."""
    return {
        "version": VERSION,
        "title": one_line(feed.title),
        "description": one_line(feed.subtitle),
        "home_page_url": feed.link,
        "feed_url": site.url + feed_path(feed, "json"),
        "next_url": shelf_url(site, feed.older, "json") if feed.older else "",
        "icon": feed.image or site.url + "icon.png",
        "favicon": site.url + "icon.png",
        "authors": [{"name": one_line(site.author)}] if site.author else [],
        "language": feed.language,
        "hubs": [{"type": "WebSub", "url": site.hub}] if site.hub and not feed.shelf else [],
        "items": [],
    }


def _dumped(members: dict[str, object]) -> str:
    """JSON with sorted keys; what is empty is left out, the list of items excepted."""
    said = {key: value for key, value in members.items() if value or key == "items"}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, allow_nan=False)
