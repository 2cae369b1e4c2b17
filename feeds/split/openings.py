"""Where the first article begins: what stands above its headline may be the page's or its own.

Between two articles the odds have two to compare; above the first one there is chrome on
most pages, and a lone category or breadcrumb drowns in it.
"""

import re
from collections import Counter

from msgspec.structs import replace

from feeds.split.calendar import find_date
from feeds.split.decode import HEADER, OUTSIDE, TAIL, Reading
from feeds.split.fields import bare_title
from feeds.split.lines import Page
from feeds.split.network import ROLES
from feeds.split.trails import is_trail, last_crumb

_REACH = 4  # units from a start in which its headline is looked for
_SHORT = 80  # characters of a line that may be a header's
_PART = 14  # characters of a part of a date
_FIELDS = "ckD"
_STEP = re.compile(r"[>›»→❯▸⟩]|::|\s[/|·•\\]\s|[|·•]")
_COLUMNS = [ROLES.index(role) for role in _FIELDS]
_SOFT = 0.15  # probability of a field from which a line has a say in the order of the dump
_HABIT = 2  # headlines above which a line begins so
_POSSIBLE = 0.3  # the same from which a breadcrumb may be a header's: on most pages it is not
_STEPS = 4  # of a breadcrumb; a menu has more


def with_soft_opening(page: Page, reading: Reading) -> Reading:
    """Return a reading in which lines above the first article that may be its header's are
    seen where the order of headers is found: they are the page's again if that says no more.
    """
    first, roles, parts = reading.starts[0], list(reading.roles), list(reading.parts)
    labels = _labels(page, reading)
    for unit in range(first - 1, max(first - _REACH, 0) - 1, -1):
        chance = reading.belief[unit, _COLUMNS]
        label = labels.get(opening_word(page.texts[unit]), "")
        if parts[unit] != OUTSIDE or len(page.texts[unit]) > _SHORT:
            break
        if not label and chance.sum() < _SOFT:
            break
        roles[unit], parts[unit] = label or _FIELDS[int(chance.argmax())], TAIL
    return replace(reading, roles="".join(roles), parts=parts)


def _labels(page: Page, reading: Reading) -> dict[str, str]:
    """Return the beginnings of lines that stand as fields above other headlines, and the field."""
    found = Counter[tuple[str, str]]()
    for title in (u for u, role in enumerate(reading.roles) if role == "t"):
        for unit in range(max(title - _REACH, 0), title):
            begun = opening_word(page.texts[unit])
            if begun and reading.roles[unit] in _FIELDS:
                found[begun, reading.roles[unit]] += 1
    return {begun: role for (begun, role), count in found.items() if count >= _HABIT}


def opening_word(text: str) -> str:
    """Return a line's first word, or the label that it begins with, if more follows."""
    first, _, rest = text.partition(" ")
    return first.casefold() if rest else ""


def with_opening(page: Page, reading: Reading) -> Reading:
    """Return a reading whose first article has all of its header."""
    start = reading.starts[0]
    title = reading.roles.find("t", start, start + _REACH)
    if not start or title < 0:
        return reading
    found = _trail_above(page, start, page.texts[title]) if len(reading.starts) == 1 else ""
    first = start - len(found)
    if found and reading.belief[first:start, _COLUMNS].sum(1).max() < _POSSIBLE:
        found = ""
    found = found or _date_above(page, start)
    if not found:
        return reading
    first = start - len(found)
    roles = reading.roles[:first] + found + reading.roles[start:]
    parts = [*reading.parts[:first], *[HEADER] * len(found), *reading.parts[start:]]
    return replace(reading, roles=roles, parts=parts, starts=[first, *reading.starts[1:]])


def _trail_above(page: Page, start: int, title: str) -> str:
    """Return the roles of a breadcrumb, and of a category below it, above the only article.

    A trail that ends at the headline is the page's, and says nothing else.
    """
    above = page.texts[max(0, start - 2) : start]
    if _leads_to(above[-1], title):
        return "k"
    if len(above) < 2 or not _leads_to(above[0], title):
        return ""
    category = above[1].strip("#[]【】 ").casefold()
    return "kc" if last_crumb(above[0]).casefold() == category else ""


def _leads_to(trail: str, title: str) -> bool:
    """Return whether a line is a breadcrumb that ends above the headline."""
    if len(trail) > _SHORT or not is_trail(trail) or len(_STEP.findall(trail)) >= _STEPS:
        return False
    end = last_crumb(trail).rstrip("….").casefold()
    numbered = any(map(str.isdecimal, end))  # "Page 20" of a list
    return bool(end) and not numbered and not bare_title(title).casefold().startswith(end)


def _date_above(page: Page, start: int) -> str:
    """Return the roles of the lines right above an article that are a date only together."""
    for count in (3, 2):
        parts = page.texts[max(0, start - count) : start]
        if len(parts) < count or max(map(len, parts)) > _PART:
            continue
        whole = " ".join(part.strip("-*• ") for part in parts)
        found = find_date(whole)
        if found and found.year and found.end - found.start == len(whole):
            return "D" * count
    return ""
