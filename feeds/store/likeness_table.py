"""By which numbers a copy of a post is found: few questions, whatever the archive holds."""

import sqlite3
from collections import Counter
from collections.abc import Sequence

COMMON = 16  # posts with one number: it stands for what a site prints under every article
SHARED = 2  # numbers that a copy has in common with its original, at least
NEAREST = 3  # posts that are worth laying beside it


class LikenessTable:
    """The sketch of each post (`feeds.post.fingerprint`), and the posts by its numbers."""

    SCHEMA = """
    CREATE TABLE sketches (
        number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, sketch TEXT NOT NULL
    );
    CREATE TABLE likeness (
        key INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (key, number)
    ) WITHOUT ROWID;
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def put(self, name: str, sketch: Sequence[int]) -> None:
        """Note the numbers of a post, instead of those it had."""
        wanted = " ".join(map(str, sketch))
        row = self._db.execute("SELECT sketch FROM sketches WHERE name = ?", (name,)).fetchone()
        if row:
            if row[0] == wanted:
                return
            self.remove(name)
        number = self._db.execute(
            "INSERT INTO sketches (name, sketch) VALUES (?, ?)", (name, wanted)
        ).lastrowid
        self._db.executemany(
            "INSERT INTO likeness VALUES (?, ?)", [(key, number) for key in sketch]
        )

    def remove(self, name: str) -> None:
        row = self._db.execute(
            "SELECT number, sketch FROM sketches WHERE name = ?", (name,)
        ).fetchone()
        if row:
            keys = [(int(key), row[0]) for key in row[1].split()]
            self._db.executemany("DELETE FROM likeness WHERE key = ? AND number = ?", keys)
            self._db.execute("DELETE FROM sketches WHERE number = ?", (row[0],))

    def clear(self) -> None:
        """Forget all posts, so that each is read again."""
        self._db.execute("DELETE FROM likeness")
        self._db.execute("DELETE FROM sketches")

    def near(self, sketch: Sequence[int]) -> list[str]:
        """Return the names of the posts most like this, most alike first, few of them.

        A number that many posts have tells nothing and is passed over, so that no
        more rows are read in a large archive than in a small one.
        """
        if not sketch:
            return []
        each = "SELECT * FROM (SELECT key, number FROM likeness WHERE key = ? LIMIT ?)"
        values = [value for key in sketch for value in (key, COMMON + 1)]
        query = " UNION ALL ".join([each] * len(sketch))
        found = self._db.execute(query, values).fetchall()
        posts: dict[int, list[int]] = {}
        for key, number in found:
            posts.setdefault(key, []).append(number)
        shared: Counter[int] = Counter()
        for numbers in posts.values():
            if len(numbers) <= COMMON:
                shared.update(numbers)
        likely = [number for number, times in shared.items() if times >= SHARED]
        likely.sort(key=lambda number: (-shared[number], number))
        rows = (
            self._db.execute("SELECT name FROM sketches WHERE number = ?", (number,)).fetchone()
            for number in likely[:NEAREST]
        )
        return [str(row[0]) for row in rows]
