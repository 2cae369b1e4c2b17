"""A dump in the making: its lines with their roles, and the gold that is written beside it."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from feeds.split.calendar import find_date

BODY = "phlq"


@dataclass(slots=True)
class Line:
    """A line of a dump: its role as the corpus has it, and the article it belongs to."""

    role: str
    text: str
    article: int | None = None


@dataclass(slots=True)
class Fields:
    """What an article says of itself; a field is given where a line of the dump shows it."""

    title: str | None = None
    category: str | None = None
    dek: str | None = None
    author: str | None = None
    date: str | None = None
    date_text: str | None = None
    post: str = ""


@dataclass(slots=True)
class Sheet:
    """A dump with its answers."""

    site: str
    language: str
    features: list[str]
    lines: list[Line] = field(default_factory=list)
    articles: list[Fields] = field(default_factory=list)

    def add(self, role: str, text: str, article: int | None = None) -> None:
        """Put lines below the last: a text with line feeds is several of one role."""
        for part in text.split("\n"):
            bare = part.rstrip()
            self.lines.append(Line(role if bare.strip() else ".", bare, article))


def gold_of(sheet: Sheet, name: str) -> dict[str, Any]:
    """Return the gold of a sheet, in the corpus's form."""
    return {
        "dump": name + ".txt",
        "site": sheet.site,
        "source": sheet.site,
        "lang": sheet.language,
        "features": sheet.features,
        "n_lines": len(sheet.lines),
        "labels": "".join(line.role for line in sheet.lines),
        "articles": [_article(sheet, k) for k in range(len(sheet.articles))],
    }


def _article(sheet: Sheet, number: int) -> dict[str, Any]:
    own = [
        (n, line)
        for n, line in enumerate(sheet.lines, 1)
        if line.article == number and line.role not in ".s"
    ]
    body = [n for n, line in own if line.role in BODY]
    said = sheet.articles[number]
    at = {
        "category": _line(own, "ckaD", said.category),
        "title": _line(own, "t", said.title),
        "dek": _line(own, "d", said.dek),
        "author": _line(own, "aD", said.author),
        "date": _line(own, "Dac", said.date_text),
    }
    return {
        "start": own[0][0],
        "end": own[-1][0],
        "body_end": body[-1] if body else own[-1][0],
        **{k: getattr(said, k) if at[k] else None for k in at},
        **{f"{k}_line": n for k, n in at.items()},
        "date_text": said.date_text if at["date"] else None,
        "body": _ranges(body),
        "boilerplate": _ranges([n for n, line in own if line.role == "x"]),
        "captions": _ranges([n for n, line in own if line.role == "g"]),
        "post": said.post,
    }


def _line(own: list[tuple[int, Line]], roles: str, text: str | None) -> int | None:
    """Return the first line of one of these roles that shows the beginning of a field."""
    if not text:
        return None
    for role in roles:
        for n, line in own:
            if line.role == role and _shows(line.text, text):
                return n
    return None


def _shows(line: str, text: str) -> bool:
    first = next(iter(text.split("\n")[0].split(", ")), "")
    line, first = squeezed(line), squeezed(first)
    return bool(first) and (first in line or (len(line) >= 8 and line in squeezed(text)))


def squeezed(text: str) -> str:
    """Return a text without case, spaces and marks, to compare by."""
    return "".join(ch for ch in text.casefold() if ch.isalnum())


def _ranges(numbers: list[int]) -> list[list[int]]:
    ranges: list[list[int]] = []
    for n in numbers:
        if ranges and ranges[-1][1] == n - 1:
            ranges[-1][1] = n
        else:
            ranges.append([n, n])
    return ranges


def faults(sheet: Sheet) -> list[str]:
    """Return what is wrong with a sheet's gold; a sheet with a fault is not written."""
    found = []
    order = [line.article for line in sheet.lines if line.article is not None]
    if order != sorted(order) or set(order) != set(range(len(sheet.articles))):
        return ["articles are not one after another"]
    gold = gold_of(sheet, "")
    for k, article in enumerate(gold["articles"]):
        if not article["body"]:
            found.append(f"article {k} has no body")
        if sheet.articles[k].title and not article["title_line"]:
            found.append(f"article {k}: its title stands in no line")
        span = sheet.lines[article["start"] - 1 : article["end"]]
        if any(line.article != k for line in span if line.role not in ".s"):
            found.append(f"article {k} holds lines of another, or of the page")
    return found


def dated(text: str, iso: str) -> bool:
    """Return whether a text shows a date, read one way or the other."""
    for first in (False, True):
        found = find_date(text, first)
        if found and (found.month, found.day) == (int(iso[5:7]), int(iso[8:10])):
            return found.year in (0, int(iso[:4]))
    return False


def write(sheet: Sheet, folder: Path, name: str) -> None:
    """Write a dump and its gold."""
    folder.mkdir(parents=True, exist_ok=True)
    text = "".join(line.text + "\n" for line in sheet.lines)
    (folder / f"{name}.txt").write_bytes(text.encode("utf-8"))
    gold = json.dumps(gold_of(sheet, name), ensure_ascii=False)
    (folder / f"{name}.json").write_text(gold + "\n", "utf-8")
