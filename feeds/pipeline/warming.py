"""What a watch does once before its first dump, for nobody: libraries load, caches fill.

A run loads what it needs when it needs it.  A watch has time before the dump comes,
and none after.
"""

from feeds.model import Job
from feeds.pipeline.mill import Mill
from feeds.pipeline.press import Press
from feeds.publish.plan import FRONT, SITE_FEED

_SAMPLE = b"A dump of one article\nIt has a paragraph of words, and another one.\n\nThis is it.\n"


def warm(mill: Mill) -> None:
    """Read, split and render a sample and make the site's feeds, writing nothing."""
    from feeds.pipeline.splitting import cut
    from feeds.post.identity import slug
    from feeds.read import read
    from feeds.render.html import to_html

    for draft in cut(read("sample.txt", _SAMPLE, digest="", received=mill.clock())).drafts:
        slug(draft.title)
    to_html("*marked*", mill.site.url, mill.site.engine)
    press = Press(mill.site, mill.catalogue.posts, mill.catalogue.addresses)
    for kind in (FRONT, SITE_FEED):
        press.make(Job(kind=kind))
