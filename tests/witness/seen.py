"""What a subscriber sees, whatever the reader: entries, and which are new or changed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An entry in a reader; what the reader does not keep is None."""

    id: str
    title: str
    link: str
    published: datetime | None
    content: str
    updated: datetime | None = None
    authors: tuple[str, ...] | None = None
    categories: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One look at a feed: all that the reader holds now, and what it made of the fetch."""

    entries: tuple[Seen, ...]
    new: frozenset[str] = field(default_factory=frozenset)  # ids
    changed: frozenset[str] = field(default_factory=frozenset)  # ids

    def by_id(self) -> dict[str, Seen]:
        """Return the entries by id; a reader that shows one twice fails here."""
        found = {entry.id: entry for entry in self.entries}
        assert len(found) == len(self.entries), "an entry is shown twice"
        return found


class Subscriber(Protocol):
    """Someone who follows one feed and remembers what they have seen."""

    def visit(self) -> Visit: ...


def difference(before: tuple[Seen, ...], after: tuple[Seen, ...]) -> Visit:
    """Return the visit of a reader that says nothing itself of what is new."""
    known = {entry.id: entry for entry in before}
    return Visit(
        entries=after,
        new=frozenset(entry.id for entry in after if entry.id not in known),
        changed=frozenset(e.id for e in after if e.id in known and known[e.id] != e),
    )
