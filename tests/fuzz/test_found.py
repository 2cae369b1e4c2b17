"""What a search once found is fed to the same door again, for ever; and a short search besides."""

from pathlib import Path

import pytest

from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS

FOUND = Path(__file__).parent / "found"


@pytest.mark.parametrize(
    "case", sorted(FOUND.glob("*/*")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_what_was_found_once_holds_now(case: Path) -> None:
    TARGETS[case.parent.name](case.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_what_a_search_starts_from_holds(target: str) -> None:
    for seed in list(seeds(target))[::6]:  # the search takes all
        TARGETS[target](seed)
