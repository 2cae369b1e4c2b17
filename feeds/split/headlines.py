"""A headline without what is printed around it: marks, links, numbers and labels.

What all headlines of a dump have around them belongs to none: "1. …", "Article 2: …" that
count up from the first, "Title: …", and the word of a theme's link behind them.
"""

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from feeds.fieldnames import kind_of
from feeds.split.markdown import on_one_line
from feeds.split.seams import ANCHORS

_MARKS = re.compile(r"^(?:\*{1,3}|[+•●○◦▪■‣⁃►▶–-]|#{1,6}|={1,5}|>)\s+|\s+[#¶∞§]$|[¶∞]$")
_OPENING, _CLOSING = "\\*_=[>#+•●○◦▪■‣⁃►▶–-", "#¶∞§"  # what such marks begin or end with
_LAYERS = 12  # of marks around a headline; a rule has as many as it has signs
_LINKED = re.compile(r"\[(\S.*)\]\([^()\s]+\)")
_LATEX = re.compile(r"\\(?:sub){0,2}(?:section|chapter|article)\*?\{(.+)\}")
_AROUND = re.compile(r"(\*{1,3}|_{2,3}|={2,6})\s?(?=\S)(.*\S)\s?\1")
_NUMBER = re.compile(r"([^\W\d_]{0,12})\W{0,3}(\d{1,4})\s?(?:[.):|–—-]{1,2}\s+|[：、．]\s*)(?=\S)")
# A picture, a lozenge, an arrow of angles: what a headline in no language begins with.
_SIGN = re.compile(
    r"([\u25a0-\u25ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?|>{2,3})\s{0,2}(?=\S)"
)
_LABEL = re.compile(r"([^\W\d_]{2,20})\s?[:：]\s*(?=\S)")
# What is counted: headlines of another word are a series, "Episode 3: The Mill".
COUNTED = frozenset(
    (
        *("", "article", "story", "item", "document", "text", "post", "entry", "artikel"),
        *("beitrag", "meldung", "récit", "texte", "artículo", "noticia", "texto", "artigo"),
        *("notícia", "articolo", "notizia", "testo", "bericht", "tekst", "artykuł", "статья"),
        *("новость", "текст", "стаття", "článek", "artikkel", "artikkeli", "makale"),
        *("haber", "cikk", "文章", "新闻", "新聞", "記事", "기사", "مقال", "כתבה", "bài"),
    )
)
_SENTENCE = re.compile(r"[.!?…。！？:：,;][\"'”’»)]*$")
_NEARLY_ALL = 0.7
_DERIVED = 160  # characters of a title made of a text


class Around(Struct, frozen=True):
    """What is printed around all headlines of a dump."""

    anchor: str = ""  # the word of a theme's link, which ends most of them
    lead: re.Pattern[str] | None = None  # what they begin with

    def bare(self, title: str) -> str:
        """Return a headline without it; the headline where nothing else is left."""
        bare = bare_title(bare_title(title).removesuffix(self.anchor))
        led = self.lead.match(bare) if self.lead else None
        return (bare_title(bare[led.end() :]) if led else bare) or title


def number_of(title: str) -> tuple[str, int] | None:
    """Return the word and the number that a headline begins with, if it counts articles so."""
    found = _NUMBER.match(title)
    word = found[1].casefold() if found else None
    return (word, int(found[2])) if found and word in COUNTED else None


def sign_of(title: str) -> str:
    """Return the sign that a headline begins with, as some set all of theirs off, "" if none."""
    found = _SIGN.match(title)
    return found[1] if found else ""


def around(titles: Sequence[str]) -> Around:
    """Return what is printed around the headlines of a dump, in order."""
    bare = [bare_title(title) for title in titles]
    leads = (lead for lead in (_NUMBER, _LABEL, _SIGN) if _led(lead, bare))
    return Around(_anchor(titles), next(leads, None))


def _led(lead: re.Pattern[str], titles: Sequence[str]) -> bool:
    """Return whether headlines, nearly all, begin with a number, counting up, or with a label."""
    found = [match for title in titles if (match := lead.match(title))]
    if len(found) < max(2, _NEARLY_ALL * len(titles)):
        return False
    if lead is _SIGN:
        return len({match[1] for match in found}) == 1
    if lead is _LABEL:
        return all(kind_of(match[1]) == "title" for match in found)
    counts = [number_of(match.string) for match in found]
    word = counts[0][0] if counts[0] else ""
    return counts == [(word, n) for n in range(1, len(found) + 1)]


def _anchor(titles: Sequence[str]) -> str:
    """Return the word for a link that ends most headlines of a dump, "" if none does."""
    ends = Counter(text.rsplit(None, 1)[-1] for text in titles if " " in text.strip())
    word, count = ends.most_common(1)[0] if ends else ("", 0)
    is_link = word.strip("()[]#").casefold() in ANCHORS
    return word if is_link and count > 1 and 2 * count > len(titles) else ""


def ends_as_text(line: str) -> bool:
    """Return whether a line ends with a mark of a sentence, which most headlines do not."""
    return _SENTENCE.search(line) is not None


def bare_title(text: str) -> str:
    """Return a headline's text without marks of lists, of emphasis and of links."""
    text = on_one_line(text)
    if text[:1] not in _OPENING and text[-1:] not in _CLOSING:  # as nearly all
        return text
    for _ in range(_LAYERS):
        previous = text
        inner = _AROUND.fullmatch(text)
        text = inner[2] if inner else _MARKS.sub("", text).strip()
        if inner := _LINKED.fullmatch(text) or _LATEX.fullmatch(text):
            text = inner[1]
        if text == previous:
            break
    return text


def derived_title(text: str) -> str:
    """Return a title for an article that has none: its first words, ending at a word."""
    text = " ".join(text.split())
    if len(text) <= _DERIVED:
        return text
    sentence = re.match(r".{20,158}?[.!?。！？](?=\s|$)|.{8,100}?[。！？]", text)
    if sentence:
        return sentence.group()
    head = text[: _DERIVED - 1]
    cut = head.rsplit(" ", 1)[0] if " " in head[40:] else head
    return cut.rstrip(" ,;:-–—") + "…"
