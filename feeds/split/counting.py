"""Lines that number the articles of a dump and say nothing else: "1 of 12 DOCUMENTS", "Article 3".

Archives of newspapers export so.  Where such lines count up from the dump's first line on,
each begins an article with what stands below it, and nothing else begins one.
"""

import re
from collections.abc import Sequence

from feeds.split.given import COUNTED_SO, Given
from feeds.split.headlines import COUNTED

_COUNT = re.compile(
    r"\W{0,9}(?:(?P<word>[^\W\d_]{2,12})\W{1,3})?(?P<n>\d{1,4})"
    r"(?:\s?(?:/|of|von|de|di|van|z|из|sur|av)\s?(?P<all>\d{1,4}))?(?:\s(?P<after>[^\W\d_]{2,12}))?\W{0,9}"
)
_LONGEST = 60  # characters
_TOP = 400  # characters in which the first number stands
_ABOVE = 5  # lines above it: who exported them, and when


def may_be_counted(text: str) -> bool:
    """Return whether a dump begins with the number of its first article: quickly told."""
    return any(_is_first(line.strip()) for line in text[:_TOP].split("\n"))


def _is_first(line: str) -> bool:
    count = _count(line) if "1" in line else None
    return count is not None and count[1] == 1


def with_counts(known: Given) -> Given:
    """Return what is known of a dump with where its numbers begin articles; the same if none do."""
    counts = _counts(known.lines)
    above = [k for k in range(counts[0] if counts else 0) if known.lines[k].strip()]
    if len(counts) < 2 or len(above) > _ABOVE:  # one counts nothing
        return known
    found = Given(
        lines=list(known.lines),
        numbers=known.numbers,
        starts=set(known.starts),
        joins=known.joins,
        fields=dict(known.fields),
        removed=list(known.removed),
        only=True,
    )
    for k in above:
        found.lines[k] = ""
        found.removed.append((known.numbers[k], "n", "stands above the first article"))
    for at, stop in zip(counts, [*counts[1:], len(known.lines)], strict=True):
        found.lines[at] = ""
        found.removed.append((known.numbers[at], "s", "numbers an article"))
        first = next((k for k in range(at + 1, stop) if known.lines[k].strip()), None)
        if first is not None and first not in found.starts:
            found.starts.add(first)
            found.fields[first] = {}
            found.signs[first] = COUNTED_SO
    return found


def _counts(lines: Sequence[str]) -> list[int]:
    """Return the lines that count up from one, all in one manner."""
    found: list[int] = []
    manner = ""
    for k, line in enumerate(lines):
        count = _count(line.strip())
        if count and count[1] == len(found) + 1 and manner in ("", count[0]):
            manner = count[0]
            found.append(k)
    return found


def _count(line: str) -> tuple[str, int] | None:
    """Return the number that a line gives an article and is nothing else, and the rest of the
    line: "Article 3", "3 of 12 DOCUMENTS"; None if it counts something else, or nothing."""
    found = _COUNT.fullmatch(line) if len(line) <= _LONGEST else None
    if not found or not (found["all"] or found["word"] or found["after"]):
        return None
    words = [word.casefold() for word in found.group("word", "after") if word]
    if not all(word in COUNTED or word.removesuffix("s") in COUNTED for word in words):
        return None
    return line[: found.start("n")] + line[found.end("n") :], int(found["n"])
