"""Topics: lists beside the categories, of a tag or of an author, where a site asks for them."""

from collections.abc import Iterable

from feeds.model import AUTHORS, TAGS, Category, Post
from feeds.post.category import category


def topics(post: Post, kinds: Iterable[str], language: str = "") -> tuple[Category, ...]:
    """Return the lists of these `kinds` that a post stands in; `language` is the site's.

    A topic's term is the folder it has, so that names which are spelt alike in an
    address are one topic, under the first of them.
    """
    named = {TAGS: post.tags, AUTHORS: post.authors}
    found: dict[str, Category] = {}
    for kind in kinds:
        for made in (category(name, language) for name in named[kind]):
            if made:
                term = f"{kind}/{made.term}"
                found.setdefault(term, Category(term=term, label=made.label))
    return tuple(found.values())
