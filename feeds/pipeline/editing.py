"""content/posts as it is now, into the catalogue: editors work there, we only read.

The one thing ever added to an editor's file is what it does not state and must
never lose again: its id and its date.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import TypeVar

from feeds.errors import FeedmillError, PostError
from feeds.files import Stamp, settled, stamp
from feeds.model import Entry, Post, Problem
from feeds.pipeline.changes import Changes
from feeds.pipeline.mill import Mill
from feeds.pipeline.sweeping import is_post
from feeds.post.fingerprint import sketch
from feeds.post.frontmatter import Parsed, complete, parse
from feeds.post.identity import month, pieces
from feeds.post.topics import topics
from feeds.render.entry import entry
from feeds.store.post_table import Card

BATCH = 500  # posts in memory at a time
_Made = TypeVar("_Made")


class Desk:
    """Takes changed posts in, and settles who has which id and which permalink."""

    def __init__(self, mill: Mill, changes: Changes) -> None:
        self._mill, self._changes = mill, changes
        self._table = mill.catalogue.posts
        self._now = mill.clock()
        self._stood: dict[str, datetime] = {}  # ids that were live in this run, and their dates
        self.problems: list[Problem] = []

    def sweep(self, stale: Sequence[str]) -> None:
        """Take in these posts, which a sweep found, some at a time."""
        for start in range(0, len(stale), BATCH):
            self.take(stale[start : start + BATCH])

    def look(self, names: Iterable[str], quiet: float = 0.0) -> None:
        """Take in those of these files that are posts and are not as they were last read.

        What we write ourselves is among what the watcher reports; it may come late
        and meet a file that an editor has just emptied to write it anew.
        """
        now = time.time()
        self.take([name for name in names if is_post(name) and self._is_news(name, quiet, now)])

    def _is_news(self, name: str, quiet: float, now: float) -> bool:
        card, status = self._table.get(name), self._mill.posts.status(name)
        if card is None or status is None:
            return bool(card or status)
        emptied = status.st_size == 0 and not settled(status.st_mtime, quiet=quiet, now=now)
        return card.stamp != stamp(status) and not emptied

    def take(self, names: Iterable[str]) -> None:
        """Take in these posts: changed, new, or gone.

        Whoever else claims one of their ids is read again with them, for it may
        have the id now, or have lost it.
        """
        before = {name: self._leave(name) for name in sorted(names) if self._can_be_read(name)}
        after = {name: self._enter(name, card) for name, card in before.items()}
        ids = {card.post.id for card in (*before.values(), *after.values()) if card}
        others = {card.name for id_ in ids for card in self._table.with_id(id_)} - before.keys()
        for name in sorted(others):
            before[name] = self._leave(name)
            after[name] = self._enter(name, before[name])
        self._settle({card for card in (*before.values(), *after.values()) if card})

    def _can_be_read(self, name: str) -> bool:
        """Return whether a post that is known can be read still; gone is as good.

        One that the disk or its owner keeps from us stands as it was, and is a problem.
        """
        if self._table.get(name) is None:
            return True
        try:
            if self._mill.posts.status(name) is not None:
                self._mill.posts.read(name)
        except OSError as error:
            self.problems.append(_problem(name, error))
            return False
        except FeedmillError:
            pass  # a link in its place: it is no post any longer
        return True

    def _leave(self, name: str) -> Card | None:
        """Forget a post and return what was known of it."""
        before = self._table.get(name)
        if before:
            self._take_down(before)
            self._table.remove(name)
            self._mill.catalogue.likeness.remove(name)
        return before

    def _take_down(self, card: Card) -> None:
        if card.path:
            self._stood[card.post.id] = card.post.published
        self._changes.expect(card)
        self._changes.touch(card)
        self._table.place(card.name, "")

    def _enter(self, name: str, before: Card | None) -> Card | None:
        """Read a post and note it, not live yet; a file that is gone or broken is no post."""
        found = self._tried(name, lambda: self._read(name))
        if found is None:
            return None
        post, at = found
        if not any(other.name < name for other in self._table.with_id(post.id)):
            post = self._dated(
                self._shown(post, name), at, before
            )  # a double has no say in when its id changed
        card = Card(
            name=name,
            stamp=at,
            post=post,
            month=month(post.published, self._mill.rules.timezone),
            words=words(post),
        )
        path = f"{card.month}{post.slug}/"
        shown = self._tried(name, lambda: entry(card.post, self._mill.site, path))
        if shown is None:
            return None
        self._table.put(card, self._filed(shown, card.post))
        self._mill.catalogue.likeness.put(name, sketch(post.body))
        return card

    def _tried(self, name: str, make: Callable[[], _Made]) -> _Made | None:
        """Return what is made of a post, or None and a problem: a fault in one stops no other."""
        try:
            return make()
        except (FeedmillError, OSError) as error:
            self.problems.append(_problem(name, error))
        except Exception as error:  # promise 10: a bug that one post finds stops no other either
            what = f"could not be read: {type(error).__name__}: {error}"[:300]
            self.problems.append(Problem(where=f"content/posts/{name}", what=what))
        return None

    def _read(self, name: str) -> tuple[Post, Stamp] | None:
        """Return a post and its file's stamp; what the file does not state is added to it."""
        if self._mill.posts.status(name) is None:
            return None
        content, status = self._mill.posts.read(name)
        received = min(datetime.fromtimestamp(status.st_mtime, UTC), self._now)
        parsed = self._parse(content, name, received)
        if not parsed.missing:
            return parsed.post, stamp(status)
        text = complete(_decoded(content, name), parsed, name, self._mill.rules)
        now = self._mill.posts.status(name)
        if now is None or stamp(now) != stamp(status):
            raise PostError(name, "is being written", "it is read again at the next build")
        return parsed.post, self._mill.posts.write(name, text.encode(), durable=True)

    def _parse(self, content: bytes, name: str, received: datetime) -> Parsed:
        text = _decoded(content, name).replace("\r\n", "\n")
        if not text.strip():  # also what an editor's save looks like half-way
            raise PostError(name, "is empty", "write something, or remove the file")
        return parse(text, name, self._mill.rules, received)

    def _shown(self, post: Post, name: str) -> Post:
        """Return the post without an `updated` that is still to come: no reader is to see it."""
        if post.updated <= self._now or post.published > self._now:
            return post
        where, day = f"content/posts/{name}", post.updated.date().isoformat()
        what = f"updated: {day} is still to come, so it is not shown"
        self.problems.append(Problem(where=where, what=what, hint="write a day that has been"))
        return replace(post, updated=post.published)

    def _dated(self, post: Post, at: Stamp, before: Card | None) -> Post:
        """Return the post with the day its words last changed.

        An editor who changes the words need not say so: the ledger does.  One who
        states a later `updated` wins.
        """
        dumps = self._mill.catalogue.dumps
        known, announced = dumps.known(post.id), dumps.announced(post.id)
        if announced and announced.words == words(post):
            return post  # a run died over correcting it: no editor was here
        # When a post was withdrawn is in the record, also if nobody knows what it said before.
        withdrawn = post.withdrawn is not None
        last = known.words if known else "" if withdrawn else _words_of(before, post.id)
        if last != words(post) and (last or withdrawn):
            seen = known.updated if known and known.updated else ""
            since = datetime.fromisoformat(seen) if seen else post.published
            if post.updated <= since or withdrawn:
                changed = min(datetime.fromtimestamp(at.mtime // 1_000_000_000, UTC), self._now)
                self._mill.ledger.change(
                    post.id, words(post), max(changed, since, post.updated).isoformat()
                )
                known = dumps.known(post.id)
        if known and known.updated and known.words == words(post):
            changed = datetime.fromisoformat(known.updated).astimezone(post.published.tzinfo)
            return replace(post, updated=max(post.updated, changed))
        return post

    def _settle(self, touched: set[Card]) -> None:
        """Put live what has a right to be, each at a permalink of its own.

        Two files with one id: the first by name has it.  Two posts with one
        permalink: the older one has it, the other gets a piece of its id.
        """
        for place in sorted({(card.month, card.post.slug) for card in touched}):
            wanting = [card for card in self._table.with_slug(*place) if self._may_stand(card)]
            for card, path in _beside_each_other(wanting):
                self._stand(card, path)

    def _may_stand(self, card: Card) -> bool:
        claimants = self._table.with_id(card.post.id)
        first = claimants[0].name == card.name
        if first and not card.post.draft and self._is_due(card.post):
            return True
        if card.path:
            self._take_down(card)
        return False

    def _is_due(self, post: Post) -> bool:
        """Return whether a post's day has come; what was shown is not hidden by a wrong clock."""
        return post.published <= self._now or self._stood.get(post.id) == post.published

    def _stand(self, card: Card, path: str) -> None:
        if card.path == path:
            return
        if card.path:
            self._take_down(card)
        if path != f"{card.month}{card.post.slug}/" or card.path:
            self._render_again(card, path)
        self._changes.expect(card)
        self._table.place(card.name, path)
        placed = self._table.get(card.name)
        if placed:
            self._changes.touch(placed)

    def _render_again(self, card: Card, path: str) -> None:
        """Make the content anew: relative links in it start from the permalink."""
        found = self._read(card.name)
        if found is None:
            return
        post, at = found
        post = replace(post, updated=card.post.updated)
        again = Card(name=card.name, stamp=at, post=post, month=card.month, words=card.words)
        self._table.put(again, self._filed(entry(again.post, self._mill.site, path), post))

    def _filed(self, shown: Entry, post: Post) -> Entry:
        """Return an entry with the tags and authors that it is listed under, if any are."""
        site = self._mill.site
        if not site.topics:
            return shown
        return replace(shown, topics=topics(post, site.topics, site.language))


def _beside_each_other(wanting: list[Card]) -> Iterator[tuple[Card, str]]:
    """Yield each of the posts that want one permalink, and the one that it gets.

    Two hyphens stand in no slug, so that what is made here is no other post's own.
    """
    taken: set[str] = set()
    for number, card in enumerate(wanting):
        own = f"{card.month}{card.post.slug}"
        piece = next(piece for piece in pieces(card.post.id) if piece not in taken)
        if number:
            taken.add(piece)
        yield card, f"{own}--{piece}/" if number else f"{own}/"


def words(post: Post) -> str:
    """Return the digest of what subscribers read: title, summary and body, or why it is gone."""
    withdrawn = ("withdrawn", post.title, post.withdrawn or "", "")
    said = (post.title, post.summary, post.body) if post.withdrawn is None else withdrawn
    text = "\0".join(said)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _words_of(card: Card | None, id_: str) -> str:
    return card.words if card and card.post.id == id_ else ""


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PostError(f"{name}:{line}", "not UTF-8", "save the file as UTF-8") from error


def _problem(name: str, error: FeedmillError | OSError) -> Problem:
    if isinstance(error, FeedmillError):
        return Problem(where=f"content/posts/{error.where}", what=error.what, hint=error.hint)
    return Problem(where=f"content/posts/{name}", what=str(error.strerror or error))
