"""content/dumps as it is now, into posts: each article once, whatever is dropped in again.

A dump is known by its bytes.  Which dumps were split, and what came of them, is
in the ledger, written after the last post of a dump: a run that dies in between
does that dump again, mints the same ids, and finds the posts already there.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from feeds.errors import ContentError, DumpError, FeedmillError
from feeds.files import digest, fails_everywhere, settled, side_by_side, stamp
from feeds.model import Dump, Post, Problem
from feeds.pipeline.editing import Desk, words
from feeds.pipeline.mill import Mill
from feeds.pipeline.splitting import cut
from feeds.post.article import compose, file_name, yield_slug
from feeds.post.fingerprint import contained
from feeds.post.frontmatter import parse, to_text
from feeds.post.identity import letters, month
from feeds.read import read
from feeds.store.dump_table import DumpRow, Known
from feeds.store.ledger import Taken
from feeds.store.post_table import Card

SAME_TITLE, OTHER_TITLE = 0.5, 0.8  # share of an article's words that must stand in the other
MOST_SKIPPED = 20  # parts of a dump that are named
LIMIT = 256_000_000  # bytes of one dump: more than that is not a text that somebody scraped


class Intake:
    """Takes changed dumps in, one by one; a bad one stops nothing."""

    def __init__(self, mill: Mill, desk: Desk, step: Callable[[], None]) -> None:
        self._mill, self._desk, self._step = mill, desk, step
        self._table = mill.catalogue.dumps
        self._posts = mill.catalogue.posts
        self._saved: list[str] = []  # posts of the dump at hand
        self.problems: list[Problem] = []
        self.expected = self.dumps = self.articles = self.new = 0

    def sweep(self, quiet: float = 0.0) -> None:
        """Take in every dump that changed since it was last read, if it is `quiet` seconds old."""
        now = time.time()
        changed, gone = [], []
        for name, status, known in side_by_side(self._mill.dumps.files(), self._table.stamps()):
            if status is None:
                gone.append(name)
            elif known != stamp(status) and settled(status.st_mtime, quiet=quiet, now=now):
                changed.append(name)
        self.expected += len(changed)
        for name in changed:
            self._take(name)
        for name in gone:
            self._table.forget(name)
        self._recall()

    def take(self, names: Iterable[str]) -> None:
        """Take in these dumps, if they are there and not as they were last read."""
        for name in names:
            status = self._mill.dumps.status(name)
            if status is None:
                self._table.forget(name)
            elif self._table.stamp(name) != stamp(status):
                self._take(name)

    def _recall(self) -> None:
        """Report what could not be read in an earlier run and is still there (promise 10)."""
        reported = {problem.where for problem in self.problems}
        found = [(row.name, row.reason, "") for row in self._table.refused()]
        found += [(name, *_damage(skipped)) for name, skipped in self._table.damaged()]
        for name, what, hint in found:
            where = f"content/dumps/{name}"
            if where not in reported:
                self.problems.append(Problem(where=where, what=what, hint=hint))

    def _take(self, name: str) -> None:
        try:
            content, status = self._mill.dumps.read(name, LIMIT)
        except FileNotFoundError:
            return
        except (ContentError, OSError) as error:
            what = error.what if isinstance(error, ContentError) else str(error.strerror)
            self.problems.append(Problem(where=f"content/dumps/{name}", what=what))
            return
        row = DumpRow(name=name, stamp=stamp(status), digest=digest(content))
        self.dumps += 1
        if self._table.taken(row.digest) is None:
            received = datetime.fromtimestamp(status.st_mtime_ns // 1_000_000_000, UTC)
            try:
                problem = self._split(name, content, row.digest, min(received, datetime.now(UTC)))
            except ContentError as error:  # a post's place, not the dump: tried again each run
                self.problems.append(_problem(f"content/posts/{error.where}", error))
                return
            except OSError as error:
                if fails_everywhere(error):
                    raise
                self.problems.append(_not_written(error))
                return
            if problem:
                row = replace(row, reason=str(problem).partition(": ")[2])
                self.problems.append(problem)
        skipped = self._table.skipped(row.digest)
        if skipped:
            what, hint = _damage(skipped)
            self.problems.append(Problem(where=f"content/dumps/{name}", what=what, hint=hint))
        self._table.put(row)
        self._step()

    def _split(self, name: str, content: bytes, id_: str, received: datetime) -> Problem | None:
        """Split one dump into posts and note that in the ledger; return why it cannot be."""
        where = f"content/dumps/{name}"
        try:
            dump = read(name, content, digest=id_, received=received)
            drafts = cut(dump).drafts
            if not drafts:
                raise DumpError(name, "no article was found in it")
            posts = [
                (compose(draft, dump, self._mill.rules, place), draft.key)
                for place, draft in enumerate(drafts)
            ]
        except FeedmillError as error:
            return _problem(where, error)
        except Exception as error:  # promise 10: a bug that one dump finds stops no other
            return Problem(where=where, what=f"could not be split: {type(error).__name__}: {error}")
        self.articles += len(posts)
        self._write(dump, posts)
        return None

    def _write(self, dump: Dump, posts: list[tuple[Post, str]]) -> None:
        self._saved.clear()
        rivals = self._earlier(dump.name, {post.id for post, _ in posts})
        noted: dict[str, Known] = {}
        for post, key in posts:
            if post.id not in noted:
                id_, known = self._place(post, key, rivals, dump)
                noted[id_] = replace(known, key=known.key or key)
        self._mill.posts.sync(self._saved)
        taken = Taken(
            dump=dump.name,
            digest=dump.digest,
            posts=tuple(noted.items()),
            skipped=_few(dump.skipped),
        )
        self._mill.ledger.take(taken)

    def _place(self, post: Post, key: str, rivals: list[Post], dump: Dump) -> tuple[str, Known]:
        """Return the id and the state of an article, written as a post if it is new.

        `key` is what its feed calls it: the same item with other words is the same.
        """
        known = self._known(post)
        if known and not key:
            return post.id, known
        id_ = post.id if known else self._table.with_key(key)
        if id_:
            return id_, self._fetched_again(id_, post, dump.received)
        before = _same_article(post, rivals)
        if before:
            rivals.remove(before)
            return before.id, self._correct(before, post, dump.received)
        return post.id, self._add(post)

    def _fetched_again(self, id_: str, post: Post, received: datetime) -> Known:
        """Bring the post of a feed's item up to what the feed says now; return its state."""
        known = self._table.known(id_) or self._known(post) or Known(words="", updated="", file="")
        cards = self._posts.with_id(id_)
        if not cards:
            return known  # an editor removed it, and it stays removed
        before, _ = self._reread(cards[0])
        state = self._written(cards[0].name, replace(post, id=id_, slug=before.slug))[1]
        if state.words == cards[0].words and not self._table.announced(id_):
            return known
        return self._correct(before, post, received)

    def _known(self, post: Post) -> Known | None:
        """Return what is known of an article that was taken before, published still or not.

        One that an editor removed has no file any longer; it stays removed.  One
        that has a file and is not in the ledger was written by a run that died, if
        the file is as it would be written now, or else by an editor.
        """
        claimants = self._posts.with_id(post.id)
        known = self._table.known(post.id)
        if claimants and not known:
            found, file = self._reread(claimants[0])
            ours = _short(to_text(replace(post, slug=found.slug)).encode()) == file
            return Known(words=claimants[0].words, updated="", file=file if ours else "")
        return known

    def _earlier(self, dump: str, present: set[str]) -> list[Post]:
        """Return the posts cut from what stood under this name before and is not in it now."""
        ids = [id_ for id_ in self._table.earlier(dump) if id_ not in present]
        cards = (card for id_ in ids for card in self._posts.with_id(id_)[:1])
        return [self._reread(card)[0] for card in cards]

    def _reread(self, card: Card) -> tuple[Post, str]:
        """Return a post as its file has it, and the digest of that file."""
        content, _ = self._mill.posts.read(card.name)
        text = content.decode("utf-8-sig")
        return parse(text, card.name, self._mill.rules, card.post.published).post, _short(content)

    def _correct(self, before: Post, after: Post, received: datetime) -> Known:
        """Bring a post up to its dump's new words, under its old id; a hand edit wins."""
        card = self._posts.with_id(before.id)[0]
        known, announced = self._table.known(before.id), self._table.announced(before.id)
        ours = {state.file for state in (known, announced) if state}
        if known is None or self._reread(card)[1] not in ours:
            return known or Known(words=card.words, updated="", file="")
        kept = replace(
            after,
            id=before.id,
            slug=before.slug,
            published=before.published,
            updated=max(received.astimezone(before.published.tzinfo), before.updated),
            draft=before.draft and after.draft,
        )
        content, state = self._written(card.name, kept)
        if announced != state:  # else a run that died has said so already
            self._mill.ledger.announce(kept.id, state.words, state.file)
        return self._save(card.name, kept.id, content, state)

    def _add(self, post: Post) -> Known:
        """Write a new post, at a permalink and under a name that are nobody else's."""
        folder = month(post.published, self._mill.rules.timezone)
        name = file_name(post)
        if self._posts.with_slug(folder, post.slug) or self._mill.posts.status(name):
            post = replace(post, slug=yield_slug(post))
            name = file_name(post)
        self.new += 1
        return self._save(name, post.id, *self._written(name, post))

    def _written(self, name: str, post: Post) -> tuple[bytes, Known]:
        """Return the file of a post and the state it has then.

        The words are those that will be read from the file, not those that were meant.
        """
        text = to_text(post)
        again = parse(text, name, self._mill.rules, post.published).post
        content = text.encode()
        return content, Known(words=words(again), updated="", file=_short(content))

    def _save(self, name: str, id_: str, content: bytes, state: Known) -> Known:
        self._mill.posts.write(name, content, durable=True)
        self._saved.append(name)
        self._table.know(id_, state)
        self._desk.take([name])
        return state


def _same_article(post: Post, rivals: list[Post]) -> Post | None:
    """Return the earlier state of an article among posts of the same dump's name.

    The same headline over words of which half are the same, or another headline
    over words that are nearly all the same.
    """
    near = [
        (alike, rival)
        for rival in rivals
        if (alike := contained(post.body, rival.body))
        >= (SAME_TITLE if letters(post.title) == letters(rival.title) else OTHER_TITLE)
    ]
    return max(near, key=lambda pair: pair[0])[1] if near else None


def _few(skipped: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the ledger keeps of the parts that could not be read."""
    more = len(skipped) - MOST_SKIPPED
    kept = tuple(part[:300] for part in skipped[:MOST_SKIPPED])
    return (*kept, f"{more} more parts were not read") if more > 0 else kept


def _damage(skipped: tuple[str, ...]) -> tuple[str, str]:
    """Return what is wrong with a dump of which parts could not be read, and what to do."""
    if len(skipped) == 1:
        return f"a part of it could not be read: {skipped[0]}", "the rest is published"
    count = f"{len(skipped)}" if len(skipped) <= MOST_SKIPPED else f"more than {MOST_SKIPPED}"
    what = f"{count} parts of it could not be read, the first: {skipped[0]}"
    return what, "the rest is published; `feedmill status` names them"


def _problem(where: str, error: FeedmillError) -> Problem:
    return Problem(where=where, what=error.what, hint=error.hint)


def _not_written(error: OSError) -> Problem:
    """Return the problem of a post that cannot be put where it belongs."""
    what = f"cannot be written: {error.strerror}"
    return Problem(where=str(error.filename), what=what, hint="look at the owner of its folder")


def _short(content: bytes) -> str:
    return digest(content)[:16]
