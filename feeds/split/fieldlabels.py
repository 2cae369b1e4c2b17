"""A line that is a label and what it says: `Title: …`, `**Date:** …`, `- author = …`."""

import re

from msgspec import Struct

from feeds.fieldnames import fold, kind_of

_LABEL = re.compile(
    r"[ \t]{0,8}(?:[-*>][ \t]{1,4})?\*{0,2}(?P<name>[^\W\d_][^:=：<>{}\[\]\"]{0,27}?)\*{0,2}"
    r"[ \t]{0,4}(?:[:=](?=[\s*]|$)|[:=](?!//)(?=[^\s:=>])|：)\*{0,2}[ \t]*(?P<value>.*)"
)
_DIGITS = re.compile(r"\s?\d+")
_LONGEST = 1200  # characters of a line that may be a label and what it says
UNKNOWN = 120  # of one whose label is not known
_WORDS = 4  # of a label that is not known


class Label(Struct):
    """A line that is a label and what it says, with the lines that go on with it."""

    line: int
    spelt: str  # with the sign behind it
    name: str  # as it is compared
    kind: str  # "" if it is not known
    value: str
    more: list[int]  # lines


def label_of(k: int, line: str) -> Label | None:
    """Return the label that a line is, with what it says, if it is one."""
    may_be = 2 < len(line) <= _LONGEST and (":" in line or "=" in line or "：" in line)
    found = _LABEL.fullmatch(line) if may_be else None
    if not found:
        return None
    name = fold(found["name"])
    kind = kind_of(name) or kind_of(name.rstrip("0123456789"))  # "Title 2:"
    if not kind and (len(line) > UNKNOWN or found["name"].count(" ") >= _WORDS):
        return None
    spelt = _DIGITS.sub("", line[: found.start("value")]).strip()
    return Label(k, spelt, name, kind, found["value"].strip(), [])
