"""Lines of a dump as Markdown that shows the same text, whatever marks stand in it.

Scraped text is escaped on the way, so that no line becomes a heading, a list, a
link or HTML by accident, and none costs the renderer quadratic time (a run of
`![[`).  Entities are used only where a backslash does not work.
"""

import re
from collections.abc import Iterable

_INLINE = re.compile(r"[\\`*_\[\]]")
_IN_HEADING = re.compile(r"[\\`*_\[\]#]")
_TAG = re.compile(r"<(?=[A-Za-z/!?$\[])")
_TAGS = re.compile(r"((?:<[A-Za-z/!?$\[][^<>`\\]*>)+)")
_ENTITY = re.compile(r"&(?=#?\w+;|#\w)")  # of a number, without its end too
_OPENING = re.compile(r"[#>+\-]")
_NUMBER = re.compile(r"(\d+)([.)])")
_FENCE = re.compile(r"`+")
_WIDE = (("\u2e80", "\u9fff"), ("\uac00", "\ud7a3"), ("\uf900", "\ufaff"), ("\uff00", "\uffef"))


def escaped(text: str) -> str:
    """Return text on one line that Markdown shows as it is, at the start of a line too."""
    text = _plain(text, _INLINE)
    if text.startswith("~~~"):
        return "&#126;" + text[1:]
    if _OPENING.match(text):
        return "\\" + text
    return _NUMBER.sub(r"\1\\\2", text, count=1) if _NUMBER.match(text) else text


def heading(text: str) -> str:
    """Return a sub-heading; a closing "#" would be taken as decoration."""
    return "## " + _plain(text, _IN_HEADING)


def _plain(text: str, marks: re.Pattern[str]) -> str:
    text = on_one_line(text)
    if "<" not in text:
        return _words(text, marks)
    # A tag in a text is code: "From<Box>".  As code it stays readable in the source, too.
    parts = _TAGS.split(text)
    parts[::2] = [_TAG.sub("&lt;", _words(part, marks)) for part in parts[::2]]
    parts[1::2] = [f"`{tags}`" for tags in parts[1::2]]
    return "".join(parts)


def _words(text: str, marks: re.Pattern[str]) -> str:
    if "&" in text:
        text = _ENTITY.sub("&amp;", text)
    # Asked for one by one: it takes a tenth of the time of a pattern to find that there is none.
    if "*" in text or "_" in text or "[" in text or "]" in text or "`" in text or "\\" in text:
        return marks.sub(r"\\\g<0>", text)
    return text.replace("#", "\\#") if marks is _IN_HEADING else text


def on_one_line(text: str) -> str:
    """Return a text with a space wherever it has white space, and none at its ends."""
    if text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text  # nothing that prints is white space but a space, as in most lines
    return " ".join(text.split())


def bullet_list(items: Iterable[str]) -> str:
    """Return a list, an item a line."""
    return "\n".join("- " + escaped(item) for item in items)


def numbered_list(items: Iterable[str], first: int) -> str:
    """Return a list whose numbers are printed: they begin at `first`."""
    return "\n".join(f"{n}. {escaped(item)}" for n, item in enumerate(items, first))


def code(lines: list[str]) -> str:
    """Return a fenced block; its fence is longer than any run of backticks inside."""
    longest = max((len(run) for line in lines for run in _FENCE.findall(line)), default=0)
    fence = "`" * max(3, longest + 1)
    margin = min((len(x) - len(x.lstrip()) for x in lines if x.strip()), default=0)
    return "\n".join([fence, *(x[margin:].rstrip() for x in lines), fence])


def joined(lines: Iterable[str]) -> str:
    """Return wrapped lines as one; scripts without spaces get none where lines meet."""
    text = ""
    for line in lines:
        if text and not (_is_wide(text[-1]) and _is_wide(line[0])):
            text += " "
        text += line
    return text


def _is_wide(sign: str) -> bool:
    return sign >= _WIDE[0][0] and any(first <= sign <= last for first, last in _WIDE)
