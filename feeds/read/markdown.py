"""Text as Markdown that shows the same words, whatever marks stand in it.

The marks of every extension that posts are rendered with are among those that
are taken: definition lists, tables, fences, footnotes.
"""

import re

_INLINE = re.compile(r"[\\`*_\[\]]")
_ENTITY = re.compile(r"&(?=#\w|\w{1,40};|#?\w*\Z)")  # a number is one without its semicolon too
_OPENING = re.compile(r"[#>+\-]")
_OPENING_ENTITY = {"=": "&#61;", "|": "&#124;", ":": "&#58;", "~": "&#126;"}
_NUMBER = re.compile(r"(\d{1,20})([.)])")
_BULLET = re.compile(r"[-*•·‣–]\s+(?=\S)")
_NUMBERED = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
_BLANK = re.compile(r"\n[ \t]*\n")
_BLANKS = re.compile(r"[ \t\n\x0b]+")


def inline(text: str) -> str:
    """Return text as Markdown shows it in the middle of a line.

    An ampersand at its end is taken for a mark too, because what follows may
    make it one.
    """
    if "&" in text:
        text = _ENTITY.sub("&amp;", text)
    return _INLINE.sub(r"\\\g<0>", text).replace("<", "&lt;")


def opening(line: str) -> str:
    """Return a line of Markdown whose first marks are only text."""
    if line[:1] in _OPENING_ENTITY:
        return _OPENING_ENTITY[line[0]] + line[1:]
    if _OPENING.match(line):
        return "\\" + line
    return _NUMBER.sub(r"\1\\\2", line, count=1) if _NUMBER.match(line) else line


def paragraph(text: str) -> str:
    """Return text on one line as a paragraph."""
    return opening(inline(_BLANKS.sub(" ", text).strip(" ")))


def heading(text: str, level: int = 2) -> str:
    """Return Markdown on one line as a heading; `#` at its end would be decoration."""
    return "#" * level + " " + text.replace("#", "\\#")


def code(text: str) -> str:
    """Return a fenced block; its fence is longer than any run of backticks inside."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text.strip(chr(10))}\n{fence}"


def text_to_markdown(text: str) -> str:
    """Return plain text as Markdown: paragraphs, lists and quotes of mail.

    Paragraphs are what blank lines set apart; in a text that has none, lines are.
    """
    text = text.strip("\n")
    blocks = _BLANK.split(text) if _BLANK.search(text) else text.split("\n")
    return "\n\n".join(filter(None, map(_block, blocks)))


def _block(text: str) -> str:
    lines = [line.strip(" \t") for line in text.split("\n")]
    lines = [line for line in lines if line]
    if not lines:
        return ""
    if all(line.startswith(">") for line in lines):
        return "\n".join("> " + paragraph(line.lstrip("> ")) for line in lines)
    if all(map(_BULLET.match, lines)):
        return "\n".join("- " + paragraph(_BULLET.sub("", line, count=1)) for line in lines)
    numbers = [int(match[1]) for line in lines if (match := _NUMBERED.match(line))]
    if numbers == list(range(1, len(lines) + 1)):
        texts = (_NUMBERED.sub("", line, count=1) for line in lines)
        return "\n".join(f"{n}. {paragraph(text)}" for n, text in enumerate(texts, 1))
    return "\n".join(map(paragraph, lines))
