"""What is installed is what was looked at: every package is pinned, whoever brings it along."""

import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]


def normal(name: str) -> str:
    """Return the name of a package as every index compares it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().split()
    return {normal(name): version for name, _, version in (line.partition("==") for line in lines)}


def brought_along(name: str, extras: frozenset[str]) -> Iterator[Requirement]:
    """Yield what an installed package needs here, with these of its extras."""
    for line in metadata.requires(name) or ():
        need = Requirement(line)
        if any(need.marker is None or need.marker.evaluate({"extra": e}) for e in extras or {""}):
            yield need


def test_every_package_that_is_installed_is_pinned() -> None:
    wanted = [("feedmill", frozenset({"", "dev", "fast", "zstd"}))]
    seen: dict[str, frozenset[str]] = {}
    while wanted:
        name, extras = wanted.pop()
        if extras <= seen.get(name, frozenset()):
            continue
        seen[name] = extras | seen.get(name, frozenset())
        needs = brought_along(name, extras)
        wanted += [(normal(need.name), frozenset({"", *need.extras})) for need in needs]

    pins = pinned()
    assert set(seen) - {"feedmill"} <= set(pins)
    assert len(seen) > 50


def test_every_pin_is_one_version() -> None:
    lines = (ROOT / "constraints.txt").read_text().split()
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines)
    assert sorted(lines, key=str.lower) == lines
