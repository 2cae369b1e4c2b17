"""Feed readers on the web that take a subscription by a link of their own.

The link goes to the reader, where one is asked again; nothing is fetched from it
by our pages.
"""

from urllib.parse import quote

_READERS = {
    "Feedly": "https://feedly.com/i/subscription/feed/{}",
    "Inoreader": "https://www.inoreader.com/?add_feed={}",
    "NewsBlur": "https://www.newsblur.com/?url={}",
    "The Old Reader": "https://theoldreader.com/feeds/subscribe?url={}",
    "Feedbin": "https://feedbin.com/?subscribe={}",
    "BazQux": "https://bazqux.com/add?url={}",
}


def reader_links(feed: str) -> list[tuple[str, str]]:
    """Return name and link of each reader that can subscribe to a feed's address.

    >>> reader_links("https://mill.example/rss.xml")[0]
    ('Feedly', 'https://feedly.com/i/subscription/feed/https%3A%2F%2Fmill.example%2Frss.xml')
    """
    return [(name, link.format(quote(feed, safe=""))) for name, link in _READERS.items()]
