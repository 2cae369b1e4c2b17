"""Text that differs in a few places only, made once and filled in many times.

A page of one article differs from the next by its title, its words and its dates; all
else a template says again, and takes a hundred times as long as the filling in.  So the
template is filled in once with names in place of what differs, and cut at them.
"""

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

# Of a plane that nobody may assign: no settings and no template have them.
_BEGIN, _END = "\U0010fffc", "\U0010fffd"
_APART = "\0"  # what may leave this room has none
_SLOT = re.compile(f"{_BEGIN}([a-z_0-9]+)[^{_BEGIN}{_END}]*{_END}")


def slot(name: str, length: int = 0) -> Markup:
    """Return what stands in a mould for what is put in later; of so many characters at least.

    It is the same with HTML's marks escaped as without.
    """
    return Markup(f"{_BEGIN}{name}{'-' * length}{_END}")


def escaped(said: Mapping[str, str]) -> dict[str, str]:
    """Return lines of text as they stand in HTML; of many at once it takes a fifth of the time."""
    together = str(escape(_APART.join(said.values())))
    return dict(zip(said, together.split(_APART), strict=True))


class Mould:
    """A text with slots in it."""

    def __init__(self, text: str) -> None:
        self._pieces = _SLOT.split(text)
        self._names = self._pieces[1::2]

    def filled(self, put_in: Mapping[str, str]) -> str:
        """Return the text with what is put into each of its slots."""
        pieces = self._pieces.copy()
        pieces[1::2] = [put_in[name] for name in self._names]
        return "".join(pieces)
