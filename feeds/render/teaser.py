"""An article in a list: one line of the theme's, by a mould of the template it is made with.

The lists of an archive name each article several times: its category's page and month,
the site's, the front page.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from feeds.model import Category, Entry
from feeds.render import dates
from feeds.render.language import lang
from feeds.render.mould import Mould, escaped, slot
from feeds.render.words import Words

TEMPLATE = "parts/teaser.html"
_LONG = 90  # characters of a title, from which on the template sets it smaller


@lru_cache(maxsize=8192)
def time(moment: Any, say: Words, around: str = "") -> Markup:
    """Return a day as an element, in the language of `say` within text of the one `around`."""
    mark = lang(say.language, around or say.language)
    stamp = dates.rfc3339(moment)
    return Markup('<time{} datetime="{}">{}</time>').format(mark, stamp, say.day(moment))


def filled(
    template: Callable[..., Markup], *, entry: Entry, say: Words, around: str, **said: Any
) -> Markup:
    """Return the teaser of an entry; `template` makes any part of what it is told."""
    shape = (entry.language, len(entry.title) > _LONG, entry.summary != entry.title)
    mould = _mould(template, shape, say=say, around=around, **said)
    put_in = escaped(
        {
            "path": entry.path,
            "title": entry.title,
            "term": entry.category.term,
            "label": entry.category.label,
            "summary": entry.summary,
        }
    )
    put_in["time"] = time(entry.published, say, around)
    return Markup(mould.filled(put_in))


@lru_cache(maxsize=512)
def _mould(template: Callable[..., Markup], shape: tuple[str, bool, bool], **said: Any) -> Mould:
    language, long, summarised = shape
    title = slot("title", _LONG if long else 0)
    entry = Entry(
        id="",
        link="",
        path=slot("path"),
        title=title,
        published=dates.EPOCH,
        updated=dates.EPOCH,
        category=Category(term=slot("term"), label=slot("label")),
        authors=(),
        tags=(),
        language=language,
        summary=slot("summary") if summarised else title,
        content="",
    )
    return Mould(template(TEMPLATE, entry=entry, time=lambda *_: slot("time"), **said))
