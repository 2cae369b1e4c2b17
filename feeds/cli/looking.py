"""The commands that look and change nothing: the docstring is the help, no rule lives here."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from feeds.cli import screen
from feeds.cli.program import FOUND, OK, counts, fields, main, print_json, reported
from feeds.errors import FeedmillError

if TYPE_CHECKING:
    from feeds.config import Config

Command = TypeVar("Command", bound=Callable[..., Any])


def _page(metavar: str, help: str) -> Callable[[Command], Command]:
    """Return the option that names a page to write."""
    path = click.Path(path_type=Path, dir_okay=False)
    return click.option("--html", "page", type=path, metavar=metavar, help=help)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the feeds and entries as JSON.")
@click.option("--exit-code", "telling", is_flag=True, help="Exit with 1 if there is a difference.")
@click.pass_obj
@reported
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
        feeds = [fields(each) for each in found.feeds]
        print_json({**counts(report), "feeds": feeds})
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
@_page("PAGE", "Write what --explain shows of one FILE as a page to send to a colleague.")
@click.pass_obj
@reported
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
    if form == "jsonl":
        return _as_lines(files, config)
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
            continue
        for piece in pieces:
            click.echo(piece, nl=False)
    return status


def _as_lines(files: tuple[Path, ...], config: "Config | None") -> int:
    """Print a line of JSON for each dump, those that cannot be split too."""
    from feeds.pipeline import together

    status = OK
    for path, pieces in together.split_files(files, config):
        if isinstance(pieces, FeedmillError):
            screen.fail(str(pieces))
            status = FOUND
            failed = {"file": path.name, "articles": [], "error": str(pieces)}
            print_json(failed, escaped=True)
            continue
        for piece in pieces:
            click.echo(piece, nl=False)
    return status


@main.command()
@click.option("--all", "anew", is_flag=True, help="Look also at what was in order last time.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing if nothing is wrong, for cron.")
@click.pass_obj
@reported
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
        print_json([fields(problem) for problem in found])
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
@_page("FILE", "Write all of it as one page with plots.")
@click.pass_obj
@reported
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
        answer: Any = fields(sums) if brief else [fields(each) for each in found]
        print_json(answer)
    else:
        if not brief:
            screen.dumps(found, every=every)
        screen.overview(sums)
    return FOUND if any(each.state == "refused" for each in found) else OK


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the copies as JSON.")
@click.pass_obj
@reported
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
        print_json([{"dump": name, **fields(copy)} for name, copy in found])
    else:
        screen.copies(found)
