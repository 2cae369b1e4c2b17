"""What holds of whatever is made of any bytes: asserted of each step, in one process.

A target takes bytes and returns nothing.  That a dump or a file is refused is
fine, by an error of our own tree that names it; any other exception is a find.
"""

import json
import re
import unicodedata
import warnings
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from feeds.model import Draft, Dump, Entry, Feed, Post, Split
from feeds.pipeline.splitting import cut
from feeds.post.article import Rules, compose, file_name
from feeds.post.frontmatter import parse, to_text
from feeds.render import feed as feeds
from feeds.render.article import post_page
from feeds.render.entry import entry
from tests.render.gazette import SITE

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import feedparser

RULES = Rules(authority="mill.example,2026")
ATOM = "{http://www.w3.org/2005/Atom}"
_ILLEGAL = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ACTIVE = frozenset(
    {
        *("script", "iframe", "frame", "object", "embed", "applet", "svg", "math", "style"),
        *("base", "link", "meta", "form", "input", "button"),
    }
)
_SCHEMES = frozenset({"", "http", "https", "mailto"})
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "poster", "cite", "background"})


class Seen(HTMLParser):
    """The text of a document, its addresses, and what in it could run something."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.dangers, self.tags = "", list[str](), set[str]()
        self.feed(document)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag in _ACTIVE:
            self.dangers.append(tag)
        for name, value in attrs:
            scheme = re.sub(r"[\s\0-\x1f]", "", value or "").partition(":")[0].lower()
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.dangers.append(f"{tag} {name}={value}")
            if name in _ADDRESSES and (
                scheme in ("javascript", "vbscript", "data")
                or urlsplit(value or "").scheme not in _SCHEMES
            ):
                self.dangers.append(f"{tag} {name}={value}")


def letters(text: str) -> str:
    """Return what a reader would call the words of a text."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def holds(dump: Dump) -> None:
    """Assert all that a dump and what is made of it must be."""
    assert not _ILLEGAL.search(dump.text), "characters that XML 1.0 forbids"
    assert unicodedata.is_normalized("NFC", dump.text)
    found = cut(dump)
    assert found == cut(dump), "a split is a function of its dump"
    _nothing_is_lost(dump, found)
    posts = [compose(draft, dump, RULES, place) for place, draft in enumerate(found.drafts)]
    entries = [_entry(post) for post in posts]
    if dump.media_type == "text/plain":
        for draft, made in zip(found.drafts, entries, strict=True):
            _nothing_is_lost_in_rendering(draft, made)
    published({made.id: made for made in entries}.values())


def _nothing_is_lost(dump: Dump, found: Split) -> None:
    """Promise 5: a line is in a post, or is listed with its reason."""
    lines = dump.text.removesuffix("\n").split("\n")
    roles = found.roles[: len(lines)]
    assert len(roles) == len(lines)
    assert found.roles[len(lines) :] in ("", "."), "a line feed at the end ends a line"
    dropped = dict(found.dropped)
    inside = {n for d in found.drafts for n in range(d.span.first, d.span.last + 1)}
    kept = "\n".join(letters(f"{d.title} {d.dek} {_unescaped(d.body)}") for d in found.drafts)
    for number, (line, role) in enumerate(zip(lines, roles, strict=True), 1):
        if role in "xns":
            assert dropped[number], f"line {number} is dropped for no reason"
        elif role == ".":
            assert not line.strip(), f"line {number} is no blank"
        else:
            assert number in inside or dropped.get(number), (
                f"line {number} ({role}) is in no article"
            )
        if role in "phlq" and dump.drafts is None:
            assert letters(line) in kept, f"line {number} ({role}) is lost"


def _entry(post: Post) -> Entry:
    """Return a post as subscribers see it, after its file was written and read."""
    name = file_name(post)
    assert re.fullmatch(r"[a-z0-9-]+/\d{4}-\d\d-\d\d-[a-z0-9-]+\.md", name)
    text = to_text(post)
    again = parse(text, name, RULES, post.published)
    assert not again.missing
    for key in ("id", "slug", "title", "published", "updated", "category", "body"):
        assert getattr(post, key) == getattr(again.post, key), f"{key} is not read as written"
    settled = to_text(again.post)  # spaces within a name or a dek are one, once read
    assert settled == to_text(parse(settled, name, RULES, post.published).post)
    return entry(again.post, SITE, f"{post.published:%Y/%m}/{post.slug}/")


def _nothing_is_lost_in_rendering(draft: Draft, made: Entry) -> None:
    """What the splitter kept is text that was escaped: its letters are all on the page."""
    body = letters(_unescaped(draft.body))
    shown = letters(Seen(made.content).text)
    assert _ordinals(body) == _ordinals(shown), "words are lost between the post and its page"


def _unescaped(body: str) -> str:
    """Return a body without the entities that the splitter escapes text by."""
    return body.replace("&#126;", "~").replace("&lt;", "<").replace("&amp;", "&")


def _ordinals(text: str) -> str:
    """Return letters alone: the number of a list's item is drawn by the browser."""
    return re.sub(r"\d+", "", text)


def published(entries: Any) -> None:
    """Assert that any reader takes the feeds and the pages of these entries."""
    shown: list[Entry] = list(entries)
    if not shown:
        return
    feed = feeds.site_feed(SITE, shown, complete=True, older=None)
    artifacts, problems = feeds.documents(feed, SITE)
    assert not problems, problems
    rss, atom, json_feed = (each.content for each in artifacts)
    for made in shown:
        safe(made.content)
        page = Seen(post_page(made, SITE).content.decode())
        assert {"script", "link", "meta"} >= {each for each in page.dangers if " " not in each}
        assert not [each for each in page.dangers if " " in each], page.dangers
    _agree(feed, rss, atom, json_feed)


def safe(content: str) -> None:
    """Assert that nothing in an article can run."""
    assert not Seen(content).dangers, Seen(content).dangers


def _agree(feed: Feed, rss: bytes, atom: bytes, json_feed: bytes) -> None:
    ids = [made.id for made in feed.entries]
    assert ids == [each.text for each in etree.fromstring(rss).iter("guid")]
    root = etree.fromstring(atom)
    assert ids == [each.findtext(f"{ATOM}id") for each in root.iter(f"{ATOM}entry")]
    assert ids == [each["id"] for each in json.loads(json_feed.decode())["items"]]
    for document in (rss, atom):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            read = feedparser.parse(document)
        assert not read.bozo, read.get("bozo_exception")
        assert ids == [each.id for each in read.entries]
