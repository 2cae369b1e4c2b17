"""Where posts stood before, so that an old address leads to where they stand now."""

import sqlite3
from collections.abc import Iterable, Iterator

_STANDS = "SELECT 1 FROM posts WHERE path = t.path AND path != '' AND id = t.id"
_CHANGED = f"SELECT path, id FROM turned t WHERE was != EXISTS ({_STANDS})"


class AddressTable:
    """Rows of addresses that posts left: the last post that did.

    An address leads to a post, not to another address: there is no chain and no loop.
    """

    # Triggers, because a post comes and goes in several ways and none may be forgotten.
    # Of a run only the first turn of each counts: it says what was so before.
    SCHEMA = """
    CREATE TABLE moved (path TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;
    CREATE INDEX moved_id ON moved (id);
    CREATE TABLE turned (
        path TEXT NOT NULL, id TEXT NOT NULL, was INTEGER NOT NULL, PRIMARY KEY (path, id)
    ) WITHOUT ROWID;
    CREATE TRIGGER posts_went AFTER UPDATE OF path ON posts WHEN old.path != '' BEGIN
        INSERT OR IGNORE INTO turned VALUES (old.path, old.id, 1);
    END;
    CREATE TRIGGER posts_came AFTER UPDATE OF path ON posts WHEN new.path != '' BEGIN
        INSERT OR IGNORE INTO turned VALUES (new.path, new.id, 0);
    END;
    CREATE TRIGGER posts_fell AFTER DELETE ON posts WHEN old.path != '' BEGIN
        INSERT OR IGNORE INTO turned VALUES (old.path, old.id, 1);
    END;
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def left(self) -> list[tuple[str, str]]:
        """Return address and id of the posts that left one in this run, and were not noted yet."""
        return self._db.execute(
            f"SELECT path, id FROM turned t WHERE was AND NOT EXISTS ({_STANDS})"
            " AND NOT EXISTS (SELECT 1 FROM moved WHERE path = t.path AND id = t.id)"
        ).fetchall()

    def leave(self, path: str, id_: str) -> None:
        """Note that a post stood at an address, and does not any longer."""
        self._db.execute("INSERT OR REPLACE INTO moved VALUES (?, ?)", (path, id_))

    def stale(self) -> list[str]:
        """Return the old addresses that may lead elsewhere now than before this run."""
        rows = self._db.execute(
            f"WITH RECURSIVE changed(path, id) AS ({_CHANGED}), names(id) AS ("
            "SELECT id FROM changed UNION"
            " SELECT a.id FROM names n CROSS JOIN aliases a ON a.of = n.id)"
            " SELECT path FROM moved WHERE path IN (SELECT path FROM changed) UNION"
            " SELECT m.path FROM names n CROSS JOIN moved m ON m.id = n.id"
        )
        return [row[0] for row in rows]

    def settle(self) -> None:
        """Forget the turns of this run, which has drawn its conclusions."""
        self._db.execute("DELETE FROM turned")

    def any(self) -> bool:
        """Return whether a post ever left an address."""
        return self._db.execute("SELECT 1 FROM moved LIMIT 1").fetchone() is not None

    def paths(self) -> Iterator[str]:
        """Yield every address that a post left."""
        for (path,) in self._db.execute("SELECT path FROM moved ORDER BY path"):
            yield path

    def target(self, path: str) -> str:
        """Return where the post stands that left an address; "" if a post stands there, or none."""
        if self._first("SELECT path FROM posts WHERE path = ? AND path != ''", path):
            return ""
        seen: set[str] = set()
        id_ = self._first("SELECT id FROM moved WHERE path = ?", path)
        while id_ and id_ not in seen:
            seen.add(id_)
            if found := self._first("SELECT path FROM posts WHERE id = ? AND path != ''", id_):
                return found
            id_ = self._first("SELECT of FROM aliases WHERE id = ?", id_)  # it was merged
        return ""

    def redirects(self) -> Iterable[tuple[str, str]]:
        """Yield every old address that leads somewhere, and where."""
        for path in list(self.paths()):
            if target := self.target(path):
                yield path, target

    def _first(self, query: str, value: str) -> str:
        row = self._db.execute(query, (value,)).fetchone()
        return str(row[0]) if row else ""
