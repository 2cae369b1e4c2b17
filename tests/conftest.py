"""Sites to build, made of our own prose."""

import os
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from feeds.model import Report
from feeds.pipeline.build import EVERYTHING, Touched, build
from feeds.pipeline.mill import Mill, open_mill

settings.register_profile("ci", deadline=None, print_blob=True)
settings.load_profile("ci")

SETTINGS = """\
[site]
title = "The Test Mill"
url = "https://mill.example/"
authority = "mill.example,2026"
"""

NOON = 1_760_000_000  # 2025-10-09T08:53:20Z: when every test dump was received


_SENTENCES = (
    "Nobody at the harbour office expected {0} before the end of the season, said its master,"
    " who has kept the books there for thirty years and has learned not to be surprised.",
    "On Tuesday evening about forty people came to the old customs house to talk it over, and"
    " most of them stayed until the lamps were put out at a quarter to eleven.",
    "The council will vote in March. Until then {0} stays what it has been for a fortnight now:"
    " the first thing that strangers are told about when they step off the train.",
    "A survey of the mill race, paid for by the county, found that the water carries a third less"
    " silt than it did ten years ago, and that nobody can say with confidence why that is.",
    "What {0} will cost is another question. The treasurer speaks of nine thousand crowns, the"
    " opposition of twice as much, and both of them point at the same page of the same report.",
)


def article(headline: str, *, category: str = "", paragraphs: int = 4) -> str:
    """Return an article as an extractor leaves it, in words that name its headline."""
    body = [sentence.format(headline.lower()) for sentence in _SENTENCES[:paragraphs]]
    return "\n".join(filter(None, [category, headline, "By Ann Miller", *body])) + "\n\n"


@dataclass
class Place:
    """A site on the disk that a test works on as an editor would."""

    root: Path

    def drop(self, name: str, text: str, received: int = NOON) -> Path:
        """Put a dump into the folder."""
        return self.write(f"content/dumps/{name}", text, received)

    def write(self, name: str, text: str, when: int = NOON) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        os.utime(path, (when, when))
        return path

    def build(self, touched: Touched = EVERYTHING) -> Report:
        with self.open() as mill:
            return build(mill, touched)

    def open(self) -> AbstractContextManager[Mill]:
        return open_mill(self.root)

    def posts(self) -> dict[str, Path]:
        """Return the posts' files by their names below content/posts."""
        below = self.root / "content/posts"
        return {path.relative_to(below).as_posix(): path for path in sorted(below.rglob("*.md"))}

    def rebuilt(self) -> dict[str, bytes]:
        """Return output/ as one build from nothing makes it now."""
        for name in ("output", ".feedmill"):
            shutil.rmtree(self.root / name)
        (self.root / "output").mkdir()
        self.build()
        return self.tree()

    def tree(self, below: str = "output") -> dict[str, bytes]:
        """Return every file below a folder, by name."""
        top = self.root / below
        return {
            path.relative_to(top).as_posix(): path.read_bytes()
            for path in sorted(top.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An empty site."""
    return new_place(tmp_path / "site")


@pytest.fixture
def places(tmp_path: Path) -> Callable[[str], Place]:
    """As many empty sites as a test asks for."""
    return lambda name: new_place(tmp_path / name)


def new_place(root: Path) -> Place:
    for folder in ("content/dumps", "content/posts", "output"):
        (root / folder).mkdir(parents=True)
    made = Place(root)
    made.write("feedmill.toml", SETTINGS)
    return made
