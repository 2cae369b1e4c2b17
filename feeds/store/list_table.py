"""Which live posts stand in which list: the site's, a category's, a tag's, an author's.

A list goes by its term, the folder it has below the site's url: "" is the site,
"energy" a category, "tags/rivers" and "authors/ida-marsh" are what they say.  All are
kept alike: newest first and ties by id, counted by month as posts come and go,
so that no question here reads more rows than it answers with.
"""

import sqlite3
from collections.abc import Sequence

from msgspec import Struct

from feeds.model import Category

SITE = ""  # the list that every post stands in


def withdrawn_from(term: str) -> str:
    """Return the term of the list of what was withdrawn from a list, by the time of that."""
    return f"withdrawn/{term}"


_CATEGORIES = "term != '' AND instr(term, '/') = 0"  # as the partial indexes say it


class Standing(Struct, frozen=True, kw_only=True):
    """A post as lists have it: its row, and by what it is ordered."""

    post: int
    id: str
    at: int  # seconds since 1970
    month: str  # "2026/03/"


class ListTable:
    """Rows of lists: what stands in them, and how much of it."""

    SCHEMA = f"""
    CREATE TABLE filed (
        term TEXT NOT NULL, at INTEGER NOT NULL, id TEXT NOT NULL, post INTEGER NOT NULL,
        month TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (term, at, id DESC, post)
    ) WITHOUT ROWID;
    CREATE INDEX filed_month ON filed (term, month, at, id DESC);
    CREATE TABLE months (
        term TEXT NOT NULL, month TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (term, month)
    ) WITHOUT ROWID;
    CREATE INDEX months_month ON months (month, term) WHERE {_CATEGORIES};
    CREATE TABLE terms (
        term TEXT PRIMARY KEY, count INTEGER NOT NULL, newest INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX terms_newest ON terms (newest, term) WHERE {_CATEGORIES};
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    # -------------------------------------------------------- coming and going

    def enter(self, post: Standing, lists: Sequence[Category]) -> None:
        """Note that a post stands in lists now."""
        self._db.executemany(
            "INSERT INTO filed VALUES (?, ?, ?, ?, ?, ?)",
            [(each.term, post.at, post.id, post.post, post.month, each.label) for each in lists],
        )
        self._count(post, lists, 1)

    def leave(self, post: Standing, lists: Sequence[Category]) -> None:
        """Note that a post stands in lists no longer."""
        self._db.executemany(
            "DELETE FROM filed WHERE term = ? AND at = ? AND id = ? AND post = ?",
            [(each.term, post.at, post.id, post.post) for each in lists],
        )
        self._count(post, lists, -1)
        terms = [each.term for each in lists]
        self._db.executemany(
            "DELETE FROM months WHERE term = ? AND month = ? AND count = 0",
            [(term, post.month) for term in terms],
        )
        self._db.executemany(
            "DELETE FROM terms WHERE term = ? AND count = 0", [(term,) for term in terms]
        )
        self._db.executemany(
            "UPDATE terms SET newest = (SELECT coalesce(max(at), 0) FROM filed WHERE term = ?)"
            " WHERE term = ?",
            [(term, term) for term in terms],
        )

    def _count(self, post: Standing, lists: Sequence[Category], change: int) -> None:
        self._db.executemany(
            "INSERT INTO months VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET count = count + excluded.count",
            [(each.term, post.month, change) for each in lists],
        )
        self._db.executemany(
            "INSERT INTO terms VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
            " SET count = count + excluded.count, newest = max(newest, excluded.newest)",
            [(each.term, change, post.at) for each in lists],
        )

    def clear(self) -> None:
        """Forget them all."""
        for table in ("filed", "months", "terms"):
            self._db.execute(f"DELETE FROM {table}")

    # ------------------------------------------------------------- what is in one

    def newest(self, term: str, limit: int) -> list[int]:
        """Return the rows of the newest posts of a list."""
        rows = self._db.execute(
            "SELECT post FROM filed WHERE term = ? ORDER BY at DESC, id LIMIT ?", (term, limit)
        )
        return [row[0] for row in rows]

    def shelf(self, term: str, month: str, part: int, size: int) -> list[int]:
        """Return the rows of one part of a month, newest first; parts fill from the oldest."""
        before, total = (part - 1) * size, self.month_count(term, month)
        size = min(size, total - before)
        if size <= 0:
            return []
        after = total - before - size
        # Counted from the nearer end: the part that is being filled is the last one.
        order, skip = ("DESC, id", after) if after < before else (", id DESC", before)
        rows = self._db.execute(
            f"SELECT post FROM filed WHERE term = ? AND month = ? ORDER BY at {order}"
            " LIMIT ? OFFSET ?",
            (term, month, size, skip),
        )
        found = [row[0] for row in rows]
        return found if after < before else found[::-1]

    def place_in_month(self, term: str, month: str, at: int, id_: str) -> int:
        """Return how many posts of a month stand before this time and id, oldest first.

        The others are counted, for most changes are among the last.
        """
        others = self._db.execute(
            "SELECT count(*) FROM filed WHERE term = ? AND month = ?"
            " AND at >= ? AND (at > ? OR id <= ?)",
            (term, month, at, at, id_),
        ).fetchone()[0]
        return self.month_count(term, month) - int(others)

    def count(self, term: str = SITE) -> int:
        """Return how many live posts stand in a list."""
        row = self._db.execute("SELECT count FROM terms WHERE term = ?", (term,)).fetchone()
        return int(row[0]) if row else 0

    def named(self, term: str) -> Category | None:
        """Return a list under the label that its oldest post gives it, None if it is empty.

        The oldest, because it is the one that new articles do not change.
        """
        row = self._db.execute(
            "SELECT label FROM filed WHERE term = ? ORDER BY at, id DESC LIMIT 1", (term,)
        ).fetchone()
        return Category(term=term, label=row[0]) if row else None

    # --------------------------------------------------------- months and years

    def months(self, term: str, year: str = "") -> list[tuple[str, int]]:
        """Return the months of a list, or of one year of it, and their counts, newest first."""
        return self._db.execute(
            "SELECT month, count FROM months WHERE term = ? AND month >= ? AND month < ?"
            " ORDER BY month DESC",
            (term, year, f"{year}:"),  # the sign after the digits
        ).fetchall()

    def years(self, term: str) -> list[str]:
        """Return the years of a list that have posts ("2026/"), newest first.

        One look into the index for each: their months are not gone through.
        """
        rows = self._db.execute(
            "WITH RECURSIVE newest (month) AS ("
            "SELECT max(month) FROM months WHERE term = :term UNION ALL"
            " SELECT (SELECT max(month) FROM months WHERE term = :term"
            " AND month < substr(newest.month, 1, 5)) FROM newest WHERE newest.month IS NOT NULL)"
            " SELECT substr(month, 1, 5) FROM newest WHERE month IS NOT NULL",
            {"term": term},
        )
        return [row[0] for row in rows]

    def month_count(self, term: str, month: str) -> int:
        row = self._db.execute(
            "SELECT count FROM months WHERE term = ? AND month = ?", (term, month)
        ).fetchone()
        return int(row[0]) if row else 0

    def neighbour(self, term: str, month: str, *, newer: bool) -> str:
        """Return the next month that has posts, or ""."""
        sign, order = (">", "ASC") if newer else ("<", "DESC")
        row = self._db.execute(
            f"SELECT month FROM months WHERE term = ? AND month {sign} ?"
            f" ORDER BY month {order} LIMIT 1",
            (term, month),
        ).fetchone()
        return str(row[0]) if row else ""

    # -------------------------------------------------------------- which there are

    def categories(self) -> list[str]:
        """Return the term of every category that has live posts."""
        rows = self._db.execute(f"SELECT term FROM terms WHERE {_CATEGORIES} ORDER BY term")
        return [row[0] for row in rows]

    def topics(self, kind: str) -> list[str]:
        """Return the term of every list of a kind, "tags" or "authors", that has live posts."""
        rows = self._db.execute(
            "SELECT term FROM terms WHERE term > ? AND term < ? ORDER BY term",
            (f"{kind}/", f"{kind}0"),  # the sign after the slash
        )
        return [row[0] for row in rows]

    def latest_categories(self, limit: int) -> list[str]:
        """Return the categories that had the newest posts, the last one first."""
        rows = self._db.execute(
            f"SELECT term FROM terms WHERE {_CATEGORIES} ORDER BY newest DESC, term LIMIT ?",
            (limit,),
        )
        return [row[0] for row in rows]

    def categories_in(self, month: str) -> list[str]:
        """Return the terms of the categories that have live posts in a month."""
        query = f"SELECT term FROM months WHERE {_CATEGORIES} AND month = ? ORDER BY term"
        return [row[0] for row in self._db.execute(query, (month,))]
