"""What is known of the dumps: their files, their states, and what was cut from them."""

import json
import sqlite3
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import asdict

from feeds.files import Row, Stamp


class DumpRow(Struct, frozen=True, kw_only=True):
    """One file of content/dumps as it was last seen; `reason` says why it was refused."""

    name: str
    stamp: Stamp
    digest: str
    reason: str = ""


class Known(Struct, frozen=True, kw_only=True):
    """The last state of a post's words that was noted: their digest and when they changed."""

    words: str
    updated: str  # ISO 8601, or "" if they never did
    file: str  # digest of the post's file as the splitter wrote it, or ""
    key: str = ""  # by which its feed knows the article, or ""


class Manner(Struct, frozen=True, kw_only=True):
    """A dump that was split: under which name, and by which settings for its source."""

    dump: str
    digest: str
    settings: str = ""  # their fingerprint
    host: str = ""  # by which they may be found


class Copy(Struct, frozen=True, kw_only=True):
    """An article that was not published, because a post has its words already."""

    id: str  # that it would have had
    of: str  # id of the post
    near: float  # share of the words of the shorter that stand in the longer
    title: str
    lines: str  # of the dump, "3-9"


class DumpTable:
    """Rows of dumps, and the ledger's lines, by what they are asked for."""

    SCHEMA = """
    CREATE TABLE dumps (
        name TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, inode INTEGER,
        digest TEXT NOT NULL, reason TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX dumps_refused ON dumps (name) WHERE reason != '';
    CREATE INDEX dumps_digest ON dumps (digest);
    CREATE TABLE taken (
        digest TEXT PRIMARY KEY, dump TEXT NOT NULL, line INTEGER NOT NULL, ids TEXT NOT NULL,
        skipped TEXT NOT NULL, settings TEXT NOT NULL, host TEXT NOT NULL,
        size INTEGER NOT NULL, copies TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX taken_dump ON taken (dump, line);
    CREATE INDEX taken_line ON taken (line);
    CREATE INDEX taken_settings ON taken (digest) WHERE settings != '';
    CREATE INDEX taken_skipped ON taken (digest) WHERE skipped != '[]';
    CREATE TABLE known (
        id TEXT PRIMARY KEY, words TEXT NOT NULL, updated TEXT NOT NULL, file TEXT NOT NULL,
        key TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX known_key ON known (key) WHERE key != '';
    CREATE TABLE announced (
        id TEXT PRIMARY KEY, words TEXT NOT NULL, file TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE aliases (id TEXT PRIMARY KEY, of TEXT NOT NULL, near REAL) WITHOUT ROWID;
    CREATE INDEX aliases_of ON aliases (of);
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def stamps(self) -> Iterator[Row]:
        """Yield name and stamp of every dump seen, by name; nothing may change meanwhile."""
        return self._db.execute("SELECT name, size, mtime, inode FROM dumps ORDER BY name")

    def stamp(self, name: str) -> Stamp | None:
        """Return the stamp of one dump as it was last seen."""
        query = "SELECT size, mtime, inode FROM dumps WHERE name = ?"
        row = self._db.execute(query, (name,)).fetchone()
        return Stamp(size=row[0], mtime=row[1], inode=row[2]) if row else None

    def put(self, row: DumpRow) -> None:
        stamp = row.stamp
        self._db.execute(
            "INSERT OR REPLACE INTO dumps VALUES (?, ?, ?, ?, ?, ?)",
            (row.name, stamp.size, stamp.mtime, stamp.inode, row.digest, row.reason),
        )

    def forget(self, name: str) -> None:
        self._db.execute("DELETE FROM dumps WHERE name = ?", (name,))

    def rows(self, clause: str = "1") -> Iterator[DumpRow]:
        """Yield every dump seen, by name."""
        for row in self._db.execute(f"SELECT * FROM dumps WHERE {clause} ORDER BY name"):
            stamp = Stamp(size=row[1], mtime=row[2], inode=row[3])
            yield DumpRow(name=row[0], stamp=stamp, digest=row[4], reason=row[5])

    def refused(self) -> list[DumpRow]:
        """Return the dumps that no article came of, by name."""
        return list(self.rows("reason != ''"))

    def take(
        self,
        manner: Manner,
        ids: Sequence[str],
        skipped: Sequence[str],
        size: int = 0,
        copies: Sequence[Copy] = (),
    ) -> None:
        """Note that a dump was split, what came of it, and what did not."""
        for copy in copies:
            self.call(copy.id, copy.of, copy.near)
        line = self._db.execute("SELECT coalesce(max(line), 0) + 1 FROM taken").fetchone()[0]
        self._db.execute(
            "INSERT OR REPLACE INTO taken VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(manner.digest, manner.dump, line, json.dumps(list(ids))),
                *(json.dumps(list(skipped)), manner.settings, manner.host),
                *(size, json.dumps([asdict(copy) for copy in copies])),
            ),
        )

    def manners(self, *, by_settings: bool) -> Iterator[Manner]:
        """Yield how each dump in the folder was taken under its own name.

        All of them, or those alone whose source had settings of its own.
        """
        clause = " AND settings != ''" if by_settings else ""
        rows = self._db.execute(
            "SELECT digest, dump, settings, host FROM taken CROSS JOIN dumps USING (digest)"
            f" WHERE dump = name{clause} ORDER BY name"
        )
        for row in rows:
            yield Manner(digest=row[0], dump=row[1], settings=row[2], host=row[3])

    def manner(self, digest: str) -> Manner | None:
        """Return how the dump with this digest was taken last."""
        row = self._db.execute(
            "SELECT digest, dump, settings, host FROM taken WHERE digest = ?", (digest,)
        ).fetchone()
        return Manner(digest=row[0], dump=row[1], settings=row[2], host=row[3]) if row else None

    def taken(self, digest: str) -> list[str] | None:
        """Return the ids of the posts cut from a dump with this digest, None if it is new."""
        row = self._db.execute("SELECT ids FROM taken WHERE digest = ?", (digest,)).fetchone()
        return list(json.loads(row[0])) if row else None

    def skipped(self, digest: str) -> tuple[str, ...]:
        """Return what could not be read of a dump that was split."""
        row = self._db.execute("SELECT skipped FROM taken WHERE digest = ?", (digest,)).fetchone()
        return tuple(json.loads(row[0])) if row else ()

    def damaged(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the dumps in the folder of which something could not be read, and what."""
        for name, skipped in self._db.execute(
            "SELECT name, skipped FROM dumps JOIN taken USING (digest)"
            " WHERE skipped != '[]' ORDER BY name"
        ):
            yield name, tuple(json.loads(skipped))

    def copies(self, digest: str) -> tuple[Copy, ...]:
        """Return the articles of a dump that were taken for copies of posts."""
        row = self._db.execute("SELECT copies FROM taken WHERE digest = ?", (digest,)).fetchone()
        return tuple(Copy(**copy) for copy in json.loads(row[0])) if row else ()

    def beginning(self, dump: str) -> tuple[int, str]:
        """Return size in bytes and digest of what last stood under this name; 0 if nobody knows."""
        row = self._db.execute(
            "SELECT size, digest FROM taken WHERE dump = ? ORDER BY line DESC LIMIT 1", (dump,)
        ).fetchone()
        return (int(row[0]), str(row[1])) if row else (0, "")

    def alias(self, id_: str) -> tuple[str, float | None]:
        """Return the id of the post that an article with this one is, "" if it is its own.

        And how near they are, if the article is a copy of that post.
        """
        row = self._db.execute("SELECT of, near FROM aliases WHERE id = ?", (id_,)).fetchone()
        return (str(row[0]), row[1]) if row else ("", None)

    def call(self, id_: str, of: str, near: float | None = None) -> None:
        """Note that an article with this id is the one that has the other."""
        self._db.execute("INSERT OR REPLACE INTO aliases VALUES (?, ?, ?)", (id_, of, near))

    def earlier(self, dump: str) -> list[str]:
        """Return the ids of the posts cut from what last stood under this dump's name."""
        row = self._db.execute(
            "SELECT ids FROM taken WHERE dump = ? ORDER BY line DESC LIMIT 1", (dump,)
        ).fetchone()
        return list(json.loads(row[0])) if row else []

    def announce(self, id_: str, words: str, file: str) -> None:
        """Note that a post is about to be corrected by its dump."""
        values = (id_, words, file)
        self._db.execute("INSERT OR REPLACE INTO announced VALUES (?, ?, ?)", values)

    def announced(self, id_: str) -> Known | None:
        """Return the state that a post is being corrected to, if a run died over it."""
        row = self._db.execute("SELECT * FROM announced WHERE id = ?", (id_,)).fetchone()
        return Known(words=row[1], updated="", file=row[2]) if row else None

    def know(self, id_: str, known: Known) -> None:
        self._db.execute("DELETE FROM announced WHERE id = ?", (id_,))
        self._db.execute(
            "INSERT OR REPLACE INTO known VALUES (?, ?, ?, ?, ?)",
            (id_, known.words, known.updated, known.file, known.key),
        )

    def known(self, id_: str) -> Known | None:
        """Return what the ledger last said of a post."""
        row = self._db.execute("SELECT * FROM known WHERE id = ?", (id_,)).fetchone()
        return Known(words=row[1], updated=row[2], file=row[3], key=row[4]) if row else None

    def with_key(self, key: str) -> str:
        """Return the id of the article that its feed knows by this key, "" if it is new."""
        query = "SELECT id FROM known WHERE key = ? AND key != '' ORDER BY id LIMIT 1"
        row = self._db.execute(query, (key,)).fetchone()
        return str(row[0]) if row else ""
