"""Posts' files into all that the catalogue keeps of them: what a worker does with a batch.

Nothing here asks the catalogue, so a post looks the same wherever it is read.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from feeds.errors import FeedmillError, PostError
from feeds.files import Stamp
from feeds.model import Entry, Post, Problem, Site
from feeds.post.article import Rules
from feeds.post.fingerprint import sketch
from feeds.post.frontmatter import parse
from feeds.post.identity import month
from feeds.post.topics import topics
from feeds.render.entry import entry
from feeds.workers import met_before

_Made = TypeVar("_Made")


class Manners(NamedTuple):
    """What reading depends on beside the file."""

    rules: Rules
    site: Site


class Sheet(NamedTuple):
    """One file of content/posts as it was read."""

    name: str
    content: bytes | None  # None: it is gone
    stamp: Stamp
    received: datetime  # the date of a post that states none


class Looked(NamedTuple):
    """What a file says; the post is without its body, the entry as if no other had its place."""

    stamp: Stamp
    post: Post
    missing: tuple[str, ...]  # keys that the file does not state
    month: str
    words: str
    entry: Entry
    sketch: tuple[int, ...]


def look_through(
    manners: Manners, sheets: list[Sheet]
) -> list[tuple[str, Looked | Problem | None]]:
    """Return the name of each file and what it says, or why nobody knows; None if it is gone."""
    manners = met_before(manners)
    return [(sheet.name, tried(sheet.name, partial(_look, manners, sheet))) for sheet in sheets]


def _look(manners: Manners, sheet: Sheet) -> Looked | None:
    return look_at(manners, sheet) if sheet.content is not None else None


def look_at(manners: Manners, sheet: Sheet, path: str = "") -> Looked:
    """Return what a file says, as subscribers see it at `path` or where it asks to be."""
    text = decoded(sheet.content or b"", sheet.name).replace("\r\n", "\n")
    if not text.strip():  # also what an editor's save looks like half-way
        raise PostError(sheet.name, "is empty", "write something, or remove the file")
    found = parse(text, sheet.name, manners.rules, sheet.received)
    post = found.post
    folder = month(post.published, manners.rules.timezone)
    shown = _shown(post, manners.site, path or f"{folder}{post.slug}/")
    return Looked(
        stamp=sheet.stamp,
        post=replace(post, id=shown.id, body=""),
        missing=found.missing,
        month=folder,
        words=words(post),
        entry=shown,
        sketch=sketch(post.body),
    )


def _shown(post: Post, site: Site, path: str) -> Entry:
    """The post as an entry, with the tags and authors that it is listed under, if any are."""
    shown = entry(post, site, path)
    if not site.topics:
        return shown
    return replace(shown, topics=topics(post, site.topics, site.language))


def tried(name: str, make: Callable[[], _Made]) -> _Made | Problem:
    """Return what is made of a post, or the problem that it is: a fault in one stops no other."""
    try:
        return make()
    except (FeedmillError, OSError) as error:
        return problem(name, error)
    except Exception as error:  # promise 10: a bug that one post finds stops no other either
        what = f"could not be read: {type(error).__name__}: {error}"[:300]
        return Problem(where=f"content/posts/{name}", what=what)


def words(post: Post) -> str:
    """Return the digest of what subscribers read: title, summary and body, or why it is gone."""
    withdrawn = ("withdrawn", post.title, post.withdrawn or "", "")
    said = (post.title, post.summary, post.body) if post.withdrawn is None else withdrawn
    text = "\0".join(said)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def decoded(content: bytes, name: str) -> str:
    """Return the text of a post's file; a PostError names the line that is no UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PostError(f"{name}:{line}", "not UTF-8", "save the file as UTF-8") from error


def problem(name: str, error: FeedmillError | OSError) -> Problem:
    """Return what is wrong with a post's file as a problem."""
    if isinstance(error, FeedmillError):
        return Problem(where=f"content/posts/{error.where}", what=error.what, hint=error.hint)
    return Problem(where=f"content/posts/{name}", what=str(error.strerror or error))
