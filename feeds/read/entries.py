"""Where the articles of a web page are, by its own structure.

In order: article elements, microformats (h-entry, hAtom) and schema.org's; else
the repeated records of the tree: children of one element that look alike and
have each a headline and words.  A page that tells one article from teasers
around it has one article.
"""

from collections import defaultdict
from typing import Any

from msgspec import Struct

from feeds.read.blocks import SILENT

_CLASSES = "concat(' ', normalize-space(@class), ' ')"
MARKED = (
    "//article | //*[contains(" + _CLASSES + ", ' h-entry ')]"
    " | //*[contains(" + _CLASSES + ", ' hentry ')]"
    " | //*[contains(@itemtype, 'schema.org/') and (contains(@itemtype, 'Article')"
    " or contains(@itemtype, 'Posting'))]"
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_AWAY = frozenset(("aside", "nav", "footer"))
_COMMENTS = frozenset(
    ("comment", "comments", "comment-body", "comment-list", "commentlist", "h-cite")
)
_RECORDS = frozenset(("div", "li", "section", "tr", "td", "dl", "main", "p"))
_COUNT = 3  # alike at least, before they are records
_WORDS = 40  # characters of a record besides its headline
_SHARE = 0.5  # of the page's words, that records must hold
_SOME = 0.3  # likewise, that marked articles must hold; less are teasers below the page's own
_TEASER = 400  # characters; a page's own article is longer
_MAIN = 1000
_FAR = 4  # times longer than the others


class Entries(Struct, frozen=True, kw_only=True):
    """The elements that are a page's articles, and how sure that is."""

    nodes: tuple[Any, ...]
    confidence: float


def entries(tree: Any) -> Entries:
    """Return the articles of a page by its structure; none if it has none to tell."""
    lengths = _lengths(tree)
    marked = [node for node in _outermost(tree.xpath(MARKED), tree) if _headed(node)]
    if sum(lengths[node] for node in marked) >= _SOME * lengths[tree] and marked:
        return Entries(nodes=tuple(_without_teasers(marked, lengths)), confidence=0.97)
    return Entries(nodes=tuple(_repeated(tree, lengths)), confidence=0.85)


def _outermost(nodes: list[Any], tree: Any) -> list[Any]:
    """Return the nodes that are in no other, in document order; comments are no articles."""
    wanted = set(nodes)
    found: list[Any] = []
    for node, inside in _descend(tree, wanted):
        if not inside and not is_comment(node):
            found.append(node)
    return found


def _descend(tree: Any, wanted: set[Any]) -> Any:
    from lxml import etree

    inside = 0
    for step, node in etree.iterwalk(tree, events=("start", "end")):
        mine = node in wanted or node.tag in _AWAY
        if step == "end":
            inside -= mine
        else:
            if node in wanted:
                yield node, inside
            inside += mine


def is_comment(node: Any) -> bool:
    """Say whether an element is what readers wrote below an article."""
    names = node.get("class", "").lower().split()
    return bool(_COMMENTS.intersection(names)) or node.get("itemtype", "").endswith("/Comment")


def _headed(node: Any) -> bool:
    """Say whether an element has a headline of its own."""
    return heading(node) is not None


def heading(node: Any) -> Any:
    """Return the first heading in an element, else None."""
    return next((inner for inner in node.iter(*HEADINGS) if _says(inner)), None)


def _says(node: Any) -> bool:
    return any(text.strip() for text in node.itertext())


def _lengths(tree: Any) -> dict[Any, int]:
    """Return how many characters each element holds, in one pass."""
    from lxml import etree

    lengths: dict[Any, int] = defaultdict(int)
    for _, node in etree.iterwalk(tree, events=("end",)):
        lengths[node] += 0 if node.tag in SILENT else len((node.text or "").strip())
        parent = node.getparent()
        if parent is not None:
            lengths[parent] += lengths[node] + len((node.tail or "").strip())
    return lengths


def _without_teasers(nodes: list[Any], lengths: dict[Any, int]) -> list[Any]:
    """Return the one article of a page that has teasers of others around it, else all."""
    by_length = sorted(nodes, key=lambda node: lengths[node], reverse=True)
    if len(nodes) > 1 and lengths[by_length[0]] >= _MAIN:
        second = lengths[by_length[1]]
        if second < _TEASER and _FAR * second <= lengths[by_length[0]]:
            return by_length[:1]
    return nodes


def _repeated(tree: Any, lengths: dict[Any, int]) -> list[Any]:
    """Return the records of the element whose like children hold most of the page's words."""
    best: list[Any] = []
    most = 0
    groups: dict[Any, list[Any]] = defaultdict(list)
    headed = _headed_ancestors(tree)
    for node in tree.iter(*_RECORDS):
        if headed.get(node) == 1:
            groups[node.getparent(), node.tag, node.get("class", "").strip()].append(node)
    for nodes in groups.values():
        held = sum(lengths[node] for node in nodes)
        if len(nodes) >= _COUNT and held > most and _have_words(nodes, lengths):
            best, most = nodes, held
    whole = lengths[tree]
    return best if most >= _SHARE * whole else []


def _headed_ancestors(tree: Any) -> dict[Any, int]:
    """Return how many headings stand in each element."""
    from lxml import etree

    counts: dict[Any, int] = defaultdict(int)
    for _, node in etree.iterwalk(tree, events=("end",)):
        counts[node] += node.tag in HEADINGS
        parent = node.getparent()
        if parent is not None:
            counts[parent] += counts[node]
    return counts


def _have_words(nodes: list[Any], lengths: dict[Any, int]) -> bool:
    """Say whether most records have words besides their headline."""
    worded = 0
    for node in nodes:
        own = heading(node)
        worded += own is not None and lengths[node] - lengths[own] >= _WORDS
    return worded >= 0.8 * len(nodes)
