"""Which file systems tell of changes, and which must be asked."""

import os
import re
from pathlib import Path

# On these another machine writes, and its kernel tells ours nothing
# (paperless-ngx#1207, watchdog#504).
_SILENT = frozenset(
    (
        *("9p", "afs", "ceph", "cifs", "davfs", "drvfs", "glusterfs", "gpfs", "lustre", "ncpfs"),
        *("nfs", "nfs4", "ocfs2", "prl_fs", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs"),
    )
)
_ESCAPE = re.compile(r"\\([0-7]{3})")
_MOUNTS = Path("/proc/self/mounts")


def is_silent(folder: Path) -> bool:
    """Say whether changes below the folder must be looked for, because nothing tells of them."""
    try:
        mounts = _MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        return False
    kind = file_system(os.path.realpath(folder), mounts)
    return kind in _SILENT or kind.startswith("fuse.")


def file_system(path: str, mounts: str) -> str:
    """Return the type of the file system that a path is on, by the text of /proc/mounts.

    >>> file_system("/srv/site/content", "/dev/vda / ext4 rw 0 0\\nnas:/x /srv nfs4 rw 0 0")
    'nfs4'
    """
    found, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = _ESCAPE.sub(lambda code: chr(int(code[1], 8)), fields[1]).rstrip("/")
        inside = path == point or path.startswith(point + "/")
        if inside and len(point) >= len(found):  # of equals the last, which covers the others
            found, kind = point, fields[2]
    return kind
