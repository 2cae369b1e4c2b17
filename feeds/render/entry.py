"""A post as subscribers see it: absolute links, sanitised HTML, a summary always."""

from html import escape
from urllib.parse import urljoin

from feeds.model import Category, Entry, Post, Site
from feeds.render.channel import channel
from feeds.render.characters import one_line
from feeds.render.html import to_html
from feeds.render.language import well_formed
from feeds.render.summary import clip, summarise
from feeds.render.words import words

# libxml2, which most readers are built on, takes no text of more than 10 MB in one
# element: one such article, and nobody can read the feed.
_LONGEST = 1_000_000  # characters
_MOST_NAMES = 100  # authors, or tags: 8,000 of them take feedparser eight seconds


def entry(post: Post, site: Site, path: str, content: str | None = None) -> Entry:
    """Return the post as an entry at `path` below the site's url ("2026/03/mill-fire/").

    `content`, if given, is what `to_html(post.body, site.url + path)` returned
    earlier; it is then not rendered again.  A title of nothing printable becomes
    the summary's first words: readers show an entry by its title alone.
    """
    if post.withdrawn is not None:
        return notice(post, site, path)
    link = site.url + path
    html = to_html(post.body, link, site.engine) if content is None else content
    summary = clip(post.summary, limit=1000) or summarise(html)
    language = _language(post, site)
    title = one_line(post.title) or clip(summary, limit=80) or words(language).plain("untitled")
    return Entry(
        id=one_line(post.id),
        link=link,
        path=path,
        title=title,
        published=post.published,
        updated=post.updated,
        category=_category(post.category),
        authors=_distinct(post.authors),
        tags=_distinct(post.tags),
        language=language,
        summary=summary or title,
        content=html,
        image=_absolute(post.image, link),
        origin=post.origin,
    )


def notice(post: Post, site: Site, path: str) -> Entry:
    """Return the entry of a post that is withdrawn: under its id, that it is and why."""
    language = _language(post, site)
    say = words(language)
    reason = clip(post.withdrawn or "", limit=1000) or say.plain("withdrawn_why")
    title = one_line(post.title) or say.plain("untitled")
    return Entry(
        id=one_line(post.id),
        link=site.url + path,
        path=path,
        title=say.plain("withdrawn", title=title),
        published=post.published,
        updated=post.updated,
        category=_category(post.category),
        authors=_distinct(post.authors),
        tags=(),
        language=language,
        summary=reason,
        content=f"<p>{escape(reason, quote=False)}</p>",
        withdrawn=True,
    )


def _language(post: Post, site: Site) -> str:
    """Return the language of a post: its own, its category's or the site's."""
    settled = channel(site, post.category.term).language
    return well_formed(post.language) or settled or site.language


def _absolute(image: str, link: str) -> str:
    """Return a picture's address as seen from anywhere, "" if it is none of the web's."""
    address = urljoin(link, image) if image else ""
    return address if address.startswith(("http://", "https://")) else ""


def _category(category: Category) -> Category:
    return Category(term=category.term, label=one_line(category.label) or category.term)


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    """The first names as printed, in their order, without blanks and repeats."""
    return tuple(dict.fromkeys(name for name in map(one_line, names) if name))[:_MOST_NAMES]


def fed(entry: Entry, site: Site) -> str:
    """Return the content of an entry that goes into feeds; the page always has all of it."""
    return entry.content if site.full_content and len(entry.content) <= _LONGEST else ""
