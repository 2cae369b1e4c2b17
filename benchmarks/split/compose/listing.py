"""The gold of a page that lists articles: each entry held against the article it leads to."""

import re
from dataclasses import dataclass

from feeds.split.calendar import find_date

from .aligned import LONG, PLAIN, Labelled, Shelf, clean, field_role, mostly
from .built import Article, Built
from .gold import BODY, Fields, squeezed
from .marking import EXCERPTS, field_marks, is_title, tokens
from .shown import day_in
from .tree import Element, Mark, Row, rows, said

_MORE = re.compile(r"[\[(]?(?:…|\.\.\.|&hellip;)[\])]?.{0,40}$")


@dataclass(slots=True)
class _Entry:
    title: Element
    article: Article
    root: Element


def listing(page: Built, shelf: Shelf, cells: bool) -> Labelled | None:
    """Return a page that lists articles by headline and text, labelled; nothing where in doubt."""
    entries = _entries(page, shelf)
    if len(entries) < 2 or len({e.article.path for e in entries}) < len(entries):
        return None
    if _others(page, entries):
        return None
    keep = {up for e in entries for up in (e.title, *e.title.iterancestors())}
    marks = field_marks(page.root, keep)
    marks = {e: m for e, m in marks.items() if e not in keep and m.role != "d"}
    for number, entry in enumerate(entries):
        _mark_entry(entry, number, page, shelf, marks)
    found = rows(page.root.find("body"), marks, cells)
    return _labelled(found, entries)


def _entries(page: Built, shelf: Shelf) -> list[_Entry]:
    barred = [e for e, m in field_marks(page.root).items() if m.role in "nx"]
    titles: dict[Element, Article] = {}
    for element in page.root.iter():
        if (
            not isinstance(element.tag, str)
            or not is_title(element)
            or any(up in titles for up in element.iterancestors())
        ):
            continue
        links = [*element.iter("a"), *element.iterancestors("a")]
        article = shelf.find(links[0].get("href") or "", page.name) if links else None
        if article and squeezed(said(element)) == squeezed(article.title):
            titles[element] = article
    titles = {t: a for t, a in titles.items() if not any(up in barred for up in t.iterancestors())}
    around: set[Element] = set()
    seen: set[Element] = set()
    for title in titles:  # what holds two headlines is no entry's own
        for up in title.iterancestors():
            (around if up in seen else seen).add(up)
    entries = []
    for title, article in titles.items():
        root = title
        while (
            root.getparent() is not None
            and root.getparent() not in around
            and root.getparent().tag != "body"
        ):
            root = root.getparent()
        entries.append(_Entry(title, article, root))
    return entries


def _others(page: Built, entries: list[_Entry]) -> bool:
    """Return whether a page has more entries than those that are known, by their like elements."""
    titles, roots = {e.title for e in entries}, {e.root for e in entries}
    shapes = {_shape(t) for t in titles}
    barred = {e for e, m in field_marks(page.root).items() if m.role in "nx"}
    for element in page.root.iter(*{t.tag for t in titles}):
        if (
            element not in titles
            and _shape(element) in shapes
            and said(element)
            and not barred & {*element.iterancestors()}
        ):
            return True
    beside = {s for r in roots for s in r.getparent() if s not in roots and isinstance(s.tag, str)}
    return any(_shape(s) == _shape(r) and len(said(s)) > 40 for s in beside for r in roots)


def _shape(element: Element) -> tuple[str, frozenset[str]]:
    """Return the tag and those classes that entries share."""
    own = {re.sub(r"\d+", "", t) for t in (element.get("class") or "").lower().split()}
    return element.tag, frozenset(
        t for t in own if not t.startswith(("category", "tag", "post-", "format", "has-", "status"))
    )


def _mark_entry(
    entry: _Entry, number: int, page: Built, shelf: Shelf, marks: dict[Element, Mark]
) -> None:
    """Mark what is in an entry's element as its own."""
    for element in entry.root.iterdescendants():
        if not isinstance(element.tag, str):
            continue
        if element in marks:
            marks[element] = Mark(marks[element].role, marks[element].value, number)
        elif element.tag == "a" and element not in entry.title.iter():
            if shelf.find(element.get("href") or "", page.name) is entry.article:
                marks[element] = Mark("M", "", number)
        elif tokens(element) & EXCERPTS:
            marks[element] = Mark("b", "", number)
    marks[entry.root] = Mark("e", "", number)
    marks[entry.title] = Mark("t", "", number)


def _labelled(found: list[Row], entries: list[_Entry]) -> Labelled | None:
    out = Labelled(articles=[Fields(post=e.article.page) for e in entries])
    first_rows = [n for n, r in enumerate(found) if "t" in r.marks()]
    if len(first_rows) != len(entries):
        return None
    with_body: set[int] = set()
    for n, row in enumerate(found):
        owners = {m.entry for _, m in row.said() if m and m.entry is not None}
        if len(owners) > 1:
            return None
        if not owners:
            between = first_rows[0] < n < first_rows[-1]
            if between and (len(row.text()) > LONG or find_date(row.text())):
                return None
            out.rows.append((row, "n", None))
            continue
        number = owners.pop()
        role = _entry_role(row, entries[number], out.articles[number], number in with_body)
        if not role:
            return None
        if role in BODY:
            with_body.add(number)
        out.rows.append((row, role, number))
    if len(with_body) < len(entries):
        return None
    _inner(out)
    return out


def _inner(out: Labelled) -> None:
    """Take short lines between those that are known to be an article's text for its text."""
    spans: dict[int, list[int]] = {}
    for n, (_, role, number) in enumerate(out.rows):
        if number is not None and role in BODY:
            spans.setdefault(number, []).append(n)
    for number, own in spans.items():
        for n in range(own[0], own[-1]):
            row, role, _ = out.rows[n]
            if role in "xm" and not row.marks() & set("MTxaDc"):
                out.rows[n] = row, row.kind, number


def _entry_role(row: Row, entry: _Entry, own: Fields, below: bool) -> str:
    """Return the role of a row of an entry, "" where it is in doubt.

    `below` says that some of its text stands above.
    """
    marks, text = row.marks(), row.text()
    if "t" in marks:
        own.title = text
        return "t" if clean(row, entry.article.title) else ""
    if marks <= {"M", "T", "x"}:  # a day that is linked to its article is none the less its day
        shown = len(text) <= PLAIN and day_in([text], entry.article.day)
        return field_role(row, entry.article, own) if shown else "x"
    if "b" not in marks and (marks & set("aDc") or len(text) <= PLAIN):
        role = field_role(row, entry.article, own, headed=not below)
        if role != "x":
            return role
    bare = squeezed(_MORE.sub("", text))
    known = len(bare) >= 8 and bare[:200] in entry.article.body
    if (
        known
        or (mostly(row, "b") and len(text) >= 40)
        or ("b" in marks and below and len(bare) > 2)
    ):
        return row.kind
    if len(text) > LONG:
        return ""
    return "x" if below else "m"
