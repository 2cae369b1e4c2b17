"""Is what is in output/ a site that every reader takes?

Each file is looked at by itself, by the rules of its format, and then all of
them together: the formats of a channel, the archive, sitemap and OPML.
"""

from feeds.check.reading import read_feed
from feeds.check.survey import check

__all__ = ["check", "read_feed"]
