"""Lines that only say that an article begins or ends here: `<<<ARTICLE>>>`, "End of Document".

Programs that put articles into one file write such lines between them, data bases end each with
one, and press offices head each of theirs with what it is.  Where they come back from the top of
a dump to its end, they part its articles, and nothing else begins one.
"""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile

from msgspec.structs import replace

from feeds.fieldnames import RELEASE, fold
from feeds.split.given import PARTED_SO, Given
from feeds.split.headlines import COUNTED

_MARKED = re.compile(
    r"(?=[^\w\s\"'“„«(])\W{0,12}([^\W\d_]{2,12}(?:\W{1,3}[^\W_]{1,12}){0,3})\W{0,12}"
)
_BEGINS = frozenset(
    ("begin", "start", "new", "newdoc", "break", "doc", "beginn", "anfang", "début", "inicio")
)
_RELEASE = "release"
_NEW = "newdoc"  # of corpora
_ENDS = frozenset(("end", "stop", "ende", "fin", "fine", "final", "einde", "slut", "koniec"))
# Where no marks stand around it: as archives of newspapers close each article.
_LABELS = frozenset(("text", "texte", "texto", "testo", "tekst", "текст"))  # "[Text]"
_PARTS = COUNTED - _LABELS - {""}
_FILLERS = frozenset(("of", "id", "art", "no", "nr", "document", "docno", "here")) | _LABELS
_CLOSING = frozenset(
    map(fold, (
        "End of Document", "Dokumentende", "Ende des Dokuments", "Fin du document",
        "Fin del documento", "Fine del documento", "Fim do documento", "Einde van het document",
    ))
)  # fmt: skip
_KNOWN = _BEGINS | _ENDS | COUNTED | _FILLERS
_MARKS = tuple("<[{*=#%@|~/-")  # that stand before its words, mostly
_LONGEST = 60  # characters of such a line
_TOP = 1200  # characters with the first that begins an article, and with the last that ends one
_LAST = 3  # lines with the last that ends one
_COVER = 12  # lines of what a data base prints before all articles
_TEXT = 80  # characters of an article, on average


def is_part(line: str) -> bool:
    """Return whether a line only says that an article begins or ends."""
    return line[:1] in _MARKS and any(_signs(line))


def may_be_parted(text: str) -> bool:
    """Return whether a dump begins or ends with such a line: quickly told."""
    top = [line for line in text[:_TOP].split("\n") if line.strip()]
    last = [line for line in text[-_TOP:].split("\n") if line.strip()]
    begins = any(_signs(line)[0] for line in top[:1])
    return begins or any(_signs(line)[1] for line in last[-_LAST:])


def with_parts(known: Given) -> Given:
    """Return what is known of a dump with where such lines begin articles; the same if none do."""
    lines = known.lines
    signs = [_signs(line) for line in lines]
    begins, ends = (_alike({k: own[n] for k, own in enumerate(signs) if own[n]}) for n in (0, 1))
    filled = [k for k, line in enumerate(lines) if line.strip()]
    if begins and begins[0] == filled[0]:
        below = begins
    elif not begins and ends and ends[-1] in filled[-_LAST:]:
        below = [*([] if _has_cover(lines) else [filled[0] - 1]), *ends]
    else:
        return _without_release(known, filled)
    taken = {*begins, *ends}
    others = ["" if k in taken else line for k, line in enumerate(lines)]
    starts = [k for k in first_below(below, others) if k not in known.starts]
    if len(starts) < 2 or sum(map(len, lines)) < _TEXT * len(starts):
        return _without_release(known, filled)
    return parted(known, starts, (), sorted(taken), "parts two articles", PARTED_SO)


def _without_release(known: Given, filled: Sequence[int]) -> Given:
    """Return what is known of a dump without the lines at its top that say what one text is."""
    out = list(takewhile(lambda k: _signs(known.lines[k])[0] == _RELEASE, filled))
    return without(known, [(k, "n", "says that this is a press release") for k in out])


def without(known: Given, out: Sequence[tuple[int, str, str]]) -> Given:
    """Return what is known of a dump without some of its lines, each with its role and the reason;
    what a mark says of such a line holds for the one below."""
    taken = {k for k, _, _ in out}
    lines = ["" if k in taken else line for k, line in enumerate(known.lines)]
    filled = [k for k, line in enumerate(lines) if line.strip()]
    marked = taken & (known.starts | known.joins)
    below = {k: filled[at] for k in marked if (at := bisect(filled, k)) < len(filled)}
    return replace(
        known,
        lines=lines,
        starts={below.get(k, k) for k in known.starts},
        joins={below.get(k, k) for k in known.joins},
        fields={below.get(k, k): own for k, own in known.fields.items()},
        removed=[*known.removed, *((known.numbers[k], role, why) for k, role, why in out)],
    )


def parted(
    known: Given,
    starts: Iterable[int],
    above: Iterable[int],
    lines: Iterable[int],
    why: str,
    sign: str,
) -> Given:
    """Return what is known of a dump with where its articles begin, without the lines that say so
    and those above them; where a mark begins an article or lets one go on, it wins."""
    unmarked = takewhile(lambda k: k not in known.starts, above)
    out = [(k, "n", "stands above the first article") for k in unmarked]
    out += [(k, "s", why) for k in lines]
    left = without(known, out)
    told = left.starts | left.joins
    begun = [k for k in starts if k not in told]
    return replace(
        left,
        starts=left.starts.union(begun),
        fields=left.fields | {k: {} for k in begun},
        signs=left.signs | dict.fromkeys(begun, sign),
        only=True,
    )


def _words(line: str) -> list[str]:
    """Return the words of a line that has nothing else but marks around and numbers."""
    line = line.strip()
    found = _MARKED.fullmatch(line) if 2 < len(line) <= _LONGEST else None
    return re.findall(r"[^\W\d_]+", found[1].casefold()) if found else []


def _signs(line: str) -> tuple[str, str]:
    """Return the words by which a line says that an article begins, and those by which it says
    that one ends; "" if it says something else."""
    folded = fold(line) if len(line) <= _LONGEST else ""
    words, bare = _words(line), line.strip()
    closed = not bare[-1:].isalnum()  # "## New" heads a part of a text
    said = " ".join(words) if _KNOWN.issuperset(words) else ""
    ended = bare.startswith("</") or (closed and any(word in _ENDS for word in words))
    begun = any(word in _PARTS or (word in _BEGINS and closed) or word == _NEW for word in words)
    ends = folded if folded in _CLOSING else said if ended else ""
    begins = _RELEASE if folded in RELEASE else said if begun and not ends else ""
    return begins, ends


def _alike(found: dict[int, str]) -> list[int]:
    """Return those of the most frequent wording, if it comes back."""
    count = Counter(found.values())
    sign, times = next(iter(count.most_common(1)), ("", 0))
    return [k for k, own in found.items() if own == sign] if times > 1 else []


def first_below(parting: Sequence[int], lines: Sequence[str]) -> list[int]:
    """Return the first line below each of some that says anything, where one stands above the
    next of them."""
    ends = [*parting[1:], len(lines)]
    first = (
        next((k for k in range(at + 1, end) if lines[k].strip()), None)
        for at, end in zip(parting, ends, strict=True)
    )
    return [k for k in first if k is not None]


def _has_cover(lines: Sequence[str]) -> bool:
    return any(re.match(r"\w+ ?\(\d+\)$", line.strip()) for line in lines[:_COVER])
