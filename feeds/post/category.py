"""Categories: the one a post is filed under, and what may stand in a URL for it.

Whatever a dump prints, the term is a plain word that collides with none of the
folders a site has anyway.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence

from feeds.model import AUTHORS, TAGS, Category
from feeds.post.identity import slug

LABEL_LENGTH = 80  # characters
LOUD = 5  # letters from which a word in capitals is no abbreviation
# Folders of output/ already.
_TAKEN = frozenset({"feeds", "sitemaps", "search", "static", TAGS, AUTHORS})
_YEAR = re.compile(r"\d{4}")


def category(label: str, language: str = "") -> Category | None:
    """Return the category that `label` names, or None if it has nothing to name it by.

    `language` is the site's, never an article's: one label is one category, whatever
    the articles in it are written in.

    >>> category("Elon Musk"), category("2026"), category(" ")
    (Category(term='elon-musk', label='Elon Musk'), Category(term='in-2026', label='2026'), None)
    """
    label = " ".join(label.split())[:LABEL_LENGTH].strip()
    if not label:
        return None
    term = slug(label, language)
    if not term:
        term = f"c-{hashlib.sha256(label.encode()).hexdigest()[:8]}"
    elif _YEAR.fullmatch(term) or term in _TAKEN:
        term = f"in-{term}"
    return Category(term=term, label=label)


def choose(
    printed: Sequence[str], aliases: Mapping[str, str], default: str, language: str = ""
) -> tuple[Category, tuple[str, ...]]:
    """Return the category of an article and its tags: the first name printed, and the others.

    `aliases` maps a name as printed, in any case, to the one to be used.  A name in
    capitals is how a page sets it, and would be the only loud one on ours.

    >>> choose(["LOCAL NEWS", "NASA"], {}, "General")
    (Category(term='local-news', label='Local News'), ('NASA',))
    """
    folded = {name.casefold(): use for name, use in aliases.items()}
    used = [folded.get(name.strip().casefold()) or _calm(name) for name in printed]
    found = [made for made in (category(name, language) for name in used) if made]
    if not found:
        found = [category(default, language) or Category(term="general", label="General")]
    tags = dict.fromkeys(other.label for other in found[1:] if other.term != found[0].term)
    return found[0], tuple(tags)


def _calm(name: str) -> str:
    if not name.isupper() or max(map(len, name.split())) < LOUD:
        return name
    return " ".join(word.capitalize() for word in name.split())
