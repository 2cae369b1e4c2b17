"""Many small dumps split at once, each as it would be alone: for less time a dump."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from feeds.errors import DumpError, FeedmillError
from feeds.model import Dump, SourceRules, Split
from feeds.pipeline.splitting import by_rules, cut, finished, printed, sourced, split_file
from feeds.pipeline.volumes import is_one
from feeds.split import split_many

if TYPE_CHECKING:
    from feeds.config import Config

_TOGETHER = 1 << 19  # bytes of files that are split at once
_Made = TypeVar("_Made")


def cut_many(items: Sequence[tuple[Dump, SourceRules]]) -> list[Split | Exception]:
    """Return what `cut` returns of each dump, or the error that it raises.

    Small dumps are judged together; each comes out as it would alone, and one that cannot be
    split stops no other.
    """
    together = [n for n, (d, _) in enumerate(items) if d.drafts is None and is_one(d.text)]
    own = [by_rules(*items[n]) for n in together]
    try:
        splits = split_many(own, [items[n][1].drop for n in together])
    except Exception:  # a bug that one of them finds: the others do not share it
        return [tried(partial(cut, *item)) for item in items]
    found = dict(zip(together, splits, strict=True))
    return [
        tried(partial(cut, *item)) if n not in found else _finished(found[n], *item)
        for n, item in enumerate(items)
    ]


def tried(make: Callable[[], _Made]) -> _Made | Exception:
    """Return what is made, or why not: a bug that one dump finds stops no other (promise 10)."""
    try:
        return make()
    except Exception as error:
        return error


def _finished(found: Split | DumpError, dump: Dump, source: SourceRules) -> Split | Exception:
    if isinstance(found, DumpError):
        return found
    return finished(found, dump.text, dump, source)


def split_files(
    paths: Sequence[Path], config: "Config | None" = None
) -> Iterator[tuple[Path, Iterator[str] | FeedmillError]]:
    """Yield what `split_file` returns of each dump as JSON lines, or why it cannot be split.

    Small files are split some at a time, which takes less for each.
    """
    for group in _groups(paths):
        if len(group) == 1:
            yield group[0], _told(partial(split_file, group[0], "jsonl", config))
            continue
        read = [_told(partial(sourced, path, config)) for path in group]
        found = iter(cut_many([item for item in read if not isinstance(item, FeedmillError)]))
        for path, item in zip(group, read, strict=True):
            cut_so = item if isinstance(item, FeedmillError) else next(found)
            if isinstance(cut_so, Split):
                yield path, printed(iter(cut_so.drafts), "jsonl", path.name)
            elif isinstance(cut_so, FeedmillError):
                yield path, cut_so
            else:
                raise cut_so


def _groups(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """Yield files in order, some small ones at a time."""
    group: list[Path] = []
    held = 0
    for path in paths:
        size = path.stat().st_size if path.is_file() else 0
        if group and held + size > _TOGETHER:
            yield group
            group, held = [], 0
        group.append(path)
        held += size
    if group:
        yield group


def _told(make: Callable[[], _Made]) -> _Made | FeedmillError:
    """Return what is made, or why the dump at hand cannot be split."""
    try:
        return make()
    except FeedmillError as error:
        return error
