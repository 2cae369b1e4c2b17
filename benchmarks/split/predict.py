"""Print the articles of text dumps as JSON lines, as the corpus's scorer reads them.

python -m benchmarks.split.predict FILES
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from feeds.model import Draft, Dump
from feeds.split import split

RECEIVED = datetime(2026, 1, 1, tzinfo=UTC)


def dump_of(path: Path) -> Dump:
    """Return a text file as a dump; the real reader does more."""
    text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    return Dump(name=path.name, digest="", media_type="text/plain", received=RECEIVED, text=text)


def answer(draft: Draft) -> dict[str, Any]:
    """Return a draft in the scorer's terms."""
    return {
        "start": draft.span.first,
        "end": draft.span.last,
        "title": draft.title,
        "category": ", ".join(draft.categories) or None,
        "summary": draft.dek or None,
        "author": " and ".join(draft.byline) or None,
        "date": draft.published.isoformat() if draft.published else None,
        "body": draft.body,
        "confidence": draft.confidence,
    }


def main() -> None:
    for name in sys.argv[1:]:
        articles = [answer(draft) for draft in split(dump_of(Path(name))).drafts]
        print(json.dumps({"file": Path(name).name, "articles": articles}, ensure_ascii=False))


if __name__ == "__main__":
    main()
