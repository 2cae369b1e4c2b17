"""A draft becomes a post: the day it was written, its names, where it is filed.

Everything here follows from the dump and the configuration, so that the same
dump gives the same posts on every machine and in every year.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct, field
from msgspec.structs import replace

from feeds.model import Draft, Dump, Post, Source
from feeds.post.category import choose
from feeds.post.identity import mint_id, pieces, short, slug

EARLIEST = 1600  # no newspaper is older: an earlier year is a misread number
AHEAD = timedelta(days=2)  # a date line may be a time zone ahead of the clock, not more


class Rules(Struct, frozen=True, kw_only=True):
    """What the configuration says about making posts."""

    authority: str
    timezone: str = "UTC"
    language: str = ""
    default_category: str = "General"
    aliases: Mapping[str, str] = field(default_factory=dict)
    author: str = ""  # of articles that name nobody
    review_below: float = 0.0


def compose(draft: Draft, dump: Dump, rules: Rules, place: int = 0) -> Post:
    """Return the post that `draft` becomes; its slug may still have to yield to another's.

    Articles that state no date were received together; each one, by its `place`
    in the dump, is a second older than the one before, so that the order of the
    dump is the order of the feed.
    """
    language = draft.language or dump.language
    stated = sane(draft.published, dump.received, rules.timezone)
    # What was printed is out: a date a little ahead is another time zone, not a day to wait for.
    published = min(stated or dump.received, dump.received - timedelta(seconds=place))
    published = published.astimezone(ZoneInfo(rules.timezone))
    filed, tags = choose(draft.categories, rules.aliases, rules.default_category, rules.language)
    id_ = mint_id(draft.title, draft.body, stated, rules.authority)
    return Post(
        id=id_,
        slug=slug(draft.title, language) or f"post-{short(id_)}",
        title=draft.title,
        published=published.replace(microsecond=0),
        updated=published.replace(microsecond=0),
        category=filed,
        body=draft.body.strip("\n"),
        summary=draft.dek,
        authors=draft.byline or ((rules.author,) if rules.author else ()),
        tags=tags,
        language=language,
        image=draft.image,
        source=Source(dump=dump.name, digest=dump.digest, lines=draft.span),
        origin=draft.origin,
        confidence=round(draft.confidence, 3),
        draft=draft.confidence < rules.review_below,
    )


def sane(stated: datetime | None, received: datetime, timezone: str) -> datetime | None:
    """Return the date an article states with its zone, or None if it cannot be true."""
    if stated is None:
        return None
    aware = stated if stated.tzinfo else stated.replace(tzinfo=ZoneInfo(timezone))
    try:
        return aware if aware.year >= EARLIEST and aware <= received + AHEAD else None
    except (OverflowError, ValueError):  # year 1 or 9999 with an offset that leaves the calendar
        return None


def in_turn(post: Post) -> Iterator[Post]:
    """Yield the post with its own slug and then with others, for it may be taken.

    With a piece of its id, a longer one if that is taken too, and never a counter.
    """
    yield post
    for piece in pieces(post.id):
        yield replace(post, slug=f"{post.slug}-{piece}")


def file_name(post: Post) -> str:
    """Return where a new post goes below content/posts, "energy/2026-03-01-mill-fire.md"."""
    return f"{post.category.term}/{post.published.date().isoformat()}-{post.slug}.md"
