"""feedparser: what most Python programs read RSS and Atom with.  It knows no JSON Feed."""

import calendar
import html
from datetime import UTC, datetime
from typing import Any
from urllib.request import urlopen

import feedparser

from tests.witness.seen import Seen, Visit, difference


def read_feedparser(content: bytes) -> list[Seen]:
    """Return the entries of a feed; AssertionError if feedparser has a complaint."""
    parsed = feedparser.parse(content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return [_seen(entry) for entry in parsed.entries]


class FeedparserSubscriber:
    """A script around feedparser that keeps the ids it has seen."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._held: dict[str, Seen] = {}

    def visit(self) -> Visit:
        with urlopen(self._url) as answer:
            found = read_feedparser(answer.read())
        before = tuple(self._held.values())
        self._held |= {entry.id: entry for entry in found}
        return difference(before, tuple(self._held.values()))


def _seen(entry: Any) -> Seen:
    content = entry.get("content") or [{"value": entry.get("summary", "")}]
    return Seen(
        id=entry.get("id", ""),
        title=_plain(entry.get("title_detail", {"value": ""})),
        link=entry.get("link", ""),
        published=_moment(entry.get("published_parsed")),
        updated=_moment(entry["updated_parsed"]) if "updated_parsed" in entry else None,
        authors=tuple(author["name"] for author in entry.get("authors", ()) if "name" in author),
        categories=tuple(tag.get("label") or tag["term"] for tag in entry.get("tags", ())),
        content=content[0]["value"],
    )


def _plain(detail: Any) -> str:
    """Return a title as text; what Atom says is HTML, feedparser leaves HTML."""
    value: str = detail["value"]
    return html.unescape(value) if detail.get("type") == "text/html" else value


def _moment(parsed: Any) -> datetime | None:
    return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
