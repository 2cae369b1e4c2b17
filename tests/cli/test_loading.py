"""Each command loads what it needs: what is not loaded costs nothing at the start."""

import json
import subprocess
import sys
from pathlib import Path

LOADED = """
import json, sys
from feeds.cli import main
try:
    main(sys.argv[1:])
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""
COMMAND_LINE = {
    "feeds.cli",
    *(f"feeds.cli.{each}" for each in ("looking", "program", "reviewing", "screen", "working")),
}
LIBRARIES = {"feedgen", "jinja2", "lxml", "markdown", "numpy", "rich", "slugify", "yaml"}


def loaded(*arguments: str) -> set[str]:
    """Return the modules that a run of the command has loaded at its end."""
    command = [sys.executable, "-c", LOADED, *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(json.loads(run.stderr.splitlines()[-1]))


def test_help_loads_no_room_and_no_library_but_the_command_lines_own() -> None:
    modules = loaded("--help")

    assert not modules & (LIBRARIES | {"difflib"})
    rooms = {name for name in modules if name.startswith("feeds.")}
    assert COMMAND_LINE | {"feeds.errors"} == rooms


def test_a_build_with_nothing_to_do_loads_neither_the_splitter_nor_what_renders(
    tmp_path: Path,
) -> None:
    """Nor who reads posts and dumps: what is compared is names, sizes and times."""
    site = str(tmp_path / "site")
    loaded("init", site)
    loaded("-C", site, "build")

    modules = loaded("-C", site, "build")

    assert not modules & LIBRARIES
    assert not modules & {
        "feeds.pipeline.editing",
        "feeds.pipeline.ingest",
        "feeds.pipeline.press",
        "feeds.pipeline.splitting",
        "feeds.render.syndication",
        "http.client",
        "markupsafe",
        "nh3",
        "subprocess",
        "tempfile",
        "trafilatura",
    }


def test_splitting_a_text_loads_neither_publishing_nor_the_other_formats(tmp_path: Path) -> None:
    dump = tmp_path / "a.txt"
    dump.write_text("A headline\nBy Ann Lee\n\nAnd a paragraph of text below it.\n")

    modules = loaded("split", str(dump))

    assert not modules & (LIBRARIES - {"numpy"})
    assert not modules & {
        "email.message",
        "importlib.resources",
        "feeds.read.html",
        "gzip",
        "numpy.ma",
        "sqlite3",
        "tarfile",
        "zipfile",
    }
