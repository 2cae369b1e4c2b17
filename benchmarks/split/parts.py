"""A dump of gold taken apart by article, to be changed and put together again."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from .corpus import Gold

Line = tuple[str, str]  # role, text


@dataclass
class Article:
    """An article's lines, and what stands between it and the next."""

    lines: list[Line]
    gap: list[Line] = field(default_factory=list)


@dataclass
class Dump:
    """A dump taken apart."""

    before: list[Line]
    articles: list[Article]


def headlines(dump: Dump) -> list[str]:
    """Return the headlines of a dump's articles."""
    return [t.strip() for a in dump.articles for r, t in a.lines if r == "t" and t.strip()]


def taken_apart(gold: Gold) -> Dump:
    """Return a dump's lines by article."""
    lines = list(zip(gold.labels, gold.lines, strict=True))
    before = lines[: gold.starts[0]] if gold.starts else lines
    articles = []
    for k, (start, end) in enumerate(zip(gold.starts, gold.ends, strict=True)):
        following = gold.starts[k + 1] if k + 1 < len(gold.starts) else len(lines)
        articles.append(Article(lines[start:end], lines[end:following]))
    return Dump(before, articles)


def put_together(gold: Gold, dump: Dump) -> Gold:
    """Return the gold of a changed dump."""
    lines, starts, ends = list(dump.before), [], []
    for article in dump.articles:
        if not any(role != "." for role, _ in article.lines):
            continue
        starts.append(len(lines))
        lines += article.lines
        ends.append(len(lines))
        lines += article.gap
    labels = "".join(role for role, _ in lines)
    return replace(
        gold, lines=[t for _, t in lines], labels=labels, starts=tuple(starts), ends=tuple(ends)
    )


def each(dump: Dump, change: Callable[[list[Line]], list[Line]]) -> None:
    for article in dump.articles:
        article.lines = change(article.lines)


def everywhere(dump: Dump, change: Callable[[list[Line]], list[Line]]) -> None:
    each(dump, change)
    dump.before = change(dump.before)
    for article in dump.articles:
        article.gap = change(article.gap)
