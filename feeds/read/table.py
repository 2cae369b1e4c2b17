"""Tables of articles: CSV and what is like it, with tabs, semicolons or pipes.

A row is an article, as a record of JSON is, by the names of its columns.  A row
that is damaged is named and the others are read.  What only begins like a table
is the text that it would be without.
"""

from feeds.errors import DumpError
from feeds.read.cells import to_record
from feeds.read.clean import clean
from feeds.read.encoding import decode
from feeds.read.notes import Notes
from feeds.read.page import Article, Page
from feeds.read.records import stated_dates, to_article
from feeds.read.rows import rows
from feeds.read.slashes import Slashes
from feeds.read.tablehead import Head, head_of

COUNT_LIMIT = 200_000  # articles
DAMAGE_LIMIT = 100_000  # rows that cannot be read
_SLACK = 5  # a small table may have more damaged rows than good ones by this many


def read_table(name: str, data: bytes) -> Page:
    """Return the rows of a table as articles; a file that is none in the end, as its text.

    Raise DumpError if there are too many.
    """
    text = clean(decode(data))
    head = head_of(text)
    return (head and _articles(name, text, head)) or Page(text=text)


def _articles(name: str, text: str, head: Head) -> Page | None:
    articles: list[Article] = []
    rest, skipped, slashes = Notes(), Notes(), Slashes()
    for number, row in rows(text, head):
        if isinstance(row, str):
            skipped.add(f"line {number}: {row}")
            if skipped.count < DAMAGE_LIMIT:
                continue
            skipped.kept[-1] = f"line {number} and what follows: not read: too much is damaged"
            break
        record = to_record(head.names, row)
        article = to_article(record)
        if article:
            slashes.see(len(articles), article, next(stated_dates(record), None))
            articles.append(article)
        else:
            rest.add(f"line {number}: it has neither a title nor a text")
        if len(articles) > COUNT_LIMIT:
            raise DumpError(name, f"more than {COUNT_LIMIT:,} articles", "divide it")
    if not articles or skipped.count > len(articles) + _SLACK:
        return None
    return Page(articles=slashes.settled(articles), rest=rest.told(), skipped=skipped.told())
