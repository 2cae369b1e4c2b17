"""The language of a text, by its script and by its function words; unsure is an answer.

A library that knows a hundred languages weighs megabytes, and guesses where there is
nothing to tell by.  Articles are long enough that the small words decide.
"""

import pkgutil
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain

from msgspec.structs import replace

from feeds.model import Draft

_SAMPLE = 1000  # characters: some hundred and fifty words, and more of them change nothing
_FEWEST = 4  # function words, or letters of a script, below which nothing is said
_SHARE = 0.1  # of the words that must be function words of the language
_LEAD = 1.25  # times as many as of the language next to it
_AGREED = 0.9  # of the text of a dump that is in one language
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# The same in less time, for texts that have no other letters than these.
_LATIN = "[a-zª²³µ¹º¼-¾ß-öø-ÿ]"
_LATIN_WORD = re.compile(rf"{_LATIN}+(?:'{_LATIN}+)?")
_OTHER = re.compile("[^\0-\xff\u2010-\u205e]")  # what is neither Latin nor punctuation
_ADDRESS = re.compile(r"https?://\S{1,300}")
# Compiled when first met: ranges of thousands of letters take milliseconds.
_SCRIPTS = (  # (language, letters, how much of the letters must be these)
    ("ja", "[\u3041-\u30ff]", 0.08),
    ("ko", "[\uac00-\ud7a3]", 0.2),
    ("zh", "[\u3400-\u9fff]", 0.12),
    ("el", "[\u0370-\u03ff]", 0.5),
    ("he", "[\u0590-\u05ff]", 0.5),
    ("ar", "[\u0620-\u064a]", 0.5),
    ("th", "[\u0e01-\u0e5b]", 0.5),
    ("hi", "[\u0904-\u0939]", 0.5),
)
_FOREIGN = "[\u0370-\u03ff\u0590-\u06ff\u0900-\u0e5b\u3041-\u9fff\uac00-\ud7a3]+"
_PERSIAN = "[\u067e\u0686\u0698\u06af\u06cc]"  # letters that Arabic has not


@cache
def _function_words() -> dict[str, tuple[str, ...]]:
    """Return the languages of each function word."""
    found: dict[str, list[str]] = {}
    text = pkgutil.get_data(__package__, "languages.txt") or b""
    for line in text.decode("utf-8").splitlines():
        if line.startswith("["):
            language, *words = line.split()
            for word in dict.fromkeys(words):
                found.setdefault(word, []).append(language.strip("[]"))
    return {word: tuple(languages) for word, languages in found.items()}


def language_of(text: str) -> str:
    """Return the language (ISO 639-1) that a text is in, "" where that is not clear.

    >>> language_of("The mill burnt down in the night, and nobody was in it at the time.")
    'en'
    >>> language_of("Python 3.14.1")
    ''
    """
    sample = text[:_SAMPLE]
    pattern = _LATIN_WORD
    if not sample.isascii() and _OTHER.search(sample):
        pattern = _WORD
        if written := _by_script(sample):
            return written
    sample = sample.lower().replace("’", "'")
    return _by_words(pattern.findall(_ADDRESS.sub(" ", sample) if "/" in sample else sample))


def _by_script(sample: str) -> str:
    """Return the language that a script of its own gives away; most texts have no such letter."""
    signs = "".join(re.findall(_FOREIGN, sample))
    if not signs:
        return ""
    letters = sum(map(str.isalpha, sample))
    for language, own, share in _SCRIPTS:
        if len(re.findall(own, signs)) >= max(share * letters, _FEWEST):
            return "fa" if language == "ar" and re.search(_PERSIAN, signs) else language
    return ""


def _by_words(words: list[str]) -> str:
    found = filter(None, map(_function_words().get, words))
    hits = Counter(chain.from_iterable(found))
    if not hits:
        return ""
    best = max(hits, key=hits.__getitem__)
    count = hits.pop(best)
    clear = count >= _FEWEST and count >= _SHARE * len(words)
    return best if clear and count >= _LEAD * max(hits.values(), default=0) else ""


def in_languages(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return a dump's drafts with their languages, those that state one as they are.

    An article too short to tell is in the language of those around it, if they agree.
    """
    found = [
        d.language or language_of("\n".join((d.title, d.dek, d.body[:_SAMPLE]))) for d in drafts
    ]
    weights = Counter[str]()
    for draft, language in zip(drafts, found, strict=True):
        weights[language] += len(draft.body) if language else 0
    common, weight = next(iter(weights.most_common(1)), ("", 0))
    usual = common if weight >= _AGREED * sum(weights.values()) else ""
    return tuple(
        draft if draft.language else replace(draft, language=language or usual)
        for draft, language in zip(drafts, found, strict=True)
    )
