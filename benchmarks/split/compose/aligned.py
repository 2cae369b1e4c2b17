"""The gold of a built page: its rows, held against what the articles' own pages say.

A page that leaves a doubt, such as a long line that is no article's, is none to learn from.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from feeds.split.surplus import says

from .built import Article, Built
from .gold import Fields, squeezed
from .marking import field_marks, path_of
from .shown import EDGE, author_in, between, day_in, day_of_texts
from .tree import Mark, Row, rows

LONG = 90  # characters: a longer line that nobody knows is a doubt
HEADER = 9  # rows between a headline and its text; more is a menu
WIDEST, PLAIN = 400, 60  # characters of a line of fields; of a date that no element names
APART = 2  # rows that may stand between a day above a headline and the rest of the header
LEAD = 25  # characters before the date of a longer line that no element names
ABOUT = ("share", "tags", "category")  # headings below a text with its own fields below them
FOOTER = 5  # rows below a text in which its fields may stand
_THREAD = re.compile(
    r"^\W*(\d+ |no |keine |noch keine )?(kommentar|comment|comentario|commentaire|commenti?\b|yorum"
    r"|комментари|댓글|コメント"
    r"|评论|留言|reacties|komentarz|leave a (reply|comment)|deja un)",
    re.IGNORECASE,
)
_ANCHOR = re.compile(r"[#¶§🔗]|permalink", re.IGNORECASE)


@dataclass(slots=True)
class Labelled:
    """A page's rows with role and article, and the articles' fields."""

    rows: list[tuple[Row, str, int | None]] = field(default_factory=list)
    articles: list[Fields] = field(default_factory=list)


class Shelf:
    """The articles of a site by the paths that lead to them."""

    def __init__(self, articles: list[Article]) -> None:
        self.by_path = {a.path: a for a in articles}
        self.roots = sorted({a.path.split("/")[0] for a in articles if "/" in a.path})

    def find(self, link: str, page: str) -> Article | None:
        """Return the article that a link of a page leads to."""
        path = path_of(link, "/" + page)
        _, _, inner = path.partition("/")
        tried = (path, inner, *(f"{root}/{path}" for root in self.roots))
        return next((self.by_path[t] for t in tried if t and t in self.by_path), None)


def single(page: Built, article: Article, cells: bool) -> Labelled | None:
    """Return a page of one article, labelled."""
    keep = {page.title, page.body, *page.title.iterancestors(), *page.body.iterancestors()}
    marks = field_marks(page.root, keep)
    inside = page.title in set(page.body.iterdescendants())
    if not inside:
        for element in page.body.iterdescendants():
            if element in marks and marks[element].role != "x":
                marks[element] = Mark("b", marks[element].value, within=marks[element].role)
    else:
        beside = page.title.getparent()
        marks = {
            e: m
            for e, m in marks.items()
            if m.role != "d" or e.getparent() is beside or page.body not in e.iterancestors()
        }
    marks |= {page.body: Mark("b"), page.title: Mark("t")}
    found = rows(page.root.find("body"), marks, cells)
    heads = [n for n, r in enumerate(found) if "t" in r.marks()]
    bodies = (
        [n for n, r in enumerate(found) if mostly(r, "b") and (not inside or n > heads[0])]
        if heads
        else []
    )
    if (
        len(heads) != 1
        or not bodies
        or bodies[0] < heads[0]
        or not clean(found[heads[0]], article.title)
    ):
        return None
    if bodies[0] - heads[0] > HEADER:
        return None
    bodies = _without_refrain(found, _without_thread(found, bodies), article)
    bodies = _without_fields(found, bodies, article)
    out = Labelled(articles=[Fields(title=found[heads[0]].text(), post=article.page)])
    start = _header_start(found, heads[0], article)
    end = next(
        (n for n in range(bodies[-1] + 1, len(found)) if "n" in found[n].marks()), len(found)
    )
    for n, row in enumerate(found):
        if not start <= n < end:
            out.rows.append((row, "n", None))
            continue
        role = _single_role(found, n, heads[0], bodies, article, out.articles[0])
        if not role:
            return None
        out.rows.append((row, role, 0))
    return out


def _without_thread(found: list[Row], bodies: list[int]) -> list[int]:
    """Return the rows of a body above its comments, where a theme has them in one element."""
    for n in bodies[2:]:
        if len(found[n].text()) < 60 and found[n].kind in "hp" and _THREAD.search(found[n].text()):
            return [b for b in bodies if b < n]
    return bodies


def _without_refrain(found: list[Row], bodies: list[int], article: Article) -> list[int]:
    """Return the rows of a body above what ends many articles of the site."""
    if not article.refrain:
        return bodies
    last = [n for n in bodies[1:] if squeezed(found[n].text()) == article.refrain]
    return [n for n in bodies if n < last[-1]] if last else bodies


def _without_fields(found: list[Row], bodies: list[int], article: Article) -> list[int]:
    """Return the rows of a body without lines of fields at its head and end, whose elements
    then claim what they do."""
    low, high = between([found[n].text() for n in bodies], article.day)
    for row in (found[n] for n in (*bodies[:low], *bodies[high:])):
        row.pieces = [
            (t, Mark(m.within, m.value) if m and m.within else None if m and m.role == "b" else m)
            for t, m in row.pieces
        ]
    return bodies[low:high]


def mostly(row: Row, role: str) -> bool:
    own = sum(len(t.strip()) for t, m in row.said() if m and m.role == role)
    return own * 2 > sum(len(t.strip()) for t, _ in row.said())


def clean(row: Row, title: str) -> bool:
    """Return whether a row says a title and nothing else but a mark to link by."""
    rest = "".join(t for t, m in row.said() if not (m and m.role == "t"))
    return squeezed(row.text()) == squeezed(title) and not squeezed(_ANCHOR.sub("", rest))


def _header_start(found: list[Row], head: int, article: Article) -> int:
    start = head
    while (
        start
        and head - start < 4
        and (found[start - 1].marks() & set("aDc") or _is_day(found[start - 1].text(), article))
        and not found[start - 1].marks() & set("nx")
    ):
        if field_role(found[start - 1], article, Fields()) not in "aDc":
            break
        start -= 1
    for n in range(start - 2, max(start - 1 - APART, -1), -1):
        if _is_day(found[n].text(), article) and not found[n].marks() & set("nx"):
            short = all(len(r.text()) <= PLAIN for r in found[n:head])
            start = n if short else start
            break
    again = start and squeezed(found[start - 1].text()) == squeezed(article.title)
    return head if again else start  # a banner says what the header does


def _is_day(text: str, article: Article) -> bool:
    return len(text) <= PLAIN and day_in([text], article.day) is not None


def _single_role(
    found: list[Row], n: int, head: int, bodies: list[int], article: Article, own: Fields
) -> str:
    """Return the role of a row of the article, "" where it is in doubt."""
    row = found[n]
    if n == head:
        return "t"
    if bodies[0] <= n <= bodies[-1] and mostly(row, "b"):
        return row.kind
    if head < n < bodies[0] and row.marks() == {"d"} and row.text() == article.dek and not own.dek:
        own.dek = article.dek
        return "d"
    near = n <= bodies[-1] + FOOTER and (n < bodies[0] or not _parted(found[bodies[-1] + 1 : n]))
    role = field_role(row, article, own, head < n < bodies[0]) if near else "x"
    if role in "aDck" or (role == "m" and n < bodies[0]):
        return role
    if n < bodies[0]:
        return (
            ""
            if len(row.text()) > LONG and "x" not in row.marks()
            else "m"
            if "x" not in row.marks()
            else "x"
        )
    return "x"


def _parted(rows_below: list[Row]) -> bool:
    """Return whether a box begins among the rows below a text: what it shows is of others."""
    return any(
        not r.marks() & set("aDc")
        and ((kind := says(r.text())) == "related" or (r.kind == "h" and kind not in ABOUT))
        for r in rows_below
    )


def field_role(row: Row, article: Article, own: Fields, headed: bool = False) -> str:
    """Return the role of a row by the fields it shows, which are noted; "x" where it shows none.

    `headed` says that the row stands where a header does, where a byline needs no date.
    """
    text = row.text()
    claims = [(t, m) for t, m in row.said() if m and m.role in "aDc"]
    if len(text) > (WIDEST if claims else EDGE):
        return "x"
    dated = any(m.role == "D" for _, m in claims)
    tried = [text, *(m.value for _, m in claims if m.role == "D")]
    day = article.day or (day_of_texts(tried[1:]) if dated else None)
    found = day_in(tried, day, near=dated)
    plain = found is not None and (len(text) <= PLAIN or text.find(found[0]) <= LEAD)
    names = [m.value for _, m in claims if m.role == "a" and _is_name(m.value)]
    if not names and (claims or plain or (headed and len(text) <= PLAIN)):
        bare = text
        for said, mark in row.said():  # "by NAME in CATEGORY"
            bare = bare.replace(said.strip(), " | ", 1) if mark and mark.role in "cT" else bare
        name = author_in(bare, found[0] if found else "", article.stated, headed)
        names = [name] if name else []
    if not (claims or plain or names):
        return "x"
    return _noted(text, claims, found, names, article, own)


def _noted(
    text: str,
    claims: list[tuple[str, Mark]],
    found: tuple[str, date] | None,
    names: list[str],
    article: Article,
    own: Fields,
) -> str:
    role = "x"
    terms = [m.value for _, m in claims if m.role == "c"]
    if terms:
        crumb = not found and squeezed(article.title) in squeezed(text)
        role = "k" if crumb else "c"
        own.category = own.category or ", ".join(dict.fromkeys(terms))
    if found:
        role = "D"
        if not own.date_text:
            own.date_text = found[0]
            own.date = str(found[1]) if re.search(r"\d{4}", found[0]) else own.date
    elif role == "x" and any(m.role == "D" for _, m in claims):
        role = "m"
    if names:
        role, own.author = "a", own.author or names[-1]
    return role


def _is_name(text: str) -> bool:
    return 1 < len(text) <= 40 and not re.search(r"\d{2}|[|·{\[]|:\S|^/", text)
