"""Records that state their fields: `Title: …`, `Date: …`, a label a line, then the text.

Scrapers, data bases and static site generators leave articles so, one below the other; front
matter is such a record between two fences.  A dump is made of records or it is not: the first
begins it, or three have the same label for their headline.  What a label says is taken at its
word, and nothing below it begins an article but the next record.
"""

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from feeds.fieldnames import fold, kind_of

_LABEL = re.compile(
    r"[ \t]{0,8}(?:[-*>][ \t]{1,4})?\*{0,2}(?P<name>[^\W\d_][^:=：<>{}\[\]\"]{0,27}?)\*{0,2}"
    r"[ \t]{0,4}(?:[:=](?=[\s*]|$)|[:=](?!//)(?=[^\s:=>])|：)\*{0,2}[ \t]*(?P<value>.*)"
)
FENCE = re.compile(r"[ \t]*(?:-{3}|\+{3}|;{3})[ \t]*$")
_RULE = re.compile(r"[^\w\s]{3,}$")
# A rule, or the number of a record: "Article 3", "3 of 12", "--- 3 ---".
_APART = re.compile(
    r"[^\w]+$|\W*(?:[^\W\d_]+\W{1,3}){0,2}\d{1,6}(?:\s(?:of|von|de|/)\s\d{1,6})?(?:\s\w+)?\W*$"
)
_ITEM = re.compile(r"[ \t]+\S|-[ \t]+\S")
FOLDED = (">", "|", ">-", "|-")  # YAML: the value is the lines below
_LONGEST = 1200  # characters of a line that may be a label and what it says
_UNKNOWN = 120  # of one whose label is not known
_WORDS = 4  # of a label that is not known
_OPENING = 24  # lines in which the first record begins
_ABOVE = 3  # lines above it, at most
_SEVERAL = 3  # records that tell by themselves that a dump is made of records
_LINES = 60  # of one record's labels


class Label(Struct):
    """A line that is a label and what it says, with the lines that go on with it."""

    line: int
    spelt: str  # with the sign behind it
    name: str  # as it is compared
    kind: str  # "" if it is not known
    value: str
    more: list[int]  # lines


class Record(Struct):
    """Lines [first, stop) that state the fields of an article, the text of which begins at stop."""

    first: int
    stop: int
    labels: list[Label]


def may_be_labelled(text: str) -> bool:
    """Return whether a dump's first lines have the label of a headline."""
    lines = text[: _LONGEST * _OPENING].split("\n", _OPENING)[:_OPENING]
    return any(
        label.kind == "title" for k, line in enumerate(lines) if (label := label_of(k, line))
    )


class Labels(Struct, frozen=True):
    """The lines of a dump, those that may be labels by their index, and how they are used."""

    lines: Sequence[str]
    found: dict[int, Label]
    title: str  # the label of a headline, as most are spelt
    often: frozenset[str]  # names that most records have


def records(lines: Sequence[str], *, sure: bool = False) -> list[Record]:
    """Return the records that a dump is made of, in order; none if it is not.

    If it is `sure` that an article begins the dump, records may begin below it.
    """
    labels = _labels(lines)
    found: list[Record] = []
    for at, label in labels.found.items():
        floor = found[-1].stop if found else 0
        if label.spelt == labels.title and at >= floor:  # else a second headline of one record
            found.append(_around(at, floor, labels))
    found = _alike(found)
    return found if _are_records(found, lines, sure=sure) else []


def _alike(found: Sequence[Record]) -> list[Record]:
    """Return the records that have half of the labels that most have: one within a text has not."""
    names = [{label.name for label in record.labels} for record in found]
    count = Counter(name for own in names for name in own)
    usual = {name for name, times in count.items() if 2 * times > len(found)}
    return [r for r, own in zip(found, names, strict=True) if 2 * len(own & usual) >= len(usual)]


def _labels(lines: Sequence[str]) -> Labels:
    found = {label.line: label for k, line in enumerate(lines) if (label := label_of(k, line))}
    counts = Counter(label.name for label in found.values())
    titles = Counter(label.spelt for label in found.values() if label.kind == "title")
    title, most = next(iter(titles.most_common(1)), ("", 0))
    often = frozenset(name for name, times in counts.items() if times > 1 and 2 * times >= most)
    return Labels(lines, found, title, often)


def label_of(k: int, line: str) -> Label | None:
    """Return the label that a line is, with what it says, if it is one."""
    may_be = 2 < len(line) <= _LONGEST and (":" in line or "=" in line or "：" in line)
    found = _LABEL.fullmatch(line) if may_be else None
    if not found:
        return None
    name, kind = fold(found["name"]), kind_of(found["name"])
    if not kind and (len(line) > _UNKNOWN or found["name"].count(" ") >= _WORDS):
        return None
    return Label(k, line[: found.start("value")].strip(), name, kind, found["value"].strip(), [])


def _are_records(found: Sequence[Record], lines: Sequence[str], *, sure: bool) -> bool:
    """Return whether a dump is made of these: they begin it, and most say more than a title."""
    if not found:
        return False
    above = [line for line in lines[: found[0].first] if line.strip()]
    stating = sum(sum(label.kind != "" for label in record.labels) > 1 for record in found)
    alike = 2 * stating > len(found)
    if sure or not above or all(map(_APART.match, above)):
        return alike or len(found) >= _SEVERAL
    return alike and len(found) >= _SEVERAL and len(above) <= _ABOVE


def _around(title: int, floor: int, of: Labels) -> Record:
    """Return the record of a headline: the labels above it, from `floor` on, and below it."""
    first = title
    while first > floor and (above := of.found.get(first - 1)) and _belongs(above, of):
        first -= 1
    fenced = first > floor and bool(FENCE.match(of.lines[first - 1]))
    own, stop = _below(first, of, fenced=fenced)
    stop += stop < len(of.lines) and bool(_RULE.match(of.lines[stop]))
    return Record(_apart(first - fenced, floor, of.lines), stop, own)


def _belongs(label: Label, of: Labels) -> bool:
    """Return whether a label above another is one of its record."""
    return label.kind not in ("", "text") or label.name in of.often


def _below(first: int, of: Labels, *, fenced: bool) -> tuple[list[Label], int]:
    """Return the labels from a line on, and the line after the last of them."""
    own: list[Label] = []
    stop = first
    for k in range(first, min(len(of.lines), first + _LINES)):
        label = of.found.get(k)
        if own and _goes_on(own[-1], of.lines[k]):
            own[-1].more.append(k)
        elif label and (fenced or label.kind or label.name in of.often):
            if own and _begins_another(own, label, of):
                break
            own.append(label)
            if label.kind == "text":
                return own, k + 1
        elif of.lines[k].strip() or k > stop:  # one blank line may stand between two labels
            break
        else:
            continue
        stop = k + 1
    return own, stop


def _begins_another(own: Sequence[Label], label: Label, of: Labels) -> bool:
    """Return whether a record that has these labels has ended when this one comes."""
    met = [each.name for each in own]
    return label.name == met[0] or (label.spelt == of.title and label.name in met)


def _goes_on(label: Label, line: str) -> bool:
    """Return whether a line goes on with what a label says: an item of its list, or indented."""
    open_ = not label.value or label.value in FOLDED or label.more
    return bool(open_ and _ITEM.match(line))


def _apart(first: int, floor: int, lines: Sequence[str]) -> int:
    """Return where a record begins with what parts it from the one before: a rule, its number."""
    k = first - 1
    while k >= floor and not lines[k].strip():
        k -= 1
    apart = k >= floor and len(lines[k]) <= _UNKNOWN and _APART.match(lines[k])
    return k if apart else first
