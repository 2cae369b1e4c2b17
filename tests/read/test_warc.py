"""Crawls: every page is an article, and what is no page is named."""

import gzip
import zlib
from datetime import UTC, datetime

import pytest

from feeds.errors import DumpError
from feeds.model import Dump
from feeds.pipeline.splitting import cut
from feeds.read import read, warc

from .samples import page_record, warc_record

BODY = "The old mill at the river burned to the ground on Monday night."
PAGE = f"<html lang=de><body><h1>Mill fire</h1><p>{BODY}</p></body></html>"


def reading(*records: bytes) -> Dump:
    data = b"".join(records)
    return read("a.warc", data, digest="9f2b", received=datetime(2026, 3, 9, tzinfo=UTC))


def served(body: bytes, head: str, url: str = "https://mill.example/a") -> bytes:
    content = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{head}\r\n".encode() + body
    return warc_record("response", url, content, "application/http; msgtype=response")


def test_a_page_is_an_article_that_names_its_address() -> None:
    (draft,) = cut(reading(page_record("https://mill.example/a", PAGE))).drafts

    assert ("Mill fire", "de") == (draft.title, draft.language)
    assert draft.body == f"{BODY}\n\n[mill.example](https://mill.example/a)"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (gzip.compress(PAGE.encode()), "Content-Encoding: gzip\r\n"),
        (zlib.compress(PAGE.encode()), "Content-Encoding: deflate\r\n"),
        (f"{len(PAGE):x}\r\n{PAGE}\r\n0\r\n\r\n".encode(), "Transfer-Encoding: chunked\r\n"),
    ],
    ids=["gzip", "deflate", "chunked"],
)
def test_pages_are_unpacked_as_they_were_sent(body: bytes, head: str) -> None:
    (draft,) = cut(reading(served(body, head))).drafts

    assert draft.title == "Mill fire"


def test_a_page_that_unpacks_to_too_much_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "RECORD_LIMIT", 1 << 16)
    bomb = served(gzip.compress(bytes(8 << 20)), "Content-Encoding: gzip\r\n", "https://b.example/")

    dump = reading(bomb, page_record("https://mill.example/a", PAGE))

    assert 1 == len(cut(dump).drafts)
    assert "https://b.example/: not read: more than 65,536 bytes" in dump.text


def test_errors_pictures_and_requests_are_no_articles() -> None:
    gone = warc_record(
        "response", "https://m.example/b", b"HTTP/1.1 404 Gone\r\n\r\nx", "application/http"
    )
    picture = page_record("https://m.example/c", "x", "Content-Type: image/png\r\n")
    request = warc_record(
        "request", "https://m.example/d", b"GET / HTTP/1.1\r\n\r\n", "application/http"
    )

    dump = reading(gone, picture, request, page_record("https://m.example/a", PAGE))

    assert 1 == len(cut(dump).drafts)
    assert "https://m.example/b: not read: the server answered 404" in dump.text
    assert "https://m.example/c: not read: image/png is no page" in dump.text
    assert "m.example/d" not in dump.text


def test_a_crawl_that_was_cut_short_is_read_up_to_there() -> None:
    whole = page_record("https://mill.example/a", PAGE)

    dump = reading(whole, whole[: len(whole) // 3])

    assert 1 == len(cut(dump).drafts)


def test_a_crawl_without_pages_is_refused() -> None:
    with pytest.raises(DumpError, match="no page"):
        reading(warc_record("warcinfo", "", b"software: x\r\n", "application/warc-fields"))


def test_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Trap: warcio prints what it stumbles over."""
    record = page_record("https://mill.example/a", PAGE)
    reading(record[:-4] + b"xxxx" + record, record)

    assert ("", "") == capsys.readouterr()


def test_a_damaged_record_does_not_hide_those_after_it() -> None:
    page = page_record("https://mill.example/a", PAGE)
    damaged = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 12\r\n\r\nHTTP/1.1 200\r\n\r\n"

    dump = reading(damaged, page, damaged, page)

    assert 2 == len(cut(dump).drafts)
    assert "record 1: not read: damaged" in dump.text
