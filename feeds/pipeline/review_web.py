"""The desk where held articles are gone through: what each page shows, what each answer does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from msgspec import Struct

from feeds import config
from feeds.errors import ContentError, FeedmillError, LockError
from feeds.files import digest
from feeds.model import Post
from feeds.pipeline.build import Touched, build
from feeds.pipeline.correcting import BEGIN, JOIN, is_markable, mark, move, restate
from feeds.pipeline.mill import Mill, open_mill
from feeds.pipeline.review import approve, drop, held
from feeds.pipeline.sources import host_of, source_of
from feeds.pipeline.splitting import cut
from feeds.post.frontmatter import parse
from feeds.read import read
from feeds.render.desk import style
from feeds.render.desk.review import DumpLine, PostCard, dump_page, list_page, told_page
from feeds.serve.desk import Ask, Reply, desk
from feeds.split.explain import explain
from feeds.store.post_table import Card

LINES = 5000  # of a dump that are shown
_STEPS = {"up": -1, "down": 1}  # answers that move a cut


@contextmanager
def reviewing(root: Path, *, port: int = 0) -> Iterator[str]:
    """Have the desk of the site in `root` open while the block runs; yield the address to open."""
    config.load(root)
    with desk(Reviewer(root).answer, style(), port=port) as address:
        yield address


class Reviewer:
    """Answers one request after the other, each with the site as it is then."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def answer(self, ask: Ask) -> Reply:
        """Return the page that was asked for, or the next one after something was changed."""
        try:
            if ask.form is not None:
                return self._change(ask.path, ask.form)
            with open_mill(self._root, alone=False) as mill:
                return self._page(mill, ask)
        except (FeedmillError, UnicodeDecodeError, OSError) as error:
            return Reply(page=told_page("This could not be done", str(error)), status=409)

    # --------------------------------------------------------------- pages

    def _page(self, mill: Mill, ask: Ask) -> Reply:
        if ask.path == "/":
            return Reply(page=list_page(mill.site.title, list(held(mill)), _links(mill)))
        if ask.path == "/article":
            card = _card(mill, ask.query.get("post", ""))
            return Reply(page=self._article(mill, card, ask.csrf))
        return Reply(page=told_page("There is nothing here", ""), status=404)

    def _article(self, mill: Mill, card: Card, csrf: str) -> str:
        found = _read_dump(mill, card)
        names = [card.name, *(name for name in found.posts if name != card.name)]
        posts = [_post(mill, name) for name in names]
        waiting = [post.file.removeprefix("content/posts/") for post in held(mill)]
        after = waiting.index(card.name) + 1 if card.name in waiting else 0
        return dump_page(
            title=mill.site.title,
            card=posts[0],
            others=posts[1:],
            dump=found.name,
            lines=found.lines,
            shown=LINES,
            markable=found.markable,
            csrf=csrf,
            next_link=_link(waiting[after % len(waiting)]) if len(waiting) > 1 else "",
        )

    # ------------------------------------------------------------- answers

    def _change(self, path: str, form: dict[str, str]) -> Reply:
        name, action = form.get("post", ""), form.get("action", "")
        if path == "/article" and action in ("save", "approve", "drop"):
            return self._answer_post(name, action, form)
        if path == "/cut" and action in (BEGIN, JOIN, *_STEPS):
            return self._answer_cut(name, action, form)
        return Reply(page=told_page("There is nothing here", ""), status=404)

    def _answer_post(self, name: str, action: str, form: dict[str, str]) -> Reply:
        with self._mill() as (mill, alone):
            card = _card(mill, name)
            waiting = [post.file.removeprefix("content/posts/") for post in held(mill)]
            if action == "drop":
                drop(mill, card.name)
            else:
                stated: tuple[str, ...] = ("title", "category")
                fields = {key: form[key] for key in stated if key in form}
                restate(mill, card.name, fields)
            if action == "approve":
                approve(mill, card.name, alone=alone)
            if alone:
                build(mill, Touched(posts=frozenset({card.name})))
        if action == "save":
            return Reply(next=_link(card.name))
        after = waiting.index(card.name) + 1 if card.name in waiting else 0
        rest = [*waiting[after:], *waiting[: max(0, after - 1)]]
        return Reply(next=_link(rest[0]) if rest else "/")

    def _answer_cut(self, name: str, action: str, form: dict[str, str]) -> Reply:
        with self._mill() as (mill, alone):
            card = _card(mill, name)
            dump = _dump_of(mill, card)
            if not dump:
                raise ContentError(card.name, "its dump is not there", "edit the post")
            given = form.get("line", "")
            line = int(given) if given.isascii() and given.isdigit() else 0
            if action in _STEPS:
                move(mill, dump, line, _STEPS[action])
            else:
                mark(mill, dump, line, action)
            if not alone:
                return Reply(page=told_page("Written", "The watch that is running takes it in."))
            build(mill, Touched(dumps=frozenset({dump})))
            kept = mill.catalogue.posts.get(card.name)
            again = kept or next(iter(_posts_of(mill, dump)), None)
        return Reply(next=_link(again.name) if again else "/")

    @contextmanager
    def _mill(self) -> Iterator[tuple[Mill, bool]]:
        """Open the site for a change: alone, or beside a watch that takes the change in."""
        try:
            with open_mill(self._root) as mill:
                yield mill, True
        except LockError:
            with open_mill(self._root, alone=False) as mill:
                yield mill, False


class _Found(Struct, frozen=True, kw_only=True):
    """A dump as the page shows it; empty where it is not there."""

    name: str = ""
    lines: tuple[DumpLine, ...] = ()
    posts: tuple[str, ...] = ()
    markable: bool = False


def _read_dump(mill: Mill, card: Card) -> _Found:
    name = _dump_of(mill, card)
    if not name:
        return _Found()
    content, status = mill.dumps.read(name)
    received = datetime.fromtimestamp(status.st_mtime, UTC)
    dump = read(name, content, digest=digest(content), received=received)
    found = cut(dump, source_of(mill.config, name, host_of(dump)), reasons=True)
    lines = tuple(
        DumpLine(
            number=line.number,
            text=line.text,
            role=line.role_name,
            begins=line.draft is not None,
            first=line.draft is not None and line.draft == found.drafts[0],
            title=line.draft.title if line.draft else "",
            score=line.score,
            reasons=tuple(line.signals),
            dropped=line.reason,
        )
        for line in explain(dump, found)
    )
    posts = tuple(found.name for found in _posts_of(mill, name))
    return _Found(name=name, lines=lines, posts=posts, markable=is_markable(name, content))


def _dump_of(mill: Mill, card: Card) -> str:
    """Return the name of the dump that a post was cut from, "" if it is not there any longer."""
    source = _read_post(mill, card.name).source
    if source is None:
        return ""
    rows = list(mill.catalogue.dumps.rows())
    # By its name first: a dump that was changed since is not the digest's any longer.
    named = (row.name for row in rows if row.name == source.dump)
    same = (row.name for row in rows if row.digest == source.digest)
    return next(named, "") or next(same, "")


def _posts_of(mill: Mill, dump: str) -> list[Card]:
    """Return the posts cut from a dump, in its order."""
    row = next((row for row in mill.catalogue.dumps.rows() if row.name == dump), None)
    ids = mill.catalogue.dumps.taken(row.digest) or [] if row else []
    return [card for id_ in ids for card in mill.catalogue.posts.with_id(id_)[:1]]


def _read_post(mill: Mill, name: str) -> Post:
    content, status = mill.posts.read(name)
    received = datetime.fromtimestamp(status.st_mtime, UTC)
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    return parse(text, name, mill.rules, received).post


def _post(mill: Mill, name: str) -> PostCard:
    post = _read_post(mill, name)
    return PostCard(
        name=name,
        post=post,
        link=_link(name),
        lines=(post.source.lines.first, post.source.lines.last) if post.source else None,
    )


def _card(mill: Mill, name: str) -> Card:
    card = mill.catalogue.posts.get(name)
    if card is None:
        raise ContentError(f"content/posts/{name}", "is not there", "it was answered meanwhile?")
    return card


def _links(mill: Mill) -> dict[str, str]:
    return {post.file: _link(post.file.removeprefix("content/posts/")) for post in held(mill)}


def _link(name: str) -> str:
    return f"/article?{urlencode({'post': name})}"
