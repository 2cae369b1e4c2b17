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


def make(root: Path, posts: int) -> None:
    """Fill `root` with a site that has so many posts, and settings, and no output yet."""
    (root / "content/dumps").mkdir(parents=True)
    (root / "output").mkdir()
    (root / "feedmill.toml").write_text(SETTINGS, "utf-8")
    for number in range(posts):
        folder = root / f"content/posts/ward-{number % CATEGORIES}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.md").write_text(post(number), "utf-8")


def post(number: int) -> str:
    """Return a post of about 3 kB."""
    day = number // PER_DAY
    date = f"{2025 - day // 336:04}-{12 - day // 28 % 12:02}-{28 - day % 28:02}"
    body = "\n\n".join(_SENTENCE.format(n=number, k=part) for part in range(1, 13))
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
