"""HTML of Markdown that means the same wherever it stands, made block by block.

Most of what people write is paragraphs of words with an emphasis or a link in them,
under plain headings and in plain lists.  This is made here in a fiftieth of the time;
the tests hold it against what Python-Markdown and the sanitiser make of it, byte for byte.
A block that has more in it goes to them alone, and a body whose blocks may reach into
one another goes to them whole.
"""

import re
from collections.abc import Callable

from feeds.render.tame import LONG

# A text of words alone has none of the marks that Markdown or HTML knows, no space but
# single ones within lines, and each of its lines opens with a letter, a quote or a number
# that heads no list.
_MARKS = "\\`*_{}[]<>&|~"
_ODD = ("  ", " \n", "\n ", "\t", "\r")
_ODD_SPACE = re.compile("[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_OPENING = r"(?:[^\W\d_]|[\"'“”‘’„«»(¿¡]|\d+(?![\d.)]))"
_OTHER_LINE = re.compile(rf"\n(?!\n|\Z|{_OPENING})")

# What reaches beyond its block, or ends one: HTML, tables, fenced code, footnotes, addresses
# of links, hard breaks, whatever is indented.
_FAR = ("<", "|", "```", "~~~", "[^", "]:", *_ODD)

_WORDS = r"[^\\`*_{}\[\]<>&|~\s]+(?: [^\\`*_{}\[\]<>&|~\s]+)*"
_SPAN = re.compile(
    rf"(?<![\w*`\[\]\\!])(?:\*\*(?P<strong>{_WORDS})\*\*|\*(?P<em>{_WORDS})\*|`(?P<code>{_WORDS})`"
    rf"|\[(?P<text>{_WORDS})\]\((?P<to>https?://[\w./~%+=@,-]+)\))(?![\w*`\[(])"
    r"|\\(?P<sign>[`*_{}\[\]()#+.!-])"
)
_HEADING = re.compile(r"(#{1,6}) (.*[^#])")
_ITEM = re.compile(r"[-*+] (.*)")
_LINE = re.compile(rf"(?:{_OPENING}|[*\[`\\][^\s*\[`]|\*\*[^\s*]).*")


def words_alone(body: str) -> str:
    """Return what every engine makes of a body of words alone, else ""."""
    return "\n".join(f"<p>{block}</p>" for block in _divided(body)) if _is_words(body) else ""


def by_blocks(body: str, alone: Callable[[str], str]) -> str:
    """Return the sanitised HTML of a body as Python-Markdown makes it, "" if it needs the whole.

    `alone` is called for each block that is to be converted as if it were a body.
    """
    if any(far in body for far in _FAR) or body[:1] in ("", " "):
        return ""
    made: list[str] = []
    listed = False
    for block in _divided(body):
        html = _plain(block)
        if not html and _LINE.match(block) and all(map(_LINE.fullmatch, block.split("\n"))):
            html = alone(block)
        if not html or (listed and _ITEM.match(block)):
            return ""
        listed = _ITEM.match(block) is not None
        made.append(html)
    return "\n".join(made)


def _divided(body: str) -> list[str]:
    """The blocks of a body; none if one is so long that `tame` makes several of it."""
    blocks = re.split(r"\n{2,}", body.strip("\n"))
    return blocks if max(map(len, blocks)) <= LONG else []


def _is_words(text: str) -> bool:
    if any(mark in text for mark in _MARKS) or any(odd in text for odd in _ODD):
        return False
    if text.endswith(" ") or not (text.isascii() or _ODD_SPACE.search(text) is None):
        return False
    return text[:1] not in ("", "\n") and _OTHER_LINE.search("\n" + text) is None


def _plain(block: str) -> str:
    """The HTML of a paragraph, a heading or a list that has nothing special in it, else ""."""
    if paragraph := _inline(block):
        return f"<p>{paragraph}</p>"
    if heading := _HEADING.fullmatch(block):
        level, text = len(heading[1]), _inline(heading[2])
        return f"<h{level}>{text}</h{level}>" if text else ""
    items = [item and _inline(item[1]) for item in map(_ITEM.fullmatch, block.split("\n"))]
    return (
        "<ul>\n" + "".join(f"<li>{item}</li>\n" for item in items) + "</ul>" if all(items) else ""
    )


def _inline(text: str) -> str:
    """The text as HTML if all its marks are of the plainest, else ""."""
    if _is_words(text):
        return text
    if "***" in text or not _is_words(_SPAN.sub("x", text)):
        return ""
    return _SPAN.sub(_spanned, text)


def _spanned(found: re.Match[str]) -> str:
    if found["to"]:
        return f'<a href="{found["to"]}">{found["text"]}</a>'
    name = found.lastgroup or ""
    return found[name] if name == "sign" else f"<{name}>{found[name]}</{name}>"
