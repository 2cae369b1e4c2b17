"""HTML in which no more than so many elements stand within one another.

An HTML parser takes quadratic time for deep ones: 16,000 `<ul><li>` take eight
seconds, and formatting that is never closed is opened again in each paragraph
after it.  Browsers stop at 512 levels; no article has 50.
"""

import re
from collections import Counter

DEEPEST = 64
WRITTEN_DEEPEST = 512  # in Markdown, where code may show tags that it does not close
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_EMPTY = frozenset(("br", "hr", "img", "wbr", "col"))
# The next of them ends the one before.
_ENDED = frozenset(
    (
        *("p", "li", "dt", "dd", "rp", "rt", "option"),
        *("tr", "td", "th", "thead", "tbody", "tfoot", "caption"),
    )
)


def flat_markdown(body: str) -> str:
    """Return Markdown without HTML so deep that Python-Markdown takes quadratic time for it."""
    return _flat(body, WRITTEN_DEEPEST, _EMPTY)


def flat(html: str) -> str:
    """Return the HTML with each tag that would stand too deep as text."""
    return _flat(html, DEEPEST, _EMPTY | _ENDED)


def _flat(html: str, deepest: int, never_deep: frozenset[str]) -> str:
    """Return the HTML with no more than so many tags open, but for some.

    A tag is closed by its own name alone, so what is counted is never less than
    what a parser has open, whatever is closed in between.
    """
    if html.count("<") <= deepest:
        return html
    opened: Counter[str] = Counter()
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        name = tag[2].lower()
        if name in never_deep:
            return tag[0]
        if tag[1]:
            closes = opened[name] > 0
            opened[name] -= closes
            depth -= closes
            return tag[0]
        if depth >= deepest:
            return f"&lt;{tag[2]}"
        opened[name] += 1
        depth += 1
        return tag[0]

    return _TAG.sub(kept, html)
