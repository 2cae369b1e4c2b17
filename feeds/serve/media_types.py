"""What a file of output/ is, by its name alone: the same on every machine."""

import mimetypes
from fnmatch import fnmatchcase

# By the whole name first.  application/feed+json is for JSON Feed and nothing else
# (NetNewsWire#4518); XML says its charset, or feedparser warns of text/xml's.
_BY_NAME = (
    ("rss*.xml", "application/rss+xml; charset=utf-8"),
    ("atom*.xml", "application/atom+xml; charset=utf-8"),
    ("feed*.json", "application/feed+json"),
    ("*.opml", "text/x-opml; charset=utf-8"),
    ("*.xml", "application/xml; charset=utf-8"),
    ("*.html", "text/html; charset=utf-8"),
    ("*.css", "text/css; charset=utf-8"),
    ("*.txt", "text/plain; charset=utf-8"),
    ("*.md", "text/markdown; charset=utf-8"),
    ("*.json", "application/json"),
    ("*.svg", "image/svg+xml"),
    ("*.webp", "image/webp"),
    ("*.avif", "image/avif"),
    ("*.woff2", "font/woff2"),
)
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "text/x-opml")
# The machine's own lists differ from one to the next, so none is read.
_STANDARD = mimetypes.MimeTypes()


def media_type(name: str) -> str:
    """Return the media type of a file with this name, with charset where it has one.

    >>> media_type("atom.xml"), media_type("sitemap.xml")
    ('application/atom+xml; charset=utf-8', 'application/xml; charset=utf-8')
    """
    for pattern, kind in _BY_NAME:
        if fnmatchcase(name.lower(), pattern):
            return kind
    return _STANDARD.guess_type(name)[0] or "application/octet-stream"


def is_feed(kind: str) -> bool:
    """Say whether a page of another site may fetch this: readers in browsers do."""
    return kind.startswith(_FEEDS)


def is_xml_feed(kind: str) -> bool:
    """Say whether browsers and readers are better served with two names for this."""
    return kind.startswith(("application/rss+xml", "application/atom+xml"))
