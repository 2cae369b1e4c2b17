"""Where one article ends and the next begins, and why.

A dump's lines are measured (features), judged by a small learned network
(network), read as articles under a grammar (decode), and written as drafts
(articles).  Nothing here reads a file but the weights, and nothing knows a site.
"""

from feeds.model import Dump, Split

from .articles import drafts
from .decode import decode
from .features import features
from .lines import read_page
from .network import judge, weights

__all__ = ["split"]


def split(dump: Dump) -> Split:
    """Return the drafts of a dump and the role of each of its lines."""
    page = read_page(dump.text)
    roles = ["."] * len(page.lines)
    if not page.texts:
        return Split(roles="".join(roles), drafts=())
    found = features(page)
    reading = decode(judge(found.rows, found.groups, weights()))
    for number, role in zip(page.numbers, reading.roles, strict=True):
        roles[number] = role
    dropped = [
        (page.numbers[i] + 1, "boilerplate" if role == "x" else "site chrome")
        for i, role in enumerate(reading.roles)
        if role in "xn"
    ]
    return Split(roles="".join(roles), drafts=tuple(drafts(dump, page, reading)), dropped=tuple(dropped))
