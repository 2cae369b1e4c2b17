"""What is no text at all, whatever its name says."""

from feeds.errors import DumpError, NoTextError
from feeds.read.encoding import is_wide

_MAGIC = (
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\x00asm", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"ID3\x03", "a sound recording"),
    (b"ID3\x04", "a sound recording"),
    (b"OggS\x00", "a sound recording"),
    (b"RIFF", "a sound, a film or a picture"),
    (b"wOF2", "a font"),
)
_TAR = (257, b"ustar")
_FILM = (4, b"ftyp")

_BLANKS = b"\t\n\x0b\x0c\r \x1b"  # escape: terminals' colours
_CONTROLS = bytes(byte for byte in range(0x20) if byte not in _BLANKS)
_SAMPLE = 1 << 14  # bytes, of the beginning, the middle and the end
_SHARE_LIMIT = 0.05  # random bytes have 0.1, text has none


def refuse_binary(name: str, data: bytes) -> None:
    """Raise DumpError, saying what it is, if the bytes are no text."""
    kind = _kind(data)
    if kind:
        # An archive may hold articles, which is a loss; a picture beside articles is none.
        error = DumpError if "archive" in kind else NoTextError
        raise error(name, f"this is {kind}, not text", "put its text here instead")
    if is_wide(data):
        return
    share = _control_share(data)
    if share > _SHARE_LIMIT:
        raise NoTextError(
            name, f"{share:.0%} of its bytes are no text", "put its text here instead"
        )


def _kind(data: bytes) -> str:
    for magic, kind in _MAGIC:
        # Text may begin with these letters; a file of that kind goes on with others.
        if data.startswith(magic) and (not magic.isalnum() or _control_share(data)):
            return kind
    if data.startswith(_TAR[1], _TAR[0]):
        return "a tar archive"
    if data.startswith(_FILM[1], _FILM[0]) and _control_share(data):
        return "a film"
    return ""


def _control_share(data: bytes) -> float:
    """Return the share of bytes that are control characters, 0.0 to 1.0."""
    middle = max(0, len(data) // 2 - _SAMPLE // 2)
    sample = data[:_SAMPLE] + data[middle : middle + _SAMPLE] + data[-_SAMPLE:]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls / max(1, len(sample))
