"""What an editor would write by hand: a field of a post, a mark in a dump.

Nothing here needs the catalogue, so it may be done beside a watch, which takes it in
like any other edit.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from feeds.errors import DumpError, PostError
from feeds.files import digest
from feeds.pipeline.mill import Mill
from feeds.post.frontmatter import parse
from feeds.post.restate import restated
from feeds.read import read

BEGIN, JOIN = "article", "same"  # marks: an article begins below, the one above goes on
MARKABLE = ("text/plain", "text/markdown")


def restate(mill: Mill, name: str, fields: dict[str, str]) -> None:
    """State title or category of a post anew; what is as it was stays untouched."""
    content, status = mill.posts.read(name)
    text = content.decode("utf-8-sig")
    received = datetime.fromtimestamp(status.st_mtime, UTC)
    post = parse(text.replace("\r\n", "\n"), name, mill.rules, received).post
    said = {"title": post.title, "category": post.category.label}
    wanted = {key: " ".join(value.split()) for key, value in fields.items()}
    changed = {key: value for key, value in wanted.items() if value and said[key] != value}
    if not changed:
        return
    again = restated(text, name, changed)
    if "title" in changed:
        found = parse(again.replace("\r\n", "\n"), name, mill.rules, received).post
        if found.title != changed["title"]:
            raise PostError(name, "its title is stated elsewhere too", "edit it by hand")
    mill.posts.write(name, again.encode(), durable=True)


def mark(mill: Mill, name: str, line: int, word: str) -> None:
    """Put a mark above a line of a dump, or take away the one that says the opposite.

    A mark stands only where the splitter thinks otherwise, so without it a line is what
    is wanted again.  The dump keeps the time it was received.  Raise DumpError where
    lines of the file are not those of its text.
    """
    with _lines(mill, name) as lines:
        _put(lines, line, word, name)


def move(mill: Mill, name: str, line: int, step: int) -> None:
    """Have the article that begins at a line of a dump begin at the next line with text.

    That is one below for a `step` of 1, one above for -1.
    """
    with _lines(mill, name) as lines:
        to = line + step
        while 1 <= to <= len(lines) and not _says_something(lines[to - 1]):
            to += step
        for place, word in sorted(((line, JOIN), (to, BEGIN)), reverse=True):
            _put(lines, place, word, name)  # the lower one first: it moves the numbers below it


@contextmanager
def _lines(mill: Mill, name: str) -> Iterator[list[bytes]]:
    """Yield the lines of a dump to be changed, and write them."""
    content, status = mill.dumps.read(name)
    if not is_markable(name, content):
        raise DumpError(name, "takes no marks", "only plain text in UTF-8 does: edit its posts")
    lines = content.split(b"\n")
    yield lines
    mill.dumps.write(name, b"\n".join(lines), durable=True)
    mill.dumps.sync([name])
    os.utime(mill.dumps.path(name), ns=(status.st_atime_ns, status.st_mtime_ns))


def _put(lines: list[bytes], line: int, word: str, name: str) -> None:
    if not 1 <= line <= len(lines):
        raise DumpError(name, f"there is no line {line}", "load the page again")
    ending = b"\r" if lines[line - 1].endswith(b"\r") else b""
    above = lines[line - 2].strip() if line > 1 else b""
    if above == _mark(JOIN if word == BEGIN else BEGIN):
        del lines[line - 2]
    else:
        lines.insert(line - 1, _mark(word) + ending)


def _says_something(line: bytes) -> bool:
    return bool(line.strip()) and not line.startswith(b"=== feedmill:")


def _mark(word: str) -> bytes:
    return f"=== feedmill: {word} ===".encode()


def is_markable(name: str, content: bytes) -> bool:
    """Return whether line n of the file is line n of the text that is split."""
    try:
        text = content.decode("utf-8-sig")
        dump = read(name, content, digest=digest(content), received=datetime.now(UTC))
    except (UnicodeDecodeError, DumpError):
        return False
    plain = dump.media_type in MARKABLE and dump.drafts is None
    return plain and text.rstrip("\n").count("\n") == dump.text.rstrip("\n").count("\n")
