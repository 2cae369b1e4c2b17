"""A category line that names several: which of its signs part them, by the dump as a whole.

A bullet or a bar between names parts them wherever it stands.  A comma or a slash
may be part of a name; it parts them in a dump where what stands beside it stands in
other articles' lines too, alone or beside another.  So do a space and none at all, where
all that stands beside it does.  Of a breadcrumb the last step
that is no headline is the category, and those above it are tags.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable

from msgspec.structs import replace

from feeds.model import Draft, Split
from feeds.split.gluing import ENDS

_SURE = re.compile(r"\s*[•|·、;；¦‧∙┃│►▸▪●◦♦★✦]\s*|\s+/\s+")
_MAYBE = (re.compile(r"\s*[,，]\s*"), re.compile(r"/"))
_JOINED = re.compile(r"(?:^|\s)(?:&|and|und|et|y|e|en|og|och|i|и|ve)\s", re.IGNORECASE)
_STEP = re.compile(r"\s*[>›»→❯▸⟩]\s*|\s+(?:/|::|\|)\s+")
_TRAIL = re.compile(r"[>›»→❯▸⟩]|::")
_HOME = frozenset(
    (
        *("home", "homepage", "home page", "start", "startseite", "accueil", "inicio", "início"),
        *("forside", "startsida", "portada", "página inicial", "página principal", "hoofdpagina"),
        *("inizio", "hem", "hjem", "strona główna", "главная", "ana sayfa", "anasayfa", "ホーム"),
        *("トップ", "首页", "首頁", "홈", "you are here:", "you are here"),
    )
)
_COUNTED = re.compile(r"^[-*•+]\s+|\s*[(\[]?\d+[)\]]?$")
_LONG = 400  # characters of a line that is read for steps
_LONGEST = 40  # characters of a category's name
_WORDS = 24  # of a list without signs
_MANY = 3  # names from which a list with commas needs no other


def alone(lines: Iterable[str]) -> frozenset[str]:
    """Return what stands on a line of its own, without the number of its articles."""
    short = {line for line in lines if len(line) <= _LONGEST}
    counted = [s for s in short if s[0] in "-*•+" or s[-1] in ")]" or s[-1].isdecimal()]
    return frozenset(short.difference(counted).union(_COUNTED.sub("", s) for s in counted))


def lists(texts: Iterable[str], names: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    """Return the names in category lines that are lists without a sign, "Open SourcePress
    Releases": they are of several words or stand alone elsewhere, and one comes back; `names`
    stand alone on the page, as in the menu of its categories."""
    parts = {  # a list with commas needs no other seams: "Blog, EdLab"
        text: [text] if ", " in text else [part.strip() for part in ENDS.split(text)]
        for text in texts
    }
    count = Counter(part for of in parts.values() for part in set(of))
    if not any(" " in text or len(of) > 1 for text, of in parts.items()):
        return {}
    names = names.union(parts)
    found = {text: of for text in parts if " " in text and (of := _known(text, names))}
    glued = {text: of for text, of in parts.items() if len(of) > 1}
    found |= {text: of for text, of in glued.items() if names.issuperset(of)}
    return found | {
        text: of
        for text, of in glued.items()
        if all(" " in part or part in parts for part in of) and any(count[part] > 1 for part in of)
    }


def _known(text: str, names: Container[str]) -> list[str]:
    """Return the names that a text is put together of with nothing but spaces between."""
    words = text.split(" ")
    count = len(words)
    if count > _WORDS:
        return []
    found: dict[int, list[str]] = {count: []}  # by the word they begin with, to the end
    for first in reversed(range(count)):
        for last in range(first + 1, count + (first > 0)):
            if last in found and (name := " ".join(words[first:last])) in names:
                found[first] = [name, *found[last]]
                break
    return found.get(0, [])


def with_rubrics(split: Split, text: str) -> Split:
    """Return a split whose drafts have their categories one by one, and as they were printed."""
    lines = text.split("\n")
    shown = [_along(draft, split.roles, lines) for draft in split.drafts]
    parting = [sign for sign in _MAYBE if _parts(sign, [d.categories for d in shown])]
    drafts = (_parted(draft, parting) for draft in shown)
    return replace(split, drafts=tuple(drafts))


def _parts(sign: re.Pattern[str], printed: Iterable[tuple[str, ...]]) -> bool:
    """Return whether a sign parts names in this dump: some recur without their neighbours."""
    lists = {tuple(_names(sign, name)) for names in printed for name in names}
    counts = Counter(name.casefold() for names in lists for name in set(names))
    return any(
        len(names) > 1 and any(counts[name.casefold()] > 1 for name in names) for names in lists
    )


def _names(sign: re.Pattern[str], name: str) -> list[str]:
    return [part for part in (part.strip(" ,，") for part in sign.split(name)) if part]


def _parted(draft: Draft, parting: list[re.Pattern[str]]) -> Draft:
    found: list[str] = []
    for printed in draft.categories:
        for name in _several(_SURE, printed) or [printed]:
            found += _by_comma(name, parting)
    categories = tuple(dict.fromkeys(found))
    if categories == draft.categories:
        return draft
    return replace(draft, categories=categories, rubric=draft.rubric or ", ".join(draft.categories))


def _by_comma(name: str, parting: list[re.Pattern[str]]) -> list[str]:
    for sign in parting:
        if several := _several(sign, name):
            return several
    several = _several(_MAYBE[0], name)
    alone = len(several) >= _MANY and not _JOINED.search(several[-1])
    return several if alone else [name]


def _several(sign: re.Pattern[str], name: str) -> list[str]:
    """Return the names that a sign parts, nothing if it parts none or they are no names."""
    names = _names(sign, name)
    return names if len(names) > 1 and max(map(len, names)) <= _LONGEST else []


def _along(draft: Draft, roles: str, lines: list[str]) -> Draft:
    """Return a draft whose category is a breadcrumb's last step, its tags those before."""
    for number in range(draft.span.first - 1, draft.span.last):
        role = roles[number]
        if role == "k" or (role == "c" and _TRAIL.search(lines[number][:_LONG])):
            return _with_steps(draft, _steps(lines[number][:_LONG].strip(), draft.title))
    return draft


def _with_steps(draft: Draft, steps: list[str]) -> Draft:
    read = draft.categories[:1]  # of a line glued from several fields, not a step as it stands
    if not steps or not (read and (read[0] in steps or _same(read[0], draft.title))):
        return draft
    last, *above = reversed(steps)
    others = [name for name in draft.categories[1:] if name != last]
    return replace(draft, categories=tuple(dict.fromkeys((last, *others, *above))), rubric=last)


def _steps(trail: str, title: str) -> list[str]:
    steps = [step.strip(" >›»/") for step in _STEP.split(trail)]
    steps = [step for step in steps if step and step.casefold() not in _HOME]
    if steps and _same(steps[-1], title):
        steps.pop()
    return [step for step in steps if len(step) <= _LONGEST]


def _same(step: str, title: str) -> bool:
    """Return whether a step is the headline, or its beginning where it was cut short."""
    step = " ".join(step.split()).casefold()
    title = " ".join(title.split()).casefold()
    return step == title or (step.endswith(("…", "...")) and title.startswith(step.rstrip("….")))
