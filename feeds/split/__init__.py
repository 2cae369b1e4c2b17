"""Where one article ends and the next begins, and why.

A dump's lines are measured (features), judged by a small learned network
(network), read as articles under a grammar (reading), and written as drafts
(articles).  Nothing here reads a file but the weights, and nothing knows a site.
"""

import os
from collections.abc import Sequence

from msgspec.structs import replace

# Before numpy is loaded: its products are too small for threads, which on a busy machine
# wait for each other many times as long as the product takes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from feeds.errors import DumpError
from feeds.model import Dump, Split
from feeds.split.articles import cuts, drafts
from feeds.split.confidence import confidence
from feeds.split.dropping import settled
from feeds.split.explain import ExplainedLine, explain
from feeds.split.jobs import Job, job_of
from feeds.split.judging import Evidences, judged_together
from feeds.split.learned import weights
from feeds.split.lines import Page
from feeds.split.network import Array
from feeds.split.reading import read
from feeds.split.reading import reasons as reasons_of

_UNREAD = "metadata: names no field of the post"

__all__ = ["ExplainedLine", "explain", "split", "split_many"]


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
    jobs = [job_of(*each) for each in zip(dumps, drops or [()] * len(dumps), strict=True)]
    judged = [job for job in jobs if isinstance(job, Job) and job.page.texts]
    judgements = iter(judged_together([job.page for job in judged], weights(), reasons=reasons))
    found: list[Split | DumpError] = []
    for job in jobs:
        if isinstance(job, DumpError):
            found.append(job)
        elif job.page.texts:
            found.append(_split(job, *next(judgements), reasons=reasons))
        else:
            empty = Split(roles="." * len(job.page.lines), drafts=())
            found.append(job.restored(empty, job.known))
    return found


def _split(job: Job, logits: Array, why: Evidences, *, reasons: bool) -> Split:
    page = job.page
    found = read(page, logits, job.known)
    roles, dropped = settled(page, found.reading)
    articles = cuts(job.dump, page, found.reading, roles)
    sure = confidence(found.reading, [cut.units for cut in articles])
    made = drafts(page, articles, "".join(roles), sure)
    if reasons:
        evidence = reasons_of(page, found, why)
        made = [replace(d, evidence=e) for d, e in zip(made, evidence, strict=True)]
    left_out = [(i, reason) for i, reason in dropped if roles[i] in "xns"]
    left_out += [(i, _UNREAD) for cut in articles for i in cut.unread]
    own = Split(
        roles=_by_line(page, roles),
        drafts=tuple(made),
        dropped=tuple(
            (number + 1, reason)
            for i, reason in sorted(left_out)
            for number in range(page.numbers[i], page.lasts[i] + 1)
        ),
    )
    return job.restored(own, found.known)


def _by_line(page: Page, roles: list[str]) -> str:
    lines = ["."] * len(page.lines)
    for first, last, role in zip(page.numbers, page.lasts, roles, strict=True):
        lines[first : last + 1] = role * (last + 1 - first)
    return "".join(lines)
