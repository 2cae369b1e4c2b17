"""Records whose labels are codes: `TY  - NEWS`, `%T …`, `HD` with what it says below.

Data bases export so: reference managers (RIS, EndNote), medical libraries, and Factiva with
its own codes.  Each line without a code goes on with what the last one says.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from msgspec import Struct

from feeds.split.fieldlabels import Label

_TOP = 1000  # characters in which the first code stands
_FOLD = "      "  # before a line that goes on with the one above, on most of the paper
_ABOVE, _LINES = 5, 20  # lines with the first code, with those that are blank
_FEWEST = 4  # codes of a record


class _Scheme(Struct, frozen=True):
    """How codes are written, what they say, and which begin a record."""

    line: re.Pattern[str]
    kinds: Mapping[str, str]  # others say what no post has
    first: tuple[str, ...]
    any_code: bool = True  # else only those that have a kind


def _kinds(**codes: str) -> dict[str, str]:
    return {code: kind for kind, names in codes.items() for code in names.split()}


_RIS = _Scheme(
    re.compile(r"([A-Z][A-Z0-9]{1,3})(?: {2}| |(?<=[A-Z]{4}))- ?(.*)"),
    _kinds(title="TI T1", author="AU A1 FAU", date="DA Y1 DP DEP PY", text="AB N2", link="UR",
           tags="KW OT", source="T2 JO JF JT", language="LA"),
    ("TY", "PMID"),
)  # fmt: skip
_ENDNOTE = _Scheme(
    re.compile(r"%([0-9A-Z@!$^+<>=~&*?]) (.*)"),
    _kinds(title="T", author="A", date="8 D", text="X", link="U", tags="K", source="B J"),
    ("0",),
)  # fmt: skip
_FACTIVA = _Scheme(
    re.compile(r"([A-Z]{2,3})(?:(?:\t| {2,9})(\S.*))?"),
    _kinds(title="HD", author="BY", date="PD", text="LP TD", category="SE", language="LA",
           source="SN", other="CLM CR WC ET SC ED PG VOL CY CX CT RF CO IN NS RE IPC IPD PUB AN"),
    ("SE", "CLM", "HD"),
    any_code=False,
)  # fmt: skip
_SCHEMES = (_RIS, _ENDNOTE, _FACTIVA)
_TITLE, _TEXT, _AUTHOR = "title", "text", "author"
_END = "ER"  # of a record, of RIS
_NAME = re.compile(r"([^,;]{2,40}), ([^,;]{1,40})")


def may_be_tagged(text: str) -> bool:
    """Return whether a dump begins with a code that begins records: quickly told."""
    lines = (line for line in text[:_TOP].split("\n") if line.strip())
    return any(map(_scheme, list(lines)[:_ABOVE]))


def _scheme(line: str) -> _Scheme | None:
    """Return the scheme of which a line is the first code."""
    for scheme in _SCHEMES:
        found = scheme.line.fullmatch(line.rstrip())
        if found and found[1] in scheme.first:
            return scheme
    return None


def tagged(lines: Sequence[str], begun: Container[int] = ()) -> list[list[Label]]:
    """Return the labels of each record that a dump is made of, none if it is not: of lines that
    hold a text, only the one with the code.  No label goes on where an article has `begun`."""
    top = [line for line in lines[:_LINES] if line.strip()][:_ABOVE]
    scheme = next(filter(None, map(_scheme, top)), None)
    found = list(_records(lines, begun, scheme)) if scheme else []
    whole = all(
        len({label.name for label in own}) >= _FEWEST and any(x.kind == _TITLE for x in own)
        for own in found
    )
    quoted = len(found) == 1 and not _scheme(top[0])  # in an article that shows one
    return found if whole and not quoted else []


def _records(lines: Sequence[str], begun: Container[int], scheme: _Scheme) -> Iterator[list[Label]]:
    """Yield the labels of each record: one ends where a code that may begin one follows a headline
    or a text."""
    own: list[Label] = []
    kinds = set[str]()
    ended = False
    for k, line in enumerate(lines):
        label = _label(k, line, scheme)
        ended = label.name == _END if label else ended or k in begun
        whole = label and (_TITLE in kinds or (_TEXT in kinds and label.kind != _TITLE))
        if label and whole and label.name in scheme.first:
            yield own
            own, kinds = [], set()
        if label and (own or label.name in scheme.first):
            own.append(label)
            kinds.add(label.kind)
        elif own and line.strip() and not ended and _goes_on(own[-1], line):
            own[-1].more.append(k)
    if own:
        yield own


def _label(k: int, line: str, scheme: _Scheme) -> Label | None:
    found = scheme.line.fullmatch(line.rstrip())
    if not found or not (scheme.any_code or found[1] in scheme.kinds):
        return None
    kind, value = scheme.kinds.get(found[1], "other"), (found[2] or "").strip()
    if kind == _AUTHOR and (name := _NAME.fullmatch(value)):
        value = f"{name[2]} {name[1]}"
    if kind == "date":
        value = value.strip("/").replace("/", "-")
    return Label(k, found[1], found[1], kind, value, [])


def _goes_on(label: Label, line: str) -> bool:
    """Return whether a line goes on with what a code says: of a text, only one that is set in."""
    return label.kind != _TEXT or bool(label.value and line.startswith(_FOLD))
