"""Served live, a page has one more line, every other file is as it is, and a change is told."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from feeds.serve import serving

PAGE = "<!doctype html><title>A</title><body><p>Text</p></body></html>\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "rss.xml").write_text("<rss/>")
    return tmp_path


@pytest.fixture
def client(root: Path) -> Iterator[httpx.Client]:
    with serving(root, port=0, live=True) as address, httpx.Client(base_url=address) as client:
        yield client


def test_only_scripts_of_this_server_may_run(client: httpx.Client) -> None:
    page = client.get("/", headers={"if-none-match": "*"})
    line = re.search(r'<script src="/.feedmill/live.js" data-version=".+">', page.text)
    assert line
    assert PAGE == page.text.replace(f"{line[0]}</script>\n", "")
    policy = page.headers["content-security-policy"].split("; ")
    assert ["script-src 'self'"] == [rule for rule in policy if "script" in rule]
    assert "connect-src 'self'" in policy
    assert "etag" not in page.headers


def test_what_is_no_page_is_served_as_ever(client: httpx.Client, root: Path) -> None:
    feed = client.get("/rss.xml")
    assert (root / "rss.xml").read_bytes() == feed.content
    assert (
        304 == client.get("/rss.xml", headers={"if-none-match": feed.headers["etag"]}).status_code
    )
    assert 405 == client.post("/").status_code
    assert PAGE == (root / "index.html").read_text()


def test_a_stream_says_so_when_the_page_is_another(client: httpx.Client, root: Path) -> None:
    version = re.search(r'data-version="(.+?)"', client.get("/").text)
    assert version
    (root / "index.html").write_text(PAGE.replace("Text", "Another text"))
    asked = {"page": "/", "version": version[1]}
    assert "data: changed" in client.get("/.feedmill/live", params=asked).text
