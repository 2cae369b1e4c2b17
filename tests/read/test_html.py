"""Saved web pages: the words that a visitor reads, and none from anywhere else."""

import socket
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from feeds.errors import DumpError
from feeds.model import Dump
from feeds.read import read
from feeds.read.html import DEPTH_LIMIT

FIRE = "The old mill at the river burned to the ground on Monday night. " * 6
CALM = "Nobody was hurt, the fire brigade said on Tuesday morning. " * 6
PAGE = f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8">
<title>Mill fire &amp; more – The Daily Mill</title>
<link rel="canonical" href="https://mill.example/fire"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Mill fire</h1><p>{FIRE}</p><h2>Calm</h2><p>{CALM}</p></article>
<script>alert("never")</script></body></html>"""


def reading(markup: str | bytes, name: str = "page.html") -> Dump:
    data = markup if isinstance(markup, bytes) else markup.encode()
    return read(name, data, digest="9f2b", received=datetime(2026, 3, 1, tzinfo=UTC))


def test_a_page_is_its_article_with_what_its_head_states() -> None:
    dump = reading(PAGE)

    assert dump.media_type == "text/html"
    assert dump.title == "Mill fire & more – The Daily Mill"
    assert (dump.language, dump.url) == ("de", "https://mill.example/fire")
    assert dump.drafts is not None
    assert ["Mill fire"] == [draft.title for draft in dump.drafts]
    assert f"{FIRE.strip()}\n\n## Calm\n\n{CALM.strip()}" == dump.drafts[0].body
    assert dump.text.endswith("\nHome News\n")


def test_a_page_is_told_by_how_it_begins_whatever_its_name() -> None:
    assert reading(PAGE, "page.txt").media_type == "text/html"
    assert reading("\ufeff \n" + PAGE, "page").media_type == "text/html"
    assert reading("html is a language\n", "page.txt").media_type == "text/plain"


def test_a_page_of_several_articles_is_split_by_its_elements() -> None:
    """Trap: trafilatura merges the entries of an index page (adbar/trafilatura#811)."""
    entries = "".join(
        f"<article><h2>Title {n}</h2><p>By Ann</p><p>{CALM}</p></article>" for n in range(5)
    )

    dump = reading(f"<html><body><h1>News</h1>{entries}</body></html>")

    assert [f"Title {n}" for n in range(5)] == [draft.title for draft in dump.drafts or ()]
    assert {f"By Ann\n\n{CALM.strip()}"} == {draft.body for draft in dump.drafts or ()}
    assert dump.text.endswith("\nNews\n")


def test_a_page_without_an_article_is_its_blocks_one_a_line() -> None:
    markup = """<div>One <b>bold</b>\n word<br>two</div><ul><li>three<li>four</ul>
    <table><tr><td>a</td><td>b</td></tr></table><pre>x = 1\n  y = 2</pre>
    <style>p {}</style><!-- no --><textarea>no</textarea> tail"""

    assert reading(f"<html><body>{markup}</body></html>").text.split("\n") == [
        "One bold word", "two", "three", "four", "a b", "x = 1", "y = 2", "tail",
    ]  # fmt: skip


def test_character_references_cannot_bring_back_what_was_cleaned() -> None:
    text = reading("<html><p>a&#0;b&#x1f;c&#xd800;d&#x202e;e&#xfffe;f&#13;g</p></html>").text

    assert not set(text) & set("\0\x1f\u202e\ufffe\r\ud800")
    assert "e" in text


def test_a_page_is_read_in_the_encoding_it_declares() -> None:
    markup = PAGE.replace("utf-8", "iso-8859-2").replace("Nobody", "Młyn spłonął")

    assert "Młyn spłonął" in reading(markup.encode("iso-8859-2", "xmlcharrefreplace")).text


def test_entities_are_not_expanded_and_files_not_loaded() -> None:
    """Trap: an entity bomb, and one that names a file."""
    bomb = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    markup = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e0 "boom"><!ENTITY f SYSTEM '
        f'"file:///etc/hostname">{bomb}]><html><body><p>text &e9; &f;</p></body></html>'
    )

    text = reading(markup).text

    assert "text" in text
    assert len(text) < 3000


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a page asked for the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    head = (
        '<link rel=stylesheet href="http://mill.example/a.css"><base href="http://mill.example/">'
    )

    assert reading(
        PAGE.replace("<head>", f"<head>{head}").replace(
            "<p>",
            '<p><img src="http://mill.example/a.png"><iframe src="http://mill.example"></iframe>',
        )
    )


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "article", "p"])
def test_deep_nesting_is_survived_with_its_text(tag: str) -> None:
    opening = f"<{tag}>" * DEPTH_LIMIT * 50
    start = time.process_time()

    text = reading(f"<html><body><p>before</p>{opening}deep inside</body></html>").text

    assert [text[:6], text[-11:]] == ["before", "deep inside"]
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "markup",
    [
        "<?xml " + " " * 300_000 + "?><!doctype html>",  # trafilatura's pattern: minutes
        "<html><body><ul>" + "<li>x " * 50_000,  # its elements: seconds
        "<html><body><p>" + "&amp;<b>x</b> " * 30_000,
        "<html><body>" + "<" * 300_000,
    ],
    ids=["blanks", "items", "references", "brackets"],
)
def test_a_hostile_page_takes_linear_time(markup: str) -> None:
    start = time.process_time()

    assert reading(markup + " the end").text.endswith("the end")

    assert time.process_time() - start < 5


@pytest.mark.parametrize("markup", ["<html>", "<!doctype html><title>x</title>", "<html><!--x"])
def test_a_page_without_words_is_refused(markup: str) -> None:
    with pytest.raises(DumpError, match=r"no text|without any element"):
        reading(markup)


def test_reading_plain_text_loads_no_parser() -> None:
    """Importing trafilatura takes longer than `feedmill --help` may."""
    code = (
        "import sys, datetime; from feeds.read import read;"
        "read('a.txt', b'Mill', digest='', received=datetime.datetime.now());"
        "print({'trafilatura', 'lxml', 'charset_normalizer'} & set(sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"
