"""feedmill.toml, or [tool.feedmill] of pyproject.toml: every key, its default, its check.

A key that does not exist is an error with a suggestion: a typo that is silently
ignored costs an evening.
"""

import re
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta, Struct

from feeds.errors import ConfigError
from feeds.model import AUTHORS, TAGS, Channel, Site

FILE = "feedmill.toml"
LOCALHOST = "http://127.0.0.1:8000/"
SEARCHERS = ("pagefind_bin_extended", "pagefind_bin")  # the first parts Chinese words as well

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
Seconds = Annotated[float, Meta(ge=0.0, le=86400.0)]


class SiteConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[site]: what the feeds say of themselves."""

    title: Annotated[str, Meta(min_length=1)] = "Feedmill"
    url: str = ""
    authority: str = ""
    description: str = ""
    language: str = "en"
    author: str = ""
    timezone: str = "UTC"
    search: bool = False


class FeedsConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[feeds]: what is published, and how much of it."""

    formats: tuple[Literal["rss", "atom", "json"], ...] = ("rss", "atom", "json")
    max_items: Annotated[int, Meta(ge=1, le=10000)] = 50
    max_days: Annotated[int, Meta(ge=0, le=366)] = 14
    max_kilobytes: Annotated[int, Meta(ge=16, le=65536)] = 512
    content: Literal["full", "summary"] = "full"
    tags: bool = False
    authors: bool = False
    hub: str = ""


class RenderConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[render]: how pages are made."""

    engine: Literal["markdown", "pyromark"] = "markdown"


class SplitConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[split]: what becomes of articles that the dump says too little of."""

    default_category: Annotated[str, Meta(min_length=1)] = "General"
    review_below: Annotated[float, Meta(ge=0.0, le=1.0)] = 0.0
    categories: dict[str, str] = {}


Line = Annotated[str, Meta(min_length=1, max_length=200)]


class CategoryConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[categories.NAME]: what one category's page and feeds say, where the site says another."""

    title: str = ""
    description: str = ""
    language: str = ""
    image: str = ""
    max_items: Annotated[int, Meta(ge=0, le=10000)] = 0


class SourceConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[[sources]]: what is known of the dumps of one source; the first that says a thing wins."""

    match: str = ""
    host: str = ""
    category: str = ""
    categories: dict[str, str] = {}
    drop: Annotated[tuple[Line, ...], Meta(max_length=100)] = ()
    dates: Literal["dmy", "mdy", ""] = ""
    language: str = ""
    author: str = ""


class WatchConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[watch]: when a dump counts as whole, and how often everything is looked at."""

    quiet_seconds: Seconds = 2.0
    max_wait_seconds: Seconds = 30.0
    rescan_seconds: Annotated[float, Meta(ge=1.0, le=86400.0)] = 300.0
    polling: bool | None = None


class Config(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole of it; `file` is where it was read."""

    site: SiteConfig = SiteConfig()
    feeds: FeedsConfig = FeedsConfig()
    render: RenderConfig = RenderConfig()
    split: SplitConfig = SplitConfig()
    watch: WatchConfig = WatchConfig()
    categories: dict[str, CategoryConfig] = {}
    sources: tuple[SourceConfig, ...] = ()

    def to_site(self) -> Site:
        """Return what the pages and feeds need of it, addresses made whole."""
        url = self.site.url or LOCALHOST
        url = url if url.endswith("/") else f"{url}/"
        return Site(
            title=self.site.title,
            url=url,
            authority=self.site.authority or f"{urlsplit(url).hostname},2026",
            description=self.site.description,
            language=self.site.language,
            author=self.site.author,
            timezone=self.site.timezone,
            formats=self.feeds.formats,
            max_items=self.feeds.max_items,
            days=self.feeds.max_days,
            room=self.feeds.max_kilobytes * 1000,
            full_content=self.feeds.content == "full",
            hub=self.feeds.hub,
            channels=tuple(sorted(self._channels())),
            engine=self.render.engine,
            search=self._searcher(),
            topics=tuple(
                kind
                for kind, wanted in ((TAGS, self.feeds.tags), (AUTHORS, self.feeds.authors))
                if wanted
            ),
        )

    def _searcher(self) -> str:
        """Return the first module of those installed that makes an index, "" if none is wanted."""
        if not self.site.search:
            return ""
        return next((name for name in SEARCHERS if find_spec(name)), "")

    def _channels(self) -> Iterator[tuple[str, Channel]]:
        if not self.categories:
            return
        from feeds.post.category import category  # here: most sites need none of it to start

        for name, settled in self.categories.items():
            if filed := category(name, self.site.language):
                yield filed.term, Channel(**msgspec.structs.asdict(settled))


SECTIONS: dict[str, type[Struct]] = {
    "site": SiteConfig,
    "feeds": FeedsConfig,
    "render": RenderConfig,
    "split": SplitConfig,
    "watch": WatchConfig,
}
NAMED: dict[str, type[Struct]] = {"categories": CategoryConfig}  # tables within a table
TABLES: dict[str, type[Struct]] = {"sources": SourceConfig}  # of which there may be many


def load(folder: Path) -> Config:
    """Return the configuration of the site in `folder`; a ConfigError says what is wrong in it."""
    found = find(folder)
    if found is None:
        hint = f"`feedmill init {folder}` makes one; -C names another folder"
        raise ConfigError(str(folder), "no site here", hint)
    return found


def find(folder: Path) -> Config | None:
    """Return the configuration of the site in `folder`, None if there is no site."""
    own = folder / FILE
    if own.is_file():
        text = _text(own)
        return parse(text, FILE)
    project = folder / "pyproject.toml"
    if project.is_file():
        text = _text(project)
        if "feedmill" in _toml(text, "pyproject.toml").get("tool", {}):
            return parse(text, "pyproject.toml", table=("tool", "feedmill"))
    return None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(path.name, f"not UTF-8: {error.reason}", "save it as UTF-8") from error
    except OSError as error:
        raise ConfigError(str(path), f"cannot be read: {error.strerror}", "whose is it?") from error


def _toml(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(where, f"not TOML: {error}", "strings need quotes") from error


def parse(text: str, where: str, table: tuple[str, ...] = ()) -> Config:
    """Return the Config that `text` holds in `table`; errors name the line and the key."""
    data = _toml(text, where)
    for name in table:
        data = data.get(name, {})
    _refuse_unknown(data, text, where)
    try:
        config = msgspec.convert(data, Config)
    except msgspec.ValidationError as error:
        what, _, at = str(error).partition(" - at `$.")
        key = at.rstrip("`").partition("[")[0]
        raise ConfigError(
            _place(text, where, key.split(".")[-1]), f"{key}: {what}", "see docs/configuration.md"
        ) from error
    for key, what, hint in _faults(config):
        raise ConfigError(_place(text, where, key.split(".")[-1]), f"{key}: {what}", hint)
    return config


def _refuse_unknown(data: dict[str, Any], text: str, where: str) -> None:
    for section, values in data.items():
        if section in TABLES:
            _refuse_unknown_in_tables(section, values, text, where)
            continue
        if section in NAMED:
            _refuse_unknown_in_named(section, values, text, where)
            continue
        if section not in SECTIONS:
            raise _unknown(section, [*SECTIONS, *NAMED, *TABLES], f"[{section}]", text, where)
        if not isinstance(values, dict):
            raise ConfigError(
                _place(text, where, section), f"{section} is a table", f"write [{section}]"
            )
        known = list(SECTIONS[section].__struct_fields__)
        for key in values:
            if key not in known:
                raise _unknown(key, known, f"{section}.{key}", text, where)


def _refuse_unknown_in_tables(section: str, tables: Any, text: str, where: str) -> None:
    known = list(TABLES[section].__struct_fields__)
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        place = _place(text, where, section)
        raise ConfigError(place, f"{section} are tables", f"write [[{section}]]")
    for key in (key for table in tables for key in table):
        if key not in known:
            raise _unknown(key, known, f"{section}.{key}", text, where)


def _refuse_unknown_in_named(section: str, tables: Any, text: str, where: str) -> None:
    known = list(NAMED[section].__struct_fields__)
    if not isinstance(tables, dict) or not all(isinstance(t, dict) for t in tables.values()):
        place = _place(text, where, section)
        raise ConfigError(place, f"{section} is a table of tables", f"write [{section}.NAME]")
    for name, key in ((name, key) for name, table in tables.items() for key in table):
        if key not in known:
            raise _unknown(key, known, f"{section}.{name}.{key}", text, where)


def _unknown(key: str, known: list[str], shown: str, text: str, where: str) -> ConfigError:
    import difflib

    close = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    hint = f"did you mean {close[0]}?" if close else f"known: {', '.join(known)}"
    return ConfigError(_place(text, where, key), f"unknown key {shown}", hint)


def _place(text: str, where: str, key: str) -> str:
    """Return `where:line` of the first line that sets `key`, as far as a search can tell."""
    found = re.search(rf"^\s*(?:\[.*)?{re.escape(key)}\b", text, re.MULTILINE)
    line = text.count("\n", 0, found.end()) + 1 if found else 0
    return f"{where}:{line}" if line else where


def _faults(config: Config) -> list[tuple[str, str, str]]:
    """Return key, fault and remedy of every value that has the right type and no sense."""
    faults = []
    if config.render.engine != "markdown" and find_spec(config.render.engine) is None:
        what = f"{config.render.engine} is not installed"
        faults.append(("render.engine", what, "pip install 'feedmill[fast]'"))
    for key, url in (("site.url", config.site.url), ("feeds.hub", config.feeds.hub)):
        if url and not _is_web_address(url):
            faults.append((key, f"not a web address: {url!r}", "write https://example.org/"))
    if config.site.authority and not re.fullmatch(
        r"[A-Za-z0-9.@_-]+,\d{4}(-\d\d(-\d\d)?)?", config.site.authority
    ):
        faults.append(
            (
                "site.authority",
                f"not a tagging authority: {config.site.authority!r}",
                "a domain you own and a year you owned it in: example.org,2026 (RFC 4151)",
            )
        )
    if not _TAG.fullmatch(config.site.language):
        faults.append(
            ("site.language", f"not a language tag: {config.site.language!r}", "write en or pt-BR")
        )
    for name, settled in config.categories.items():
        faults += _faults_of_category(f"categories.{name}", settled)
    faults += _doubles(config)
    for source in config.sources:
        faults += _faults_of(source)
    if not config.feeds.formats:
        faults.append(("feeds.formats", "no format is left", 'name one of "rss", "atom", "json"'))
    try:
        ZoneInfo(config.site.timezone)
    except (KeyError, ValueError, OSError):
        faults.append(
            ("site.timezone", f"no such zone: {config.site.timezone!r}", "write Europe/Berlin")
        )
    return faults


def _doubles(config: Config) -> Iterator[tuple[str, str, str]]:
    """Yield the fault of each table that settles a category which another has settled."""
    if len(config.categories) < 2:
        return
    from feeds.post.category import category

    first: dict[str, str] = {}
    for name in config.categories:
        filed = category(name, config.site.language)
        other = first.setdefault(filed.term, name) if filed else name
        if other != name:
            what = f"the same category as [categories.{other}]"
            yield f"categories.{name}", what, "make one table of the two"


def _faults_of_category(key: str, settled: CategoryConfig) -> list[tuple[str, str, str]]:
    faults = []
    if settled.language and not _TAG.fullmatch(settled.language):
        what = f"not a language tag: {settled.language!r}"
        faults.append((f"{key}.language", what, "write en or pt-BR"))
    if settled.image and not _is_web_address(settled.image):
        what = f"not a web address: {settled.image!r}"
        faults.append((f"{key}.image", what, "write https://example.org/energy.png"))
    return faults


def _faults_of(source: SourceConfig) -> list[tuple[str, str, str]]:
    faults = []
    if not source.match and not source.host:
        faults.append(
            ("sources", "a source is known by nothing", 'write match = "wire-*.txt" or a host')
        )
    if source.host and not re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", source.host):
        faults.append(("sources.host", f"not a host: {source.host!r}", "write news.example.org"))
    if source.language and not _TAG.fullmatch(source.language):
        faults.append(
            ("sources.language", f"not a language tag: {source.language!r}", "write en or pt-BR")
        )
    return faults


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    plain = parts.scheme in ("http", "https") and bool(parts.hostname)
    return plain and not parts.query and not parts.fragment and not re.search(r"[\s<>\"]", url)
