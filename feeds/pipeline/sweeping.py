"""What a sweep finds, before anything is loaded that reads it: most runs find nothing."""

import time

from feeds.files import settled
from feeds.model import Problem
from feeds.pipeline.mill import Mill
from feeds.pipeline.sources import source_of, written

SUFFIXES = (".md", ".markdown")
MOST_SKIPPED = 20  # parts of a dump that are named


def stale_posts(mill: Mill, quiet: float) -> list[str]:
    """Return every post whose file is not as it was last read, and rested for `quiet`."""
    now = time.time()
    return [
        name
        for name, status in mill.posts.differing(mill.catalogue.posts.stamps())
        if is_post(name) and (status is None or settled(status.st_mtime, quiet=quiet, now=now))
    ]


def is_post(name: str) -> bool:
    """Return whether a file is a post; Hugo's section pages are not."""
    return name.endswith(SUFFIXES) and not name.rsplit("/", 1)[-1].startswith("_")


def stale_dumps(mill: Mill, quiet: float) -> tuple[list[str], list[str]]:
    """Return the dumps to be taken in, if they rested for `quiet`, and those that are gone.

    Among the first are dumps that were split by other settings than hold now.
    """
    now, dumps = time.time(), mill.catalogue.dumps
    manners = dumps.manners(by_settings=not mill.config.sources)
    stale = {each.dump for each in manners if is_due(mill, each.dump, each.digest)}
    gone = []
    for name, status in mill.dumps.differing(dumps.stamps()):
        if status is None:
            gone.append(name)
        elif settled(status.st_mtime, quiet=quiet, now=now):
            stale.add(name)
        else:
            stale.discard(name)
    return sorted(stale.difference(gone)), gone


def is_due(mill: Mill, name: str, id_: str) -> bool:
    """Return whether a dump is to be split: it is new, its settings are, or it was put back.

    The same bytes under two names are of the source that they were taken for.
    """
    dumps = mill.catalogue.dumps
    taken = dumps.manner(id_)
    if taken is None or taken.dump != name:
        return taken is None
    put_back = dumps.beginning(name)[1] != id_
    return put_back or taken.settings != written(source_of(mill.config, name, taken.host))


def unread(mill: Mill) -> list[Problem]:
    """Return what could not be read in any run and is still there (promise 10)."""
    dumps = mill.catalogue.dumps
    found = [(row.name, row.reason, "") for row in dumps.refused()]
    found += [(name, *damage(skipped)) for name, skipped in dumps.damaged()]
    return [
        Problem(where=f"content/dumps/{name}", what=what, hint=hint) for name, what, hint in found
    ]


def damage(skipped: tuple[str, ...]) -> tuple[str, str]:
    """Return what is wrong with a dump of which parts could not be read, and what to do."""
    if len(skipped) == 1:
        return f"a part of it could not be read: {skipped[0]}", "the rest is published"
    count = f"{len(skipped)}" if len(skipped) <= MOST_SKIPPED else f"more than {MOST_SKIPPED}"
    what = f"{count} parts of it could not be read, the first: {skipped[0]}"
    return what, "the rest is published; `feedmill status` names them"
