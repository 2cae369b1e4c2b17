"""content/ledger.jsonl: what was taken from which dump, and when a post's words changed.

The ledger is part of the truth, beside the posts.  It is what tells an article
that an editor removed from one that has not been taken yet, and it lets a clone
of the folder publish the same dates.  Lines are only ever added: one for each
dump that was split (`dump`, `digest`, its `size` in bytes, `posts`; if there are any, the
`settings` of its source and its `host`, `skipped` for what could not be read of it,
`copies` for articles that were posts already, `same` for ids that are those of earlier
posts), one for each change of a post's words that an editor made (`post`, `words`,
`updated`), one before a corrected dump overwrites a post (`correcting`, `words`, `file`),
without which a run that died right then would look like an editor, one (`same`, `as`)
before a post is taken away whose lines are another's, and one for the addresses that posts
left in a run (`left`, with the id of each), so that these go on leading to the posts.  A line
that a crash cut short is passed over, and the work it stood for is done again.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from feeds.files import Folder
from feeds.store.catalogue import Catalogue
from feeds.store.dump_table import Copy, Known, Manner

NAME = "ledger.jsonl"
_IN_ONE = 1000  # addresses in a line
_PLACE = "ledger"  # the note that says how many bytes of it the catalogue has seen


class Taken(Struct, frozen=True, kw_only=True):
    """One dump that was split: for each post its id and what was written of it."""

    manner: Manner
    posts: tuple[tuple[str, Known], ...]
    skipped: tuple[str, ...] = ()  # parts that could not be read
    size: int = 0  # bytes
    copies: tuple[Copy, ...] = ()
    same: tuple[tuple[str, str], ...] = ()  # ids minted anew, and of the posts that these are


class Ledger:
    """The file, and the catalogue's copy of it.

    No line is written before the posts that it tells of are on the disk.
    """

    def __init__(self, content: Folder, posts: Folder, catalogue: Catalogue) -> None:
        self._content, self._posts = content, posts
        self._catalogue = catalogue
        self._waiting: list[bytes] = []  # lines for which posts must be settled first

    def is_lost(self) -> bool:
        """Return whether there is no file where there was one."""
        return bool(int(self._catalogue.note(_PLACE) or 0)) and self._content.status(NAME) is None

    def catch_up(self) -> None:
        """Bring the catalogue up to what the file says: all of it, if it is new to it.

        What a run that failed left waiting is dropped; this one does it again.
        """
        self._waiting.clear()
        self._posts.unstage()
        status = self._content.status(NAME)
        size = status.st_size if status else 0
        seen = int(self._catalogue.note(_PLACE) or 0)
        if size == seen:
            return
        text = self._content.read(NAME)[0] if size else b""
        if size < seen:  # somebody shortened it: what it says now is what holds
            seen = 0
        for line in _lines(text[seen:]):
            with suppress(KeyError, TypeError, AttributeError):  # a line somebody bent by hand
                self._learn(line)
        self._catalogue.write_note(_PLACE, str(size))

    def take(self, taken: Taken) -> None:
        """Note that a dump was split; the file says so once its posts are settled."""
        posts = {
            id_: {key: value for key, value in asdict(known).items() if value or key != "key"}
            for id_, known in taken.posts
        }
        more = {
            **asdict(taken.manner),
            "size": taken.size,
            "skipped": list(taken.skipped),
            "copies": [asdict(copy) for copy in taken.copies],
            "same": dict(taken.same),
        }
        line = {**{key: value for key, value in more.items() if value}, "posts": posts}
        self._waiting.append(_text(line))
        self._learn(line)

    def settle(self) -> None:
        """Have staged posts, and then the lines that wait for them, be on the disk."""
        self._posts.settle()
        if self._waiting:
            self._append(b"\n".join(self._waiting))
            self._waiting.clear()

    def change(self, id_: str, words: str, updated: str) -> None:
        """Note that an editor changed a post's words, and when."""
        self._add({"post": id_, "words": words, "updated": updated})

    def merge(self, id_: str, into: str) -> None:
        """Note that a post is about to be taken away, and whose lines it has."""
        self._add({"same": id_, "as": into})

    def leave(self, left: Sequence[tuple[str, str]]) -> None:
        """Note addresses that posts do not have any longer, with the id of each post."""
        for start in range(0, len(left), _IN_ONE):
            self._add({"left": dict(left[start : start + _IN_ONE])})

    def announce(self, id_: str, words: str, file: str) -> None:
        """Note that a post is about to be overwritten, and with what."""
        self._add({"correcting": id_, "words": words, "file": file})

    def _add(self, line: dict[str, Any]) -> None:
        self.settle()  # the lines stand in the order in which things were done
        self._append(_text(line))
        self._learn(line)

    def _append(self, text: bytes) -> None:
        self._catalogue.write_note(_PLACE, str(self._content.append(NAME, text)))

    def _learn(self, line: dict[str, Any]) -> None:
        dumps = self._catalogue.dumps
        if "dump" in line:
            for id_, known in line["posts"].items():
                dumps.know(id_, Known(**known))
            for id_, of in line.get("same", {}).items():
                dumps.call(id_, of)
            copies = [Copy(**copy) for copy in line.get("copies", [])]
            settings, host = str(line.get("settings", "")), str(line.get("host", ""))
            manner = Manner(dump=line["dump"], digest=line["digest"], settings=settings, host=host)
            size = int(line.get("size", 0))
            dumps.take(manner, list(line["posts"]), line.get("skipped", []), size, copies)
        elif "as" in line:
            dumps.call(line["same"], line["as"])
        elif "left" in line:
            for path, id_ in line["left"].items():
                self._catalogue.addresses.leave(path, str(id_))
        elif "correcting" in line:
            dumps.announce(line["correcting"], line["words"], line["file"])
        else:
            before = dumps.known(line["post"])
            blank = Known(words="", updated="", file="")
            now = replace(before or blank, words=line["words"], updated=line["updated"])
            dumps.know(line["post"], now)


def _text(line: dict[str, Any]) -> bytes:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode()


def _lines(text: bytes) -> Iterator[dict[str, Any]]:
    for line in text.split(b"\n"):
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict) and value.keys() & {"dump", "post", "correcting", "as", "left"}:
            yield value
