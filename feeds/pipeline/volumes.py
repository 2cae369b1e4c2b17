"""A dump too large to be held several times over, cut a volume at a time.

A volume ends where an article begins, well before its last line, and the next one begins
there: no article is divided.  What a dump's articles have in common is then seen by
volumes, each of which has hundreds of them.
"""

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace

from feeds.model import Span, Split
from feeds.read.binary import refuse_binary
from feeds.read.clean import clean
from feeds.read.recognise import recognise
from feeds.split.marks import is_marked

VOLUME = 1 << 19  # characters: some five thousand lines, fewer than are judged at once
_MARGIN = 300  # lines before the end of a volume that are seen again with those after them
_CHUNK = 1 << 16  # bytes

Cutter = Callable[[str], Split]


def volumes(blocks: Iterator[str], cut: Cutter) -> Iterator[Split]:
    """Yield the split of each volume of a dump that comes in blocks of lines, by its own lines.

    What is left of a block waits for the next.  A volume that no article ends in is cut again
    when it is twice as long, so that all of it together is cut a few times at most.
    """
    offset, text = 0, ""
    block = next(blocks, "")
    while text or block:
        waiting = len(text)
        text += block
        block = next(blocks, "")
        while block and len(text) < 2 * waiting:
            text += block
            block = next(blocks, "")
        found = cut(text)
        end = _last_start(found) if block else len(found.roles)
        if end:
            yield _moved(found, end, offset)
            offset += end
            text = _from_line(text, end) if block else ""


def _last_start(found: Split) -> int:
    """Return the lines before the last article that begins well before the end, 0 for none."""
    starts = [draft.span.first - 1 for draft in found.drafts]
    early = [start for start in starts if start <= len(found.roles) - _MARGIN]
    return early[-1] if early else 0


def _from_line(text: str, line: int) -> str:
    at = 0
    for _ in range(line):
        at = text.index("\n", at) + 1
    return text[at:]


def _moved(found: Split, end: int, by: int) -> Split:
    """Return a split up to a line, its lines counted from elsewhere."""
    drafts = [
        replace(draft, span=Span(first=draft.span.first + by, last=draft.span.last + by))
        for draft in found.drafts
        if draft.span.last <= end
    ]
    dropped = [(line + by, why) for line, why in found.dropped if line <= end]
    return Split(roles=found.roles[:end], drafts=tuple(drafts), dropped=tuple(dropped))


def in_volumes(text: str, cut: Cutter, size: int = VOLUME) -> Split:
    """Return the split of a text, cut in volumes if it is longer than two of them.

    Marks may say of lines far below what becomes of them, so a text with marks is one volume.
    """
    if is_one(text, size):
        return cut(text)
    parts = list(volumes(_blocks(text, size), cut))
    return Split(
        roles="".join(part.roles for part in parts),
        drafts=tuple(draft for part in parts for draft in part.drafts),
        dropped=tuple(line for part in parts for line in part.dropped),
    )


def is_one(text: str, size: int = VOLUME) -> bool:
    """Return whether a text is cut as a whole."""
    return len(text) <= 2 * size or is_marked(text)


def _blocks(text: str, size: int) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find("\n", start + size - 1) + 1 or len(text)
        yield text[start:end]
        start = end


def blocks_in(path: Path, size: int = VOLUME) -> Iterator[str] | None:
    """Return the clean text of a large file block by block; nothing if it must be read as a whole.

    So is all that is not plain UTF-8 text without marks.
    """
    try:
        if path.stat().st_size <= 2 * size or not _is_plain(path):
            return None
    except OSError:  # whoever reads it says what is wrong with it
        return None
    return _blocks_in(path, size)


def _blocks_in(path: Path, size: int) -> Iterator[str]:
    lines: list[str] = []
    held = 0
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            lines.append(line)
            held += len(line) - line.endswith("\r\n")
            if held >= size:
                yield clean("".join(lines))
                lines, held = [], 0
    if lines:
        yield clean("".join(lines))


def _is_plain(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        opening = file.read(_CHUNK)
        form = recognise(path.name, opening)
        if form.media_type != "text/plain" or form.packed or opening.startswith(codecs.BOM_UTF8):
            return False
        refuse_binary(path.name, opening)
        before, chunk = "", opening
        while chunk:
            if b"\0" in chunk or b"\x1b" in chunk:
                return False
            try:
                text = decoder.decode(chunk)
            except UnicodeDecodeError:
                return False
            if is_marked(before + text):
                return False
            before, chunk = text[-99:], file.read(_CHUNK)
    return not decoder.getstate()[0]
