"""Markdown that would take longer than its length, made harmless before it is parsed.

Python-Markdown 3.11 is quadratic, or worse, in runs of `[`, `<a` and `===`, in very
long paragraphs, and recurses once a nested list or quote: 12 kB of `![[` take nine
seconds.  Each rule here is one linear pass, leaves what people write as it is, and
beyond its limit turns marks into text.
"""

import re

_FEW = 32  # offences in one paragraph that cost nothing worth a rule
_DEEP = 8  # levels of lists, quotes and brackets that are taken as meant
LONG = 16_000  # characters of one paragraph; a longer one becomes several

_BLANK = re.compile(r"(\n[ \t]*\n)")
_BRACKET = re.compile(r"\\.|[\[\]()]", re.DOTALL)
_OPEN_TAG = re.compile(r"<(?=[A-Za-z/!?][^<>]*(?:<|\Z))")
_MARKERS = re.compile(
    rf"^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{{1,9}}[.)](?=[ \t]))){{{_DEEP + 1},}}", re.M
)
_MARKER = re.compile(r">|[-*+]|[.)]")
_INDENT = re.compile(rf"^[ \t]{{{4 * _DEEP},}}(?=[-*+>\d])", re.M)
_RULED = re.compile(
    r"^(?:[ \t]*(?:=+|-+|[-*_ \t]{3,})[ \t]*|#.*|[ ]{0,3}:[ ].*)$(?=\n[ \t]*\S)", re.M
)


def tame(body: str) -> str:
    """Return Markdown that is parsed in time proportional to its length."""
    body = _shallow(body)
    if len(_OPEN_TAG.findall(body)) > _FEW:
        body = _OPEN_TAG.sub("&lt;", body)
    if "\n\n" not in body and len(body) <= _FEW:
        return body
    return "".join(_block(block) for block in _BLANK.split(body))


def _shallow(body: str) -> str:
    """The body with no more than a few levels of lists and quotes."""
    body = _INDENT.sub(" " * 4 * _DEEP, body) if "    " * _DEEP in body else body
    return _MARKERS.sub(lambda run: _escape_after(run.group(), _DEEP), body)


def _escape_after(markers: str, levels: int) -> str:
    """The run of list and quote marks with those beyond the first levels as text."""
    end = [mark.end() for mark in _MARKER.finditer(markers)][levels - 1]
    return markers[:end] + _MARKER.sub(lambda mark: "\\" + mark.group(), markers[end:])


def _block(block: str) -> str:
    """One paragraph, tamed."""
    if len(block) <= _FEW:
        return block
    if block.count("[") > _FEW and _offences(block) > _FEW:
        block = _BRACKET.sub(lambda m: "\\[" if m.group() == "[" else m.group(), block)
    if block.count("\n") > _FEW and len(_RULED.findall(block)) > _FEW:
        block = _RULED.sub(lambda line: line.group() + "\n", block)
    return block if len(block) <= LONG else "\n\n".join(_pieces(block))


def _offences(block: str) -> int:
    """How many brackets are never closed, or stand too deep to be a link."""
    offences = 0
    stack: list[str] = []
    previous = ""
    for match in _BRACKET.finditer(block):
        mark = match.group()
        if mark == "[" or (mark == "(" and previous == "]"):
            stack.append(mark)
            offences += len(stack) > _DEEP
        elif stack and mark in ("])"):
            stack.pop()
        previous = block[match.end() - 1]
    return offences + len(stack)


def _pieces(block: str) -> list[str]:
    """The block cut at line ends, else at spaces, else anywhere, every so often."""
    pieces = []
    while len(block) > LONG:
        cut = max(block.rfind("\n", 0, LONG), 0) or max(block.rfind(" ", 0, LONG), 0)
        cut = cut if cut > LONG // 2 else LONG
        cut -= block[cut - 1] == "\\"  # a mark stays with its backslash
        pieces.append(block[:cut])
        block = block[cut:].lstrip("\n ")
    return [*pieces, block]
