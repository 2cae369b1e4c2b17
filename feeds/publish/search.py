"""The index that readers search: made by Pagefind (pagefind.app) out of the published pages.

Pagefind reads all pages each time and is a program of its own, so it runs beside us, at a
low priority, into a folder that nobody reads.  What it made there is published like
anything else: what is new first, then the one file that names the rest, then removals.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from feeds.files import Folder
from feeds.model import Artifact, Job, Tier
from feeds.publish.plan import SEARCH_INDEX

JOB = Job(kind=SEARCH_INDEX)
PLACE = "search/pagefind/"  # below output/
WITH_IT = (PLACE, "search/search.js")  # what goes with it and bears no mark of ours
INDEXED = "indexed"  # note in the catalogue: the state of the pages that the index is of
_POSTS = "[0-9][0-9][0-9][0-9]/[0-9][0-9]/*/index.html"
_ENTRY = "pagefind-entry.json"  # asked for first, it names the others by their digests
_WANTED = re.compile(
    r"pagefind(\.js|-entry\.json|\..+\.pf_meta)|wasm\..+\.pagefind|(index|fragment|filter)/.+"
)
_SHOWN = 300  # characters of what it complained of


class Indexing:
    """An index in the making, in a folder of its own."""

    def __init__(self, searcher: str, language: str, output: Path, work: Path) -> None:
        import subprocess  # here, and so in _clear: most runs index nothing

        _clear(work)
        work.mkdir(parents=True)
        self._work = work
        self._complaints = work / "complaints.txt"
        # One language for all: words of another are cut to their stems alike when they are
        # indexed and when they are asked for, and so an article is found whatever it is in.
        spoken = language.partition("-")[0].lower()
        command = [
            *(sys.executable, "-m", searcher, "--silent", "--site", str(output), "--glob", _POSTS),
            *("--output-path", str(work / "made"), "--force-language", spoken),
        ]
        with self._complaints.open("wb") as complaints:
            self._process: subprocess.Popen[bytes] = subprocess.Popen(
                ["nice", *command],
                stdin=subprocess.DEVNULL,
                stdout=complaints,
                stderr=complaints,
            )

    def is_done(self) -> bool:
        return self._process.poll() is not None

    def wait(self) -> None:
        self._process.wait()

    def fault(self) -> str:
        """Return why there is no index, "" if there is one; it must be done."""
        if not self._process.poll() and (self._work / "made" / _ENTRY).is_file():
            return ""
        said = self._complaints.read_text("utf-8", "replace").strip()
        return said[-_SHOWN:] or f"Pagefind ended with status {self._process.returncode}"

    def artifacts(self) -> Iterator[Artifact]:
        """Yield the files that a page needs to search, last the one that names the others.

        What Pagefind makes for pages of its own is left out.
        """
        made = Folder(self._work / "made")
        names = [name for name, _ in made.files() if _WANTED.fullmatch(name)]
        for name in sorted(names, key=_ENTRY.__eq__):
            content, _ = made.read(name)
            tier = Tier.INDEX if name == _ENTRY else Tier.PAGE
            yield Artifact(path=PLACE + name, content=content, tier=tier)

    def close(self) -> None:
        """Stop it if it is at work, and remove its folder."""
        if not self.is_done():
            self._process.kill()
        self._process.wait()
        _clear(self._work)


def _clear(work: Path) -> None:
    import shutil

    shutil.rmtree(work, ignore_errors=True)
