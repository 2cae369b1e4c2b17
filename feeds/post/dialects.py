"""The dialects of front matter: YAML between `---`, TOML between `+++`, JSON, Pelican's lines.

Each gives the keys as they are written, and `divide` gives them under our names:
what users of Pelican, Hugo, Jekyll and Zola call the same things are synonyms.
"""

import json
import re
import tomllib
from typing import Any

import yaml

from feeds.errors import PostError

_KEYS = "title|date|modified|category|tags|slug|authors?|summary|status|lang|id"
_PELICAN = re.compile(rf"(?:{_KEYS})[ \t]*:", re.IGNORECASE)
_JSON = re.compile(r'\{\s*"')  # Hugo's third form; `{{` and `{%` begin no object
_AT_LINE = re.compile(r"at line (\d+)")
_IN_ONE_LINE = ("categories", "tags")  # Jekyll's: `categories: news local` are two
DEEPEST = 100  # lists and tables within one another
_DOTTED = re.compile(
    rf"""(?<![\w.-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{DEEPEST}}}"""
)
_NESTING = ("[", "{", "-", "?", ":")  # each such level takes one of these, if only that
_TITLED = re.compile(r"^title[ \t]*:", re.IGNORECASE | re.MULTILINE)

# Lines of YAML that say no more than they seem to: a key of letters, and a value on the same
# line that opens with a letter or a digit, or stands in quotes that hold no quote.
_VALUE = r"""([^\W_](?:[^:#\n]|:(?=\S)|(?<=\S)#)*(?<![\s:])|'[^'\n]*'|"[^"\\\n]*")"""
_KEY_LINE = re.compile(rf"([A-Za-z_]{{1,100}}): {_VALUE}")
_ITEM_LINE = re.compile(rf"- {_VALUE}")
_OPEN_LINE = re.compile(r"([A-Za-z_]{1,100}):")  # what it holds is below
_AT_KEY = re.compile(r"\n(?=[A-Za-z_])")

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
    """YAML whose plain values all stay text, but for the one that is none; "null" is a headline."""

    yaml_implicit_resolvers: dict[str, Any] = {  # noqa: RUF012 - the parent's way
        sign: [("tag:yaml.org,2002:null", re.compile(r"(?:~|null)\Z"))] for sign in "~n"
    }


def divide(text: str, name: str) -> tuple[dict[str, Any], str]:
    """Return the keys above the body under our names, and the body.

    A PostError names the line at fault.
    """
    front, body = _divided(text, name)
    return _canonical(front), body


def _divided(text: str, name: str) -> tuple[dict[str, Any], str]:
    opening = fence(text)
    if opening:
        _, _, after = text.partition("\n")
        found = re.search(rf"^{re.escape(opening)}[ \t]*$", after, re.MULTILINE)
        if not found:
            raise PostError(
                f"{name}:1", "the front matter is not closed", f"add a line {opening} below it"
            )
        front, body = after[: found.start()], after[found.end() :].lstrip("\n")
        return (_toml if opening == "+++" else _yaml)(front, name), body
    if is_json(text):
        return _json(text, name)
    if is_pelican(text):
        return _pelican(text)
    return {}, text


def fence(text: str) -> str:
    """Return the line that front matter stands between, `---` or `+++`; "" if there is none."""
    first = text.partition("\n")[0].rstrip()
    return first if first in ("---", "+++") else ""


def _yaml(front: str, name: str) -> dict[str, Any]:
    try:
        if _is_deep(front):
            raise ValueError(f"more than {DEEPEST} lists or tables within one another")
        keys = _simple(front) or yaml.load(front, Loader=_Reader) or {}
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
    return {key: _several(str(key), value) for key, value in keys.items()}


def _simple(front: str) -> dict[str, Any] | None:
    """Return the keys of YAML in its plainest form, None of any other.

    That is lines of `key: value`, and below a key alone a table of such lines or a list:
    what we write, and most of what others do.  It takes a fifth of libyaml's time.
    """
    if not front.replace("\n", "").isprintable():
        return None
    keys: dict[str, Any] = {}
    for block in _AT_KEY.split(front.rstrip("\n")):
        first, *rest = block.split("\n")
        if not rest and (found := _KEY_LINE.fullmatch(first)):
            value: Any = _bare(found[2])
        elif rest and (found := _OPEN_LINE.fullmatch(first)):
            value = _table(rest) or _list(rest)
        else:
            return None
        if not value or found[1] == "null":
            return None
        keys[found[1]] = value
    return keys


def _table(lines: list[str]) -> dict[str, str] | None:
    found = [line.startswith("  ") and _KEY_LINE.fullmatch(line[2:]) for line in lines]
    pairs = [(each[1], _bare(each[2])) for each in found if each]
    whole = len(pairs) == len(lines) and all(key != "null" and value for key, value in pairs)
    return dict(pairs) if whole else None


def _list(lines: list[str]) -> list[str] | None:
    found = [_ITEM_LINE.fullmatch(line) for line in lines]
    items = [_bare(each[1]) for each in found if each]
    return items if len(items) == len(lines) and all(items) else None


def _bare(value: str) -> str:
    """A value without its quotes; "" for one that this form cannot tell from none."""
    return value[1:-1] if value[0] in "'\"" else "" if value == "null" else value


def _is_deep(front: str) -> bool:
    """Return whether too many lists or tables stand within one another.

    libyaml takes quadratic time for them, and its binding calls itself once for each:
    100,000 `[` would take minutes and then kill the process.
    """
    if sum(map(front.count, _NESTING)) <= DEEPEST:
        return False
    depth = 0
    for event in yaml.parse(front, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return True
    return False


def _several(key: str, value: Any) -> Any:
    """Return a value, as a list if Jekyll takes its one line for one."""
    if key.strip().lower() in _IN_ONE_LINE and isinstance(value, str):
        return value.split(",") if "," in value else value.split()
    return value


def _toml(front: str, name: str) -> dict[str, Any]:
    if _DOTTED.search(front):  # quadratic
        what = f"front matter: a key of more than {DEEPEST} parts"
        raise PostError(f"{name}:1", what, "make it simpler")
    try:
        keys = tomllib.loads(front)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) + 1 if found else 1  # below the line +++
        what = f"front matter: {str(error).partition(' (at line')[0]}"
        raise PostError(f"{name}:{line}", what, "strings need quotes") from error
    # Zola keeps its lists in tables of their own.
    tables = (keys.get(name) for name in ("taxonomies", "extra"))
    return keys | {k: v for table in tables if isinstance(table, dict) for k, v in table.items()}


def is_json(text: str) -> bool:
    """Return whether a text begins with a JSON object."""
    return _JSON.match(text) is not None


def _json(text: str, name: str) -> tuple[dict[str, Any], str]:
    try:
        keys, end = json.JSONDecoder(parse_float=str, parse_int=str).raw_decode(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        what = f"front matter: {getattr(error, 'msg', error)}"
        hint = 'write `"key": "value"` with commas between them'
        raise PostError(f"{name}:{line}", what, hint) from error
    return keys, text[end:].lstrip("\n")


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
    published = lower.get("published")
    if isinstance(published, str | bool) and str(published).lower() in ("false", "no"):  # Jekyll
        lower = {**lower, "draft": "true"}
        del lower["published"]
    renamed = {SYNONYMS[key]: value for key, value in lower.items() if key in SYNONYMS}
    return {**renamed, **{key: value for key, value in lower.items() if key not in SYNONYMS}}
