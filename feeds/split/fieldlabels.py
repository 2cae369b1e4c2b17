"""A line that is a label and what it says: `Title: …`, `**Date:** …`, `- author = …`."""

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct, field

from feeds.fieldnames import fold, kind_of
from feeds.split.fences import fenced

_LABEL = re.compile(
    r"[ \t]{0,8}(?:[-*>][ \t]{1,4})?\*{0,2}(?P<name>[^\W\d_][^:=：<>{}\[\]\"]{0,27}?)\*{0,2}"
    r"[ \t]{0,4}(?:[:=](?=[\s*]|$)|[:=](?!//)(?=[^\s:=>])|：)\*{0,2}[ \t]*(?P<value>.*)"
)
# "[TITLE] …", "<title>…</title>": as programs label what they print.
_BOXED = re.compile(
    r"\[(?P<name>[^\W\d_][\w ]{1,20})\]:?[ \t]*(?P<value>.*)"
    r"|<(?P<element>[A-Za-z]\w{1,20})>(?P<text>.*?)(?:</(?P=element)>[ \t]*)?"
)
_DIGITS = re.compile(r"\s?\d+")
# A rule, or the number of a record: "Article 3", "3 of 12", "--- 3 ---".
_APART = re.compile(
    r"[^\w]+$|\W*(?:[^\W\d_]+\W{1,3}){0,2}\d{1,6}(?:\s(?:of|von|de|/)\s\d{1,6})?(?:\s\w+)?\W*$"
)
_LONGEST = 1200  # characters of a line that may be a label and what it says
UNKNOWN = 120  # of one whose label is not known
_WORDS = 4  # of a label that is not known
# Swedish for a headline, German for a category: which, tells the company it is in.
HEADLINE, _SWEDISH = "rubrik", ("forfattare", "avdelning", "ingress", "skribent")


class Label(Struct):
    """A line that is a label and what it says, with the lines that go on with it."""

    line: int
    spelt: str  # with the sign behind it
    name: str  # as it is compared
    kind: str  # "" if it is not known
    value: str
    more: list[int]  # lines


def label_of(k: int, line: str) -> Label | None:
    """Return the label that a line is, with what it says, if it is one."""
    if line[:1] in ("[", "<"):
        return _boxed(k, line)
    may_be = 2 < len(line) <= _LONGEST and (":" in line or "=" in line or "：" in line)
    found = _LABEL.fullmatch(line) if may_be else None
    if not found:
        return None
    name = fold(found["name"])
    kind = kind_of(name) or kind_of(name.rstrip("0123456789"))  # "Title 2:"
    if not kind and (len(line) > UNKNOWN or found["name"].count(" ") >= _WORDS):
        return None
    spelt = _DIGITS.sub("", line[: found.start("value")]).strip()
    return Label(k, spelt, name, kind, found["value"].strip(), [])


def _boxed(k: int, line: str) -> Label | None:
    found = _BOXED.fullmatch(line) if len(line) <= _LONGEST else None
    if not found:
        return None
    word, value = found["name"] or found["element"], found["value"] or found["text"] or ""
    kind = kind_of(word)
    boxed = f"{line[0]}{word}"
    return Label(k, boxed, fold(word), kind, value.strip(), []) if kind else None


class Record(Struct):
    """Lines [first, stop) that state the fields of an article, and labels at its other end."""

    first: int
    stop: int
    labels: list[Label]
    foot: list[Label] = field(default_factory=list)


class Labels(Struct, frozen=True):
    """The lines of a dump, those that may be labels by their index, and how they are used."""

    lines: Sequence[str]
    top: int  # the first of them that says anything
    found: dict[int, Label]
    title: str  # the label of a headline, as most are spelt
    often: frozenset[str]  # names that most records have
    below: bool  # what a label says stands on the next line
    apart: frozenset[str]  # what may part two records, without its number: it comes back


def labels_of(lines: Sequence[str]) -> Labels:
    """Return the lines of a dump that may be labels; those of code are none."""
    top = next((k for k, line in enumerate(lines) if line.strip()), 0)
    code = fenced(lines)
    found = {
        label.line: label
        for k, line in enumerate(lines)
        if k not in code and (label := label_of(k, line))
    }
    counts = Counter(label.name for label in found.values())
    titles = Counter(label.spelt for label in found.values() if label.kind == "title")
    if not titles and any(name in counts for name in _SWEDISH):
        for label in found.values():
            label.kind = "title" if label.name == HEADLINE else label.kind
        titles = Counter(label.spelt for label in found.values() if label.kind == "title")
    title, most = next(iter(titles.most_common(1)), ("", 0))
    often = frozenset(name for name, times in counts.items() if times > 1 and 2 * times >= most)
    known = [label for label in found.values() if label.kind not in ("", "text")]
    below = 2 * sum(not label.value for label in known) > len(known)
    shapes = Counter(shape_of(line) for line in lines if may_part(line))
    apart = frozenset(shape for shape, times in shapes.items() if times > 1)
    return Labels(lines, top, found, title, often, below, apart)


def may_part(line: str) -> bool:
    """Return whether a line may part two records: a rule, or the number of one."""
    return 0 < len(line) <= UNKNOWN and _APART.match(line) is not None


def shape_of(line: str) -> str:
    """Return a line without its numbers."""
    return _DIGITS.sub("", line).strip()
