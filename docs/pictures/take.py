"""Takes the README's pictures: the sample site built, shown in a terminal and as a page.

Run it in the repository's folder: `PYTHONPATH=. .venv/bin/python docs/pictures/take.py`.
It needs Chromium, and works on a copy of the samples: nothing changes but the pictures.
"""

import html
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from feeds.serve import serving

HERE = Path(__file__).parent
FEEDMILL = [sys.executable, "-m", "feeds"]
SHOWN = (
    "feedmill split content/dumps/brackwater-gazette.txt",
    "feedmill build",
    "feedmill status | head -n 8",
    "feedmill check",
)
SETTINGS = """\
[site]
title = "The Daily Mill"
description = "Sample news from places that do not exist"
url = "{url}"
authority = "mill.example,2026"
"""
TERMINAL = """\
<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #1b1d21; color: #d7dae0; }}
pre {{ margin: 0; padding: 22px 26px; font: 14px/1.5 "DejaVu Sans Mono", monospace; }}
b {{ color: #8fc98b; }}
i {{ color: #9aa0aa; font-style: normal; }}
</style><pre>{}</pre>
"""
WIDTH = 1000  # pixels
COLUMNS = 110


def main() -> None:
    """Take both pictures."""
    with TemporaryDirectory() as name:
        site = Path(name)
        shutil.copytree("content/dumps", site / "content/dumps")
        (site / "content/posts").mkdir()
        (site / "output").mkdir()
        with serving(site / "output", port=0) as address:
            (site / "feedmill.toml").write_text(SETTINGS.format(url=address))
            text = "\n".join(f"<b>$</b> {html.escape(line)}\n{run(line, site)}" for line in SHOWN)
            terminal = site / "terminal.html"
            terminal.write_text(TERMINAL.format(text), "utf-8")
            take(terminal.as_uri(), "terminal.png", height=45 + 21 * (text.count("\n") + 1))
            take(f"{address}science/", "page.png", height=640)


def run(line: str, site: Path) -> str:
    """Return what a command prints, as HTML, long lines cut."""
    command, _, rest = line.partition(" | ")
    done = subprocess.run(
        [*FEEDMILL, *command.split()[1:]],
        cwd=site,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines = done.stdout.splitlines()
    if rest:
        lines = lines[: int(rest.split()[-1])]
    cut = (one if len(one) <= COLUMNS else f"{one[: COLUMNS - 1]}…" for one in lines)
    return "\n".join(f"<i>{html.escape(one)}</i>" for one in cut) + "\n"


def take(address: str, name: str, *, height: int) -> None:
    """Have Chromium photograph a page."""
    subprocess.run(
        [
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
            *(f"--window-size={WIDTH},{height}", f"--screenshot={HERE / name}", address),
        ],
        check=True,
        stderr=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    main()
