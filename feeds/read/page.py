"""What a format makes of a file, before it is a dump."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article that the format itself tells from the others; all of it is clean."""

    title: str  # one line, not Markdown; "" where none is stated
    body: str  # Markdown
    dek: str = ""
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    categories: tuple[str, ...] = ()
    language: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Clean text, or articles where the format has them, and what it states besides.

    `rest` are lines that belong to no article: the furniture of a web page, and
    for each part of the file that could not be read, which one and why.
    """

    text: str = ""
    title: str = ""
    language: str = ""
    url: str = ""
    articles: tuple[Article, ...] = ()
    rest: tuple[str, ...] = ()
