"""What is known of the posts, in the orders that pages and feeds ask for.

Order is newest first and ties by id, everywhere.  A post is live when it has a
path: drafts and doubles have none.  `months` and `terms` count the live ones and are
kept up with every change, so that no question here reads more rows than it answers
with.  The newest are asked for again and again and are kept as they were read.
"""

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from feeds.files import Stamp
from feeds.model import Category, Entry, Origin, Placement, Post

KEPT = 3000  # entries in memory: the newest of the site and of its busiest categories

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
        path TEXT NOT NULL, html TEXT NOT NULL, image TEXT NOT NULL, origin TEXT NOT NULL
    );
    CREATE INDEX posts_id ON posts (id, name);
    CREATE INDEX posts_slug ON posts (month, slug);
    CREATE INDEX posts_path ON posts (path) WHERE path != '';
    CREATE INDEX posts_new ON posts (at, id DESC) WHERE path != '';
    CREATE INDEX posts_month ON posts (month, at, id DESC) WHERE path != '';
    CREATE INDEX posts_term ON posts (term, at, id DESC) WHERE path != '';
    CREATE INDEX posts_term_month ON posts (term, month, at, id DESC) WHERE path != '';
    CREATE INDEX posts_draft ON posts (name) WHERE draft = 1;
    CREATE INDEX posts_waiting ON posts (at) WHERE path = '' AND draft = 0;
    CREATE INDEX posts_down ON posts (id, name) WHERE path = '';
    CREATE INDEX posts_displaced ON posts (name)
        WHERE path != '' AND path != month || slug || '/';
    CREATE TABLE months (
        term TEXT NOT NULL, month TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (term, month)
    ) WITHOUT ROWID;
    CREATE INDEX months_month ON months (month);
    CREATE TABLE terms (
        term TEXT PRIMARY KEY, count INTEGER NOT NULL, newest INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX terms_newest ON terms (newest, term);
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        # By row: an entry that did not change is the same object, and what was made of it
        # once can be found by it.
        self._kept: OrderedDict[int, Entry] = OrderedDict()

    # ------------------------------------------------------------ one file

    def stamps(self) -> Iterator[tuple[str, Stamp]]:
        """Yield name and stamp of every post read, by name; nothing may change meanwhile."""
        rows = self._db.execute("SELECT name, size, mtime, inode FROM posts ORDER BY name")
        for name, size, mtime, inode in rows:
            yield name, Stamp(size=size, mtime=mtime, inode=inode)

    def get(self, name: str) -> Card | None:
        return next(self._cards("name = ?", (name,)), None)

    def put(self, card: Card, entry: Entry) -> None:
        """Note a post as read, and as subscribers will see it; `place` makes it live."""
        self.remove(card.name)
        post, stamp = card.post, card.stamp
        values = (
            *(card.name, stamp.size, stamp.mtime, stamp.inode),
            *(entry.id, post.slug, card.month, card.words),
            *(seconds(entry.published), entry.published.isoformat(), entry.updated.isoformat()),
            *(entry.category.term, entry.category.label, entry.title, entry.summary),
            *(json.dumps(entry.authors), json.dumps(entry.tags), entry.language),
            *(post.source.digest if post.source else "", post.confidence, post.draft),
            *("", entry.content, entry.image, _packed(entry.origin)),
        )
        marks = ", ".join("?" * len(values))
        self._db.execute(f"INSERT INTO posts VALUES ({marks})", values)

    def remove(self, name: str) -> None:
        self.place(name, "")
        self._db.execute("DELETE FROM posts WHERE name = ?", (name,))

    def clear(self) -> None:
        """Forget all posts, so that each is read again."""
        for table in ("posts", "months", "terms"):
            self._db.execute(f"DELETE FROM {table}")
        self.forget_entries()

    def forget_entries(self) -> None:
        """Read all entries anew: what was read may have been undone."""
        self._kept.clear()

    def place(self, name: str, path: str) -> None:
        """Put a post live at `path`, or take it down if that is ""."""
        row = self._db.execute(
            "SELECT path, term, month, at, rowid FROM posts WHERE name = ?", (name,)
        ).fetchone()
        if row is None or row[0] == path:
            return
        self._db.execute("UPDATE posts SET path = ? WHERE rowid = ?", (path, row[4]))
        self._kept.pop(row[4], None)
        change = bool(path) - bool(row[0])
        for term in (SITE, row[1]) if change else ():
            self._count(term, row[2], change, row[3])

    def _count(self, term: str, month: str, change: int, at: int) -> None:
        """Keep up how many live posts a category has, in a month and in all, and its newest."""
        self._db.execute(
            "INSERT INTO months VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET count = count + excluded.count",
            (term, month, change),
        )
        self._db.execute(
            "INSERT INTO terms VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
            " SET count = count + excluded.count, newest = max(newest, excluded.newest)",
            (term, change, at),
        )
        if change > 0:
            return
        clause, values = _within(term)
        newest = f"SELECT coalesce(max(at), 0) FROM posts WHERE {clause}"
        for query, told in (
            ("DELETE FROM months WHERE term = ? AND month = ? AND count = 0", (term, month)),
            ("DELETE FROM terms WHERE term = ? AND count = 0", (term,)),
            (f"UPDATE terms SET newest = ({newest}) WHERE term = ?", (*values, term)),
        ):
            self._db.execute(query, told)

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

    def held(self) -> int:
        """Return how many posts are held back."""
        row = self._db.execute("SELECT count(*) FROM posts WHERE draft = 1").fetchone()
        return int(row[0])

    def doubles(self) -> list[tuple[str, str, str]]:
        """Return id, file and first claimant of every post whose id another file has."""
        return self._db.execute(
            "SELECT id, name, first FROM (SELECT d.id, d.name,"
            " (SELECT min(name) FROM posts WHERE id = d.id) AS first"
            " FROM posts d INDEXED BY posts_down WHERE d.path = '')"
            " WHERE first != name ORDER BY name"
        ).fetchall()

    def due(self, now: datetime) -> list[str]:
        """Return the files of the posts that waited for their day, which has come."""
        rows = self._db.execute(
            "SELECT name FROM posts p INDEXED BY posts_waiting"
            " WHERE path = '' AND draft = 0 AND at <= ?"
            " AND NOT EXISTS (SELECT 1 FROM posts q WHERE q.id = p.id AND q.name < p.name)",
            (seconds(now),),
        )
        return [row[0] for row in rows]

    def next_due(self, now: datetime) -> float | None:
        """Return in how many seconds the next post is due, None if none waits."""
        row = self._db.execute(
            "SELECT min(at) FROM posts INDEXED BY posts_waiting"
            " WHERE path = '' AND draft = 0 AND at > ?",
            (seconds(now),),
        ).fetchone()
        return None if row[0] is None else row[0] - now.timestamp()

    def displaced(self) -> list[tuple[str, str]]:
        """Return file and wanted permalink of every live post that had to yield its own."""
        return self._db.execute(
            "SELECT name, month || slug || '/' FROM posts"
            " WHERE path != '' AND path != month || slug || '/' ORDER BY name"
        ).fetchall()

    # ----------------------------------------------------------- listings

    def entry(self, path: str, url: str) -> Entry | None:
        """Return the live entry at a permalink, with its content."""
        return next(self._entries("path = ? AND path != ''", (path,), url), None)

    def newest(self, term: str, limit: int, url: str) -> tuple[Entry, ...]:
        """Return the newest live entries of a category or of the site."""
        clause, values = _within(term)
        order = f"{clause} ORDER BY at DESC, id LIMIT ?"
        return tuple(self._entries(order, (*values, limit), url))

    def shelf(self, term: str, month: str, part: int, size: int, url: str) -> tuple[Entry, ...]:
        """Return the entries of one part of a month, newest first; parts fill from the oldest."""
        clause, values = _within(term)
        before, total = (part - 1) * size, self.month_count(term, month)
        size = min(size, total - before)
        after = total - before - size
        if size <= 0:
            return ()
        # Counted from the nearer end: the part that is being filled is the last one.
        order, skip = ("DESC, id", after) if after < before else (", id DESC", before)
        query = f"{clause} AND month = ? ORDER BY at {order} LIMIT ? OFFSET ?"
        found = tuple(self._entries(query, (*values, month, size, skip), url))
        return found if after < before else found[::-1]

    def links(self, month: str, part: int, size: int) -> list[tuple[str, datetime]]:
        """Return permalink and last change of the entries of one part of a month, oldest first."""
        before, total = (part - 1) * size, self.month_count(SITE, month)
        size = min(size, total - before)
        after = total - before - size
        order, skip = ("DESC, id", after) if after < before else (", id DESC", before)
        rows = self._db.execute(
            "SELECT path, updated FROM posts WHERE path != '' AND month = ?"
            f" ORDER BY at {order} LIMIT ? OFFSET ?",
            (month, max(0, size), skip),
        )
        found = [(path, datetime.fromisoformat(updated)) for path, updated in rows]
        return found[::-1] if after < before else found

    def place_in_month(self, term: str, month: str, at: int, id_: str) -> int:
        """Return how many live posts of a month stand before this time and id, oldest first.

        The others are counted, for most changes are among the last.
        """
        clause, values = _within(term)
        others = self._db.execute(
            f"SELECT count(*) FROM posts WHERE {clause} AND month = ?"
            " AND at >= ? AND (at > ? OR id <= ?)",
            (*values, month, at, at, id_),
        ).fetchone()[0]
        return self.month_count(term, month) - int(others)

    def last_changes(self) -> dict[str, datetime]:
        """Return for each month when its newest entry was last changed."""
        rows = self._db.execute(
            "SELECT month, (SELECT updated FROM posts WHERE path != '' AND month = m.month"
            " ORDER BY at DESC, id LIMIT 1) FROM months m WHERE term = ''"
        )
        return {month: datetime.fromisoformat(updated) for month, updated in rows}

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

    def terms(self) -> list[str]:
        """Return the term of every category that has live posts."""
        rows = self._db.execute("SELECT term FROM terms WHERE term != '' ORDER BY term")
        return [row[0] for row in rows]

    def latest_terms(self, limit: int) -> list[str]:
        """Return the categories that had the newest posts, the last one first."""
        rows = self._db.execute(
            "SELECT term FROM terms WHERE term != '' ORDER BY newest DESC, term LIMIT ?", (limit,)
        )
        return [row[0] for row in rows]

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

    def count(self, term: str = SITE) -> int:
        """Return how many posts of a category or of the site are live."""
        row = self._db.execute("SELECT count FROM terms WHERE term = ?", (term,)).fetchone()
        return int(row[0]) if row else 0

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
                authors=_texts(row[14]),
                tags=_texts(row[15]),
                language=row[16],
                confidence=row[17],
                draft=bool(row[18]),
            )
            stamp = Stamp(size=row[1], mtime=row[2], inode=row[3])
            yield Card(
                name=row[0], stamp=stamp, post=post, month=row[6], words=row[7], path=row[19]
            )

    def _entries(self, clause: str, values: Iterable[object], url: str) -> Iterator[Entry]:
        """Yield live entries; those that were read before are not read again."""
        rows = self._db.execute(f"SELECT rowid FROM posts WHERE {clause}", tuple(values))
        for (row,) in rows.fetchall():
            entry = self._kept.get(row)
            if entry is None:
                entry = self._kept[row] = self._read(row, url)
                if len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            else:
                self._kept.move_to_end(row)
            yield entry

    def _read(self, number: int, url: str) -> Entry:
        row = self._db.execute(
            "SELECT id, path, title, published, updated, term, label, authors, tags, language,"
            " summary, html, image, origin FROM posts WHERE rowid = ?",
            (number,),
        ).fetchone()
        return Entry(
            id=row[0],
            link=url + row[1],
            path=row[1],
            title=row[2],
            published=datetime.fromisoformat(row[3]),
            updated=datetime.fromisoformat(row[4]),
            category=Category(term=row[5], label=row[6]),
            authors=_texts(row[7]),
            tags=_texts(row[8]),
            language=row[9],
            summary=row[10],
            content=row[11],
            image=row[12],
            origin=Origin(**json.loads(row[13])) if row[13] else None,
        )


def _packed(origin: Origin | None) -> str:
    return json.dumps(asdict(origin)) if origin else ""


def _within(term: str) -> tuple[str, tuple[str, ...]]:
    """Return the SQL condition for live posts of a category or of the site, and its values."""
    return ("path != '' AND term = ?", (term,)) if term else ("path != ''", ())


def seconds(moment: datetime) -> int:
    """Return a moment as the orders here have it, in seconds since 1970."""
    return int(moment.timestamp())


def _texts(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored)) if stored != "[]" else ()
