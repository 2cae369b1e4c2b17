"""What stands in output/, and which job made it."""

import sqlite3
from collections.abc import Iterable, Iterator

from feeds.files import Row, Stamp
from feeds.model import Job


class ArtifactTable:
    """Rows of published files; what `publish.apply` keeps its register in."""

    SCHEMA = """
    CREATE TABLE artifacts (
        path TEXT PRIMARY KEY, digest TEXT NOT NULL, size INTEGER, mtime INTEGER, inode INTEGER,
        kind TEXT NOT NULL, folder TEXT NOT NULL, part INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX artifacts_job ON artifacts (kind, folder, part);
    CREATE TABLE put_off (
        turn INTEGER PRIMARY KEY, kind TEXT NOT NULL, folder TEXT NOT NULL, part INTEGER NOT NULL
    );
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def digest(self, path: str) -> str | None:
        """Return the digest of a file as it was last written."""
        row = self._db.execute("SELECT digest FROM artifacts WHERE path = ?", (path,)).fetchone()
        return str(row[0]) if row else None

    def put(self, path: str, digest: str, stamp: Stamp, job: Job) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO artifacts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(path, digest, stamp.size, stamp.mtime, stamp.inode),
                *(job.kind, job.folder, job.part),
            ),
        )

    def hand_over(self, path: str, job: Job) -> None:
        """Note that a file which did not change is now this job's."""
        self._db.execute(
            "UPDATE artifacts SET kind = ?, folder = ?, part = ?"
            " WHERE path = ? AND (kind, folder, part) != (?, ?, ?)",
            (
                *(job.kind, job.folder, job.part, path),
                *(job.kind, job.folder, job.part),
            ),
        )

    def forget(self, path: str) -> None:
        self._db.execute("DELETE FROM artifacts WHERE path = ?", (path,))

    def made_by(self, job: Job) -> set[str]:
        """Return the paths that a job last made."""
        rows = self._db.execute(
            "SELECT path FROM artifacts WHERE kind = ? AND folder = ? AND part = ?",
            (job.kind, job.folder, job.part),
        )
        return {row[0] for row in rows}

    def jobs(self) -> set[Job]:
        """Return every job that has something published."""
        rows = self._db.execute("SELECT DISTINCT kind, folder, part FROM artifacts")
        return {Job(kind=kind, folder=folder, part=part) for kind, folder, part in rows}

    def put_off(self) -> list[Job]:
        """Return the jobs that are known to be stale and were left for another run, in turn."""
        rows = self._db.execute("SELECT kind, folder, part FROM put_off ORDER BY turn")
        return [Job(kind=kind, folder=folder, part=part) for kind, folder, part in rows]

    def put_off_now(self, jobs: Iterable[Job]) -> None:
        """Keep these jobs for the next run, and no others."""
        self._db.execute("DELETE FROM put_off")
        self._db.executemany(
            "INSERT INTO put_off (kind, folder, part) VALUES (?, ?, ?)",
            ((job.kind, job.folder, job.part) for job in jobs),
        )

    def stamps(self) -> Iterator[Row]:
        """Yield path and stamp of every published file, by path."""
        return self._db.execute("SELECT path, size, mtime, inode FROM artifacts ORDER BY path")

    def maker(self, path: str) -> Job:
        """Return the job that made a published file."""
        row = self._db.execute(
            "SELECT kind, folder, part FROM artifacts WHERE path = ?", (path,)
        ).fetchone()
        return Job(kind=row[0], folder=row[1], part=row[2])

    def rows(self) -> Iterator[tuple[str, Stamp, Job]]:
        """Yield path, stamp and job of every published file."""
        for row in self._db.execute(
            "SELECT path, size, mtime, inode, kind, folder, part FROM artifacts"
        ):
            stamp = Stamp(size=row[1], mtime=row[2], inode=row[3])
            yield row[0], stamp, Job(kind=row[4], folder=row[5], part=row[6])

    def digests(self, kind: str) -> Iterator[tuple[str, str]]:
        """Yield path and digest of every published file that a kind of job made, by path."""
        yield from self._db.execute(
            "SELECT path, digest FROM artifacts WHERE kind = ? ORDER BY path", (kind,)
        )

    def count(self, kind: str) -> int:
        """Return how many published files a kind of job made."""
        row = self._db.execute("SELECT count(*) FROM artifacts WHERE kind = ?", (kind,))
        return int(row.fetchone()[0])
