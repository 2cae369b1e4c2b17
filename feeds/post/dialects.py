"""The dialects of front matter: YAML between `---`, TOML between `+++`, Pelican's lines.

Each gives the keys as they are written, and `divide` gives them under our names:
what users of Pelican, Hugo, Jekyll and Zola call the same things are synonyms.
"""

import re
import tomllib
from typing import Any

import yaml

from feeds.errors import PostError

_KEYS = "title|date|modified|category|tags|slug|authors?|summary|status|lang|id"
_PELICAN = re.compile(rf"(?:{_KEYS})[ \t]*:", re.IGNORECASE)
_TITLED = re.compile(r"^title[ \t]*:", re.IGNORECASE | re.MULTILINE)

SYNONYMS = {
    "guid": "id",
    "published": "date",
    "pubdate": "date",
    "lastmod": "updated",
    "modified": "updated",
    "categories": "category",
    "description": "summary",
    "excerpt": "summary",
    "author": "authors",
    "language": "lang",
    "images": "image",
    "cover": "image",
    "cover_image": "image",
    "featured_image": "image",
    "featuredimage": "image",
    "og_image": "image",
    "thumbnail": "image",
}


class _Reader(yaml.CSafeLoader):
    """YAML whose plain values all stay text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the parent's way


def divide(text: str, name: str) -> tuple[dict[str, Any], str]:
    """Return the keys above the body under our names, and the body.

    A PostError names the line at fault.
    """
    front, body = _divided(text, name)
    return _canonical(front), body


def _divided(text: str, name: str) -> tuple[dict[str, Any], str]:
    opening = text[:3]
    if opening in ("---", "+++") and text[3:].split("\n", 1)[0].strip() == "":
        _, _, after = text.partition("\n")
        found = re.search(rf"^{re.escape(opening)}[ \t]*$", after, re.MULTILINE)
        if not found:
            raise PostError(
                f"{name}:1", "the front matter is not closed", f"add a line {opening} below it"
            )
        front, body = after[: found.start()], after[found.end() :].lstrip("\n")
        return (_toml if opening == "+++" else _yaml)(front, name), body
    if is_pelican(text):
        return _pelican(text)
    return {}, text


def _yaml(front: str, name: str) -> dict[str, Any]:
    try:
        keys = yaml.load(front, Loader=_Reader) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        what = getattr(error, "problem", None) or "cannot be read"
        raise PostError(
            f"{name}:{line}", f"front matter: {what}", "quote the value: it has a : or a # in it"
        ) from error
    except (RecursionError, ValueError) as error:
        raise PostError(f"{name}:1", f"front matter: {error}", "make it simpler") from error
    if not isinstance(keys, dict):
        raise PostError(f"{name}:2", "front matter is not `key: value` lines", "write title: …")
    return keys


def _toml(front: str, name: str) -> dict[str, Any]:
    try:
        keys = tomllib.loads(front)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PostError(f"{name}:1", f"front matter: {error}", "strings need quotes") from error
    # Zola keeps its lists in tables of their own.
    return {**keys, **keys.get("taxonomies", {}), **keys.get("extra", {})}


def is_pelican(text: str) -> bool:
    """Return whether a text begins with `Key: value` lines of its own."""
    return (
        _PELICAN.match(text) is not None and _TITLED.search(text.partition("\n\n")[0]) is not None
    )


def _pelican(text: str) -> tuple[dict[str, Any], str]:
    """Return what stands in `Key: value` lines above the first blank one."""
    front, _, body = text.partition("\n\n")
    keys: dict[str, Any] = {}
    for line in front.split("\n"):
        key, _, value = line.partition(":")
        keys[key.strip()] = value.strip()
    for key in ("Tags", "tags", "Authors", "authors"):
        if key in keys:
            keys[key] = [part.strip() for part in re.split(r"[,;]", keys[key])]
    return keys, body


def _canonical(front: dict[str, Any]) -> dict[str, Any]:
    """Return the keys under our names; our own name wins over a synonym of it."""
    lower = {str(key).strip().lower(): value for key, value in front.items()}
    if str(lower.get("published")).lower() in ("false", "no"):  # Jekyll's word for a draft
        lower = {**lower, "draft": "true"}
        del lower["published"]
    renamed = {SYNONYMS[key]: value for key, value in lower.items() if key in SYNONYMS}
    return {**renamed, **{key: value for key, value in lower.items() if key not in SYNONYMS}}
