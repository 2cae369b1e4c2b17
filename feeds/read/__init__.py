"""Bytes to a dump: decoded, recognised, unwrapped, clean.

A dump is hostile until it has been here.  Whatever comes in, out comes a Dump
that every later room can trust, or a DumpError that says why not.  Where the
format itself says where an article begins, the Dump carries the drafts.
"""

from datetime import datetime
from pathlib import PurePosixPath

from msgspec.structs import replace

from feeds.errors import DumpError
from feeds.model import Dump
from feeds.read.binary import refuse_binary
from feeds.read.clean import clean
from feeds.read.gzip import MAGIC, SIZE_LIMIT, unpack
from feeds.read.layout import laid_out
from feeds.read.page import Page
from feeds.read.recognise import FORMATS, Format, recognise
from feeds.read.zstd import MAGIC as ZSTD_MAGIC
from feeds.read.zstd import unpack as unpack_zstd

__all__ = ["FORMATS", "Format", "read", "recognise"]

_INVISIBLE = "\u00ad\u034f\u200b\u200c\u200d\u200e\u200f\u2060\ufffd \t\n\u00a0"
_LOSS_LIMIT = 0.05  # of the characters
_FEW = 20
_WRAPPINGS = (("gzip", MAGIC, ".gz", unpack), ("zstd", ZSTD_MAGIC, ".zst", unpack_zstd))


def read(name: str, data: bytes, *, digest: str, received: datetime) -> Dump:
    """Return the dump that these bytes are.

    `name` is its path below content/dumps; `digest` and `received` are handed on.
    Raise DumpError if the bytes are no text, hold none, or cannot be unpacked.
    """
    inner, data = _unwrap(name, data)
    if len(data) > SIZE_LIMIT:
        raise DumpError(name, f"more than {SIZE_LIMIT:,} bytes", "divide it")
    form = recognise(inner, data)
    if not form.packed:
        refuse_binary(name, data)
    page = _with_plain_notes(_read(form, name, data))
    text, drafts, passages = laid_out(page) if page.articles else (page.text, None, ())
    _refuse_empty(name, text)
    return Dump(
        name=name,
        digest=digest,
        media_type=form.media_type,
        received=received,
        text=text,
        title=page.title,
        language=page.language,
        url=page.url,
        drafts=drafts,
        passages=passages,
        skipped=page.skipped,
    )


def _with_plain_notes(page: Page) -> Page:
    """Return a page whose notes of what could not be read are a line each, clean as any text.

    They quote addresses and errors of libraries, and those quote the dump.
    """
    notes = tuple(" ".join(clean(note).split()) for note in page.skipped)
    return replace(page, skipped=notes) if notes else page


def _read(form: Format, name: str, data: bytes) -> Page:
    try:
        return form.read(name, data)
    except DumpError:
        raise
    except Exception as error:  # one bad dump must not stop the others, whatever it found
        what = f"an unexpected {type(error).__name__} in reading it as {form.media_type}"
        raise DumpError(name, what, "please report this") from error


def _unwrap(name: str, data: bytes) -> tuple[str, bytes]:
    """Return the name and the bytes without gzip or zstd around them; twice is once too often."""
    for kind, magic, suffix, unpacked in _WRAPPINGS:
        if data.startswith(magic):
            data = unpacked(name, data)
            if data.startswith(magic):
                raise DumpError(name, f"{kind} within {kind}", "unpack it by hand")
            path = PurePosixPath(name)
            return (str(path.with_suffix("")) if path.suffix.lower() == suffix else name), data
    return name, data


def _refuse_empty(name: str, text: str) -> None:
    if not text or text.isspace() or not text.strip(_INVISIBLE):
        raise DumpError(name, "there is no text in it", "remove it, or put text in it")
    if text.count("\ufffd") > max(_LOSS_LIMIT * len(text), _FEW):
        raise DumpError(name, "its encoding cannot be told", "save it as UTF-8")
