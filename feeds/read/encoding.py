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
_VARIED = 4  # different ones, likewise
_TELLING = 8  # high bytes; fewer tell one encoding from another by chance
_LAST_RESORT = "cp1252"
_OPEN = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
# What text is found in.  Left to itself the guesser also offers EBCDIC and the like,
# which fit any bytes, and answer for short or odd texts.
# The likelier first, under the names that codecs.lookup gives them.
_LATIN = ["cp1252", "cp1250", "cp1254", "cp1257", "iso8859-2", "mac-roman", "cp850"]
# Ellipsis, quotes and dashes, where ISO 8859 has controls and others have letters.
_WINDOWS_PUNCTUATION = b"\x85\x91\x92\x93\x94\x96\x97"
_OTHER = (
    *("cp1251", "cp1253", "cp1255", "cp1256", "cp1258", "iso8859-5", "iso8859-7", "koi8-r"),
    *("koi8-u", "cp866", "cp874", "gb18030", "big5hkscs", "cp932", "euc_jp", "cp949"),
    *("johab", "mac-cyrillic"),
)


def decode(data: bytes, *, markup: bool = False, charset: str = "") -> str:
    """Return the text of the bytes; no byte is dropped and none is an error.

    `charset` is what is declared of them elsewhere, as in the header of a mail;
    `markup` looks for the charset that an HTML or XML file declares.  Bytes that
    mean nothing in the encoding found become U+FFFD or their Windows-1252 letter.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_whole(data[len(mark) :], encoding)
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace")
    if b"\x1b$" in data and _fits(data, "iso2022_jp"):  # seven bits: it would pass for UTF-8
        return data.decode("iso2022_jp")
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    declared = _named(charset) or (_declared(data) if markup else "")
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
    return _named(found[1].decode("ascii")) if found else ""


def _named(charset: str) -> str:
    """Return the encoding that a label means, or nothing."""
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return ""
    return "" if name.startswith(("utf-16", "utf-32", "utf-7")) else _MEANT.get(name, name)


def _fits(data: bytes, encoding: str, errors: str = "strict") -> bool:
    try:
        data.decode(encoding, errors)
    except (UnicodeError, LookupError):  # LookupError: a codec of bytes, such as base64
        return False
    return True


def _high(data: bytes) -> int:
    return len(data.translate(None, bytes(range(0x80))))


def _guessed(data: bytes) -> str:
    sample = _sample(data)
    high = sample.translate(None, bytes(range(0x80)))
    if len(high) < _TELLING or len(set(high)) < _VARIED:
        return _LAST_RESORT
    from charset_normalizer import from_bytes  # here: it takes 50 ms to import

    candidates = _candidates(sample, high)
    matches = from_bytes(sample, cp_isolation=candidates)
    found = {codecs.lookup(match.encoding).name: match for match in matches}
    # The marks of neighbours hardly differ, and then the likelier one is right.
    calm = min((match.chaos for match in matches), default=0.0) + 0.02
    fluent = max((match.coherence for match in matches if match.chaos <= calm), default=0.0) - 0.05
    for name in candidates:
        if name in found and found[name].chaos <= calm and found[name].coherence >= fluent:
            return name
    return _LAST_RESORT


def _candidates(sample: bytes, high: bytes) -> list[str]:
    """Return the encodings that a sample with these high bytes may be in."""
    if len(sample) <= 4 * len(high):
        return [*_LATIN, *_OTHER]
    controls = high.translate(None, bytes(range(0xA0, 0x100)))
    punctuation = len(controls) - len(controls.translate(None, _WINDOWS_PUNCTUATION))
    windows = punctuation > len(controls) / 2
    return [name for name in _LATIN if name.startswith("cp125")] if windows else _LATIN


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
    attempts: list[Callable[[bytes], str]] = [bytes.decode, lambda line: line.decode(encoding)]
    if b"\xed" in line:  # every surrogate begins with it
        attempts.insert(1, _decode_surrogates)
    for attempt in attempts:
        try:
            return attempt(line)
        except UnicodeError:
            continue
    return line.decode("utf-8", _BY_BYTE)


def _decode_surrogates(line: bytes) -> str:
    """Return UTF-8 that has UTF-16's surrogates in it: CESU-8, as databases dump it."""
    text = line.decode("utf-8", "surrogatepass")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _windows_letters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1").translate(_LETTERS), error.end


# Of each byte its Windows-1252 letter; the five bytes that it leaves open are
# ISO 8859-1's controls, as in browsers.
_LETTERS = {byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in _OPEN}
_BY_BYTE = "feedmill.windows-1252"
codecs.register_error(_BY_BYTE, _windows_letters)
