"""Whatever a post says, three formats are well-formed and another reader reads them back equal."""

import html
import json
import warnings
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from feeds.model import Category, Entry, Post
from feeds.render.characters import one_line
from feeds.render.jsonfeed import json_feed
from feeds.render.syndication import atom, rss
from tests.render.gazette import SITE, WHEEL, entry_of, feed_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import feedparser


def _like_bytes(text: str) -> bool:
    """Say whether feedparser would "repair" a text: read as bytes, it happens to be UTF-8."""
    try:
        return text.encode("cp1252").decode() != text or text.encode("latin-1").decode() != text
    except UnicodeError:
        return False


ATOM = "{http://www.w3.org/2005/Atom}"
ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)  # surrogates too
MARKS = st.text("<>&\"']![(#*`_- \n\t\\ab;:=/?\x00\x0b\u2028é水\U0001f33e", max_size=80)
WORDS = st.text(st.characters(categories=("L", "N", "Zs")), min_size=1, max_size=40).filter(
    lambda text: not _like_bytes(text)
)
ZONES = st.builds(lambda minutes: timezone(timedelta(minutes=minutes)), st.integers(-840, 840))
DATES = st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=ZONES)


@st.composite
def posts(draw: Callable[..., Any], text: st.SearchStrategy[str] = ANY | MARKS) -> Post:
    published = draw(DATES)
    return replace(
        WHEEL,
        title=draw(text),
        body=draw(text),
        summary=draw(text),
        authors=tuple(draw(st.lists(text, max_size=2))),
        tags=tuple(draw(st.lists(text, max_size=2))),
        category=Category(term="mills", label=draw(text)),
        published=published,
        updated=published + draw(st.timedeltas(timedelta(0), timedelta(days=900))),
    )


def parsed(document: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return feedparser.parse(document)


def root_of(document: bytes) -> Any:
    return etree.fromstring(document)


def said(text: Any) -> str:
    """An Atom text construct as plain text."""
    value = text.text or ""
    return html.unescape(value) if text.get("type") == "html" else value


@given(post=posts())
def test_any_post_is_well_formed_in_every_format_and_keeps_its_words(post: Post) -> None:
    entry = entry_of(post)
    feed = feed_of(entry)

    item = root_of(rss(feed, SITE))[0].find("item")
    atom_entry = root_of(atom(feed, SITE)).find(f"{ATOM}entry")
    (object_,) = json.loads(json_feed(feed, SITE))["items"]

    assert item.findtext("title") == entry.title
    assert said(atom_entry.find(f"{ATOM}title")) == entry.title
    assert object_["title"] == entry.title
    names = [entry.category.label, *entry.tags]
    assert [each.text for each in item.iter("category")] == names
    assert [
        each.get("label") or each.get("term") for each in atom_entry.iter(f"{ATOM}category")
    ] == names
    assert object_["tags"] == names
    assert html.unescape(item.findtext("description")) == entry.summary
    assert said(atom_entry.find(f"{ATOM}summary")) == entry.summary
    if entry.content:
        assert atom_entry.findtext(f"{ATOM}content") == normal(entry.content)
        assert object_["content_html"] == entry.content
    assert entry.title
    assert entry.summary


@given(post=posts())
def test_feedparser_sees_the_same_entry_in_rss_and_atom(post: Post) -> None:
    entry = entry_of(post)
    for document in (rss(feed_of(entry), SITE), atom(feed_of(entry), SITE)):
        read = parsed(document)
        assert not read.bozo
        (seen,) = read.entries
        assert (seen.id, seen.link) == (entry.id, entry.link)
        assert moment(seen.published_parsed) == entry.published.replace(microsecond=0)
        # RSS states an update only if there was one.
        updated = "updated_parsed" if "updated_parsed" in seen else "published_parsed"
        assert moment(seen[updated]) == entry.updated.replace(microsecond=0)
        # Their letters are compared above: feedparser "repairs" what looks like mojibake.
        assert len(seen.tags) == 1 + len(entry.tags)


@given(title=WORDS, author=WORDS, body=WORDS)
def test_feedparser_reads_plain_words_back_letter_for_letter(
    title: str, author: str, body: str
) -> None:
    post = replace(WHEEL, title=title, authors=(author,), body=body, summary="")
    entry = entry_of(post)
    for document in (rss(feed_of(entry), SITE), atom(feed_of(entry), SITE)):
        (seen,) = parsed(document).entries
        assert seen.title == entry.title
        assert seen.get("author", "") == ", ".join(entry.authors)
        assert one_line(seen.summary) == one_line(entry.summary)


@given(entries=st.lists(posts(), max_size=4))
def test_json_feeds_hold_no_null_and_sort_their_keys(entries: list[Post]) -> None:
    shown = [replace(entry_of(post), id=f"tag:{n}") for n, post in enumerate(entries)]
    document = json_feed(feed_of(*shown), SITE)

    def ordered(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert [key for key, _ in pairs] == sorted(key for key, _ in pairs)
        assert all(value is not None for _, value in pairs)
        return dict(pairs)

    read = json.loads(document, object_pairs_hook=ordered)
    assert len(read["items"]) == len(shown)
    for item in read["items"]:
        assert item["id"]
        assert item.get("content_html") or item.get("content_text")


def moment(parsed: Any) -> datetime:
    year, month, day, hour, minute, second = parsed[:6]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def normal(text: str) -> str:
    """Line ends as an XML parser hands them on."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_a_title_like_markup_is_html_in_atom_and_any_other_is_text() -> None:
    def type_of(title: str) -> str | None:
        entry: Entry = replace(entry_of(WHEEL), title=title)
        found = root_of(atom(feed_of(entry), SITE)).find(f"{ATOM}entry/{ATOM}title")
        kind: str | None = found.get("type")
        return kind

    assert type_of("Why <vector> is back") == "html"
    assert type_of("R&amp;D") == "html"
    assert type_of("Fish & chips at 3 < 4") is None
