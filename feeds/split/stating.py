"""What the labels of records say: the fields of each article, and the lines they leave."""

import re
from collections.abc import Sequence

from feeds.split.addresses import ADDRESS
from feeds.split.given import FIELDS, LABELS, LANGUAGE, Given, date_of
from feeds.split.labelled import FENCE, FOLDED, Label, Record, records
from feeds.split.manner import days_first

_ROLES = {**FIELDS, "tags": "c", "source": "m", "text": "s"}
_FORMS = {"link": ADDRESS, "source": ADDRESS, "language": LANGUAGE}
_JOINT = {"title": " ", "summary": " ", "author": "; "}
_ITEM = re.compile(r"[ \t]+(?:-[ \t]+)?(?:name[ \t]*:[ \t]*)?|-[ \t]+")
_WORD = re.compile(r"[^\W\d_]{3}|[\u3040-\u9fff\uac00-\ud7a3]{2}")
_PARTS = re.compile(r"\s*[,;，、|]\s*")


def with_records(known: Given, day_first: bool | None, language: str) -> Given:
    """Return what is known of a dump with what its records state; the same if it has none.

    `day_first` says how 3/4 is read, if anybody knows, and `language` what the dump is in.
    """
    top = next((k for k, line in enumerate(known.lines) if line.strip()), 0)
    found = records(known.lines, sure=top in known.starts)  # a mark may have taken its labels
    if not found:
        return known
    if day_first is None:
        days = [label.value for record in found for label in record.labels if label.kind == "date"]
        day_first = days_first(days, [[("p", line) for line in known.lines if line]], language)
    left = Given(removed=list(known.removed), only=True)
    _copy(known, left, range(found[0].first))
    for record, stop in zip(found, [*(r.first for r in found[1:]), len(known.lines)], strict=True):
        _state(known, left, record, stop, day_first=day_first)
    return left


def _copy(known: Given, found: Given, lines: range) -> None:
    for k in lines:
        if k in known.starts:
            found.starts.add(len(found.lines))
            found.fields[len(found.lines)] = known.fields[k]
        if k in known.joins:
            found.joins.add(len(found.lines))
        found.lines.append(known.lines[k])
        found.numbers.append(known.numbers[k])


def _state(known: Given, left: Given, record: Record, stop: int, *, day_first: bool) -> None:
    """Take a record's labels out, and note what they say of the text below it, up to `stop`."""
    fields = _fields(record.labels, known.lines, day_first=day_first)
    words = _words(record, known.lines[record.stop : stop])
    if words and words.kind != "text":
        del fields[words.kind]  # its only words stay words
    for k in range(record.first, record.stop):
        fields |= known.fields.get(k, {})  # a mark wins
    roles, told = _roles(record, known.lines), _told(record, known.lines)
    begun = False
    for k in range(record.first, record.stop):
        first = words is not None and k == words.line
        if (first or k in told) and not begun:
            _begin(known, left, record, fields)
            begun = True
        if first or k in told:
            left.lines.append(words.value if words and first else known.lines[k])
        else:
            left.lines.append("")  # no paragraph goes on across it
            if k in roles:
                left.removed.append((known.numbers[k], *roles[k]))
        left.numbers.append(known.numbers[k])
    written = range(record.stop, stop)
    top = next((k for k in written if known.lines[k].strip()), stop)
    _copy(known, left, range(record.stop, top))
    if not begun:
        _begin(known, left, record, fields)
    _copy(known, left, range(top, stop))


def _told(record: Record, lines: Sequence[str]) -> set[int]:
    """Return the lines of labels that nobody knows and that say something in words, as "Location:
    Town hall": readers want them, unless they are front matter."""
    if FENCE.match(lines[record.first]):
        return set()
    unknown = [label for label in record.labels if not label.kind and _WORD.search(label.value)]
    return {k for label in unknown for k in (label.line, *label.more)}


def _words(record: Record, below: Sequence[str]) -> Label | None:
    """Return the label that says the first words of a record's text, if they stand beside one."""
    last = record.labels[-1]
    if last.kind == "text" and last.value:
        return last
    if any(line.strip() for line in below):
        return None
    told = [label for label in record.labels if label.value and label.kind in ("summary", "title")]
    return max(told, key=lambda label: label.kind == "summary", default=None)


def _begin(known: Given, left: Given, record: Record, fields: dict[str, str]) -> None:
    at = len(left.lines)
    left.starts.add(at)
    left.fields[at] = fields
    left.heads[at] = known.numbers[record.labels[0].line]
    left.signs[at] = LABELS


def _roles(record: Record, lines: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Return the roles of a record's lines, by their index, and why they have them."""
    own = range(record.first, record.stop)
    found = {k: ("s", "parts two records") for k in own if lines[k].strip()}
    for label in record.labels:
        says = f"gives the {label.kind}" if label.kind else "says what no post has"
        for k in (label.line, *label.more):
            found[k] = (_ROLES.get(label.kind, "m"), f"a label {says}")
    return found


def _fields(labels: Sequence[Label], lines: Sequence[str], *, day_first: bool) -> dict[str, str]:
    """Return what labels say, by the field; what is no date, no address is left out."""
    found: dict[str, str] = {}
    tags: list[str] = []
    for label in labels:
        values = _values(label, lines)
        if label.kind in ("category", "tags"):
            tags += values if label.kind == "tags" else []
            if label.kind == "category" and values:
                found.setdefault("category", ", ".join(values))
        elif values and (value := _checked(label.kind, values, day_first=day_first)):
            found.setdefault("link" if label.kind == "source" else label.kind, value)
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
    return _JOINT[kind].join(values) if kind in _JOINT else ""


def _values(label: Label, lines: Sequence[str]) -> list[str]:
    """Return what a label says: one value, or the items of a list."""
    value = label.value
    if value in FOLDED:
        return [" ".join(lines[k].strip() for k in label.more)]
    if label.more:
        items = [_ITEM.sub("", lines[k], count=1) for k in label.more]
        return [bare for item in ([value] if value else []) + items if (bare := _bare(item))]
    if value.startswith("[") and value.endswith("]"):
        return [bare for item in value[1:-1].split(",") if (bare := _bare(item))]
    if label.kind in ("category", "tags"):
        return [bare for item in _PARTS.split(_bare(value)) if (bare := _bare(item))]
    return [bare] if (bare := _bare(value)) else []


def _bare(value: str) -> str:
    """Return a value without quotes and marks of emphasis around it."""
    value = " ".join(value.split()).strip("*").strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].strip()
    return value
