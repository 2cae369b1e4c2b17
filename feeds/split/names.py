"""How much a piece of a header line looks like somebody's name.

Nobody can know all names.  A few words with capitals, a handle in small letters, one of the
commonest family names of China, Korea and Japan with a given name behind it: that is what
a name looks like, and words that the dump's own text uses are none.
"""

import pkgutil
import re
from collections.abc import Iterable
from functools import cache

from feeds.split.lexicon import FUNCTION, bits_of, furniture, is_dense, words_of

_STAFF = bits_of("staff", "by")
_OFFICES = bits_of("staff")
# Small words that stand in titles, and between the words of no name.
_PARTICLES = (
    *("de", "van", "von", "der", "den", "da", "di", "do", "dos", "das", "del", "della"),
    *("la", "le", "les", "el", "al", "e", "y", "i", "und", "et", "og"),
)
_NO_PARTICLES = FUNCTION.difference(_PARTICLES)
_PAGE = bits_of("nav", "share", "more", "related", "caption", "comments", "legal", "subscribe")
_CAPTION = bits_of("caption")
_ACCOUNT = re.compile(r"(?:^|\s|\()@\w{2,}")
_AND = re.compile(r",\s|\s(?:and|und|et|y|e|i|и|&)\s")
_HANDLE = re.compile(r"[a-z]+[\d._-]*[a-z\d]*")
_LIKE_A_HANDLE = 0.9  # any word in small letters is
_DEPARTMENT = re.compile(
    r"(?:from the .{1,40} (?:dept\.?|department|desk)|desk\s?:.{1,40}|[来來]自.{1,12}部[门門])$",
    re.IGNORECASE,
)
_OFFICE = ("Admin", "admin")  # what accounts of a site are called: "MillAdmin"
_CHINESE_OR_JAPANESE = re.compile(r"[\u3005\u4e00-\u9fff]{2,5}(?:[\u3041-\u30ff]{2,4})?")
_KOREAN = re.compile(r"[\uac00-\ud7a3]{3}")
_SPELT = 2  # words from which capitals tell a name
_LONGEST = 4  # words of a name

# What programs call the category of an article that has none: nobody's name, and no heading.
UNSORTED = frozenset(
    (
        *("uncategorized", "uncategorised", "allgemein", "unkategorisiert", "non classé"),
        *("non catégorisé", "sin categoría", "sin categorizar", "sem categoria"),
        *("senza categoria", "geen categorie", "niet gecategoriseerd", "ongecategoriseerd"),
        *("bez kategorii", "без рубрики", "без категории", "без категорії", "okategoriserad"),
        *("okategoriserade", "ukategorisert", "ikke kategoriseret", "ukategoriseret"),
        *("yleinen", "luokittelematon", "genel", "nezařazené", "nezaradené"),
        *("fără categorie", "sense categoria", "nekategorizirano", "некатегоризирано"),
        *("χωρίς κατηγορία", "bez kategorije", "chưa phân loại", "未分类", "未分類", "미분류"),
        *("غير مصنف", "بدون تصنيف"),
    )
)
_UNSORTED = -3.0

_SAMPLE = 60_000  # characters of running text that is asked for words
_INFLECTED = 5  # letters from which a word is looked for with whatever ending


class RunningText:
    """The text of a dump's articles, which is put together when the first word is asked for."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._texts = texts
        self._text = ""
        self._known: dict[str, bool] = {}
        self.alike: dict[str, float] = {}

    def uses(self, word: str) -> bool:
        """Return whether a word stands in the text as it is given."""
        if not self._text:
            self._text = f" {' '.join(self._texts)[:_SAMPLE]} "
        if word not in self._known:
            whole = f" {word} " if len(word) < _INFLECTED else f" {word}"
            self._known[word] = whole in self._text
        return self._known[word]


@cache
def _surnames() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    content = pkgutil.get_data(__package__, "surnames.txt") or b""
    language = ""
    for line in content.decode("utf-8").splitlines():
        if line.startswith("["):
            language = line[1:-1]
        elif line and not line.startswith("#"):
            found.setdefault(language, set()).update(line.split(", ") if "," in line else line)
    return {language: frozenset(names) for language, names in found.items()}


def likeness(value: str, running: RunningText) -> float:
    """Return how much a value looks like a name: above a half if it does, below nought if not."""
    if value not in running.alike:
        running.alike[value] = _likeness(value, running)
    return running.alike[value]


def _likeness(value: str, running: RunningText) -> float:
    if _ACCOUNT.search(value):
        return 1.0
    if value.casefold() in UNSORTED:
        return _UNSORTED
    if ", " in value and not UNSORTED.isdisjoint(value.casefold().split(", ")):
        return _UNSORTED
    if is_dense(value):
        return _without_spaces(value)
    parts = _AND.split(value) if " " in value else [value]
    alike = sum(_spelt(part, running) for part in parts if part.strip())
    return alike / max(1, len(parts)) - 0.5 * (", " in value)


def is_furniture(text: str) -> bool:
    """Return whether a line of two words or more is what a page prints beside its articles:
    a menu, a call, a caption."""
    words = words_of(text)
    if len(words) < _SPELT and not is_dense(text):
        return False
    said = furniture(text, words)
    half = 2 * said.covered + (", " not in text) > said.words  # "Post navigation"
    return bool((said.anywhere & _PAGE and half) or said.first & _CAPTION)


def is_department(value: str) -> bool:
    """Return whether a value is what a site jokes its department is: "the open-doors desk"."""
    words = value.split()
    said = value.islower() and len(words) > 2 and words[0] in FUNCTION
    return bool(said and not furniture(value, words_of(value)).anywhere & _STAFF)


def is_joke(text: str) -> bool:
    """Return whether a line says from which department an article is, as some sites joke."""
    return _DEPARTMENT.match(text) is not None


def is_office(text: str) -> bool:
    """Return whether a text is an account or a desk and nothing else: "Redaktion"."""
    said = furniture(text, words_of(text))
    return bool(said.anywhere & _OFFICES and said.covered == said.words)


def _spelt(value: str, running: RunningText) -> float:
    words = value.split()
    spelt = words[0][:1].isupper() and words[-1][:1].isupper() and _SPELT <= len(words) <= _LONGEST
    spelt = spelt and _NO_PARTICLES.isdisjoint(words)
    score = float(spelt or value.endswith(_OFFICE)) or _LIKE_A_HANDLE * bool(
        _HANDLE.fullmatch(value)
    )
    said = furniture(value, words_of(value))
    if said.anywhere & _STAFF:
        score = max(score, 1.0)
    elif said.anywhere & _PAGE:
        score -= 1.0
    known = sum(running.uses(word.lower()) for word in words if len(word) > 1)
    return score - 1.5 * known / max(1, len(words)) if not said.anywhere & _STAFF else score


def _without_spaces(value: str) -> float:
    names = _surnames()
    value = value.replace(" ", "").replace("\u3000", "")
    if furniture(value, words_of(value)).anywhere & _STAFF:
        return 1.0
    if _KOREAN.fullmatch(value):
        return 1.0 if value[0] in names["ko"] else 0.0
    if not _CHINESE_OR_JAPANESE.fullmatch(value):
        return 0.0
    if any(value[:k] in names["ja"] and len(value) > k for k in (3, 2)):
        return 1.0
    if value[0] in names["zh"] and len(value) <= 3:
        return 1.0 if len(value) == 3 else 0.6
    return 0.6 if value[:1] in names["ja"] and len(value) in (2, 3) else 0.0
