"""Readers who ask while the mill builds: no half file, and no link that leads nowhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_readers_who_poll_while_it_builds_get_nothing_bad() -> None:
    """With 300 builds: `python -m benchmarks.readers 300`."""
    polling = [sys.executable, "-m", "benchmarks.readers", "30"]
    table = subprocess.run(polling, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.search(r"^bad answers  0$", table, re.MULTILINE), table
    assert int(re.search(r"(\d+) followed", table)[1]) > 30, table  # type: ignore[index]
