"""The sites: what they are called, and which are for measuring alone."""

import re
from dataclasses import dataclass
from pathlib import Path

from .repository import Repository

TABLE = Path(__file__).parents[1] / "SITES.md"


@dataclass(frozen=True, slots=True)
class Site:
    """A row of SITES.md."""

    name: str
    unseen: bool


def listed(table: Path = TABLE) -> dict[str, Site]:
    """Return the sites of SITES.md by repository."""
    sites = {}
    for line in table.read_text("utf-8").splitlines():
        cells = [c.strip() for c in line.strip("|").split("|")]
        if len(cells) == 7 and "/" in cells[4]:
            sites[cells[4].casefold()] = Site(cells[0], cells[6] == "unseen")
    return sites


def site_of(repository: Repository, known: dict[str, Site]) -> Site:
    """Return the site of a repository; one that is not listed is to learn from."""
    owner, _, name = repository.name.casefold().partition("/")
    plain = re.sub(r"\.github\.(io|com)$", "", name)
    called = plain if owner in plain else f"{owner}-{plain}"  # many are called "blog"
    return known.get(repository.name.casefold()) or Site(called, False)
