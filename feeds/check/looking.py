"""One file of output/ held against the rules of its kind, and what it tells of the rest."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from feeds.check import atom, channel, html, jsonfeed, opml, redirect, rss, sitemap, xml
from feeds.check.content import parse_html
from feeds.check.document import Document, Fault, Rule, problem
from feeds.check.trace import Survey, trace
from feeds.model import Problem, Site

INDEX = "search/pagefind/"  # what readers search: Pagefind's own


class Look(Struct, frozen=True, kw_only=True):
    """What was found in a file.

    `missing` are the files that a rule asked for and that are not there: as long as
    they are not, and no file goes, the same bytes have the same faults.
    """

    path: str
    problems: tuple[Problem, ...]
    facts: Survey
    missing: frozenset[str] = frozenset()


class _Asked:
    """The files of the site, and which of those asked for are not among them."""

    def __init__(self, files: frozenset[str]) -> None:
        self._files = files
        self.missing: set[str] = set()

    def __contains__(self, path: object) -> bool:
        found = path in self._files
        if not found:
            self.missing.add(str(path))
        return found


class Looker:
    """Looks at one file after the other; it can be sent to another process."""

    def __init__(self, root: Path, site: Site, files: frozenset[str]) -> None:
        self._root, self._site, self._files = str(root), site, files
        self._clean: set[int] = set()

    def look(self, path: str) -> Look:
        """Return what is wrong with a file; one that cannot be read is wrong as well."""
        facts, asked = Survey(), _Asked(self._files)
        try:
            with open(f"{self._root}/{path}", "rb") as file:
                content = file.read()
        except OSError as error:
            unread = Problem(where=path, what=f"cannot be read: {error.strerror}")
            return Look(path=path, problems=(unread,), facts=facts)
        document = Document(
            path=path, site=self._site, files=asked, content=content, tree=None, clean=self._clean
        )
        problems = tuple(problem(path, fault) for fault in _file(document, facts))
        return Look(path=path, problems=problems, facts=facts, missing=frozenset(asked.missing))

    def look_at(self, paths: list[str]) -> list[Look]:
        return [self.look(path) for path in paths]


def _file(document: Document, survey: Survey) -> Iterator[Fault]:
    suffix = document.path.rpartition(".")[2]
    if suffix == "html":
        yield from _page(document, survey)
    elif suffix in ("xml", "opml"):
        yield from _xml(document, survey)
    elif suffix == "json" and not document.path.startswith(INDEX):
        yield from _json(document, survey)
    elif document.path == "robots.txt":
        yield from _robots(document)
    elif document.path == redirect.MAP:
        yield from redirect.map_leads_to_pages(document)


def _page(document: Document, survey: Survey) -> Iterator[Fault]:
    root = parse_html(document.content)
    if root is None:
        yield Fault("", "the page is empty")
        return
    survey.pages.add(document.path)
    if html.is_unlisted(root):
        survey.unlisted.add(document.path)
    yield from _apply(redirect.RULES if redirect.way(root) else html.RULES, document, root)


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
