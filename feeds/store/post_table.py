"""What is known of the posts, in the orders that pages and feeds ask for.

A post is live when it has a path: drafts and doubles have none.  In which lists the
live ones stand, and in what order, is in `lists`, which is kept up with every change.
The newest are asked for again and again and are kept as they were read.
"""

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct
from msgspec.structs import asdict, replace

from feeds.files import Row, Stamp
from feeds.model import Category, Entry, Origin, Placement, Post
from feeds.store.list_table import SITE, ListTable, Standing, withdrawn_from

_GIVEN = "SELECT value FROM json_each(?)"  # of any number, in one statement that is kept
KEPT = 3000  # entries in memory: the newest of the site and of its busiest categories


class Card(Struct, frozen=True, kw_only=True):
    """One file of content/posts as it was last read, without its text."""

    name: str
    stamp: Stamp
    post: Post  # its body is left out
    month: str
    words: str  # digest of title, summary and body
    path: str = ""  # permalink below the site's url; "" while it is not live
    topics: tuple[str, ...] = ()  # terms of the lists that it stands in beside its category's

    def placement(self) -> Placement | None:
        """Return where the post stands on the site, None if it does not."""
        if not self.path:
            return None
        post = self.post
        return Placement(
            id=post.id,
            path=self.path,
            month=self.month,
            term=post.category.term,
            topics=self.topics,
        )


class PostTable:
    """Rows of posts."""

    SCHEMA = """
    CREATE TABLE posts (
        name TEXT NOT NULL, size INTEGER, mtime INTEGER, inode INTEGER,
        id TEXT NOT NULL, slug TEXT NOT NULL, month TEXT NOT NULL, words TEXT NOT NULL,
        at INTEGER NOT NULL, published TEXT NOT NULL, updated TEXT NOT NULL,
        term TEXT NOT NULL, label TEXT NOT NULL, title TEXT NOT NULL, summary TEXT NOT NULL,
        authors TEXT NOT NULL, tags TEXT NOT NULL, language TEXT NOT NULL,
        dump TEXT NOT NULL, confidence REAL, draft INTEGER NOT NULL,
        path TEXT NOT NULL, html TEXT NOT NULL, image TEXT NOT NULL, origin TEXT NOT NULL,
        withdrawn INTEGER NOT NULL, topics TEXT NOT NULL
    );
    CREATE INDEX posts_name ON posts (name, size, mtime, inode);
    CREATE INDEX posts_id ON posts (id, name);
    CREATE INDEX posts_slug ON posts (month, slug);
    CREATE INDEX posts_path ON posts (path) WHERE path != '';
    CREATE INDEX posts_draft ON posts (name) WHERE draft = 1;
    CREATE INDEX posts_waiting ON posts (at) WHERE path = '' AND draft = 0;
    CREATE INDEX posts_down ON posts (id, name) WHERE path = '';
    CREATE INDEX posts_displaced ON posts (name)
        WHERE path != '' AND path != month || slug || '/';
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self.lists = ListTable(connection)
        # By row: an entry that did not change is the same object, and what was made of it
        # once can be found by it.
        self._kept: OrderedDict[int, Entry] = OrderedDict()

    # ------------------------------------------------------------ one file

    def stamps(self) -> Iterator[Row]:
        """Yield name and stamp of every post read, by name; nothing may change meanwhile."""
        return self._db.execute("SELECT name, size, mtime, inode FROM posts ORDER BY name")

    def get(self, name: str) -> Card | None:
        return next(self._cards("name = ?", (name,)), None)

    def get_all(self, names: Iterable[str]) -> dict[str, Card]:
        """Return what is known of these files, by name."""
        cards = self._cards(f"name IN ({_GIVEN})", (json.dumps(list(names)),))
        return {card.name: card for card in cards}

    def put(self, card: Card, entry: Entry) -> None:
        """Note a post that is not known, as read and as subscribers will see it.

        `place` makes it live.
        """
        post, stamp = card.post, card.stamp
        values = (
            *(card.name, stamp.size, stamp.mtime, stamp.inode),
            *(entry.id, post.slug, card.month, card.words),
            *(seconds(entry.published), entry.published.isoformat(), entry.updated.isoformat()),
            *(entry.category.term, entry.category.label, entry.title, entry.summary),
            *(json.dumps(entry.authors), json.dumps(entry.tags), entry.language),
            *(post.source.digest if post.source else "", post.confidence, post.draft),
            *("", entry.content, entry.image, _packed(entry.origin), entry.withdrawn),
            json.dumps({each.term: each.label for each in entry.topics}),
        )
        marks = ", ".join("?" * len(values))
        self._db.execute(f"INSERT INTO posts VALUES ({marks})", values)

    def remove(self, name: str) -> None:
        self.place(name, "")
        self._db.execute("DELETE FROM posts WHERE name = ?", (name,))

    def clear(self) -> None:
        """Forget all posts, so that each is read again."""
        self._db.execute("DELETE FROM posts")
        self.lists.clear()
        self.forget_entries()

    def forget_entries(self) -> None:
        """Read all entries anew: what was read may have been undone."""
        self._kept.clear()

    def place(self, name: str, path: str) -> None:
        """Put a post live at `path`, or take it down if that is ""."""
        row = self._db.execute(
            "SELECT path, rowid, id, at, month, term, label, withdrawn, updated, topics"
            " FROM posts WHERE name = ?",
            (name,),
        ).fetchone()
        if row is None or row[0] == path:
            return
        self._db.execute("UPDATE posts SET path = ? WHERE rowid = ?", (path, row[1]))
        self._kept.pop(row[1], None)
        own = Category(term=row[5], label=row[6])
        lists = [Category(term=SITE, label=""), own, *_topics(row[9])]
        at = row[3]
        if row[7]:  # it stands in no list of articles, and is ordered by when that came to be
            lists = [replace(each, term=withdrawn_from(each.term)) for each in lists]
            at = seconds(datetime.fromisoformat(row[8]))
        post = Standing(post=row[1], id=row[2], at=at, month=row[4])
        if not row[0]:
            self.lists.enter(post, lists)
        elif not path:
            self.lists.leave(post, lists)

    # --------------------------------------------------- who claims what

    def with_id(self, id_: str) -> list[Card]:
        """Return the posts that claim an id, by name: the first has it, the others are doubles."""
        return list(self._cards("id = ? ORDER BY name", (id_,)))

    def claimants(self, id_: str) -> list[str]:
        """Return the files of the posts that claim an id, by name, and nothing of what they say."""
        return self.claims([id_])[id_]

    def claims(self, ids: Iterable[str]) -> dict[str, list[str]]:
        """Return for each of these ids its claimants."""
        found: dict[str, list[str]] = {id_: [] for id_ in ids}
        rows = self._db.execute(
            f"SELECT id, name FROM posts WHERE id IN ({_GIVEN}) ORDER BY id, name",
            (json.dumps(list(found)),),
        )
        for id_, name in rows:
            found[id_].append(name)
        return found

    def with_slug(self, month: str, slug: str) -> list[Card]:
        """Return the posts that want one permalink, oldest first."""
        return list(self._cards("month = ? AND slug = ? ORDER BY at, id", (month, slug)))

    def is_wanted(self, month: str, slug: str) -> bool:
        """Return whether a post wants this permalink."""
        query = "SELECT 1 FROM posts WHERE month = ? AND slug = ? LIMIT 1"
        return self._db.execute(query, (month, slug)).fetchone() is not None

    def contested(self, places: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
        """Return which of these permalinks, months and slugs, more posts than one want."""
        rows = self._db.execute(
            "WITH wanted (m, s) AS (SELECT json_extract(value, '$[0]'),"
            " json_extract(value, '$[1]') FROM json_each(?)) SELECT m, s FROM wanted"
            " WHERE (SELECT count(*) FROM posts WHERE month = m AND slug = s) > 1",
            (json.dumps(list(places)),),
        )
        return set(rows)

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
        rows = self._db.execute(
            "SELECT rowid FROM posts WHERE path = ? AND path != ''", (path,)
        ).fetchall()
        return next(iter(self._entries((row[0] for row in rows), url)), None)

    def newest(self, term: str, limit: int, url: str) -> tuple[Entry, ...]:
        """Return the newest live entries of a list."""
        return self._entries(self.lists.newest(term, limit), url)

    def shelf(self, term: str, month: str, part: int, size: int, url: str) -> tuple[Entry, ...]:
        """Return the entries of one part of a month, newest first; parts fill from the oldest."""
        return self._entries(self.lists.shelf(term, month, part, size), url)

    def links(self, month: str, part: int, size: int) -> list[tuple[str, datetime]]:
        """Return permalink and last change of the entries of one part of a month, oldest first."""
        shelf = self.lists.shelf(SITE, month, part, size)
        marks = ", ".join("?" * len(shelf))
        rows = self._db.execute(
            f"SELECT rowid, path, updated FROM posts WHERE rowid IN ({marks})", shelf
        )
        found = {row: (path, datetime.fromisoformat(updated)) for row, path, updated in rows}
        return [found[row] for row in reversed(shelf)]

    def last_changes(self) -> dict[str, datetime]:
        """Return for each month when its newest entry was last changed."""
        rows = self._db.execute(
            "SELECT month, (SELECT updated FROM posts WHERE rowid = (SELECT post FROM filed"
            " WHERE term = m.term AND month = m.month ORDER BY at DESC, id LIMIT 1))"
            " FROM months m WHERE term = ''"
        )
        return {month: datetime.fromisoformat(updated) for month, updated in rows}

    def live(self) -> Iterator[str]:
        """Yield the permalink of every live post."""
        for (path,) in self._db.execute("SELECT path FROM posts WHERE path != '' ORDER BY path"):
            yield path

    def per_day(self, first: str, last: str) -> list[tuple[str, str, int]]:
        """Return day, category and count of the live posts dated from `first` to `last`."""
        return self._db.execute(
            "SELECT substr(published, 1, 10) AS day, label, count(*) FROM posts WHERE path != ''"
            " AND withdrawn = 0"
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
        newest = self.lists.newest(SITE, 1)
        return next(self._cards("rowid = ?", newest), None) if newest else None

    def withdrawn(self, ids: Iterable[str]) -> set[str]:
        """Return which of these ids are of posts that stand there as a notice only."""
        query = "SELECT 1 FROM posts WHERE id = ? AND path != '' AND withdrawn = 1"
        return {id_ for id_ in ids if self._db.execute(query, (id_,)).fetchone()}

    def live_ids(self) -> set[str]:
        """Return the id of every live post."""
        return {row[0] for row in self._db.execute("SELECT id FROM posts WHERE path != ''")}

    # ---------------------------------------------------------------- rows

    def _cards(self, clause: str, values: Iterable[object]) -> Iterator[Card]:
        rows = self._db.execute(
            "SELECT name, size, mtime, inode, id, slug, month, words, published, updated, term,"
            f" label, title, summary, authors, tags, language, confidence, draft, path,"
            f" withdrawn, topics"
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
                withdrawn=row[13] if row[20] else None,
            )
            stamp = Stamp(size=row[1], mtime=row[2], inode=row[3])
            yield Card(
                name=row[0],
                stamp=stamp,
                post=post,
                month=row[6],
                words=row[7],
                path=row[19],
                topics=tuple(each.term for each in _topics(row[21])),
            )

    def _entries(self, rows: Iterable[int], url: str) -> tuple[Entry, ...]:
        """Return the live entries of rows; those that were read before are not read again."""
        return tuple(self._entry(row, url) for row in rows)

    def _entry(self, row: int, url: str) -> Entry:
        entry = self._kept.get(row)
        if entry is None:
            entry = self._kept[row] = self._read(row, url)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(row)
        return entry

    def _read(self, number: int, url: str) -> Entry:
        row = self._db.execute(
            "SELECT id, path, title, published, updated, term, label, authors, tags, language,"
            " summary, html, image, origin, withdrawn, topics FROM posts WHERE rowid = ?",
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
            withdrawn=bool(row[14]),
            topics=_topics(row[15]),
        )


def _packed(origin: Origin | None) -> str:
    return json.dumps(asdict(origin)) if origin else ""


def _topics(stored: str) -> tuple[Category, ...]:
    if stored == "{}":
        return ()
    return tuple(Category(term=term, label=label) for term, label in json.loads(stored).items())


def seconds(moment: datetime) -> int:
    """Return a moment as the orders here have it, in seconds since 1970."""
    return int(moment.timestamp())


def _texts(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored)) if stored != "[]" else ()
