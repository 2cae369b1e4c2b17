"""`feedmill split --explain --html`: a dump with what became of each line, on one page."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Protocol

from feeds.model import Draft
from feeds.render.desk import page
from feeds.render.language import well_formed

MOST_LINES = 20_000  # a page of more no browser scrolls gladly
_LOUD = 1.5  # log odds at which a signal's bar is full


class Line(Protocol):
    """What the splitter says of a line."""

    @property
    def number(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def role_name(self) -> str: ...
    @property
    def draft(self) -> Draft | None: ...
    @property
    def score(self) -> float: ...
    @property
    def signals(self) -> list[tuple[str, float]]: ...
    @property
    def reason(self) -> str: ...


def explained_page(name: str, lines: Sequence[Line]) -> str:
    """Return the page; it needs nothing beside itself."""
    drafts = [line.draft for line in lines if line.draft]
    return page(
        "explained.html",
        name=name,
        parts=list(_parts(lines[:MOST_LINES])),
        drafts=drafts,
        count=len(lines),
        more=max(0, len(lines) - MOST_LINES),
        dropped=[line for line in lines if line.reason and line.role != "s"],
        words=sum(len(line.text.split()) for line in lines),
        loud=_LOUD,
        language=lambda draft: well_formed(draft.language),
    )


def _parts(lines: Sequence[Line]) -> Any:
    """Yield (the line that an article begins with or None, the lines up to the next)."""
    number = 0

    def article(line: Line) -> int:
        nonlocal number
        number += line.draft is not None
        return number

    for _, group in groupby(lines, article):
        run = list(group)
        yield (run[0] if run[0].draft else None), run
