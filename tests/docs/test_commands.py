"""docs/commands.md names every command and option, and no page prints one that is not there."""

import contextlib
import re
import shlex
from collections.abc import Iterator

import click
import pytest

from feeds.cli import main
from tests.docs.conftest import PAGES, read

_FENCE = re.compile(r"^```(?:sh|crontab|yaml|ini)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`((?:[\w/.~-]+/)?feedmill [^`\n]+)`")
_CALL = re.compile(r"(?:^|(?<=[\s&|(])|(?<==)(?=/))(?:[\w/.~-]+/)?feedmill[ \t]+([^\n|&>;)]*)")


def _commands() -> dict[str, click.Command]:
    return dict(main.commands)


def _options(command: click.Command) -> list[str]:
    spelt = (name for option in command.params for name in option.opts)
    return [name for name in spelt if name.startswith("-")]


def _section(name: str) -> str:
    """Return what stands in docs/commands.md below the heading of a command."""
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", read("docs/commands.md"), re.M | re.S)
    return found[1] if found else ""


@pytest.mark.parametrize("name", sorted(_commands()))
def test_every_command_has_its_section_and_every_option_its_line(name: str) -> None:
    section = _section(name)
    assert section, f"docs/commands.md has no section ## {name}"
    assert f"[`{name}`](#{name})" in read("docs/commands.md")
    terms = " ".join(re.findall(r"^- \*\*(`.+?`)\*\*", section, re.MULTILINE))
    bold = set(re.findall(r"`(--?[\w-]+)`", terms))
    assert set(_options(_commands()[name])) == bold


def test_the_options_of_the_program_are_named() -> None:
    general = _section("What is the same for all")
    named = set(re.findall(r"`(--?[\w-]+)(?: \w+)?`", general))
    assert {*_options(main), "-h", "--help"} <= named


def test_no_section_is_about_a_command_that_is_gone() -> None:
    headings = set(re.findall(r"^## (\w+)$", read("docs/commands.md"), re.MULTILINE))
    assert set(_commands()) == headings


def _calls(text: str) -> Iterator[str]:
    """Yield what follows `feedmill` in the code blocks of a page, shell marks left out."""
    for block in _FENCE.findall(text):
        for line in block.replace("\\\n", " ").splitlines():
            yield from _CALL.findall(line.partition(" #")[0])


def _mentions(text: str) -> Iterator[str]:
    """Yield the same of code within sentences, where FILE and the like may be left out."""
    for mention in _INLINE.findall(text):
        yield from _CALL.findall(mention)


@pytest.mark.parametrize("page", PAGES)
def test_every_call_that_a_page_prints_is_one_that_the_program_takes(page: str) -> None:
    for call in _calls(read(page)):
        _parse(shlex.split(call), f"{page}: feedmill {call}")
    for call in _mentions(read(page)):
        with contextlib.suppress(click.BadOptionUsage, click.MissingParameter):
            _parse(shlex.split(call), f"{page}: feedmill {call}")


def _parse(words: list[str], where: str) -> None:
    """Have click take a call apart as the program would, and run nothing."""
    context = click.Context(main, info_name="feedmill")
    _, rest, _ = main.make_parser(context).parse_args(words)
    if not rest or rest[0] == "COMMAND":
        return
    command = main.get_command(context, rest[0])
    assert command is not None, where
    with contextlib.suppress(click.exceptions.Exit):  # --help ends here
        command.make_context(rest[0], rest[1:], parent=context)


def test_a_call_with_an_option_that_does_not_exist_would_be_found() -> None:
    with pytest.raises(click.NoSuchOption):
        _parse(["build", "--quickly"], "here")
    with pytest.raises(AssertionError):
        _parse(["-C", "/srv/news", "bild"], "here")
    page = "```sh\ncd x && /opt/bin/feedmill -C y build --json > counts\n```\n`feedmill review`\n"
    assert ["-C y build --json "] == list(_calls(page))
    assert ["review"] == list(_mentions(page))
