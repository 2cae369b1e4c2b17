"""Which names are nobody's business: hidden, half-written, left by editors."""

from pathlib import PurePath

_ENDINGS = ("~", ".part", ".tmp", ".crdownload")  # of editors, of wget, of us, of browsers


def ignored(path: PurePath | str) -> bool:
    """Say whether a path below the watched folder is no content.

    Hidden files and folders are none (GNOME's `.goutputstream-*` among them), nor
    what is still being downloaded.  The path must be relative: the folder itself
    may well be below a hidden one.

    >>> ignored("energy/2026-03-01-mill-fire.md"), ignored(".git/HEAD"), ignored("dump.txt.part")
    (False, True, True)
    """
    text = str(path)
    return text.startswith(".") or "/." in text or text.lower().endswith(_ENDINGS)


def settled(mtime: float, *, quiet: float, now: float) -> bool:
    """Say whether a file met at a sweep is complete, as far as its time tells.

    All in seconds since 1970.  A time further in the future than `quiet` is a wrong
    clock and no reason to wait for ever.
    """
    return abs(now - mtime) >= quiet
