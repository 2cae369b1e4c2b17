"""What pages and feeds look like and say whatever is in them, as one digest.

Nothing that makes a page is loaded for it: most runs make none.
"""

import os
from functools import cache
from hashlib import sha256
from pathlib import Path

_HERE = Path(__file__).parent
_DATA = ("theme", "words")  # templates and style sheets; the fixed words


@cache
def built_in() -> str:
    """Return the digest of every file of the built-in theme and of its words, in hex."""
    made = sha256()
    for folder in _DATA:
        for place, folders, names in os.walk(_HERE / folder):
            folders.sort()
            for name in sorted(names):
                if not name.endswith((".py", ".pyc")):
                    path = Path(place, name)
                    made.update(f"{path.relative_to(_HERE)}\0".encode())
                    made.update(sha256(path.read_bytes()).digest())
    return made.hexdigest()
