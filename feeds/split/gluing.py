"""Where one field of a header line ends and the next begins without a sign between them.

Extractors drop the spaces between a page's elements ("CultureLeave a comment", "Jane
Doeby"), and themes print labels in the middle of a line.  Labels come out of the lexicon,
in any language; words that stick to the field before are told by the dump as a whole.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations

from feeds.split.lexicon import bits_of, closing, is_dense, leads, opening, phrases, words_of

CAPITAL = "A-ZÀ-ÖØ-ÞА-ЯĄĆČĎĐĘĚĞİŁŃŇŐŘŚŞŠŤŮŰŹŻŽȘȚЁІЇЄҐΑ-Ω"
SMALL = "a-zß-öø-ÿа-яąćčďđęěğıłńňőřśşšťůűźżžșțёіїєґα-ωά-ώ"
BY = r"by|von|par|por|di|door|przez|av|от|from"
_RISKY = ("di", "av", "in")  # also the last letters of many names
JOINTS = (*BY.split("|"), "in", "dans", "unter")
_SHARE = 0.25  # of a dump's header lines from which a word is no end of another
_RISKY_SHARE = 0.5
_FEWEST = 2  # different words before such a word
_LOOK = 30  # characters before a count
_COMPARED = 12  # of the texts before a colon, each with each other

_JOINT = re.compile(rf"(?<=[^\W\d_])({'|'.join(JOINTS)})\s+([^\W\d_])")
_STEM = re.compile(r"[^\W\d_]+$")
_SIGNED = re.compile(r"[|·•/,]\s*$")
_FIELD = bits_of("by", "category", "tags", "posted", "updated")
_REMARK = bits_of("comments", "counts", "share", "more")
_WHEN = bits_of("posted", "updated")
_TAGS = bits_of("tags")
_COUNTED = bits_of("comments", "counts", "share", "ago")
_WORD = re.compile(r"[^\W_]+(?:['’\-.+!][^\W_]+)*")
_APART = frozenset(" \t\xa0\u3000,，、:：•·|")  # what a label in mid-line stands behind
_INNER = re.compile(rf"(?:(?<=[^\W\d_])|(?<=[)».]))(?=[{CAPITAL}][{SMALL}])")
_DENSE_COLON = re.compile(r"(?<=[\u3040-\u9fff\uac00-\ud7a3])(?:\s?[:：]|\s(?=\w))")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*\s*(?=[^\W\d_])")
_MORE = re.compile(rf",\s|\s(?:[{SMALL}]{{2,3}}\s[{SMALL}]+\s)?(?=[{CAPITAL}][{SMALL}])")
_BEFORE_NUMBER = frozenset(" \t\xa0\u3000(~≈")
_COMMENTS = bits_of("comments")
_BY = bits_of("by")
_AGO = bits_of("ago")
_BRACKETED = re.compile(r"\s?[(（:：]?\s?\d+(?:[)）]|\b)")
_AFTER_COMMA = re.compile(rf"[,·|•]\s[{CAPITAL}]")
_LEADING = 3  # characters of signs before the first word of a stretch
_CASE = re.compile(rf"[{SMALL}]{{1,4}}(?=\s\S)")
# What belongs to the word for a field: "Categoria do post:", but not "by admin in:".
_OF_LABEL = re.compile(rf"(?:\s(?!(?:{'|'.join(JOINTS)})\s?:)[{SMALL}’']+){{1,3}}(?=\s?[:：])")
_FIRST = 4  # letters by which such a label is looked up
_TOLD_WHOLE = 4  # letters of a label that touches its value
_PLURAL = 9  # letters of one that may be followed by a small letter: "Categoriesenergy"
_SHORTEST = 4  # letters of a label that needs no colon after a comma
_IN_TOUCHING = re.compile(rf"\s(?:in|dans|unter|under)(?=[{CAPITAL}][{SMALL}])")
_CATEGORY = bits_of("category")
_COLON = re.compile(r"\s?[:：]")
_TELLS = re.compile(r"(?<=\w)\s?[:：](?!:)")
_TOLD = re.compile(r"[^\W_][^\d:：,，、|·•/()]{1,30}$")
# Names with a capital in them, which end nowhere: DeMaio, McLeod, MacKay, DiCaprio, iPhone.
_PREFIXES = ("Mr", "Mc", "Mac", "De", "Di", "Da", "Du", "La", "Le", "Van", "Von", "Fitz", "O")
_NO_END = "".join(rf"(?<!\b{prefix})" for prefix in _PREFIXES) + rf"(?<!\b[{SMALL}])"
_WORD_BEGINS = re.compile(rf"(?:(?<=\s)[^\W\d_]|[{CAPITAL}]).*")
_CAMEL = re.compile(rf"\b[^\W\d_]*[{SMALL}][{CAPITAL}][^\W\d_]*(?!\w)")


def joints(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the words that stick to different fields before: "Jane Doeby", "Newsby", but
    not "Rugby"."""
    stems: dict[str, set[str]] = {}
    count = Counter[str]()
    for text in texts:
        met: set[str] = set()
        for joint in _JOINT.finditer(text):
            word, after = joint.groups()
            stem = _STEM.search(text, 0, joint.start())
            known = (
                word not in _RISKY or (not after.islower() and len(stem.group()) > 2)
                if stem
                else False
            )
            if stem and known:
                stems.setdefault(word, set()).add(stem.group())
                met.add(word)
        count.update(met)
    return tuple(
        word
        for word in JOINTS
        if len(stems.get(word, ())) >= _FEWEST
        and count[word] > (_RISKY_SHARE if word in _RISKY else _SHARE) * len(texts)
    )


@cache
def joined_by(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return where a word that sticks to the field before begins."""
    return re.compile(rf"(?<=[^\W\d_])(?=(?:{'|'.join(words)})\s+[^\W\d_])")


_END = rf"{_NO_END}(?<=[{SMALL})])(?=[{CAPITAL}][^\W\d_])"
ENDS = re.compile(_END)
GLUE = re.compile(
    rf"{_END}"
    rf"|(?<=[^\W\d_])(?=(?:le|on)\s+\d)|(?<=[\d)])(?=(?:{'|'.join(JOINTS)})\s+[^\W\d_])"
    rf"|(?<=\d)(?=[{CAPITAL}])"
)


def whole_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of running text with a capital within: they are not glued, unless a label
    ends them, "aquillPosted on"."""
    count = Counter(word for text in texts for word in _CAMEL.findall(text))
    ends = {word: ENDS.split(word)[-1] for word, times in count.items() if times > 1}
    return frozenset(w for w, end in ends.items() if not opening(end, 0, len(end))[0] & _WHEN)


def within(text: str, start: int, end: int, whole: frozenset[str]) -> set[int]:
    """Return the places within such words, where nothing is cut."""
    if not whole:
        return set()
    return {
        place
        for word in _CAMEL.finditer(text, start, end)
        for known in whole
        if (at := word.group().find(known)) >= 0
        for place in range(word.start() + at + 1, word.start() + at + len(known))
    }


def labels(text: str, start: int, end: int, *, led: bool) -> Iterator[int]:
    """Yield where a label begins in mid-line: of two words or more, one with a colon, or
    one that touches the field before and stands at the end; `led` if a label is before it."""
    said, value = told(text, start, end)  # what the stretch itself begins with
    led, after = led or bool(said & _FIELD), value
    for at in _beginnings(text, start, end):
        if at < after or at == start or (led and at == value):
            continue  # "under" of "Filed under", the value of "CatégoriesLectures"
        bits, stop = told(text, at, end)
        after = max(after, stop)
        if not bits & (_FIELD | _REMARK):
            continue
        touches = text[at - 1] not in _APART
        last = not text[stop:end].strip(" .:：»)")
        if (
            (bits & _TAGS and (touches or (led and text[at].isupper())))
            or len(words_of(text[at:stop])) > 1
            or (bits & _FIELD and _COLON.match(text, stop, end))
            or (touches and bits & _REMARK)
            or (touches and last and bits & _WHEN)
            or (bits & _REMARK and _BRACKETED.match(text, stop, end))
            or (bits & _BY and _AFTER_COMMA.match(text, at - 2) and stop - at >= _SHORTEST)
        ):
            yield at


@cache
def _touching() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return what a label for categories, tags or authors looks like that touches its value,
    and how it begins: few words begin so."""
    known = [w for w in phrases("category", "tags", "by") if w.isalpha() and len(w) >= _TOLD_WHOLE]
    begins = frozenset(word[:_FIRST] for word in known)
    longest_first = "|".join(sorted(known, key=lambda word: (-len(word), word)))
    return begins, re.compile(rf"(?:{longest_first})(?=[^\W_])", re.IGNORECASE)


def told(text: str, start: int, end: int) -> tuple[int, int]:
    """Return what the phrase at the start of a stretch is, and where it ends: one that touches
    its value as well, "CategoriesEnergy", and with what belongs to it, "Categoria do post:"."""
    bits, at = opening(text, start, end)
    if bits:
        if bits & _WHEN and (inward := _IN_TOUCHING.match(text, at, end)):
            return bits | _CATEGORY, inward.end()  # "Posted inOpinion"
        of = _OF_LABEL.match(text, at, end)
        return bits, of.end() if of else at
    begins, pattern = _touching()
    first = text[start : start + _FIRST]
    if not first[:1].isupper() or first.lower() not in begins:
        return 0, start
    touching = pattern.match(text, start, end)
    if not touching:
        return 0, start
    at = touching.end()
    if text[at - 2 : at - 1].islower() and text[at - 1].isupper():  # "AutorAnna", not "Autora"
        at -= 1
    plural = text[at - 1] == "s"
    case = None if plural else _CASE.match(text, at, end)  # "Kategoriassa Energia"
    between = text[max(0, start - 1) : start].islower()  # "NewsTagsenergy"
    if not (case or between or text[at].isupper() or at - start >= _PLURAL):
        return 0, start
    return opening(touching.group(), 0, at - start)[0], case.end() if case else at


def _beginnings(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a phrase may begin: the words of a stretch, and capitals within them."""
    dense = is_dense(text)
    if dense:
        yield from _before_colons(text, start, end)
    for word in _WORD.finditer(text, start, end):
        said, at = word.group(), word.start()
        if (dense or leads(said.lower())) and (text[at - 1] in _APART or at - start < _LEADING):
            yield at
        if not said[1:].islower():
            for inner in _INNER.finditer(text, at + 1, word.end()):
                yield inner.start()


def _before_colons(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a label begins that touches both what it names and the field before."""
    for colon in _DENSE_COLON.finditer(text, start, end):
        bits, at = closing(text[start : colon.start()])
        wanted = _FIELD if colon.group().strip() else _TAGS  # "能源标签 风、水"
        if bits & wanted and at:
            yield start + at


def counts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a number of comments, views or minutes begins, touching a word or not.

    The digits of a handle count nothing: what follows them is another field, or the end.
    """
    for number in _NUMBER.finditer(text, start, end):
        at = number.start()
        before = text[at - 1] if at > start else " "
        touches = before.isalpha()
        if not touches and before not in _BEFORE_NUMBER:
            continue
        if text.rfind("(", start, at) > text.rfind(")", start, at):
            continue  # "About (some 300 words)"
        bits, stop = opening(text, number.end(), end)
        if bits and _COLON.match(text, stop, end):
            continue  # "nk_97 Views: 4409"
        unit = number.group()[-1].isspace() and text[number.end()].islower()
        if bits & _COUNTED or (touches and unit and not bits & _FIELD):
            yield at
            ago = bits & _AGO and text[stop : stop + 1].isspace()  # "5 days ago energy"
            dense = bits & _COMMENTS and is_dense(text[stop - 1 : stop])  # "12 条评论周伟"
            more = _MORE.match(text, stop, end) if bits else None
            if dense or more or ago:  # "12 comments, Energy", "2 min de lectura Energía"
                yield more.end() if more else stop


def stuck_labels(texts: Sequence[str], rubrics: Sequence[str]) -> tuple[str, ...]:
    """Return what stands before a colon in several lines, or in category lines before a count,
    after something different each time: a label in any language, touching or not."""
    before = [
        label.group()
        for text in texts
        if ":" in text or "：" in text
        for colon in _TELLS.finditer(text, 1)
        if (label := _TOLD.search(text, max(0, colon.start() - _LOOK), colon.start()))
    ]
    for text in rubrics:
        found_before = [text[max(0, at - _LOOK) : at] for at in counts(text, 1, len(text))]
        before += [each for each in found_before if not _SIGNED.search(each)]
    different = list(dict.fromkeys(each.strip() for each in before))
    found = Counter[str]()
    for one, other in combinations(different[:_COMPARED], 2):
        if shared := _ending(one, other):
            found[shared] += 1
    return tuple(sorted(found, key=len, reverse=True))


def _ending(one: str, other: str) -> str:
    """Return what two texts end with alike if each has something of its own before it."""
    length = 0
    shorter = min(len(one), len(other))
    while length < shorter and one[-length - 1] == other[-length - 1]:
        length += 1
    if length == shorter:
        return ""
    shared = one[-length:].strip() if length else ""
    if not is_dense(shared):
        first = _WORD_BEGINS.search(f"{one[-length - 1 : -length]}{shared}" if length else "", 1)
        shared = first.group() if first else ""
    known = opening(shared, 0, len(shared))[0]
    return shared if len(shared) > 1 and not known else ""
