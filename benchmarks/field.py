"""Feedmill beside Hugo, Pelican and Eleventy: the same posts, in one run, as ratios.

Each makes of the same files a page a post, a listing, and the newest 50 in full as RSS
and Atom, of the site and of each category.  Feedmill makes more (JSON Feed, archives,
OPML, a sitemap) and replaces every file whole.

    pip install feedmill[bench]; npm install @11ty/eleventy
    python -m benchmarks.field 1000 10000 --only=Hugo,Feedmill

The posts are 3 kB of paragraphs under headings, with emphasis, links, an ampersand and a
list: what Feedmill makes without a Markdown engine.  With --engine one paragraph in each
needs one.  A step is measured with each
program before the next step is, for other work on the machine changes by the minute.

Who is not on the PATH is left out, and said to be.
"""

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks import archive, peers

HERE = Path(__file__).parent
RESULTS = HERE / "field.json"
PLAIN, NAMED = "&", "&amp;"  # signs: the other one is left to a Markdown engine
STEPS = ("cold", "one post added", "nothing to do")


@dataclass(frozen=True, slots=True, kw_only=True)
class Builder:
    """One program: the settings and templates it needs, where posts go, how it is called."""

    name: str
    program: str
    arguments: tuple[str, ...]
    furnish: Callable[[Path], None]
    posts: str  # folder of the posts below the site's
    output: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one run of a program took, and what it did to its output."""

    builder: str
    posts: int
    step: str
    wall: float  # seconds
    processor: float  # seconds
    memory: int  # bytes at the peak, of its largest process
    written: int  # files that were made or replaced
    differing: int  # files whose bytes are others now


BUILDERS = (
    Builder(
        name="Feedmill",
        program="feedmill",
        arguments=("build", "--quiet"),
        furnish=lambda root: _furnish(root, "markdown"),
        posts="content/posts",
        output="output",
    ),
    Builder(
        name="Feedmill, pyromark",
        program="feedmill",
        arguments=("build", "--quiet"),
        furnish=lambda root: _furnish(root, "pyromark"),
        posts="content/posts",
        output="output",
    ),
    Builder(
        name="Hugo",
        program="hugo",
        arguments=("--quiet",),
        furnish=peers.furnish_hugo,
        posts="content",
        output="public",
    ),
    Builder(
        name="Eleventy",
        program="eleventy",
        arguments=("--quiet",),
        furnish=peers.furnish_eleventy,
        posts="posts",
        output="_site",
    ),
    Builder(
        name="Pelican",
        program="pelican",
        arguments=("content", "-s", "pelicanconf.py", "-q"),
        furnish=peers.furnish_pelican,
        posts="content",
        output="output",
    ),
)


def measure(builders: list[Builder], posts: int, sign: str = PLAIN) -> Iterator[Taken]:
    """Yield what a cold build takes, then one after a post was added, then one with no change."""
    with tempfile.TemporaryDirectory(dir=_memory()) as folder:
        roots = {builder.name: Path(folder) / builder.name.split(", ")[-1] for builder in builders}
        for builder in builders:
            root = roots[builder.name]
            root.mkdir()
            builder.furnish(root)
            for number in range(1, posts + 1):
                _add(root / builder.posts, number, sign)
        for step in STEPS:
            for builder in builders:
                root = roots[builder.name]
                if step == "one post added":
                    _add(root / builder.posts, 0, sign)  # the newest of all
                yield _step(builder, root, posts, step)


def _step(builder: Builder, root: Path, posts: int, step: str) -> Taken:
    before = _standing(root / builder.output)
    wall, processor, memory = _run(builder, root)
    after = _standing(root / builder.output)
    return Taken(
        builder=builder.name,
        posts=posts,
        step=step,
        wall=wall,
        processor=processor,
        memory=memory,
        written=sum(before.get(path) != stand for path, stand in after.items()),
        differing=sum(before.get(path, ((), ""))[1] != stand[1] for path, stand in after.items()),
    )


def _furnish(root: Path, engine: str) -> None:
    root.rmdir()
    archive.make(root, 0)
    with (root / "feedmill.toml").open("a") as settings:
        settings.write(f'[render]\nengine = "{engine}"\n')


def _memory() -> str | None:
    """Return a folder in memory, so that no disk is measured; None where there is none."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def _add(folder: Path, number: int, sign: str = PLAIN) -> None:
    place = folder / f"ward-{number % archive.CATEGORIES}"
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{number}.md").write_text(_marked(archive.post(number), sign), "utf-8")


def _marked(post: str, sign: str) -> str:
    """A post with the marks that people write, and a sign for "and" in one paragraph."""
    front, *paragraphs = post.split("\n\n")
    paragraphs[1] = paragraphs[1].replace("the council", "*the council*")
    paragraphs[3] = paragraphs[3].replace("nobody", "**nobody**")
    paragraphs[5] = paragraphs[5].replace("a vote", "[a vote](https://bench.example/votes/)")
    paragraphs[7] = paragraphs[7].replace("story", f"story {sign} tale")
    paragraphs.insert(8, "- bread\n- water\n- *salt*")
    paragraphs.insert(4, "## What was asked")
    return "\n\n".join((front, *paragraphs))


def _standing(output: Path) -> dict[str, tuple[tuple[int, ...], str]]:
    """Return for each file when it was written, and the digest of its bytes."""
    found: dict[str, tuple[tuple[int, ...], str]] = {}
    for path in output.rglob("*"):
        if path.is_file():
            status = path.stat()
            stamp = (status.st_mtime_ns, status.st_ino)
            found[str(path)] = (stamp, sha256(path.read_bytes()).hexdigest())
    return found


def _run(builder: Builder, root: Path) -> tuple[float, float, int]:
    """Return seconds on the wall, seconds of processors, and bytes at the peak."""
    program = shutil.which(builder.program)
    assert program is not None
    started = time.perf_counter()
    child = os.posix_spawn(
        "/bin/sh",
        ["sh", "-c", 'cd "$0" && exec "$@" >&2', str(root), program, *builder.arguments],
        os.environ,
    )
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - started
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{builder.name} failed")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def table(taken: list[Taken]) -> str:
    """Return the results as Markdown, each with its ratio to Hugo's, or to the first there is."""
    lines = [
        "| posts | step | program | wall s | × | processor s | × | peak MB | written | differ |",
        "|--:|---|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for one in sorted(taken, key=lambda each: (each.posts, STEPS.index(each.step), each.wall)):
        beside = [t for t in taken if (t.posts, t.step) == (one.posts, one.step)]
        basis = next((t for t in beside if t.builder == "Hugo"), beside[0])
        lines.append(
            f"| {one.posts:,} | {one.step} | {one.builder}"
            f" | {one.wall:.2f} | {one.wall / basis.wall:.2f}"
            f" | {one.processor:.2f} | {one.processor / basis.processor:.2f}"
            f" | {one.memory / 1e6:.0f} | {one.written:,} | {one.differing:,} |"
        )
    return "\n".join(lines)


def report(sizes: list[int], only: str, sign: str) -> None:
    """Measure, print the table as it grows, and write it with its plot beside this module."""
    wanted = [each for each in BUILDERS if not only or each.name.split(",")[0] in only.split(",")]
    there = [each for each in wanted if shutil.which(each.program)]
    for builder in wanted:
        if builder not in there:
            print(f"{builder.name} is left out: there is no `{builder.program}` on the PATH")
    taken: list[Taken] = []
    for posts in sizes:
        taken += measure(there, posts, sign)
        print(table([t for t in taken if t.posts == posts]), flush=True)
    if taken:
        RESULTS.write_text(json.dumps([asdict(one) for one in taken], indent=1) + "\n", "utf-8")
        draw(taken, HERE / "field.svg", HERE / "field.png")


def draw(taken: list[Taken], *files: Path) -> None:
    """Plot seconds on the wall against posts, one panel a step; both axes are logarithmic."""
    from matplotlib import pyplot

    figure, panels = pyplot.subplots(1, len(STEPS), figsize=(11, 4), sharey=True)
    for panel, step in zip(panels, STEPS, strict=True):
        for builder in dict.fromkeys(one.builder for one in taken):
            points = [(t.posts, t.wall) for t in taken if (t.builder, t.step) == (builder, step)]
            panel.loglog(*zip(*sorted(points), strict=True), marker="o", label=builder)
        panel.set_title(step)
        panel.set_xlabel("posts")
        panel.grid(which="both", alpha=0.3)
    panels[0].set_ylabel("seconds")
    panels[0].legend(loc="lower right", fontsize="small")
    figure.tight_layout()
    for file in files:
        figure.savefig(file, dpi=120)


if __name__ == "__main__":
    numbers = [int(size) for size in sys.argv[1:] if size.isdecimal()]
    chosen = [each.partition("=")[2] for each in sys.argv[1:] if each.startswith("--only=")]
    signs = NAMED if "--engine" in sys.argv else PLAIN
    report(numbers or [1000], "".join(chosen), signs)
