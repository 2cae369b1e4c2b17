"""The commands that make and serve a site: the docstring is the help, no rule lives here."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeds.cli import screen
from feeds.cli.program import FOUND, OK, counts, main, print_json, reported, stopped_by_signals

if TYPE_CHECKING:
    from feeds.model import Report


@main.command()
@click.argument("target", type=click.Path(path_type=Path), default=Path(), metavar="[DIR]")
@click.option("--title", default="", help="Title of the site.")
@click.option("--url", default="", help="Where it will be published, https://example.org/.")
@click.option("--json", "as_json", is_flag=True, help="Print the files written as JSON.")
@reported
def init(target: Path, title: str, url: str, as_json: bool) -> None:
    """Make a new site in DIR, with settings and a sample dump.

    \b
    Example:
      feedmill init news --title "The Daily Mill" --url https://mill.example/
    """
    from feeds.pipeline.start import start

    written = [str(target / name) for name in start(target, title=title, url=url)]
    if as_json:
        print_json({"written": written})
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
@reported
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
        print_json(dict(sorted(counts(report).items())), escaped=True)
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
@reported
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

    stop = stopped_by_signals()
    address = (host, port) if also_serve or live else None
    with employed(workers) as crew:
        watching.watch(folder, stop, _show, screen.say, address, live=live, workers=crew)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on.")
@click.option("--port", default=8000, show_default=True, help="Port to serve on.")
@click.option("--live", is_flag=True, help="Have open pages load themselves again on changes.")
@click.pass_obj
@reported
def serve(folder: Path, host: str, port: int, live: bool) -> None:
    """Serve output/ over HTTP, for a look at it or behind a proxy.

    \b
    Example:
      feedmill serve --port 8080
    """
    from feeds.pipeline import watching

    watching.serve(folder, host, port, screen.say, live=live)


def _show(report: "Report") -> None:
    screen.problems(report.problems)
    screen.summary(report)
