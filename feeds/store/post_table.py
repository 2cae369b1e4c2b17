"""What is known of the posts, in the orders that pages and feeds ask for.

Order is newest first and ties by id, everywhere.  A post is live when it has a
path: drafts and doubles have none.  `months` counts the live ones and is kept up
with every change, so that no question here reads more rows than it answers with.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from feeds.files import Stamp
from feeds.model import Category, Entry, Origin, Placement, Post

SITE = ""  # stands for all categories where a term is asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One file of content/posts as it was last read, without its text."""

    name: str
    stamp: Stamp
    post: Post  # its body is left out
    month: str
    words: str  # digest of title, summary and body
    path: str = ""  # permalink below the site's url; "" while it is not live

    def placement(self) -> Placement | None:
        """Return where the post stands on the site, None if it does not."""
        if not self.path:
            return None
        post = self.post
        return Placement(id=post.id, path=self.path, month=self.month, term=post.category.term)


class PostTable:
    """Rows of posts."""

    SCHEMA = """
    CREATE TABLE posts (
        name TEXT PRIMARY KEY, size INTEGER, mtime INTEGER, inode INTEGER,
        id TEXT NOT NULL, slug TEXT NOT NULL, month TEXT NOT NULL, words TEXT NOT NULL,
        at INTEGER NOT NULL, published TEXT NOT NULL, updated TEXT NOT NULL,
        term TEXT NOT NULL, label TEXT NOT NULL, title TEXT NOT NULL, summary TEXT NOT NULL,
        authors TEXT NOT NULL, tags TEXT NOT NULL, language TEXT NOT NULL,
        dump TEXT NOT NULL, confidence REAL, draft INTEGER NOT NULL,
        path TEXT NOT NULL, html TEXT NOT NULL, origin TEXT NOT NULL
    );
    CREATE INDEX posts_id ON posts (id);
    CREATE INDEX posts_slug ON posts (month, slug);
    CREATE INDEX posts_path ON posts (path) WHERE path != '';
    CREATE INDEX posts_new ON posts (at, id DESC) WHERE path != '';
    CREATE INDEX posts_month ON posts (month, at, id DESC) WHERE path != '';
    CREATE INDEX posts_term ON posts (term, at, id DESC) WHERE path != '';
    CREATE INDEX posts_term_month ON posts (term, month, at, id DESC) WHERE path != '';
    CREATE TABLE months (
        term TEXT NOT NULL, month TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (term, month)
    ) WITHOUT ROWID;
    CREATE INDEX months_month ON months (month);
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    # ------------------------------------------------------------ one file

    def stamps(self) -> dict[str, Stamp]:
        """Return the stamp of every post read, by its name."""
        rows = self._db.execute("SELECT name, size, mtime, inode FROM posts")
        return {row[0]: Stamp(size=row[1], mtime=row[2], inode=row[3]) for row in rows}

    def get(self, name: str) -> Card | None:
        return next(self._cards("name = ?", (name,)), None)

    def put(self, card: Card, entry: Entry) -> None:
        """Note a post as read, and as subscribers will see it; `place` makes it live."""
        self.remove(card.name)
        post, stamp = card.post, card.stamp
        values = (
            *(card.name, stamp.size, stamp.mtime, stamp.inode),
            *(entry.id, post.slug, card.month, card.words),
            *(_seconds(entry.published), entry.published.isoformat(), entry.updated.isoformat()),
            *(entry.category.term, entry.category.label, entry.title, entry.summary),
            *(json.dumps(entry.authors), json.dumps(entry.tags), entry.language),
            *(post.source.digest if post.source else "", post.confidence, post.draft),
            *("", entry.content, _packed(entry.origin)),
        )
        marks = ", ".join("?" * len(values))
        self._db.execute(f"INSERT INTO posts VALUES ({marks})", values)

    def remove(self, name: str) -> None:
        self.place(name, "")
        self._db.execute("DELETE FROM posts WHERE name = ?", (name,))

    def clear(self) -> None:
        """Forget all posts, so that each is read again."""
        self._db.execute("DELETE FROM posts")
        self._db.execute("DELETE FROM months")

    def place(self, name: str, path: str) -> None:
        """Put a post live at `path`, or take it down if that is ""."""
        row = self._db.execute(
            "SELECT path, term, month FROM posts WHERE name = ?", (name,)
        ).fetchone()
        if row is None or row[0] == path:
            return
        self._db.execute("UPDATE posts SET path = ? WHERE name = ?", (path, name))
        change = bool(path) - bool(row[0])
        for term in (SITE, row[1]) if change else ():
            self._db.execute(
                "INSERT INTO months VALUES (?, ?, ?)"
                " ON CONFLICT DO UPDATE SET count = count + excluded.count",
                (term, row[2], change),
            )
            self._db.execute(
                "DELETE FROM months WHERE term = ? AND month = ? AND count = 0", (term, row[2])
            )

    # --------------------------------------------------- who claims what

    def with_id(self, id_: str) -> list[Card]:
        """Return the posts that claim an id, by name: the first has it, the others are doubles."""
        return list(self._cards("id = ? ORDER BY name", (id_,)))

    def with_slug(self, month: str, slug: str) -> list[Card]:
        """Return the posts that want one permalink, oldest first."""
        return list(self._cards("month = ? AND slug = ? ORDER BY at, id", (month, slug)))

    def drafts(self) -> list[Card]:
        """Return the posts that are held back, by name."""
        return list(self._cards("draft = 1 ORDER BY name", ()))

    def doubles(self) -> list[tuple[str, str, str]]:
        """Return id, file and first claimant of every post whose id another file has."""
        return self._db.execute(
            "SELECT p.id, p.name, f.first FROM posts p JOIN"
            " (SELECT id, min(name) AS first FROM posts GROUP BY id HAVING count(*) > 1) f"
            " ON p.id = f.id AND p.name != f.first ORDER BY p.name"
        ).fetchall()

    def displaced(self) -> list[tuple[str, str]]:
        """Return file and wanted permalink of every live post that had to yield its own."""
        return self._db.execute(
            "SELECT name, month || slug || '/' FROM posts"
            " WHERE path != '' AND path != month || slug || '/' ORDER BY name"
        ).fetchall()

    # ----------------------------------------------------------- listings

    def entry(self, path: str, url: str) -> Entry | None:
        """Return the live entry at a permalink, with its content."""
        return next(self._entries("path = ? AND path != ''", (path,), url, full=True), None)

    def newest(self, term: str, limit: int, url: str, *, full: bool) -> tuple[Entry, ...]:
        """Return the newest live entries of a category or of the site, `full` with content."""
        clause, values = _within(term)
        order = f"{clause} ORDER BY at DESC, id LIMIT ?"
        return tuple(self._entries(order, (*values, limit), url, full=full))

    def shelf(self, term: str, month: str, part: int, size: int, url: str) -> tuple[Entry, ...]:
        """Return the entries of one part of a month, newest first; parts fill from the oldest."""
        clause, values = _within(term)
        order = f"{clause} AND month = ? ORDER BY at, id DESC LIMIT ? OFFSET ?"
        found = self._entries(order, (*values, month, size, (part - 1) * size), url, full=True)
        return tuple(found)[::-1]

    def links(self, month: str, url: str) -> tuple[Entry, ...]:
        """Return the month's live entries of the whole site without content, newest first."""
        clause, values = _within(SITE)
        order = f"{clause} AND month = ? ORDER BY at DESC, id"
        return tuple(self._entries(order, (*values, month), url, full=False))

    def place_in_month(self, term: str, month: str, published: datetime, id_: str) -> int:
        """Return how many live posts of a month stand before this one, oldest first."""
        clause, values = _within(term)
        at = _seconds(published)
        count = self._db.execute(
            f"SELECT count(*) FROM posts WHERE {clause} AND month = ?"
            " AND (at < ? OR (at = ? AND id > ?))",
            (*values, month, at, at, id_),
        )
        return int(count.fetchone()[0])

    def months(self, term: str) -> list[tuple[str, int]]:
        """Return the months of a category or of the site and their counts, newest first."""
        return self._db.execute(
            "SELECT month, count FROM months WHERE term = ? ORDER BY month DESC", (term,)
        ).fetchall()

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

    def terms(self) -> list[tuple[str, int]]:
        """Return the term of every category that has live posts, and how many."""
        return self._db.execute(
            "SELECT term, sum(count) FROM months WHERE term != '' GROUP BY term ORDER BY term"
        ).fetchall()

    def category(self, term: str) -> Category | None:
        """Return a category under the label that its oldest live post gives it.

        The oldest, because it is the one that new articles do not change.
        """
        row = self._db.execute(
            "SELECT label FROM posts WHERE term = ? AND path != '' ORDER BY at, id DESC LIMIT 1",
            (term,),
        ).fetchone()
        return Category(term=term, label=row[0]) if row else None

    def terms_in(self, month: str) -> list[str]:
        """Return the terms of the categories that have live posts in a month."""
        query = "SELECT term FROM months WHERE term != '' AND month = ? ORDER BY term"
        return [row[0] for row in self._db.execute(query, (month,))]

    def last_change(self, month: str) -> datetime | None:
        """Return when the newest entry of a month was last changed."""
        row = self._db.execute(
            "SELECT updated FROM posts WHERE path != '' AND month = ? ORDER BY at DESC, id LIMIT 1",
            (month,),
        ).fetchone()
        return datetime.fromisoformat(row[0]) if row else None

    def live(self) -> Iterator[str]:
        """Yield the permalink of every live post."""
        for (path,) in self._db.execute("SELECT path FROM posts WHERE path != '' ORDER BY path"):
            yield path

    def per_day(self, first: str, last: str) -> list[tuple[str, str, int]]:
        """Return day, category and count of the live posts dated from `first` to `last`."""
        return self._db.execute(
            "SELECT substr(published, 1, 10) AS day, label, count(*) FROM posts WHERE path != ''"
            " AND day >= ? AND day <= ? GROUP BY day, term ORDER BY day, term",
            (first, last),
        ).fetchall()

    def by_confidence(self) -> list[int]:
        """Return how many posts there are in each tenth of the splitter's confidence."""
        rows = self._db.execute(
            "SELECT min(9, CAST(confidence * 10 AS INTEGER)) AS tenth, count(*) FROM posts"
            " WHERE confidence IS NOT NULL GROUP BY tenth"
        )
        found = dict(rows.fetchall())
        return [found.get(tenth, 0) for tenth in range(10)]

    def waits(self) -> Iterator[float]:
        """Yield for each post how many seconds after its dump its file was written."""
        for (wait,) in self._db.execute(
            "SELECT p.mtime - d.mtime FROM posts p JOIN dumps d ON d.digest = p.dump"
            " WHERE p.dump != ''"
        ):
            yield max(0, wait) / 1_000_000_000

    def newest_card(self) -> Card | None:
        """Return the newest live post."""
        return next(self._cards("path != '' ORDER BY at DESC, id LIMIT 1", ()), None)

    def live_ids(self) -> set[str]:
        """Return the id of every live post."""
        return {row[0] for row in self._db.execute("SELECT id FROM posts WHERE path != ''")}

    def count(self) -> int:
        """Return how many posts are live."""
        row = self._db.execute("SELECT sum(count) FROM months WHERE term = ''").fetchone()
        return int(row[0] or 0)

    # ---------------------------------------------------------------- rows

    def _cards(self, clause: str, values: Iterable[object]) -> Iterator[Card]:
        rows = self._db.execute(
            "SELECT name, size, mtime, inode, id, slug, month, words, published, updated, term,"
            f" label, title, summary, authors, tags, language, confidence, draft, path"
            f" FROM posts WHERE {clause}",
            tuple(values),
        )
        for row in rows.fetchall():
            post = Post(
                id=row[4],
                slug=row[5],
                title=row[12],
                published=datetime.fromisoformat(row[8]),
                updated=datetime.fromisoformat(row[9]),
                category=Category(term=row[10], label=row[11]),
                body="",
                summary=row[13],
                authors=tuple(json.loads(row[14])),
                tags=tuple(json.loads(row[15])),
                language=row[16],
                confidence=row[17],
                draft=bool(row[18]),
            )
            stamp = Stamp(size=row[1], mtime=row[2], inode=row[3])
            yield Card(
                name=row[0], stamp=stamp, post=post, month=row[6], words=row[7], path=row[19]
            )

    def _entries(
        self, clause: str, values: Iterable[object], url: str, *, full: bool
    ) -> Iterator[Entry]:
        content = "html" if full else "''"
        rows = self._db.execute(
            "SELECT id, path, title, published, updated, term, label, authors, tags, language,"
            f" summary, {content}, origin FROM posts WHERE {clause}",
            tuple(values),
        )
        for row in rows:
            yield Entry(
                id=row[0],
                link=url + row[1],
                path=row[1],
                title=row[2],
                published=datetime.fromisoformat(row[3]),
                updated=datetime.fromisoformat(row[4]),
                category=Category(term=row[5], label=row[6]),
                authors=tuple(json.loads(row[7])),
                tags=tuple(json.loads(row[8])),
                language=row[9],
                summary=row[10],
                content=row[11],
                origin=Origin(**json.loads(row[12])) if row[12] else None,
            )


def _packed(origin: Origin | None) -> str:
    return json.dumps(asdict(origin)) if origin else ""


def _within(term: str) -> tuple[str, tuple[str, ...]]:
    """Return the SQL condition for live posts of a category or of the site, and its values."""
    return ("path != '' AND term = ?", (term,)) if term else ("path != ''", ())


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
