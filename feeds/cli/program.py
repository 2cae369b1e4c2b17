"""The program that all commands belong to, and what they share: options, statuses, JSON.

Rooms are loaded inside the commands, so that each loads what it needs and
`feedmill --help` loads nothing.
"""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

import click

from feeds import __version__
from feeds.cli import screen
from feeds.errors import ConfigError, FeedmillError

if TYPE_CHECKING:
    from threading import Event

    from feeds.model import Report

OK, FOUND, WRONG = 0, 1, 2
P = ParamSpec("P")


class _Group(click.Group):
    """Commands whose misspelt names are answered with the right one, and -C DIR anywhere."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, _folder_first(args))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            import difflib

            close = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1, cutoff=0.5)
            hint = f"did you mean {close[0]}?" if close else "see feedmill --help"
            ctx.fail(f"no such command: {args[0]} ({hint})")


def _folder_first(args: list[str]) -> list[str]:
    """Return arguments with `-C DIR` in front of the command, wherever it was written.

    >>> _folder_first(["build", "-C", "news", "--json"])
    ['-C', 'news', 'build', '--json']
    """
    end = args.index("--") if "--" in args else len(args)
    at = next((n for n, word in enumerate(args[:end]) if word.startswith("-C")), 0)
    size = 2 if args[at : at + 1] == ["-C"] else 1
    return [*args[at : at + size], *args[:at], *args[at + size :]] if at else args


def reported(command: Callable[P, int | None]) -> Callable[P, None]:
    """Turn what a command returns or raises into an exit status and one line."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
        except ConfigError as error:
            screen.fail(str(error))
            code = WRONG
        except FeedmillError as error:
            screen.fail(str(error))
            code = FOUND
        except KeyboardInterrupt:
            code = 130
        sys.exit(code or OK)

    return run


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="feedmill")
@click.option(
    "-C",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The site's folder, instead of this one.",
)
@click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How messages are written: for people, or a JSON object a line.",
)
@click.pass_context
def main(context: click.Context, folder: Path, log_format: str) -> None:
    """Turn raw text dumps of articles into RSS, Atom and JSON feeds by category.

    \b
    A first feed:
      feedmill init news && cd news
      cp ~/scraped/*.txt content/dumps/
      feedmill build
      feedmill serve
    """
    context.obj = folder
    screen.write_as(log_format)


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@reported
def completion(shell: str) -> None:
    """Print what has your shell complete the commands and options.

    \b
    Examples:
      feedmill completion bash > ~/.local/share/bash-completion/completions/feedmill
      feedmill completion fish > ~/.config/fish/completions/feedmill.fish
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None  # click knows all three
    click.echo(made(main, {}, "feedmill", "_FEEDMILL_COMPLETE").source())


def stopped_by_signals() -> "Event":
    """Return an event that SIGINT and SIGTERM set."""
    import signal
    from threading import Event

    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


def counts(report: "Report") -> dict[str, Any]:
    problems = [fields(problem) for problem in report.problems]
    return {**fields(report), "waiting": len(report.waiting), "problems": problems}


def print_json(value: Any, *, escaped: bool = False) -> None:
    """Print a value in one line; `escaped` where names of files are in it, of whatever bytes."""
    import json

    click.echo(json.dumps(value, ensure_ascii=escaped))


def fields(value: Any) -> dict[str, Any]:
    """Return a noun as JSON shows it."""
    from msgspec import to_builtins

    found: dict[str, Any] = to_builtins(value)
    return found
