"""What a person sees of a dump that is explained: to fit a terminal, in full on a pipe."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from feeds.cli.screen import coloured, harmless

if TYPE_CHECKING:
    from feeds.split.explain import ExplainedLine

NARROWEST = 40  # columns
COLOURS = {
    "c": "yellow", "k": "yellow", "d": "magenta", "a": "cyan", "D": "cyan", "h": "blue",
    "x": "red", "n": "red",
}  # fmt: skip


def explanation(lines: Sequence[ExplainedLine], name: str) -> None:
    """Write a dump with what was made of each line to standard output."""
    if not sys.stdout.isatty():
        for line in lines:
            click.echo(str(line))
        return
    width = max(NARROWEST, shutil.get_terminal_size().columns)
    for text in terminal_lines(lines, name, width):
        click.echo(text if coloured(sys.stdout) else click.unstyle(text))


def terminal_lines(lines: Sequence[ExplainedLine], name: str, width: int) -> Iterator[str]:
    """Yield the explanation as lines of a terminal, none wider than it."""
    articles = sum(line.draft is not None for line in lines)
    left_out = sum(bool(line.reason) and line.role != "s" for line in lines)
    head = f"{name}: {articles} articles, {len(lines)} lines, {left_out} of them left out"
    yield click.style(clipped(harmless(head), width), bold=True)
    number = 0
    for line in lines:
        if line.draft is not None:
            number += 1
            yield from _cut(line, line.draft.confidence, number, width)
        if line.role != ".":
            yield from _shown(line, width)


def _cut(line: ExplainedLine, sure: float, number: int, width: int) -> Iterator[str]:
    head = f"── article {number}, {sure:.0%} sure, odds {line.score:+.2f} "
    colour = "green" if sure >= 0.9 else "yellow" if sure >= 0.5 else "red"
    yield ""
    yield click.style(clipped(head.ljust(width, "─"), width), fg=colour, bold=True)
    for said, odds in line.signals:
        yield click.style(clipped(f"   {odds:+.2f}  {said}", width), dim=True)
    if not line.signals:
        yield click.style("   the format says so, or the dump begins", dim=True)


def _shown(line: ExplainedLine, width: int) -> Iterator[str]:
    head = f"{line.number:6} {line.role_name:<11} "
    text = clipped(harmless(line.text.strip()), width - len(head))
    yield click.style(head, dim=True) + click.style(
        text, fg=COLOURS.get(line.role), bold=line.role in "th"
    )
    if line.reason:
        reason = clipped(f"left out: {harmless(line.reason)}", width - len(head))
        yield " " * len(head) + click.style(reason, fg="red")


def clipped(text: str, width: int) -> str:
    """Return text that takes at most so many columns; an ideograph takes two.

    >>> clipped("The mill burnt", 9), clipped("水車小屋", 5)
    ('The mill…', '水車…')
    """
    from rich.cells import cell_len, set_cell_size  # here: on a pipe nothing is clipped

    if len(text) * 2 <= width or cell_len(text[: width * 4]) <= width >= len(text):
        return text
    return set_cell_size(text[: width * 4], width - 1).rstrip() + "…"
