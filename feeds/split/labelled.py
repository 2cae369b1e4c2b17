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

from feeds.fieldnames import MAIL
from feeds.split.fieldlabels import (
    HEADLINE,
    UNKNOWN,
    Label,
    Labels,
    Record,
    label_of,
    labels_of,
    may_part,
    shape_of,
)
from feeds.split.parting import is_part
from feeds.split.quoting import numbered_apart, unquoted
from feeds.split.tagged import may_be_tagged, tagged

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
_FEW = 2  # labels that are no record where none of them says the headline
_TELLING = frozenset(("date", "author", "source", "category"))  # kinds of which it has two
_PARAGRAPH = 60  # characters from which a line is certainly text


def may_be_labelled(text: str) -> bool:
    """Return whether a dump's first or last lines have the label of a headline, or a fence, or
    a code that begins records."""
    lines = text[: _LONGEST * _OPENING].split("\n", _OPENING)[:_OPENING]
    lines += text[-_LONGEST:].rsplit("\n", _OPENING)[1:]
    labels = [label for k, line in enumerate(lines) if (label := label_of(k, line))]
    headed = any(label.kind == "title" or label.name == HEADLINE for label in labels)
    headed = headed or len({label.kind for label in labels[:_OPENING]} & _TELLING) > 1
    return headed or bool(FENCE.match(lines[0])) or may_be_tagged(text)


def records(lines: Sequence[str], begun: Container[int] = ()) -> list[tuple[Record, range]]:
    """Return the records that a dump is made of, in order, each with the lines of its article;
    none if it is not.

    Where an article is known to have `begun` with the first line that says anything, a mark may
    have taken its labels, and records may begin below it.
    """
    if coded := tagged(lines, begun):
        return list(_coded(coded, len(lines)))
    labels = labels_of(lines)
    sure = labels.top in begun
    found = list(_between_fences(labels)) or list(_with_headlines(labels))
    found = found or list(_untitled(labels))
    found = unquoted(found, labels)
    if not found or numbered_apart(found, lines):
        return []
    bounds = [0, *(record.stop for record in found)]
    closing = _are_closing(found, lines)
    if not (closing or _are_records(found, lines, sure=sure)):
        return []
    if not closing:
        bounds = [*(record.first for record in found), len(lines)]
        _with_feet(found, bounds, labels)
    return [(record, range(*own)) for record, own in zip(found, pairwise(bounds), strict=True)]


def _coded(found: Sequence[list[Label]], count: int) -> Iterator[tuple[Record, range]]:
    """Yield the records of labels that are codes: what stands below the first text is its foot."""
    ends = [*(labels[0].line for labels in found[1:]), count]
    for own, end in zip(found, ends, strict=True):
        text = next((n for n, label in enumerate(own, 1) if label.kind == "text"), len(own))
        last = own[text - 1]
        record = Record(own[0].line, max([last.line, *last.more]) + 1, own[:text], own[text:])
        yield record, range(record.first, end)


def _with_headlines(labels: Labels) -> Iterator[Record]:
    """Yield a record for each headline that is labelled so."""
    floor = 0
    for at, label in labels.found.items():
        if label.spelt == labels.title and at >= floor:  # else a second headline of one record
            record = _around(at, floor, labels)
            floor = record.stop
            yield record


def _untitled(of: Labels) -> Iterator[Record]:
    """Yield a record for each block of labels above a headline that has none, if the dump begins
    with one: clippings are filed so."""
    floor = of.top
    if not (of.top in of.found and of.found[of.top].kind):
        return
    for at, label in of.found.items():
        own, stop = _below(at, of) if at >= floor and _belongs(label, of) else ([], 0)
        alone = own and own[-1].line - own[0].line == len(own) - 1 and not any(x.more for x in own)
        if alone and len(own) > _FEW and len({each.kind for each in own} & _TELLING) > 1:
            yield Record(_apart(at, floor, of), stop, own)
            floor = stop


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


def _are_records(found: Sequence[Record], lines: Sequence[str], *, sure: bool) -> bool:
    """Return whether a dump is made of these: they begin it, and most say more than a title."""
    if len(found) > 1 and all(map(_is_head_of_mail, found)):
        return True  # wherever they stand
    above = [line for line in lines[: found[0].first] if line.strip()]
    alike = 2 * sum(map(_states, found)) > len(found)
    if sure or not above or all(may_part(line) or is_part(line) for line in above):
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
    first, floor = title, max(floor, title - _LINES)
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
    parted = not of.lines[label.line - 1].strip()
    if label.kind == "title" and label.name not in of.often and parted:
        return any(each.kind == "title" for each in own)  # the text's, of a book
    return label.name == met[0] or (label.spelt == of.title and label.name in met)


def _goes_on(label: Label, line: str) -> bool:
    """Return whether a line goes on with what a label says: an item of its list, or indented."""
    return bool(_ITEM.match(line) and (line[0] != "-" or not label.value or label.more))


def _apart(first: int, floor: int, of: Labels) -> int:
    """Return where a record begins with what parts it from the one before: rules, its number."""
    k = first
    while k > floor:
        above = next((n for n in range(k - 1, floor - 1, -1) if of.lines[n].strip()), -1)
        if above < 0 or not _parts(of.lines[above], of):
            break
        k = above
    return k


def _parts(line: str, of: Labels) -> bool:
    if is_part(line):
        return True
    return may_part(line) and (not any(map(str.isdigit, line)) or shape_of(line) in of.apart)
