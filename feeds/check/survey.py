"""The walk through output/: every file by itself, then all of them together."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from feeds.check import agreement, history
from feeds.check.looking import Look, Looker
from feeds.check.memory import Memory
from feeds.check.trace import Survey
from feeds.files import Stamp, stamp
from feeds.model import Problem, Site

WORTH = 1000  # files: fewer are looked at sooner than other processes are started
CHUNK = 50


def check(
    root: Path, site: Site, memory: Path | None = None, workers: int | None = None
) -> Iterator[Problem]:
    """Yield what is wrong with a published site: file by file, then as a whole.

    `memory` is a file that keeps what was found without fault, so that the next check
    only looks at what changed since.  `workers` is the number of processes that look,
    as many as there are processors by default.  Dot-files are not served and not
    looked at.
    """
    stamps = dict(_files(root))
    files = frozenset(stamps)
    known = Memory(memory, site, stamps) if memory else None
    survey, kept = Survey(), {}
    news = [path for path in sorted(files) if not known or path not in known.clean]
    if known:
        for path in files & known.clean.keys():
            survey.add(known.clean[path].facts)
        kept = dict(known.clean)
    for look in _looks(Looker(root, site, files), news, workers):
        survey.add(look.facts)
        if look.problems:
            yield from look.problems
        else:
            kept[look.path] = look
    survey.feeds = dict(sorted(survey.feeds.items()))  # whichever of them was remembered
    for rule in (*agreement.RULES, *history.RULES):
        yield from rule(survey, site, files)
    if known and (news or known.stale):
        known.keep(kept)


def _files(root: Path) -> Iterator[tuple[str, Stamp]]:
    """Yield path and stamp of each file that is served."""
    below = [("", str(root))]
    while below:
        prefix, folder = below.pop()
        if not Path(folder).is_dir():
            continue
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    below.append((f"{prefix}{entry.name}/", entry.path))
                elif not entry.is_dir():
                    yield prefix + entry.name, _stamp(entry)


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    """Return the stamp of what is read under a name; a link that leads nowhere has none."""
    try:
        return stamp(entry.stat())
    except OSError:
        return Stamp(size=-1, mtime=0, inode=0)


def _looks(looker: Looker, paths: list[str], workers: int | None) -> Iterable[Look]:
    """Return what is found in each file, in the order of the files."""
    processes = min(workers or os.cpu_count() or 1, len(paths) // WORTH + 1)
    if processes == 1:
        return map(looker.look, paths)
    return _shared(looker, paths, processes)


def _shared(looker: Looker, paths: list[str], processes: int) -> Iterator[Look]:
    chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    with ProcessPoolExecutor(processes, initializer=_hand_out, initargs=(looker,)) as pool:
        for looks in pool.map(_look_at, chunks):
            yield from looks


_looker: Looker  # of a process that helps


def _hand_out(looker: Looker) -> None:
    global _looker
    _looker = looker


def _look_at(paths: list[str]) -> list[Look]:
    return _looker.look_at(paths)
