"""Dumps of real built pages: lists, single articles, and single pages run together."""

import random
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from .aligned import Labelled, Shelf, single
from .built import Article, Built, article_of, built_pages, without_refrains
from .gold import Sheet, squeezed
from .listing import listing
from .repository import Repository
from .tree import Row, printed

PAGES = 500  # of a site that are read
LISTS, SINGLES, JOINS = 9, 6, 4  # dumps of a site
MANNERS = ("blocks", "blocks", "blocks", "spaced", "spaced", "loose", "tree", "tree", "flat")
REGIONS = ("body", "body", "wide", "lca")
Placed = tuple[Row, str, int | None]  # a row, its role and its article
LONGEST = 1200  # lines of a dump
DEEPEST = 4000  # lines of a page


def read(repository: Repository, names: list[str]) -> tuple[list[Built], dict[str, Article]]:
    """Return the built pages of a site, and the articles of those that show one."""
    pages, articles = [], {}
    for page in built_pages(repository, names, PAGES):
        try:
            article = article_of(page)
        except RecursionError:
            continue
        pages.append(page)
        if article:
            articles[page.name] = article
    often = Counter(
        squeezed(a.title) for a in articles.values()
    )  # a site's own name is no headline
    own = {n: a for n, a in articles.items() if often[squeezed(a.title)] < 3}
    return pages, without_refrains(own)


def dumps(
    site: str,
    language: str,
    pages: list[Built],
    articles: dict[str, Article],
    rng: random.Random,
) -> Iterator[Sheet]:
    """Yield a site's dumps of each kind."""
    shelf = Shelf(list(articles.values()))
    shuffled = rng.sample(pages, len(pages))
    count = 0
    for page in shuffled:
        found = _list(page, shelf, rng.random() < 0.7) if count < LISTS else None
        if found:
            count += 1
            yield from _sheet(site, language, [found], "list", rng)
    labelled: list[Labelled] = []
    for page in shuffled:
        if page.name in articles and len(labelled) < SINGLES + 5 * JOINS:
            found = _single(page, articles[page.name], rng.random() < 0.7)
            labelled += [found] if found else []
    for found in labelled[:SINGLES]:
        yield from _sheet(site, language, [found], "single", rng)
    rest = labelled[SINGLES:]
    sizes = [rng.randint(2, 7) for _ in range(JOINS)]
    for low, high in pairwise([sum(sizes[:k]) for k in range(JOINS + 1)]):
        if len(rest[low:high]) > 1:
            yield from _sheet(site, language, rest[low:high], "join", rng)


def _list(page: Built, shelf: Shelf, cells: bool) -> Labelled | None:
    try:
        return listing(page, shelf, cells)
    except RecursionError:  # a tree of a thousand levels is no page to learn from
        return None


def _single(page: Built, article: Article, cells: bool) -> Labelled | None:
    try:
        return single(page, article, cells)
    except RecursionError:
        return None


def _sheet(
    site: str, language: str, pages: list[Labelled], built: str, rng: random.Random
) -> Iterator[Sheet]:
    manner, region = rng.choice(MANNERS), rng.choice(REGIONS)
    if built == "single" and rng.random() < 0.5:
        region = "body"
    sheet = Sheet(site, language, [f"manner:{manner}", f"region:{region}", f"built:{built}"])
    for page in pages:
        rows = _cropped(page, region, rng)
        if not rows or len(rows) > DEEPEST:
            return
        offset = len(sheet.articles)
        sheet.articles += page.articles
        last: int | None = None
        if sheet.lines and manner != "flat" and rng.random() < 0.5:
            sheet.add(".", "")
        for text, own in printed([(r, (role, n)) for r, role, n in rows], manner):
            role, number = own or (".", last)
            last = number
            sheet.add(role, text, None if number is None else number + offset)
    if built == "single":
        sheet.features.append("single")
    if len(sheet.lines) <= LONGEST:
        yield sheet


def _cropped(page: Labelled, region: str, rng: random.Random) -> list[Placed]:
    """Return the rows of a region: all, the articles alone, or these and some around them."""
    own = [n for n, (_, _, number) in enumerate(page.rows) if number is not None]
    if region == "body":
        return page.rows
    before, after = (rng.randint(0, 12), rng.randint(0, 25)) if region == "wide" else (0, 0)
    return page.rows[max(0, own[0] - before) : own[-1] + 1 + after]
