"""`python -m tests.mutants [WORD …]`: take protections out, one at a time, and see who notices.

With words, only those whose promise has one of them.  Ends with 1 if a test stayed green.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.mutants import MUTANTS, Mutant

ROOT = Path(__file__).resolve().parents[2]
_RED = 1  # the status that pytest ends with when a test failed, and with nothing else
_LIMIT = 1800  # seconds


def main() -> int:
    """Try the mutants that are asked for and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*", metavar="WORD")
    words = [word.lower() for word in parser.parse_args().words]
    chosen = [m for m in MUTANTS if not words or any(w in m.promise.lower() for w in words)]
    with tempfile.TemporaryDirectory() as folder:
        copy = _copied(Path(folder) / "main")
        green = [mutant.promise for mutant in chosen if not _noticed(mutant, copy)]
    print(
        f"{len(chosen) - len(green)} of {len(chosen)} tests miss the protection that was taken out"
    )
    return 1 if green else 0


def _copied(copy: Path) -> Path:
    names = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in names.stdout.splitlines():
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    return copy


def _noticed(mutant: Mutant, copy: Path) -> bool:
    before = {file: (copy / file).read_text("utf-8") for file, _, _ in mutant.changes}
    try:
        for file, old, new in mutant.changes:
            text = (copy / file).read_text("utf-8")
            if text.count(old) != 1:
                print(f"NOT TRIED: {mutant.promise}: not once in {file}: {old!r}")
                return False
            (copy / file).write_text(text.replace(old, new), "utf-8")
        status, said = _tested(mutant.test, copy)
    finally:
        for file, text in before.items():
            (copy / file).write_text(text, "utf-8")
    print(
        f"{'red' if status == _RED else f'STATUS {status}'}: {mutant.promise}: {said}", flush=True
    )
    return status == _RED


def _tested(test: str, copy: Path) -> tuple[int, str]:
    """Run a test in the copy; return its status and the last line of what it said."""
    call = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", test]
    paths = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            call, cwd=copy, env=paths, capture_output=True, text=True, check=False, timeout=_LIMIT
        )
    except subprocess.TimeoutExpired:
        return _RED, f"no end in {_LIMIT} s"
    return done.returncode, (done.stdout.strip().splitlines() or [done.stderr.strip()])[-1]


if __name__ == "__main__":
    sys.exit(main())
