"""The built pages of a site: which show one article, and what is known of it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from feeds.split.surplus import says

from .gold import squeezed
from .marking import (
    BODIES,
    LATER_BODIES,
    authors_of,
    day_of,
    field_marks,
    headed,
    is_aside,
    is_title,
    path_of,
    tokens,
)
from .repository import Repository
from .shown import between, day_of_texts
from .tree import Element, Mark, Row, parsed, rows, said

_LIST = re.compile(
    r"(^|/)(categor\w*|kategori\w*|tags?|author|page|pages/\d+|date|series|topics?"
    r"|archives?(?!/(?:19|20)\d\d/\d\d/(?!index\.|page)))/"
    r"|(^|/)(19|20)\d\d(/\d\d?){0,2}/?(index)?\.html?$",
    re.IGNORECASE,
)
OFTEN = 4, 0.3  # articles of a site, and their share, that a line ends to be a refrain
ENDINGS = ("tags", "share", "related", "comments", "subscribe", "category")  # kinds of furniture
OFTEN_CALLED = 3  # pages of a site that have one headline, which is no headline then
SHORT = 100  # characters of such a line
LAST = 40  # blocks of an article's end that may be a refrain
LEAST = 120  # characters of a body; less is a gallery, a form, an empty page
PLAIN, SHARE = (
    400,
    0.75,
)  # characters of a body that no class names, and its share of all paragraphs


@dataclass(frozen=True, slots=True)
class Article:
    """What an article's own page says of it."""

    path: str
    page: str
    title: str
    day: date | None
    body: str  # squeezed
    blocks: tuple[tuple[str, str], ...]
    author: str
    categories: tuple[str, ...]
    dek: str = ""
    stated: tuple[str, ...] = ()  # the authors that the page names for machines
    refrain: str = ""  # squeezed: the line from which on its text's element holds furniture


@dataclass(slots=True)
class Built:
    """A page as a tree, with its article's elements if it shows just one."""

    name: str
    root: Element
    title: Element = None
    body: Element = None
    named: list[list[Element]] = field(default_factory=list)  # what may be its headline


def built_pages(repository: Repository, names: list[str], most: int) -> list[Built]:
    """Return the built pages of a repository, the same ones each time, at most so many."""
    pages = [
        n
        for n in names
        if n.lower().endswith((".html", ".htm")) and "wp-content/" not in n and "wp-json" not in n
    ]
    pages = [
        n
        for n in pages
        if not any(s in n for s in ("/feed/", "themes/", "node_modules/", "layouts/", "_includes/"))
    ]
    found = []
    step = max(1, -(-len(pages) // most))
    for name, text in repository.texts(pages[::step]):
        if text.lstrip()[:3] == "---" or "{{" in text[:3000] or "{%" in text[:3000]:
            continue
        root = parsed(text)
        if root is None or root.find("body") is None:
            continue
        found.append(_page(name, root))
    _name(found)
    return found


def _page(name: str, root: Element) -> Built:
    """Return a page with its one body, if it has one, and what may be its headline."""
    body = _named_body(root)
    body = _plain_body(root) if body is None else body
    body = _named_body(root, LATER_BODIES) if body is None else body
    if body is None or len(said(body)) < LEAST:
        return Built(name, root)
    return Built(name, root, None, body, _headlines(root, body))


def _headlines(root: Element, body: Element) -> list[list[Element]]:
    """Return what may be a page's headline: what its name begins with, else what it ends with,
    else its `h1`."""
    called = headed(root).split("\n")
    first, last, sole = [], [], []
    for element in _until(root, body):
        text = squeezed(said(element)) if isinstance(element.tag, str) and is_title(element) else ""
        if len(text) < 3:
            continue
        if any(c.startswith(text) for c in called):
            first.append(element)
        elif any(c.endswith(text) for c in called) and body not in element.iterancestors():
            last.append(element)
        elif element.tag == "h1":
            sole.append(element)
    return [first, last, sole]


def _name(pages: list[Built]) -> None:
    """Give each page its headline, or neither headline nor text where it is not sure.

    What many pages have for a headline is the site's name; only where they are all called the
    same is a headline believed that the page's name does not hold.
    """
    often = Counter(t for p in pages for t in {squeezed(said(e)) for es in p.named for e in es})
    called = Counter(headed(p.root) for p in pages)
    for page in pages:
        if page.body is None:
            continue
        likely = page.named if called[headed(page.root)] >= OFTEN_CALLED else page.named[:2]
        rare = ([e for e in es if often[squeezed(said(e))] < OFTEN_CALLED] for es in likely)
        titles = next((es for es in rare if es), [])
        if titles and titles[0] in page.named[2] and len(titles) > 1:
            titles = []
        titles = [t for t in titles if not any(up in titles for up in t.iterancestors())]
        # A text may begin with a heading of its own that says its headline again.
        titles = [t for t in titles if page.body not in t.iterancestors()] or titles
        page.title = titles[-1] if titles else None
        page.body = page.body if titles else None


def _until(root: Element, body: Element) -> Iterator[Element]:
    """Yield the elements above a body, and the first ones in it."""
    for element in root.iter():
        yield element
        if element is body:
            break
    yield from list(body.iterdescendants("h1", "h2", "header"))[:2]


def _named_body(root: Element, names: frozenset[str] = BODIES) -> Element | None:
    found = [
        e
        for e in root.iter("div", "section", "article")
        if (tokens(e) | {(e.get("id") or "").lower()}) & names
    ]
    outer = [e for e in found if not any(up in found for up in e.iterancestors())]
    large = [e for e in outer if len(said(e)) >= LEAST]
    return large[0] if len(large) == 1 and len(outer) <= 2 else None


def _plain_body(root: Element) -> Element | None:
    """Return the element whose own children hold nearly all paragraphs of the page."""
    held: dict[Element, int] = {}
    for element in root.iter("p", "ul", "ol", "pre", "blockquote", "table"):
        parent = element.getparent()
        if not any(is_aside(up) for up in (element, *element.iterancestors())):
            held[parent] = held.get(parent, 0) + (len(said(element)) if element.tag != "ul" else 20)
    if not held:
        return None
    best = max(held, key=lambda e: held[e])
    paragraphs = [c for c in best if c.tag == "p"]
    sure = held[best] >= PLAIN and held[best] >= SHARE * sum(held.values()) and len(paragraphs) > 1
    return best if sure and best.tag in ("div", "section", "article", "main") else None


def article_of(page: Built) -> Article | None:
    """Return what a page says of its one article, or nothing where it shows none or many."""
    if page.body is None or page.title is None or _LIST.search(page.name):
        return None
    marks = field_marks(page.root)
    day = day_of(page.root, page.name) or _shown_day(page, marks)
    if not day and not any("type-post" in tokens(e) for e in page.root.iter("article", "div")):
        return None
    own = body_rows(page, marks)
    low, high = between([r.text() for r in own], day)
    own = own[low:high]
    blocks = tuple((r.kind, r.text()) for r in own)
    above = _header(page)
    authors = [marks[e].value for e in above if e in marks and marks[e].role == "a"]
    categories = [marks[e].value for e in above if e in marks and marks[e].role == "c"]
    deks = [said(e) for e in above if e in marks and marks[e].role == "d"]
    return Article(
        path_of("/" + page.name, ""), page.name, said(page.title), day,
        squeezed(" ".join(t for _, t in blocks)), blocks, authors[-1] if authors else "",
        tuple(dict.fromkeys(categories)), deks[0] if deks else "", authors_of(page.root),
    )  # fmt: skip


def body_rows(page: Built, marks: dict[Element, Mark]) -> list[Row]:
    """Return the rows of a page's body that nothing claims to be a field or furniture."""
    marks = {e: m for e, m in marks.items() if m.role != "d"}
    found = rows(page.body, {**marks, page.title: Mark("t")})
    heads = [n for n, row in enumerate(found) if "t" in row.marks()]
    return [r for r in found[heads[-1] + 1 if heads else 0 :] if r.marks() == {""}]


def _header(page: Built) -> list[Element]:
    """Return the elements around the headline that are not the body's."""
    around = page.title
    while (
        around.getparent() is not None
        and page.body not in (up := list(around.getparent().iter()))
        and len(up) < 60
    ):
        around = around.getparent()
    beside = [
        around,
        *list(around.itersiblings())[:3],
        *list(around.itersiblings(preceding=True))[:2],
    ]
    return [
        e
        for s in beside
        if s is not page.body and page.body not in list(s.iter())
        for e in s.iter()
    ]


def _shown_day(page: Built, marks: dict[Element, Mark]) -> date | None:
    """Return the day that stands beside the headline, with its year."""
    shown = [marks[e].value for e in page.root.iter() if e in marks and marks[e].role == "D"]
    shown += [t for e in _header(page) if isinstance(e.tag, str) and 6 <= len(t := said(e)) <= 60]
    return day_of_texts(shown)


def without_refrains(articles: dict[str, Article]) -> dict[str, Article]:
    """Return a site's articles without what ends many of them: who wrote them, whom to follow.

    Themes put such boxes into the element of the text.
    """
    held = Counter(t for a in articles.values() for t in {squeezed(t) for _, t in a.blocks})
    least = max(OFTEN[0], OFTEN[1] * len(articles))
    common = {text for text, count in held.items() if text and count >= least}
    deks = Counter(a.dek for a in articles.values())
    told = {n: a if deks[a.dek] == 1 else replace(a, dek="") for n, a in articles.items()}
    return {name: _without_refrain(article, common) for name, article in told.items()}


def _without_refrain(article: Article, common: set[str]) -> Article:
    texts = [squeezed(t) for _, t in article.blocks]
    sizes = [len(t) for t in texts]
    of_theme = [
        squeezed(t) in common or (len(t) <= SHORT and says(t) in ENDINGS) for _, t in article.blocks
    ]
    for k in range(max(1, len(texts) - LAST), len(texts)):
        of_themes = sum(size for size, own in zip(sizes[k:], of_theme[k:], strict=True) if own)
        if of_theme[k] and 2 * of_themes >= sum(sizes[k:]):
            return replace(article, blocks=article.blocks[:k], refrain=texts[k])
    return article
