"""What the labels of records say: the fields of each article, and the lines they leave."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from msgspec.structs import replace

from feeds.split.addresses import ADDRESS
from feeds.split.decode import BODY, OUTSIDE, TAIL, Reading
from feeds.split.fieldlabels import Label, Record
from feeds.split.given import FIELDS, LABELS, LANGUAGE, Given, date_of
from feeds.split.labelled import FENCE, FOLDED, records
from feeds.split.lines import Page
from feeds.split.manner import days_first
from feeds.split.network import ROLES
from feeds.split.parting import is_part
from feeds.split.surplus import says

_ROLES = {**FIELDS, "tags": "c", "source": "m", "text": "s"}
_FORMS = {"link": ADDRESS, "source": ADDRESS, "language": LANGUAGE}
_JOINT = {"title": " ", "summary": " ", "author": "; "}
_WHOLE = ("title", "summary", "date", "author")  # kinds that are one value on several lines
_BY = re.compile(r"(?:by|von|par|por|di|door|av|af)\s+(?=\S)", re.IGNORECASE)
_MAIL = re.compile(r"\s?<[^<>\s@]+@[^<>\s@]+>")
_NOTHING = frozenset(("null", "none", "nan", "n/a", "-", "--", "unknown", "~"))
_ITEM = re.compile(r"[ \t]+(?:-[ \t]+)?(?:name[ \t]*:[ \t]*)?|-[ \t]+")
_WORD = re.compile(r"[^\W\d_]{3}|[\u3040-\u9fff\uac00-\ud7a3]{2}")
_ABOVE = 6  # lines above the first record that are no article's
_NOTE = 240  # characters that are too few for an article: some forty words
_FACT = re.compile(r"[^\W\d_]{2,20}\s?[:：]\s*\S")
_FURNITURE = [ROLES.index(role) for role in "xn"]
_PARTS = re.compile(r"\s*[,;，、|]\s*")


def with_records(known: Given, day_first: bool | None, language: str) -> Given:
    """Return what is known of a dump with what its records state; the same if it has none.

    `day_first` says how 3/4 is read, if anybody knows, and `language` what the dump is in.
    """
    found = _joined(records(known.lines, known.starts), known)
    if not found:
        return known
    if day_first is None:
        days = [x.value for record, _ in found for x in record.labels if x.kind == "date"]
        day_first = days_first(days, [[("p", line) for line in known.lines if line]], language)
    left = Given(removed=list(known.removed), only=True)
    above = range(found[0][1].start)  # the name of a list, a greeting; or a marked article
    filled = [k for k in above if known.lines[k].strip()]
    short = len(filled) <= _ABOVE and sum(len(known.lines[k]) for k in filled) < _NOTE
    of_none = short and known.starts.isdisjoint(above)
    for k in above:
        if of_none and k in filled:
            left.removed.append((known.numbers[k], "n", "stands above the first record"))
            _keep(known, left, k, "")
        else:
            _copy(known, left, k)
    for record, whole in found:
        _state(known, left, record, whole, day_first=day_first)
    for k in range(found[-1][1].stop, len(known.lines)):
        _copy(known, left, k)
    return left


def _joined(found: Sequence[tuple[Record, range]], known: Given) -> list[tuple[Record, range]]:
    """Return records without those above which a mark lets the article go on: they are its text."""
    kept: list[tuple[Record, range]] = []
    for record, whole in found:
        head = range(record.first, record.labels[0].line + 1)
        if kept and not known.joins.isdisjoint(head):
            above, own = kept[-1]
            kept[-1] = above, range(own.start, whole.stop)
        else:
            kept.append((record, whole))
    return kept


def as_told(page: Page, reading: Reading, known: Given) -> Reading:
    """Return a reading in which no line of a record's text is a field that its labels state, nor
    furniture, unless it says so."""
    if LABELS not in known.signs.values():
        return reading
    parts, roles, belief = list(reading.parts), list(reading.roles), reading.belief.copy()
    every = dict[int, frozenset[str]]()
    for start, stop in pairwise([*reading.starts, len(roles)]):
        number = page.numbers[start]
        if known.signs.get(number) != LABELS:
            continue
        every[start] = told = frozenset("km").union(FIELDS[name] for name in known.fields[number])
        for unit in range(start, stop):
            if roles[unit] in told or (roles[unit] in "xn" and not _is_furniture(page.texts[unit])):
                parts[unit], roles[unit] = BODY, "p"
            elif parts[unit] == OUTSIDE:
                parts[unit], roles[unit] = TAIL, roles[unit].replace("n", "x")
            if roles[unit] not in "xs":
                belief[unit, _FURNITURE] = 0
    return replace(reading, parts=parts, roles="".join(roles), belief=belief, told=every)


def _is_furniture(text: str) -> bool:
    """Return whether a line says that it is furniture: "Name: Lena Marsh" is no label of a form."""
    return bool(says(text)) and not _FACT.match(text)


def _keep(known: Given, left: Given, k: int, line: str) -> None:
    left.lines.append(line)
    left.numbers.append(known.numbers[k])


def _copy(known: Given, left: Given, k: int) -> None:
    """Leave a line as it is, with what is known of it."""
    if k in known.starts and len(left.lines) not in left.starts:
        left.starts.add(len(left.lines))
        left.fields[len(left.lines)] = known.fields[k]
    if k in known.joins:
        left.joins.add(len(left.lines))
    _keep(known, left, k, known.lines[k])


def _state(known: Given, left: Given, record: Record, whole: range, *, day_first: bool) -> None:
    """Take a record's labels out of its article's lines, and note what they say of its text."""
    fields = _fields([*record.labels, *record.foot], known.lines, day_first=day_first)
    roles, told = _roles(record, whole, known.lines), _told(record, known.lines)
    text = [k for k in whole if known.lines[k].strip() and k not in roles]
    words = _words(record, written=bool(text))
    for label in words:
        if label.kind != "text":
            fields.pop(label.kind, None)  # its only words stay words
    kept = {k: line for label in words for k, line in _said(label, known.lines)}
    for k in whole:
        fields |= known.fields.get(k, {}) if k in roles else {}  # a mark wins
    begun = False
    for k in whole:
        if k in roles and k not in kept and k not in told:
            left.removed.append((known.numbers[k], *roles[k]))
            _keep(known, left, k, "")  # no paragraph goes on across it
            continue
        if known.lines[k].strip() and not begun:
            _begin(known, left, record, k, fields)
            begun = True
        if k in kept:
            _keep(known, left, k, kept[k])
        else:
            _copy(known, left, k)


def _told(record: Record, lines: Sequence[str]) -> set[int]:
    """Return the lines of labels that nobody knows and that say something in words, as "Location:
    Town hall": readers want them, unless they are front matter."""
    if FENCE.match(lines[record.first]):
        return set()
    unknown = [label for label in record.labels if not label.kind and _WORD.search(label.value)]
    return {k for label in unknown for k in (label.line, *label.more)}


def _words(record: Record, *, written: bool) -> list[Label]:
    """Return the labels that say words of a record's text, if they stand beside any."""
    texts = [x for x in (*record.labels[-1:], *record.foot) if x.kind == "text" and x.value]
    if texts or written:
        return texts
    told = [x for x in record.labels if x.kind in ("summary", "title") and (x.value or x.more)]
    return sorted(told, key=lambda label: label.kind == "summary")[-1:]


def _said(label: Label, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold what a label says, without the label."""
    if label.value:
        yield label.line, " ".join((label.value, *(lines[k].strip() for k in label.more)))
    elif label.more:
        yield from ((k, lines[k].strip()) for k in label.more)


def _begin(known: Given, left: Given, record: Record, k: int, fields: dict[str, str]) -> None:
    at = len(left.lines)
    left.starts.add(at)
    left.fields[at] = fields | known.fields.get(k, {})
    left.heads[at] = known.numbers[min(k, record.labels[0].line)]
    left.signs[at] = LABELS


def _roles(record: Record, whole: range, lines: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Return the roles of a record's lines, by their index, and why they have them."""
    own = range(record.first, record.stop)
    last = takewhile(lambda k: not lines[k].strip() or is_part(lines[k]), reversed(whole))
    found = {k: ("s", "parts two records") for k in (*own, *last) if lines[k].strip()}
    for label in (*record.labels, *record.foot):
        says = f"gives the {label.kind}" if label.kind else "says what no post has"
        for k in (label.line, *label.more):
            found[k] = (_ROLES.get(label.kind, "m"), f"a label {says}")
    return found


def _fields(labels: Sequence[Label], lines: Sequence[str], *, day_first: bool) -> dict[str, str]:
    """Return what labels say, by the field; what is no date, no address is left out."""
    found: dict[str, str] = {}
    tags: list[str] = []
    writer = ""
    for label in labels:
        values = _values(label, lines)
        if label.kind in ("category", "tags"):
            tags += values if label.kind == "tags" else []
            if label.kind == "category" and values:
                found.setdefault("category", ", ".join(values))
        elif values and (value := _checked(label.kind, values, day_first=day_first)):
            if label.kind == "author" and label.name == writer:  # a label for each of several
                found["author"] += f"; {value}"
            found.setdefault("link" if label.kind == "source" else label.kind, value)
            writer = label.name if label.kind == "author" else writer
    filed = [name for name in (found.get("category", ""), *tags) if name]
    if filed:
        found["category"] = ", ".join(filed)
    return found


def _checked(kind: str, values: list[str], *, day_first: bool) -> str:
    """Return the value of a field as it is given, "" if it is none."""
    if kind == "date":
        day = date_of(values[0], day_first=day_first)
        return day.isoformat() if day else ""
    if kind in _FORMS:
        return values[0] if _FORMS[kind].fullmatch(values[0]) else ""
    if kind == "author":
        values = [_BY.sub("", _MAIL.sub("", value)) for value in values]
    return _JOINT[kind].join(values) if kind in _JOINT else ""


def _values(label: Label, lines: Sequence[str]) -> list[str]:
    """Return what a label says: one value, or the items of a list."""
    value = label.value
    if value in FOLDED:
        return [" ".join(lines[k].strip() for k in label.more)]
    if label.more and label.kind in _WHOLE and not _is_list(label, lines):
        whole = " ".join((value, *(lines[k].strip() for k in label.more)))
        return [bare] if (bare := _bare(whole)) else []
    if label.more:
        items = [_ITEM.sub("", lines[k], count=1) for k in label.more]
        return [bare for item in ([value] if value else []) + items if (bare := _bare(item))]
    if value.startswith("[") and value.endswith("]") and not value.startswith("[["):
        return [bare for item in value[1:-1].split(",") if (bare := _bare(item))]
    if label.kind in ("category", "tags"):
        return [bare for item in _PARTS.split(_bare(value)) if (bare := _bare(item))]
    return [bare] if (bare := _bare(value)) else []


def _is_list(label: Label, lines: Sequence[str]) -> bool:
    """Return whether the lines below a label are its items, or the parts of a name: YAML."""
    return any(
        line.startswith("-") or ":" in line for k in label.more if (line := lines[k].strip())
    )


def _bare(value: str) -> str:
    """Return a value without quotes and marks of emphasis around it."""
    value = " ".join(value.split()).strip("*").strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].strip()
    value = value.removeprefix("[[").removesuffix("]]")  # a link of a wiki's
    return "" if value.casefold() in _NOTHING else value
