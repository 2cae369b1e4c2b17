"""Files, handled so that no reader ever sees half of one."""

from feeds.files.folder import Folder
from feeds.files.locking import lock
from feeds.files.scratch import TEMPORARY, ignored, settled
from feeds.files.stamps import Row, Stamp, digest, stamp
from feeds.files.trouble import disk_trouble, fails_everywhere

__all__ = [
    "TEMPORARY",
    "Folder",
    "Row",
    "Stamp",
    "digest",
    "disk_trouble",
    "fails_everywhere",
    "ignored",
    "lock",
    "settled",
    "stamp",
]
