"""Keys and values as YAML, the way people write it.

Most values need no quotes, and for these a line is put together here: libyaml's, byte
for byte, in a fifth of the time.  One value that may need them sends all to PyYAML.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import yaml

# A space is followed by what no comment, mark or other space begins with.
_PLAIN = re.compile(r"\w(?:[\w,.()'/;&%+-]|:(?=\w)| (?=[\w(&']))*")


class Writer(yaml.CSafeDumper):
    """YAML as people write it: dates without quotes."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


Writer.add_representer(
    datetime,
    lambda writer, value: writer.represent_scalar("tag:yaml.org,2002:timestamp", value.isoformat()),
)


def written(keys: dict[str, Any]) -> str:
    """Return keys and values as YAML, in their order."""
    try:
        return "".join(_lines(keys))
    except _NotPlainError:
        return str(
            yaml.dump(
                keys, Dumper=Writer, allow_unicode=True, sort_keys=False, width=1_000_000, indent=2
            )
        )


class _NotPlainError(Exception):
    """A value may need quotes."""


def _lines(keys: dict[str, Any], before: str = "") -> Iterator[str]:
    for key, value in keys.items():
        if isinstance(value, dict) and value:
            yield f"{before}{key}:\n"
            yield from _lines(value, f"{before}  ")
        elif isinstance(value, list) and value:
            yield f"{before}{key}:\n"
            for each in value:
                yield f"{before}- {_plain(each)}\n"
        else:
            yield f"{before}{key}: {_plain(value)}\n"


def _plain(value: Any) -> str:
    if isinstance(value, str) and _PLAIN.fullmatch(value) and _stays_text(value):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float) and 0.001 <= value <= 1:  # without an exponent
        return repr(value)
    if value is True:
        return "true"
    raise _NotPlainError


def _stays_text(value: str) -> bool:
    """Return whether YAML takes a value for text without quotes: not for a number or a date.

    libyaml escapes what is beyond 16 bits.
    """
    if not value.isascii() and max(value) > "\uffff":
        return False
    kinds = Writer.yaml_implicit_resolvers
    return not any(
        pattern.match(value) for first in (value[0], None) for _, pattern in kinds.get(first, ())
    )
