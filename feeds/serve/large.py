"""The answer that is a large file: sent a chunk at a time, and closed however it ends."""

from collections.abc import Iterator
from io import BufferedReader

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

_CHUNK = 1 << 18  # bytes


class LargeFile(StreamingResponse):
    """So many bytes of an open file, from where it stands; the file is closed with the answer.

    The response owns the file, not the generator that reads it: if the client hangs up,
    a generator in its middle waits for the garbage collector.
    """

    def __init__(self, file: BufferedReader, size: int, status: int, fields: dict[str, str]):
        super().__init__(_chunks(file, size), status, fields)
        self._file = file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._file:
            await super().__call__(scope, receive, send)


def _chunks(file: BufferedReader, size: int) -> Iterator[bytes]:
    while size > 0 and (chunk := file.read(min(_CHUNK, size))):
        size -= len(chunk)
        yield chunk
