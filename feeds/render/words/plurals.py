"""Which form of a word a count takes: the plural rules of Unicode CLDR, for whole numbers.

Only for the languages that Feedmill has words in, and for those of one family with
them; any other language has the rule of English.
"""

from collections.abc import Callable

FORMS = ("zero", "one", "two", "few", "many", "other")


def form(language: str, count: int) -> str:
    """Return the name of the form: "one", "few", "other" ...

    >>> [form("en", count) for count in (0, 1, 2)]
    ['other', 'one', 'other']
    >>> [form("pl", count) for count in (1, 2, 5, 12, 22)]
    ['one', 'few', 'many', 'many', 'few']
    >>> [form("ar", count) for count in (0, 1, 2, 3, 11, 100)]
    ['zero', 'one', 'two', 'few', 'many', 'other']
    """
    return _RULES.get(language.lower().partition("-")[0], _english)(count)


def _english(count: int) -> str:
    return "one" if count == 1 else "other"


def _french(count: int) -> str:
    return "one" if count in (0, 1) else "other"


def _none(_: int) -> str:
    return "other"


def _hebrew(count: int) -> str:
    return {1: "one", 2: "two"}.get(count, "other")


def _polish(count: int) -> str:
    if count == 1:
        return "one"
    return "few" if _few(count) else "many"


def _russian(count: int) -> str:
    if count % 10 == 1 and count % 100 != 11:
        return "one"
    return "few" if _few(count) else "many"


def _few(count: int) -> bool:
    return count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)


def _arabic(count: int) -> str:
    if count < 3:
        return FORMS[count]
    last = count % 100
    if last < 3:
        return "other"
    return "few" if last < 11 else "many"


_RULES: dict[str, Callable[[int], str]] = {
    "ar": _arabic,
    "fa": _french,
    "fr": _french,
    "he": _hebrew,
    "hi": _french,
    "ja": _none,
    "ko": _none,
    "pl": _polish,
    "pt": _french,
    "ru": _russian,
    "uk": _russian,
    "zh": _none,
}
