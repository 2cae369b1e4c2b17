"""Articles that a format tells apart, laid out as one text with their lines known.

Each begins with its header (category, title, dek, byline, date: a line each),
then a blank line and its Markdown.  What belongs to no article stands last.
"""

import re
from collections.abc import Iterable

from feeds.model import Draft, Passage, Span
from feeds.read.page import Article, Page, Text

TITLE_LIMIT = 300  # characters; a longer "title" is text
_DERIVED = 80  # characters of a title made of an article's first words
_MARKS = re.compile(r"^\s{0,9}(?:[#>*+-]+|\d{1,9}[.)])\s|[`\\*]|!?\[|\]\([^()\s]*\)|\]")
_SENTENCE = re.compile(r"[.!?。！？](?=\s|$)")


def laid_out(page: Page) -> tuple[str, tuple[Draft, ...], tuple[Passage, ...]]:
    """Return the text of a page's articles, and the drafts and passages that its lines are."""
    lines: list[str] = []
    drafts: list[Draft] = []
    passages: list[Passage] = []
    for part in page.articles:
        if isinstance(part, Text):
            passages.append(_passage(part, lines))
        else:
            drafts.append(_draft(part, lines))
        lines.append("")
    lines.extend(line for text in (*page.rest, *page.skipped) for line in text.split("\n"))
    return "\n".join(lines).rstrip("\n") + "\n", tuple(drafts), tuple(passages)


def _passage(part: Text, lines: list[str]) -> Passage:
    """Append a text's lines and return which they are."""
    first = len(lines) + 1
    lines.extend(part.text.strip("\n").split("\n"))
    return Passage(
        span=Span(first=first, last=len(lines)),
        media_type=part.media_type,
        language=part.language,
        origin=part.origin,
    )


def _draft(article: Article, lines: list[str]) -> Draft:
    """Append an article's lines and return its draft."""
    stated = article.title if len(article.title) <= TITLE_LIMIT else ""
    title = stated or derived_title(article.title or article.body)
    body = article.body if stated or not article.title else _with_words(article)
    first = len(lines) + 1
    lines.extend(_header(article, stated))
    if lines[first - 1 :] and body:
        lines.append("")
    lines.extend(body.split("\n") if body else ())
    return Draft(
        span=Span(first=first, last=max(first, len(lines))),
        title=title,
        title_derived=not stated,
        body=body,
        dek=article.dek,
        byline=article.byline,
        published=article.published,
        categories=article.categories,
        language=article.language,
        image=article.image,
        confidence=article.confidence,
        origin=article.origin,
        key=article.key,
    )


def _with_words(article: Article) -> str:
    return "\n\n".join(filter(None, (_escaped(article.title), article.body)))


def _escaped(text: str) -> str:
    from feeds.read.markdown import paragraph

    return paragraph(text)


def _header(article: Article, title: str) -> Iterable[str]:
    published = article.published.isoformat() if article.published else ""
    byline, categories = ", ".join(article.byline), ", ".join(article.categories)
    return filter(None, (categories, title, article.dek, byline, published))


def derived_title(text: str) -> str:
    """Return a title out of the first words of Markdown or plain text.

    >>> derived_title("The mill burnt. Nobody was hurt.")
    'The mill burnt'
    """
    first = next((line for line in text[:4000].split("\n") if _words(line)), "")
    words = _words(first)
    end = _SENTENCE.search(words)
    sentence = words[: end.start()] if end else words
    if 0 < len(sentence) <= _DERIVED:
        return sentence
    short = words[:_DERIVED]
    cut = short.rfind(" ") if len(words) > _DERIVED else len(short)
    return (short[:cut] if cut > _DERIVED // 2 else short).rstrip(" ,;:–-") + "…"


def _words(line: str) -> str:
    return " ".join(_MARKS.sub("", line[:2000]).split())
