"""Write dumps with gold: OUT/more to learn from, OUT/unseen to measure with, OUT/sites.tsv.

python -m benchmarks.split.compose REPOSITORIES OUT [--workers N]
"""

import argparse
import random
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from feeds.split.language import language_of

from . import run, web
from .built import Article
from .gold import Sheet, faults, write
from .repository import Repository, repositories
from .sites import Site, listed, site_of
from .sources import Post, posts, tidy

RUNS = 6  # composed dumps of a site and language
LANGUAGES = 4  # of a site
MOST = 400  # posts of a site and language


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repositories", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    found, known = repositories(options.repositories), listed()
    sites = [site_of(r, known) for r in found]
    work = partial(compose, out=options.out)
    with ProcessPoolExecutor(options.workers) as pool:
        rows = [row for row in pool.map(work, found, sites) if row]
    (options.out / "sites.tsv").write_text("".join(row + "\n" for row in sorted(rows)), "utf-8")


def compose(repository: Repository, site: Site, out: Path) -> str:
    """Write a repository's dumps; return its row for the table of sites, "" if it gives none."""
    names = repository.names()
    pages, articles = web.read(repository, names)
    written: list[Post] = list(posts(repository, names)) or [as_post(a) for a in articles.values()]
    groups: dict[str, list[Post]] = {}
    for post in run.usable(written):
        groups.setdefault(post.language, []).append(post)
    large = sorted(groups, key=lambda k: (-len(groups[k]), k))[:LANGUAGES]
    rng = random.Random(f"run {site.name}")
    sheets: list[tuple[str, Sheet]] = []
    for language in large:
        group = rng.sample(groups[language], min(MOST, len(groups[language])))
        if len(group) >= run.FEWEST and (language or len(large) == 1):
            sheets += [("run", s) for s in run.dumps(site.name, language, group, RUNS, rng)]
    rng = random.Random(f"web {site.name}")
    spoken = Counter(
        language_of(" ".join(t for r, t in a.blocks if r == "p")) for a in articles.values()
    )
    tongue = spoken.most_common(1)[0][0] if spoken else ""
    sheets += [("web", s) for s in web.dumps(site.name, tongue, pages, articles, rng)]
    return _written(sheets, repository, site, out)


def _written(sheets: list[tuple[str, Sheet]], repository: Repository, site: Site, out: Path) -> str:
    folder = out / ("unseen" if site.unseen else "more")
    counts: Counter[str] = Counter()
    tongues = set()
    for kind, sheet in sheets:
        wrong = faults(sheet)
        if wrong:
            print(site.name, kind, wrong[0], sheet.features[:3], flush=True)
            continue
        write(sheet, folder, f"{kind}_{site.name}_{counts[kind]:02}")
        counts[kind] += 1
        tongues.add(sheet.language)
    if not counts:
        return ""
    row = (
        site.name,
        " ".join(sorted(tongues - {""})),
        counts["run"],
        counts["web"],
        repository.name,
        "unseen" if site.unseen else "",
    )
    return "\t".join(map(str, row))


def as_post(article: Article) -> Post:
    """Return an article of a built page as a post to compose with."""
    blocks = tuple(tidy(list(article.blocks), article.title))
    language = language_of("\n".join(t for r, t in blocks if r == "p"))
    authors = (
        (article.author,)
        if 1 < len(article.author) <= 40 and not any(c.isdigit() for c in article.author)
        else ()
    )
    return Post(
        article.page,
        article.title,
        article.day,
        authors,
        article.categories,
        (),
        article.dek,
        language,
        blocks,
    )


if __name__ == "__main__":
    main()
