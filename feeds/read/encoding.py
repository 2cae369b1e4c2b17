"""Bytes to text, whatever they were written in, without losing any.

In order: a byte order mark; UTF-8 if every byte fits; UTF-16 without a mark, told
by where its zeros are; what the file itself declares; UTF-8 with lines in
something else; a guess from a sample; at last Windows-1252, which takes any byte.
"""

import codecs
import re
from collections.abc import Callable

# The four-byte marks first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# WHATWG Encoding §4.2: pages that name these mean the Windows superset.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{1,40})""")
_DECLARATION_LIMIT = 4096  # browsers look at 1,024 bytes, page savers write banners before it
_SAMPLE_LIMIT = 1 << 16
_MIXED = 0.9  # in another encoding hardly a line is valid UTF-8, and then by chance
_TELLING = 24  # high bytes; fewer tell one encoding from another by chance
_LAST_RESORT = "cp1252"


def decode(data: bytes, *, markup: bool = False) -> str:
    """Return the text of the bytes; no byte is dropped and none is an error.

    `markup` looks for the charset that an HTML or XML file declares.  Bytes that
    mean nothing in the encoding found become U+FFFD or their Windows-1252 letter.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_whole(data[len(mark) :], encoding)
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    declared = _declared(data) if markup else ""
    if declared and _fits(data, declared):
        return data.decode(declared)
    strange = _not_utf8(data)
    if _high(strange) < _MIXED * _high(data):
        return _decode_by_line(data, _guessed(strange))
    return _decode_whole(data, _guessed(data))


def is_wide(data: bytes) -> bool:
    """Say whether the bytes are UTF-16 or UTF-32, so that zeros among them mean nothing."""
    marks = [mark for mark, encoding in _MARKS if encoding != "utf-8"]
    return data.startswith(tuple(marks)) or bool(_wide(data))


def _wide(data: bytes) -> str:
    """Return the UTF-16 or UTF-32 that unmarked bytes are in, or nothing.

    Latin letters, digits, blanks and line feeds have zeros in their upper bytes,
    and nothing but these encodings puts zeros at every other place alone.
    """
    sample = data[: 1 << 12]
    if len(data) % 2 or not sample.count(0):
        return ""
    quarters = [sample[place::4].count(0) / (len(sample) / 4) for place in range(4)]
    for encoding, full, empty in (
        ("utf-32-le", (2, 3), (0,)),
        ("utf-32-be", (0, 1), (3,)),
        ("utf-16-le", (1, 3), (0, 2)),
        ("utf-16-be", (0, 2), (1, 3)),
    ):
        if min(quarters[i] for i in full) > 0.2 and max(quarters[i] for i in empty) < 0.02:
            return encoding
    return ""


def _not_utf8(data: bytes) -> bytes:
    """Return the lines that are not UTF-8."""
    lines = data.split(b"\n")
    return b"\n".join(line for line in lines if not _fits(line, "utf-8", "surrogatepass"))


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:_DECLARATION_LIMIT])
    if not found:
        return ""
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return ""
    return "" if name.startswith(("utf-16", "utf-32", "utf-7")) else _MEANT.get(name, name)


def _fits(data: bytes, encoding: str, errors: str = "strict") -> bool:
    try:
        data.decode(encoding, errors)
    except (UnicodeError, LookupError):  # LookupError: a codec of bytes, such as base64
        return False
    return True


def _high(data: bytes) -> int:
    return len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))


def _guessed(data: bytes) -> str:
    sample = _sample(data)
    if _high(sample) < _TELLING:
        return _LAST_RESORT
    from charset_normalizer import from_bytes  # here: it takes 50 ms to import

    best = from_bytes(sample).best()
    if best is None:
        return _LAST_RESORT
    name = codecs.lookup(best.encoding).name
    return _MEANT.get(name, name)


def _sample(data: bytes) -> bytes:
    """Return lines that are not ASCII, up to a limit: the rest says nothing."""
    lines: list[bytes] = []
    size = 0
    for line in data[: 64 * _SAMPLE_LIMIT].split(b"\n"):
        if not line.isascii():
            lines.append(line[: _SAMPLE_LIMIT - size])
            size += len(lines[-1]) + 1
            if size >= _SAMPLE_LIMIT:
                break
    return b"\n".join(lines)


def _decode_whole(data: bytes, encoding: str) -> str:
    """Return the whole in one encoding if it fits, else each line in what fits it."""
    try:
        return data.decode(encoding)
    except UnicodeError:
        pass
    if encoding.startswith(("utf-16", "utf-32")):
        return data.decode(encoding, "replace")
    return _decode_by_line(data, encoding)


def _decode_by_line(data: bytes, encoding: str) -> str:
    return "\n".join(_decode_line(line, encoding) for line in data.split(b"\n"))


def _decode_line(line: bytes, encoding: str) -> str:
    attempts: tuple[Callable[[bytes], str], ...] = (
        bytes.decode,
        _decode_surrogates,
        lambda line: line.decode(encoding),
    )
    for attempt in attempts:
        try:
            return attempt(line)
        except UnicodeError:
            continue
    return line.decode("utf-8", _BY_BYTE)


def _decode_surrogates(line: bytes) -> str:
    """Return UTF-8 that has UTF-16's surrogates in it: CESU-8, as databases dump it."""
    if b"\xed" not in line:  # every surrogate begins with it
        return line.decode()
    text = line.decode("utf-8", "surrogatepass")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _windows_letters(error: UnicodeError) -> tuple[str, int]:
    """Return the Windows-1252 letters of bytes that are not UTF-8.

    The five bytes that it leaves open are ISO 8859-1's controls, as in browsers.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    letters = (bytes([byte]) for byte in wrong)
    return "".join(
        letter.decode("latin-1" if letter in b"\x81\x8d\x8f\x90\x9d" else "cp1252")
        for letter in letters
    ), error.end


_BY_BYTE = "feedmill.windows-1252"
codecs.register_error(_BY_BYTE, _windows_letters)
