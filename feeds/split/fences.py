"""Code between fences, as Markdown sets it off: whatever its lines look like, they are text."""

import re
from collections.abc import Sequence

from feeds.split.given import SURE
from feeds.split.lines import Page
from feeds.split.network import ROLES, START, Array

_FENCE = re.compile(r"\s{0,3}(`{3,9})\s?([\w+#.{}=\"-]{0,40})\s*$")
_SIGN = "```"  # rows of tildes part articles, too
_MOST = 400  # lines of code: else a fence was left open
_CODE = ROLES.index("q")


def fenced(lines: Sequence[str]) -> set[int]:
    """Return the lines that stand between two fences, with these.

    A fence that names a language closes none, and none is closed far below: what was opened
    before was left open, and is no code.
    """
    found = set[int]()
    opened, sign = -1, ""
    for k, line in enumerate(lines):
        fence = _FENCE.match(line) if line.lstrip().startswith(_SIGN) else None
        if not fence:
            continue
        again = fence[2] and len(fence[1]) >= len(sign)
        if opened < 0 or again or k - opened >= _MOST:
            opened, sign = k, fence[1]
        elif fence[1] == sign and not fence[2]:
            found.update(range(opened, k + 1))
            opened = -1
    return found


def with_code(page: Page, logits: Array) -> Array:
    """Return log odds that know of code: it begins no article, and no line of it is a header's."""
    if not any(text.startswith(_SIGN) for text in page.texts):
        return logits
    own = fenced(page.lines)
    units = [
        unit
        for unit, (first, last) in enumerate(zip(page.numbers, page.lasts, strict=True))
        if first in own and last in own
    ]
    found = logits.copy()
    found[units, START] = -SURE
    found[units, _CODE] = SURE
    return found
