"""content/posts as it is now, into the catalogue: editors work there, we only read.

The one thing ever added to an editor's file is what it does not state and must
never lose again: its id and its date.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice

from msgspec.structs import replace

from feeds.errors import FeedmillError, PostError
from feeds.files import Stamp, settled, stamp
from feeds.model import Post, Problem
from feeds.pipeline.changes import Changes
from feeds.pipeline.mill import Mill
from feeds.pipeline.sheets import (
    Looked,
    Manners,
    Sheet,
    decoded,
    look_at,
    look_through,
    problem,
    tried,
)
from feeds.pipeline.sweeping import is_post
from feeds.post.frontmatter import complete, parse
from feeds.post.identity import pieces
from feeds.store.post_table import Card
from feeds.workers import MANY

BATCH = 500  # posts in memory at a time
_NOWHERE = Stamp(size=0, mtime=0, inode=0)


class Desk:
    """Takes changed posts in, and settles who has which id and which permalink."""

    def __init__(self, mill: Mill, changes: Changes) -> None:
        self._mill, self._changes = mill, changes
        self._table = mill.catalogue.posts
        self._now = mill.clock()
        self._manners = Manners(mill.rules, mill.site)
        self._stood: dict[str, datetime] = {}  # ids that were live in this run, and their dates
        self.problems: list[Problem] = []

    def sweep(self, stale: Sequence[str]) -> None:
        """Take in these posts, which a sweep found, some at a time."""
        looked = self._looks(stale)
        while batch := dict(islice(looked, BATCH)):
            self._take_in(batch)

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
        self._take_in(dict(self._looks(sorted(names))))

    def note(self, name: str, looked: Looked) -> None:
        """Take in a post that was just written, as it will be read."""
        self._take_in({name: looked})

    def _take_in(self, looks: dict[str, Looked | None]) -> None:
        known = self._table.get_all(looks)
        for card in known.values():
            self._leave(card)
        ids = {card.post.id for card in known.values()}
        ids |= {looked.post.id for looked in looks.values() if looked}
        claims = self._table.claims(ids)
        others = {name for names in claims.values() for name in names} - looks.keys()
        for name, looked in looks.items():
            if looked:
                claims[looked.post.id].append(name)
        entered = [
            self._enter(name, known.get(name), looked, claims)
            for name, looked in looks.items()
            if looked
        ]
        for name, card in self._table.get_all(sorted(others)).items():
            self._leave(card)
            known[name] = card
            if looked := self._look(name):
                again = self._table.claims([looked.post.id])
                entered.append(self._enter(name, card, looked, again))
        self._settle(known.values(), entered)

    def _looks(self, names: Sequence[str]) -> Iterator[tuple[str, Looked | None]]:
        """Yield what each file says, None for one that is gone or broken; workers look at them.

        One that the disk or its owner keeps from us stands as it was, and is a problem.
        """
        sheets = (sheet for name in names if (sheet := self._sheet(name)))
        many = len(names) >= MANY
        for name, looked in self._mill.workers.map(look_through, self._manners, sheets, many=many):
            if isinstance(looked, Problem):
                self.problems.append(looked)
                yield name, None
            elif looked and looked.missing:
                yield name, self._completed(name)
            else:
                yield name, looked

    def _look(self, name: str) -> Looked | None:
        return next(self._looks([name]), (name, None))[1]

    def _sheet(self, name: str) -> Sheet | None:
        """Return a file as it is, None if it cannot be read and so stands as it was."""
        gone = Sheet(name=name, content=None, stamp=_NOWHERE, received=self._now)
        try:
            if self._mill.posts.status(name) is None:
                return gone
            content, status = self._mill.posts.read(name)
        except OSError as error:
            self.problems.append(problem(name, error))
            return None if self._table.get(name) else gone
        except FeedmillError as error:  # a link in its place: it is no post any longer
            self.problems.append(problem(name, error))
            return gone
        received = min(datetime.fromtimestamp(status.st_mtime, UTC), self._now)
        return Sheet(name=name, content=content, stamp=stamp(status), received=received)

    def _leave(self, card: Card) -> None:
        """Forget a post."""
        self._take_down(card)
        self._table.remove(card.name)
        self._mill.catalogue.likeness.remove(card.name)

    def _take_down(self, card: Card) -> None:
        if card.path:
            self._stood[card.post.id] = card.post.published
        self._changes.expect(card)
        self._changes.touch(card)
        self._table.place(card.name, "")

    def _enter(
        self, name: str, before: Card | None, looked: Looked, claims: Mapping[str, Iterable[str]]
    ) -> Card:
        """Note a post as it was read, not live yet, and return what is known of it now."""
        post, shown = looked.post, looked.entry
        if not any(other < name for other in claims[post.id]):
            # A double has no say in when its id changed.
            post = self._dated(self._shown(post, name), looked, before)
        if shown.updated != post.updated:
            shown = replace(shown, updated=post.updated)
        card = Card(
            name=name,
            stamp=looked.stamp,
            post=post,
            month=looked.month,
            words=looked.words,
            topics=tuple(each.term for each in shown.topics),
        )
        self._table.put(card, shown)
        self._mill.catalogue.likeness.put(name, looked.sketch)
        return card

    def _completed(self, name: str) -> Looked | None:
        """Add to a post's file what it does not state, and return what it says then."""
        found = tried(name, lambda: self._complete(name))
        if isinstance(found, Problem):
            self.problems.append(found)
            return None
        return self._look(name) if found else None

    def _complete(self, name: str) -> bool:
        """Return whether the file is there and stated all."""
        sheet = self._sheet(name)
        if sheet is None or sheet.content is None:
            return False
        text = decoded(sheet.content, name)
        parsed = parse(text.replace("\r\n", "\n"), name, self._mill.rules, sheet.received)
        text = complete(text, parsed, name, self._mill.rules)
        now = self._mill.posts.status(name)
        if now is None or stamp(now) != sheet.stamp:
            raise PostError(name, "is being written", "it is read again at the next build")
        self._mill.posts.write(name, text.encode(), durable=True)
        return True

    def _shown(self, post: Post, name: str) -> Post:
        """Return the post without an `updated` that is still to come: no reader is to see it."""
        if post.updated <= self._now or post.published > self._now:
            return post
        where, day = f"content/posts/{name}", post.updated.date().isoformat()
        what = f"updated: {day} is still to come, so it is not shown"
        self.problems.append(Problem(where=where, what=what, hint="write a day that has been"))
        return replace(post, updated=post.published)

    def _dated(self, post: Post, looked: Looked, before: Card | None) -> Post:
        """Return the post with the day its words last changed.

        An editor who changes the words need not say so: the ledger does.  One who
        states a later `updated` wins.
        """
        dumps = self._mill.catalogue.dumps
        known, announced = dumps.known(post.id), dumps.announced(post.id)
        if announced and announced.words == looked.words:
            return post  # a run died over correcting it: no editor was here
        # When a post was withdrawn is in the record, also if nobody knows what it said before.
        withdrawn = post.withdrawn is not None
        last = known.words if known else "" if withdrawn else _words_of(before, post.id)
        if last != looked.words and (last or withdrawn):
            seen = known.updated if known and known.updated else ""
            since = datetime.fromisoformat(seen) if seen else post.published
            if post.updated <= since or withdrawn:
                changed = min(
                    datetime.fromtimestamp(looked.stamp.mtime // 1_000_000_000, UTC), self._now
                )
                self._mill.ledger.change(
                    post.id, looked.words, max(changed, since, post.updated).isoformat()
                )
                known = dumps.known(post.id)
        if known and known.updated and known.words == looked.words:
            changed = datetime.fromisoformat(known.updated).astimezone(post.published.tzinfo)
            return replace(post, updated=max(post.updated, changed))
        return post

    def _settle(self, left: Iterable[Card], entered: Sequence[Card]) -> None:
        """Put live what has a right to be, each at a permalink of its own.

        Two files with one id: the first by name has it.  Two posts with one
        permalink: the older one has it, the other gets a piece of its id.
        """
        own = {(card.month, card.post.slug): card for card in entered}
        places = own.keys() | {(card.month, card.post.slug) for card in left}
        contested = self._table.contested(places)
        claims = self._table.claims(card.post.id for card in entered)
        for place in sorted(places):
            alone = None if place in contested else own.get(place)
            wanting = [alone] if alone else self._table.with_slug(*place)
            standing = [card for card in wanting if self._may_stand(card, claims)]
            for card, path in _beside_each_other(standing):
                self._stand(card, path)

    def _may_stand(self, card: Card, claims: Mapping[str, Sequence[str]]) -> bool:
        first = (claims.get(card.post.id) or self._table.claimants(card.post.id))[0]
        if first == card.name and not card.post.draft and self._is_due(card.post):
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
        self._changes.touch(replace(card, path=path))

    def _render_again(self, card: Card, path: str) -> None:
        """Make the content anew: relative links in it start from the permalink."""
        sheet = self._sheet(card.name)
        if sheet is None or sheet.content is None:
            return
        again = tried(card.name, lambda: look_at(self._manners, sheet, path))
        if isinstance(again, Problem):
            self.problems.append(again)
            return
        post = replace(again.post, updated=card.post.updated)
        card = replace(card, stamp=sheet.stamp, post=post, path="")
        self._table.remove(card.name)
        self._table.put(card, replace(again.entry, updated=post.updated))


def _beside_each_other(wanting: list[Card]) -> Iterator[tuple[Card, str]]:
    """Yield each of the posts that want one permalink, and the one that it gets.

    Two hyphens stand in no slug, so that what is made here is no other post's own.
    """
    taken: set[str] = set()
    for number, card in enumerate(wanting):
        own = f"{card.month}{card.post.slug}"
        if not number:
            yield card, f"{own}/"
            continue
        piece = next(piece for piece in pieces(card.post.id) if piece not in taken)
        taken.add(piece)
        yield card, f"{own}--{piece}/"


def _words_of(card: Card | None, id_: str) -> str:
    return card.words if card and card.post.id == id_ else ""
