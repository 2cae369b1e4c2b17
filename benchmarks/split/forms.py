"""Real posts laid out as people's own files are, and what the splitter makes of each form.

    python -m benchmarks.split.forms WEIGHTS [MORE ...]     posts of dev and of folders
    python -m benchmarks.split.forms DIR [MORE ...]         DIR as train.py --folds left it:
                                                            posts of the first fold, by its weights

Not pages and not text runs: files with a blank line or three between articles, headings of
Markdown, numbers, addresses, exports of newspaper archives, labelled records.  Printed for each
form: F1 of the starts (those of a header's lines are as good as each other), dumps that are all
right, headlines that are found as they were, and those that stand in the text as well.
"""

import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from feeds.model import Draft, Dump
from feeds.split import split_many

from .corpus import CORPUS
from .evaluate import loaded, use
from .predict import RECEIVED

SETS, OF_A_SITE = 70, 2  # dumps a form, and of one site
ARTICLES, LINES = 7, 14  # of a dump, of an article, at most
_FEWEST = 3  # articles
_PARAGRAPH = 60  # characters


class Article(Struct, frozen=True):
    """A post: its fields as printed, its lines with their roles."""

    title: str
    body: list[tuple[str, str]]
    author: str
    date: str
    category: str

    def text(self, heading: str = "{}", between: str = "\n\n") -> str:
        shown = {"h": heading, "l": "- {}"}
        return between.join(shown.get(role, "{}").format(line) for role, line in self.body)


Form = tuple[Callable[[int, Article], str], str]  # an article by its number, and what parts two


def _lines(top: str, heading: str = "{}", end: str = "", parted: str = "\n\n") -> Form:
    """Return a form of lines above a text with blank lines between its paragraphs."""

    def form(k: int, a: Article) -> str:
        return _filled(top, k, a) + "\n\n" + a.text(heading) + _filled(end, k, a)

    return form, parted


def _tight(top: str, end: str = "", parted: str = "\n\n") -> Form:
    """Return a form of lines without a blank one."""

    def form(k: int, a: Article) -> str:
        return _filled(top, k, a) + "\n" + a.text(between="\n") + _filled(end, k, a)

    return form, parted


def _filled(pattern: str, k: int, a: Article) -> str:
    return pattern.format(
        n=k + 1, t=a.title, T=a.title.upper(), u="-" * min(60, len(a.title)), a=a.author, d=a.date,
        c=a.category, link=f"https://example.org/{k}/{a.date}",
    )  # fmt: skip


FORMS: dict[str, Form] = {
    "bare": _lines("{t}"),
    "tight": _tight("{t}", parted="\n"),
    "one blank, none": _tight("{t}"),
    "three blanks, one": _lines("{t}", parted="\n\n\n\n"),
    "two blanks, one": _lines("{t}", parted="\n\n\n"),
    "stars": _lines("{t}", parted="\n\n* * *\n\n"),
    "rule": _tight("{t}", parted="\n" + "=" * 60 + "\n"),
    "# heading": _lines("# {t}", "## {}"),
    "## heading": _lines("## {t}", "### {}"),
    "bold": _lines("**{t}**"),
    "wiki": _lines("== {t} ==", "=== {} ==="),
    "number": _lines("{n}. {t}"),
    "article, number": _lines("ARTICLE {n}: {t}"),
    "number alone": _lines("Article {n}\n\n{t}"),
    "capitals": _lines("{T}"),
    "underlined": _lines("{t}\n{u}"),
    "address above": _tight("{link}\n{t}"),
    "address below": _lines("{t}\n{link}"),
    "address at end": _lines("{t}", end="\n\nSource: {link}"),
    "credit at end": _lines("{t}", end="\n\n({a}, The Coast Gazette, {d})"),
    "day above": _lines("{d}\n\n{t}"),
    "byline": _lines("{t}\n{a} | {d}"),
    "record": _lines("Title: {t}\nDate: {d}\nAuthor: {a}\nSection: {c}"),
    "named file": _lines("==> news/{d}-{n}.txt <==\n{t}"),
    "tagged": _tight("<<<ARTICLE id={n}>>>\n{t}", end="\n<<<END>>>", parted="\n"),
    "archive": _lines(
        "Document {n} of 9\n\n{t}\n\nAuthor: {a}\n\nPublication info: The Coast Gazette, {d}: A.1",
        end="\n\nPages: A.{n}\n\nDatabase: Regional Newsstream",
        parted="\n\n" + "_" * 40 + "\n\n",
    ),
    "archive, capitals": _lines(
        "{n} of 9 DOCUMENTS\n\nThe Coast Gazette\n\n{d}\n\n{t}\n\nBYLINE: {a}\n\n"
        "SECTION: {c}; Pg. {n}\n\nLENGTH: 3{n}0 words",
        end="\n\nLOAD-DATE: March 12, 2022\n\nLANGUAGE: ENGLISH\n\n© 2022 The Coast Gazette",
        parted="\n\n\n",
    ),
}


def posts(folders: Sequence[Path], fold: dict[str, int]) -> list[list[Article]]:
    """Return articles that may stand together in a dump, some dumps of each site."""
    of_site: dict[str, list[list[Article]]] = defaultdict(list)
    for path in (path for folder in folders for path in sorted(folder.glob("*.json"))):
        gold = json.loads(path.read_text("utf-8"))
        composed = path.stem.startswith(("dev", "page", "run"))
        if composed and fold.get(gold["site"], 0) == 0 and "wrap" not in gold.get("features", ()):
            lines = path.with_suffix(".txt").read_text("utf-8").split("\n")
            found = {article.title: article for article in _articles(gold, lines)}
            if len(found) >= _FEWEST:
                of_site[gold["site"]].append(list(found.values())[:ARTICLES])
    rng = random.Random(5)
    chosen = [dump for site in sorted(of_site) for dump in _some(of_site[site], rng)]
    rng.shuffle(chosen)
    return chosen[:SETS]


def _some(dumps: list[list[Article]], rng: random.Random) -> list[list[Article]]:
    return rng.sample(dumps, min(OF_A_SITE, len(dumps)))


def _articles(gold: dict[str, object], lines: list[str]) -> Iterator[Article]:
    labels = str(gold["labels"])
    for a in gold["articles"]:  # type: ignore[attr-defined]
        rows = [k - 1 for first, last in a["body"] for k in range(first, last + 1)]
        body = [
            (labels[k], lines[k].strip()) for k in rows if labels[k] in "phl" and lines[k].strip()
        ]
        long = sum(role == "p" and len(line) > _PARAGRAPH for role, line in body)
        if a["title"] and long > 1:
            yield Article(
                title=a["title"].strip(),
                body=body[:LINES],
                author=a["author"] or "Lena Marsh",
                date=(a["date"] or "2021-03-04")[:10],
                category=a["category"] or "News",
            )


class Tally(Struct):
    """What was found of a form's articles."""

    right: int = 0
    found: int = 0
    starts: int = 0
    whole: int = 0
    titles: int = 0
    twice: int = 0
    articles: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.starts)


def tried(form: Form, dumps: list[list[Article]]) -> Tally:
    """Return what the splitter finds of some dumps in one form."""
    write, parted = form
    texts = [[write(k, article) for k, article in enumerate(dump)] for dump in dumps]
    made = [
        Dump(name="", digest="", media_type="text/plain", received=RECEIVED, text=parted.join(own))
        for own in texts
    ]
    tally = Tally()
    for dump, own, found in zip(dumps, texts, split_many(made), strict=True):
        assert not isinstance(found, Exception)
        _count(tally, dump, own, parted.count("\n"), found.drafts)
    return tally


def _count(
    tally: Tally, dump: list[Article], texts: list[str], between: int, found: Sequence[Draft]
) -> None:
    at, spans = 1, []
    for article, text in zip(dump, texts, strict=True):
        above = text.casefold().partition(article.title.casefold())[0].count("\n")
        spans.append(range(at, at + above + 1))
        at += text.count("\n") + between
    later = [d.span.first for d in found if d.span.first > spans[0][-1]]
    right = sum(any(first in span for first in later) for span in spans[1:])
    tally.right += right
    tally.found += len(later)
    tally.starts += len(spans) - 1
    tally.whole += right == len(later) == len(spans) - 1
    tally.articles += len(dump)
    titles = {draft.title.casefold() for draft in found}
    tally.titles += sum(article.title.casefold() in titles for article in dump)
    tally.twice += sum(d.title.casefold() in d.body[: len(d.title) + 8].casefold() for d in found)


def main() -> None:
    given, *more = map(Path, sys.argv[1:])
    fold = json.loads((given / "folds.json").read_text()) if given.is_dir() else {}
    use(loaded(given / "fold0.bin" if given.is_dir() else given))
    dumps = posts((CORPUS / "dev", *more), fold)
    print(f"{len(dumps)} dumps, {sum(map(len, dumps))} articles a form")
    print(f"{'':20}   F1  whole  title  twice")
    told = []
    for name, form in FORMS.items():
        of = tried(form, dumps)
        told.append((of.f1, of.whole / len(dumps), of.titles / of.articles, of.twice / of.articles))
        print(f"{name:20}", *(f"{value:5.3f} " for value in told[-1]), flush=True)
    print(
        f"{'mean':20}", *(f"{sum(values) / len(told):5.3f} " for values in zip(*told, strict=True))
    )


if __name__ == "__main__":
    main()
