"""The walk through output/: which rules a file has to answer to."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

from feeds.check import agreement, atom, channel, history, html, jsonfeed, opml, rss, sitemap, xml
from feeds.check.content import parse_html
from feeds.check.document import Document, Fault, Rule, problem
from feeds.check.trace import Survey, trace
from feeds.model import Problem, Site


def check(root: Path, site: Site) -> Iterator[Problem]:
    """Yield what is wrong with a published site: file by file, then as a whole.

    A file is read when its turn comes, so any number of posts needs the memory
    of one file and a few words on each feed.  Dot-files are not served and not
    looked at.
    """
    files = frozenset(_files(root))
    survey, clean = Survey(), set[int]()
    for path in sorted(files):
        try:
            content = (root / path).read_bytes()
        except OSError as error:
            yield Problem(where=path, what=f"cannot be read: {error.strerror}")
            continue
        document = Document(
            path=path, site=site, files=files, content=content, tree=None, clean=clean
        )
        for fault in _file(document, survey):
            yield problem(path, fault)
    for rule in (*agreement.RULES, *history.RULES):
        yield from rule(survey, site, files)


def _files(root: Path) -> Iterator[str]:
    for folder, below, names in os.walk(root):
        below[:] = [name for name in below if not name.startswith(".")]
        here = Path(folder).relative_to(root).as_posix()
        prefix = "" if here == "." else f"{here}/"
        yield from (prefix + name for name in names if not name.startswith("."))


def _file(document: Document, survey: Survey) -> Iterator[Fault]:
    suffix = document.path.rpartition(".")[2]
    if suffix == "html":
        yield from _page(document, survey)
    elif suffix in ("xml", "opml"):
        yield from _xml(document, survey)
    elif suffix == "json":
        yield from _json(document, survey)
    elif document.path == "robots.txt":
        yield from _robots(document)


def _page(document: Document, survey: Survey) -> Iterator[Fault]:
    root = parse_html(document.content)
    if root is None:
        yield Fault("", "the page is empty")
        return
    survey.pages.add(document.path)
    if html.is_unlisted(root):
        survey.unlisted.add(document.path)
    yield from _apply(html.RULES, document, root)


def _xml(document: Document, survey: Survey) -> Iterator[Fault]:
    root, faults = xml.parse(document.content)
    yield from faults
    if root is None:
        return
    if root.tag == "rss":
        yield from _feed(rss.RULES, document, root, "rss", rss.channel(root), survey)
    elif root.tag == atom.ROOT:
        yield from _feed(atom.RULES, document, root, "atom", atom.channel(root), survey)
    elif opml.is_opml(root):
        yield from _apply(opml.RULES, document, root)
        survey.subscribed.update(opml.listed(_with(document, root)))
    elif root.tag in (sitemap.PAGES, sitemap.INDEX):
        yield from _apply(sitemap.RULES, document, root)
        survey.mapped.update(sitemap.listed(_with(document, root)))
    else:
        yield Fault("", f"neither a feed, a sitemap nor OPML: {etree.QName(root).localname}")


def _json(document: Document, survey: Survey) -> Iterator[Fault]:
    tree, faults = jsonfeed.parse(document.content)
    yield from faults
    if tree is not None:
        found = jsonfeed.channel(tree)
        yield from _feed(jsonfeed.RULES, document, tree, "json", found, survey)


def _feed(
    rules: tuple[Rule, ...],
    document: Document,
    tree: Any,
    name: str,
    found: channel.Channel,
    survey: Survey,
) -> Iterator[Fault]:
    document = _with(document, tree)
    yield from _apply(rules, document, tree)
    for rule in channel.RULES:
        yield from rule(document, found)
    survey.feeds[document.path] = trace(document, name, found)


def _robots(document: Document) -> Iterator[Fault]:
    line = f"Sitemap: {document.site.url}sitemap.xml"
    if line not in document.content.decode("utf-8", "replace").splitlines():
        yield Fault("", "does not name the sitemap", line)


def _apply(rules: tuple[Rule, ...], document: Document, tree: Any) -> Iterator[Fault]:
    document = _with(document, tree)
    for rule in rules:
        yield from rule(document)


def _with(document: Document, tree: Any) -> Document:
    return replace(document, tree=tree)
