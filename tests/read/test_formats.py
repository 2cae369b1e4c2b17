"""What every format has in common: its articles are stated, and hostile files stop nothing."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.errors import DumpError
from feeds.model import Dump
from feeds.pipeline.splitting import cut
from feeds.read import read

from .samples import BODIES, SAMPLES, STATED, TITLES

MAGICS = (
    *(b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"x" * 257 + b"ustar\x0000", b"WARC/1.0\r\n"),
    *(b"From a@b Sun Mar  1 09:00:00 2026\n", b"Message-ID: <1>\nFrom: a\n\n", b'[{"title":'),
    *(b'{"items":[', b'{"a":1}\n{', b"<?xml version='1.0'?><rss><channel><item>", b"<feed>"),
    *(b"title,text\n", b"sep=;\nTitel;Text\n", b'title\ttext\n"', b'title|url|text\na|b|"'),
    *(b'<doc id="1" url="" title="a">\n', b'<doc id="1" title="">\na\n</doc>\n<doc id="'),
    *(b"<!DOCTYPE html>", b"<rdf:RDF ", b"Content-Type: multipart/mixed; boundary=a\n\n--a\n"),
    *(
        b"\x28\xb5\x2f\xfd",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\nHTTP/1.1 ",
    ),
)
NASTY = st.text(st.sampled_from("<>[]{}:,\"'&; \n\r\t|-=ab1"))


def reading(name: str, data: bytes) -> Dump:
    return read(name, data, digest="9f2b", received=datetime(2026, 3, 9, tzinfo=UTC))


@pytest.mark.parametrize("name", SAMPLES)
def test_each_format_gives_its_articles(name: str) -> None:
    dump = reading(name, SAMPLES[name])

    assert dump.drafts is not None
    drafts = cut(dump).drafts
    assert list(TITLES) == [draft.title for draft in drafts]
    for draft, body in zip(drafts, BODIES, strict=True):
        assert body in draft.body


@pytest.mark.parametrize("name", STATED)
def test_author_date_and_category_are_those_that_the_format_states(name: str) -> None:
    drafts = reading(name, STATED[name]).drafts or ()

    assert [("Ann",), ("Bob",)] == [draft.byline for draft in drafts]
    assert [("Town",), ("Town",)] == [draft.categories for draft in drafts]
    assert ["2026-03-01T09:00:00+01:00", "2026-03-08T09:00:00+01:00"] == [
        draft.published.isoformat() for draft in drafts if draft.published
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_spans_of_drafts_are_their_lines_of_the_text(name: str) -> None:
    dump = reading(name, SAMPLES[name])
    lines = dump.text.split("\n")

    for draft in dump.drafts or ():
        own = "\n".join(lines[draft.span.first - 1 : draft.span.last])
        assert own.endswith(draft.body)
        assert draft.title in own


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=40)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_and_raises_nothing_else(
    name: str, data: st.DataObject
) -> None:
    sample = bytearray(SAMPLES[name])
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(sample) - 1))
        if data.draw(st.booleans()):
            sample[place] = data.draw(st.integers(0, 255))
        else:
            sample[place : place + 9] = data.draw(st.binary(max_size=30))
    _read_or_refuse(name, bytes(sample))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_cut_short_anywhere_is_read_or_refused(name: str) -> None:
    sample = SAMPLES[name]
    for end in range(0, len(sample), max(1, len(sample) // 60)):
        _read_or_refuse(name, sample[:end])


@settings(max_examples=300)
@given(
    magic=st.sampled_from(MAGICS),
    tail=st.binary(max_size=400)
    | st.text(st.sampled_from("<>[]{}:,\"'&; \n\r\t|-=ab1")).map(str.encode),
    name=st.sampled_from(
        ["a", "a.eml", "a.mbox", "a.json", "a.rss", "a.warc", "a.zip", "a.html", "a.csv"]
    ),
)
def test_whatever_follows_a_magic_raises_nothing_but_dump_errors(
    magic: bytes, tail: bytes, name: str
) -> None:
    _read_or_refuse(name, magic + tail)


def _read_or_refuse(name: str, data: bytes) -> None:
    try:
        dump = reading(name, data)
    except DumpError as refusal:
        if refusal.hint == "please report this":  # a fault of ours that read() caught
            raise
        return
    assert dump.text.strip()
    for draft in dump.drafts or ():
        assert draft.title


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b"[" * 500_000),
        ("a.json", b'{"a":' * 200_000),
        ("a.jsonl", b'{"title":"a"}\n' + b"[[{" * 300_000),
        ("a.json", b'[{"title":"a","date":"' + b"1" * 500_000 + b'"}]'),
        ("a.json", b'[{"title":"a","text":' + b"9" * 100_000 + b"}]"),
        ("a.eml", b"Content-Type: text/plain" + b";a=\"" * 500_000 + b"\n\nx"),
        ("a.eml", b"Subject: " + b"=?a?q?" * 300_000 + b"\n\nx"),
        ("a.eml", b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 9000),
        ("a.eml", b"From: " + b"(" * 100_000 + b"\n\nx"),
        ("a.eml", b"Date: " + b"(" * 100_000 + b"\n\nx"),
        ("a.eml", b"Content-Type: text/plain; a=(((((" + b"\n b" * 1000 + b"\n\nx"),
        ("a.mbox", b"From a 2026\n" * 100_000),
        ("a.mbox", b"\n\nFrom " + b"1" * 900_000),
        ("a.rss", b"<rss>" + b"<item>" * 200_000),
        ("a.rss", b"<rss>" + b"<![CDATA[" * 200_000),
        ("a.rss", b"<rss><channel>" + b"<item><title>&x;</title></item>" * 9000),
        ("a.warc", b"WARC/1.0\r\n" + b"a: b\r\n" * 200_000),
        ("a.warc", b"WARC/1.0\r\n" + b"a" * 2_000_000),
        ("a.csv", b"title,text\na,\"" + b"x\n" * 200_000),
        ("a.csv", b"title,text\na,\"" + b"x,y,z\n" * 200_000),
        ("a.csv", b"title,text\na," + b'"' * 20_000_001),
        ("a.csv", b"title,text\na,b\n" + b"," * 20_000_000),
        ("a.csv", b"title,text\na,b\n" + b",\n" * 300_000),
        ("a.csv", b"title,text\na,b\n" + b"\n" * 9_000_000),
        ("a.csv", b"title,text\na,b\n" + (b'"' + b"," * 999 + b"\n") * 9000),
        ("a.csv", b"title," * 1_000_000),
        ("a.csv", b"title,text\na,[" + b"'b'," * 200_000),
        ("a.tsv", b"title\ttext\n" + b'"a\tb\n' * 20_000),
        ("wiki_00", b'<doc id="1" title="a">\n' * 20_000),
        ("wiki_00", b'<doc id="1" title="a">\nb' + b'<doc id="' * 200_000),
        ("wiki_00", b'<doc id="1" title="' + b'" x="' * 700 + b'">\nb\n' + b"</doc>" * 200_000),
        ("a.html", b"<article>" * 1500 + b"<h2>x</h2>"),
        ("a.html", b"<article><h2>x</h2><p>y</p></article>" * 10_000),
    ],
)  # fmt: skip
def test_hostile_files_take_linear_time(name: str, data: bytes) -> None:
    start = time.process_time()

    _read_or_refuse(name, data)

    assert time.process_time() - start < 8
