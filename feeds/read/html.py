"""Saved web pages: the text of their articles, one block a line.

A page of one article goes through trafilatura, which knows what is article and
what is furniture.  On a page of several it would merge or lose some
(adbar/trafilatura#811), so such a page is taken whole, and so is one in which
trafilatura finds next to nothing: the splitter can tell furniture by itself.
Nothing is ever fetched.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any

from feeds.errors import DumpError
from feeds.read.clean import clean
from feeds.read.encoding import decode
from feeds.read.page import Page

SIZE_LIMIT = 32 << 20  # characters: a tree takes ten to twenty times the memory of its text
DEPTH_LIMIT = 200  # trafilatura and lxml recurse
_SHORT = 250  # characters; below that trafilatura falls back to a guess
_ENOUGH = 0.25  # of the page's text, else trafilatura missed the articles


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCKS = _names(
    "address article aside blockquote body br button caption center dd details dialog div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li legend "
    "main menu nav ol option p pre section summary table tbody tfoot thead tr ul"
)
_SILENT = _names(
    "applet audio canvas embed frame head iframe input map math noembed noframes noscript object "
    "script select style svg template textarea title video"
)
_ARTICLES = (
    "//article[not(ancestor::article)] | //*[not(self::article) and ("
    "contains(concat(' ', normalize-space(@class), ' '), ' h-entry ') or "
    "contains(concat(' ', normalize-space(@class), ' '), ' hentry '))"
    " and not(ancestor-or-self::article)]"
)
_CELLS = frozenset(("td", "th"))
_BLANKS = re.compile(r"[ \t]+")  # a no-break space is none of HTML's


def read_html(name: str, data: bytes) -> Page:
    """Return the page's text, with what its head says of title, language and address.

    Raise DumpError if it is too large, or holds no element at all.
    """
    markup = clean(decode(data, markup=True))
    if len(markup) > SIZE_LIMIT:
        raise DumpError(name, f"an HTML page of more than {SIZE_LIMIT:,} characters", "divide it")
    tree = _tree(markup)
    if tree is None:
        raise DumpError(name, "an HTML page without any element", "save the page again")
    return Page(
        text=_text(tree, markup),
        title=_first(tree, "string(//head/title)"),
        language=_first(tree, "string(/html/@lang)"),
        url=_address(tree),
    )


def _tree(markup: str) -> Any:
    """Return the root element, or None.

    As bytes, because lxml refuses text that declares an encoding; and by the HTML
    parser even if it is XHTML, because that one knows no entities but HTML's and
    loads nothing.
    """
    from lxml import html  # here: a text dump needs none of it

    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        return html.document_fromstring(markup.encode(), parser=parser)
    except (html.etree.ParserError, html.etree.XMLSyntaxError):
        return None


def _text(tree: Any, markup: str) -> str:
    # Cleaned again: a character reference may stand for any character.
    whole = clean("\n".join(_lines(tree)))
    if len(tree.xpath(_ARTICLES)) > 1:
        return whole
    article = _article(tree, markup)
    return article if len(article) > max(_ENOUGH * len(whole), _SHORT) else whole


def _article(tree: Any, markup: str) -> str:
    """Return what trafilatura takes for the article, or nothing."""
    if _depth(tree) > DEPTH_LIMIT:
        return ""
    import trafilatura  # here: it takes a quarter of a second to import

    logging.getLogger("trafilatura").setLevel(logging.ERROR)  # it warns of what we expect
    try:
        found = trafilatura.extract(markup, include_comments=False, favor_recall=True)
    except Exception:  # whatever it stumbles over, the whole page remains
        return ""
    return clean(found or "").strip()


def _depth(tree: Any) -> int:
    deepest = depth = 0
    for event, _ in _walk(tree):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _walk(tree: Any) -> Iterable[tuple[str, Any]]:
    from lxml import etree

    steps: Iterable[tuple[str, Any]] = etree.iterwalk(tree, events=("start", "end"))
    return steps


def _lines(tree: Any) -> Iterator[str]:
    """Yield the text of one block element after another, blanks collapsed."""
    for line in "".join(_pieces(tree)).split("\n"):
        text = _BLANKS.sub(" ", line).strip()
        if text:
            yield text


def _pieces(tree: Any) -> Iterator[str]:
    """Yield the page's text in pieces, a line feed wherever a block begins or ends."""
    silent = verbatim = 0
    for event, element in _walk(tree):
        step = 1 if event == "start" else -1
        tag = element.tag
        silent += step * (tag in _SILENT)
        verbatim += step * (tag == "pre")
        yield "\n" if tag in _BLOCKS else " " if tag in _CELLS else ""
        text = element.text if event == "start" else element.tail
        if text and not silent:
            yield text if verbatim else text.replace("\n", " ")


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
