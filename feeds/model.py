"""The nouns: what the rooms hand to each other, frozen and without behaviour.

A dump becomes drafts, a draft becomes a post, posts become entries, entries
become feeds and pages, and those become artifacts: one line, one direction.
Every type refuses its own contradiction and knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import IntEnum
from hashlib import sha256
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import force_setattr

# --------------------------------------------------------------- reading


class Dump(Struct, frozen=True, kw_only=True):
    """One raw dump after reading: clean text, and where it came from.

    `text` is NFC, holds only characters that XML 1.0 allows, and its lines end
    in a line feed; line n of the text is line n of the file.
    """

    name: str  # path below content/dumps, with forward slashes
    digest: str  # SHA-256 of the bytes, in hex
    media_type: str
    received: datetime
    text: str
    title: str = ""  # what the format itself states (an HTML page's <title>)
    language: str = ""
    url: str = ""
    day_first: bool | None = None  # 3/4 is the third of April; None: as the dump shows
    # Set where the format itself says where an article begins: nothing is guessed again,
    # but for the passages, which it leaves undivided.
    drafts: tuple[Draft, ...] | None = None
    passages: tuple[Passage, ...] = ()
    skipped: tuple[str, ...] = ()  # parts of it that could not be read: which, and why


class SourceRules(Struct, frozen=True, kw_only=True):
    """What the settings say of the dumps of one source, and the splitter cannot know."""

    category: str = ""  # of articles that state none
    categories: Mapping[str, str] = field(default_factory=dict)  # other names
    drop: tuple[str, ...] = ()  # lines to leave out
    dates: str = ""  # "dmy", "mdy", or "" for as the dump shows
    language: str = ""
    author: str = ""


class Origin(Struct, frozen=True, kw_only=True):
    """Where an article was published first: its page, and the channel it came by."""

    link: str = ""
    title: str = ""  # of the channel
    feed: str = ""  # address of the channel's feed, "" if nobody knows it


# -------------------------------------------------------------- splitting


class Span(Struct, frozen=True, kw_only=True):
    """Lines of a dump: 1-based numbers, both ends included."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.last:
            raise ValueError(f"not a span of lines: {self.first} to {self.last}")


class Passage(Struct, frozen=True, kw_only=True):
    """Lines of a dump that hold articles which its format does not tell apart."""

    span: Span
    media_type: str = "text/plain"
    language: str = ""
    origin: Origin | None = None


class Evidence(Struct, frozen=True, kw_only=True):
    """One reason for a cut: a named feature of a line and what it weighed."""

    feature: str
    value: float
    weight: float


class Draft(Struct, frozen=True, kw_only=True):
    """One article as the splitter cut it out of a dump."""

    span: Span
    title: str  # as printed, or made of the article's own words (`title_derived`)
    body: str  # Markdown, the dump's own marks escaped
    title_derived: bool = False
    dek: str = ""
    byline: tuple[str, ...] = ()
    published: datetime | None = None  # as stated; naive means the site's own zone
    categories: tuple[str, ...] = ()  # the first is the category, others are tags
    rubric: str = ""  # the categories as printed on one line, "" where that says no more
    language: str = ""
    image: str = ""  # address of its picture, absolute
    confidence: float = 1.0  # probability that an editor would sign this cut
    evidence: tuple[Evidence, ...] = ()  # of the cut before it, strongest first
    origin: Origin | None = None
    key: str = ""  # by which its feed tells it from all others, whatever its words become

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence is a probability, not {self.confidence}")


class Split(Struct, frozen=True, kw_only=True):
    """What the splitter made of a dump: drafts, and a role for every line.

    `roles` has one letter a line: c category, k breadcrumb, t title, d dek,
    a byline, D date, m other metadata, p paragraph, h sub-heading, l list item,
    q code, g caption, x boilerplate, n site chrome, s separator, `.` blank.
    `dropped` says for each x and n line why it is in no post: promise 5.
    """

    roles: str
    drafts: tuple[Draft, ...]
    dropped: tuple[tuple[int, str], ...] = ()


# ---------------------------------------------------------------- posts


TAGS, AUTHORS = "tags", "authors"  # folders of the lists that a site may have beside categories


class Category(Struct, frozen=True, kw_only=True, order=True):
    """`term` is the slug that stands in URLs, `label` is what people read."""

    term: str
    label: str


class Source(Struct, frozen=True, kw_only=True):
    """Where a post was cut: the dump's name and digest, and its lines."""

    dump: str
    digest: str
    lines: Span


class Post(Struct, frozen=True, kw_only=True):
    """One file under content/posts: what an editor sees and may change.

    `id` is minted once, at the split, and is then only ever copied.  It outlives
    the slug, the title and the category, so a corrected headline does not reach
    subscribers as a new entry (RFC 4287 §4.2.6).
    """

    id: str
    slug: str
    title: str
    published: datetime
    updated: datetime
    category: Category
    body: str
    summary: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    image: str = ""  # address of its picture: absolute, or as seen from its page
    source: Source | None = None
    origin: Origin | None = None
    confidence: float | None = None
    draft: bool = False
    withdrawn: str | None = None  # why it is, "" if nobody says; None: it is not

    def __post_init__(self) -> None:
        if self.published.tzinfo is None or self.updated.tzinfo is None:
            raise ValueError("published and updated need a time zone")
        if self.updated < self.published:
            raise ValueError("updated is earlier than published")


# ------------------------------------------------------------ publishing


class Channel(Struct, frozen=True, kw_only=True):
    """What is settled for one category; what is empty is as the site has it."""

    title: str = ""
    description: str = ""
    language: str = ""
    image: str = ""  # absolute address
    max_items: int = 0


class Theme(Struct, frozen=True, kw_only=True, eq=False):
    """What the site's own theme brings, by name below its folder; equal if its bytes are."""

    folder: str = ""  # as seen from the site's, "" if there is none
    files: Mapping[str, bytes] = field(default_factory=dict)
    digest: str = ""  # SHA-256 of names and bytes, in hex

    def __post_init__(self) -> None:
        made = sha256()
        for name, content in sorted(self.files.items()):
            made.update(f"{name}\0{sha256(content).hexdigest()}\n".encode())
        force_setattr(self, "digest", made.hexdigest())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Theme) and self._told() == other._told()

    def __hash__(self) -> int:
        return hash(self._told())

    def __repr__(self) -> str:
        return f"Theme{self._told()}"

    def _told(self) -> tuple[str, str]:
        return self.folder, self.digest


class Site(Struct, frozen=True, kw_only=True):
    """What the pages and feeds say of the site itself; made from the config."""

    title: str
    url: str  # absolute, ends with a slash
    authority: str  # RFC 4151 tagging authority, "mill.example,2026"
    description: str = ""
    language: str = "en"
    author: str = ""
    timezone: str = "UTC"
    formats: tuple[str, ...] = ("rss", "atom", "json")
    max_items: int = 50  # a feed holds at least so many entries ...
    days: int = 0  # ... and all that are at most so much older than its newest ...
    room: int = 512_000  # ... as long as they fit into so many bytes
    full_content: bool = True
    hub: str = ""
    channels: tuple[tuple[str, Channel], ...] = ()  # by category's term
    engine: str = "markdown"  # what makes HTML of a post's Markdown
    theme: Theme = Theme()
    search: str = ""  # module that makes the index for searching, "" if there is none
    topics: tuple[str, ...] = ()  # what has lists of its own beside categories: TAGS, AUTHORS

    def __post_init__(self) -> None:
        if not self.url.endswith("/"):
            raise ValueError("a site's url ends with a slash")

    def __hash__(self) -> int:
        """As an entry's: equal sites have equal ones, and there is one site in a run."""
        return hash((self.url, self.title))


class Entry(Struct, frozen=True, kw_only=True):
    """A post as subscribers see it: absolute links, sanitised HTML.

    `link` is the permalink, `path` the same below the site's url
    ("2026/03/mill-fire/").
    """

    id: str
    link: str
    path: str
    title: str
    published: datetime
    updated: datetime
    category: Category
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    language: str
    summary: str  # plain text, one paragraph
    content: str  # HTML
    image: str = ""  # address of its picture, absolute
    origin: Origin | None = None
    withdrawn: bool = False  # all that it says is why
    topics: tuple[Category, ...] = ()  # of its tags and authors, as far as the site has any

    def __hash__(self) -> int:
        """What is made of an entry is kept by it, and looked up hundreds of times a run."""
        return hash((self.id, self.updated))


class Shelf(Struct, frozen=True, kw_only=True, order=True):
    """One archive document: a calendar month of the site or of a category.

    A busy month has several parts, filled from its oldest entry on, so that a
    full part never changes again (RFC 5005 §4).
    """

    folder: str  # below the site's url: "2026/03/" or "energy/2026/03/"
    part: int = 1


class Feed(Struct, frozen=True, kw_only=True):
    """One channel, before it takes a format: the site's, a category's, or a shelf.

    `folder` is where its files are, below the site's url ("" or "energy/").
    `complete` means that every entry there ever was is in it (RFC 5005 §2);
    otherwise `older` names the archive document that goes on.
    """

    id: str
    title: str
    subtitle: str
    link: str  # of the HTML page that shows the same
    folder: str
    language: str
    updated: datetime
    entries: tuple[Entry, ...]  # newest first, ties by id
    image: str = ""  # address of its own picture, "" if it has the site's
    category: Category | None = None
    complete: bool = False
    shelf: Shelf | None = None  # set when this is an archive document
    older: Shelf | None = None
    newer: Shelf | None = None


class Section(Struct, frozen=True, kw_only=True):
    """A category as front page, feed list and OPML show it; `count` is all its posts."""

    category: Category
    count: int
    updated: datetime  # of its newest entry
    entries: tuple[Entry, ...] = ()  # the newest few


class Month(Struct, frozen=True, kw_only=True):
    """A calendar month that has posts; it fills `parts` shelves."""

    folder: str  # "2026/03/" or "energy/2026/03/"
    year: int
    month: int
    count: int
    parts: int = 1


class Year(Struct, frozen=True, kw_only=True):
    """A calendar year that has posts; `months`, newest first, where a page shows them."""

    folder: str  # "2026/" or "energy/2026/"
    year: int
    months: tuple[Month, ...] = ()


class Placement(Struct, frozen=True, kw_only=True):
    """Where a published post stands: its page, its calendar month, its lists."""

    id: str
    path: str  # permalink below the site's url, "2026/03/mill-fire/"
    month: str  # "2026/03/"
    term: str  # of its category
    topics: tuple[str, ...] = ()  # terms of its other lists


class Job(Struct, frozen=True, kw_only=True, order=True):
    """One thing that can be made anew on its own, and the files that come of it.

    `kind` is a key of what the pipeline can make; `folder` and `part` say which
    one of that kind.
    """

    kind: str
    folder: str = ""
    part: int = 1


class Tier(IntEnum):
    """The order of writing, so that no link is live before its target."""

    PAGE = 0  # posts' pages and what they are dressed with
    LISTING = 1  # archives and category pages, which link to pages
    FEED = 2  # feeds of categories and shelves
    INDEX = 3  # the site's own feeds, front page, OPML, sitemap


class Artifact(Struct, frozen=True, kw_only=True):
    """One file of output/: its path below it, with forward slashes, and its bytes."""

    path: str
    content: bytes
    tier: Tier
    digest: str = ""  # SHA-256 of the content, in hex

    def __post_init__(self) -> None:
        if not self.digest:
            force_setattr(self, "digest", sha256(self.content).hexdigest())


class Plan(Struct, frozen=True, kw_only=True):
    """What must happen to output/, in this order.

    `additions` are files that are not there yet: nothing links to them until a
    `replacement` does.  What nothing links to any longer goes last.
    """

    additions: tuple[Artifact, ...]
    replacements: tuple[Artifact, ...]
    removals: tuple[str, ...]


# ------------------------------------------------------------- reporting


class Problem(Struct, frozen=True, kw_only=True, order=True):
    """One file is at fault and the run went on: place, fault, remedy."""

    where: str
    what: str
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}"
        return f"{text} ({self.hint})" if self.hint else text


class PostStatus(Struct, frozen=True, kw_only=True):
    """What became of one article; `file` and `path` are "" where it has none."""

    id: str
    state: Literal["published", "held", "removed", "waiting", "withdrawn"]
    title: str = ""
    file: str = ""
    path: str = ""
    confidence: float | None = None
    due: str = ""  # ISO 8601: it waits until then


class CopyStatus(Struct, frozen=True, kw_only=True):
    """An article that was taken for a copy of a post, and so is no post itself."""

    title: str
    lines: str  # of its dump, "3-9"
    near: float  # share of the words of the shorter that stand in the longer
    of: PostStatus


class DumpStatus(Struct, frozen=True, kw_only=True):
    """What became of one dump; `reason` says why it was refused."""

    name: str
    state: Literal["published", "held", "refused", "waiting"]
    reason: str = ""
    skipped: tuple[str, ...] = ()  # parts of it that could not be read
    posts: tuple[PostStatus, ...] = ()
    copies: tuple[CopyStatus, ...] = ()


class CategoryCount(Struct, frozen=True, kw_only=True):
    """How many posts of a category stand in output/, and the day of the newest."""

    term: str
    label: str
    count: int
    newest: str  # ISO 8601


class Overview(Struct, frozen=True, kw_only=True):
    """How a site stands: what `feedmill status` sums up, and its page draws."""

    title: str
    dumps: dict[str, int]  # how many are in each state
    posts: int  # that stand in output/
    categories: tuple[CategoryCount, ...]  # the largest first
    last: PostStatus | None  # the newest article that is published
    last_published: str  # ISO 8601, "" if there is none
    days: tuple[str, ...]  # the last of them is that of the newest article
    daily: tuple[int, ...]  # articles dated on each day
    daily_by_category: tuple[tuple[str, tuple[int, ...]], ...]  # the largest, and the rest
    held: tuple[PostStatus, ...]
    refused: tuple[DumpStatus, ...]
    waiting: tuple[str, ...]
    links: tuple[str, ...]  # symbolic links below content/, which are passed over
    confidence: tuple[int, ...]  # posts by tenths of the splitter's confidence
    latency: tuple[tuple[str, int], ...]  # posts by the time from a dump's arrival
    feeds: tuple[tuple[str, int], ...]  # path and bytes of feed documents, the largest first


class EntryNews(Struct, frozen=True, kw_only=True):
    """What a subscriber sees of one entry; `changed` names what is not as it was before."""

    id: str
    title: str
    link: str
    changed: tuple[str, ...] = ()  # "title", "text", "summary", "link", "date", "update"
    # or "withdrawn", and nothing else


class FeedNews(Struct, frozen=True, kw_only=True):
    """What the subscribers of one feed will see after the next build; `url` is its page's.

    An entry that newer ones push out of the window is not `gone`: readers keep it.
    One that comes back into it is not `new`: they have it.
    """

    url: str
    title: str
    state: Literal["new", "changed", "gone"]
    new: tuple[EntryNews, ...] = ()
    updated: tuple[EntryNews, ...] = ()
    gone: tuple[EntryNews, ...] = ()


class Preview(Struct, frozen=True, kw_only=True):
    """What the next build would do, without its being done."""

    feeds: tuple[FeedNews, ...]
    report: Report


class Shortened(Struct, frozen=True, kw_only=True, order=True):
    """A feed that has no room for all the entries that it should hold."""

    folder: str  # "" is the site's own
    held: int
    wanted: int


class Report(Struct, frozen=True, kw_only=True):
    """The counts that a run ends with."""

    dumps: int = 0  # read in this run
    articles: int = 0  # cut out of them
    posts: int = 0  # new posts among those
    published: int = 0  # posts that stand in output/
    held: int = 0
    feeds: int = 0
    written: int = 0  # files of output/
    removed: int = 0
    shortened: tuple[Shortened, ...] = ()
    waiting: tuple[str, ...] = ()  # dumps left for the next run, in the order of their turn
    put_off: int = 0  # lists left for it: pages and archives that name what came
    seconds: float = 0.0
    problems: tuple[Problem, ...] = ()
