"""Archives of any size for timing: posts that differ, in categories, over years."""

import random
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from feeds.files import Stamp, digest, stamp
from feeds.model import Category, Job, Post
from feeds.pipeline.build import _maker
from feeds.pipeline.mill import Mill, open_mill
from feeds.publish.plan import MONTH, POST, SHELF
from feeds.render.entry import entry
from feeds.store.post_table import Card

SETTINGS = """\
[site]
title = "Bench"
url = "https://bench.example/"
authority = "bench.example,2026"

[watch]
quiet_seconds = 1.0
"""

CATEGORIES = 20
PER_DAY = 10
_SENTENCE = (
    "In story {n} the council of ward {k} heard {k} speakers on the price of water, put the"
    " question to a vote for the {n}th time, and found that nobody had changed a mind since"
    " the last one, which the minutes of that evening record without a word of comment."
)


def make(root: Path, posts: int, per_day: int = PER_DAY, full: int | None = None) -> None:
    """Fill `root` with a site that has so many posts, and settings, and no output yet.

    With `full` only the newest so many have 3 kB and the older ones half a kB: a million
    posts fit on a disk then, and all that a new post touches is as large as ever.
    """
    (root / "content/dumps").mkdir(parents=True)
    (root / "output").mkdir()
    (root / "feedmill.toml").write_text(SETTINGS, "utf-8")
    for category in range(CATEGORIES):
        (root / f"content/posts/ward-{category}").mkdir(parents=True)
    for number in range(posts):
        parts = 12 if full is None or number < full else 1
        name = root / f"content/posts/ward-{number % CATEGORIES}/{number}.md"
        name.write_text(post(number, per_day, parts), "utf-8")


def post(number: int, per_day: int = PER_DAY, parts: int = 12) -> str:
    """Return a post of so many paragraphs, of about 3 kB."""
    day = number // per_day
    date = f"{2025 - day // 336:04}-{12 - day // 28 % 12:02}-{28 - day % 28:02}"
    body = "\n\n".join(_SENTENCE.format(n=number, k=part) for part in range(1, parts + 1))
    return (
        f"---\nid: tag:bench.example,2026:post/{number}\ntitle: Story {number}\ndate: {date}\n"
        f"category: Ward {number % CATEGORIES}\nslug: story-{number}\n---\n\n{body}\n"
    )


def dump(number: int) -> str:
    """Return a dump of one article, in category `Ward 7`."""
    paragraphs = "\n".join(_SENTENCE.format(n=number, k=part) for part in range(1, 7))
    title = f"The water question is put to a vote again for the {number}th time"
    return f"Ward 7\n{title}\nBy Ann Miller\n{paragraphs}\n"


def stand_in(root: Path, real: int) -> None:
    """Have the catalogue know all posts of a site but the newest, and output/ hold their pages.

    A build of a million posts takes most of an hour, and a new post touches none of the old
    ones.  So these are rows that the store wrote, with digests made up and HTML without
    Markdown's work, and pages of a few words; a build then makes what the `real` newest
    posts come to, in an archive that is as large.
    """
    with open_mill(root) as mill, mill.catalogue.connection as connection:
        connection.execute("PRAGMA cache_size = -1000000")
        connection.execute("BEGIN")
        shelves: Counter[tuple[str, str]] = Counter()
        for name, status in mill.posts.files():
            number = int(name.rpartition("/")[2].removesuffix(".md"))
            if number >= real:
                card = _card(mill.posts.read(name)[0].decode(), name, stamp(status))
                _stand(mill, card, number)
                shelves.update([("", card.month), (card.post.category.term, card.month)])
        for (term, month), count in shelves.items():
            for part in range(1, count // SHELF + 1):
                job = Job(kind=MONTH, folder=f"{term}/{month}" if term else month, part=part)
                for kind in ("html", "xml", "atom.xml", "json"):
                    _place(mill, f"{job.folder}{part}.{kind}", job)
        mill.catalogue.write_note("complete", "yes")
        mill.catalogue.write_note("made by", _maker(mill))
        connection.execute("COMMIT")


def _card(text: str, name: str, at: Stamp) -> Card:
    head, _, body = text.removeprefix("---\n").partition("\n---\n\n")
    field = dict(line.split(": ", 1) for line in head.split("\n"))
    date = datetime.fromisoformat(field["date"]).replace(tzinfo=UTC)
    term = field["category"].lower().replace(" ", "-")
    post = Post(
        id=field["id"],
        slug=field["slug"],
        title=field["title"],
        published=date,
        updated=date,
        category=Category(term=term, label=field["category"]),
        body=body.strip(),
        language="en",
    )
    return Card(name=name, stamp=at, post=post, month=f"{date:%Y/%m/}", words=f"{hash(body):016x}")


def _stand(mill: Mill, card: Card, number: int) -> None:
    posts, path = mill.catalogue.posts, f"{card.month}{card.post.slug}/"
    shown = entry(card.post, mill.site, path, f"<p>{card.post.body}</p>")
    posts.put(card, shown)
    posts.place(card.name, path)
    chance = random.Random(number)
    numbers = sorted(chance.getrandbits(32) for _ in range(12))
    mill.catalogue.likeness.put(card.name, numbers)
    _place(mill, f"{path}index.html", Job(kind=POST, folder=path))
    if number % 50_000 == 0:
        mill.catalogue.addresses.settle()


def _place(mill: Mill, path: str, job: Job) -> None:
    content = f"<title>{path}</title>".encode()
    at = mill.output.write(path, content, durable=False)
    mill.catalogue.artifacts.put(path, digest(content), at, job)
