"""Messages of a chat that was saved as text, where these are articles: a channel's, a newsroom's.

"04/03/2025, 09:10 - Lena Marsh: …", "[04.03.25, 09:10:00] Lena Marsh: …": the head of each says who
sent it and when, and its text begins beside it.  A chat of short messages is none of articles.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise, takewhile

from msgspec.structs import replace

from feeds.split.given import Given, date_of
from feeds.split.manner import days_first
from feeds.split.parting import without

_HEAD = re.compile(
    r"\[?(\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?)\]?"
    r"(?: [-–])? (?:([^:\n]{1,40}): )?(.*)"
)
_SHORT_YEAR = re.compile(r"(^\d{1,2}[./-]\d{1,2}[./-])(\d\d)(?=\D)")
_PADDED = re.compile(r"0\d/.*\d$")  # where months come first, figures have no 0 before them
_LONGEST = 1200  # characters of a line that is looked at first
_ARTICLE = 160  # characters of a message that is one
_NEARLY_ALL = 0.7  # of all characters
SENT_SO = "the head of a message"


def may_be_chat(text: str) -> bool:
    """Return whether a dump begins with the head of a message: quickly told."""
    top = next((line for line in text[:_LONGEST].split("\n") if line.strip()), "")
    return _head(top) is not None


def _head(line: str) -> re.Match[str] | None:
    line = line.strip("\u200e\u200f ")
    return _HEAD.fullmatch(line) if line[:1] in "[0123456789" else None


def with_messages(known: Given, day_first: bool | None, language: str) -> Given:
    """Return what is known of a dump with its messages as articles; the same if they are none."""
    heads = {k: head for k, line in enumerate(known.lines) if (head := _head(line))}
    sizes = {a: sum(map(len, known.lines[a:b])) for a, b in pairwise([*heads, len(known.lines)])}
    said = (k for k, head in heads.items() if head[2] and head[3].strip())
    whole = [k for k in said if sizes[k] >= _ARTICLE]
    if len(whole) < 2 or sum(sizes[k] for k in whole) < _NEARLY_ALL * sum(sizes.values()):
        return known
    when = {k: _SHORT_YEAR.sub(r"\g<1>20\g<2>", head[1]) for k, head in heads.items()}
    if day_first is None:
        padded = any(_PADDED.match(each) for each in when.values())
        blocks = [[("p", line) for line in known.lines if line]]
        day_first = padded or days_first(list(when.values()), blocks, language)
    filled = (k for k in range(whole[0]) if known.lines[k].strip())
    above = list(takewhile(lambda k: k not in known.starts, filled))
    noted = known.starts.union(above)
    going = [k for k, head in heads.items() if not head[2] and k not in noted]
    left = without(
        replace(known, lines=_without_heads(known.lines, heads, whole)),
        [
            *((k, "n", "stands above the first article") for k in above),
            *((k, "n", "says who came or went") for k in going),
        ],
    )
    told = {k: _told(heads[k][2], date_of(when[k], day_first=day_first)) for k in whole}
    return replace(
        left,
        starts=left.starts.union(whole),
        fields=left.fields | {k: own | left.fields.get(k, {}) for k, own in told.items()},
        signs=left.signs | dict.fromkeys(whole, SENT_SO),
        only=True,
    )


def _told(author: str, day: datetime | None) -> dict[str, str]:
    return {"author": author} | ({"date": day.isoformat()} if day else {})


def _without_heads(
    lines: Sequence[str], heads: dict[int, re.Match[str]], whole: Sequence[int]
) -> list[str]:
    """Return lines without the heads of those messages; of others their names stay."""
    left, bare = list(lines), frozenset(whole)
    for k, head in heads.items():
        left[k] = head[3] if k in bare or not head[2] else f"{head[2]}: {head[3]}"
    return left
