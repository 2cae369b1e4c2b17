"""The field of an article whose reading has none, by what the dump calls its others.

A line like "Energy" above a headline looks like a sub-heading, and below a text like its
last words.  It is a category where other articles of the dump have it for one, or where
the same place of the others holds such a line, and what stands there comes back.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from feeds.split.calendar import find_date
from feeds.split.credits import labels_category
from feeds.split.house import House
from feeds.split.lexicon import bits_of, furniture, opening, words_of
from feeds.split.names import UNSORTED, is_furniture, likeness
from feeds.split.naming import read_line
from feeds.split.network import Array
from feeds.split.stamps import dates

_TAKEN = "xhplmq"  # roles a category may be mistaken for
_LONGEST = 160  # characters of a line of categories
_NAME = 40  # characters of one
_WORDS = 5
_NEAR = 8  # units above and below a text that are looked at
_PARAGRAPH = 80  # characters from which a line is certainly text
_PARTS = re.compile(r"[,，、;；|•·]\s*|\s+(?:[,，、;；|•·]\s*|/\s+)")
_SENTENCE = re.compile(r"[.!?…。！？:：]\W*$|\d{3}")
_FEWEST = 2  # articles that have a category which another may have been given
_HABIT = 3  # articles from which a place is one of categories
_SHARE = 0.5  # of the articles that have such a line there
_BACK = 0.4  # of these lines that say what others say
_HEAD = 6  # units from an article's first in which its date is looked for
_STAMP = 80  # characters of a line that says when, or by whom
_STAMPED = 0.1  # belief that a line is a date or a byline
_BY = bits_of("by")
_NONE = bits_of("tags", "share", "more", "related", "subscribe", "comments", "ago", "caption")
_COUNTS = bits_of("counts", "ago")
_DIGIT = re.compile(r"\d")
_SURE = 0.07  # belief that the lines of a place are categories, on average
_LIKELY = 0.15  # belief from which they need not come back
_NEARLY_ALL = 0.75
_SIGNED = 2  # articles from which a place is one of authors
_A_NAME = 0.5
_NO_NAMES = 0.3  # likeness of what is no author

Article = tuple[range, int]  # units to the end of the furniture, last own unit


def known(categories: Sequence[tuple[str, ...]]) -> frozenset[str]:
    """Return the names that several articles have for a category, alone or in a list."""
    count = Counter(name for of in categories for name in {n for each in of for n in _names(each)})
    return frozenset(name for name, times in count.items() if times >= _FEWEST)


def category_line(
    units: range, texts: Sequence[str], roles: Sequence[str], names: frozenset[str], house: House
) -> int | None:
    """Return the unit outside of an article's text that says nothing but such names, if any."""
    written = [i for i in units if roles[i] == "p" and len(texts[i]) >= _PARAGRAPH]
    above = range(units.start, written[0] if written else units.stop)
    below = range(written[-1] + 1 if written else units.stop, units.stop)
    for place in (above[:_NEAR], below[:_NEAR]):
        found = [i for i in place if roles[i] in _TAKEN and _is_category(texts[i], names, house)]
        if len(found) == 1:
            return found[0]
    return None


def stamp(
    units: range,
    texts: Sequence[str],
    roles: Sequence[str],
    belief: Array,
    *,
    day_first: bool,
    dated: bool,
    signed: bool,
) -> tuple[int, str] | None:
    """Return the unit at an article's head or end that says when it was written, or by whom,
    and nothing else, with its role; where that is known already, none."""
    written = next((i for i in units if len(texts[i]) >= _PARAGRAPH), units.stop)
    head = range(units.start, min(written, units.start + _HEAD))
    last = next((i for i in reversed(units) if len(texts[i]) >= _PARAGRAPH), units.stop)
    end = range(max(written, min(last + 1, units.stop - 1)), min(units.stop, last + 1 + _HEAD))
    for i in (*head, *end, *range(max(written, end.stop, units.stop - 1), units.stop)):
        if roles[i] in _TAKEN and len(texts[i]) <= _STAMP and belief[i] > _STAMPED:
            if not dated and _is_date(texts[i], day_first):
                return i, "D"
            if not signed and _is_signed(texts[i]):
                return i, "a"
    return None


def _is_date(text: str, first: bool) -> bool:
    found = dates(text, first)
    if not found or not (date := find_date(text, first)) or not date.year:
        return False
    around = text[: found[0][0]] + " " + text[found[-1][1] :]
    return len(words_of(around)) <= _WORDS and not _SENTENCE.search(around.strip())


def _is_signed(text: str) -> bool:
    """Return whether a line begins with the label of an author, and is as short as a name."""
    bits, at = opening(text, 0, len(text))
    told = " " in text[:at].strip() or text[at:].lstrip()[:1] in (":", "：")
    words = words_of(text[at:])
    return bool(bits & _BY and told and 0 < len(words) <= _WORDS and not _SENTENCE.search(text))


class Habit(Struct, frozen=True):
    """What tells that the lines in one place of most articles are a field."""

    role: str
    longest: int  # characters of such a line
    fewest: int  # articles
    may_be: Callable[[str], bool]
    holds: Callable[[list[str], House, bool], bool]  # what they say; whether they are likely


def by_place(
    habit: Habit,
    articles: Sequence[Article],
    texts: Sequence[str],
    roles: Sequence[str],
    belief: Array,
    house: House,
) -> dict[int, int]:
    """Return the units that stand where most articles have such a line, by article."""
    best, likeliest = _SURE, dict[int, int]()
    fewest = max(habit.fewest, _SHARE * len(articles))
    for slotted in _lines(articles, texts, roles, habit):
        if len(slotted) < fewest or belief[list(slotted.values())].mean() < _SURE / 3:
            continue  # nearly all, and their texts need not be looked at
        found = {number: unit for number, unit in slotted.items() if habit.may_be(texts[unit])}
        if len(found) < fewest:
            continue
        sure = belief[list(found.values())].mean()
        likely = bool(sure > _LIKELY) and len(found) >= _NEARLY_ALL * len(articles)
        if sure > best and habit.holds([texts[u] for u in found.values()], house, likely):
            best, likeliest = sure, found
    return {number: unit for number, unit in likeliest.items() if roles[unit] != habit.role}


def _lines(
    articles: Sequence[Article], texts: Sequence[str], roles: Sequence[str], habit: Habit
) -> Iterable[dict[int, int]]:
    """Return for each place the units that stand there and may have the role, by article."""
    slots: dict[str, dict[int, int]] = {}
    for number, (span, last) in enumerate(articles):
        for slot, unit in _slots(span, last, roles):
            if roles[unit] in habit.role + _TAKEN and len(texts[unit]) <= habit.longest:
                slots.setdefault(slot, {})[number] = unit
    return slots.values()


def _slots(units: range, last: int, roles: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield the places of an article where a category may stand alone, and their units."""
    title = next((i for i in units if roles[i] == "t"), -1)
    if title > units.start:
        yield "above", title - 1
        yield "first", units.start
    if last > title + 1:
        yield "last", last
    if last + 1 < units.stop:
        yield "after", last + 1
    below = next((i for i in range(title + 1, units.stop) if roles[i] not in "taDk"), units.stop)
    if title >= 0 and below < last:
        yield "below", below


def may_be(text: str) -> bool:
    names = _names(text) if len(text) <= _LONGEST else []
    if not names or _SENTENCE.search(text) or find_date(text) or is_furniture(text):
        return False
    bits, _ = opening(text, 0, len(text))
    counted = _DIGIT.search(text) and furniture(text, words_of(text)).anywhere & _COUNTS
    if bits & _NONE or counted or (":" in text and not labels_category(text)):
        return False
    return all(len(name) <= _NAME and len(words_of(name)) <= _WORDS for name in names)


def _are_names(said: list[str], house: House, _: bool) -> bool:
    """Return whether lines of a place are all names."""
    return all(_is_name(text, house) for text in set(said))


def _is_name(text: str, house: House) -> bool:
    named = likeness(text, house.running) > _A_NAME and not is_furniture(text)
    return named and len(words_of(text)) <= _WORDS and not _SENTENCE.search(text)


def _are_categories(said: list[str], house: House, likely: bool) -> bool:
    """Return whether lines of a place are categories: several, and few in all or `likely`."""
    count = Counter(name for text in said for name in _names(text))
    back = sum(any(count[name] > 1 for name in _names(text)) for text in said)
    alike = sum(likeness(name, house.running) for name in count) / len(count)
    few = likely or back >= _BACK * len(said)
    return len(count) > 1 and few and alike <= _NO_NAMES


def _is_category(text: str, names: frozenset[str], house: House) -> bool:
    if len(text) > _LONGEST:
        return False
    if text in names or text.casefold() in UNSORTED:
        return True
    if not names:
        return False
    if labels_category(text):
        return True
    if not any(name in text for name in names):  # as nearly all
        return False
    _, said = read_line("c", text, house) if _names(text) else ((), ())
    parts = [name for each in said for name in _names(each)]
    return bool(parts) and names.issuperset(parts)


def _names(text: str) -> list[str]:
    return [name for name in _PARTS.split(text) if name]


FILED = Habit("c", _LONGEST, _HABIT, may_be, _are_categories)
SIGNED = Habit("a", _NAME, _SIGNED, bool, _are_names)
