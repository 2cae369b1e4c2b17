"""Zip and tar archives: each file in them is a dump, and none is ever written.

A text in it is split as it would be outside.  Sizes are watched while unpacking,
because what a header says of a size need not be true.  A file that cannot be read
is left out and named; the names inside are only names.
"""

import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from msgspec.structs import replace

from feeds.errors import DumpError, NoTextError
from feeds.model import Origin
from feeds.read.clean import clean
from feeds.read.gzip import FREE_SIZE, RATIO_LIMIT
from feeds.read.layout import derived_title
from feeds.read.markdown import text_to_markdown
from feeds.read.page import Article, Page, Text

COUNT_LIMIT = 10_000  # members, folders too
MEMBER_LIMIT = 64 << 20  # bytes of one, unpacked
TOTAL_LIMIT = 512 << 20  # bytes of all, unpacked
_TITLE_LIMIT = 150  # characters of a first line that is a title
_OFFICE = frozenset(("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"))
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")

Member = Callable[[str, bytes], Page]
_File = tuple[str, bytes | str]  # (name, its bytes or why they cannot be had)


def read_zip(name: str, data: bytes, *, member: Member) -> Page:
    """Return what the files of a zip archive hold, in the order of their names.

    Raise DumpError if it is damaged, a bomb, or no file in it can be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _gathered(name, _zipped(name, packed, _limit(data)), member)
    except DumpError:
        raise
    except Exception as error:  # the library raises whatever it stumbles over
        raise DumpError(name, f"damaged zip: {error}"[:200], "copy the file again") from error


def read_tar(name: str, data: bytes, *, member: Member) -> Page:
    """Return what the files of a tar archive hold, in the order of their names.

    Raise DumpError if it is damaged, a bomb, or no file in it can be read.
    """
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as packed:
            return _gathered(name, _tarred(name, packed), member)
    except DumpError:
        raise
    except Exception as error:  # the library raises whatever it stumbles over
        raise DumpError(name, f"damaged tar: {error}"[:200], "copy the file again") from error


def _limit(data: bytes) -> int:
    return min(TOTAL_LIMIT, max(FREE_SIZE, len(data) * RATIO_LIMIT))


def _zipped(name: str, packed: zipfile.ZipFile, budget: int) -> Iterator[_File]:
    entries = sorted(packed.infolist(), key=lambda entry: entry.filename)
    _refuse_many(name, len(entries))
    if _OFFICE & {entry.filename for entry in entries}:
        raise DumpError(name, "an office document or a program, not an archive of dumps")
    for entry in entries:
        if entry.is_dir() or _is_litter(entry.filename):
            continue
        if entry.flag_bits & 1:
            yield entry.filename, "it is encrypted"
            continue
        try:
            with packed.open(entry) as file:
                content = file.read(min(budget, MEMBER_LIMIT) + 1)
        except Exception as error:  # a damaged member; the others may be whole
            yield entry.filename, f"damaged: {error}"[:200]
            continue
        budget = _spent(name, budget, content)
        yield entry.filename, content if len(content) <= MEMBER_LIMIT else _too_large()


def _tarred(name: str, packed: tarfile.TarFile) -> Iterator[_File]:
    entries: list[tarfile.TarInfo] = []
    damage = ""
    try:
        for entry in packed:
            entries.append(entry)
            _refuse_many(name, len(entries))
    except (tarfile.TarError, EOFError, ValueError, OSError) as error:
        damage = str(error)[:200]
    budget = TOTAL_LIMIT
    for entry in sorted(entries, key=lambda entry: entry.name):
        if entry.isdir() or _is_litter(entry.name):
            continue
        if not entry.isreg() or entry.issparse():
            yield entry.name, "a link or a device, not a file"
            continue
        file = packed.extractfile(entry) if entry.size <= MEMBER_LIMIT else None
        content = file.read(MEMBER_LIMIT + 1) if file else b""
        budget = _spent(name, budget, content)
        yield entry.name, content if file else _too_large()
    if damage:
        yield "what follows", f"damaged: {damage}"


def _refuse_many(name: str, count: int) -> None:
    if count > COUNT_LIMIT:
        raise DumpError(name, f"more than {COUNT_LIMIT:,} files in it", "divide it")


def _spent(name: str, budget: int, content: bytes) -> int:
    """Return what is left of the bytes that all files together may unpack to."""
    if len(content) > budget:
        raise DumpError(name, "unpacks to more than its size allows", "unpack and divide it")
    return budget - len(content)


def _too_large() -> str:
    return f"more than {MEMBER_LIMIT:,} bytes"


def _is_litter(name: str) -> bool:
    """Say whether a file is what operating systems leave in archives."""
    return name.startswith(_LITTER[0]) or PurePosixPath(name).name in _LITTER


def _gathered(name: str, files: Iterator[_File], member: Member) -> Page:
    """Return the pages of all files as one; of one alone, as it is."""
    pages: list[Page] = []
    rest: list[str] = []
    skipped: list[str] = []
    for inner, content in files:
        shown = " ".join(clean(inner[:200]).split())
        try:
            if isinstance(content, str):
                raise DumpError(shown, content)
            pages.append(_filled(shown, member(shown, content)))
        except NoTextError as error:
            rest.append(f"{shown}: not read: {error.what}")
        except DumpError as error:
            skipped.append(f"{shown}: not read: {error.what}")
    if not pages:
        what = next(iter((*skipped, *rest)), "there is no file in this archive")
        raise DumpError(name, what)
    if len(pages) == 1:
        only = pages[0]
        rest = rest if only.articles else []
        return replace(only, rest=(*only.rest, *rest), skipped=(*only.skipped, *skipped))
    return Page(
        articles=tuple(part for page in pages for part in parts(page)),
        rest=(*(line for page in pages for line in page.rest), *rest),
        skipped=(*(line for page in pages for line in page.skipped), *skipped),
    )


def _filled(name: str, page: Page) -> Page:
    if not page.articles and not page.text.strip():
        raise NoTextError(name, "there is no text in it")
    return page


def parts(page: Page, origin: Origin | None = None) -> tuple[Article | Text, ...]:
    """Return the articles of a page, or its text; they say what the page says of them all."""
    if page.one:
        return (_article(page, origin),)
    if not page.articles:
        text = Text(text=page.text, media_type=page.media_type, language=page.language)
        return (replace(text, origin=origin),)
    return tuple(
        replace(part, language=part.language or page.language, origin=part.origin or origin)
        for part in page.articles
    )


def _article(page: Page, origin: Origin | None) -> Article:
    text = page.text.strip("\n ")
    first, _, rest = text.partition("\n")
    title = " ".join(first.lstrip("# ").split())
    if not rest.strip() or len(title) > _TITLE_LIMIT:
        title, rest = "", text
    title = title or page.title or derived_title(text)
    return Article(title=title, body=text_to_markdown(rest), language=page.language, origin=origin)
