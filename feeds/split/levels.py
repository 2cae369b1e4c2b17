"""Headlines of one level: what bears the mark that the dump's first headline bears.

`## …`, `== … ==`, `**…**`, a line below, a number that counts up: whoever writes a file of
articles marks all headlines alike, and sub-headings otherwise.  The networks have seen few such
marks, for web pages do not print them; so lines of the first headline's level are likelier
to begin articles than they think.
"""

import re
from collections import Counter
from itertools import pairwise

from msgspec import Struct

from feeds.split.given import SURE
from feeds.split.headlines import ends_as_text, number_of, sign_of
from feeds.split.lines import Page
from feeds.split.network import ROLES, START, Array

_HASHES = re.compile(r"(#{1,6}|={1,5})\s+\S")
_AROUND = re.compile(r"(={2,6}|\*\*|__)\s?(?=[^\s>])[^*_=]+\s?\1$")
_COMMAND = re.compile(r"(\\(?:sub)?(?:section|chapter))\*?\{.+\}$")  # LaTeX
_RULE = re.compile(r"([=~-])\1{2,}$")
_WIDER = 2  # blank lines by which those between articles are more
_NEARLY_ALL = 0.95  # of the gaps
_MOST = 0.8  # of the headlines
_LONGEST = 150  # characters of a headline
_LONGER = 4  # characters by which the line below may be longer
_FIRST = 4  # units from the top of a dump in which its first headline stands
_ABOVE = 4  # units above a headline in which its article may begin
_SIGN = "a sign "
_SEVERAL = 3  # headlines below a dump's name
_FEW = 40  # words of it, and of a greeting
_NUMBER = "1"  # the mark of a headline that is counted
_ANYWHERE = ("#", "=", "\\")  # marks that stand below other lines of a header, too
LIKELIER = 6.0  # log odds by which such a line is likelier to be one
_UNLIKELIER = 3.0  # and any other line less likely
_MARKED, _APART = "the mark of the first headline", "more blank lines above than elsewhere"
_BELOW = "the mark below the name of the dump"
_TITLE, _PART = ROLES.index("t"), ROLES.index("h")


class Heads(Struct, frozen=True):
    """The units that are a dump's headlines, as a sign tells."""

    sign: str
    units: list[int]
    odds: float = LIKELIER
    named: bool = False  # what stands above them is the dump's name, and none of its articles


def level(page: Page, logits: Array) -> Heads | None:
    """Return what headlines of one level have in common, if anything tells them."""
    for sign, units in ((_MARKED, _of_one_level(page, logits)), (_APART, _far_apart(page))):
        if len(units) > 1:
            return Heads(sign, units)
    units = _below_a_name(page, logits)
    return Heads(_BELOW, units, named=True) if units else None


def _below_a_name(page: Page, logits: Array) -> list[int]:
    """Return the units marked `## …` below the one `# …` at the top of a dump, if a few words
    stand between and the network begins articles with nearly all of them: the parts of one
    article are marked so, too."""
    if not page.texts[0].startswith("# "):
        return []
    marks = {u: text[:3] for u, text in enumerate(page.texts) if text[0] == "#"}
    units = [unit for unit, mark in marks.items() if mark == "## "]
    if len(units) < _SEVERAL or sum(mark[:2] == "# " for mark in marks.values()) > 1:
        return []
    above = page.texts[: units[0]]
    begun = int((logits[units, START] > 0).sum())
    short = sum(len(text.split()) for text in above) < _FEW and max(map(len, above)) < _LONGEST
    return units if short and begun >= _MOST * len(units) else []


def headed(logits: Array, heads: Heads) -> tuple[Array, list[int]]:
    """Return log odds that know of headlines, and the unit that the article of each begins with:
    the likeliest line of a header above it if the network begins one there, or the headline."""
    found = logits.copy()
    found[:, [_TITLE, START]] -= _UNLIKELIER
    last = heads.units[0] - 1 if heads.named else -1
    found[: last + 1, START] = -SURE
    starts: list[int] = []
    for before, unit in pairwise([last, *heads.units]):
        header = range(max(before + 1, unit - _ABOVE), unit)
        found[header.start : unit + 1, START] = logits[header.start : unit + 1, START]
        start = max(header, key=lambda above: logits[above, START], default=unit)
        start = start if logits[start, START] > 0 else unit
        found[unit, _TITLE] = logits[unit, _TITLE] + heads.odds
        found[unit, START] += heads.odds if start == unit else 0
        starts.append(start)
    return found, starts


def with_subheadings(page: Page, logits: Array, heads: Heads) -> Array:
    """Return log odds that know of sub-headings: what bears a mark of headings but not that of the
    headlines."""
    own = set(heads.units)
    found = logits.copy()
    found[[u for u in range(len(page.texts)) if u not in own and _is_marked(page, u)], _PART] += (
        LIKELIER
    )
    return found


def _is_marked(page: Page, unit: int) -> bool:
    text = page.texts[unit]
    marked = text[0] in "#=*_" and (_HASHES.match(text) or _AROUND.match(text))
    return bool(marked) and _is_short(text.rstrip("#=*_ "))


def _of_one_level(page: Page, logits: Array) -> list[int]:
    """Return the units that bear the mark of a dump's first headline, if it has one."""
    top = range(min(_FIRST, len(page.texts)))
    first, mark = next(((unit, m) for unit in top if (m := _mark(page, unit))), (0, ""))
    if not mark or (first and mark[0] not in _ANYWHERE):
        return []
    units = [unit for unit in range(len(page.texts)) if _mark(page, unit) == mark]
    if any(after == unit + 1 for unit, after in pairwise(units)):
        return []  # a list, not headlines with texts below
    if len({page.texts[unit] for unit in units}) < len(units):
        return []  # a page's own line, which comes back
    return _counting(page, units, logits) if mark[-1] == _NUMBER else units


def _far_apart(page: Page) -> list[int]:
    """Return the units that begin the parts of a dump which more blank lines part than stand
    anywhere else, if all of them are short: its headlines, and the first line."""
    gaps = Counter(page.before[1:])
    (usual, most), (wide, few) = (*gaps.most_common(2), (0, 0), (0, 0))[:2]
    if wide < usual + _WIDER or most + few < _NEARLY_ALL * len(page.before[1:]) or few > most / 2:
        return []
    units = [0, *(unit for unit, gap in enumerate(page.before) if unit and gap == wide)]
    short = sum(_is_short(page.texts[unit]) for unit in units)
    return units if short >= _MOST * len(units) else []


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST and not ends_as_text(text)


def _mark(page: Page, unit: int) -> str:
    """Return the mark that a line bears as a headline may, "" if none."""
    text = page.texts[unit]
    if len(text) > _LONGEST:
        return ""
    if found := _AROUND.match(text) or _HASHES.match(text) or _COMMAND.match(text):
        return found[1]
    if sign := sign_of(text):
        return _SIGN + sign
    if number := number_of(text):
        return number[0] + _NUMBER
    if unit + 1 == len(page.texts) or page.after[unit]:
        return ""
    rule = _RULE.match(page.texts[unit + 1])
    return "below " + rule[1] if rule and len(rule[0]) <= len(text) + _LONGER else ""


def _counting(page: Page, units: list[int], logits: Array) -> list[int]:
    """Return the lines whose numbers count up from one, of all such ways through the dump the one
    that the network finds likeliest: in a text there may be a list that is counted, too."""
    best: list[tuple[float, int, int]] = []  # odds of the way to here, unit, place before
    ends: dict[int, int] = {}  # place of the likeliest way to each number
    for unit in units:
        found = number_of(page.texts[unit])
        before = ends.get(found[1] - 1, -1) if found else -1
        if not found or (before < 0 and found[1] != 1):
            continue
        odds = float(logits[max(0, unit - _ABOVE) : unit + 1, START].max()) + LIKELIER
        odds += best[before][0] if before >= 0 else 0
        if found[1] not in ends or odds > best[ends[found[1]]][0]:
            ends[found[1]] = len(best)
        best.append((odds, unit, before))
    way: list[int] = []
    at = max(range(len(best)), key=lambda place: best[place][0], default=-1)
    while at >= 0:
        way.append(best[at][1])
        at = best[at][2]
    return way[::-1]
