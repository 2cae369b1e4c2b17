"""How the time of each step grows with what means harm: n, 2n, 4n of it, as ratios.

Four times the text should take about four times as long.  Beyond eight something is
worse than linear, and has to be mended or limited.  Run it by itself:
`python -m benchmarks.hostile`, or with the names of steps.
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from feeds.files import digest
from feeds.model import Dump
from feeds.pipeline.splitting import cut
from feeds.post.fingerprint import sketch
from feeds.post.identity import mint_id, slug
from feeds.post.likeness import compare
from feeds.read import read
from feeds.render.html import to_html
from feeds.render.summary import summarise

RECEIVED = datetime(2026, 3, 1, tzinfo=UTC)
BASE = "https://mill.example/2026/03/a/"
START, ENOUGH, LIMIT = 2_000, 0.05, 8.0  # characters, seconds, ratio

RUNS = {
    "words": "the mill by the river turns again ",
    "numbered words": "",  # made below
    "one letter": "a",
    "lines": "a\n",
    "numbered lines": "",
    "blank lines": "\n",
    "titles": "Mill Fire\n\n",
    "dates": "March 4, 2021 ",
    "date lines": "March 4, 2021\n",
    "digits": "1",
    "numbers": "1 2/3/4-5 ",
    "colons": "a: b: ",
    "fields": "Date: x\n",
    "bylines": "By Ann Miller\n",
    "and": "By Ann and Bob and ",
    "commas": "By Ann, ",
    "dashes": "a - b | c · ",
    "rules": "===\n",
    "hyphens": "-",
    "spaces": " \t",
    "no-break spaces": "a\u00a0 ",
    "brackets": "![[",
    "open": "[",
    "links": "[a](b) ",
    "half links": "[a](",
    "definitions": "[a]: b\n",
    "footnotes": "[^1] ",
    "stars": "*",
    "emphasis": "*a _",
    "nested emphasis": "**a *b ",
    "underscores": "_a",
    "quotes": ">",
    "quote lines": "> > a\n",
    "list": "- a\n",
    "deep list": "",
    "numbered list": "1. a\n",
    "backticks": "`",
    "code": "`a ``b ",
    "fences": "```\na\n",
    "table": "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "table row": "| a ",
    "headings": "# a\n",
    "tags": "<a ",
    "closed tags": "<b>",
    "nested lists": "<ul><li>",
    "half closed": "<div></i>",
    "comments": "<!--",
    "declarations": "<!",
    "cdata": "<![CDATA[",
    "instructions": "<?a ",
    "entities": "&amp;",
    "ampersands": "&",
    "addresses": "http://a.b/ ",
    "one address": "http://a",
    "mail": "a@b.c ",
    "backslashes": "\\",
    "marks": "=== feedmill: drop ===\na\n",
    "combining": "a\u0301",
    "one pile": "\u0301",
    "bidi": "\u202ea",
    "emoji": "🦉",
    "cjk": "水車が回った。",
    "surrogates": "\ud800",
    "quotation": "“a” ",
    "sentences": "It rained. ",
    "capitals": "AAA BBB ",
    "refrain": "Share this article\nThe mill turns {n}.\n",
}


def made(name: str, size: int) -> str:
    """Return so much of one kind of text."""
    if name == "deep list":
        depth = int((size / 2) ** 0.5)
        return "".join("  " * level + "- a\n" for level in range(depth))
    if name in ("numbered words", "numbered lines"):
        end = "\n" if name.endswith("lines") else " "
        return "".join(f"word{number}{end}" for number in range(size // 8))
    return (RUNS[name] * (size // len(RUNS[name]) + 1))[:size]


def _dump(text: str) -> Dump:
    return Dump(name="a", digest="", media_type="text/plain", received=RECEIVED, text=text)


def _read(name: str) -> Callable[[str], object]:
    def reads(text: str) -> object:
        data = text.encode("utf-8", "surrogatepass")
        try:
            return read(name, data, digest=digest(data), received=RECEIVED)
        except Exception as error:
            return error

    return reads


def _split(text: str) -> object:
    try:
        return cut(_dump(f"Energy\nMill fire put out\nBy Ada Quill\nIt rained.\n{text}\n"))
    except Exception as error:
        return error


STEPS: dict[str, Callable[[str], object]] = {
    "split": _split,
    "read": _read("a.txt"),
    "html": _read("a.html"),
    "mail": _read("a.eml"),
    "json": _read("a.json"),
    "feed": _read("a.rss"),
    "markdown": lambda text: to_html(text, BASE),
    "pyromark": lambda text: to_html(text, BASE, "pyromark"),
    "summary": lambda text: summarise(f"<p>{text}</p>"),
    "slug": slug,
    "id": lambda text: mint_id(text, text, None, "a"),
    "sketch": sketch,
    "likeness": lambda text: compare(text, text[: len(text) // 2] + "x" + text[len(text) // 2 :]),
}


def seconds(step: Callable[[str], object], text: str) -> float:
    """Return the processor time of a step, the better of two."""
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        step(text)
        best = min(best, time.process_time() - began)
        if best > 1:
            break
    return best


def grown(
    step: Callable[[str], object], name: str, most: int = 400_000
) -> tuple[int, float, float]:
    """Return a size, the time of four times as much, and how many times longer that took."""
    size, once = START, seconds(step, made(name, START))
    while once < ENOUGH / 4 and size * 4 < most:
        size, once = size * 2, seconds(step, made(name, size * 2))
    again = seconds(step, made(name, 4 * size))
    return 4 * size, again, again / max(once, 0.0005)


def main(wanted: list[str]) -> None:
    for step, run in STEPS.items():
        if wanted and step not in wanted:
            continue
        worst = []
        for name in RUNS:
            size, took, ratio = grown(run, name)
            if ratio > LIMIT and took > ENOUGH:
                worst.append(f"{name} (x{ratio:.0f}, {size // 1000} kB {took:.2f} s)")
        print(
            f"{step:10} {len(RUNS)} kinds; worse than linear: {', '.join(worst) or 'none'}",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
