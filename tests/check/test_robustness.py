"""Whatever lies in output/, check says what is wrong with it and never gives up."""

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from feeds.check import check
from feeds.model import Problem, Site
from tests.check.conftest import site_in_order

Files = dict[str, bytes]

SITE = Site(title="M", url="https://mill.example/", authority="mill.example,2026", hub="https://h/")
PATHS = (
    "rss.xml",
    "atom.xml",
    "feed.json",
    "index.html",
    "feeds.opml",
    "sitemap.xml",
    "robots.txt",
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=3), below),
    max_leaves=5,
)
KEYS = st.sampled_from(
    [
        "version",
        "title",
        "items",
        "home_page_url",
        "feed_url",
        "next_url",
        "hubs",
        "authors",
        "icon",
    ]
)
ITEM_KEYS = st.sampled_from(
    [
        "id",
        "url",
        "title",
        "summary",
        "content_html",
        "date_published",
        "date_modified",
        "authors",
        "tags",
        "attachments",
        "image",
    ]
)
BYTES = st.binary(max_size=8) | st.sampled_from(
    [
        b"<",
        b"&",
        b"]]>",
        b"\x00",
        b"\xff",
        b'href="',
        b"http://[",
        b"<!DOCTYPE x [",
        b"<!--",
        b"%ff",
    ]
)

GOOD = site_in_order()


def look_at(path: str, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / path).write_bytes(content)
        list(check(Path(folder), SITE))


@given(path=st.sampled_from(PATHS), at=st.floats(0, 1), cut=st.integers(0, 40), put=BYTES)
def test_no_damage_to_a_file_stops_the_check(path: str, at: float, cut: int, put: bytes) -> None:
    content = GOOD[path]
    start = int(at * len(content))

    look_at(path, content[:start] + put + content[start + cut :])


@given(key=KEYS, item_key=ITEM_KEYS, value=JSON, other=JSON)
def test_no_shape_of_a_json_feed_stops_the_check(
    key: str, item_key: str, value: Any, other: Any
) -> None:
    feed = json.loads(GOOD["feed.json"])
    feed["items"][0][item_key] = other
    feed[key] = value

    look_at("feed.json", json.dumps(feed).encode())


def test_xml_that_is_neither_feed_nor_list_is_said_to_be_so(
    good: Files, problems: Callable[..., list[Problem]]
) -> None:
    good["rss.xml"] = b'<?xml version="1.0"?>\n<rss version="2.0"/>'

    found = {problem.what for problem in problems(good)}

    assert "an RSS document has exactly one channel" in found
