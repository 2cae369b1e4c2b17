"""The map of old addresses to new ones, as Netlify, Cloudflare Pages and GitLab Pages read it."""

from collections.abc import Iterable

from feeds.model import Artifact, Tier
from feeds.render.address import REDIRECTS

MARK = "# Made by Feedmill: addresses that posts left, and where they are now\n"


def redirect_map(redirects: Iterable[tuple[str, str]]) -> Artifact:
    """Return the map of old paths to new ones; both are ASCII without blanks.

    301, because that is the one that all three hosts know.
    """
    lines = "".join(f"/{path} /{target} 301\n" for path, target in redirects)
    return Artifact(path=REDIRECTS, content=(MARK + lines).encode(), tier=Tier.INDEX)
