"""The words of a web page, a line for each block: no judgement, nothing left out.

Blanks within a line are collapsed as a browser does, and no-break spaces kept.
What a visitor never sees (scripts, styles, the head) is not text.
"""

import html
import re
from collections.abc import Container, Iterable, Iterator
from typing import Any


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCKS = _names(
    "address article aside blockquote body br button caption center dd details dialog div dl dt "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li legend "
    "main menu nav ol option p pre section summary table tbody tfoot thead tr ul"
)
SILENT = _names(
    "applet audio canvas embed frame head iframe input map math noembed noframes noscript object "
    "script select style svg template textarea title video"
)
_RAW = frozenset(("script", "style", "textarea", "title"))  # those that always end
_CELLS = frozenset(("td", "th"))
_BLANKS = re.compile(r"[ \t]+")
_TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>|<[!?][^<>]*>|[^<]+|<")


def block_lines(tree: Any, skip: Container[Any] = ()) -> Iterator[str]:
    """Yield the text of one block element of an lxml tree after another, without those to skip."""
    return _lines("".join(_pieces(tree, skip)))


def extent(tree: Any) -> tuple[int, int]:
    """Return how many elements there are, and how many are open at once at most."""
    elements = deepest = depth = 0
    for event, _ in _walk(tree):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        deepest = max(deepest, depth)
    return elements, deepest


def tag_soup_lines(markup: str) -> Iterator[str]:
    """Yield the text of one block after another of a page that no tree can be made of.

    Tags are taken one by one, in one pass, so neither depth nor disorder matters.
    """
    return _lines("".join(_soup_pieces(markup)))


def _walk(tree: Any) -> Iterable[tuple[str, Any]]:
    from lxml import etree

    steps: Iterable[tuple[str, Any]] = etree.iterwalk(tree, events=("start", "end"))
    return steps


def _lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        text = _BLANKS.sub(" ", line).strip()
        if text:
            yield text


def _pieces(tree: Any, skip: Container[Any]) -> Iterator[str]:
    """Yield the page's text in pieces, a line feed wherever a block begins or ends."""
    silent = verbatim = 0
    for event, element in _walk(tree):
        step = 1 if event == "start" else -1
        tag = element.tag
        silent += step * (tag in SILENT or element in skip)
        verbatim += step * (tag == "pre")
        yield "\n" if tag in BLOCKS else " " if tag in _CELLS else ""
        text = element.text if event == "start" else element.tail
        if text and not silent and (event == "start" or element is not tree):
            yield text if verbatim else text.replace("\n", " ")


def _soup_pieces(markup: str) -> Iterator[str]:
    silent = ""
    for token in _TOKEN.finditer(markup):
        end, tag = token[1], (token[2] or "").lower()
        if silent:
            silent = "" if end and tag == silent else silent
        elif not tag:
            yield "" if token[0].startswith(("<!", "<?")) else html.unescape(token[0])
        elif tag in BLOCKS:
            yield "\n"
        elif tag in _CELLS:
            yield " "
        elif tag in _RAW and not end:
            silent = tag
