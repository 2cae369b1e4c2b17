"""Gzip around a dump: unpacked as far as a dump can sensibly be large.

A kilobyte can unpack to a megabyte and, packed twice, to a gigabyte, so the size
is watched while unpacking and not after it.
"""

from feeds.errors import DumpError

MAGIC = b"\x1f\x8b"
SIZE_LIMIT = 512 << 20  # bytes of one dump, unpacked
RATIO_LIMIT = 200  # text packs to a third, logs to a twentieth
FREE_SIZE = 8 << 20  # up to here a dump may be as regular as it likes


def unpack(name: str, data: bytes) -> bytes:
    """Return what gzip packed, all members of it (RFC 1952 §2.2).

    Raise DumpError if it is damaged, cut short, or a bomb.
    """
    import gzip  # here: most dumps are not packed
    import io
    import zlib

    limit = min(SIZE_LIMIT, max(FREE_SIZE, len(data) * RATIO_LIMIT))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            unpacked = packed.read(limit + 1)
    except EOFError as error:
        raise DumpError(name, "gzip ends too early", "copy the file again, whole") from error
    except (OSError, zlib.error) as error:
        raise DumpError(name, f"damaged gzip: {error}", "copy the file again") from error
    if len(unpacked) > limit:
        raise DumpError(name, f"unpacks to more than {limit:,} bytes", "unpack and divide it")
    return unpacked
