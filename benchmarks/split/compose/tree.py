"""A page's tree and its text: rows of pieces, each piece with the mark of its nearest element.

A row is what an extractor prints on a line.  Extractors differ in where they break lines,
in bullets, blanks and indents; the tree is walked once a manner.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import lxml.html

Element = Any  # lxml's stubs know no comment nodes among the children


def named(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


BLOCKS = named(
    "p div section article header footer main aside nav ul ol li h1 h2 h3 h4 h5 h6 "
    "blockquote pre table tbody thead tr form fieldset dl dt dd figure figcaption address "
    "details summary hr center body caption"
)
CELLS = frozenset(("td", "th"))
STATED = "data-stated"  # the attribute of a root that keeps what its scripts state (JSON-LD)
SKIPPED = named(
    "script style noscript template svg iframe head select textarea input object video audio "
    "math canvas map"
)
_KIND = {f"h{n}": "h" for n in range(1, 7)} | {
    "li": "l", "dt": "l", "dd": "l", "td": "l", "th": "l", "tr": "l", "figcaption": "g",
    "caption": "g",
}  # fmt: skip
_SPACED = named("p h1 h2 h3 h4 h5 h6 ul ol pre blockquote table dl figure article section header")
_PROLOG = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNSEEN = re.compile("[\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad\ufe0f]")
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Mark:
    """What an element is: a role, and what it says where that is less than its text."""

    role: str
    value: str = ""
    entry: int | None = None
    within: str = ""  # the role that an element inside a text claims


@dataclass(slots=True)
class Row:
    """A printed line: what it says piece by piece, and what kind of block it stands in."""

    kind: str = "p"
    depth: int = 0
    bullet: bool = False
    apart: bool = False  # a paragraph begins here
    pieces: list[tuple[str, Mark | None]] = field(default_factory=list)

    def text(self) -> str:
        """Return the row as printed, without its indent and bullet."""
        joined = _UNSEEN.sub("", "".join(t for t, _ in self.pieces))
        return joined.rstrip() if self.kind == "q" else _WHITE.sub(" ", joined).strip()

    def said(self) -> list[tuple[str, Mark | None]]:
        """Return the pieces that are not blank."""
        return [(t, m) for t, m in self.pieces if t.strip()]

    def marks(self) -> set[str]:
        """Return the roles of the pieces, "" for a piece that has none."""
        return {m.role if m else "" for _, m in self.said()}


def parsed(text: str) -> Element | None:
    """Return the root of a page, or nothing where it is none."""
    text = _PROLOG.sub("", text)
    if "<" not in text:
        return None
    try:
        root = lxml.html.document_fromstring(text)
    except (lxml.etree.ParserError, ValueError):
        return None
    stated = "\n".join(
        e.text or "" for e in root.iter("script") if "ld+json" in (e.get("type") or "")
    )
    root.set(STATED, "".join(c for c in stated if c.isprintable()))
    lxml.etree.strip_elements(root, lxml.etree.Comment, *SKIPPED - {"head"}, with_tail=False)
    return root


def said(element: Element) -> str:
    """Return what an element says on one line."""
    return _WHITE.sub(" ", "".join(element.itertext())).strip()


class _Walk:
    def __init__(self, marks: dict[Element, Mark], cells: bool) -> None:
        self.marks, self.cells = marks, cells
        self.rows: list[Row] = []
        self.row = Row()

    def flush(self, kind: str, depth: int, apart: bool = False, bullet: bool = False) -> None:
        if self.row.text():
            self.rows.append(self.row)
            self.row = Row(kind, depth, bullet, apart)
        else:
            self.row = Row(kind, depth, bullet or self.row.bullet, apart or self.row.apart)

    def walk(self, element: Element, mark: Mark | None, kind: str, depth: int) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED:
            return
        mark = self.marks.get(element, mark)
        inner = "h" if kind == "h" else _KIND.get(tag, kind)
        deeper = depth + (tag in ("ul", "ol", "blockquote"))
        if tag == "pre":
            self._code(element, mark, depth)
            return
        block = tag in BLOCKS or (tag in CELLS and self.cells)
        if block or tag == "br":
            self.flush(inner, deeper, apart=tag in _SPACED, bullet=tag == "li")
        elif tag in CELLS:
            self.row.pieces.append((" ", mark))
        if element.text:
            self.row.pieces.append((element.text, mark))
        for child in element:
            self.walk(child, mark, inner, deeper)
            if child.tail:
                self.row.pieces.append((child.tail, mark))
        if block:
            self.flush(kind, depth, apart=tag in _SPACED)

    def _code(self, element: Element, mark: Mark | None, depth: int) -> None:
        self.flush("q", depth, apart=True)
        for rule in element.iter("br"):
            rule.tail = "\n" + (rule.tail or "")
        for line in "".join(element.itertext()).strip("\n").split("\n"):
            if line.strip():
                self.rows.append(Row("q", depth, False, self.row.apart, [(line, mark)]))
                self.row.apart = False
        self.row = Row(apart=True)


def rows(root: Element, marks: dict[Element, Mark], cells: bool = True) -> list[Row]:
    """Return the rows of a tree; `cells` says whether a cell of a table has a line of its own."""
    walk = _Walk(marks, cells)
    walk.walk(root, None, "p", 0)
    walk.flush("p", 0)
    return walk.rows


def printed(found: list[tuple[Row, Any]], manner: str) -> Iterator[tuple[str, Any]]:
    """Yield lines as an extractor prints them, with what belongs to each row; blanks with nothing.

    `blocks` prints a line a row, `spaced` blanks between paragraphs, `tree` indents and
    bullets as well, `flat` hyphens and no blanks, `loose` a blank below every line.
    """
    for n, (row, own) in enumerate(found):
        text = row.text()
        if manner in ("tree", "spaced") and n and row.apart:
            yield "", None
        if manner == "tree":
            text = "  " * row.depth + ("* " if row.bullet else "") + text
        elif manner == "flat":
            text = ("- " if row.bullet else "") + text
        yield text, own
        if manner == "loose":
            yield "", None
