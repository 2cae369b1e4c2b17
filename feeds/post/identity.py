"""Ids, slugs and permalinks: the three names of a post, and how they last.

The id never changes.  The permalink changes only if an editor edits the slug or
the date.  The slug is for people, and is the only one of the three read off the
headline.
"""

import hashlib
import re
import unicodedata
from datetime import datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

SLUG_LENGTH = 80  # characters, all ASCII, of a slug made here
STATED_LENGTH = 200  # of one that an editor states: short of the 255 bytes of a file name
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WORDS = re.compile(r"\w+")
_NO_LETTERS = bytes(sign for sign in range(128) if not chr(sign).isalnum())
_WINDOWS_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))]
)
# Signs that tell two names apart and that a transliterator would drop.
_SIGNS = (
    *(("C++", "cpp"), ("C#", "csharp"), ("F#", "fsharp"), (".NET", " dotnet")),
    *(("c++", "cpp"), ("c#", "csharp"), ("f#", "fsharp"), (".net", " dotnet")),
)
# Letters that a language writes in ASCII otherwise than by leaving off the mark.
_LETTERS = {
    "de": "ä ae ö oe ü ue",
    "da": "ø oe å aa",
    "uk": "г h и y й i є ie ї i ю iu я ia",
    "bg": "щ sht ъ a х h ю yu я ya",
}
_LETTERS |= dict.fromkeys(("no", "nb", "nn"), _LETTERS["da"])


def mint_id(title: str, body: str, stated: datetime | None, authority: str) -> str:
    """Return the tag URI (RFC 4151) of an article that has none yet.

    It is made of the article's words and of the date it states, never of spaces,
    marks or line breaks: the same words in another wrapping are the same article.

    >>> mint_id("Mill fire", "It burnt.", None, "mill.example,2026")
    'tag:mill.example,2026:post/69722e2ac9a70765'
    >>> mint_id("Mill *fire*", "It\\nburnt", None, "mill.example,2026")
    'tag:mill.example,2026:post/69722e2ac9a70765'
    """
    day = stated.date().isoformat() if stated else ""
    words = "\n".join((letters(title), letters(body), day))
    return f"tag:{authority}:post/{hashlib.sha256(words.encode()).hexdigest()[:16]}"


def letters(text: str) -> str:
    """Return only the letters and digits of `text`, folded: what a reader would call its words."""
    if text.isascii():
        return text.encode().lower().translate(None, _NO_LETTERS).decode()
    return "".join(_WORDS.findall(unicodedata.normalize("NFKC", text).casefold())).replace("_", "")


def slug(text: str, language: str = "", length: int = SLUG_LENGTH) -> str:
    """Return the piece of a URL that `text` suggests, or "" if it has no letters.

    >>> slug("C++ and C# at the Mühle", "de"), slug("🎉 !!!"), slug("con")
    ('cpp-and-csharp-at-the-muehle', '', 'con-1')
    """
    if _SLUG.fullmatch(text) and len(text) <= length and text not in _WINDOWS_DEVICES:
        return text  # as most files state it
    return _slug(text[:1000], language.partition("-")[0].lower(), length)


@lru_cache(maxsize=1 << 12)  # asked when a post is made, and each time its file is read
def _slug(text: str, language: str, length: int) -> str:
    from slugify import slugify  # a run with nothing to do names no post

    # The backend is named because "auto" takes whichever transliterator happens
    # to be installed, and a slug that differs between two machines is two URLs.
    made = slugify(
        text,
        max_length=length,
        word_boundary=True,
        save_order=True,
        replacements=_SIGNS + _replacements(language),
        backend="text-unidecode",
    )
    return f"{made}-1" if made in _WINDOWS_DEVICES else made


@cache
def _replacements(language: str) -> tuple[tuple[str, str], ...]:
    pairs = iter(_LETTERS.get(language, "").split())
    return tuple(
        (old, ascii_)
        for letter, ascii_ in zip(pairs, pairs, strict=True)
        for old in (letter, letter.upper())
    )


def short(id_: str) -> str:
    """Return the few characters of an id that tell it from others with the same slug."""
    return pieces(id_)[0]


def pieces(id_: str) -> tuple[str, ...]:
    """Return longer and longer pieces of an id: the short one is another's once in 16 million.

    Ten thousand articles of one title have three such pairs, and whoever wants one makes it.
    """
    whole = hashlib.sha256(id_.encode()).hexdigest()
    return whole[:6], whole[:16], whole


def month(published: datetime, timezone: str) -> str:
    """Return the calendar folder of a date in the site's own zone, "2026/03/"."""
    local = published.astimezone(ZoneInfo(timezone))
    return f"{local.year:04d}/{local.month:02d}/"
