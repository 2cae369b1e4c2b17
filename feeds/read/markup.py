"""HTML as Markdown that shows the same words, in one pass over its tree.

Kept are headings, paragraphs, lists, quotes, code, links and pictures; links and
pictures only with http and https addresses.  Everything else is its words.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from msgspec import Struct, field

from feeds.read import markdown
from feeds.read.blocks import BLOCKS, SILENT, tag_soup_lines
from feeds.read.clean import clean
from feeds.read.tree import html_tree

_BREAK = "\x0b"  # a clean text has none
_BLANKS = re.compile(r"[ \t\n\r]+")
_DEEP = 4  # levels of lists and quotes; deeper ones are flattened
_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_UNSAFE = re.compile(r"""[\s<>()\[\]\\*`"'|{}^]""")
_TAGGED = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|ul|ol|li|h[1-6]|blockquote|img|pre|code|table|tr|td"
    r"|figure|section|article|hr|sub|sup|small|iframe|video)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_URL_LIMIT = 2000  # characters


def is_html(text: str) -> bool:
    """Say whether a text that may be either has tags that people write in articles."""
    return bool(_TAGGED.search(text))


def html_to_markdown(markup: str, base: str = "") -> str:
    """Return a piece of HTML as Markdown; relative links are resolved against `base`."""
    if not markup.strip():
        return ""
    tree = html_tree(clean(markup))
    if tree is None:
        return markdown.text_to_markdown(clean("\n".join(tag_soup_lines(markup))))
    return tree_to_markdown(tree, base)


def tree_to_markdown(element: Any, base: str = "", skip: frozenset[Any] = frozenset()) -> str:
    """Return an element of an lxml tree as Markdown, without the elements of `skip`."""
    writer = _Writer(base)
    for step, node, tag in _steps(element, skip):
        if step == "start":
            writer.start(tag, node)
            writer.text(node.text or "")
        else:
            writer.end(tag)
            if node is not element:
                writer.text(node.tail or "")
    # Cleaned again: a character reference may stand for any character.
    return clean(writer.finished())


def _steps(element: Any, skip: frozenset[Any]) -> Iterator[tuple[str, Any, str]]:
    """Yield (start or end, element, tag); the end of what is skipped comes with the tag ""."""
    from lxml import etree

    walk = etree.iterwalk(element, events=("start", "end"))
    for step, node in walk:
        tag = node.tag if isinstance(node.tag, str) else ""
        if (tag in SILENT or not tag or node in skip) and node is not element:
            if step == "start":
                walk.skip_subtree()
            else:
                yield step, node, ""
        else:
            yield step, node, tag


class _List(Struct):
    marker: str  # "-", or "" for numbers
    number: int = 1
    fresh: bool = False  # an item was opened and has no text yet
    begun: bool = False  # an item has text


class _Writer(Struct):
    """Blocks of Markdown, as a walk over a tree fills them."""

    base: str
    blocks: list[tuple[str, str]] = field(default_factory=list)  # (kind, text)
    pieces: list[str] = field(default_factory=list)  # of the block at hand
    lists: list[_List] = field(default_factory=list)
    links: list[tuple[str, int, int]] = field(default_factory=list)  # (url, block, piece)
    quotes: int = 0
    level: int = 0  # of the heading at hand
    verbatim: int = 0
    raw: list[str] = field(default_factory=list)

    def start(self, tag: str, node: Any) -> None:
        if self.verbatim:
            self.verbatim += tag == "pre"
            if tag == "br":
                self.raw.append("\n")
            return
        if tag == "br":
            self.pieces.append(_BREAK)
        elif tag in BLOCKS:
            self.flush()
            self._open(tag, node)
        elif tag == "a":
            self.links.append((self._address(node.get("href")), len(self.blocks), len(self.pieces)))
        elif tag == "img":
            self._picture(node)
        elif tag in ("td", "th"):
            self.pieces.append(" ")

    def _open(self, tag: str, node: Any) -> None:
        if tag in _HEADINGS:
            self.level = _HEADINGS[tag]
        elif tag in ("ul", "ol", "menu"):
            start = str(node.get("start") or "")
            number = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
            self.lists.append(_List("" if tag == "ol" else "-", number))
        elif tag == "li" and self.lists:
            self.lists[-1].fresh = True
        elif tag == "blockquote":
            self.quotes += 1
        elif tag == "pre":
            self.verbatim = 1

    def end(self, tag: str) -> None:
        if self.verbatim:
            self.verbatim -= tag == "pre"
            if not self.verbatim:
                self._put_code()
        elif tag == "a":
            self._close_link()
        elif tag in BLOCKS and tag != "br":
            self.flush()
            if tag in _HEADINGS:
                self.level = 0
            elif tag in ("ul", "ol", "menu") and self.lists:
                self.lists.pop()
            elif tag == "blockquote":
                self.quotes -= 1

    def text(self, text: str) -> None:
        if self.verbatim:
            self.raw.append(text)
        elif text:
            self.pieces.append(markdown.inline(text.replace(_BREAK, " ")))

    def flush(self) -> None:
        """End the block at hand."""
        lines = [_BLANKS.sub(" ", line).strip(" ") for line in "".join(self.pieces).split(_BREAK)]
        self.pieces.clear()
        run: list[str] = []
        for line in [*lines, ""]:
            if line:
                run.append(line)
            elif run:
                self._put(run)
                run = []

    def finished(self) -> str:
        self.flush()
        text, before = "", ""
        for kind, block in self.blocks:
            between = "\n" if kind == before == "item" else "\n\n"
            if kind.startswith(">") and kind == before:
                between = f"\n{kind}\n"
            text += (between if text else "") + block
            before = kind
        return text

    def _put(self, lines: list[str]) -> None:
        if self.level:
            self.blocks.append(("", markdown.heading(" ".join(lines), self.level)))
            return
        shown = [markdown.opening(line) for line in lines]
        levels = [level for level in self.lists if level.begun][:_DEEP]
        if self.lists and self.lists[-1].fresh:
            self._put_item(" ".join(shown))
        elif levels and self.lists[-1].begun:
            self._put_quoted("listed", "    " * len(levels) + " ".join(shown))
        else:
            self._put_quoted("", "  \n".join(shown))

    def _put_item(self, text: str) -> None:
        own = self.lists[-1]
        depth = sum(level.begun for level in self.lists[:-1])
        marker = own.marker or f"{own.number}."
        own.number += 1
        own.fresh, own.begun = False, True
        self._put_quoted("item", "    " * min(depth, _DEEP - 1) + f"{marker} {text}")

    def _put_quoted(self, kind: str, text: str) -> None:
        if not self.quotes:
            self.blocks.append((kind, text))
            return
        mark = ">" * min(self.quotes, _DEEP)
        quoted = "\n".join(f"{mark} {line}" for line in text.split("\n"))
        self.blocks.append((kind if kind == "item" else mark, quoted))

    def _put_code(self) -> None:
        text = "".join(self.raw).replace(_BREAK, "\n")
        self.raw.clear()
        if text.strip():
            self.blocks.append(("", markdown.code(text)))
            for level in self.lists:  # a fence ends the list around it
                level.fresh = level.fresh or level.begun
                level.begun = False

    def _close_link(self) -> None:
        if not self.links:
            return
        url, block, piece = self.links.pop()
        shown = _BLANKS.sub(" ", "".join(self.pieces[piece:]).replace(_BREAK, " "))
        if not url or not shown.strip() or block != len(self.blocks):
            return
        del self.pieces[piece:]
        self._append_mark(f"[{shown}]({url})")

    def _picture(self, node: Any) -> None:
        url = self._address(node.get("src"))
        name = _BLANKS.sub(" ", str(node.get("alt") or "")).strip()
        if url:
            self._append_mark(f"![{markdown.inline(name)}]({url})")
        elif name:
            self.text(name)

    def _append_mark(self, mark: str) -> None:
        if self.pieces and self.pieces[-1].endswith("!"):  # it would make a link a picture
            self.pieces[-1] = self.pieces[-1][:-1] + "\\!"
        self.pieces.append(mark)

    def _address(self, url: Any) -> str:
        return web_address(str(url or ""), self.base)


def web_address(url: str, base: str = "") -> str:
    """Return an absolute http or https address that is safe within Markdown, else ""."""
    url = clean(url).strip()
    if not url or len(url) > _URL_LIMIT or url.startswith("#"):
        return ""
    try:
        url = urljoin(base, url) if base else url
    except ValueError:
        return ""
    if not url.lower().startswith(("http://", "https://")):
        return ""
    return _UNSAFE.sub(lambda char: "".join(f"%{byte:02X}" for byte in char[0].encode()), url)
