"""What became of every dump: promise 5 where a person can read it."""

from collections.abc import Iterator
from typing import Literal

from feeds.files import stamp
from feeds.model import DumpStatus, PostStatus
from feeds.pipeline.mill import Mill
from feeds.store.dump_table import DumpRow
from feeds.store.post_table import Card


def status(mill: Mill) -> Iterator[DumpStatus]:
    """Yield the state of every dump in the folder, by name."""
    rows = {row.name: row for row in mill.catalogue.dumps.rows()}
    for name, found in mill.dumps.files():
        row = rows.get(name)
        if row is None or row.stamp != stamp(found):
            yield DumpStatus(name=name, state="waiting")
        else:
            yield _state(mill, row)


def _state(mill: Mill, row: DumpRow) -> DumpStatus:
    if row.reason:
        return DumpStatus(name=row.name, state="refused", reason=row.reason)
    ids = mill.catalogue.dumps.taken(row.digest) or []
    posts = tuple(_post(mill.catalogue.posts.with_id(id_), id_) for id_ in ids)
    held = any(post.state == "held" for post in posts)
    return DumpStatus(
        name=row.name,
        state="held" if held else "published",
        skipped=mill.catalogue.dumps.skipped(row.digest),
        posts=posts,
    )


def _post(claimants: list[Card], id_: str) -> PostStatus:
    if not claimants:
        return PostStatus(id=id_, state="removed")
    card = claimants[0]
    state: Literal["published", "held"] = "held" if card.post.draft else "published"
    return PostStatus(
        id=id_,
        state=state,
        title=card.post.title,
        file=f"content/posts/{card.name}",
        path=card.path,
        confidence=card.post.confidence,
    )
