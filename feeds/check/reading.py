"""A feed document of whatever format as its subscribers see it."""

from feeds.check import atom, jsonfeed, rss, xml
from feeds.check.channel import Channel


def read_feed(content: bytes) -> Channel | None:
    """Return what a feed document says, None if it is none or cannot be read."""
    if content.lstrip()[:1] == b"{":
        tree, _ = jsonfeed.parse(content)
        return None if tree is None else jsonfeed.channel(tree)
    root, _ = xml.parse(content)
    if root is None:
        return None
    if root.tag == atom.ROOT:
        return atom.channel(root)
    return rss.channel(root) if root.tag == "rss" else None
