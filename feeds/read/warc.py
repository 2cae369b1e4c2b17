"""Web crawls: WARC with the pages as they were served, WET with their text.

Every page is an article, or those that its structure tells apart.  A record that
cannot be read is left out and named, and so is a page that is no text.
"""

import contextlib
import io
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from feeds.errors import DumpError, NoTextError
from feeds.model import Origin
from feeds.read.archive import parts
from feeds.read.binary import refuse_binary
from feeds.read.clean import clean
from feeds.read.html import read_html
from feeds.read.markup import web_address
from feeds.read.page import Article, Page, Text
from feeds.read.plain import read_plain
from feeds.read.records import with_source

COUNT_LIMIT = 100_000  # records
RECORD_LIMIT = 16 << 20  # bytes of one page, unpacked
TOTAL_LIMIT = 512 << 20  # bytes of all pages
_DAMAGE_LIMIT = 50  # damaged records; after each the rest is copied
_NOTES = 200  # about single records; then only their number
_KINDS = ("response", "resource", "conversion")  # the others tell of the crawl itself
_READERS = {
    "text/html": read_html,
    "application/xhtml+xml": read_html,
    "text/plain": read_plain,
    "text/markdown": read_plain,
}


def read_warc(name: str, data: bytes) -> Page:
    """Return the pages of a crawl as articles.

    Raise DumpError if there is none in it, or too much.
    """
    articles: list[Article | Text] = []
    rest: list[str] = []
    skipped: list[str] = []
    total = 0
    for url, record in _records(name, data):
        try:
            content, page = _page(url, record)
        except DumpError as error:
            notes = rest if isinstance(error, NoTextError) else skipped
            notes.append(f"{error.where}: not read: {error.what}")
            continue
        total += len(content)
        if total > TOTAL_LIMIT:
            raise DumpError(name, f"pages of more than {TOTAL_LIMIT:,} bytes", "divide it")
        articles.extend(_sourced(page, url))
        rest.extend(page.rest)
    if not articles:
        what = next(iter((*skipped, *rest)), "there is no page in this crawl")
        raise DumpError(name, what)
    return Page(articles=tuple(articles), rest=tuple(rest), skipped=_few(skipped))


def _few(notes: list[str]) -> tuple[str, ...]:
    more = len(notes) - _NOTES
    return (*notes[:_NOTES], *([f"{more} more records were not read"] if more > 0 else ()))


def _records(name: str, data: bytes) -> Iterator[tuple[str, Any]]:
    """Yield (address, record) of what may be a page; an error stands for a damaged record."""
    for number, record in enumerate(_all_records(data), 1):
        if number > COUNT_LIMIT:
            raise DumpError(name, f"more than {COUNT_LIMIT:,} records", "divide it")
        if isinstance(record, Exception):  # the library raises whatever it stumbles over
            yield "", DumpError(f"record {number}", f"damaged: {record}"[:200])
        elif record.rec_type in _KINDS:
            url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
            yield " ".join(clean(url[:2000]).split()) or f"record {number}", record


def _all_records(data: bytes) -> Iterator[Any]:
    """Yield every record, and for a damaged one the error; it goes on at the next beginning."""
    # Here: a text dump needs none of it.
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

    for _ in range(_DAMAGE_LIMIT):
        # One block: the library joins the blocks of a long line in quadratic time.
        records = ArchiveIterator(io.BytesIO(data), block_size=len(data))
        try:
            while True:
                with contextlib.redirect_stderr(io.StringIO()):  # it prints what it stumbles over
                    record = next(records, None)
                if record is None:
                    return
                yield record
        except Exception as error:
            yield error
        block = records.reader.buff if records.reader else None
        start = data.find(b"\r\n\r\nWARC/", block.tell() if block else len(data))
        if start < 0:
            return
        data = data[start + 4 :]
    yield ValueError("too many damaged records; the rest was not read")


def _page(url: str, record: Any) -> tuple[bytes, Page]:
    """Return a record's content and what it is, or raise DumpError saying why it is no page."""
    if isinstance(record, DumpError):
        raise record
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if status != "200":
        raise NoTextError(url, f"the server answered {clean(str(status))[:20]}")
    content = _content(url, record)
    headers = record.http_headers or record.rec_headers
    kind = str(headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    reader = _READERS.get(kind)
    if reader is None:
        raise NoTextError(url, f"{clean(kind)[:80] or 'unknown'} is no page")
    refuse_binary(url, content)
    page = reader(url, content)
    if not page.articles and not page.text.strip():
        raise NoTextError(url, "there is no text in it")
    return content, page


def _content(url: str, record: Any) -> bytes:
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            content: bytes = record.content_stream().read(RECORD_LIMIT + 1)
    except Exception as error:  # it raises whatever it stumbles over
        raise DumpError(url, f"damaged: {error}"[:200]) from error
    if len(content) > RECORD_LIMIT:
        raise DumpError(url, f"more than {RECORD_LIMIT:,} bytes")
    return content


def _sourced(page: Page, url: str) -> Iterator[Article | Text]:
    address = web_address(url)
    for part in parts(page, Origin(link=address) if address else None):
        if isinstance(part, Article):
            yield replace(part, body=with_source(part.body, address))
        else:
            yield part
