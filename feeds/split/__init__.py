"""Where one article ends and the next begins, and why.

A dump's lines are measured (features), judged by a small learned network
(network), read as articles under a grammar (decode), and written as drafts
(articles).  Nothing here reads a file but the weights, and nothing knows a site.
"""

import os
from collections.abc import Sequence

from msgspec.structs import replace

# Before numpy is loaded: its products are too small for threads, which on a busy machine
# wait for each other many times as long as the product takes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from feeds.model import Dump, Split
from feeds.split.articles import Cut, cuts, drafts
from feeds.split.confidence import confidence
from feeds.split.decode import BODY, Reading, decode
from feeds.split.deks import with_deks
from feeds.split.dropping import settled
from feeds.split.explain import ExplainedLine, explain
from feeds.split.judging import judged
from feeds.split.lines import Page, read_page
from feeds.split.marks import Marked, Wanted, held, is_marked, marked, restored, swayed
from feeds.split.network import Array, weights
from feeds.split.places import with_places
from feeds.split.records import owned, regular, with_bodies, with_first_line, without_stub
from feeds.split.titles import with_headline_above, with_titles, without_listed, without_rubrics

__all__ = ["ExplainedLine", "explain", "split"]


def split(dump: Dump, drop: Sequence[str] = (), *, reasons: bool = False) -> Split:
    """Return the drafts of a dump and the role of each of its lines.

    `drop` are lines to leave out; drafts have evidence if `reasons` are asked for.
    Marks in the dump win over everything; a DumpError says which one means nothing.
    """
    wanted = Wanted(drop)
    if not wanted and not is_marked(dump.text):
        return _split(dump, Marked(), reasons=reasons)
    marks = marked(dump.name, dump.text, wanted)
    found = _split(replace(dump, text=marks.text), marks, reasons=reasons)
    count = len(dump.text.removesuffix("\n").split("\n"))
    return restored(found, marks, count, day_first=bool(dump.day_first))


def _split(dump: Dump, marks: Marked, *, reasons: bool) -> Split:
    written = dump.media_type == "text/markdown"
    page = read_page(dump.text, marked=written, apart={*marks.starts, *marks.joins})
    if not page.texts:
        return Split(roles="." * len(page.lines), drafts=())
    logits, why = judged(page, weights(), reasons=reasons)
    reading = read(page, swayed(page, logits, marks) if marks.numbers else logits)
    if marks.numbers:
        reading = owned(held(page, reading, marks))
    roles, dropped = settled(page, reading)
    found = cuts(dump, page, reading, roles)
    sure = confidence(reading, [cut.units for cut in found])
    made = drafts(page, found, "".join(roles), sure)
    if reasons:
        evidence = (why.get(start, ()) for start in reading.starts)
        made = [replace(d, evidence=e) for d, e in zip(made, evidence, strict=True)]
    left_out = sorted([*(d for d in dropped if roles[d[0]] in "xns"), *_unread(found)])
    return Split(
        roles=_by_line(page, roles),
        drafts=tuple(made),
        dropped=tuple(
            (number + 1, reason)
            for i, reason in left_out
            for number in range(page.numbers[i], page.lasts[i] + 1)
        ),
    )


def read(page: Page, logits: Array) -> Reading:
    """Return the reading of a page: line by line first, then as a dump of like records."""
    found = decode(page, logits)
    if not found.starts:  # a note, a paragraph: whatever it is, somebody dropped it in to be read
        count = len(page.texts)
        return replace(found, starts=[0], parts=[BODY] * count, roles="p" * count)
    found = with_headline_above(page, without_stub(found))
    titled = without_listed(page, with_titles(page, with_first_line(page, found)))
    records = with_bodies(regular(page, titled))
    records = without_rubrics(page, records)
    return owned(with_deks(page, with_places(page, records)))


def _by_line(page: Page, roles: list[str]) -> str:
    lines = ["."] * len(page.lines)
    for first, last, role in zip(page.numbers, page.lasts, roles, strict=True):
        lines[first : last + 1] = role * (last + 1 - first)
    return "".join(lines)


def _unread(found: list[Cut]) -> list[tuple[int, str]]:
    return [(i, "metadata: names no field of the post") for cut in found for i in cut.unread]
