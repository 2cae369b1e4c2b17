"""The built-in templates as Jinja2 compiled them, kept beside what Python compiled of us.

Compiling them takes a tenth of a build after one new dump.  They are kept where Python
keeps its own, in `__pycache__`: whoever can write there is trusted with our code already.
A site's own templates are not kept, and a folder that cannot be written keeps none.
"""

import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, FileSystemBytecodeCache

_FOLDER = Path(__file__).parent / "__pycache__"


class Compiled(FileSystemBytecodeCache):
    """What was compiled of the templates in one folder, by the `code` that says how.

    Jinja2 looks at the digest of the source; a file that cannot be read is none.
    """

    def __init__(self, templates: Path, code: Path) -> None:
        made_by = sha256(jinja2.__version__.encode() + code.read_bytes()).hexdigest()[:12]
        pattern = f"template-{made_by}-%s.{sys.implementation.cache_tag}"
        super().__init__(str(_FOLDER), pattern)
        self._templates = f"{templates}{os.sep}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return what a template is kept under, "" if it is not kept."""
        ours = filename is not None and filename.startswith(self._templates)
        return super().get_cache_key(name, filename) if ours else ""

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key:
            try:
                super().load_bytecode(bucket)
            except Exception:  # a file cut short, or nobody's: it is made anew
                bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.key and not sys.dont_write_bytecode:
            with suppress(OSError):
                _FOLDER.mkdir(exist_ok=True)
                super().dump_bytecode(bucket)
