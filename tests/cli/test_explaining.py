"""The explanation of a dump: on a terminal it fits, on a page nothing of the dump is markup."""

import doctest
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from feeds.cli import explaining, main
from feeds.cli.explaining import clipped, terminal_lines
from feeds.pipeline import splitting
from tests.conftest import article

HOSTILE = (
    article("</style><script>alert(1)</script> and {{ 7*7 }}", category="<b>News</b>")
    + "\u202eevil\u202c <img src=x onerror=alert(1)>\n\n"
    + article("水車小屋は夜のうちに焼け落ちた" * 4)
)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "a<b>.txt"
    path.write_text(HOSTILE, "utf-8")
    return path


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_example_runs() -> None:
    assert not doctest.testmod(explaining).failed


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(dump: Path, width: int) -> None:
    import click

    shown = list(terminal_lines(splitting.explained(dump), dump.name, width))

    assert all(cell_len(click.unstyle(line)) <= width for line in shown)
    assert any("article 2" in line for line in shown)


def test_what_a_dump_holds_cannot_steer_the_terminal(dump: Path) -> None:
    dump.write_text("Mill\n\x1b]0;title\x07 and \x1b[2J the rest of a long enough line\n", "utf-8")

    shown = "".join(terminal_lines(splitting.explained(dump), dump.name, 80))

    assert not {"\x07", "\x1b]"} & {shown[i : i + n] for i in range(len(shown)) for n in (1, 2)}


@pytest.mark.parametrize("text", ["", "mill", "水車小屋" * 30, "a\u0301" * 100, "x" * 500])
def test_what_is_clipped_fits(text: str) -> None:
    for width in (1, 2, 7, 80):
        assert cell_len(clipped(text, width)) <= width


def test_the_page_is_complete_and_nothing_of_the_dump_is_markup(dump: Path) -> None:
    page = dump.parent / "page.html"
    result = CliRunner().invoke(main, ["split", "--explain", "--html", str(page), str(dump)])
    parsed = _Tags()
    parsed.feed(page.read_text("utf-8"))

    assert 0 == result.exit_code, result.output
    assert not parsed.tags & {"script", "img", "iframe", "link"}
    assert not parsed.attributes & {"onerror", "src", "onclick"}
    text = page.read_text("utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "{{ 7*7 }}" in text
    assert "a&lt;b&gt;.txt" in text
    assert "http" not in text.replace("http-equiv", "")


def test_every_line_with_words_is_on_the_page_with_its_number(dump: Path) -> None:
    page = dump.parent / "page.html"
    splitting.write_page(page, dump, splitting.explained(dump))
    text = page.read_text("utf-8")

    for number, line in enumerate(HOSTILE.splitlines(), 1):
        assert (f'value="{number}"' in text) is bool(line.strip())


@pytest.mark.parametrize(
    "arguments",
    [["--html", "p.html"], ["--json", "--html", "p.html"], ["--explain", "--html", "."]],
)
def test_a_page_without_an_explanation_is_wrong_usage(dump: Path, arguments: list[str]) -> None:
    result = CliRunner().invoke(main, ["split", *arguments, str(dump)])

    assert 2 == result.exit_code


def test_the_page_never_replaces_the_dump(dump: Path) -> None:
    result = CliRunner().invoke(main, ["split", "--explain", "--html", str(dump), str(dump)])

    assert 2 == result.exit_code
    assert HOSTILE == dump.read_text("utf-8")
