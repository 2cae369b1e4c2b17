"""One dump split and shown, nothing written: what `feedmill split` prints."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from feeds.errors import DumpError
from feeds.files import digest
from feeds.model import Draft, Dump, Passage, Span, Split
from feeds.read import read
from feeds.split import split
from feeds.split.explain import explain
from feeds.split.language import in_languages


def split_file(path: Path, form: str) -> Iterable[str]:
    """Return the lines to print of one dump, in a form: json, jsonl, explain or list."""
    dump = _read(path)
    found = cut(dump)
    if form == "explain":
        return _explained(dump, found)
    articles = [fields(draft) for draft in found.drafts]
    if form == "json":
        return [json.dumps(articles, ensure_ascii=False, indent=1)]
    if form == "jsonl":
        return [json.dumps({"file": path.name, "articles": articles}, ensure_ascii=False)]
    return [_listed(draft) for draft in found.drafts]


def cut(dump: Dump) -> Split:
    """Return the articles that a dump's format states, else those that it reads like.

    What the dump states of their language is taken at its word, and else it is told
    from their text, or left open.
    """
    if dump.drafts is None:
        found = split(dump)
    else:
        found = _as_stated(dump.text.split("\n"), dump.drafts)
        for passage in dump.passages:
            found = _with_passage(found, dump, passage)
    return found if dump.language else replace(found, drafts=in_languages(found.drafts))


def _with_passage(whole: Split, dump: Dump, passage: Passage) -> Split:
    """Return the split of a dump with that of a passage which its format leaves undivided."""
    first, last = passage.span.first, passage.span.last
    own = replace(
        dump,
        text="\n".join(dump.text.split("\n")[first - 1 : last]),
        media_type=passage.media_type,
        language=passage.language,
        drafts=None,
        passages=(),
    )
    found = split(own)
    moved = [_moved(draft, first - 1, passage) for draft in found.drafts]
    outside = [(line, why) for line, why in whole.dropped if not first <= line <= last]
    dropped = [(line + first - 1, why) for line, why in found.dropped]
    return Split(
        roles=whole.roles[: first - 1] + found.roles + whole.roles[last:],
        drafts=tuple(sorted((*whole.drafts, *moved), key=lambda draft: draft.span.first)),
        dropped=tuple(sorted((*outside, *dropped))),
    )


def _moved(draft: Draft, by: int, passage: Passage) -> Draft:
    """Return a passage's draft with the lines of the dump, and where the passage is from."""
    from feeds.read.records import with_source  # here: a text dump needs none of it

    span = Span(first=draft.span.first + by, last=draft.span.last + by)
    origin = passage.origin
    body = with_source(draft.body, origin.link, origin.title) if origin else draft.body
    language = draft.language or passage.language
    return replace(draft, span=span, body=body, language=language, origin=origin)


def _as_stated(lines: list[str], drafts: tuple[Draft, ...]) -> Split:
    roles = ["x" if line.strip() else "." for line in lines]
    for draft in drafts:
        header = {
            ", ".join(draft.categories): "c",
            draft.title: "t",
            draft.dek: "d",
            ", ".join(draft.byline): "a",
            draft.published.isoformat() if draft.published else "": "D",
        }
        for i in range(draft.span.first - 1, draft.span.last):
            blank = not lines[i].strip()
            roles[i] = "." if blank else header.get(lines[i], "p")
            header = {} if blank else header  # a blank line ends it
    dropped = [(n, "stands outside every article") for n, r in enumerate(roles, 1) if r == "x"]
    return Split(roles="".join(roles), drafts=drafts, dropped=tuple(dropped))


def _read(path: Path) -> Dump:
    try:
        content = path.read_bytes()
        received = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        raise DumpError(str(path), str(error.strerror), "is the name right?") from error
    return read(str(path), content, digest=digest(content), received=received)


def fields(draft: Draft) -> dict[str, Any]:
    """Return an article as the JSON of the command line shows it; null where nothing is stated."""
    return {
        "start": draft.span.first,
        "end": draft.span.last,
        "title": draft.title,
        "category": ", ".join(draft.categories) or None,
        "summary": draft.dek or None,
        "author": " and ".join(draft.byline) or None,
        "date": _date(draft.published),
        "body": draft.body,
        "language": draft.language or None,
        "confidence": round(draft.confidence, 4),
    }


def _date(stated: datetime | None) -> str | None:
    if stated is None:
        return None
    whole_day = stated.tzinfo is None and (stated.hour, stated.minute, stated.second) == (0, 0, 0)
    return stated.date().isoformat() if whole_day else stated.isoformat()


def _listed(draft: Draft) -> str:
    filed = f"[{', '.join(draft.categories)}] " if draft.categories else ""
    span = f"{draft.span.first}-{draft.span.last}"
    return f"{span:>11}  {draft.confidence:4.0%}  {filed}{draft.title}"


def _explained(dump: Dump, found: Split) -> Iterator[str]:
    for line in explain(dump, found):
        yield str(line)
