"""Where addresses lead that posts have left: what the build wrote into `_redirects`."""

from pathlib import Path

from feeds.serve.locate import find

MAP = "_redirects"
_Version = tuple[int, int, int]
_maps: dict[Path, tuple[_Version, dict[str, str]]] = {}


def moved(root: Path, path: str) -> str:
    """Return the path that an old one leads to, "" if it leads nowhere else.

    The map is read again whenever it was replaced.
    """
    found = find(root, MAP)
    if found is None:
        return ""
    with found.file:
        version = (found.inode, found.size, found.mtime_ns)
        known = _maps.get(root)
        if known is None or known[0] != version:
            known = _maps[root] = (version, _read(found.file.read()))
    return known[1].get(path, "")


def _read(content: bytes) -> dict[str, str]:
    """Return the plain lines of a map; what a host may do besides is not for us."""
    lines = (line.split() for line in content.decode("utf-8", "replace").splitlines())
    return {
        line[0]: line[1]
        for line in lines
        if len(line) == 3 and line[2] == "301" and _is_local(line[0]) and _is_local(line[1])
    }


def _is_local(path: str) -> bool:
    """Return whether a path stays on this host: `//elsewhere` does not."""
    return path.startswith("/") and path[1:2] not in ("/", "\\") and path.isascii()
