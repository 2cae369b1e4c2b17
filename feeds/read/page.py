"""What a format makes of a file, before it is a dump."""

from datetime import datetime

from msgspec import Struct

from feeds.model import Origin


class Article(Struct, frozen=True, kw_only=True):
    """One article that the format itself tells from the others; all of it is clean."""

    title: str  # one line, not Markdown; "" where none is stated
    body: str  # Markdown
    dek: str = ""
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    categories: tuple[str, ...] = ()
    language: str = ""
    image: str = ""  # address of its picture, absolute
    confidence: float = 1.0
    origin: Origin | None = None
    key: str = ""  # Draft.key


class Text(Struct, frozen=True, kw_only=True):
    """Clean text among articles that nothing in the format divides: the splitter does."""

    text: str
    media_type: str = "text/plain"
    language: str = ""
    origin: Origin | None = None


class Page(Struct, frozen=True, kw_only=True):
    """Clean text, or articles where the format has them, and what it states besides.

    `rest` are lines that belong to no article: the furniture of a web page, and what
    is no page or no text.  `skipped` says for each part of the file that should have
    been read and could not, which one and why.
    """

    text: str = ""
    media_type: str = "text/plain"  # of the text
    one: bool = False  # the text is that of one article, its headline first
    title: str = ""
    language: str = ""
    url: str = ""
    articles: tuple[Article | Text, ...] = ()
    rest: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
