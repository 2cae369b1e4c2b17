"""The command that goes through held posts, in lines or in a browser."""

from pathlib import Path

import click

from feeds.cli import screen
from feeds.cli.program import fields, main, print_json, reported, stopped_by_signals


@main.command()
@click.option("--approve", metavar="POST", help="Publish this one at the next build.")
@click.option("--drop", metavar="POST", help="Remove this one for good.")
@click.option("--json", "as_json", is_flag=True, help="Print the held posts as JSON.")
@click.option("--web", is_flag=True, help="Go through them in a browser, beside their dumps.")
@click.option("--port", default=0, help="Port for --web; any that is free by default.")
@click.pass_obj
@reported
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
    from feeds.pipeline import review as held_posts
    from feeds.pipeline.mill import open_mill

    if approve and drop:
        raise click.UsageError("--approve and --drop: one at a time")
    if web:
        _review_in_browser(folder, port)
        return
    with open_mill(folder, alone=bool(approve or drop)) as mill:
        if approve:
            _print_answer("approved", held_posts.approve(mill, approve), as_json)
        elif drop:
            _print_answer("removed", held_posts.drop(mill, drop), as_json)
        elif as_json:
            found = [fields(post) for post in held_posts.held(mill)]
            print_json(found)
        else:
            for post in held_posts.held(mill):
                click.echo(f"{post.id.rpartition('/')[2]}  {screen.article(post)}")


def _print_answer(answer: str, name: str, as_json: bool) -> None:
    file = f"content/posts/{name}"
    if as_json:
        print_json({"file": file, "answer": answer})
    else:
        click.echo(file)


def _review_in_browser(folder: Path, port: int) -> None:
    from feeds.pipeline.review_web import reviewing

    stop = stopped_by_signals()
    with reviewing(folder, port=port) as address:
        click.echo(address)
        screen.say("open this address in a browser on this machine, once; Ctrl-C ends the review")
        stop.wait()
