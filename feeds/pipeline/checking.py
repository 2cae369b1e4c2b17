"""What is published, held against the rules that readers hold it to."""

from collections.abc import Iterator
from pathlib import Path

from feeds import config
from feeds.check import check as check_output
from feeds.model import Problem


def check(root: Path) -> Iterator[Problem]:
    """Yield what is wrong with the published files of the site in `root`."""
    yield from check_output(root / "output", config.load(root).to_site())
