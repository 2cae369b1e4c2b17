"""Files that are not complete, or are nobody's content: somebody is still at work on them."""

from pathlib import PurePath

TEMPORARY = ".feedmill-tmp"  # ends the name of a file that is still being written
_UNFINISHED = ("~", ".part", ".tmp", ".crdownload", ".swp", TEMPORARY)


def ignored(path: PurePath | str) -> bool:
    """Return whether a path below a folder is some program's scratch paper.

    Hidden files and folders are (GNOME's `.goutputstream-*` among them), and what
    is still being saved or downloaded.

    >>> ignored("energy/2026-03-01-mill-fire.md"), ignored(".git/HEAD"), ignored("dump.txt.part")
    (False, True, True)
    """
    text = str(path)
    return is_scratch(text) or "/." in text or "/~$" in text


def is_scratch(name: str) -> bool:
    """Return whether one part of a path is scratch paper by its name."""
    return name.startswith((".", "~$")) or name.lower().endswith(_UNFINISHED)


def settled(mtime: float, *, quiet: float, now: float) -> bool:
    """Return whether a file met at a sweep is complete, as far as its time tells.

    All in seconds since 1970.  A time further in the future than `quiet` is a wrong
    clock and no reason to wait for ever.
    """
    return abs(now - mtime) >= quiet
