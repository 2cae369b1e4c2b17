"""Clients that take their time, or too many connections: real sockets, short limits."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import httpx
import pytest
import uvicorn

from feeds.serve import app
from feeds.serve.patience import Limits, protocol

pytestmark = pytest.mark.slow
REQUEST = b"GET /rss.xml HTTP/1.1\r\nHost: x\r\n\r\n"
PATIENCE = 20.0  # seconds that a test waits for what the server does after a fraction of one


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "rss.xml").write_text("<rss/>")
    (tmp_path / "large.bin").write_bytes(bytes(64 << 20))
    return tmp_path


@contextmanager
def serving(root: Path, limits: Limits) -> Iterator[tuple[str, int]]:
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:
        config = uvicorn.Config(
            app(root), http=protocol(limits), lifespan="off", log_level="error", ws="none"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield listener.getsockname()
        finally:
            server.should_exit = True
            thread.join(PATIENCE)
            assert not thread.is_alive()


def until_closed(client: socket.socket, each: Callable[[], object] = lambda: None) -> bytes:
    """Return what comes until the server hangs up; do something after each piece or wait."""
    client.settimeout(0.05)
    got = b""
    for _ in range(int(PATIENCE / 0.05)):
        with suppress(TimeoutError):
            piece = client.recv(1 << 16)
            if not piece:
                return got
            got += piece
        each()
    pytest.fail("the server did not hang up")


def connection(address: tuple[str, int], source: str = "127.0.0.1") -> socket.socket:
    return socket.create_connection(address, source_address=(source, 0))


def asks_still(address: tuple[str, int]) -> bool:
    return httpx.get("http://{}:{}/rss.xml".format(*address)).text == "<rss/>"


@pytest.mark.parametrize(
    "start",
    [
        b"",
        b"GET /rss.xml HTTP/1.1\r\nX-a: ",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999999\r\n\r\n",
        REQUEST + b"GET /rss.xml HTTP/1.1\r\nX-a: ",
    ],
    ids=["nothing", "a slow head", "a slow body", "a slow second head"],
)
def test_a_client_that_asks_slowly_is_hung_up_on(root: Path, start: bytes) -> None:
    """Slowloris: a byte now and then, and never the end of it."""
    with serving(root, Limits(ask=0.5)) as address, socket.create_connection(address) as slow:
        slow.sendall(start)

        def drip() -> None:
            with suppress(OSError):
                if start:
                    slow.send(b"a")

        with suppress(ConnectionResetError):
            until_closed(slow, drip)
        assert asks_still(address)


def test_a_client_that_does_not_read_is_hung_up_on(root: Path) -> None:
    limits = Limits(answer=0.5)
    with serving(root, limits) as address, socket.create_connection(address) as slow:
        slow.sendall(b"GET /large.bin HTTP/1.1\r\nHost: x\r\n\r\n")
        for _ in range(int(PATIENCE / 0.05)):
            if not limits.held:
                break
            time.sleep(0.05)
        assert not limits.held, "its connection is given up"
        assert asks_still(address)


def test_a_client_that_reads_slowly_but_reads_gets_all_of_it(root: Path) -> None:
    """It takes several times the limit: what counts is that it goes on."""
    with serving(root, Limits(answer=3.0)) as address, socket.create_connection(address) as slow:
        slow.sendall(b"GET /large.bin HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        got = until_closed_slowly(slow)
    assert got > 64 << 20


def until_closed_slowly(client: socket.socket) -> int:
    """Return how many bytes come, with a rest of half a second after each 4 MB."""
    got = rests = 0
    while piece := client.recv(1 << 20):
        got += len(piece)
        if got >> 22 > rests:
            rests += 1
            time.sleep(0.5)
    return got


def test_one_address_does_not_take_all_connections(root: Path) -> None:
    limits = Limits(each=5)
    with ExitStack() as held, serving(root, limits) as address:
        flood = [held.enter_context(connection(address, "127.0.0.2")) for _ in range(9)]
        for client in flood[5:]:
            assert until_closed(client).startswith(b"HTTP/1.1 503 ")
        assert asks_still(address), "others are answered"
        flood[0].sendall(REQUEST)
        assert flood[0].recv(1 << 16).startswith(b"HTTP/1.1 200 "), "and those that were first"
        for client in flood:
            client.close()
        assert asks_still(address)


def test_more_connections_than_there_may_be_are_told_to_come_back(root: Path) -> None:
    with ExitStack() as held, serving(root, Limits(total=8, ask=1.0)) as address:
        flood = [held.enter_context(connection(address)) for _ in range(30)]
        answers = [until_closed(client) for client in flood]
        assert 22 == sum(b"503 Service Unavailable" in answer for answer in answers)
        assert all(b"retry-after" in answer for answer in answers if answer)
        assert asks_still(address), "the flood is over"


def test_who_leaves_is_not_counted_any_longer() -> None:
    limits = Limits(total=3, each=2)
    assert [True, True, False] == [limits.admit("192.0.2.1") for _ in range(3)]
    for _ in range(3):
        limits.leave("192.0.2.1")
    assert not limits.held
    assert [True] * 3 == [limits.admit("127.0.0.1") for _ in range(3)], "a proxy is no flood"
    assert not limits.admit("192.0.2.1"), "the total holds for all"


def test_it_is_a_protocol_that_uvicorn_takes() -> None:
    assert issubclass(protocol(Limits()), asyncio.Protocol)
