"""feedmill.toml, or [tool.feedmill] of pyproject.toml: every key, its default, its check.

A key that does not exist is an error with a suggestion: a typo that is silently
ignored costs an evening.
"""

import difflib
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta, Struct

from feeds.errors import ConfigError
from feeds.model import Site

FILE = "feedmill.toml"
LOCALHOST = "http://127.0.0.1:8000/"

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


class FeedsConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[feeds]: what is published, and how much of it."""

    formats: tuple[Literal["rss", "atom", "json"], ...] = ("rss", "atom", "json")
    max_items: Annotated[int, Meta(ge=1, le=10000)] = 50
    content: Literal["full", "summary"] = "full"
    hub: str = ""


class SplitConfig(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[split]: what becomes of articles that the dump says too little of."""

    default_category: Annotated[str, Meta(min_length=1)] = "General"
    review_below: Annotated[float, Meta(ge=0.0, le=1.0)] = 0.0
    categories: dict[str, str] = {}


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
    split: SplitConfig = SplitConfig()
    watch: WatchConfig = WatchConfig()

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
            full_content=self.feeds.content == "full",
            hub=self.feeds.hub,
        )


SECTIONS: dict[str, type[Struct]] = {
    "site": SiteConfig,
    "feeds": FeedsConfig,
    "split": SplitConfig,
    "watch": WatchConfig,
}


def load(folder: Path) -> Config:
    """Return the configuration of the site in `folder`; a ConfigError says what is wrong in it."""
    own = folder / FILE
    if own.is_file():
        text = _text(own)
        return parse(text, FILE)
    project = folder / "pyproject.toml"
    if project.is_file():
        text = _text(project)
        if "feedmill" in _toml(text, "pyproject.toml").get("tool", {}):
            return parse(text, "pyproject.toml", table=("tool", "feedmill"))
    raise ConfigError(
        str(folder), "no site here", f"`feedmill init {folder}` makes one; -C names another folder"
    )


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
        if section not in SECTIONS:
            raise _unknown(section, list(SECTIONS), f"[{section}]", text, where)
        if not isinstance(values, dict):
            raise ConfigError(
                _place(text, where, section), f"{section} is a table", f"write [{section}]"
            )
        known = list(SECTIONS[section].__struct_fields__)
        for key in values:
            if key not in known:
                raise _unknown(key, known, f"{section}.{key}", text, where)


def _unknown(key: str, known: list[str], shown: str, text: str, where: str) -> ConfigError:
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
    if not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", config.site.language):
        faults.append(
            ("site.language", f"not a language tag: {config.site.language!r}", "write en or pt-BR")
        )
    if not config.feeds.formats:
        faults.append(("feeds.formats", "no format is left", 'name one of "rss", "atom", "json"'))
    try:
        ZoneInfo(config.site.timezone)
    except (KeyError, ValueError, OSError):
        faults.append(
            ("site.timezone", f"no such zone: {config.site.timezone!r}", "write Europe/Berlin")
        )
    return faults


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    plain = parts.scheme in ("http", "https") and bool(parts.hostname)
    return plain and not parts.query and not parts.fragment and not re.search(r"[\s<>\"]", url)
