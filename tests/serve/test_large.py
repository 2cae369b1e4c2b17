"""Who closes a large file: the answer, on each of its ways out."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from feeds.serve.large import LargeFile

BYTES = bytes(range(256)) * (1 << 12)
SCOPE = {"type": "http", "asgi": {"spec_version": "2.3"}}


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.bin"
    path.write_bytes(BYTES)
    return path


def test_it_is_closed_when_all_is_sent(large: Path) -> None:
    sent = []

    async def send(message: Any) -> None:
        sent.append(message.get("body", b""))

    with large.open("rb") as file:
        asyncio.run(LargeFile(file, len(BYTES), 200, {})(SCOPE, nothing_more, send))
        assert file.closed
    assert b"".join(sent) == BYTES


@pytest.mark.parametrize("chunks", [0, 2])
def test_it_is_closed_when_the_client_hangs_up(large: Path, chunks: int) -> None:
    """Also while somebody still holds the answer, so not by the garbage collector."""
    gone = asyncio.Event()
    sent = []

    async def send(message: Any) -> None:
        sent.append(message)
        if len(sent) > chunks:
            gone.set()
            await asyncio.Event().wait()

    async def receive() -> Any:
        await gone.wait()
        return {"type": "http.disconnect"}

    with large.open("rb") as file:
        response = LargeFile(file, len(BYTES), 200, {})
        asyncio.run(response(SCOPE, receive, send))
        assert file.closed
    assert len(sent) == chunks + 1


def test_no_more_is_sent_than_was_promised(large: Path) -> None:
    sent = []

    async def send(message: Any) -> None:
        sent.append(message.get("body", b""))

    with large.open("rb") as file:
        file.seek(10)
        asyncio.run(LargeFile(file, 300_000, 206, {})(SCOPE, nothing_more, send))
    assert b"".join(sent) == BYTES[10:300_010]


async def nothing_more() -> Any:
    await asyncio.Event().wait()
