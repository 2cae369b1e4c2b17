"""Names of files as text that everything takes, whatever bytes the disk has.

To Linux a name is bytes.  Those that are not UTF-8 (an archive from an old Windows leaves
them) come out of Python as lone surrogates, which neither a database nor a feed takes.  Here
each such byte is a character for private use, U+F700 and the byte, and goes back to the
byte where a file is opened.  What is so named on the disk already is spelt out as well, so
that two files never have one name.  Nor does it matter what encoding the locale names.
"""

import os
import re

_PRIVATE = 0xF700
_ODD = re.compile("[\udc80-\udcff\uf780-\uf7ff]")
_SPELT = re.compile("[\uf780-\uf7ff]+")


def spelt(name: str) -> str:
    """Return a name that the disk gave, without the surrogates that stand for odd bytes.

    >>> spelt("caf\\udce9.txt") == "caf\\uf7e9.txt"
    True
    """
    if name.isascii():
        return name
    return _ODD.sub(_spelt, os.fsencode(name).decode("utf-8", "surrogateescape"))


def as_on_disk(name: str) -> str:
    """Return the name by which the disk knows what is `spelt` so.

    >>> as_on_disk("caf\\uf7e9.txt") == "caf\\udce9.txt"
    True
    """
    if name.isascii():
        return name
    return os.fsdecode(_SPELT.sub(_restored, name).encode("utf-8", "surrogateescape"))


def _spelt(found: re.Match[str]) -> str:
    return "".join(chr(_PRIVATE + byte) for byte in found[0].encode("utf-8", "surrogateescape"))


def _restored(found: re.Match[str]) -> str:
    odd = bytes(ord(sign) - _PRIVATE for sign in found[0])
    return odd.decode("utf-8", "surrogateescape")
