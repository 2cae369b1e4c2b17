"""The doors that strangers' bytes come in by, each with what must hold behind it."""

import random
import tempfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import h11
from starlette.datastructures import Headers

from feeds import config
from feeds.errors import ConfigError, DumpError, FeedmillError, PostError
from feeds.files import digest
from feeds.pipeline.splitting import cut
from feeds.post.article import Rules
from feeds.post.dialects import divide
from feeds.post.frontmatter import complete, parse, to_text
from feeds.post.likeness import compare
from feeds.read import read
from feeds.render.entry import entry
from feeds.render.html import to_html
from feeds.serve.app import respond
from tests.fuzz.promises import RULES, Seen, holds, published, safe
from tests.read import samples
from tests.render.gazette import SITE

RECEIVED = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SUFFIXES = (
    *("txt", "html", "xml", "json", "jsonl", "mbox", "eml", "warc", "md", "zip", "tar", "gz"),
    *("zst", "wet", "csv", "tsv"),
)
BASE = "https://mill.example/2026/03/a/"


def dump(data: bytes) -> None:
    """A dump of any kind; its first byte chooses its name."""
    if data:
        _taken(f"a.{SUFFIXES[data[0] % len(SUFFIXES)]}", data[1:])


def text(data: bytes) -> None:
    """A text, as an extractor leaves it."""
    _taken("a.txt", data)


def _taken(name: str, data: bytes) -> None:
    try:
        found = read(name, data, digest=digest(data), received=RECEIVED)
        cut(found)  # a mark that means nothing is refused here
    except DumpError as error:
        _refused(error, "a.")
        return
    holds(found)


def _refused(error: FeedmillError, *places: str) -> None:
    """Assert that an error names its place, and is none that only shows a fault of ours."""
    assert error.where.startswith(places), error
    assert "please report" not in error.hint, error


def archive(data: bytes) -> None:
    """An archive that was damaged: the first bytes say which, and where."""
    whole = _ARCHIVES[data[0] % len(_ARCHIVES)] if data else b""
    damaged = bytearray(whole)
    for at in range(1, len(data) - 3, 4):
        place, what, value = int.from_bytes(data[at : at + 2]), data[at + 2] % 3, data[at + 3]
        place %= len(damaged) or 1
        if what == 0:
            damaged[place : place + 1] = bytes([value])
        elif what == 1:
            del damaged[place : place + value]
        else:
            damaged[place:place] = bytes([value]) * (value % 9)
    _taken("a.bin", bytes(damaged))


_ARCHIVES = [
    content
    for name, content in sorted(samples.SAMPLES.items())
    if name.endswith((".zip", ".tar", ".gz", ".warc", ".wet", ".mbox"))
]


def front_matter(data: bytes) -> None:
    """A file that an editor saved; what is missing in it is stated and then stays."""
    file = data.decode("utf-8", "ignore").replace("\r\n", "\n")
    name = "news/2026-03-01-a.md"
    try:
        found = parse(file, name, RULES, RECEIVED)
        if found.missing:
            file = complete(file, found, name, RULES)
    except PostError as error:
        _refused(error, f"{name}:")
        return
    again = parse(file, name, RULES, RECEIVED)
    assert not again.missing
    assert again.post == found.post, "stating what is missing changes the post"
    assert parse(to_text(found.post), name, RULES, RECEIVED).post.id == found.post.id
    published([entry(found.post, SITE, f"{found.post.published:%Y/%m}/{found.post.slug}/")])


def settings(data: bytes) -> None:
    """A settings file: taken, or refused with its line."""
    try:
        found = config.parse(data.decode("utf-8", "ignore"), "feedmill.toml")
    except ConfigError as error:
        _refused(error, "feedmill.toml")
        return
    found.to_site()
    Rules(authority=found.to_site().authority, aliases=found.split.categories)


def markdown(data: bytes) -> None:
    """A post's body: safe by either engine, and all its letters there if it is words alone."""
    body = data.decode("utf-8", "ignore")
    for engine in ("markdown", "pyromark"):
        safe(to_html(body, BASE, engine))
    if all(sign.isalnum() or sign in " \n" for sign in body) and "    " not in body:
        assert "".join(body.split()) == "".join(Seen(to_html(body, BASE)).text.split())


def marks(data: bytes) -> None:
    """A dump with an editor's marks at any of its lines."""
    lines = data.decode("utf-8", "ignore").split("\n")
    chance = random.Random(zlib.crc32(data))
    for _ in range(chance.randrange(1, 4)):
        mark = chance.choice(["article", "same", "drop"])
        field = chance.choice(["", "\ntitle: A: b", "\ndate: 1 March 2026", "\ncategory: <x>, y"])
        lines.insert(chance.randrange(len(lines) + 1), f"=== feedmill: {mark} ==={field}")
    _taken("a.txt", "\n".join(lines).encode())


def likeness(data: bytes) -> None:
    """Two texts laid side by side."""
    one, _, other = data.decode("utf-8", "ignore").partition("\0")
    there, back = compare(one, other), compare(other, one)
    assert 0 <= there.shared <= min(there.ours, there.theirs)
    assert (there.ours, there.theirs) == (back.theirs, back.ours)


def request(data: bytes) -> None:
    """A request, parsed as the server parses it: only what is ours is ever answered with."""
    connection = h11.Connection(h11.SERVER, max_incomplete_event_size=65_536)
    try:
        connection.receive_data(data)
        event = connection.next_event()
    except h11.RemoteProtocolError:
        return
    if not isinstance(event, h11.Request):
        return
    fields = Headers(raw=[(name.lower(), value) for name, value in event.headers])
    path = unquote(event.target.partition(b"?")[0].decode("ascii"))  # as uvicorn does
    answer = respond(_served(), event.method.decode("ascii"), path, fields)
    assert answer.status_code in (200, 206, 304, 308, 404, 405, 416)
    body = getattr(answer, "body", b"")
    assert b"secret" not in body
    assert not any(c in value for _, value in answer.raw_headers for c in b"\r\n\0")


_place: list[tempfile.TemporaryDirectory[str]] = []


def _served() -> Path:
    """Return a folder with a file, a hidden one, and a way out of it that is a link."""
    if not _place:
        _place.append(tempfile.TemporaryDirectory(prefix="feedmill-fuzz-"))
        root = Path(_place[0].name)
        (root / "output/news").mkdir(parents=True)
        (root / "output/.git").mkdir()
        for name in ("secret.txt", "output/.git/HEAD"):
            (root / name).write_text("secret")
        (root / "output/rss.xml").write_text("<rss/>" * 50)
        (root / "output/news/index.html").write_text("<p>")
        (root / "output/out").symlink_to(root)
    return Path(_place[0].name) / "output"


def yaml_keys(data: bytes) -> None:
    """Whatever stands above a body, its keys are text and it is refused with a line."""
    try:
        keys, _ = divide(f"---\n{data.decode('utf-8', 'ignore')}\n---\nx", "a.md")
    except PostError:
        return
    assert all(isinstance(key, str) for key in keys)


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each
    for each in (
        *(dump, text, archive, front_matter, yaml_keys, settings, markdown, marks, likeness),
        request,
    )
}
