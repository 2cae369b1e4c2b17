"""The fixed words of pages and feeds, by language: data in TOML files, one a language.

A file has names of months, forms of dates, and sentences.  A sentence may hold
`{names}` of what is put in, and `[words]` that are a link; one that goes with a count
has a form for each that the language knows (see plurals.py).  A theme may bring files
of its own, which say only what they say otherwise.  What no file says is said in English.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import datetime
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from feeds.errors import ThemeError
from feeds.model import Shelf, Theme
from feeds.render import dates
from feeds.render.language import direction
from feeds.render.words.plurals import FORMS, form

_DATA = Path(__file__).parent
ENGLISH = "en"
FOLDER = "words/"  # of a theme

# Chinese is written in two scripts, and a region says which as well as a script does.
_SAME = {"zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant", "iw": "he"}
_PIECE = re.compile(r"\{(\w+)\}|\[([^\]]*)\]")
_LINK = "link"


class Words:
    """What is said in one language, to people who read dates of one time zone.

    `language` is the tag of the words themselves: English where we have no others.
    """

    def __init__(self, language: str, said: Mapping[str, Any], timezone: str) -> None:
        self.language, self.direction = language, direction(language)
        self._said, self._zone = said, dates.zone(timezone)
        self._whole: dict[str, Markup] = {}

    def __call__(self, key: str, **put_in: object) -> Markup:
        """Return a sentence as HTML, what is put in escaped; `link` is where `[words]` lead."""
        if not put_in and key in self._whole:
            return self._whole[key]
        text = self._sentence(key, put_in)
        made = Markup("").join(_pieces(text, put_in))
        if not put_in:
            self._whole[key] = made
        return made

    def plain(self, key: str, **put_in: object) -> str:
        """Return a sentence as text, for feeds."""
        return _PIECE.sub(
            lambda found: str(put_in[found[1]]) if found[1] else found[2],
            self._sentence(key, put_in),
        )

    def day(self, moment: datetime) -> str:
        """Return the calendar day in the site's zone."""
        local = dates.local(moment, self._zone)
        said = self._said
        if said["iso"]:
            return local.date().isoformat()
        text = said["day"].format(
            day=local.day, month=said["in_date"][local.month - 1], year=local.year
        )
        return self._digits(text)

    def month(self, year: int, month: int) -> str:
        """Return a calendar month."""
        said = self._said
        if said["iso"]:
            return f"{year:04}-{month:02}"
        return self._digits(said["month"].format(month=said["months"][month - 1], year=year))

    def shelf(self, shelf: Shelf) -> str:
        """Return a document of the archive: its month, and its part from the second on."""
        year, month = shelf.folder.rstrip("/").split("/")[-2:]
        name = self.month(int(year), int(month))
        return self.plain("part", month=name, part=shelf.part) if shelf.part > 1 else name

    def year(self, year: int) -> str:
        """Return a year by its number."""
        return self._digits(f"{year:04}")

    def listed(self, names: tuple[str, ...]) -> str:
        """Return names one after the other."""
        return str(self._said["separator"]).join(names)

    def _sentence(self, key: str, put_in: Mapping[str, object]) -> str:
        said = self._said["words"].get(key)
        if said is None:
            near = get_close_matches(key, self._said["words"], n=1)
            raise LookupError(
                f"no such word: {key!r}", f"did you mean {near[0]!r}?" if near else ""
            )
        if isinstance(said, str):
            return said
        count = put_in["count"]
        assert isinstance(count, int)
        chosen: str = said.get(form(self.language, count), said["other"])
        return chosen

    def _digits(self, text: str) -> str:
        own = self._said["digits"]
        return text.translate(dict(zip(range(0x30, 0x3A), own, strict=True))) if own else text


def words(language: str, timezone: str = "UTC", theme: Theme | None = None) -> Words:
    """Return the words of a language tag, or of the nearest language that we have words in.

    >>> words("de-AT").month(2026, 3), words("de-AT").language
    ('März 2026', 'de-AT')
    >>> words("tlh").month(2026, 3), words("tlh").language
    ('2026-03', 'en')
    """
    return _words(language, timezone, theme or Theme())


def languages() -> list[str]:
    """Return the language tags that there are words for, in small letters."""
    return sorted(file.name[:-5] for file in _DATA.iterdir() if file.name.endswith(".toml"))


@lru_cache(maxsize=512)
def _words(language: str, timezone: str, theme: Theme) -> Words:
    own = {name.lower(): name for name in theme.files if name.startswith(FOLDER)}
    said = _read(ENGLISH)
    found = [tag for tag in reversed(_chain(language)) if tag in languages() or _file(tag) in own]
    for tag in [ENGLISH, *(tag for tag in found if tag != ENGLISH)]:
        if tag in languages():
            said = _over(said, _read(tag))
        if _file(tag) in own:
            name = own[_file(tag)]
            said = _over(said, _checked(theme.files[name], name, theme))
    # Month names in English within another language's text would be a mixture.
    return Words(language if found else ENGLISH, said | {"iso": not found}, timezone)


def _chain(language: str) -> list[str]:
    """Return a tag and those that it is a kind of, the nearest first.

    >>> _chain("zh-Hant-TW"), _chain("zh-TW")
    (['zh-hant-tw', 'zh-hant', 'zh'], ['zh-tw', 'zh-hant', 'zh'])
    """
    tag, chain = language.lower(), list[str]()
    while tag:
        chain.append(tag)
        tag = _SAME.get(tag, tag.rpartition("-")[0])
    return chain


def _file(tag: str) -> str:
    return f"{FOLDER}{tag}.toml"


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said when one file says some of it otherwise."""
    said = {**below, **above, "words": {**below["words"], **above.get("words", {})}}
    if "months" in above and "in_date" not in above:
        said["in_date"] = above["months"]
    return said


def _checked(content: bytes, name: str, theme: Theme) -> dict[str, Any]:
    """Return what a theme's file says; a ThemeError tells of what cannot be used."""
    where = f"{theme.folder}/{name}"
    try:
        said = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ThemeError(where, f"not TOML: {error}", "strings need quotes") from error
    for key, fault, hint in _faults(said, _read(ENGLISH)):
        raise ThemeError(f"{where}:{_line(content, key)}", f"{key}: {fault}", hint)
    return said


def _faults(said: Mapping[str, Any], english: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return key, fault and remedy of what a file of words says wrongly."""
    faults: list[tuple[str, str, str] | None] = []
    for key in said:
        if key not in english:
            faults.append((key, "no such key", _near(key, english)))
        elif not isinstance(said[key], type(english[key])):
            faults.append((key, "of another kind", f"see {ENGLISH}.toml of Feedmill"))
        elif key in ("months", "in_date") and len(said[key]) != 12:
            faults.append((key, "not twelve months", "from January to December"))
        elif key in ("day", "month") and not names_in(said[key]) <= {"day", "month", "year"}:
            faults.append((key, "not the form of a date", "write {day} {month} {year}"))
    own = said.get("words", {})
    faults += [_fault(key, own[key], english) for key in own if isinstance(own, dict)]
    return [fault for fault in faults if fault]


def _fault(key: str, text: Any, english: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """Return key, fault and remedy of a word, None if there is nothing wrong with it."""
    if key not in english["words"]:
        return key, "no such word", _near(key, english["words"])
    forms = text if isinstance(text, dict) else {"other": text}
    if "other" not in forms or not forms.keys() <= set(FORMS):
        return key, "not the forms of a plural", f"known: {', '.join(FORMS)}"
    allowed = names_in(english["words"][key])
    if strange := names_in(forms) - allowed:
        hint = f"known: {', '.join(sorted(allowed))}" if allowed else "nothing is put in here"
        return key, f"nothing is called {{{min(strange)}}}", hint
    return None


def _near(key: str, known: Mapping[str, Any]) -> str:
    close = get_close_matches(key, known, n=1, cutoff=0.5)
    return f"did you mean {close[0]}?" if close else f"known: {', '.join(known)}"


def _line(content: bytes, key: str) -> int:
    found = re.search(rf"^\s*\"?{re.escape(key)}\b".encode(), content, re.MULTILINE)
    return content.count(b"\n", 0, found.end()) + 1 if found else 1


def names_in(text: str | Mapping[str, str]) -> set[str]:
    """Return the names of what is put into a sentence; "link" if it has one."""
    if isinstance(text, Mapping):
        return set().union(*map(names_in, text.values()))
    return {found[1] or _LINK for found in _PIECE.finditer(text)}


def _pieces(text: str, put_in: Mapping[str, object]) -> list[Markup]:
    """Return a sentence's pieces as HTML."""
    made, at = [], 0
    for found in _PIECE.finditer(text):
        made.append(escape(text[at : found.start()]))
        if found[1]:
            made.append(escape(put_in[found[1]]))
        else:
            made.append(Markup('<a href="{}">{}</a>').format(put_in[_LINK], found[2]))
        at = found.end()
    return [*made, escape(text[at:])]


@cache
def _read(tag: str) -> dict[str, Any]:
    return tomllib.loads(_DATA.joinpath(f"{tag}.toml").read_text("utf-8"))
