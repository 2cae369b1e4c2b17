"""A dump line by line as the splitter read it: roles, cuts with their reasons, what was dropped."""

import math
from collections.abc import Iterator

from msgspec import Struct

from feeds.model import Draft, Dump, Evidence, Split
from feeds.split.wording import in_words

ROLE_NAMES = {
    "c": "category", "k": "breadcrumb", "t": "title", "d": "dek", "a": "byline", "D": "date",
    "m": "metadata", "p": "paragraph", "h": "sub-heading", "l": "list item", "q": "code",
    "g": "caption", "x": "boilerplate", "n": "site chrome", "s": "separator", ".": "blank",
}  # fmt: skip


class ExplainedLine(Struct, frozen=True, kw_only=True):
    """One line of a dump; `draft` is set where an article starts, `reason` where it is dropped."""

    number: int
    text: str
    role: str  # a letter of Split.roles
    draft: Draft | None = None
    score: float = 0.0  # log odds of the cut
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""

    @property
    def role_name(self) -> str:
        """Return the role in a word."""
        return ROLE_NAMES[self.role]

    @property
    def signals(self) -> list[tuple[str, float]]:
        """Return what spoke for the cut, in words, and how loudly: log odds."""
        return [(in_words(each), each.value * each.weight) for each in self.evidence]

    def __str__(self) -> str:
        """Return the line as a pipe gets it, a cut's reasons on a line of their own."""
        shown = f"{self.number:6} {self.role_name:<12} {self.text}"
        if self.reason:
            shown += f"   [{self.reason}]"
        if self.draft is None:
            return shown
        signals = ", ".join(f"{said} {odds:+.2f}" for said, odds in self.signals)
        return f"------ cut {self.score:+.2f}: {signals or 'the dump begins'}\n{shown}"


def explain(dump: Dump, split: Split) -> Iterator[ExplainedLine]:
    """Yield every line of a dump with what the splitter made of it."""
    reasons = dict(split.dropped)
    starts = {draft.span.first: draft for draft in split.drafts}
    lines = dump.text.split("\n")
    for number, role in enumerate(split.roles, 1):
        draft = starts.get(number)
        yield ExplainedLine(
            number=number,
            text=lines[number - 1],
            role=role,
            draft=draft,
            score=_log_odds(draft.confidence) if draft else 0.0,
            evidence=draft.evidence if draft else (),
            reason=reasons.get(number, ""),
        )


def _log_odds(chance: float) -> float:
    chance = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(chance / (1 - chance))
