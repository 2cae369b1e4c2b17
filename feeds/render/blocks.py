"""HTML of Markdown that means the same wherever it stands, made block by block.

Most of what people write is paragraphs of words with an emphasis or a link in them,
under plain headings and in plain lists.  This is made here in a fiftieth of the time;
the tests hold it against what Python-Markdown and the sanitiser make of it, byte for byte.
A block that has more in it goes to them alone, and a body whose blocks may reach into
one another goes to them whole.
"""

import re
from collections.abc import Callable, Iterator

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
_APART = r"(?<![\w*`\[\]\\!].)"  # behind the first sign of a span: nothing stands before it
_ENDS = r"(?![\w*`\[(])"
# Each begins with a sign of its own, for these are found fast; none goes on in another line.
_SPAN = re.compile(
    rf"\*{_APART}(?:\*(?P<strong>{_WORDS})\*\*|(?P<em>{_WORDS})\*){_ENDS}"
    rf"|`{_APART}(?P<code>{_WORDS})`{_ENDS}"
    rf"|\[{_APART}(?P<text>{_WORDS})\]\((?P<to>https?://[\w./~%+=@,-]+)\){_ENDS}"
    r"|\\(?P<sign>[`*_{}\[\]()#+.!-])"
    r"|&(?P<ampersand>)(?!#|\w*;)"  # of no character's name
)
_HEADING = re.compile(r"(#{1,6}) (.*[^#])")
_OPENERS = "#-*+"  # of headings and lists
_ITEM = re.compile(r"[-*+] (.*)")
_LINE = re.compile(rf"(?:{_OPENING}|[*\[`\\][^\s*\[`]|\*\*[^\s*]).*")


def words_alone(body: str) -> str:
    """Return what every engine makes of a body of words alone, else ""."""
    if not _is_words(body) or any(odd in body for odd in _ODD):
        return ""
    return "\n".join(f"<p>{block}</p>" for block in _divided(body))


def by_blocks(body: str, alone: Callable[[str], str]) -> str:
    """Return the sanitised HTML of a body as Python-Markdown makes it, "" if it needs the whole.

    `alone` is called for each block that is to be converted as if it were a body.
    """
    if any(far in body for far in _FAR) or body[:1] in ("", " "):
        return ""
    made: list[str] = []
    listed = False
    for source, plain in _plain_blocks(body):
        html = plain
        if not html and _LINE.match(source) and all(map(_LINE.fullmatch, source.split("\n"))):
            html = alone(source)
        if not html or (listed and _ITEM.match(source)):
            return ""
        listed = _ITEM.match(source) is not None
        made.append(html)
    return "\n".join(made)


def _plain_blocks(body: str) -> Iterator[tuple[str, str]]:
    """Yield each block and what it is as HTML if it has nothing special in it, else "".

    Spans are looked for in the whole body at once, and so is what words alone may not have.
    """
    sources = _divided(body)
    bare, html = map(_parted, _without_spans(body))
    if "***" in body:
        bare = sources
    paragraphs = "\n\n".join(block for block in bare if block[:1] not in _OPENERS)
    are_words = not paragraphs or _is_words(paragraphs)
    for source, text, made in zip(sources, bare, html, strict=False):
        if (are_words and text[:1] not in _OPENERS) or _is_words(text):
            yield source, f"<p>{made}</p>"
        else:
            yield source, _heading(source, text, made) or _list(source, text, made)


def _without_spans(body: str) -> tuple[str, str]:
    """The body with a letter for each span, and with the span's HTML."""
    between: list[str] = []
    html: list[str] = []
    last = 0
    for span in _SPAN.finditer(body):
        between.append(body[last : span.start()])
        html += between[-1], _spanned(span)
        last = span.end()
    rest = body[last:]
    return "x".join([*between, rest]), "".join([*html, rest])


def _divided(body: str) -> list[str]:
    """The blocks of a body; none if one is so long that `tame` makes several of it."""
    blocks = _parted(body)
    return blocks if max(map(len, blocks)) <= LONG else []


def _parted(body: str) -> list[str]:
    body = body.strip("\n")
    return re.split(r"\n{2,}", body) if "\n\n\n" in body else body.split("\n\n")


def _is_words(text: str) -> bool:
    """Whether a text that has nothing odd in it is words alone."""
    if any(mark in text for mark in _MARKS):
        return False
    if text.endswith(" ") or not (text.isascii() or _ODD_SPACE.search(text) is None):
        return False
    return text[:1] not in ("", "\n") and _OTHER_LINE.search("\n" + text) is None


def _heading(source: str, bare: str, html: str) -> str:
    """A plain heading, else "": of a block, bare of its spans, and with HTML for them."""
    found = _HEADING.fullmatch(source)
    level = len(found[1]) if found else 0
    if not level or not _is_words(bare[level + 1 :]):
        return ""
    return f"<h{level}>{html[level + 1 :]}</h{level}>"


def _list(source: str, bare: str, html: str) -> str:
    """A plain list, else ""."""
    lines = zip(*(text.split("\n") for text in (source, bare, html)), strict=True)
    items = [
        f"<li>{made[2:]}</li>\n"
        for line, text, made in lines
        if _ITEM.fullmatch(line) and _is_words(text[2:])
    ]
    return f"<ul>\n{''.join(items)}</ul>" if len(items) > source.count("\n") else ""


def _spanned(found: re.Match[str]) -> str:
    kind = found.lastgroup or ""
    if kind == "to":
        return f'<a href="{found["to"]}">{found["text"]}</a>'
    if kind == "ampersand":
        return "&amp;"
    return found[kind] if kind == "sign" else f"<{kind}>{found[kind]}</{kind}>"
