"""Saved web pages: split by their own structure, else the text of their article.

Article elements, microformats, schema.org and JSON-LD say where an article
begins, and so do records that repeat in the page's tree.  A page of one article
goes through trafilatura, which knows what is article and what is furniture; on a
page of several it would merge or lose some (adbar/trafilatura#811).  A page in
which neither finds enough is taken whole: the splitter can tell furniture by
itself.  Nothing is ever fetched.
"""

import logging
from typing import Any

from msgspec.structs import replace

from feeds.errors import DumpError
from feeds.read import values
from feeds.read.blocks import block_lines, extent, tag_soup_lines
from feeds.read.clean import clean
from feeds.read.encoding import decode
from feeds.read.entries import entries
from feeds.read.entry import read_entry
from feeds.read.jsonld import is_full, stated
from feeds.read.markup import web_address
from feeds.read.page import Article, Page
from feeds.read.tree import SIZE_LIMIT, html_tree

DEPTH_LIMIT = 200  # trafilatura and lxml recurse
_TIMELY = 2 << 20  # characters, and below elements: trafilatura takes a second for so many
_ELEMENT_LIMIT = 20_000
_ENTRY_LIMIT = 2000  # articles of one page
_SHORT = 250  # characters; below that trafilatura falls back to a guess
_ENOUGH = 0.25  # of the page's text, else trafilatura missed the articles


def read_html(name: str, data: bytes) -> Page:
    """Return the page's articles or its text, and what its head says of title and language.

    Raise DumpError if it is too large.
    """
    markup = clean(decode(data, markup=True))
    if len(markup) > SIZE_LIMIT:
        raise DumpError(name, f"an HTML page of more than {SIZE_LIMIT:,} characters", "divide it")
    tree = html_tree(markup)
    if tree is None:  # nothing in it, or too much for a tree
        return Page(text=clean("\n".join(tag_soup_lines(markup))))
    page = Page(
        title=_first(tree, "string(//head/title)"), language=_language(tree), url=_address(tree)
    )
    # Cleaned again: a character reference may stand for any character.
    whole = clean("\n".join(block_lines(tree)))
    if not _is_manageable(tree, whole):
        return replace(page, text=whole)
    told = _by_structure(tree, page)
    if told:
        return told
    single = len(tree.xpath("//h1 | //h2")) == 1
    text = _article(tree, whole)  # uses the tree up
    return replace(page, text=text, one=single or text != whole)


def _by_structure(tree: Any, page: Page) -> Page | None:
    """Return the page with the articles that its structure tells apart, None if it tells none."""
    said = stated(tree)
    found = entries(tree)
    if len(found.nodes) > _ENTRY_LIMIT:
        return None
    read = [read_entry(node, page.url, found.confidence) for node in found.nodes]
    read = [entry for entry in read if entry.article.body or entry.article.title]
    worded = [entry for entry in read if entry.article.body]
    if not worded:
        full = tuple(article for article in said if is_full(article))
        return replace(page, articles=full, rest=tuple(block_lines(tree))) if full else None
    by_title = {article.title.casefold(): article for article in said}
    articles = tuple(_completed(e.article, by_title, said, len(worded)) for e in worded)
    if len(articles) == 1 and not articles[0].image:
        articles = (replace(articles[0], image=_card(tree, page.url)),)
    rest = [clean(line) for line in block_lines(tree, set(found.nodes))]
    rest += [clean(line) for entry in read for line in entry.rest]
    rest += [entry.article.title for entry in read if not entry.article.body]
    return replace(page, articles=articles, rest=tuple(rest))


def _completed(
    article: Article, by_title: dict[str, Article], said: tuple[Article, ...], count: int
) -> Article:
    """Return an article with the fields that only the page's JSON-LD states of it."""
    more = by_title.get(article.title.casefold())
    if more is None and count == len(said) == 1:
        more = said[0]
    if more is None:
        return article
    return replace(
        article,
        title=article.title or more.title,
        dek=article.dek or more.dek,
        byline=article.byline or more.byline,
        published=article.published or more.published,
        categories=article.categories or more.categories,
        language=article.language or more.language,
        image=article.image or more.image,
    )


def _is_manageable(tree: Any, text: str) -> bool:
    elements, deepest = extent(tree)
    return elements <= _ELEMENT_LIMIT and deepest <= DEPTH_LIMIT and len(text) <= _TIMELY


def _article(tree: Any, whole: str) -> str:
    """Return what trafilatura takes for the article, or the whole.  The tree is used up.

    It gets the tree, because it searches the text of a page with patterns whose time
    grows with the square of its length.
    """
    import trafilatura  # here: it takes a quarter of a second to import

    logging.getLogger("trafilatura").setLevel(logging.ERROR)  # it warns of what we expect
    try:
        found = trafilatura.extract(tree, include_comments=False, favor_recall=True)
    except Exception:  # whatever it stumbles over, the whole page remains
        return whole
    article = clean(found or "").strip()
    return article if len(article) > max(_ENOUGH * len(whole), _SHORT) else whole


def _first(tree: Any, path: str) -> str:
    return " ".join(clean(str(tree.xpath(path))).split())


def _card(tree: Any, base: str) -> str:
    """Return the address of the picture that a page shows of itself where it is shared."""
    for path in (
        "string(//meta[@property='og:image']/@content)",
        "string(//meta[@name='twitter:image']/@content)",
    ):
        if address := web_address(_first(tree, path), base):
            return address
    return ""


def _language(tree: Any) -> str:
    """Return what a page says it is in: HTML's lang, XHTML's, or that of an old meta element."""
    for path in (
        "string(/html/@lang)",
        "string(/html/@*[name()='xml:lang'])",
        "string(//meta[translate(@http-equiv, 'CL', 'cl')='content-language']/@content)",
    ):
        if stated := values.language(_first(tree, path)):
            return stated
    return ""


def _address(tree: Any) -> str:
    for path in (
        "string(//link[@rel='canonical']/@href)",
        "string(//meta[@property='og:url']/@content)",
    ):
        url = _first(tree, path)
        if url.startswith(("https://", "http://")):
            return url
    return ""
