"""The page of one article: of the theme's template, or of a mould that was made of it.

A page is asked for once for each post of an archive, and is mostly frame.  Where the
site has no template of its own, it is made of a mould: one for each choice that the
template makes, with the entry's own words put in.
"""

import json
from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from feeds.model import AUTHORS, TAGS, Artifact, Category, Channel, Entry, Site, Tier
from feeds.render import address, dates
from feeds.render.channel import channel
from feeds.render.frame import framed, page
from feeds.render.mould import Mould, escaped, slot
from feeds.render.summary import clip, opens_with
from feeds.render.templates import are_ours, language_of, scrollable
from feeds.render.words import Words, words

_TEMPLATE = "post.html"
_LONG = 90  # characters of a title, from which on the template sets it smaller
_JSON = json.JSONEncoder(sort_keys=True)
_UNSETTLED = Channel()


class Day(NamedTuple):
    """A moment as a page shows it."""

    stamp: str  # RFC 3339
    text: str  # in words


def post_page(entry: Entry, site: Site) -> Artifact:
    """Return the page of one post; what was published elsewhere first says so to search engines."""
    path = address.post_path(entry)
    if not are_ours(site.theme):
        return page(_TEMPLATE, site, path, Tier.PAGE, **_said(entry, site))
    text = _mould(site, _shape(entry, site, path)).filled(_put_in(entry, site))
    return Artifact(path=path, content=text.encode("utf-8", "replace"), tier=Tier.PAGE)


def _said(entry: Entry, site: Site) -> dict[str, Any]:
    """What the template is told of an entry."""
    own = words_of(entry, site)
    data = _news_article(entry, site)
    return {
        "category": entry.category,
        "language": entry.language,
        "entry": entry,
        "own": own,
        "linked_data": data,
        "structured": _for_script(data),
        "standfirst": _standfirst(entry),
        "picture": _picture(entry),
        "byline": _byline(entry, own),
        "tags": _tags(entry),
        "published": _day(entry.published, own),
        "updated": _day(entry.updated, own),
        "body": scrollable(entry.content),
        "canonical": entry.origin.link if entry.origin and entry.origin.link else entry.link,
    }


def words_of(entry: Entry, site: Site) -> Words:
    """Return the words within an article: of its own language, or of the frame if we have none."""
    own = words(entry.language, site.timezone, site.theme)
    if own.language == entry.language:
        return own
    return words(language_of(site, entry.category), site.timezone, site.theme)


# ------------------------------------------------------------------- the mould


class _Shape(NamedTuple):
    """What the template decides by."""

    category: Category | None  # if something is settled for it; None: it is put in
    language: str
    depth: int
    long: bool
    standfirst: bool
    picture: bool
    image: bool
    byline: bool
    corrected: bool
    tags: tuple[bool, ...]  # for each whether it leads to a list of its own


def _shape(entry: Entry, site: Site, path: str) -> _Shape:
    own = words_of(entry, site)
    return _Shape(
        category=None if channel(site, entry.category.term) == _UNSETTLED else entry.category,
        language=entry.language,
        depth=path.count("/"),
        long=len(entry.title) > _LONG,
        standfirst=bool(_standfirst(entry)),
        picture=bool(_picture(entry)),
        image=bool(entry.image),
        byline=bool(entry.authors),
        corrected=entry.updated != entry.published
        and own.day(entry.updated) != own.day(entry.published),
        tags=tuple(bool(folder) for _, folder in _tags(entry)),
    )


@lru_cache(maxsize=512)
def _mould(site: Site, shape: _Shape) -> Mould:
    """The template filled in with slots."""
    category = shape.category or Category(term=slot("term"), label=slot("label"))
    entry = Entry(
        id="",
        link=slot("link"),
        path="",
        title=slot("title", _LONG if shape.long else 0),
        published=dates.EPOCH,
        updated=dates.EPOCH,
        category=category,
        authors=(slot("byline"),) if shape.byline else (),
        tags=tuple(slot(f"tag_{number}") for number in range(len(shape.tags))),
        language=shape.language,
        summary=slot("summary"),
        content="",
        image=slot("image") if shape.image else "",
    )
    published = Day(slot("published_stamp"), slot("published_text"))
    updated = Day(slot("updated_stamp"), slot("updated_text"))
    said = _said(entry, site) | {
        "structured": slot("structured"),
        "standfirst": slot("standfirst") if shape.standfirst else "",
        "picture": slot("picture") if shape.picture else "",
        "byline": slot("byline"),
        "tags": [
            (slot(f"tag_{number}"), slot(f"folder_{number}") if leads else "")
            for number, leads in enumerate(shape.tags)
        ],
        "published": published,
        "updated": updated if shape.corrected else updated._replace(text=published.text),
        "body": slot("body"),
        "canonical": slot("canonical"),
    }
    return Mould(framed(_TEMPLATE, site, root="../" * shape.depth, **said))


def _put_in(entry: Entry, site: Site) -> dict[str, str]:
    """What goes into the slots, as it stands in HTML."""
    own = words_of(entry, site)
    published, updated = _day(entry.published, own), _day(entry.updated, own)
    said = {
        "term": entry.category.term,
        "label": entry.category.label,
        "link": entry.link,
        "title": entry.title,
        "summary": entry.summary,
        "image": entry.image,
        "published_stamp": published.stamp,
        "published_text": published.text,
        "updated_stamp": updated.stamp,
        "updated_text": updated.text,
        "standfirst": entry.summary,
        "picture": entry.image,
        "canonical": entry.origin.link if entry.origin and entry.origin.link else entry.link,
    }
    for number, (tag, folder) in enumerate(_tags(entry)):
        said[f"tag_{number}"], said[f"folder_{number}"] = tag, folder
    put_in = escaped(said)
    put_in["byline"] = escape(_byline(entry, own))
    put_in["structured"] = _for_script(_news_article(entry, site))
    put_in["body"] = scrollable(entry.content)
    return put_in


# ------------------------------------------------------------ what is said of it


def _day(moment: Any, own: Words) -> Day:
    return Day(dates.rfc3339(moment), own.day(moment))


def _news_article(entry: Entry, site: Site) -> dict[str, Any]:
    """The post in schema.org's words, for search engines."""
    authors = [{"@type": "Person", "name": name} for name in entry.authors]
    publisher = {"@type": "Organization", "name": site.title, "url": site.url}
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": entry.link,
        "url": entry.link,
        "headline": clip(entry.title, limit=110),
        "description": entry.summary,
        "datePublished": dates.rfc3339(entry.published),
        "dateModified": dates.rfc3339(entry.updated),
        "articleSection": entry.category.label,
        "inLanguage": entry.language,
        "author": authors or [publisher],
        "publisher": publisher,
        "image": [entry.image or f"{site.url}icon.png"],
        **({"keywords": list(entry.tags)} if entry.tags else {}),
        **({"isBasedOn": entry.origin.link} if entry.origin and entry.origin.link else {}),
    }


def _for_script(data: dict[str, Any]) -> Markup:
    """JSON that may stand in a script element, as Jinja's `tojson` writes it."""
    text = _JSON.encode(data)
    for mark, code in (("<", "3c"), (">", "3e"), ("&", "26"), ("'", "27")):
        text = text.replace(mark, f"\\u00{code}")
    return Markup(text)


def _tags(entry: Entry) -> list[tuple[str, str]]:
    """Each tag, and the folder of its list if it has one."""
    folders = _folders(entry, TAGS)
    return [(tag, folders.get(tag, "")) for tag in entry.tags]


def _byline(entry: Entry, own: Words) -> str:
    """The authors in one line, each with a link if there is a list of what they wrote."""
    folders = _folders(entry, AUTHORS)
    if not folders:
        return own.listed(entry.authors)
    root = "../" * address.post_path(entry).count("/")
    link = Markup('<a href="{}">{}</a>')
    shown = (
        link.format(root + folders[name], name) if name in folders else escape(name)
        for name in entry.authors
    )
    return Markup(own.listed(tuple(shown)))


def _folders(entry: Entry, kind: str) -> dict[str, str]:
    return {
        each.label: address.folder_of(each)
        for each in entry.topics
        if each.term.startswith(f"{kind}/")
    }


def _picture(entry: Entry) -> str:
    """The picture's address, if the body does not show it already."""
    return "" if not entry.image or escape(entry.image) in entry.content else entry.image


def _standfirst(entry: Entry) -> str:
    """The summary, if it says more than the body's first words do."""
    own = entry.summary.removesuffix("…")
    return "" if own == entry.title or opens_with(entry.content, own) else entry.summary
