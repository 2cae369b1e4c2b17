"""newsboat: a reader in C++ with libxml, and a cache that can be looked into."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tests.witness.seen import Seen, Visit, difference

NEWSBOAT = shutil.which("newsboat")

_ITEMS = "select guid, title, url, pubDate, author, content from rss_item where deleted = 0"


class NewsboatSubscriber:
    """A newsboat of its own, with its own urls, configuration and cache."""

    def __init__(self, url: str, workdir: Path) -> None:
        """Follow the feed at `url`, or nothing yet if that is ""."""
        self._home = workdir / "newsboat"
        self._home.mkdir(parents=True, exist_ok=True)
        (self._home / "urls").write_text(f"{url}\n" if url else "", "utf-8")
        (self._home / "config").write_text("max-items 0\n", "utf-8")
        self._held: tuple[Seen, ...] = ()

    def import_opml(self, opml: Path) -> list[str]:
        """Follow every feed of a list; return the URLs that are followed now."""
        self._run("-i", opml)
        lines = (self._home / "urls").read_text("utf-8").splitlines()
        return [line.split()[0] for line in lines if line]

    def visit(self) -> Visit:
        self._run("-x", "reload")
        before, self._held = self._held, self._items()
        return difference(before, self._held)

    def _run(self, *arguments: str | Path) -> None:
        assert NEWSBOAT, "newsboat is not installed"
        home = self._home
        files: list[str | Path] = ["-u", home / "urls", "-C", home / "config"]
        done = subprocess.run(
            [NEWSBOAT, *files, "-c", home / "cache.db", *arguments],
            env={"HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def _items(self) -> tuple[Seen, ...]:
        with closing(sqlite3.connect(self._home / "cache.db")) as cache:
            return tuple(_seen(row) for row in cache.execute(_ITEMS))


def _seen(row: tuple[str, str, str, int, str, str]) -> Seen:
    guid, title, url, published, author, content = row
    return Seen(
        id=guid,
        title=title,
        link=url,
        published=datetime.fromtimestamp(published, UTC),
        authors=(author,) if author else (),
        content=content,
    )


def read_newsboat(url: str, workdir: Path) -> list[Seen]:
    """Return the entries that a new subscriber sees."""
    return list(NewsboatSubscriber(url, workdir).visit().entries)
