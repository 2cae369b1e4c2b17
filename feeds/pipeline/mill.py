"""One site, opened: its configuration, its folders, its catalogue, its ledger."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from feeds import config as configuration
from feeds.config import Config
from feeds.files import Folder, lock
from feeds.model import Site
from feeds.post.article import Rules
from feeds.store.catalogue import Catalogue, open_catalogue
from feeds.store.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Mill:
    """Everything a run needs to hand from room to room."""

    root: Path
    config: Config
    site: Site
    rules: Rules
    content: Folder
    dumps: Folder
    posts: Folder
    output: Folder
    catalogue: Catalogue
    ledger: Ledger


@contextmanager
def open_mill(root: Path, *, alone: bool = True) -> Iterator[Mill]:
    """Open the site in `root`; `alone` holds it against every other Feedmill meanwhile."""
    config = configuration.load(root)
    private = root / ".feedmill"
    if not alone:
        with _assembled(root, config) as mill:
            yield mill
        return
    with lock(private / "lock") as died, _assembled(root, config) as mill:
        if died:
            mill.content.clean()
            mill.output.clean()
        mill.output.root.mkdir(parents=True, exist_ok=True)
        if mill.catalogue.fresh:
            for folder in (mill.dumps, mill.posts):
                folder.root.mkdir(parents=True, exist_ok=True)
        yield mill


@contextmanager
def _assembled(root: Path, config: Config) -> Iterator[Mill]:
    with open_catalogue(root / ".feedmill" / "catalogue.sqlite3") as catalogue:
        content = Folder(root / "content")
        yield Mill(
            root=root,
            config=config,
            site=config.to_site(),
            rules=rules(config),
            content=content,
            dumps=Folder(content.root / "dumps"),
            posts=Folder(content.root / "posts"),
            output=Folder(root / "output"),
            catalogue=catalogue,
            ledger=Ledger(content, catalogue),
        )


def rules(config: Config) -> Rules:
    """Return what the configuration says about making posts."""
    site = config.to_site()
    return Rules(
        authority=site.authority,
        timezone=site.timezone,
        language=site.language,
        default_category=config.split.default_category,
        aliases=config.split.categories,
        review_below=config.split.review_below,
    )
