"""`feedmill review --web`: the list of held articles, and one beside the dump it was cut from."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from feeds.model import Post, PostStatus
from feeds.render.desk import page


class DumpLine(Struct, frozen=True, kw_only=True):
    """One line of a dump as it was read; where an article `begins`, why."""

    number: int
    text: str
    role: str
    begins: bool
    first: bool  # of the dump that begins an article
    title: str  # of the article that begins here
    score: float  # log odds of the cut
    reasons: tuple[tuple[str, float], ...]
    dropped: str


class PostCard(Struct, frozen=True, kw_only=True):
    """A post to answer for: its file, and its lines of the dump."""

    name: str
    post: Post
    link: str
    lines: tuple[int, int] | None


def list_page(title: str, held: Sequence[PostStatus], links: Mapping[str, str]) -> str:
    """Return the page that lists what is held, the most doubtful first."""
    return page("review.html", title=title, held=held, links=links)


def dump_page(
    *,
    title: str,
    card: PostCard,
    others: Sequence[PostCard],
    dump: str,
    lines: Sequence[DumpLine],
    shown: int,
    markable: bool,
    csrf: str,
    next_link: str,
) -> str:
    """Return the page of one article: its dump with the cuts, and its post to be answered."""
    first, last = card.lines or (0, 0)
    begin = max(0, first - shown // 2) if len(lines) > shown else 0
    return page(
        "article.html",
        title=title,
        card=card,
        others=others,
        dump=dump,
        lines=lines[begin : begin + shown],
        cut_short=len(lines) > shown,
        span=range(first, last + 1),
        markable=markable,
        csrf=csrf,
        next_link=next_link,
    )


def told_page(heading: str, what: str) -> str:
    """Return a page that says one thing and leads back."""
    return page("told.html", heading=heading, what=what)
