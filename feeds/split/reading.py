"""A page read: from the odds of its lines to a dump of like articles.

The lines are read one by one first (decode.py), then as records that are made alike, each step by
what the dump as a whole does.  What looks like an article and is none is read once more as a part
of the one above it.  What is known for certain wins before and after.
"""

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from feeds.model import Evidence
from feeds.split.anchors import anchored
from feeds.split.decode import BODY, Reading, decode
from feeds.split.deks import with_deks
from feeds.split.doubts import Doubt, doubts
from feeds.split.fences import with_code
from feeds.split.fieldlines import with_fieldlines
from feeds.split.given import Given, held, swayed
from feeds.split.indexing import begun
from feeds.split.judging import Evidences
from feeds.split.levels import Heads, headed, level, with_subheadings
from feeds.split.lines import Page
from feeds.split.links import with_links
from feeds.split.network import START, Array
from feeds.split.orders import regular
from feeds.split.places import with_places
from feeds.split.records import owned, with_first_line
from feeds.split.stating import as_told
from feeds.split.titles import with_titles, without_listed, without_rubrics

_NEAR = 3  # units above a start that is none in which there is none either
_STOPS = (".", "!", "?", "。", "！", "？", "…")
_NEVER = -12.0  # log odds of a start that is none


class Read(Struct, frozen=True):
    """The reading of a page, and what it was told by."""

    reading: Reading
    known: Given
    heads: Heads | None  # headlines of one level, if anything tells them
    doubted: list[Doubt]  # starts that looked like articles and are none


def read(page: Page, logits: Array, known: Given | None = None) -> Read:
    """Return what a page is read as by the odds of its lines and what is known of them."""
    logits = with_code(page, logits)
    if not known or not known.numbers:
        return _read(page, logits, Given())
    logits, known = begun(page, logits, known)
    found = _read(page, swayed(page, logits, known), known)
    reading = as_told(page, owned(held(page, found.reading, known)), known)
    return replace(found, reading=reading)


def _read(page: Page, logits: Array, known: Given) -> Read:
    """Return what a page is read as, which may not hold what is known of it in all places."""
    if heads := level(page, logits):
        logits, _ = headed(logits, heads)
        logits = with_subheadings(page, logits, heads)
    found = as_records(page, logits)
    doubted = doubts(page, found)
    if doubted:
        logits = logits.copy()
        kept = set(found.starts).difference(doubt.unit for doubt in doubted)
        for start, stop in pairwise([*found.starts, len(page.texts)]):
            if start not in kept:  # nor may another begin in its place
                own = [u for u in range(max(0, start - _NEAR), stop) if u not in kept]
                logits[own, START] = _NEVER
        found = as_records(page, logits)
    return Read(found, known, heads, doubted)


def as_records(page: Page, logits: Array) -> Reading:
    """Return the reading of a page: line by line first, then as a dump of like records."""
    found = decode(page, logits)
    count = len(page.texts)
    sentence = count == 1 and page.texts[0].endswith(_STOPS)
    if not found.starts or sentence:  # a note: somebody dropped it in to be read
        return replace(found, starts=[0], parts=[BODY] * count, roles="p" * count)
    titled = with_titles(page, with_first_line(page, found))
    records = without_rubrics(page, anchored(page, regular(page, without_listed(page, titled))))
    stated = with_fieldlines(page, with_links(page, with_places(page, records)))
    return owned(with_deks(page, stated))


def reasons(page: Page, found: Read, why: Evidences) -> Iterator[tuple[Evidence, ...]]:
    """Yield what speaks for each cut, and against those that might have been made below it."""
    units, sign = list[int](), list[Evidence]()
    if heads := found.heads:
        units, sign = heads.units, [Evidence(feature=heads.sign, value=1.0, weight=heads.odds)]
    for start, stop in pairwise([*found.reading.starts, len(page.texts)]):
        level = sign if any(start <= unit < stop for unit in units) else []
        against = [
            Evidence(
                feature=f"line {page.numbers[doubt.unit] + 1} begins {doubt.reason}",
                value=1.0,
                weight=doubt.odds,
            )
            for doubt in found.doubted
            if start < doubt.unit < stop
        ]
        yield (*level, *why.get(start, ()), *against)
