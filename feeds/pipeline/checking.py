"""What is published, held against the rules that readers hold it to."""

from collections.abc import Iterator
from pathlib import Path

from feeds import config
from feeds.check import check as check_output
from feeds.model import Problem


def check(root: Path, *, anew: bool = False) -> Iterator[Problem]:
    """Yield what is wrong with the published files of the site in `root`.

    What was found without fault is only looked at again if it changed, or if `anew`.
    """
    memory = root / ".feedmill" / "check.json.gz"
    if anew:
        memory.unlink(missing_ok=True)
    yield from check_output(root / "output", config.load(root).to_site(), memory)
