"""Where everything lies in output/, and under which URL: said here and nowhere else.

Paths are relative to output/ with forward slashes; a URL is the site's url with
the path behind it, without a final `index.html`.
"""

from feeds.model import Category, Entry, Feed, Shelf, Site

FILES = {"rss": "rss.xml", "atom": "atom.xml", "json": "feed.json"}  # RSS first: Liferea takes it
MEDIA_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}
NAMES = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}

FRONT = "index.html"
FEED_LIST = "feeds/index.html"
NOT_FOUND = "404.html"
OPML = "feeds.opml"
SEARCH = "search/index.html"
SITEMAP = "sitemap.xml"
REDIRECTS = "_redirects"
GONE = "gone.txt"


def filename(format: str, part: int = 1) -> str:
    """Return the name of a feed's document in its folder.

    >>> filename("rss"), filename("json", part=2)
    ('rss.xml', 'feed-2.json')
    """
    stem, _, suffix = FILES[format].partition(".")
    return FILES[format] if part == 1 else f"{stem}-{part}.{suffix}"


def folder_of(category: Category | None) -> str:
    """Return the folder of a category, or of the site ("")."""
    return f"{category.term}/" if category else ""


def feed_path(feed: Feed, format: str) -> str:
    """Return the path of a feed's document."""
    return feed.folder + filename(format, feed.shelf.part if feed.shelf else 1)


def feed_url(site: Site, category: Category | None, format: str) -> str:
    """Return the address that people subscribe to."""
    return site.url + folder_of(category) + filename(format)


def shelf_url(site: Site, shelf: Shelf, format: str) -> str:
    """Return the URL of an archive document in a feed format."""
    return site.url + shelf.folder + filename(format, shelf.part)


def page_path(shelf: Shelf) -> str:
    """Return the path of the HTML page that shows a shelf.

    >>> page_path(Shelf(folder="2026/03/")), page_path(Shelf(folder="2026/03/", part=2))
    ('2026/03/index.html', '2026/03/part-2.html')
    """
    return shelf.folder + (FRONT if shelf.part == 1 else f"part-{shelf.part}.html")


def page_url(site: Site, shelf: Shelf) -> str:
    """Return the URL of the HTML page that shows a shelf."""
    return site.url + page_path(shelf).removesuffix(FRONT)


def category_path(category: Category) -> str:
    """Return the path of a category's page."""
    return folder_of(category) + FRONT


def subscribe_path(category: Category) -> str:
    """Return the path of the page that says how to follow a category."""
    return folder_of(category) + FEED_LIST


def post_path(entry: Entry) -> str:
    """Return the path of a post's page."""
    return entry.path + FRONT


def usable_formats(site: Site) -> tuple[str, ...]:
    """Return the site's formats, RSS first whatever the configuration's order."""
    return tuple(name for name in FILES if name in site.formats)
