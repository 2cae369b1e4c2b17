"""What was found without fault, kept so that only what changed is looked at again.

A file's faults follow from its bytes, from the rules, from the site's settings, and
from which of the files that it asks for are there.  So a file that had no fault has
none now if its stamp is the same, rules and settings are, no file has gone, and none
that it missed has come.  Whatever cannot be read here is as if it had never been.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec.structs import astuple

from feeds.check.looking import Look
from feeds.check.trace import Survey, Trace
from feeds.files import Folder, Stamp
from feeds.model import Site


class Memory:
    """A file beside the site; `clean` is what holds of the files as they are now."""

    def __init__(self, path: Path, site: Site, stamps: dict[str, Stamp]) -> None:
        self._path, self._stamps = path, stamps
        self._rules = _rules(site)
        self.clean: dict[str, Look] = {}
        self.stale = True
        try:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                self._recall(iter(lines))
        except (OSError, EOFError, zlib.error, ValueError, TypeError, KeyError, AttributeError):
            self.clean.clear()

    def _recall(self, lines: Iterator[str]) -> None:
        rules, *before = json.loads(next(lines, '[""]'))
        if rules != self._rules or set(before) - self._stamps.keys():
            return
        for line in lines:
            path, size, mtime, inode, missing, facts = json.loads(line)
            now = self._stamps[path]
            if now == Stamp(size=size, mtime=mtime, inode=inode) and not (
                self._stamps.keys() & set(missing)
            ):
                self.clean[path] = Look(
                    path=path, problems=(), facts=_facts(facts), missing=frozenset(missing)
                )
        self.stale = len(before) != len(self._stamps)

    def keep(self, clean: dict[str, Look]) -> None:
        """Write down what was found without fault; that it cannot be written is no harm."""
        lines = [json.dumps([self._rules, *sorted(self._stamps)])]
        for path, look in sorted(clean.items()):
            stamp = self._stamps[path]
            lines.append(
                json.dumps(
                    (
                        *(path, stamp.size, stamp.mtime, stamp.inode),
                        *(sorted(look.missing), _written(look.facts)),
                    )
                )
            )
        content = gzip.compress("\n".join(lines).encode(), compresslevel=1, mtime=0)
        try:
            Folder(self._path.parent).write(self._path.name, content, durable=False)
        except OSError:
            return


def _rules(site: Site) -> str:
    """Return what names the rules and the settings: another name, and nothing is known."""
    made = sha256(repr((site, etree.LXML_VERSION, etree.LIBXML_VERSION)).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        made.update(path.read_bytes())
    return made.hexdigest()


def _written(facts: Survey) -> list[Any]:
    feeds = [astuple(each) for each in facts.feeds.values()]
    return [feeds, *map(sorted, (facts.pages, facts.unlisted, facts.mapped, facts.subscribed))]


def _facts(written: list[Any]) -> Survey:
    feeds, pages, unlisted, mapped, subscribed = written
    traces = (
        Trace(**dict(zip(Trace.__struct_fields__, map(_tuple, each), strict=True)))
        for each in feeds
    )
    return Survey(
        feeds={each.path: each for each in traces},
        pages=set(pages),
        unlisted=set(unlisted),
        mapped=set(mapped),
        subscribed=set(subscribed),
    )


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
