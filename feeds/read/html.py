"""Saved web pages: the text of their articles, one block a line.

A page of one article goes through trafilatura, which knows what is article and
what is furniture.  On a page of several it would merge or lose some
(adbar/trafilatura#811), so such a page is taken whole, and so is one in which
trafilatura finds next to nothing: the splitter can tell furniture by itself.
Nothing is ever fetched.
"""

import logging
from typing import Any

from feeds.errors import DumpError
from feeds.read.blocks import block_lines, extent, tag_soup_lines
from feeds.read.clean import clean
from feeds.read.encoding import decode
from feeds.read.page import Page

SIZE_LIMIT = 32 << 20  # characters: a tree takes ten to twenty times the memory of its text
DEPTH_LIMIT = 200  # trafilatura and lxml recurse
_TIMELY = 2 << 20  # characters, and below elements: trafilatura takes a second for so many
_ELEMENT_LIMIT = 20_000
_SHORT = 250  # characters; below that trafilatura falls back to a guess
_ENOUGH = 0.25  # of the page's text, else trafilatura missed the articles

_ARTICLES = (
    "//article[not(ancestor::article)] | //*[not(self::article) and ("
    "contains(concat(' ', normalize-space(@class), ' '), ' h-entry ') or "
    "contains(concat(' ', normalize-space(@class), ' '), ' hentry '))"
    " and not(ancestor-or-self::article)]"
)


def read_html(name: str, data: bytes) -> Page:
    """Return the page's text, with what its head says of title, language and address.

    Raise DumpError if it is too large.
    """
    markup = clean(decode(data, markup=True))
    if len(markup) > SIZE_LIMIT:
        raise DumpError(name, f"an HTML page of more than {SIZE_LIMIT:,} characters", "divide it")
    tree = _tree(markup)
    if tree is None:  # nothing in it, or too much for a tree
        return Page(text=clean("\n".join(tag_soup_lines(markup))))
    title, language = _first(tree, "string(//head/title)"), _first(tree, "string(/html/@lang)")
    url = _address(tree)
    return Page(text=_text(tree), title=title, language=language, url=url)


def _tree(markup: str) -> Any:
    """Return the root element, or None if there is none or the parser gave up.

    As bytes, because lxml refuses text that declares an encoding; and by the HTML
    parser even if it is XHTML, because that one knows no entities but HTML's and
    loads nothing.
    """
    from lxml import html  # here: a text dump needs none of it

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        tree = html.document_fromstring(markup.encode(), parser=parser)
    except (html.etree.ParserError, html.etree.XMLSyntaxError):
        return None
    gave_up = any(error.level_name == "FATAL" for error in parser.error_log)
    return None if gave_up else tree  # deeper than 2,048 elements, it loses the whole page


def _text(tree: Any) -> str:
    # Cleaned again: a character reference may stand for any character.
    whole = clean("\n".join(block_lines(tree)))
    if not _is_manageable(tree, whole) or len(tree.xpath(_ARTICLES)) > 1:
        return whole
    article = _article(tree)
    return article if len(article) > max(_ENOUGH * len(whole), _SHORT) else whole


def _is_manageable(tree: Any, text: str) -> bool:
    elements, deepest = extent(tree)
    return elements <= _ELEMENT_LIMIT and deepest <= DEPTH_LIMIT and len(text) <= _TIMELY


def _article(tree: Any) -> str:
    """Return what trafilatura takes for the article, or nothing.  The tree is used up.

    It gets the tree, because it searches the text of a page with patterns whose time
    grows with the square of its length.
    """
    import trafilatura  # here: it takes a quarter of a second to import

    logging.getLogger("trafilatura").setLevel(logging.ERROR)  # it warns of what we expect
    try:
        found = trafilatura.extract(tree, include_comments=False, favor_recall=True)
    except Exception:  # whatever it stumbles over, the whole page remains
        return ""
    return clean(found or "").strip()


def _first(tree: Any, path: str) -> str:
    return " ".join(clean(str(tree.xpath(path))).split())


def _address(tree: Any) -> str:
    for path in (
        "string(//link[@rel='canonical']/@href)",
        "string(//meta[@property='og:url']/@content)",
    ):
        url = _first(tree, path)
        if url.startswith(("https://", "http://")):
            return url
    return ""
