"""A dump that is to be split, without what its marks, settings and labels take out of it.

What a dump says itself of where its articles begin is asked for first: whatever is known for
certain need not be judged.
"""

from collections.abc import Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from feeds.errors import DumpError
from feeds.model import Dump, Split
from feeds.split.counting import may_be_counted, with_counts
from feeds.split.given import Given, given, restored
from feeds.split.indexing import may_be_indexed, with_index
from feeds.split.labelled import may_be_labelled
from feeds.split.lines import Page, read_page
from feeds.split.marks import Wanted, is_marked, marked
from feeds.split.messages import may_be_chat, with_messages
from feeds.split.parting import may_be_parted, with_parts
from feeds.split.stating import with_records


class Job(Struct, frozen=True):
    """A dump that is to be split."""

    dump: Dump  # with the text that is left
    known: Given
    page: Page
    whole: str | None = None  # the text before, if anything may have been taken out

    def restored(self, found: Split, known: Given) -> Split:
        """Return the split of the whole text, by that of what is left and what is known by now."""
        if self.whole is None:
            return found
        count = len(self.whole.removesuffix("\n").split("\n"))
        return restored(found, known, count, day_first=bool(self.dump.day_first))


def job_of(dump: Dump, drop: Sequence[str]) -> Job | DumpError:
    """Return a dump with what is known of it; or which of its marks means nothing."""
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
    return Job(dump, known, page, whole)


def _stated(dump: Dump, known: Given) -> Given:
    """Return what is known of a dump with what it states itself of where its articles begin."""
    records, chat = (
        partial(way, day_first=dump.day_first, language=dump.language)
        for way in (with_records, with_messages)
    )
    ways = (
        (may_be_labelled, records),
        (may_be_chat, chat),
        (may_be_counted, with_counts),
        (may_be_parted, with_parts),
        (may_be_indexed, with_index),
    )
    text = known.text if known.numbers else dump.text  # without marks
    for may_be, way in ways:
        if not known.only and may_be(text):
            known = way(known if known.numbers else given(text))
    return known
