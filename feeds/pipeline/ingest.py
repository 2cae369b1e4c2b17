"""content/dumps as it is now, into posts: each article once, whatever is dropped in again.

A dump is known by its bytes.  Which dumps were split, and what came of them, is
in the ledger, written after the last post of a dump: a run that dies in between
does that dump again, mints the same ids, and finds the posts already there.
"""

import math
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace

from feeds.errors import ContentError, DumpError, FeedmillError
from feeds.files import digest, fails_everywhere, stamp
from feeds.model import Dump, Post, Problem, SourceRules
from feeds.pipeline.editing import Desk
from feeds.pipeline.matching import Rivals, alike, original, reread
from feeds.pipeline.mill import Mill
from feeds.pipeline.sheets import words
from feeds.pipeline.sources import as_written, host_of, rules_of, source_of, written
from feeds.pipeline.sweeping import MOST_SKIPPED, damage, is_due
from feeds.post.article import compose, file_name, in_turn, sane
from feeds.post.frontmatter import parse, to_text
from feeds.post.identity import month
from feeds.store.dump_table import Copy, DumpRow, Known, Manner
from feeds.store.ledger import Taken

_NOTHING = Known(words="", updated="", file="")
LIMIT = 256_000_000  # bytes of one dump: more than that is not a text that somebody scraped


class _Piece(Struct, frozen=True, kw_only=True):
    """An article of a dump, as a post and as what is known of it besides."""

    post: Post
    key: str  # by which its feed knows it
    firm: bool  # settings or a mark say what it is to be
    marked: bool  # an editor says that it is an article of its own
    dated: bool  # it states its date, and that can be true


class Intake:
    """Takes changed dumps in, one by one; a bad one stops nothing."""

    def __init__(self, mill: Mill, desk: Desk, step: Callable[[], None]) -> None:
        self._mill, self._desk, self._step = mill, desk, step
        self._table = mill.catalogue.dumps
        self._posts = mill.catalogue.posts
        self._saved: list[str] = []  # posts of the dump at hand
        self._copies: list[Copy] = []  # its articles that are posts already
        self._same: dict[str, str] = {}  # ids minted for it, and of the posts that these are
        self.problems: list[Problem] = []
        self.waiting: dict[str, None] = {}  # in the order of their turn
        self.expected = self.dumps = self.articles = self.new = 0

    def sweep(self, stale: list[str], patience: float = math.inf) -> None:
        """Take in these dumps, which a sweep found.

        What is not begun after `patience` seconds is left waiting.
        """
        self.expected += len(stale)
        self._take_in_turn(stale, patience)

    def take(self, names: Iterable[str], patience: float = math.inf) -> None:
        """Take in these dumps, if they are there and not as they were last read.

        What is not begun after `patience` seconds is left waiting.
        """
        changed = []
        for name in names:
            status = self._mill.dumps.status(name)
            if status is None:
                self._table.forget(name)
            elif self._table.stamp(name) != stamp(status):
                changed.append(name)
        self._take_in_turn(changed, patience)

    def _take_in_turn(self, names: list[str], patience: float) -> None:
        """Take in one at least, and then as many as there is patience for."""
        ends = time.monotonic() + patience
        for place, name in enumerate(names):
            if place and time.monotonic() >= ends:
                self.waiting = dict.fromkeys(names[place:]) | self.waiting
                return
            self.waiting.pop(name, None)
            self._take(name)

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
        if is_due(self._mill, name, row.digest):
            received = datetime.fromtimestamp(status.st_mtime_ns // 1_000_000_000, UTC)
            try:
                problem = self._split(name, content, row.digest, min(received, self._mill.clock()))
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
            what, hint = damage(skipped)
            self.problems.append(Problem(where=f"content/dumps/{name}", what=what, hint=hint))
        self._table.put(row)
        self._step()

    def _split(self, name: str, content: bytes, id_: str, received: datetime) -> Problem | None:
        """Split one dump into posts and note that in the ledger; return why it cannot be."""
        from feeds.read import read

        where = f"content/dumps/{name}"
        before = self._table.manner(id_)
        try:
            dump = read(name, content, digest=id_, received=received)
            host = host_of(dump)
            source = source_of(self._mill.config, name, host)
            pieces = self._pieces(dump, source, again=before is not None)
            if not pieces:
                raise DumpError(name, "no article was found in it")
            removed = self._removed(dump, before) if before else []
        except FeedmillError as error:
            return _problem(where, error)
        except Exception as error:  # promise 10: a bug that one dump finds stops no other
            return Problem(where=where, what=f"could not be split: {type(error).__name__}: {error}")
        self.articles += len(pieces)
        manner = Manner(dump=name, digest=id_, settings=written(source), host=host)
        self._write(dump, manner, pieces, removed, content)
        return None

    def _pieces(self, dump: Dump, source: SourceRules, *, again: bool) -> list[_Piece]:
        from feeds.pipeline.splitting import cut  # a run with nothing to do splits nothing
        from feeds.split.marks import is_by_mark

        rules = rules_of(source, self._mill.rules)
        return [
            _Piece(
                post=compose(draft, dump, rules, place),
                key=draft.key,
                firm=again or is_by_mark(draft),
                marked=is_by_mark(draft),
                dated=sane(draft.published, dump.received, rules.timezone) is not None,
            )
            for place, draft in enumerate(cut(dump, source).drafts)
        ]

    def _removed(self, dump: Dump, before: Manner) -> list[Post]:
        """Return the articles of a dump that an editor removed, as they were cut before."""
        gone = {id_ for id_ in self._table.earlier(dump.name) if not self._posts.with_id(id_)}
        if not gone:
            return []
        pieces = self._pieces(dump, as_written(before.settings), again=True)
        return [piece.post for piece in pieces if piece.post.id in gone]

    def _write(
        self, dump: Dump, by: Manner, pieces: list[_Piece], removed: list[Post], content: bytes
    ) -> None:
        for gathered in (self._saved, self._copies, self._same):
            gathered.clear()
        present = {self._table.alias(piece.post.id)[0] or piece.post.id for piece in pieces}
        size, begins = self._table.beginning(dump.name)
        grew = 0 < size < len(content) and digest(content[:size]) == begins
        rivals = Rivals(self._mill, dump.name, present, grew=grew)
        noted: dict[str, Known] = {}
        for piece in pieces:
            found = None if piece.post.id in noted else self._place(piece, rivals, removed, dump)
            if found and found[0] not in noted:
                noted[found[0]] = replace(found[1], key=found[1].key or piece.key)
        # A feed's round-up may repeat what it said before: that takes nothing away.
        mended = [p.post for p in pieces if grew or (p.firm and not p.key)]
        for gone, around in rivals.within(mended):
            self._merge(gone, self._same.get(around.id, around.id))
        self._mill.posts.sync(self._saved)
        taken = Taken(
            manner=by,
            posts=tuple(noted.items()),
            skipped=_few(dump.skipped),
            size=len(content),
            copies=tuple(self._copies),
            same=tuple(self._same.items()),
        )
        self._mill.ledger.take(taken)

    def _place(
        self, piece: _Piece, rivals: Rivals, removed: list[Post], dump: Dump
    ) -> tuple[str, Known] | None:
        """Return the id and the state of an article, written as a post if it is new.

        An item that its feed calls by a known key is the same one, whatever it says
        now.  None if it is a copy of another post.
        """
        post = piece.post
        alias, near = self._table.alias(post.id)
        if near is not None and piece.marked:
            alias, near = "", None
        if near is not None:
            self._copies.append(_copy(post, alias, near))
            return None
        known = self._known(post)
        id_ = alias or (post.id if known else self._table.with_key(piece.key))
        if not id_ and (gone := alike(post, removed, dated=piece.dated)):
            id_ = gone.id
        if id_:
            if piece.key or piece.firm or self._is_news(id_, post, dump):
                return id_, self._renew(id_, piece, dump.received)
            return id_, self._table.known(id_) or known or _NOTHING
        before = rivals.same(post, dated=piece.dated)
        if before:
            self._same[post.id] = before.id
            return before.id, self._correct(before, piece, dump.received)
        of, near = ("", 0.0) if piece.marked else original(self._mill, post)
        if near:
            self._copies.append(_copy(post, of, near))
            return None
        return post.id, self._add(post)

    def _is_news(self, id_: str, post: Post, dump: Dump) -> bool:
        """Return whether an article has other words now than its post, which is its own dump's."""
        known = self._table.known(id_)
        if known and known.words == words(post) and not self._table.announced(id_):
            return False
        cards = self._posts.with_id(id_)
        source = reread(self._mill, cards[0])[0].source if cards else None
        return source is not None and source.dump == dump.name and source.digest != dump.digest

    def _merge(self, post: Post, into: str) -> None:
        """Take away a post whose words are now part of another article of its dump.

        Only one that nobody touched: a cut that was mended must not leave a stump.
        """
        card = self._posts.with_id(post.id)[0]
        known = self._table.known(post.id)
        if known is None or reread(self._mill, card)[1] != known.file:
            return
        if self._table.alias(post.id)[0] != into:
            self._mill.ledger.merge(post.id, into)
        self._mill.posts.remove(card.name)
        self._desk.take([card.name])

    def _renew(self, id_: str, piece: _Piece, received: datetime) -> Known:
        """Bring a known post up to what its dump says now; one that was removed stays so."""
        cards = self._posts.with_id(id_)
        if cards:
            return self._correct(reread(self._mill, cards[0])[0], piece, received)
        return self._table.known(id_) or _NOTHING

    def _known(self, post: Post) -> Known | None:
        """Return what is known of an article that was taken before, published still or not.

        One that an editor removed has no file any longer; it stays removed.  One
        that has a file and is not in the ledger was written by a run that died, if
        the file is as it would be written now, or else by an editor.
        """
        claimants = self._posts.with_id(post.id)
        known = self._table.known(post.id)
        if claimants and not known:
            found, file = reread(self._mill, claimants[0])
            ours = _short(to_text(replace(post, slug=found.slug)).encode()) == file
            return Known(words=claimants[0].words, updated="", file=file if ours else "")
        return known

    def _correct(self, before: Post, piece: _Piece, received: datetime) -> Known:
        """Bring a post up to what its dump says now, under its old id; a hand edit wins."""
        card = self._posts.with_id(before.id)[0]
        known, announced = self._table.known(before.id), self._table.announced(before.id)
        ours = {state.file for state in (known, announced) if state}
        file = reread(self._mill, card)[1]
        if known is None or file not in ours:
            return known or Known(words=card.words, updated="", file="")
        kept = _corrected(before, piece)
        content, state = self._written(card.name, kept)
        if state.words != words(before):
            now = max(received.astimezone(kept.published.tzinfo), kept.updated)
            kept = replace(kept, updated=now, source=piece.post.source)
            content, state = self._written(card.name, kept)
        if state.file == file and not announced:
            return known
        if announced != state:  # else a run that died has said so already
            self._mill.ledger.announce(kept.id, state.words, state.file)
        return replace(self._save(card.name, kept.id, content, state), key=known.key)

    def _add(self, post: Post) -> Known:
        """Write a new post, at a permalink and under a name that are nobody else's."""
        folder = month(post.published, self._mill.rules.timezone)
        post = next(
            named
            for named in in_turn(post)
            if not self._posts.with_slug(folder, named.slug) and self._is_free(named)
        )
        name = file_name(post)
        self.new += 1
        return self._save(name, post.id, *self._written(name, post))

    def _is_free(self, post: Post) -> bool:
        """Return whether no other post has its file: a run that died may have written this one.

        Its file may be too young to have been looked at (`Desk.sweep`).
        """
        name = file_name(post)
        if self._mill.posts.status(name) is None:
            return True
        return self._mill.posts.read(name)[0] == to_text(post).encode()

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


def _corrected(before: Post, piece: _Piece) -> Post:
    """Return a post with what its dump says now, and what it has for good.

    A post keeps its date, for it is in its address, unless settings or marks give another.
    """
    after = piece.post
    published = after.published if piece.firm and piece.dated else before.published
    return replace(
        after,
        id=before.id,
        slug=before.slug,
        published=published,
        updated=max(before.updated, published),
        source=after.source if piece.firm else before.source,
        draft=before.draft and after.draft,
    )


def _copy(post: Post, of: str, near: float) -> Copy:
    lines = f"{post.source.lines.first}-{post.source.lines.last}" if post.source else ""
    return Copy(id=post.id, of=of, near=near, title=post.title, lines=lines)


def _few(skipped: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the ledger keeps of the parts that could not be read."""
    more = len(skipped) - MOST_SKIPPED
    kept = tuple(part[:300] for part in skipped[:MOST_SKIPPED])
    return (*kept, f"{more} more parts were not read") if more > 0 else kept


def _problem(where: str, error: FeedmillError) -> Problem:
    return Problem(where=where, what=error.what, hint=error.hint)


def _not_written(error: OSError) -> Problem:
    """Return the problem of a post that cannot be put where it belongs."""
    what = f"cannot be written: {error.strerror}"
    return Problem(where=str(error.filename), what=what, hint="look at the owner of its folder")


def _short(content: bytes) -> str:
    return digest(content)[:16]
