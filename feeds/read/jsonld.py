"""What a page says of its articles in JSON-LD (schema.org), for machines."""

import json
from typing import Any

from feeds.fieldnames import folded
from feeds.read.page import Article
from feeds.read.records import described, records

_SIZE_LIMIT = 4 << 20  # characters of one script
_COUNT_LIMIT = 50  # scripts of one page
_SHORT = 200  # characters; a shorter articleBody is a teaser


def stated(tree: Any) -> tuple[Article, ...]:
    """Return the articles that a page's JSON-LD describes, with or without their text."""
    found: list[Article] = []
    for script in tree.xpath("//script[@type='application/ld+json']")[:_COUNT_LIMIT]:
        for record in _records(str(script.text or "")):
            if _is_article(record):
                article = described(folded(record))
                found.extend([article] if article.title else ())
    return tuple(found)


def _records(text: str) -> list[dict[str, Any]]:
    if len(text) > _SIZE_LIMIT:
        return []
    try:
        return list(records(json.loads(text)))
    except (ValueError, RecursionError):
        return []


def _is_article(record: dict[str, Any]) -> bool:
    kinds = folded(record).get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(("Article", "Posting")) for kind in kinds)


def is_full(article: Article) -> bool:
    """Say whether an article of JSON-LD is there with its text."""
    return len(article.body) >= _SHORT
