"""The list of feeds (OPML 2.0), as readers import it."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from feeds.check.document import Document, Fault, Rule, line
from feeds.check.links import is_in_archive, leads_somewhere, target


def _subscriptions(document: Document) -> Iterator[Any]:
    for outline in document.tree.iter("outline"):
        if outline.get("xmlUrl") is not None:
            yield outline


def listed(document: Document) -> Iterator[str]:
    """Yield the paths of the feeds of this site that the list names."""
    for outline in _subscriptions(document):
        path = target(document.site, outline.get("xmlUrl"))
        if path is not None:
            yield path


def is_version_2(document: Document) -> Iterator[Fault]:
    root = document.tree
    if root.get("version") != "2.0":
        yield Fault(line(root), f"OPML version is {root.get('version')!r}", 'write version="2.0"')


def has_a_head_with_a_title(document: Document) -> Iterator[Fault]:
    if not (document.tree.findtext("head/title") or "").strip():
        yield Fault(line(document.tree), "no head with a title", "some readers refuse the list")


def has_a_body_with_outlines(document: Document) -> Iterator[Fault]:
    if document.tree.find("body/outline") is None:
        yield Fault(line(document.tree), "no outline in the body", "OPML 2.0 requires one")


def outlines_have_text(document: Document) -> Iterator[Fault]:
    for outline in document.tree.iter("outline"):
        if not outline.get("text", "").strip():
            yield Fault(line(outline), "an outline has no text", "title alone is not enough")


def subscriptions_say_rss(document: Document) -> Iterator[Fault]:
    """The type is "rss" for feeds of every format: OPML 2.0, "subscription lists"."""
    for outline in _subscriptions(document):
        if outline.get("type") != "rss":
            yield Fault(line(outline), f"type is {outline.get('type')!r}", 'write type="rss"')


def urls_lead_somewhere(document: Document) -> Iterator[Fault]:
    for outline in _subscriptions(document):
        for name in ("xmlUrl", "htmlUrl"):
            url = outline.get(name)
            if url is not None:
                yield from leads_somewhere(document, url, line(outline))


def a_channel_is_listed_once(document: Document) -> Iterator[Fault]:
    """newsboat keeps an id once across all its feeds: the same entries twice lose themselves."""
    folders: set[str] = set()
    for outline in _subscriptions(document):
        folder = outline.get("xmlUrl").rpartition("/")[0]
        if folder in folders:
            yield Fault(line(outline), f"a channel is listed twice: {folder}/", "one format each")
        folders.add(folder)


def no_archive_is_listed(document: Document) -> Iterator[Fault]:
    for outline in _subscriptions(document):
        path = target(document.site, outline.get("xmlUrl"))
        if path and is_in_archive(path):
            yield Fault(line(outline), "an archive document is listed", "list its channel")


def is_opml(root: etree._Element) -> bool:
    return root.tag == "opml"


RULES: tuple[Rule, ...] = (
    is_version_2,
    has_a_head_with_a_title,
    has_a_body_with_outlines,
    outlines_have_text,
    subscriptions_say_rss,
    urls_lead_somewhere,
    a_channel_is_listed_once,
    no_archive_is_listed,
)
