"""The articles of a dump among the posts: new, known, corrected, or a copy of another.

What an editor touched or removed stays as he left it.
"""

from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from feeds.model import Post
from feeds.pipeline.cutting import Cut, Piece, Written, as_file, short
from feeds.pipeline.editing import Desk
from feeds.pipeline.matching import Rivals, alike, original, reread
from feeds.pipeline.mill import Mill
from feeds.pipeline.sheets import Manners, words
from feeds.pipeline.sweeping import MOST_SKIPPED
from feeds.post.article import file_name, in_turn
from feeds.post.frontmatter import to_text
from feeds.post.identity import month
from feeds.store.dump_table import Copy, DumpRow, Known, Manner
from feeds.store.ledger import Taken

_NOTHING = Known(words="", updated="", file="")


class Arrival(NamedTuple):
    """A dump that is to be split."""

    row: DumpRow
    received: datetime
    size: int  # bytes
    grew: bool  # it begins with all that stood under its name before


class Filing:
    """The articles of one dump, put where they belong."""

    def __init__(self, mill: Mill, desk: Desk, dump: Arrival, cut: Cut) -> None:
        self._mill, self._desk = mill, desk
        self._table, self._posts = mill.catalogue.dumps, mill.catalogue.posts
        self._manners = Manners(mill.rules, mill.site)
        self._dump, self._cut = dump, cut
        self._again = self._table.manner(dump.row.digest) is not None
        self._removed = self._gone() if self._again else []
        self._copies: list[Copy] = []  # articles that are posts already
        self._same: dict[str, str] = {}  # ids minted for it, and of the posts that these are
        self.new = 0

    def _gone(self) -> list[Post]:
        """Return the articles of the dump that an editor removed, as they were cut before."""
        earlier = self._table.earlier(self._dump.row.name)
        gone = {id_ for id_ in earlier if not self._posts.claimants(id_)}
        return [post for post in self._cut.once if post.id in gone]

    def done(self) -> Taken:
        """Write what is new, mend what is not as it was, and return what the ledger is to know."""
        dump, pieces = self._dump, self._cut.pieces
        present = {self._table.alias(piece.post.id)[0] or piece.post.id for piece in pieces}
        rivals = Rivals(self._mill, dump.row.name, present, grew=dump.grew)
        noted: dict[str, Known] = {}
        for piece in pieces:
            found = None if piece.post.id in noted else self._place(piece, rivals)
            if found and found[0] not in noted:
                noted[found[0]] = replace(found[1], key=found[1].key or piece.key)
        # A feed's round-up may repeat what it said before: that takes nothing away.
        mended = [p.post for p in pieces if dump.grew or (self._is_firm(p) and not p.key)]
        for gone, around in rivals.within(mended):
            self._merge(gone, self._same.get(around.id, around.id))
        return Taken(
            manner=Manner(
                dump=dump.row.name,
                digest=dump.row.digest,
                settings=self._cut.settings,
                host=self._cut.host,
            ),
            posts=tuple(noted.items()),
            skipped=_few(self._cut.skipped),
            size=dump.size,
            copies=tuple(self._copies),
            same=tuple(self._same.items()),
        )

    def _is_firm(self, piece: Piece) -> bool:
        """Return whether settings or a mark say what an article is to be."""
        return self._again or piece.marked

    def _place(self, piece: Piece, rivals: Rivals) -> tuple[str, Known] | None:
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
        if not id_ and (gone := alike(post, self._removed, dated=piece.dated)):
            id_ = gone.id
        if id_:
            if piece.key or self._is_firm(piece) or self._is_news(id_, post):
                return id_, self._renew(id_, piece)
            return id_, self._table.known(id_) or known or _NOTHING
        before = rivals.same(post, dated=piece.dated)
        if before:
            self._same[post.id] = before.id
            return before.id, self._correct(before, piece)
        of, near = ("", 0.0) if piece.marked else original(self._mill, post, piece.file.says.sketch)
        if near:
            self._copies.append(_copy(post, of, near))
            return None
        return post.id, self._add(piece)

    def _is_news(self, id_: str, post: Post) -> bool:
        """Return whether an article has other words now than its post, which is its own dump's."""
        known = self._table.known(id_)
        if known and known.words == words(post) and not self._table.announced(id_):
            return False
        cards = self._posts.with_id(id_)
        source = reread(self._mill, cards[0])[0].source if cards else None
        row = self._dump.row
        return source is not None and source.dump == row.name and source.digest != row.digest

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

    def _renew(self, id_: str, piece: Piece) -> Known:
        """Bring a known post up to what its dump says now; one that was removed stays so."""
        cards = self._posts.with_id(id_)
        if cards:
            return self._correct(reread(self._mill, cards[0])[0], piece)
        return self._table.known(id_) or _NOTHING

    def _known(self, post: Post) -> Known | None:
        """Return what is known of an article that was taken before, published still or not.

        One that an editor removed has no file any longer; it stays removed.  One
        that has a file and is not in the ledger was written by a run that died, if
        the file is as it would be written now, or else by an editor.
        """
        known = self._table.known(post.id)
        if known or not self._posts.claimants(post.id):
            return known
        card = self._posts.with_id(post.id)[0]
        found, file = reread(self._mill, card)
        ours = short(to_text(replace(post, slug=found.slug)).encode()) == file
        return Known(words=card.words, updated="", file=file if ours else "")

    def _correct(self, before: Post, piece: Piece) -> Known:
        """Bring a post up to what its dump says now, under its old id; a hand edit wins."""
        card = self._posts.with_id(before.id)[0]
        known, announced = self._table.known(before.id), self._table.announced(before.id)
        ours = {state.file for state in (known, announced) if state}
        standing = reread(self._mill, card)[1]
        if known is None or standing not in ours:
            return known or Known(words=card.words, updated="", file="")
        kept = self._corrected(before, piece)
        file = as_file(self._manners, kept, card.name)
        if file.says.words != words(before):
            now = max(self._dump.received.astimezone(kept.published.tzinfo), kept.updated)
            kept = replace(kept, updated=now, source=piece.post.source)
            file = as_file(self._manners, kept, card.name)
        state = file.state
        if state.file == standing and not announced:
            return known
        if announced != state:  # else a run that died has said so already
            self._mill.ledger.announce(kept.id, state.words, state.file)
        self._save(card.name, kept.id, file)
        self._mill.posts.settle()  # an editor may open it now
        return replace(state, key=known.key)

    def _corrected(self, before: Post, piece: Piece) -> Post:
        """Return a post with what its dump says now, and what it has for good.

        A post keeps its date, for it is in its address, unless settings or marks give another.
        """
        after, firm = piece.post, self._is_firm(piece)
        published = after.published if firm and piece.dated else before.published
        return replace(
            after,
            id=before.id,
            slug=before.slug,
            published=published,
            updated=max(before.updated, published),
            source=after.source if firm else before.source,
            draft=before.draft and after.draft,
        )

    def _add(self, piece: Piece) -> Known:
        """Write a new post, at a permalink and under a name that are nobody else's."""
        folder = month(piece.post.published, self._mill.rules.timezone)
        for post in in_turn(piece.post):
            name = file_name(post)
            file = piece.file if post is piece.post else as_file(self._manners, post, name)
            if not self._posts.is_wanted(folder, post.slug) and self._is_free(name, file):
                break
        self.new += 1
        return self._save(name, post.id, file)

    def _is_free(self, name: str, file: Written) -> bool:
        """Return whether no other post has its file: a run that died may have written this one.

        Its file may be too young to have been looked at (`Desk.sweep`).
        """
        if self._mill.posts.status(name) is None:
            return True
        return self._mill.posts.read(name)[0] == file.content

    def _save(self, name: str, id_: str, file: Written) -> Known:
        """Write a post and take it in as it will be read; it is on the disk when all are."""
        stamp = self._mill.posts.stage(name, file.content)
        self._table.know(id_, file.state)
        self._desk.note(name, file.says._replace(stamp=stamp))
        return file.state


def _copy(post: Post, of: str, near: float) -> Copy:
    lines = f"{post.source.lines.first}-{post.source.lines.last}" if post.source else ""
    return Copy(id=post.id, of=of, near=near, title=post.title, lines=lines)


def _few(skipped: tuple[str, ...]) -> tuple[str, ...]:
    """Return what the ledger keeps of the parts that could not be read."""
    more = len(skipped) - MOST_SKIPPED
    kept = tuple(part[:300] for part in skipped[:MOST_SKIPPED])
    return (*kept, f"{more} more parts were not read") if more > 0 else kept
