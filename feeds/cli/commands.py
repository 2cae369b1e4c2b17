"""The commands, one function each: the docstring is the help, no rule lives here.

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


def _reported(command: Callable[P, int | None]) -> Callable[P, None]:
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
@click.argument("target", type=click.Path(path_type=Path), default=Path(), metavar="[DIR]")
@click.option("--title", default="", help="Title of the site.")
@click.option("--url", default="", help="Where it will be published, https://example.org/.")
@click.option("--json", "as_json", is_flag=True, help="Print the files written as JSON.")
@_reported
def init(target: Path, title: str, url: str, as_json: bool) -> None:
    """Make a new site in DIR, with settings and a sample dump.

    \b
    Example:
      feedmill init news --title "The Daily Mill" --url https://mill.example/
    """
    from feeds.pipeline.start import start

    written = [str(target / name) for name in start(target, title=title, url=url)]
    if as_json:
        _print_json({"written": written})
    for name in () if as_json else written:
        click.echo(name)
    here = "" if target == Path() else f"-C {target} "
    screen.say(f"next: put dumps into {target / 'content/dumps'}, then: feedmill {here}build")


_workers = click.option(
    "--workers",
    default="",
    metavar="N|ADDRESS",
    help="Processes for large jobs (default: one a core), or a Dask scheduler, tcp://HOST:8786.",
)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but what is wrong, for cron.")
@_workers
@click.pass_obj
@_reported
def build(folder: Path, as_json: bool, quiet: bool, workers: str) -> int:
    """Take in new dumps and edited posts, and publish what changed.

    \b
    Examples:
      feedmill build
      feedmill -C /srv/news build --json
      feedmill build --workers tcp://scheduler:8786
    """
    from feeds.pipeline.build import build
    from feeds.pipeline.mill import notices, open_mill
    from feeds.pipeline.searching import index
    from feeds.workers import employed

    with (
        employed(workers) as crew,
        open_mill(folder, workers=crew) as mill,
        screen.progress(quiet=quiet) as progress,
    ):
        report = index(mill, build(mill, progress=progress), progress)
        told = list(notices(mill.config))
    if as_json:
        _print_json(dict(sorted(_counts(report).items())), escaped=True)
    if quiet:
        screen.problems(report.problems)
        return FOUND if report.problems else OK
    _show(report)
    for notice in told:
        screen.say(notice)
    return FOUND if report.problems else OK


@main.command()
@click.option("--serve", "also_serve", is_flag=True, help="Serve output/ as well.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on.")
@click.option("--port", default=8000, show_default=True, help="Port to serve on.")
@click.option("--live", is_flag=True, help="Have open pages load themselves again on changes.")
@_workers
@click.pass_obj
@_reported
def watch(folder: Path, also_serve: bool, host: str, port: int, live: bool, workers: str) -> None:
    """Publish dumps as they arrive, until stopped.

    A dump that is moved into content/dumps is published at once; one that is being
    written there, when it has been still for a while.  SIGINT and SIGTERM let the
    batch under way finish.

    \b
    Examples:
      feedmill watch --serve
      feedmill -C /srv/news watch
    """
    from feeds.pipeline import watching
    from feeds.workers import employed

    stop = _stopped_by_signals()
    address = (host, port) if also_serve or live else None
    with employed(workers) as crew:
        watching.watch(folder, stop, _show, screen.say, address, live=live, workers=crew)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on.")
@click.option("--port", default=8000, show_default=True, help="Port to serve on.")
@click.option("--live", is_flag=True, help="Have open pages load themselves again on changes.")
@click.pass_obj
@_reported
def serve(folder: Path, host: str, port: int, live: bool) -> None:
    """Serve output/ over HTTP, for a look at it or behind a proxy.

    \b
    Example:
      feedmill serve --port 8080
    """
    from feeds.pipeline import watching

    watching.serve(folder, host, port, screen.say, live=live)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the feeds and entries as JSON.")
@click.option("--exit-code", "telling", is_flag=True, help="Exit with 1 if there is a difference.")
@click.pass_obj
@_reported
def diff(folder: Path, as_json: bool, telling: bool) -> int:
    """Show what subscribers will see after the next build.

    Feed by feed, and nothing is written.

    \b
    Examples:
      feedmill diff
      feedmill diff --exit-code || feedmill build
    """
    from feeds.pipeline.diff import diff
    from feeds.pipeline.mill import open_rehearsal

    with open_rehearsal(folder) as mill, screen.progress() as progress:
        found = diff(mill, progress)
    report = found.report
    if as_json:
        feeds = [_fields(each) for each in found.feeds]
        _print_json({**_counts(report), "feeds": feeds})
    else:
        screen.difference(found)
    screen.problems(report.problems)
    return FOUND if report.problems or (telling and found.feeds) else OK


@main.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option("--json", "form", flag_value="json", help="Print one JSON array for one FILE.")
@click.option(
    "--jsonl", "form", flag_value="jsonl", help="Print one JSON object a dump, a line each."
)
@click.option("--explain", "form", flag_value="explain", help="Show each line's role and each cut.")
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PAGE",
    help="Write what --explain shows of one FILE as a page to send to a colleague.",
)
@click.pass_obj
@_reported
def split(folder: Path, files: tuple[Path, ...], form: str | None, page: Path | None) -> int:
    """Show how dumps would be cut into articles.  Writes nothing but what --html asks for.

    In a site's folder, the site's settings for the dumps' sources hold.

    \b
    Examples:
      feedmill split monday.txt
      feedmill split --explain monday.txt | less -R
      feedmill split --explain --html monday.html monday.txt
      feedmill split --jsonl dumps/*.txt > articles.jsonl
    """
    from feeds.cli import explaining
    from feeds.pipeline import sources, splitting

    if form == "json" and len(files) > 1:
        raise click.UsageError("--json takes one FILE; --jsonl takes many")
    if page and (form != "explain" or len(files) > 1 or page.resolve() == files[0].resolve()):
        raise click.UsageError("--html PAGE goes with --explain and one FILE, which is not PAGE")
    status, config = OK, sources.settings(folder)
    for path in files:
        try:
            if form == "explain":
                explaining.explanation(shown := splitting.explained(path, config), path.name)
                if page:
                    splitting.write_page(page, path, shown)
                continue
            pieces = splitting.split_file(path, form or "list", config)
        except FeedmillError as error:
            screen.fail(str(error))
            status = FOUND
            if form == "jsonl":
                failed = {"file": path.name, "articles": [], "error": str(error)}
                _print_json(failed, escaped=True)
            continue
        for piece in pieces:
            click.echo(piece, nl=False)
    return status


@main.command()
@click.option("--all", "anew", is_flag=True, help="Look also at what was in order last time.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing if nothing is wrong, for cron.")
@click.pass_obj
@_reported
def check(folder: Path, anew: bool, as_json: bool, quiet: bool) -> int:
    """Look whether every reader takes what is in output/.

    What was in order last time and has not changed since is not looked at again.

    \b
    Example:
      feedmill check && rsync -a output/ host:/var/www/
    """
    from feeds.pipeline import checking

    found = list(checking.check(folder, anew=anew))
    if as_json:
        _print_json([_fields(problem) for problem in found])
    else:
        for problem in found:
            click.echo(str(problem))
    if found or not quiet:
        screen.say(f"{len(found):,} problems" if found else "nothing to complain about")
    return FOUND if found else OK


@main.command()
@click.option("--all", "every", is_flag=True, help="List published dumps too, however many.")
@click.option("--summary", "brief", is_flag=True, help="List no dumps, only sum up.")
@click.option("--json", "as_json", is_flag=True, help="Print the states, or the sums, as JSON.")
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write all of it as one page with plots.",
)
@click.pass_obj
@_reported
def status(folder: Path, every: bool, brief: bool, as_json: bool, page: Path | None) -> int:
    """Say for every dump what became of it.

    It is published, held, refused or waiting.

    Below stand the sums: posts by category, the last article, articles per day, and
    what is held or refused and why.

    \b
    Examples:
      feedmill status
      feedmill status --html status.html
      feedmill status --json | jq '.[] | select(.state == "refused")'
    """
    from feeds.pipeline.mill import open_mill
    from feeds.pipeline.status import overview, status, status_page

    with open_mill(folder, alone=False) as mill:
        found = list(status(mill))
        sums = overview(mill, found)
    if page:
        page.write_bytes(status_page(sums))
        screen.say(f"{page} written")
    elif as_json:
        answer: Any = _fields(sums) if brief else [_fields(each) for each in found]
        _print_json(answer)
    else:
        if not brief:
            screen.dumps(found, every=every)
        screen.overview(sums)
    return FOUND if any(each.state == "refused" for each in found) else OK


@main.command()
@click.option("--approve", metavar="POST", help="Publish this one at the next build.")
@click.option("--drop", metavar="POST", help="Remove this one for good.")
@click.option("--json", "as_json", is_flag=True, help="Print the held posts as JSON.")
@click.option("--web", is_flag=True, help="Go through them in a browser, beside their dumps.")
@click.option("--port", default=0, help="Port for --web; any that is free by default.")
@click.pass_obj
@_reported
def review(
    folder: Path, approve: str | None, drop: str | None, as_json: bool, web: bool, port: int
) -> None:
    """List the posts that are held back as doubtful.

    \b
    Examples:
      feedmill review
      feedmill review --web
      feedmill review --approve 963755e5e528197c
    """
    from feeds.pipeline import review as reviewing
    from feeds.pipeline.mill import open_mill

    if approve and drop:
        raise click.UsageError("--approve and --drop: one at a time")
    if web:
        _review_in_browser(folder, port)
        return
    with open_mill(folder, alone=bool(approve or drop)) as mill:
        if approve:
            _print_answer("approved", reviewing.approve(mill, approve), as_json)
        elif drop:
            _print_answer("removed", reviewing.drop(mill, drop), as_json)
        elif as_json:
            found = [_fields(post) for post in reviewing.held(mill)]
            _print_json(found)
        else:
            for post in reviewing.held(mill):
                click.echo(f"{post.id.rpartition('/')[2]}  {screen.article(post)}")


def _print_answer(answer: str, name: str, as_json: bool) -> None:
    file = f"content/posts/{name}"
    if as_json:
        _print_json({"file": file, "answer": answer})
    else:
        click.echo(file)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the copies as JSON.")
@click.pass_obj
@_reported
def duplicates(folder: Path, as_json: bool) -> None:
    """Show which articles were taken for copies of posts.

    An article that has a mark of yours above it in its dump is never a copy.

    \b
    Example:
      feedmill duplicates
    """
    from feeds.pipeline.mill import open_mill
    from feeds.pipeline.status import status

    with open_mill(folder, alone=False) as mill:
        found = [(each.name, copy) for each in status(mill) for copy in each.copies]
    if as_json:
        _print_json([{"dump": name, **_fields(copy)} for name, copy in found])
    else:
        screen.copies(found)


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@_reported
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


def _review_in_browser(folder: Path, port: int) -> None:
    from feeds.pipeline.review_web import reviewing

    stop = _stopped_by_signals()
    with reviewing(folder, port=port) as address:
        click.echo(address)
        screen.say("open this address in a browser on this machine, once; Ctrl-C ends the review")
        stop.wait()


def _stopped_by_signals() -> "Event":
    """Return an event that SIGINT and SIGTERM set."""
    import signal
    from threading import Event

    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _show(report: "Report") -> None:
    screen.problems(report.problems)
    screen.summary(report)


def _counts(report: "Report") -> dict[str, Any]:
    problems = [_fields(problem) for problem in report.problems]
    return {**_fields(report), "waiting": len(report.waiting), "problems": problems}


def _print_json(value: Any, *, escaped: bool = False) -> None:
    """Print a value in one line; `escaped` where names of files are in it, of whatever bytes."""
    import json

    click.echo(json.dumps(value, ensure_ascii=escaped))


def _fields(value: Any) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(value)
