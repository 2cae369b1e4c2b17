"""Signals in words: what the name of a feature means to somebody who is no programmer."""

from feeds.model import Evidence

_PLACES = {"before": "the line above", "here": "this line", "after": "the line below"}
_CHARACTERS = (
    *("other signs", "small letters", "capitals", "digits", "blanks", "ideographs", "full stops"),
    *("commas", "colons", "quotes", "brackets", "bars and arrows", "signs of code", "hyphens"),
    "bullets",
)
_KINDS = {
    "first": "begins with {}",
    "second": "has {} second",
    "last": "ends with {}",
    "share": "is made of {}",
    "has": "has {}",
}
_SAYINGS = {
    "by": "a byline", "posted": "when it was published", "updated": "when it was updated",
    "category": "a category", "tags": "tags", "share": "where to share", "more": "read more",
    "related": "what is related", "nav": "where to go", "legal": "rights and terms",
    "comments": "comments", "subscribe": "subscribe", "advert": "advertisement",
    "caption": "a caption", "bio": "who the author is", "editorial": "a word of the editors",
    "counts": "counts", "ago": "how long ago", "staff": "who works here", "code": "code",
}  # fmt: skip
_WORDS = {
    "capitals": "has words in capitals", "all-capitals": "is all capitals",
    "title-case": "is set like a headline", "rules": "is a rule", "width": "is long",
    "mean-word": "has long words", "start": "begins the dump", "end": "ends the dump",
    "place": "stands late in the dump", "place:last": "stands at the dump's end",
    "near-start": "stands near the dump's start", "near-end": "stands near the dump's end",
    "blank-before": "has a blank line above it", "blank-before2": "has blank lines above it",
    "blank-after": "has a blank line below it", "blank-after2": "has blank lines below it",
    "gap:wider": "has more blank lines above it than is usual",
    "gap:widest": "has as many blank lines above it as any line",
    "gap:rare": "has more blank lines above it than most",
    "gap:usual": "is of a dump with many blank lines",
    "loose": "is of a dump with blank lines", "loose:all": "is of a dump of single lines",
    "indent": "is indented", "indent:more": "is indented more than the line above",
    "indent:less": "is indented less than the line above",
    "indent:next-more": "is indented less than the line below",
    "indent:next-less": "is indented more than the line below",
    "indent:least": "is indented least", "date": "has a date",
    "date:no-year": "has a date without a year", "date:all": "is a date",
    "date:most": "is mostly a date", "date:starts": "begins with a date",
    "date:ends": "ends with a date", "date:month-year": "has a month and a year",
    "year": "has a year", "clock": "has a time of day", "weekday": "names a day of the week",
    "url": "has an address", "handle": "has an account's name", "count": "counts something",
    "label": "is labelled", "covered": "is made of a page's phrases",
    "covered:all": "has only a page's phrases", "function": "has the small words of a sentence",
    "function:some": "has some small words of a sentence", "bullet": "has a bullet",
    "number-bullet": "is numbered", "pronoun": "speaks of I or you",
    "echo:same": "stands elsewhere in the dump too", "echo:same3": "stands in the dump often",
    "echo:masked": "is like others but for its numbers",
    "echo:masked3": "is like many others but for its numbers",
    "echo:first-of-same": "is the first of several that are the same",
    "echo:pair-next": "goes together with the next elsewhere too",
    "echo:pair-previous": "goes together with the one above elsewhere too",
    "echo:begins": "begins like another", "echo:begins3": "begins like many others",
    "echo:ends": "ends like others", "echo:within-next": "is repeated in the next",
    "echo:within-previous": "is repeated in the one above",
    "echo:holds-previous": "repeats the one above", "words:ahead": "has words of the text below",
    "words:behind": "has words of the text above", "words:new": "has words that are new",
    "words:ahead-next": "leads on to the next", "words:known": "has words known from above",
    "bridges": "is in one text with those around it",
    "bridges:dip": "stands where one text ends and another begins",
    "run": "is of lines that come back together", "run:left": "ends lines that come back together",
    "run:below": "stands below lines that come back together",
    "run:next": "stands above lines that come back together",
    "twin:above": "repeats one above", "twin:below": "is repeated below",
    "head:above": "begins like one above", "head:below": "begins like one below",
    "tail:above": "ends like one above", "tail:below": "ends like one below",
    "long:above": "stands far below a long line", "long:below": "stands far above a long line",
    "short:above": "stands below short lines", "short:below": "stands above short lines",
    "written:above": "has most of the text above it",
    "written:below": "has most of the text below it",
}  # fmt: skip


def in_words(evidence: Evidence) -> str:
    """Return what a signal says, "this line has no date"; a name nobody has put in words as it is.

    >>> in_words(Evidence(feature="here date:all", value=0.9, weight=1.2))
    'this line is a date'
    >>> in_words(Evidence(feature="before has:2", value=-0.5, weight=-1.0))
    'not: the line above has capitals'
    """
    place, _, name = evidence.feature.partition(" ")
    if place not in _PLACES:
        return evidence.feature
    said = f"{_PLACES[place]} {_said(name)}"
    return said if evidence.value >= 0 else f"not: {said}"


def _said(name: str) -> str:
    if name in _WORDS:
        return _WORDS[name]
    kind, _, which = name.partition(":")
    if kind in _KINDS and which.isdecimal() and int(which) < len(_CHARACTERS):
        return _KINDS[kind].format(_CHARACTERS[int(which)])
    if kind in ("says", "opens") and which in _SAYINGS:
        return f"{'says' if kind == 'says' else 'begins with'}: {_SAYINGS[which]}"
    if kind in ("begins", "ends"):
        return f"{kind} with a mark ({which})"
    what, _, number = name.partition(">")
    counted = {"width": "characters", "words": "words", "indent": "columns of indent"}
    return f"has more than {number} {counted[what]}" if what in counted else name
