"""How a file of each format begins.

Apart from the readers, so that telling one format does not load all of them.
An opening is the first characters of a file in lower case.
"""

import re
from collections.abc import Iterator

_PAGE = re.compile(
    r"<!doctype\s{1,9}html|<html[\s>]|<\?xml[^>]{0,200}\?>\s{0,99}<!doctype\s{1,9}html"
)
_FEED = re.compile(
    r"(?:<\?xml[^>]{0,200}\?>)?(?:\s{0,99}<[!?][^>]{0,500}>){0,9}\s{0,99}"
    r"<(?:!doctype\s{1,9})?(?:rss|feed|atom:feed|rdf:rdf)[\s>]"
)
_JSON = re.compile(r'\[\s{0,99}[{\]]|\{\s{0,99}["}]')
_MAIL_FIELD = re.compile(r"[!-9;-~]{1,80}:")
_WIKIDOC = re.compile(r'<doc id="[^"\n]{0,200}"[^\n]{0,4000}\btitle="')
_OWN_FIELDS = frozenset(("message-id", "received", "mime-version", "return-path", "delivered-to"))


def begins_as_page(opening: str) -> bool:
    """Say whether a file begins with an HTML document type or root element."""
    return bool(_PAGE.match(opening))


def begins_as_feed(opening: str) -> bool:
    """Say whether the root element, past declaration and style sheets, is a feed's."""
    return bool(_FEED.match(opening))


def begins_as_json(opening: str) -> bool:
    """Say whether a file begins as an object or a list of objects."""
    return bool(_JSON.match(opening))


def begins_as_mail(opening: str) -> bool:
    """Say whether a file begins with the header of a message as servers write it."""
    fields = set(_field_names(opening))
    return bool(fields & _OWN_FIELDS) and bool(fields & {"from", "subject", "date"})


def begins_as_mailbox(opening: str) -> bool:
    """Say whether a file begins with the line that sets messages apart, and a header."""
    first, _, rest = opening.partition("\n")
    dated = re.fullmatch(r"from \S.{0,300}\d{4}.{0,40}", first.rstrip("\r"))
    return bool(dated) and bool(_MAIL_FIELD.match(rest))


def _field_names(opening: str) -> Iterator[str]:
    for line in opening.split("\n"):
        if not line.strip("\r"):
            return
        if line[0] in " \t":
            continue
        found = _MAIL_FIELD.match(line)
        if not found:
            return
        yield found[0][:-1]


def begins_as_warc(opening: str) -> bool:
    """Say whether a file begins with a WARC record (ISO 28500)."""
    return opening.startswith(("warc/0.", "warc/1."))


def begins_as_wikidoc(opening: str) -> bool:
    """Say whether a file begins with a document of WikiExtractor."""
    return bool(_WIKIDOC.match(opening))
