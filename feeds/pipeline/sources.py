"""What the settings say of a dump: those of its source, found by its name or its host."""

import json
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import asdict, replace

from feeds.model import Dump, SourceRules

if TYPE_CHECKING:  # `feedmill split` of a text loads neither
    from feeds.config import Config, SourceConfig
    from feeds.post.article import Rules

ANY = SourceRules()  # nothing is known of it


def settings(folder: Path) -> "Config | None":
    """Return the settings of the site in a folder, None if they name no source."""
    files = [folder / name for name in ("feedmill.toml", "pyproject.toml")]
    if not any(b"sources" in file.read_bytes() for file in files if file.is_file()):
        return None
    from feeds import config

    return config.find(folder)


def source_of(config: "Config", name: str, host: str) -> SourceRules:
    """Return what the settings say of a dump: all that match it, the first wins."""
    found = [source for source in config.sources if _fits(source, name, host)]
    if not found:
        return ANY
    return SourceRules(
        category=_first(source.category for source in found),
        categories={k: v for source in reversed(found) for k, v in source.categories.items()},
        drop=tuple(dict.fromkeys(line for source in found for line in source.drop)),
        dates=next((source.dates for source in found if source.dates), ""),
        language=_first(source.language for source in found),
        author=_first(source.author for source in found),
    )


def _first(values: Iterable[str]) -> str:
    return next(filter(None, values), "")


def _fits(source: "SourceConfig", name: str, host: str) -> bool:
    """Return whether a dump is of a source: of its name, or its host or one below, or both."""
    named = name if "/" in source.match else name.rpartition("/")[2]
    if source.match and not fnmatchcase(named, source.match):
        return False
    wanted = source.host.lower()
    return not wanted or host == wanted or host.endswith(f".{wanted}")


def host_of(dump: Dump) -> str:
    """Return the host that a dump, or each of its articles, says it is from; "" if none."""
    origins = [draft.origin for draft in dump.drafts or ()]
    origins += [passage.origin for passage in dump.passages]
    links = {origin.link if origin else "" for origin in origins}
    hosts = {_host(link) for link in ([dump.url] if dump.url else links)}
    return hosts.pop() if len(hosts) == 1 else ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def written(source: SourceRules) -> str:
    """Return what is said of a source as the ledger keeps it, "" for nothing.

    In full, so that a dump can be cut as it was before: by then the settings are others.
    """
    said = {key: value for key, value in asdict(source).items() if value}
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if said else ""


def as_written(text: str) -> SourceRules:
    """Return the settings of a source that the ledger keeps; what cannot be read is none."""
    try:
        said = json.loads(text or "{}")
        return SourceRules(**{**said, "drop": tuple(said.get("drop", ()))})
    except (ValueError, TypeError):
        return ANY


def rules_of(source: SourceRules, rules: "Rules") -> "Rules":
    """Return the site's rules for making posts, as they are for a source."""
    return replace(
        rules,
        default_category=source.category or rules.default_category,
        aliases={**rules.aliases, **source.categories},
        author=source.author,
    )
