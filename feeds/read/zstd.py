"""Zstandard around a dump (RFC 8878), within the limits that gzip has.

The package that unpacks it is an extra: it is larger than all of Feedmill.
"""

from feeds.errors import DumpError
from feeds.read.gzip import FREE_SIZE, RATIO_LIMIT, SIZE_LIMIT

MAGIC = b"\x28\xb5\x2f\xfd"
_WINDOW_LIMIT = 128 << 20  # bytes of memory that a file may ask for
_STEP = 1 << 20


def unpack(name: str, data: bytes) -> bytes:
    """Return what zstd packed, all frames of it.

    Raise DumpError if it is damaged, cut short, or a bomb, or cannot be unpacked here.
    """
    try:
        from zstandard import ZstdDecompressor, ZstdError
    except ImportError as error:
        hint = "install feedmill[zstd], or unpack it by hand"
        raise DumpError(name, "zstd needs a package that is not installed", hint) from error
    limit = min(SIZE_LIMIT, max(FREE_SIZE, len(data) * RATIO_LIMIT))
    pieces, size = [], 0
    try:
        unpacker = ZstdDecompressor(max_window_size=_WINDOW_LIMIT)
        with unpacker.stream_reader(data, read_across_frames=True) as packed:
            while piece := packed.read(_STEP):
                pieces.append(piece)
                size += len(piece)
                if size > limit:
                    what = f"unpacks to more than {limit:,} bytes"
                    raise DumpError(name, what, "unpack and divide it")
    except ZstdError as error:
        raise DumpError(name, f"damaged zstd: {error}", "copy the file again") from error
    return b"".join(pieces)
