"""The list of feeds for a reader to import: OPML 2.0.

One format for each channel, and no two channels with the same entries: newsboat
shows an entry once across all its feeds, so an overlap loses entries in one.
Every post has one category, so the categories are the whole site.
"""

from collections.abc import Sequence
from xml.etree import ElementTree

from feeds.model import Artifact, Category, Site, Tier
from feeds.render import address
from feeds.render.characters import one_line


def opml(site: Site, categories: Sequence[Category]) -> Artifact:
    """Return feeds.opml: the feed of each category, or the site's while there is none."""
    root = ElementTree.Element("opml", version="2.0")
    head = ElementTree.SubElement(root, "head")
    ElementTree.SubElement(head, "title").text = one_line(site.title)
    body = ElementTree.SubElement(root, "body")
    for category in sorted(categories) or (None,):
        ElementTree.SubElement(body, "outline", _outline(site, category))
    ElementTree.indent(root, space=" ")
    content = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
    return Artifact(path=address.OPML, content=content, tier=Tier.INDEX)


def _outline(site: Site, category: Category | None) -> dict[str, str]:
    title = f"{site.title}: {category.label}" if category else site.title
    return {
        "type": "rss",  # said of Atom too (OPML 2.0)
        "text": one_line(title),
        "title": one_line(title),
        "xmlUrl": address.feed_url(site, category, address.usable_formats(site)[0]),
        "htmlUrl": site.url + address.folder_of(category),
        "language": site.language,
    }
