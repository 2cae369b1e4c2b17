"""Where one article ends and the next begins, and why.

A dump's lines are measured (features), judged by a small learned network
(network), read as articles under a grammar (decode), and written as drafts
(articles).  Nothing here reads a file but the weights, and nothing knows a site.
"""

import os
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

# Before numpy is loaded: its products are too small for threads, which on a busy machine
# wait for each other many times as long as the product takes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from feeds.errors import DumpError
from feeds.model import Dump, Evidence, Split
from feeds.split.anchors import anchored
from feeds.split.articles import cuts, drafts
from feeds.split.confidence import confidence
from feeds.split.counting import may_be_counted, with_counts
from feeds.split.decode import BODY, Reading, decode
from feeds.split.deks import with_deks
from feeds.split.doubts import Doubt, doubts
from feeds.split.dropping import settled
from feeds.split.explain import ExplainedLine, explain
from feeds.split.fences import with_code
from feeds.split.fieldlines import with_fieldlines
from feeds.split.given import Given, given, held, restored, swayed
from feeds.split.indexing import begun, may_be_indexed, with_index
from feeds.split.judging import Evidences, judged_together
from feeds.split.labelled import may_be_labelled
from feeds.split.learned import weights
from feeds.split.levels import LIKELIER, level, leveled
from feeds.split.lines import Page, read_page
from feeds.split.links import with_links
from feeds.split.marks import Wanted, is_marked, marked
from feeds.split.missed import Cut
from feeds.split.network import START, Array
from feeds.split.orders import regular
from feeds.split.places import with_places
from feeds.split.records import owned, with_first_line
from feeds.split.stating import as_told, with_records
from feeds.split.titles import with_titles, without_listed, without_rubrics

_NEAR = 3  # units above a start that is none in which there is none either
_STOPS = (".", "!", "?", "。", "！", "？", "…")
_NEVER = -12.0  # log odds of a start that is none

__all__ = ["ExplainedLine", "explain", "split", "split_many"]


class _Job(Struct, frozen=True):
    """A dump that is to be split, without what its marks, settings and labels take out."""

    dump: Dump  # with the text that is left
    known: Given
    page: Page
    whole: str | None = None  # the text before, if anything may have been taken out


def split(dump: Dump, drop: Sequence[str] = (), *, reasons: bool = False) -> Split:
    """Return the drafts of a dump and the role of each of its lines.

    `drop` are lines to leave out; drafts have evidence if `reasons` are asked for.
    Marks in the dump win over everything; a DumpError says which one means nothing.
    """
    (found,) = split_many([dump], [drop], reasons=reasons)
    if isinstance(found, DumpError):
        raise found
    return found


def split_many(
    dumps: Sequence[Dump], drops: Sequence[Sequence[str]] | None = None, *, reasons: bool = False
) -> list[Split | DumpError]:
    """Return what `split` returns of each dump, or the DumpError that it raises.

    Small dumps cost less when they are judged at once, and what is found of one does not
    depend on the others.
    """
    jobs = [_job(*each) for each in zip(dumps, drops or [()] * len(dumps), strict=True)]
    read = [job for job in jobs if isinstance(job, _Job) and job.page.texts]
    judgements = iter(judged_together([job.page for job in read], weights(), reasons=reasons))
    found: list[Split | DumpError] = []
    for job in jobs:
        if isinstance(job, DumpError):
            found.append(job)
        elif job.page.texts:
            found.append(_split(job, *next(judgements), reasons=reasons))
        else:
            empty = Split(roles="." * len(job.page.lines), drafts=())
            found.append(_restored(job, job.known, empty))
    return found


def _job(dump: Dump, drop: Sequence[str]) -> _Job | DumpError:
    wanted, known, whole = Wanted(drop), Given(), None
    if wanted or is_marked(dump.text):
        try:
            known = marked(dump.name, dump.text, wanted)
        except DumpError as error:
            return error
    known = _stated(dump, known)
    if known.numbers:
        dump, whole = replace(dump, text=known.text), dump.text
    written = dump.media_type == "text/markdown"
    page = read_page(dump.text, marked=written, apart={*known.starts, *known.joins, *known.listed})
    return _Job(dump, known, page, whole)


def _stated(dump: Dump, known: Given) -> Given:
    """Return what is known of a dump with what it states itself of where its articles begin."""
    records = partial(with_records, day_first=dump.day_first, language=dump.language)
    ways = (
        (may_be_labelled, records),
        (may_be_counted, with_counts),
        (may_be_indexed, with_index),
    )
    for may_be, way in ways:
        if not known.only and may_be(dump.text):
            known = way(known if known.numbers else given(dump.text))
    return known


def _restored(job: _Job, known: Given, found: Split) -> Split:
    """Return the split of the text as it was before what is known of it was taken out."""
    if job.whole is None:
        return found
    count = len(job.whole.removesuffix("\n").split("\n"))
    return restored(found, known, count, day_first=bool(job.dump.day_first))


def _split(job: _Job, logits: Array, why: Evidences, *, reasons: bool) -> Split:
    page, logits = job.page, with_code(job.page, logits)
    known = begun(page, logits, job.known)
    reading, doubted = read(page, swayed(page, logits, known) if known.numbers else logits)
    if known.numbers:
        reading = as_told(page, owned(held(page, reading, known)), known)
    roles, dropped = settled(page, reading)
    found = cuts(job.dump, page, reading, roles)
    sure = confidence(reading, [cut.units for cut in found])
    made = drafts(page, found, "".join(roles), sure)
    if reasons:
        evidence = _reasons(page, reading, logits, why, doubted)
        made = [replace(d, evidence=e) for d, e in zip(made, evidence, strict=True)]
    left_out = sorted([*(d for d in dropped if roles[d[0]] in "xns"), *_unread(found)])
    own = Split(
        roles=_by_line(page, roles),
        drafts=tuple(made),
        dropped=tuple(
            (number + 1, reason)
            for i, reason in left_out
            for number in range(page.numbers[i], page.lasts[i] + 1)
        ),
    )
    return _restored(job, known, own)


def read(page: Page, logits: Array) -> tuple[Reading, list[Doubt]]:
    """Return the reading of a page, and the starts that looked like articles and are none."""
    if known := level(page, logits):
        logits = leveled(logits, known)
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
    return found, doubted


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


def _by_line(page: Page, roles: list[str]) -> str:
    lines = ["."] * len(page.lines)
    for first, last, role in zip(page.numbers, page.lasts, roles, strict=True):
        lines[first : last + 1] = role * (last + 1 - first)
    return "".join(lines)


def _reasons(
    page: Page, reading: Reading, logits: Array, why: Evidences, doubted: list[Doubt]
) -> Iterator[tuple[Evidence, ...]]:
    """Yield what speaks for each cut, and against those that might have been made below it."""
    known = level(page, logits)
    signs = {
        start: (Evidence(feature=known.sign, value=1.0, weight=LIKELIER),)
        for start, stop in pairwise([*reading.starts, len(page.texts)])
        if known and any(start <= unit < stop for unit in known.units)
    }
    for start, stop in pairwise([*reading.starts, len(page.texts)]):
        against = [
            Evidence(
                feature=f"line {page.numbers[doubt.unit] + 1} begins {doubt.reason}",
                value=1.0,
                weight=doubt.odds,
            )
            for doubt in doubted
            if start < doubt.unit < stop
        ]
        yield (*signs.get(start, ()), *why.get(start, ()), *against)


def _unread(found: list[Cut]) -> list[tuple[int, str]]:
    return [(i, "metadata: names no field of the post") for cut in found for i in cut.unread]
