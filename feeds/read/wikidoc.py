"""The text that WikiExtractor makes of an encyclopedia: a `<doc …>` an article.

Its lines are paragraphs.  The first one mostly says the title again.
"""

import html
import re
from collections.abc import Iterator

from feeds.errors import DumpError
from feeds.model import Origin
from feeds.read import values
from feeds.read.clean import clean
from feeds.read.encoding import decode
from feeds.read.markup import web_address
from feeds.read.notes import Notes
from feeds.read.page import Article, Page
from feeds.read.records import marked_up, with_source

COUNT_LIMIT = 200_000  # articles
_DOC = re.compile(r'^<doc (id="[^\n]{1,4000}")>[ \t]*$', re.MULTILINE)
_END = re.compile(r"^</doc>[ \t]*$", re.MULTILINE)
_URL = re.compile(r'\burl="([^"\s]{1,2000})"')
_NEXT = re.compile(r'" \w{1,20}="')


def read_wikidoc(name: str, data: bytes) -> Page:
    """Return the documents of a file as articles.

    Raise DumpError if there is none with a text in it, or too many.
    """
    text = clean(decode(data))
    articles: list[Article] = []
    notes, skipped = Notes(), Notes()
    outside: list[str] = []
    for number, (attributes, body, between) in enumerate(_documents(text), 1):
        article = _article(attributes, body)
        if article:
            articles.append(article)
        else:
            notes.add(f"document {number}: there is no text in it")
        if between is None:
            skipped.add(f"document {number}: cut short")
        elif between:
            outside.append(between)
        if len(articles) > COUNT_LIMIT:
            raise DumpError(name, f"more than {COUNT_LIMIT:,} articles", "divide it")
    if not articles:
        raise DumpError(name, "there is no text in its documents")
    rest = (*outside, *notes.told())
    return Page(articles=tuple(articles), rest=rest, skipped=skipped.told())


def _documents(text: str) -> Iterator[tuple[str, str, str | None]]:
    """Yield attributes and text of each document, and what follows it; None if it has no end."""
    found = _DOC.search(text)
    while found:
        following = _DOC.search(text, found.end())
        last = following.start() if following else len(text)
        end = _END.search(text, found.end(), last)
        body = text[found.end() : end.start() if end else last]
        between = text[end.end() : last].strip() if end else None if following is None else ""
        yield found[1], body, between
        found = following


def _article(attributes: str, text: str) -> Article | None:
    """Return the article that a document is, or None if there is no text in it."""
    stated = attributes.partition('title="')[2].removesuffix('"')
    beyond = _NEXT.search(stated)
    title = values.line(stated[: beyond.start()] if beyond else stated)
    first, _, rest = text.strip().partition("\n")
    body = _paragraphs(rest if values.line(first).casefold() == title.casefold() else text)
    if not body:
        return None
    url = _URL.search(attributes)
    address = web_address(html.unescape(url[1])) if url else ""
    return Article(
        title=title,
        body=with_source(body, address),
        origin=Origin(link=address) if address else None,
    )


def _paragraphs(text: str) -> str:
    """Return lines as Markdown, each a paragraph or an item of a list."""
    return "\n\n".join(filter(None, map(marked_up, filter(str.strip, text.split("\n")))))
