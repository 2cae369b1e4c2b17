"""A line that is nothing but a web address: where an article was published first."""

import re

from feeds.fieldnames import kind_of

# http and https alone, and no sign that could end an attribute or a link of Markdown.
ADDRESS = re.compile(r"https?://[^\s<>\"'\\^`{|}]{4,2000}", re.IGNORECASE)
_LABEL = re.compile(r"([^\W\d_][^:：]{1,24}?)\s?[:：]\s*(?=http)")


def address_of(text: str) -> str:
    """Return the address that a line is, with a label for one before it or without; else "".

    >>> address_of("Source: https://example.org/a"), address_of("See https://example.org/a")
    ('https://example.org/a', '')
    """
    if "://" not in text:  # as nearly all
        return ""
    label = _LABEL.match(text)
    bare = text[label.end() :] if label and kind_of(label[1]) in ("link", "source") else text
    bare = bare.removeprefix("<").removesuffix(">")
    return bare if ADDRESS.fullmatch(bare) else ""
