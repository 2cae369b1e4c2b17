"""Archives of any size for timing: posts that differ, in categories, over years."""

from pathlib import Path

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
    return (
        f"Ward 7\nThe water question is put to a vote again for the {number}th time\n{paragraphs}\n"
    )
