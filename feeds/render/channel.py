"""What the configuration settles for one category, where the site as a whole says another."""

from feeds.model import Channel, Entry, Site

_UNSETTLED = Channel()


def channel(site: Site, term: str) -> Channel:
    """Return what is settled for a category; nothing is for most, and for the site, ""."""
    return next((channel for name, channel in site.channels if name == term), _UNSETTLED)


def states_language(entry: Entry, site: Site) -> bool:
    """Return whether an entry may be in another language than a feed that shows it."""
    return entry.language != site.language or any(c.language for _, c in site.channels)
