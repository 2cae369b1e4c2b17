"""Records that state their fields: `Title: …`, `Date: …`, a label a line, then the text.

Scrapers, data bases and static site generators leave articles so, one below the other; front
matter is such a record between two fences, and some print the labels below the text.  A dump is
made of records or it is not: the first begins it, but for a line or three, or the last ends it.
What a label says is taken at its word, and nothing but a record begins an article.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct, field

from feeds.fieldnames import MAIL
from feeds.split.counting import counts_of
from feeds.split.fieldlabels import (
    HEADLINE,
    UNKNOWN,
    Label,
    Labels,
    label_of,
    labels_of,
    may_part,
    shape_of,
)

FENCE = re.compile(r"[ \t]*(?:-{3}|\+{3}|;{3})[ \t]*$")
_RULE = re.compile(r"[^\w\s]{3,}$")
_ITEM = re.compile(r"[ \t]+\S|-[ \t]+\S")
_TABLE = re.compile(r"\[[\w.]+\]$")  # TOML: `[taxonomies]`
FOLDED = (">", "|", ">-", "|-")  # YAML: the value is the lines below
_LONGEST = 1200  # characters of a line that is looked at first
_OPENING = 24  # lines in which the first record begins
_ABOVE = 3  # lines above it, at most
_CLOSING = 2  # records below their texts
_SEVERAL = 3  # records that tell by themselves that a dump is made of records
_HEAD = 3  # labels of a record that is the head of a mail, or as sure as one
_LINES = 60  # of one record's labels
_PARAGRAPH = 60  # characters from which a line is certainly text


class Record(Struct):
    """Lines [first, stop) that state the fields of an article, and labels at its other end."""

    first: int
    stop: int
    labels: list[Label]
    foot: list[Label] = field(default_factory=list)


def may_be_labelled(text: str) -> bool:
    """Return whether a dump's first or last lines have the label of a headline, or a fence."""
    lines = text[: _LONGEST * _OPENING].split("\n", _OPENING)[:_OPENING]
    lines += text[-_LONGEST:].rsplit("\n", _OPENING)[1:]
    labels = [label for k, line in enumerate(lines) if (label := label_of(k, line))]
    headed = any(label.kind == "title" or label.name == HEADLINE for label in labels)
    return headed or bool(FENCE.match(lines[0]))


def records(lines: Sequence[str], begun: Container[int] = ()) -> list[tuple[Record, range]]:
    """Return the records that a dump is made of, in order, each with the lines of its article;
    none if it is not.

    Where an article is known to have `begun` with the first line that says anything, a mark may
    have taken its labels, and records may begin below it.
    """
    labels = labels_of(lines)
    sure = labels.top in begun
    found = list(_between_fences(labels)) or list(_with_headlines(labels))
    found = _alike(found, labels)
    if not found or _numbered_apart(found, lines):
        return []
    bounds = [0, *(record.stop for record in found)]
    closing = _are_closing(found, lines)
    if not (closing or _are_records(found, lines, sure=sure)):
        return []
    if not closing:
        bounds = [*(record.first for record in found), len(lines)]
        _with_feet(found, bounds, labels)
    return [(record, range(*own)) for record, own in zip(found, pairwise(bounds), strict=True)]


def _numbered_apart(found: Sequence[Record], lines: Sequence[str]) -> bool:
    """Return whether a dump numbers its articles, and most numbers have no record below them."""
    counts = counts_of(lines)
    heads = {record.labels[0].line for record in found}
    above = ((k + 1 in heads or k + 2 in heads) for k in counts)
    return bool(counts) and 2 * sum(above) <= len(counts)


def _with_headlines(labels: Labels) -> Iterator[Record]:
    """Yield a record for each headline that is labelled so."""
    floor = 0
    for at, label in labels.found.items():
        if label.spelt == labels.title and at >= floor:  # else a second headline of one record
            record = _around(at, floor, labels)
            floor = record.stop
            yield record


def _between_fences(labels: Labels) -> Iterator[Record]:
    """Yield a record for each front matter, if the dump begins with one: labels between two
    fences, with lists and tables, and nothing else."""
    lines, at = labels.lines, labels.top
    while at < len(lines):
        record = _fenced(at, labels) if FENCE.match(lines[at]) else None
        if record:
            yield record
        elif at == labels.top:
            return
        at = record.stop if record else at + 1


def _fenced(at: int, of: Labels) -> Record | None:
    own: list[Label] = []
    for k in range(at + 1, min(len(of.lines), at + _LINES)):
        line, label = of.lines[k], of.found.get(k)
        if FENCE.match(line):
            return Record(at, k + 1, own) if own else None
        if label and not line[0].isspace():
            own.append(label)
        elif own and _ITEM.match(line):
            own[-1].more.append(k)
        elif line.strip() and not _TABLE.match(line.strip()):
            return None
    return None


def _alike(found: Sequence[Record], of: Labels) -> list[Record]:
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


def _are_records(found: Sequence[Record], lines: Sequence[str], *, sure: bool) -> bool:
    """Return whether a dump is made of these: they begin it, and most say more than a title."""
    if len(found) > 1 and all(map(_is_head_of_mail, found)):
        return True  # wherever they stand
    above = [line for line in lines[: found[0].first] if line.strip()]
    alike = 2 * sum(map(_states, found)) > len(found)
    if sure or not above or all(map(may_part, above)):
        return alike or len(found) >= _SEVERAL
    short = len(above) <= _ABOVE and max(map(len, above)) < UNKNOWN
    return alike and len(found) >= _SEVERAL and short


def _is_head_of_mail(record: Record) -> bool:
    """Return whether a record states who wrote, when, of what, and to whom or more of the way."""
    kinds = [label.kind for label in record.labels if label.kind]
    sent = any(label.name in MAIL for label in record.labels)
    return sent and len(kinds) > _HEAD and {"title", "author", "date"}.issubset(kinds)


def _states(record: Record) -> bool:
    return sum(label.kind != "" for label in record.labels) > 1


def _are_closing(found: Sequence[Record], lines: Sequence[str]) -> bool:
    """Return whether records stand below their texts: there is one above the first, and none
    below the last."""
    if len(found) < _CLOSING or not all(map(_states, found)):
        return False
    above, below = lines[: found[0].first], lines[found[-1].stop :]
    return any(len(line) >= _PARAGRAPH for line in above) and not any(map(str.strip, below))


def _with_feet(found: Sequence[Record], bounds: Sequence[int], of: Labels) -> None:
    """Note the labels that close most articles of records: `Source: …`, `Tags: …`."""
    for record, end in zip(found, bounds[1:], strict=True):
        k = end - 1
        while k >= record.stop and (not of.lines[k].strip() or _closes(of.found.get(k))):
            record.foot += [of.found[k]] if k in of.found else []
            k -= 1
    count = Counter(name for record in found for name in {label.name for label in record.foot})
    often = {name for name, times in count.items() if times > 1 and 2 * times >= len(found)}
    for record in found:
        record.foot = [label for label in record.foot if label.name in often]


def _closes(label: Label | None) -> bool:
    return label is not None and label.kind not in ("", "title", "text", "summary")


def _around(title: int, floor: int, of: Labels) -> Record:
    """Return the record of a headline: the labels above it, from `floor` on, and below it."""
    first = title
    while first > floor and (above := of.found.get(first - 1)) and _belongs(above, of):
        first -= 1
    own, stop = _below(first, of)
    stop += stop < len(of.lines) and bool(_RULE.match(of.lines[stop]))
    return Record(_apart(first, floor, of), stop, own)


def _belongs(label: Label, of: Labels) -> bool:
    """Return whether a label above another is one of its record."""
    return label.kind not in ("", "text") or label.name in of.often


def _below(first: int, of: Labels) -> tuple[list[Label], int]:
    """Return the labels from a line on, and the line after the last of them."""
    own: list[Label] = []
    stop = k = first
    while k < min(len(of.lines), first + _LINES):
        label = of.found.get(k)
        if own and not label and _goes_on(own[-1], of.lines[k]):
            own[-1].more.append(k)
        elif label and (label.kind or label.name in of.often):
            if own and _begins_another(own, label, of):
                break
            own.append(label)
            if label.kind == "text":
                return own, k + 1
            k = _next_line(label, of) if of.below and not label.value else k
        elif of.lines[k].strip() or k > stop:  # one blank line may stand between two labels
            break
        else:
            k += 1
            continue
        k += 1
        stop = k
    return own, stop


def _next_line(label: Label, of: Labels) -> int:
    """Return the line after a label that holds what it says, and note it; else its own."""
    below = (k for k in range(label.line + 1, label.line + 3) if k < len(of.lines))
    value = next((k for k in below if of.lines[k].strip()), None)
    if value is None or value in of.found:
        return label.line
    label.more.append(value)
    return value


def _begins_another(own: Sequence[Label], label: Label, of: Labels) -> bool:
    """Return whether a record that has these labels has ended when this one comes."""
    met = [each.name for each in own]
    if label.kind == "title" and label.name not in of.often and not of.lines[label.line - 1]:
        return any(each.kind == "title" for each in own)  # the text's, of a book
    return label.name == met[0] or (label.spelt == of.title and label.name in met)


def _goes_on(label: Label, line: str) -> bool:
    """Return whether a line goes on with what a label says: an item of its list, or indented."""
    return bool(_ITEM.match(line) and (line[0] != "-" or not label.value or label.more))


def _apart(first: int, floor: int, of: Labels) -> int:
    """Return where a record begins with what parts it from the one before: a rule, its number."""
    k = first - 1
    while k >= floor and not of.lines[k].strip():
        k -= 1
    line = of.lines[k] if k >= floor else ""
    apart = (
        line and may_part(line) and (not any(map(str.isdigit, line)) or shape_of(line) in of.apart)
    )
    return k if apart else first
