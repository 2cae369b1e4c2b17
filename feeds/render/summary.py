"""The first words of an article, as one plain paragraph."""

import re
import unicodedata
from html import unescape

from feeds.render.characters import one_line

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_ASIDE = re.compile(r"h[1-6]|pre|table|figure|figcaption|sup|script|style")
_INLINE = re.compile(
    r"a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|u|var|wbr"
)
_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*(?=\s)|[。！？]+[”’」』）]*")
_SPACED = re.compile(r"(?<=[。！？」』）])\s+(?=[\u3000-\u9fff])")  # paragraphs that were joined
_WIDE = "\u1100"  # no character below is two columns wide
_ENOUGH = 2  # times the limit: no more of a long article is looked at


def summarise(html: str, limit: int = 280) -> str:
    """Return the first words of sanitised HTML as one paragraph of plain text.

    Headings, code, tables and footnote marks are left out; it ends as `clip` says.

    >>> summarise("<h2>Fire</h2><p>The <b>mill</b> burnt.</p>")
    'The mill burnt.'
    """
    return clip(_opening(html, limit * _ENOUGH), limit)


def opens_with(html: str, words: str) -> bool:
    """Return whether the text of sanitised HTML begins with these words.

    >>> opens_with("<p>The <b>mill</b> burnt.</p>", "The mill")
    True
    """
    if "<" not in words and "&" not in words and html.startswith(f"<p>{words}"):
        return True  # as nearly all do that are asked about: they are what was summarised
    return _opening(html, len(words) + _ENOUGH).startswith(words)


def clip(text: str, limit: int = 280) -> str:
    """Return plain text as one paragraph of at most `limit` columns.

    It ends with a whole sentence if one ends in the second half, else at a word,
    with an ellipsis.  An East Asian character is two columns and ends a word.

    >>> clip("One two three four", limit=12)
    'One two…'
    """
    text = one_line(text)
    columns = _fitting(text, limit)
    if columns == len(text):
        return text
    return _at_sentence(text, columns) or _at_word(text, _fitting(text, limit - 1))


def _opening(html: str, enough: int) -> str:
    """The first words as one line: that many characters or more, if there are as many."""
    text = one_line(_text(html, enough))
    if len(text) < enough < len(html):  # entities are longer than their characters
        text = one_line(_text(html, len(html)))
    return _SPACED.sub("", text)


def _text(source: str, enough: int) -> str:
    """The text outside tags and asides, entities resolved, until there is enough."""
    kept: list[str] = []
    size = last = depth = 0
    for tag in _TAG.finditer(source):
        if not depth:
            kept.append(source[last : tag.start()])
            size += tag.start() - last
        last = tag.end()
        closing, name = tag.group(1), tag.group(2).lower()
        if _ASIDE.fullmatch(name):
            depth = max(0, depth + (-1 if closing else 1))
        elif not _INLINE.fullmatch(name):
            kept.append(" ")
        if size > enough:
            return unescape("".join(kept))
    return unescape("".join([*kept, "" if depth else source[last : last + enough]]))


def _fitting(text: str, limit: int) -> int:
    """The number of characters whose columns stay within the limit."""
    if text.isascii() or max(text[: limit + 1], default="") < _WIDE:
        return min(len(text), limit)
    columns = 0
    for index, character in enumerate(text):
        columns += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if columns > limit:
            return index
    return len(text)


def _at_sentence(text: str, end: int) -> str:
    """The text up to the last sentence that ends in its second half, or ""."""
    ends = [m.end() for m in _SENTENCE.finditer(text, 0, end + 1) if m.end() <= end]
    return text[: ends[-1]] if ends and ends[-1] * 2 >= end else ""


def _at_word(text: str, end: int) -> str:
    """The text up to the last place where it may be broken, and an ellipsis."""
    space = text.rfind(" ", end // 2, end + 1)
    cut = space if space > 0 and not _wide(text[end - 1 : end]) else end
    while cut > 1 and (_joins(text[cut]) or text[cut - 1] == "\u200d"):
        cut -= 1
    return text[:cut].rstrip(" ,;:–—-，、：；") + "…"


def _wide(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in "WF"


def _joins(character: str) -> bool:
    """Whether the character belongs to the one before it: a mark, a joiner, a variant."""
    return unicodedata.category(character) in ("Mn", "Me", "Mc") or character == "\u200d"
