"""Messages as lines of JSON, for whoever collects the logs of services."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

_LEVELS = {"red": "error", "yellow": "warning"}
_DUMPS = "content/dumps/"


def level(text: str, colour: str) -> str:
    """Return how grave a message is: error, warning or info."""
    return "error" if text.startswith("error: ") else _LEVELS.get(colour, "info")


def line(text: str, grave: str, fields: Mapping[str, object]) -> str:
    """Return a message as one line: time (RFC 3339, UTC), level, message, and its own fields.

    One that is about a dump names it below content/dumps.
    """
    where = str(fields.get("where", ""))
    about = {"dump": where.removeprefix(_DUMPS)} if where.startswith(_DUMPS) else {}
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    text = text.removeprefix("error: ")
    message = {"time": now, "level": grave, "message": text, **fields, **about}
    return json.dumps(message, ensure_ascii=True)  # escapes keep it one line, whatever is in it
