"""A site served over loopback, whose feeds the witnesses read."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from feeds.model import Report
from feeds.pipeline.build import build
from feeds.pipeline.mill import open_mill
from tests.witness.serving import served

DUMPS = Path(__file__).parents[2] / "content" / "dumps"


class Press(NamedTuple):
    """A site under test: drop dumps into it, edit its posts, build, look."""

    root: Path
    url: str
    answers: list[tuple[str, int]]  # of its server: path, status

    def drop(self, *names: str) -> None:
        """Put sample dumps of the repository into the site."""
        for name in names:
            (self.root / "content" / "dumps" / name).write_bytes((DUMPS / name).read_bytes())

    def configure(self, lines: str) -> None:
        """Add to the site's configuration."""
        with (self.root / "feedmill.toml").open("a", encoding="utf-8") as file:
            file.write(lines)

    def build(self) -> Report:
        with open_mill(self.root) as mill:
            return build(mill)

    def posts(self) -> list[Path]:
        return sorted((self.root / "content" / "posts").rglob("*.md"))


@pytest.fixture
def press(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    root = tmp_path / "site"
    (root / "content" / "dumps").mkdir(parents=True)
    with served(root / "output") as (url, answers):
        (root / "feedmill.toml").write_text(
            f'[site]\ntitle = "The Daily Mill"\nurl = "{url}"\nauthority = "mill.example,2026"\n',
            "utf-8",
        )
        yield Press(root, url, answers)
