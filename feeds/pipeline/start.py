"""A new site in an empty folder, which builds as it is."""

import re
from datetime import UTC, datetime
from importlib.resources import files as resources
from pathlib import Path
from urllib.parse import urlsplit

from feeds.config import FILE, parse
from feeds.errors import ConfigError
from feeds.files import Folder
from feeds.post.identity import slug

SAMPLE = "content/dumps/your-first-dump.txt"


def start(root: Path, *, title: str = "", url: str = "") -> list[str]:
    """Make a site in `root` and return the names of the files written.

    Raises ConfigError if there is a site already or `url` is no web address; other files
    are left alone.
    """
    if (root / FILE).exists():
        raise ConfigError(str(root / FILE), "there is a site here already", "edit it instead")
    title = _one_line(title) or _one_line(root.resolve().name) or "Feedmill"
    host = _host(url) or f"{slug(title) or 'site'}.localhost"
    settings = (
        _starter("feedmill.toml")
        .replace("@TITLE@", _quoted(title))
        .replace("@URL@", _quoted(_one_line(url)))
        .replace("@AUTHORITY@", f"{host},{datetime.now(UTC).year}")
    )
    parse(settings, FILE)  # what is written can be read
    root.mkdir(parents=True, exist_ok=True)
    folder = Folder(root)
    for place in ("content/posts", "output"):
        (root / place).mkdir(parents=True, exist_ok=True)
    written = {SAMPLE: _starter("dump.txt"), FILE: settings}
    for path, text in written.items():
        if folder.status(path) is None:
            folder.write(path, text.encode(), durable=True)
    return list(written)


def _starter(name: str) -> str:
    return resources("feeds").joinpath("starter", name).read_text("utf-8")


def _one_line(text: str) -> str:
    """Return text without line breaks and control characters, which a title has no use for."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", text).split())


def _host(url: str) -> str:
    """Return the host of an address in the letters that an id may have (RFC 4151), or ""."""
    try:
        host = (urlsplit(url).hostname or "").encode("idna").decode("ascii")
    except ValueError:  # no address, or no name: UnicodeError is one
        return ""
    return host if re.fullmatch(r"[a-z0-9.-]+", host) else ""


def _quoted(text: str) -> str:
    """Return text as it stands between the quotes of a TOML string."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
