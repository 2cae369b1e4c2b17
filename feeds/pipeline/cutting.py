"""Dumps' bytes into all that the owner of the site needs of them: what a worker does with a batch.

Nothing here asks the catalogue, so a dump is cut the same wherever that is done.
"""

from datetime import datetime
from functools import partial
from typing import NamedTuple

from msgspec import Struct

from feeds.config import Config
from feeds.errors import DumpError, FeedmillError
from feeds.files import Stamp, digest
from feeds.model import Draft, Dump, Post, Problem, SourceRules, Split
from feeds.pipeline.sheets import Looked, Manners, Sheet, look_at
from feeds.pipeline.sources import as_written, host_of, rules_of, source_of, written
from feeds.pipeline.splitting import cut
from feeds.pipeline.together import cut_many, tried
from feeds.post.article import Rules, compose, file_name, sane
from feeds.post.frontmatter import to_text
from feeds.read import read
from feeds.split.marks import is_by_mark
from feeds.store.dump_table import Known
from feeds.workers import met_before

MANY = 100  # dumps from which on workers are worth starting
_WEIGHT = 8_000  # bytes of a dump that weigh as much as one that has next to none
_NOWHERE = Stamp(size=0, mtime=0, inode=0)


class Orders(NamedTuple):
    """What cutting depends on beside the dump."""

    config: Config
    manners: Manners


class Bale(NamedTuple):
    """One dump as it was read."""

    name: str
    content: bytes
    digest: str
    received: datetime
    once: str | None  # settings by which it was cut before, if something of that is gone


class Written(NamedTuple):
    """A post's file, and what it says."""

    content: bytes
    says: Looked  # its stamp is still to come

    @property
    def state(self) -> Known:
        """What the ledger knows of it: words that will be read, not those that were meant."""
        return Known(words=self.says.words, updated="", file=short(self.content))


class Piece(Struct, frozen=True, kw_only=True):
    """An article of a dump, as a post and as what is known of it besides."""

    post: Post
    file: Written  # of the post under its own name, which may still have to yield
    key: str  # by which its feed knows it
    marked: bool  # an editor says that it is an article of its own
    dated: bool  # it states its date, and that can be true


class Cut(Struct, frozen=True, kw_only=True):
    """What a dump came to."""

    host: str
    settings: str  # of its source
    pieces: tuple[Piece, ...]
    once: tuple[Post, ...] = ()  # what it came to before, by the settings of then
    skipped: tuple[str, ...] = ()  # parts that could not be read


def weight(bale: Bale) -> int:
    """Return how much of a batch a dump is."""
    return 1 + len(bale.content) // _WEIGHT


def cut_through(orders: Orders, bales: list[Bale]) -> list[Cut | Problem]:
    """Return what each dump came to, or why it came to nothing."""
    orders = met_before(orders)
    dumps = [tried(partial(_read, orders.config, bale)) for bale in bales]
    splits = iter(cut_many([each for each in dumps if not isinstance(each, Exception)]))
    return [
        _problem(bale.name, each)
        if isinstance(each, Exception)
        else _made(orders.manners, bale, *each, next(splits))
        for bale, each in zip(bales, dumps, strict=True)
    ]


def _made(
    manners: Manners, bale: Bale, dump: Dump, source: SourceRules, split: Split | Exception
) -> Cut | Problem:
    if isinstance(split, Exception):
        return _problem(bale.name, split)
    made = tried(partial(_cut, manners, bale, dump, source, split))
    return _problem(bale.name, made) if isinstance(made, Exception) else made


def _problem(name: str, error: Exception) -> Problem:
    where = f"content/dumps/{name}"
    if isinstance(error, FeedmillError):
        return Problem(where=where, what=error.what, hint=error.hint)
    return Problem(where=where, what=f"could not be split: {type(error).__name__}: {error}")


def _read(config: Config, bale: Bale) -> tuple[Dump, SourceRules]:
    dump = read(bale.name, bale.content, digest=bale.digest, received=bale.received)
    return dump, source_of(config, bale.name, host_of(dump))


def _cut(manners: Manners, bale: Bale, dump: Dump, source: SourceRules, split: Split) -> Cut:
    if not split.drafts:
        raise DumpError(bale.name, "no article was found in it")
    rules = rules_of(source, manners.rules)
    return Cut(
        host=host_of(dump),
        settings=written(source),
        pieces=tuple(_piece(manners, rules, dump, *each) for each in enumerate(split.drafts)),
        once=() if bale.once is None else _once(manners, dump, as_written(bale.once)),
        skipped=dump.skipped,
    )


def _piece(manners: Manners, rules: Rules, dump: Dump, place: int, draft: Draft) -> Piece:
    post = compose(draft, dump, rules, place)
    return Piece(
        post=post,
        file=as_file(manners, post, file_name(post)),
        key=draft.key,
        marked=is_by_mark(draft),
        dated=sane(draft.published, dump.received, rules.timezone) is not None,
    )


def _once(manners: Manners, dump: Dump, source: SourceRules) -> tuple[Post, ...]:
    rules = rules_of(source, manners.rules)
    drafts = enumerate(cut(dump, source).drafts)
    return tuple(compose(draft, dump, rules, place) for place, draft in drafts)


def as_file(manners: Manners, post: Post, name: str) -> Written:
    """Return the file of a post under a name, and what will be read from it."""
    content = to_text(post).encode()
    sheet = Sheet(name=name, content=content, stamp=_NOWHERE, received=post.published)
    return Written(content=content, says=look_at(manners, sheet))


def short(content: bytes) -> str:
    """Return the digest of a post's file as the ledger keeps it."""
    return digest(content)[:16]
