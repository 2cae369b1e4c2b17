"""What a person sees of a run: progress on a terminal, a summary, problems in one line each.

On a pipe there is neither colour nor progress, only lines.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:  # the nouns take a third of the time that --help has
    from feeds.model import (
        CopyStatus,
        DumpStatus,
        EntryNews,
        Overview,
        PostStatus,
        Preview,
        Problem,
        Report,
    )
    from feeds.pipeline.build import Progress

MARKS = {"published": "green", "held": "yellow", "refused": "red", "waiting": "cyan"}
COUNTS = ("dumps", "articles", "posts", "published", "held", "written", "removed", "seconds")
WIDTH = 80  # columns of a terminal that nobody made wider
SHOWN = 20  # entries of a kind that a feed names before it only counts


def coloured(stream: object = sys.stderr) -> bool:
    """Return whether colours are wanted on a stream (https://no-color.org)."""
    return bool(getattr(stream, "isatty", bool)()) and not os.environ.get("NO_COLOR")


_form = "text"


def write_as(form: str) -> None:
    """Have messages written as `text` for people, or as `json` for a service manager."""
    global _form
    _form = form


def say(text: str, colour: str = "", **fields: object) -> None:
    """Write one message to standard error; its fields are for machines only."""
    if _form == "json":
        from feeds.cli import log  # here: who asks for --help needs none

        click.echo(log.line(text, log.level(text, colour), fields), err=True)
        return
    text = harmless(text)
    click.echo(click.style(text, fg=colour) if colour and coloured() else text, err=True)


def fail(text: str) -> None:
    say(f"error: {text}", "red")


def problems(found: Iterable[Problem]) -> None:
    """Write each problem as `where: what (hint)`."""
    for problem in found:
        say(str(problem), "yellow", where=problem.where, what=problem.what, hint=problem.hint)


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Progress]:
    """Show a bar while a run lasts, if anybody is looking; give back who is to be told."""
    if quiet or not sys.stderr.isatty() or _form == "json":
        yield lambda *_: None
        return
    # Loaded here: it takes longer than a build with nothing to do.
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[count]}"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total or None, count="", rate="")
            speed = bar.tasks[tasks[stage]].speed
            count = f"{done:,}/{total:,}" if total else f"{done:,}" if done else ""
            rate = f"{speed:,.0f}/s" if speed else ""
            bar.update(tasks[stage], completed=done, count=count, rate=rate)

        yield tell


def summary(report: Report) -> None:
    """Write what a run did: what came in, what stands now, what waits for a person."""
    for feed in report.shortened:
        name = feed.folder.rstrip("/") or "the site"
        say(f"the feed of {name} has room for {feed.held} of its {feed.wanted} articles", "yellow")
    came = f"{_count(report.articles, 'article')} in {_count(report.dumps, 'dump')}"
    lines = [f"{came}: {_count(report.posts, 'new post')}"] if report.dumps else []
    changed = f"{_count(report.written, 'file')} written"
    if report.removed:
        changed += f", {report.removed:,} removed"
    if not report.written and not report.removed:
        changed = "nothing to write"
    stands = f"{_count(report.published, 'post')} in {_count(report.feeds, 'feed')}"
    whole = f"{stands}; {changed}; {_took(report.seconds)}"
    lines += [whole] if len(whole) <= WIDTH else [stands, f"{changed}; {_took(report.seconds)}"]
    if report.held:
        lines.append(f"{_count(report.held, 'post')} held for review: feedmill review")
    left = [(len(report.waiting), "dump"), (report.put_off, "list")]
    if any(number for number, _ in left):
        told = " and ".join(_count(number, noun) for number, noun in left if number)
        lines.append(f"{told} left for the next run")
    counts = {name: getattr(report, name) for name in COUNTS}
    found = len(report.problems)
    if _form == "json":
        counts |= {"waiting": len(report.waiting), "put_off": report.put_off, "problems": found}
        say("; ".join(lines), **counts)
        return
    for line in lines:
        say(line)
    if found:
        say(f"{_count(found, 'problem')} (above)", "yellow")


def _took(seconds: float) -> str:
    """Return a time as people say it.

    >>> _took(0.052), _took(74.3), _took(3725)
    ('0.05 s', '1 min 14 s', '1 h 2 min')
    """
    if seconds < 60:
        return f"{seconds:.2f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return f"{minutes // 60} h {minutes % 60} min"


def status(found: DumpStatus) -> None:
    """Write the state of a dump and of each article that came of it to standard output."""
    mark = f"{found.state:<10}"
    if coloured(sys.stdout):
        mark = click.style(mark, fg=MARKS[found.state])
    tail = f": {found.reason}" if found.reason else ""
    click.echo(f"{mark} content/dumps/{harmless(found.name)}{harmless(tail)}")
    for post in found.posts:
        click.echo(f"    {article(post)}")
    for copy in found.copies:
        of = f"/{copy.of.path}" if copy.of.path else copy.of.file or copy.of.id
        click.echo(f"    copy {copy.near:.0%}  {harmless(copy.title)}  of {harmless(of)}")
    for part in found.skipped:
        click.echo(harmless(f"    not read: {part}".replace(": not read:", ":")))


def dumps(found: Sequence[DumpStatus], *, every: bool) -> None:
    """Write the state of each dump; of many that are published, how many there are."""
    published = [each for each in found if each.state == "published"]
    for each in found:
        if every or len(published) <= SHOWN or each.state != "published":
            status(each)
    if not every and len(published) > SHOWN:
        say(f"{len(published):,} published dumps are not listed (--all lists them)")


def copies(found: Sequence[tuple[str, CopyStatus]]) -> None:
    """Write which articles of which dumps were taken for copies, and of what."""
    for dump, copy in found:
        of = f"/{copy.of.path}" if copy.of.path else copy.of.file or f"{copy.of.id} (removed)"
        click.echo(f"content/dumps/{harmless(dump)}:{copy.lines}: {harmless(copy.title)}")
        click.echo(f"    {copy.near:.0%} the same as {harmless(copy.of.title)}  {harmless(of)}")
    say(f"{_count(len(found), 'article')} taken for copies")
    if found:
        say("to publish one as well, write === feedmill: article === above it in its dump")


def overview(sums: Overview) -> None:
    """Write how the site stands: what there is, when it came, what waits for a person."""
    states = ", ".join(f"{count:,} {state}" for state, count in sums.dumps.items() if count)
    rows = [("dumps", states or "none")]
    last = f", last {sums.last_published[:16].replace('T', ' ')}" if sums.last else ""
    rows.append(("posts", f"{sums.posts:,} in {_categories(len(sums.categories))}{last}"))
    if sums.last:
        rows.append(("", f"{harmless(sums.last.title)}"))
    if sums.daily:
        most = max(sums.daily)
        told = f"{sum(sums.daily) / len(sums.daily):,.1f} a day, at most {most:,}"
        rows.append((f"{len(sums.days)} days", f"{spark(sums.daily)}  {told}"))
    for category in sums.categories[:SHOWN]:
        label = f"{harmless(category.label):<24} {category.count:>8,}"
        rows.append(("", f"{label}  last {category.newest[:10]}"))
    if len(sums.categories) > SHOWN:
        rows.append(("", f"and {len(sums.categories) - SHOWN:,} more categories"))
    if sums.held:
        rows.append(("held", f"{_count(len(sums.held), 'post')}: feedmill review"))
    if sums.links:
        named = ", ".join(harmless(name) for name in sums.links[:3])
        more = f" and {len(sums.links) - 3:,} more" if len(sums.links) > 3 else ""
        rows.append(("links", f"passed over, they are not followed: {named}{more}"))
    click.echo()
    for name, text in rows:
        click.echo(f"{name:<10} {text}".rstrip())


def spark(counts: Sequence[int]) -> str:
    """Return a line of bars, one a number; nothing at all is a space.

    >>> spark([0, 1, 4, 8])
    ' ▁▄█'
    """
    most = max(counts, default=0) or 1
    return "".join(" " if not n else "▁▂▃▄▅▆▇█"[max(0, -(-n * 8 // most) - 1)] for n in counts)


def _categories(count: int) -> str:
    return f"{count:,} category" if count == 1 else f"{count:,} categories"


def difference(found: Preview) -> None:
    """Write what each feed's subscribers will see, the most of it first, to standard output."""
    for feed in found.feeds:
        counts = [(feed.new, "new"), (feed.updated, "updated"), (feed.gone, "gone")]
        news = ", ".join(f"{len(each):,} {word}" for each, word in counts if each)
        state = "" if feed.state == "changed" else f" ({feed.state} feed)"
        click.echo(
            f"{harmless(feed.title)}{state}: {news or 'its description'}  {harmless(feed.url)}"
        )
        for mark, colour, entries in (
            ("+", "green", feed.new),
            ("~", "yellow", feed.updated),
            ("-", "red", feed.gone),
        ):
            _entries(mark, colour, entries)
    report = found.report
    posts = f"{_count(report.posts, 'new post')} of {_count(report.dumps, 'dump')}"
    held = f", {report.held} held for review" if report.held else ""
    say(f"{_count(len(found.feeds), 'feed')} with something to see; {posts}{held}")
    say(f"nothing was written; {_took(report.seconds)}")


def _entries(mark: str, colour: str, entries: tuple[EntryNews, ...]) -> None:
    for entry in entries[:SHOWN]:
        tail = f"  ({', '.join(entry.changed)})" if entry.changed else ""
        line = f"  {mark} {harmless(entry.title)}{tail}"
        click.echo(click.style(line, fg=colour) if coloured(sys.stdout) else line)
    if len(entries) > SHOWN:
        click.echo(f"  {mark} and {len(entries) - SHOWN:,} more (--json names all)")


def article(post: PostStatus) -> str:
    """Return one line about an article."""
    sure = "" if post.confidence is None else f" {post.confidence:.0%}"
    if post.state == "removed":
        return f"removed by an editor: {post.id}"
    where = f"/{post.path}" if post.path else harmless(post.file)
    state = f"waits until {post.due[:16].replace('T', ' ')}" if post.due else post.state
    return f"{state}{sure}  {harmless(post.title)}  {where}"


def harmless(text: str) -> str:
    """Return text that cannot steer a terminal, whatever a dump put into it."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
