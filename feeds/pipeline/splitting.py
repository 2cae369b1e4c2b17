"""One dump split and shown, nothing written: what `feedmill split` prints."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from feeds.errors import DumpError, PublishError
from feeds.files import digest
from feeds.model import Draft, Dump, Origin, Passage, SourceRules, Span, Split
from feeds.pipeline.sources import ANY, host_of, source_of
from feeds.pipeline.volumes import blocks_in, in_volumes, volumes
from feeds.read import read
from feeds.split import split
from feeds.split.explain import ExplainedLine, explain
from feeds.split.language import in_languages
from feeds.split.rubrics import with_rubrics

if TYPE_CHECKING:
    from feeds.config import Config


def split_file(path: Path, form: str, config: "Config | None" = None) -> Iterator[str]:
    """Return what to print of one dump, piece by piece, in a form: json, jsonl, explain or list.

    With the `config` of a site, its settings for the dump's source hold.  Of a large text
    a volume at a time is in memory.
    """
    if form == "explain":
        return (f"{line}\n" for line in explain(*_split(path, config, reasons=True)))
    if blocks := blocks_in(path):
        dump = Dump(
            name=str(path), digest="", media_type="text/plain", received=_received(path), text=""
        )
        cutter = _cutter(dump, source_of(config, _name(path), "") if config else ANY)
        parts = volumes(blocks, cutter)
        return printed((draft for part in parts for draft in part.drafts), form, path.name)
    return printed(iter(_split(path, config)[1].drafts), form, path.name)


def printed(drafts: Iterator[Draft], form: str, name: str) -> Iterator[str]:
    """Yield what `json.dumps` makes of all of them, each as soon as it is there, or a list."""
    if form == "list":
        yield from (f"{_listed(draft)}\n" for draft in drafts)
        return
    indent = 1 if form == "json" else None
    title = json.dumps(name, ensure_ascii=False)
    yield "[" if form == "json" else f'{{"file": {title}, "articles": ['
    several = False
    for draft in drafts:
        article = json.dumps(fields(draft), ensure_ascii=False, indent=indent)
        if indent:
            yield ("," if several else "") + "\n " + article.replace("\n", "\n ")
        else:
            yield (", " if several else "") + article
        several = True
    yield "]}\n" if form == "jsonl" else "\n]\n" if several else "]\n"


def explained(path: Path, config: "Config | None" = None) -> list[ExplainedLine]:
    """Return every line of a dump with what was made of it."""
    return list(explain(*_split(path, config, reasons=True)))


def write_page(page: Path, dump: Path, lines: list[ExplainedLine]) -> None:
    """Write the page that explains a dump, complete in itself."""
    from feeds.render.desk.explained import explained_page

    try:
        page.write_text(explained_page(dump.name, lines), "utf-8", "replace")
    except OSError as error:
        raise PublishError(str(page), f"cannot be written: {error.strerror}") from error


def _split(path: Path, config: "Config | None", *, reasons: bool = False) -> tuple[Dump, Split]:
    dump, source = sourced(path, config)
    return dump, cut(dump, source, reasons=reasons)


def sourced(path: Path, config: "Config | None") -> tuple[Dump, SourceRules]:
    """Return the dump that a file is, and what the settings say of its source."""
    dump = _read(path)
    return dump, source_of(config, _name(path), host_of(dump)) if config else ANY


def cut(dump: Dump, source: SourceRules = ANY, *, reasons: bool = False) -> Split:
    """Return the articles that a dump's format states, else those that it reads like.

    What the dump states of their language is taken at its word, then what the settings
    say of its `source`; else it is told from their text, or left open.  Drafts have the
    evidence of their cuts if `reasons` are asked for.
    """
    if dump.drafts is None:
        return in_volumes(dump.text, _cutter(dump, source, reasons=reasons))
    own = by_rules(dump, source)
    found = _as_stated(dump.text.split("\n"), dump.drafts)
    for passage in dump.passages:
        found = _with_passage(found, own, passage, source.drop, reasons=reasons)
    return _with_languages(found, dump.language, source)


def _cutter(dump: Dump, source: SourceRules, *, reasons: bool = False) -> Callable[[str], Split]:
    """Return what cuts a text of a dump, the whole or a volume of it."""
    own = by_rules(dump, source)

    def cut_text(text: str) -> Split:
        found = split(replace(own, text=text), source.drop, reasons=reasons)
        return finished(found, text, dump, source)

    return cut_text


def finished(found: Split, text: str, dump: Dump, source: SourceRules) -> Split:
    """Return the split of a text of a dump with categories from its rubrics, languages, and links
    to where articles say that they were published first."""
    return _with_languages(_with_sources(with_rubrics(found, text)), dump.language, source)


def _with_sources(found: Split) -> Split:
    if not any(draft.origin for draft in found.drafts):
        return found
    from feeds.read.markup import web_address  # here: most text dumps need none of it
    from feeds.read.records import with_source

    links = [web_address(draft.origin.link) if draft.origin else "" for draft in found.drafts]
    drafts = (
        replace(
            draft,
            body=with_source(draft.body, link),
            origin=Origin(link=link) if link else None,
        )
        for draft, link in zip(found.drafts, links, strict=True)
    )
    return replace(found, drafts=tuple(drafts))


def by_rules(dump: Dump, source: SourceRules) -> Dump:
    """Return a dump that is read as the settings say of its source."""
    day_first = {"dmy": True, "mdy": False}.get(source.dates)
    return replace(dump, language=dump.language or source.language, day_first=day_first)


def _with_languages(found: Split, stated: str, source: SourceRules) -> Split:
    if stated:
        return found
    if source.language:
        drafts = [replace(d, language=d.language or source.language) for d in found.drafts]
        return replace(found, drafts=tuple(drafts))
    return replace(found, drafts=in_languages(found.drafts))


def _with_passage(
    whole: Split, dump: Dump, passage: Passage, drop: tuple[str, ...], *, reasons: bool
) -> Split:
    """Return the split of a dump with that of a passage which its format leaves undivided."""
    first, last = passage.span.first, passage.span.last
    own = replace(
        dump,
        text="\n".join(dump.text.split("\n")[first - 1 : last]),
        media_type=passage.media_type,
        language=passage.language or dump.language,
        drafts=None,
        passages=(),
    )
    found = with_rubrics(split(own, drop, reasons=reasons), own.text)
    found = found if passage.origin else _with_sources(found)
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
    return replace(draft, span=span, body=body, language=language, origin=origin or draft.origin)


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


def _name(path: Path) -> str:
    """Return a dump's name below content/dumps, or its own name elsewhere."""
    whole = path.absolute().as_posix()
    return whole.rpartition("/content/dumps/")[2] if "/content/dumps/" in whole else path.name


def _read(path: Path) -> Dump:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DumpError(str(path), str(error.strerror), "is the name right?") from error
    return read(str(path), content, digest=digest(content), received=_received(path))


def _received(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        raise DumpError(str(path), str(error.strerror), "is the name right?") from error


def fields(draft: Draft) -> dict[str, Any]:
    """Return an article as the JSON of the command line shows it; null where nothing is stated."""
    return {
        "start": draft.span.first,
        "end": draft.span.last,
        "title": draft.title,
        "category": draft.rubric or ", ".join(draft.categories) or None,
        "categories": list(draft.categories),
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
