"""A field of a post said anew, as an editor would: one line changes, every other byte stays."""

import re
from typing import Any

import yaml

from feeds.errors import PostError
from feeds.post.dialects import divide
from feeds.post.yamltext import Writer

_FRONT = re.compile(r"(---[ \t]*\r?\n)(.*?)(^---[ \t]*\r?$)", re.DOTALL | re.MULTILINE)


def restated(text: str, name: str, fields: dict[str, str]) -> str:
    """Return the text of a post with these fields in its front matter.

    A list keeps what stands behind its first.  Raise PostError where there is no
    front matter between `---`: what users of other programs write is theirs to edit.
    """
    found = _FRONT.match(text)
    if not found:
        raise PostError(name, "no front matter between --- lines", "edit it by hand")
    said, _ = divide(text.replace("\r\n", "\n"), name)
    front = found[2]
    for key, value in fields.items():
        before = said.get(key)
        rest = [str(each) for each in before[1:]] if isinstance(before, list) else []
        front = _with(front, key, [value, *rest] if rest else value)
    return found[1] + front + text[found.start(3) :]


def _with(front: str, key: str, value: Any) -> str:
    """Return front matter with the lines of one key replaced, or with one more."""
    ending = "\r\n" if "\r\n" in front else "\n"
    stated = yaml.dump({key: value}, Dumper=Writer, allow_unicode=True, width=1_000_000)
    stated = stated.replace("\n", ending)
    lines = front.splitlines(keepends=True)
    for start, line in enumerate(lines):
        if re.match(rf"{key}[ \t]*:", line, re.IGNORECASE):
            end = start + 1
            while end < len(lines) and _goes_on(lines[end]):
                end += 1
            return "".join([*lines[:start], stated, *lines[end:]])
    return front + stated


def _goes_on(line: str) -> bool:
    """Return whether a line belongs to the key above it: it is indented, or a list's item."""
    return line.startswith((" ", "\t", "- ", "-\n", "-\r"))
