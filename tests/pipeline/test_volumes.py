"""A large dump cut by volumes: no article is divided, no line lost, little is done twice."""

import json
import random
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.model import Draft, Dump, Span, Split
from feeds.pipeline.splitting import cut, fields, split_file
from feeds.pipeline.volumes import blocks_in, in_volumes, volumes

WORDS = [
    "river", "stone", "lantern", "market", "bridge", "winter", "harbour", "council", "garden",
    "engine", "paper", "window", "copper", "valley", "morning", "signal", "station", "letter",
    "island", "orchard", "bread", "ledger", "tunnel", "museum", "parade",
]  # fmt: skip
DESKS = ("Energy", "Local", "Science")


def prose(seed: int, words: int) -> str:
    """Return words that no other text has in this order: what is repeated is no article's own."""
    order = random.Random(seed)
    return " ".join(order.choice(WORDS) for _ in range(words)).capitalize()


def _article(number: int) -> str:
    header = (DESKS[number % 3], prose(number, 6), "By Jane Doe", "March 4, 2021")
    body = (prose(1000 + number, 40) + ".", prose(2000 + number, 40) + ".")
    return "\n".join((*header, "", body[0], "", body[1], "", ""))


TEXT = "".join(map(_article, range(200)))


def dump(text: str) -> Dump:
    received = datetime(2026, 1, 1, tzinfo=UTC)
    return Dump(name="a", digest="", media_type="text/plain", received=received, text=text)


def by_titles(text: str) -> Split:
    """Return a split that begins an article at each line that begins with "T"."""
    lines = text.split("\n")[: text.count("\n")]
    starts = [i for i, line in enumerate(lines) if line.startswith("T")]
    ends = [*starts[1:], len(lines)]
    drafts = [
        Draft(span=Span(first=a + 1, last=b), title=lines[a], body=lines[b - 1])
        for a, b in zip(starts, ends, strict=True)
    ]
    return Split(roles="p" * len(lines), drafts=tuple(drafts), dropped=((1, "first"),))


def test_a_text_cut_in_volumes_has_the_articles_of_the_whole() -> None:
    whole = cut(dump(TEXT))
    found = in_volumes(TEXT, lambda text: cut(dump(text)), size=20_000)

    def told(split: Split) -> list[tuple[str, Span, str]]:
        return [(draft.title, draft.span, draft.body) for draft in split.drafts]

    assert told(whole) == told(found)
    assert whole.roles == found.roles
    assert 200 == len(found.drafts)


def test_volumes_begin_where_articles_do_and_lines_are_those_of_the_whole() -> None:
    text = "".join(f"T{n}\n" + f"line {n}\n" * 70 for n in range(60))
    seen: list[str] = []

    def cutter(part: str) -> Split:
        seen.append(part)
        return by_titles(part)

    found = in_volumes(text, cutter, size=8000)

    assert len(seen) > 3
    assert all(part.startswith("T") for part in seen)
    lines = text.split("\n")
    assert [(d.title, d.span.last) for d in found.drafts] == [
        (f"T{n}", 71 * (n + 1)) for n in range(60)
    ]
    assert [lines[d.span.last - 1] for d in found.drafts] == [d.body for d in found.drafts]
    assert len(found.roles) == text.count("\n")
    assert [1] == [line for line, _ in found.dropped][:1]
    assert [lines[line - 1][0] for line, _ in found.dropped] == ["T"] * len(found.dropped)


def test_one_long_article_is_cut_a_few_times_and_not_once_a_block() -> None:
    blocks = ["Title\n" + "a line of text\n" * 400, *["a line of text\n" * 400] * 63]
    cut_lines = 0

    def cutter(part: str) -> Split:
        nonlocal cut_lines
        cut_lines += part.count("\n")
        return by_titles(part)

    (found,) = volumes(iter(blocks), cutter)

    assert len(found.roles) == 64 * 400 + 1
    assert cut_lines <= 3 * len(found.roles)


def test_marks_are_read_in_the_whole_of_a_text() -> None:
    text = "=== feedmill: drop ===\n" + "T\nline\n" * 500
    seen: list[str] = []

    def cutter(part: str) -> Split:
        seen.append(part)
        return by_titles(part)

    in_volumes(text, cutter, size=100)

    assert [text] == seen


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_comes_in_the_blocks_of_its_text(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("".join(f"line {n} ünd\n" for n in range(900)).replace("\n", end).encode())

    blocks = list(blocks_in(path, size=1000) or ())

    assert "".join(blocks) == "".join(f"line {n} ünd\n" for n in range(900))
    assert all(1000 <= len(block) < 1020 for block in blocks[:-1])


@pytest.mark.parametrize(
    "content",
    [
        b"a line\n" * 900 + b"caf\xe9\n",
        b"\xef\xbb\xbf" + b"a line\n" * 900,
        "a line\n".encode("utf-16-le") * 900,
        b"a line\n" * 900 + b"=== feedmill: article ===\n",
        b"<html><body>" + b"<p>a line</p>\n" * 900,
        b"a line\n" * 900 + b"\xc3",
        b"a line\n",
    ],
    ids=["latin", "mark", "wide", "marked", "html", "cut", "small"],
)
def test_what_is_no_large_plain_text_is_read_as_a_whole(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)

    assert blocks_in(path, size=1000) is None


@pytest.mark.parametrize("form", ["json", "jsonl", "list"])
def test_what_is_printed_piece_by_piece_is_what_the_whole_prints(tmp_path: Path, form: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT[: TEXT.index("Energy\n", 2000)] + "\n")
    articles = [fields(draft) for draft in cut(dump(path.read_text())).drafts]

    printed = "".join(split_file(path, form))

    expected = {
        "json": json.dumps(articles, ensure_ascii=False, indent=1) + "\n",
        "jsonl": json.dumps({"file": "a.txt", "articles": articles}, ensure_ascii=False) + "\n",
    }
    assert printed == expected.get(form, printed)
    assert form != "list" or len(articles) == printed.count("\n")


def test_memory_does_not_grow_with_a_file(tmp_path: Path) -> None:
    """Held of a file are a block, what waits for the next, and what is being printed."""
    path = tmp_path / "a.txt"
    peaks = []
    for times in (10, 40):
        path.write_text("".join(f"T{n}\n" + f"line {n}\n" * 70 for n in range(100)) * times)
        tracemalloc.start()
        for part in volumes(blocks_in(path, size=50_000) or iter(()), by_titles):
            assert part.drafts
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < 1.5 * peaks[0]
