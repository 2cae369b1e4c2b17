"""One site, opened: its configuration, its folders, its catalogue, its ledger."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from feeds import config as configuration
from feeds.config import Config
from feeds.files import Folder, disk_trouble, lock
from feeds.model import Site
from feeds.pipeline.theme import own_theme
from feeds.post.article import Rules
from feeds.store.catalogue import Catalogue, copied_catalogue, open_catalogue
from feeds.store.ledger import Ledger
from feeds.workers import ALONE, Workers

CATALOGUE = "catalogue.sqlite3"
UNPLACED = "site.url is not set: links are for http://127.0.0.1:8000/ (feedmill serve)"
UNSEARCHED = (
    "site.search is on, but what makes the index is not installed: pip install 'feedmill[search]'"
)


def notices(config: Config) -> Iterator[str]:
    """Yield what whoever runs the mill should know of the settings, though nothing is wrong."""
    if not config.site.url:
        yield UNPLACED
    if config.site.search and not config.to_site().search:
        yield UNSEARCHED


def system_clock() -> datetime:
    """Return the moment it is."""
    return datetime.now(UTC)


class Mill(Struct, frozen=True, kw_only=True):
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
    workers: Workers = ALONE
    clock: Callable[[], datetime] = system_clock


@contextmanager
def open_mill(root: Path, *, alone: bool = True, workers: Workers = ALONE) -> Iterator[Mill]:
    """Open the site in `root`; `alone` holds it against every other Feedmill meanwhile."""
    config = configuration.load(root)
    private = root / ".feedmill"
    if not alone:
        with open_catalogue(private / CATALOGUE) as catalogue:
            yield _assembled(root, config, catalogue)
        return
    with lock(private / "lock") as died, open_catalogue(private / CATALOGUE) as catalogue:
        mill = replace(_assembled(root, config, catalogue), workers=workers)
        with disk_trouble():
            _tidy(mill, died=died)
        yield mill


def _tidy(mill: Mill, *, died: bool) -> None:
    """Remove what a run that died left half-written, and make folders that a new site lacks."""
    if died:
        mill.content.clean()
        mill.output.clean()
    mill.output.root.mkdir(parents=True, exist_ok=True)
    if mill.catalogue.fresh:
        for folder in (mill.dumps, mill.posts):
            folder.root.mkdir(parents=True, exist_ok=True)


@contextmanager
def open_rehearsal(root: Path) -> Iterator[Mill]:
    """Open the site in `root` for a run that leaves no trace, whoever else is at work on it."""
    from feeds.pipeline.overlay import Overlay

    config = configuration.load(root)
    with copied_catalogue(root / ".feedmill" / CATALOGUE) as catalogue:
        yield _assembled(root, config, catalogue, Overlay)


def dressed(mill: Mill) -> Mill:
    """Return a mill with its site's own theme as that is now."""
    return replace(mill, site=replace(mill.site, theme=own_theme(mill.root)))


def _assembled(
    root: Path, config: Config, catalogue: Catalogue, folder: type[Folder] = Folder
) -> Mill:
    content = folder(root / "content")
    posts = folder(content.root / "posts")
    return Mill(
        root=root,
        config=config,
        site=replace(config.to_site(), theme=own_theme(root)),
        rules=rules(config),
        content=content,
        dumps=folder(content.root / "dumps"),
        posts=posts,
        output=folder(root / "output"),
        catalogue=catalogue,
        ledger=Ledger(content, posts, catalogue),
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
