"""Records that a text shows or tells of, among those that a dump is made of.

A review has the facts of a book, an article about mails the head of one.  Such a record lacks some
of what the dump's own have, and says other things, or the text above announces it.
"""

from collections import Counter
from collections.abc import Sequence

from feeds.split.counting import counts_of
from feeds.split.fieldlabels import Label, Labels, Record
from feeds.split.parting import first_below


def numbered_apart(found: Sequence[Record], lines: Sequence[str]) -> bool:
    """Return whether a dump numbers its articles, and most numbers have no record below them."""
    counts = counts_of(lines)
    if not counts:
        return False
    heads = {k for record in found for k in range(record.first, record.labels[0].line + 1)}
    return 2 * sum(k in heads for k in first_below(counts, lines)) <= len(counts)


def unquoted(found: Sequence[Record], of: Labels) -> list[Record]:
    """Return the records that have half of the labels that most have, or all of them where a text
    is missing below them that most have: one that is quoted in a text has not, or says other
    things in another order, or lacks one and is announced; a text may end with a colon above what
    was no text.  What begins the dump is quoted in none."""
    lines, names = of.lines, [[label.name for label in record.labels] for record in found]
    count = Counter(name for own in names for name in set(own))
    usual = {name for name, times in count.items() if 2 * times > len(found)}
    order = max(([name for name in own if name in usual] for own in names), key=len, default=[])
    ends = [*(record.first for record in found[1:]), len(lines)][: len(found)]
    bare = [not any(map(str.strip, lines[r.stop : e])) for r, e in zip(found, ends, strict=True)]
    few = 2 * sum(bare) < len(found)
    return [
        record
        for record, own, empty in zip(found, names, bare, strict=True)
        if record.first <= of.top
        or (
            len(usual.intersection(own)) >= len(usual) * (1 if empty and few else 0.5)
            and not _is_quoted(own, order, of.found.get(record.stop))
            and not (usual.difference(own) and _is_announced(record, of))
        )
    ]


def _is_quoted(own: Sequence[str], order: Sequence[str], below: Label | None) -> bool:
    """Return whether a record with these labels lacks some that most have, in this order, and has
    others for them or another order: the facts of a book in a review of it."""
    missing = set(order).difference(own)
    if not missing:
        return False
    turned = [name for name in own if name in order] != [name for name in order if name in own]
    others = below is not None or not set(order).issuperset(own)
    return turned or (len(missing) > 1 and others)


def _is_announced(record: Record, of: Labels) -> bool:
    """Return whether the text above a record ends with a colon: it shows one."""
    k = next((k for k in range(record.first - 1, -1, -1) if of.lines[k].strip()), None)
    return k is not None and k not in of.found and of.lines[k].rstrip()[-1] in ":："
