"""The whole site of the gazette, byte for byte; the diff of tests/render/golden is the review.

UPDATE_GOLDEN=1 in the environment writes the tree anew.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.render.gazette import tree

GOLDEN = Path(__file__).with_name("golden")
THEME = {
    "style.css",
    "feed.css",
    "favicon.svg",
    "icon.png",
    "favicon.ico",
    "copy.js",
}  # copied as they are
UPDATE = "UPDATE_GOLDEN"


def _kept() -> dict[str, bytes]:
    return {path: content for path, content in tree().items() if path not in THEME}


def test_the_site_is_the_golden_tree_byte_for_byte() -> None:
    made = _kept()
    if os.environ.get(UPDATE):
        _write(made)

    golden = {
        path.relative_to(GOLDEN).as_posix(): path.read_bytes()
        for path in GOLDEN.rglob("*")
        if path.is_file()
    }

    assert sorted(golden) == sorted(made)
    for path, content in golden.items():
        assert content == made[path], f"{path} differs ({UPDATE}=1 writes it anew)"


def test_the_same_posts_give_the_same_bytes_under_another_hash_seed_locale_and_zone() -> None:
    """Promise 1: output = f(content, config)."""
    program = (
        "import hashlib; from tests.render.gazette import tree\n"
        "print(hashlib.sha256(repr(sorted(tree().items())).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale},
            check=True,
            capture_output=True,
        ).stdout
        for seed, zone, locale in [("1", "Asia/Tokyo", "C.UTF-8"), ("2", "America/Lima", "C")]
    }
    assert len(digests) == 1


def _write(made: dict[str, bytes]) -> None:
    for path in GOLDEN.rglob("*"):
        if path.is_file():
            path.unlink()
    for name, content in made.items():
        target = GOLDEN / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
