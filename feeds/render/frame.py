"""What every page has around what it says: the theme's frame, in the language of its category."""

from typing import Any

from feeds.model import Artifact, Category, Site, Tier
from feeds.render import address
from feeds.render.templates import language_of, render
from feeds.render.words import words


def alternates(site: Site, category: Category | None) -> list[dict[str, str]]:
    """Return the feeds that a page announces: the category's own first, and RSS before the rest."""
    channels = [category, None] if category else [None]
    return [
        {
            "type": address.MEDIA_TYPES[format],
            "name": address.NAMES[format],
            "title": f"{site.title}: {channel.label}" if channel else site.title,
            "href": address.feed_url(site, channel, format),
        }
        for channel in channels
        for format in address.usable_formats(site)
    ]


def page(template: str, site: Site, path: str, tier: Tier, **said: Any) -> Artifact:
    """Return the page at `path`: one template with what every page knows and what this one says."""
    known = {
        "root": "../" * path.count("/") or "./",
        "canonical": site.url + path.removesuffix(address.FRONT),
    }
    text = framed(template, site, **known | said)
    return Artifact(path=path, content=text.encode("utf-8", "replace"), tier=tier)


def framed(
    template: str,
    site: Site,
    *,
    root: str,
    category: Category | None = None,
    language: str = "",
    **said: Any,
) -> str:
    """Return one template filled in; `root` leads from its page to the front page.

    The frame speaks the language of the page's category, or of the site; the page is in
    the same but for an article in another `language`.
    """
    around = language_of(site, category)
    known = {
        "site": site,
        "say": words(around, site.timezone, site.theme),
        "page_language": language or around,
        "root": root,
        "category": category,
        "alternates": alternates(site, category),
    }
    return render(template, site.theme, known | said)
