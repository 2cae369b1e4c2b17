"""The catalogue: what was seen at the last run, so that this one need not look again.

It is a cache and nothing else.  Delete it, build, and everything is as it was
(promise 3): ids and dates live in the posts, and what was taken from which dump
in content/ledger.jsonl.  A catalogue that cannot be read is an empty one.

One run is one transaction.  A run that dies leaves the catalogue where it was,
and the next run sees the same changes again and finds its own files in place.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from feeds.errors import CatalogueError
from feeds.store.address_table import AddressTable
from feeds.store.artifact_table import ArtifactTable
from feeds.store.dump_table import DumpTable
from feeds.store.likeness_table import LikenessTable
from feeds.store.list_table import ListTable
from feeds.store.post_table import PostTable

VERSION = "14"  # of the tables: another one is another catalogue

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class Catalogue:
    """The tables of a site, and the few words kept beside them."""

    def __init__(self, connection: sqlite3.Connection, *, fresh: bool) -> None:
        self.connection = connection
        self.fresh = fresh  # nothing is known yet of what output/ holds
        self.dumps = DumpTable(connection)
        self.posts = PostTable(connection)
        self.likeness = LikenessTable(connection)
        self.addresses = AddressTable(connection)
        self.artifacts = ArtifactTable(connection)

    def note(self, key: str) -> str:
        """Return what was last written under `key`, or ""."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def write_note(self, key: str, value: str) -> None:
        """Keep a value under `key`; one that is kept already is not written, nor is the file."""
        if self.note(key) != value:
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @contextmanager
    def run(self) -> Iterator[None]:
        """Make everything inside one transaction, undone if it fails."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            yield
            self.connection.execute("COMMIT")
        except BaseException as error:
            with suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")
            self.posts.forget_entries()
            if isinstance(error, sqlite3.DatabaseError):
                raise CatalogueError(
                    "the catalogue", str(error), "free some space, or delete .feedmill/"
                ) from error
            raise
        self.fresh = False


@contextmanager
def open_catalogue(path: Path) -> Iterator[Catalogue]:
    """Open the catalogue at `path`, made anew if it is absent, damaged or of another version."""
    try:
        catalogue = _opened(path)
    except (sqlite3.Error, OSError) as error:
        raise CatalogueError(
            str(path), f"cannot be opened: {error}", "free some space, or look at its owner"
        ) from error
    try:
        yield catalogue
    finally:
        catalogue.connection.close()


@contextmanager
def copied_catalogue(path: Path) -> Iterator[Catalogue]:
    """Yield a copy of the catalogue at `path` that is gone afterwards; the file stays untouched.

    It can be taken while another process writes.  One that is absent, damaged or of
    another version gives an empty copy.
    """
    connection = sqlite3.connect("", isolation_level=None)  # SQLite's own temporary file
    try:
        try:
            _copy(path, connection)
            catalogue = _assembled(connection)
        except (sqlite3.DatabaseError, _OtherVersionError):
            connection.close()
            connection = sqlite3.connect("", isolation_level=None)
            catalogue = _assembled(connection)
        yield catalogue
    finally:
        connection.close()


def _copy(path: Path, copy: sqlite3.Connection) -> None:
    if not path.exists():
        return
    log = path.with_name(f"{path.name}-wal")
    # Without a log nobody is at work on it, and opening it as a file that cannot change
    # is the one way that leaves no log behind.
    still = not log.exists()
    place = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if still else ''}"
    with closing(sqlite3.connect(place, uri=True, timeout=30)) as source:
        source.backup(copy)
    if still and log.exists():  # somebody came in meanwhile
        _copy(path, copy)


class _OtherVersionError(Exception):
    """The file was made by another version of Feedmill."""


# Not the catalogue's fault: it is good again when the disk is.
_DISK = frozenset(
    (
        *(sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY),
        *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_BUSY),
    )
)


def _opened(path: Path) -> Catalogue:
    try:
        return _open(path)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DISK:
            raise
    except _OtherVersionError:
        pass
    _discard(path)
    return _open(path)


def _open(path: Path) -> Catalogue:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None, timeout=30)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # NORMAL may lose the last run to a power cut, which only means that the
        # next run does it again.
        connection.execute("PRAGMA synchronous = NORMAL")
        # In 2 MB a first build would write each page of an index out and read it again.
        connection.execute("PRAGMA cache_size = -16000")
        return _assembled(connection)
    except BaseException:
        connection.close()
        raise


def _assembled(connection: sqlite3.Connection) -> Catalogue:
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone()
    if not known:
        tables = (DumpTable, PostTable, ListTable, AddressTable, LikenessTable, ArtifactTable)
        schema = "".join((_SCHEMA, *(table.SCHEMA for table in tables)))
        connection.executescript(
            f"BEGIN; {schema} INSERT INTO meta VALUES ('version', '{VERSION}'); COMMIT;"
        )
    catalogue = Catalogue(connection, fresh=not known)
    if catalogue.note("version") != VERSION:
        raise _OtherVersionError
    catalogue.fresh = catalogue.note("complete") == ""
    return catalogue


def _discard(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
