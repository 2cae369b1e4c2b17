"""The characters that may leave this room: those XML 1.0 and JSON both take.

Five of seventeen feed readers refuse a whole document for one control character,
and one lone surrogate in a JSON Feed stops another from updating any feed.
"""

import re

# XML 1.0 §2.2, Char: surrogates are outside it, so a lone one goes too.  The C1
# controls it only discourages, but readers take them for Windows-1252.
_ILLEGAL = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Return the text without characters that XML 1.0 forbids or advises against.

    >>> legal("a\\x00b\\ud800c")
    'abc'
    """
    if text.replace("\n", "").isprintable():  # nearly all is, and this is told at once
        return text
    return _ILLEGAL.sub("", text)


def one_line(text: str) -> str:
    """Return the legal text with every run of white space made one space, ends trimmed.

    >>> one_line(" Mill\\n  fire ")
    'Mill fire'
    """
    return " ".join(legal(text).split())
