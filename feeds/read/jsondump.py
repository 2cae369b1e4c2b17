"""JSON and JSON Lines, as scrapers, databases and JSON Feed write them.

A list of records, an object with such a list inside, an object a line, or one
object: each record is an article.  What is cut short or damaged is read as far
as it goes, and what could not be read is named.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from feeds.errors import DumpError
from feeds.read.encoding import decode
from feeds.read.notes import Notes
from feeds.read.page import Article, Page
from feeds.read.records import channel_of, records, to_article

SIZE_LIMIT = 64 << 20  # characters of one value; read whole, it takes ten times its length
COUNT_LIMIT = 200_000  # articles
_BETWEEN = re.compile(r"[\s,]*")

_Found = tuple[str, Any]  # (where, value); a value that is an error was not read


def read_json(name: str, data: bytes) -> Page:
    """Return the records of a file as articles.

    Raise DumpError if there is none in it.
    """
    text = decode(data).lstrip("\ufeff \t\r\n")
    articles: list[Article] = []
    rest, skipped = Notes(), Notes()
    for where, value in _values(text):
        if isinstance(value, Exception):
            skipped.add(f"{where}: not read: {_reason(value)}")
            continue
        for article in _articles(value):
            if article:
                articles.append(article)
            else:
                rest.add(f"{where}: it has neither a title nor a text")
        if len(articles) > COUNT_LIMIT:
            raise DumpError(name, f"more than {COUNT_LIMIT:,} articles", "divide it")
    if not articles:
        what = next(iter((*skipped.kept, *rest.kept)), "")
        raise DumpError(name, f"no article in the JSON: {what}" if what else "empty JSON")
    return Page(articles=tuple(articles), rest=rest.told(), skipped=skipped.told())


def _articles(value: Any) -> Iterator[Article | None]:
    """Yield the article of each record; that of a JSON Feed says which feed it is from."""
    channel = channel_of(value)
    for record in records(value):
        yield to_article(record, channel)


def _reason(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else str(error)[:200]


def _values(text: str) -> Iterator[_Found]:
    if _is_lines(text):
        return _lines(text)
    return _elements(text) if text.startswith("[") else _whole(text)


def _is_lines(text: str) -> bool:
    """Say whether the first line is a value by itself and another follows it."""
    first, _, rest = text.partition("\n")
    return first.startswith("{") and bool(rest.strip()) and not isinstance(_load(first), Exception)


def _lines(text: str) -> Iterator[_Found]:
    start = number = 0
    while start < len(text):
        number += 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end].strip()
        start = end + 1
        if line:
            yield f"line {number}", _load(line)


def _whole(text: str) -> Iterator[_Found]:
    yield "the file", _load(text)


def _load(text: str) -> Any:
    """Return the value that a text is, or the error that it is none."""
    if len(text) > SIZE_LIMIT:
        return ValueError(f"more than {SIZE_LIMIT:,} characters in one value")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return error


def _elements(text: str) -> Iterator[_Found]:
    """Yield the elements of a list one by one, so that one cut short is read up to its end."""
    decoder = json.JSONDecoder()
    place, number = 1, 0
    while True:
        place = _BETWEEN.match(text, place).end()  # type: ignore[union-attr]
        if text.startswith("]", place):
            return
        number += 1
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            cut = place >= len(text)
            yield f"record {number} and the rest", ValueError("cut short") if cut else error
            return
        yield f"record {number}", value
