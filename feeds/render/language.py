"""What a language tag (BCP 47) says of the text's direction."""

import re

from markupsafe import Markup

_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,8}")  # RFC 4287 §2, atomLanguageTag
_RTL_LANGUAGES = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji"}
_RTL_LANGUAGES |= {"ks", "pnb", "ps", "sd", "syr", "ug", "ur", "yi"}
_RTL_SCRIPTS = {"adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"}


def well_formed(tag: str) -> str:
    """Return the tag, or "" when it could not stand in `xml:lang`.

    >>> well_formed("pt-BR"), well_formed('en" onload="x')
    ('pt-BR', '')
    """
    return tag if _TAG.fullmatch(tag) else ""


def direction(tag: str) -> str:
    """Return "rtl" or "ltr"; a script subtag decides before the language does.

    >>> direction("fa"), direction("az-Arab"), direction("ar-Latn"), direction("de")
    ('rtl', 'rtl', 'ltr', 'ltr')
    """
    language, *rest = tag.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in _RTL_SCRIPTS else "ltr"
    return "rtl" if language in _RTL_LANGUAGES else "ltr"


def lang(tag: str, around: str) -> Markup:
    """Return the attributes of text in one language within another, none if it is the same."""
    if tag == around:
        return Markup()
    return Markup(' lang="{}" dir="{}"').format(tag, direction(tag))
