"""What the search starts from: our own samples of every kind, and the words of the trade."""

from collections.abc import Iterator
from pathlib import Path

from tests.conftest import SETTINGS, article
from tests.fuzz.targets import SUFFIXES
from tests.pipeline.hostile import REFUSED, TEXTS
from tests.read.samples import SAMPLES
from tests.render.gazette import POSTS

LARGEST = 6_000  # bytes
_ARTICLE = article("The tide tables are printed anew", category="Energy").encode()
_REQUEST = (
    b'GET /rss.xml HTTP/1.1\r\nHost: x\r\nRange: bytes=1-9\r\nIf-None-Match: W/"a"\r\n'
    b"If-Modified-Since: Sun, 01 Mar 2026 09:00:00 GMT\r\nAccept: text/html\r\n\r\n"
)
WORDS = """
=== feedmill: article ===|=== feedmill: drop ===|By |Date: |March 4, 2021|2026-03-01T09:00:00Z
---\\x0A|+++\\x0A|title: |date: |category: |tags: [|draft: true|slug: |id: tag:|source: {lines: 1-|
<script>|</script>|<img src=x onerror=|javascript:|data:|<!--|]]>|<![CDATA[|&#106;|&amp;|<svg
<a href=|```\\x0A|    |* * *|[x]: |[^1]|![|](|**|__|> |- |1. |# |===\\x0A|---|||
[site]\\x0A|[[sources]]\\x0A|[categories.x]\\x0A|url = |timezone = |[feeds]\\x0A|[watch]\\x0A
match = |drop = [
GET /|%2e%2e/|%00|HTTP/1.1\\x0D\\x0A|Range: bytes=|If-None-Match: |Host: x
Content-Type: multipart/mixed; boundary=|Content-Transfer-Encoding: base64|charset=|=?utf-8?q?
From |WARC/1.0\\x0D\\x0A|Content-Length: |<item>|<entry>|<title>|<rss|"headline":|"articleBody":|
\\xe2\\x80\\xae|\\xe2\\x80\\x8b|\\xef\\xbb\\xbf|\\xff\\xfe|\\xed\\xa0\\x80|\\x00|\\xcc\\x81
"""


def seeds(target: str) -> Iterator[bytes]:
    """Yield what a target knows well."""
    if target in ("text", "marks", "likeness"):
        yield _ARTICLE * 2
        samples = Path(__file__).parents[1] / "samples"
        yield from (path.read_bytes()[:LARGEST] for path in sorted(samples.glob("*.txt")))
        yield from (content for content in TEXTS.values() if len(content) < LARGEST)
    elif target == "dump":
        for name, content in SAMPLES.items():
            suffix = name.rpartition(".")[2]
            yield bytes([SUFFIXES.index(suffix) if suffix in SUFFIXES else 0]) + content
        yield from (b"\0" + c for c, _ in REFUSED.values() if len(c) < LARGEST)
        yield b"\0" + _ARTICLE * 2
    elif target == "archive":
        yield from (bytes([n, 0, n, n, n]) for n in range(12))
    elif target in ("front_matter", "yaml_keys"):
        yield b"---\ntitle: A\ndate: 2026-03-01\ntags: [a, b]\n---\n\nWords.\n"
        yield b'+++\ntitle = "A"\ndate = 2026-03-01\n[taxonomies]\ntags = ["a"]\n+++\nWords.\n'
        yield b'{"title": "A", "date": "2026-03-01"}\n\nWords.\n'
        yield b"Title: A\nDate: 2026-03-01 09:00\nTags: a, b\n\nWords.\n"
        yield b"source: {dump: a, digest: b, lines: 1-3}\norigin: {link: 'https://x.example/'}"
    elif target == "markdown":
        yield from (post.body.encode() for post in POSTS)
    elif target == "settings":
        yield SETTINGS.encode() + b'[[sources]]\nmatch = "*"\n[categories.a]\ntitle = "b"\n'
    elif target == "request":
        yield _REQUEST


def dictionary() -> str:
    """Return the words in the form that libFuzzer reads."""
    words = (word for line in WORDS.strip().split("\n") for word in line.split("|") if word)
    return "".join(f'"{word}"\n' for word in (w.replace('"', '\\"') for w in words))
