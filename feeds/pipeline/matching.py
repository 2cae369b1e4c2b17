"""Which post an article is, when its id alone does not say so.

The articles of a dump are first held against what stood under the dump's name
before: it may have grown, or been corrected.  Then against all posts: another dump
may have had the same article.
"""

from collections.abc import Sequence

from feeds.files import digest
from feeds.model import Post
from feeds.pipeline.mill import Mill
from feeds.post.fingerprint import contained
from feeds.post.frontmatter import parse
from feeds.post.identity import letters
from feeds.post.likeness import copied, corrected
from feeds.store.post_table import Card

WITHIN = 0.9  # share of a post's words that are in the article which took it in


def reread(mill: Mill, card: Card) -> tuple[Post, str]:
    """Return a post as its file has it, and the digest of that file."""
    content, _ = mill.posts.read(card.name)
    text = content.decode("utf-8-sig")
    post = parse(text, card.name, mill.rules, card.post.published).post
    return post, digest(content)[:16]


def original(mill: Mill, post: Post, sketch: Sequence[int]) -> tuple[str, float]:
    """Return the id of the post that an article is a copy of, and how near; 0 if it is new.

    A few posts are looked up and laid beside it, however many there are.
    """
    best = ("", 0.0)
    for name in mill.catalogue.likeness.near(sketch):
        card = mill.catalogue.posts.get(name)
        if card:
            found, _ = reread(mill, card)
            best = max(best, (found.id, copied(post, found)), key=lambda pair: pair[1])
    return best


def alike(post: Post, rivals: list[Post], *, dated: bool) -> Post | None:
    """Return the earlier state of an article among posts of the same dump's name.

    Of several, the one with its headline before one that merely has its words.
    """
    near = [
        (letters(rival.title) == letters(post.title), share, rival)
        for rival in rivals
        if (share := corrected(rival, post, post.published if dated else None)) > 0
    ]
    return max(near, key=lambda found: found[:2])[2] if near else None


class Rivals:
    """The posts cut from what stood under a dump's name before, and are not found in it by id.

    If the dump only `grew`, an article that begins at the same line is the same, be
    its headline half as long as now.
    """

    def __init__(self, mill: Mill, dump: str, present: set[str], *, grew: bool) -> None:
        posts = mill.catalogue.posts
        ids = [id_ for id_ in mill.catalogue.dumps.earlier(dump) if id_ not in present]
        cards = (card for id_ in ids for card in posts.with_id(id_)[:1])
        found = (reread(mill, card)[0] for card in cards)
        self._posts = [post for post in found if post.source and post.source.dump == dump]
        self._grew = grew

    def same(self, post: Post, *, dated: bool) -> Post | None:
        """Return the earlier state of an article, which is nobody else's from then on."""
        found = self._beside(post) or alike(post, self._posts, dated=dated)
        if found:
            self._posts.remove(found)
        return found

    def within(self, posts: list[Post]) -> list[tuple[Post, Post]]:
        """Return what is left that is part of another article now, and that article."""
        return [
            (rival, around)
            for rival in self._posts
            if (around := next((post for post in posts if self._has(post, rival)), None))
        ]

    def _beside(self, post: Post) -> Post | None:
        if not self._grew:
            return None
        return next((rival for rival in self._posts if _first(rival) == _first(post)), None)

    def _has(self, post: Post, rival: Post) -> bool:
        if self._grew and post.source:
            return post.source.lines.first <= _first(rival) <= post.source.lines.last
        longer = len(post.body) > len(rival.body) and post.id != rival.id
        return longer and contained(rival.body, post.body) >= WITHIN


def _first(post: Post) -> int:
    return post.source.lines.first if post.source else 0
