"""Held posts: what an editor is asked to look at, and the answer."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from feeds.errors import PostError
from feeds.files import digest
from feeds.model import PostStatus
from feeds.pipeline.mill import Mill
from feeds.pipeline.sheets import words
from feeds.post.frontmatter import parse

_DRAFT = re.compile(r"^(---\r?\n(?:.*\r?\n)*?)draft:[^\n]*\n")


def held(mill: Mill) -> Iterator[PostStatus]:
    """Yield the posts that are held back, the most doubtful first."""
    drafts = mill.catalogue.posts.drafts()
    for card in sorted(drafts, key=lambda card: (card.post.confidence or 0.0, card.name)):
        yield PostStatus(
            id=card.post.id,
            state="held",
            title=card.post.title,
            file=f"content/posts/{card.name}",
            confidence=card.post.confidence,
        )


def approve(mill: Mill, which: str, *, alone: bool = True) -> str:
    """Take the draft mark out of a held post and return its file's name; build publishes it.

    Where another Feedmill works on the site, not `alone`, it is an edit like any other.
    """
    name = _find(mill, which)
    content, _ = mill.posts.read(name)
    text = content.decode("utf-8-sig")
    if not _DRAFT.match(text):
        raise PostError(f"content/posts/{name}", "no draft: line", "edit its front matter")
    approved = _DRAFT.sub(r"\1", text, count=1)
    post = parse(approved, name, mill.rules, datetime.now(UTC)).post
    known = mill.catalogue.dumps.known(post.id)
    if alone and known and known.file == digest(content)[:16]:
        # An approval is no edit: the dump's later corrections still reach the post.
        with mill.catalogue.run():
            mill.ledger.catch_up()
            mill.ledger.announce(post.id, words(post), digest(approved.encode())[:16])
    mill.posts.write(name, approved.encode(), durable=True)
    return name


def drop(mill: Mill, which: str) -> str:
    """Remove a held post and return its file's name; its dump does not bring it back."""
    name = _find(mill, which)
    mill.posts.remove(name)
    return name


def _find(mill: Mill, which: str) -> str:
    """Return the file of the held post that an id, the end of an id, or a file's name means."""
    wanted = which.removeprefix("content/posts/")
    found = [
        card.name
        for card in mill.catalogue.posts.drafts()
        if wanted in (card.name, card.post.id) or card.post.id.endswith(f"/{wanted}")
    ]
    if len(found) != 1:
        what = "no held post of this name" if not found else "several posts have this id"
        raise PostError(which, what, "`feedmill review` lists them")
    return found[0]
