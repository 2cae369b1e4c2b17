"""What the elements of a built page say they are: by tag, class, itemprop and link.

Names of classes are a convention of a few generators (WordPress, Hexo, Hugo, Jekyll,
Octopress) that thousands of themes keep.  A mark is a claim; `aligned` holds it
against what is known of the article before a line is labelled by it.
"""

import re
from collections.abc import Container
from datetime import date, timedelta
from urllib.parse import unquote, urlsplit

from .gold import squeezed
from .tree import STATED, Element, Mark, named, said

BODIES = named(
    "entry-content post-content article-content post-body article-entry article-body "
    "post__content post_content entry__content blog-post-content blog-content "
    "td-post-content the-content post-text single-content storycontent article__content post-entry "
    "entry-body e-content post-single-content article-text "
    "elementor-widget-theme-post-content wp-block-post-content articlebody markdown-body"
)
LATER_BODIES = named("entry format_text blogbody postarea entrybody post-bodycopy")
EXCERPTS = BODIES | named(
    "entry-summary post-excerpt excerpt p-summary summary entry entry-excerpt post-summary "
    "post-preview wp-block-post-excerpt post-entry-content archive-content card-text"
)
_TITLE = re.compile(
    r"(entry|post|article|page|single|blog)[-_]{0,2}(post-)?(title|name|headline)|p-name|headline|article-header"
)
_DATE = re.compile(
    r"(^|[-_ ])(date|time|published|posted|datetime|timestamp|updated|created)([-_ ]|$)"
    r"|^datep|^datem"
)
_AUTHOR = named(
    "author byline post-author entry-author p-author author-name meta-author posted-by "
    "entry-author-name"
)
_AUTHOR_OF = re.compile(r"[-_](author|byline)([-_]{1,2}name)?$")
_DEK = named(
    "subtitle post-subtitle article-subtitle entry-subtitle page-subtitle standfirst dek deck "
    "lead lede article-lead post-lead article-dek post__subtitle"
)
_TAGS = named(
    "tags-links post-tags tags entry-tags tag-links article-tag-list article-tag post-tag"
)
_FURNITURE = re.compile(
    r"(^|[-_ ])(share|sharing|sharedaddy|social|related|jp-relatedposts|addtoany_\w+|nav-links?"
    r"|navigation|pagination|pager|prev|next|comments?|respond|comment-\w+"
    r"|author-(?:box|bio|info|card)|author-?description|about-author|toc|breadcrumbs?"
    r"|likes?|disqus_thread|post-nav|postnav|reply|subscribe|newsletter|license|reward|copyright"
    r"|utterances|giscus)([-_ ]|$)"
)
_ASIDE = re.compile(
    r"(^|[-_ ])(sidebar|secondary|widget(-area)?|widgets|footer|colophon|site-footer|menu|navbar"
    r"|site-header|masthead|tertiary)([-_ ]|$)"
)
DEK = 20, 400  # characters of a line below the headline that its class calls a dek
_STATED = ("article:published_time", "datePublished", "date", "og:article:published_time")
_WRITERS = ("author", "article:author", "twitter:data1")
_PUBLISHED = named("published datepublished dt-published")
_BY = re.compile(
    r"^\s*(?:(?:geschrieben |verfasst |escrito |publicado |publié |posté |scritto |geplaatst "
    r"|written |posted |published )?(?:by|von|par|por|di|door|przez|автор|av|af|yazan|od"
    r"|作者|投稿者|글쓴이|author|autor|auteur|autore)\b)[\s:：]*",
    re.IGNORECASE,
)


def tokens(element: Element) -> set[str]:
    """Return the classes of an element, and what its properties and relations name."""
    own = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}"
    return set(own.lower().split())


def is_title(element: Element) -> bool:
    """Return whether an element may be a headline."""
    if element.tag in ("h1", "h2", "h3", "h4"):
        return True
    own = (element.get("class") or "").lower()
    return element.tag in ("div", "span", "p", "a", "header", "strong") and bool(_TITLE.search(own))


def is_aside(element: Element) -> bool:
    """Return whether an element belongs to the page rather than to an article."""
    if element.tag in ("aside", "nav", "footer") and not is_furniture(element):
        return element.tag != "footer" or not _within_article(element)
    own = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return (
        element.tag in ("div", "section", "ul", "td")
        and bool(_ASIDE.search(own))
        and not _within_article(element)
    )


def is_furniture(element: Element) -> bool:
    """Return whether an element is furniture of an article: shares, comments, a pager."""
    own = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return element.tag not in ("html", "body", "main", "article") and bool(_FURNITURE.search(own))


def _within_article(element: Element) -> bool:
    return any(up.tag == "article" or "hentry" in tokens(up) for up in element.iterancestors())


def field_marks(root: Element, keep: Container[Element] = ()) -> dict[Element, Mark]:
    """Return the elements of a page that claim to be a field, furniture or an aside.

    What is in an aside or in furniture claims nothing of its own; what holds something
    that is to be kept, a headline or a body, is neither.
    """
    marks: dict[Element, Mark] = {}
    _mark(root, keep, marks)
    return marks


def _mark(element: Element, keep: Container[Element], marks: dict[Element, Mark]) -> None:
    for child in element:
        if not isinstance(child.tag, str):
            continue
        role = _role(child)
        if role in "xn" and role and child not in keep:
            marks[child] = Mark(role)
            continue
        if role and role in "aDcT":
            text = said(child)
            if 1 < len(text) <= 60:
                marks[child] = Mark(role, name_of(child) if role == "a" else text)
        elif role == "d" and DEK[0] <= len(said(child)) <= DEK[1]:
            marks[child] = Mark("d")
        _mark(child, keep, marks)


def _role(element: Element) -> str:
    own = tokens(element)
    if is_aside(element):
        return "n"
    if is_furniture(element):
        return "x"
    if (
        own & _TAGS
        or "/tags/" in (element.get("href") or "")
        or "/tag/" in (element.get("href") or "")
    ):
        return "T"
    if own & _AUTHOR or any(_AUTHOR_OF.search(token) for token in own):
        return "a"
    if own & _DEK:
        return "d"
    if element.tag == "time" or any(_DATE.search(token) for token in own):
        return "D"
    link = (element.get("href") or "").lower()
    if element.tag == "a" and (
        "category" in own
        or re.search(r"/(category|categories|kategorie?|rubrique)/[^/]+", link)
        or re.search(r"/?[?&](cat|category)=\w", link)
    ):
        return "c"
    return ""


def name_of(element: Element) -> str:
    """Return the name that a byline holds, without its "by"."""
    inner = [e for e in element.iter("a", "span", "b", "strong") if said(e) and len(e) == 0]
    named = [
        e for e in inner if tokens(e) & {"fn", "url", "author", "name", "p-author", "author-name"}
    ]
    text = said(named[-1]) if named else said(element)
    return _BY.sub("", text).strip(" ,·|-–—")


def day_of(root: Element, name: str) -> date | None:
    """Return the day that a page states for machines: in its head, an attribute or its path.

    A head may state it in UTC; the path, or what is said to be published, is a day nearer then.
    """
    stated = [
        meta.get("content")
        for meta in root.iter("meta")
        if (meta.get("property") or meta.get("name") or meta.get("itemprop")) in _STATED
    ]
    stated += re.findall(r'"datePublished"\s*:\s*"([^"]+)"', root.get(STATED) or "")
    dated = [
        e
        for e in root.iter()
        if isinstance(e.tag, str) and (e.tag == "time" or tokens(e) & _PUBLISHED)
    ]
    dated.sort(key=lambda e: (not tokens(e) & _PUBLISHED, "updated" in tokens(e)))
    local = re.findall(r"(?:^|/)((?:19|20)\d\d/\d\d?/\d\d?)/", name)[:1]
    days = [d for text in (*stated, *local) if (d := _day(text))]
    days += [d for e in dated[:1] if (d := _day(e.get("datetime") or e.get("content")))]
    near = [d for text in local if (d := _day(text)) and abs(d - days[0]) <= timedelta(1)]
    return next(iter(near or days), None)


def _day(text: str | None) -> date | None:
    found = re.match(r"\s*((?:19|20)\d\d)[-/](\d\d?)[-/](\d\d?)", text or "")
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def authors_of(root: Element) -> tuple[str, ...]:
    """Return whom a page names as its authors for machines."""
    stated = [
        meta.get("content") or ""
        for meta in root.iter("meta")
        if (meta.get("property") or meta.get("name")) in _WRITERS
    ]
    pattern = r'"author"\s*:\s*[\[{][^}]{0,300}?"name"\s*:\s*"([^"\\]{2,40})"'
    stated += re.findall(pattern, root.get(STATED) or "")
    return tuple(dict.fromkeys(n.strip() for n in stated if 1 < len(n.strip()) <= 40))


def path_of(link: str, page: str) -> str:
    """Return where a link leads, as a path from the root: without host, index page and slash."""
    parts = urlsplit(link)
    path = unquote(parts.path)
    if not parts.netloc and not path.startswith("/"):
        path = page.rpartition("/")[0] + "/" + path
    kept: list[str] = []
    for step in path.split("/"):
        if step == "..":
            kept = kept[:-1]
        elif step not in ("", "."):
            kept.append(step)
    return re.sub(r"(^|/)index\.html?$|\.html?$", "", "/".join(kept)).strip("/").casefold()


def headed(root: Element) -> str:
    """Return what a page is called in its head, squeezed."""
    told = [m.get("content") or "" for m in root.iter("meta") if m.get("property") == "og:title"]
    told += [said(t) for t in root.iter("title")]
    return "\n".join(squeezed(t) for t in told)
