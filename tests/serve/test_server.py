"""A real port: one that is taken, one that answers, and an end to it."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from feeds.errors import FeedmillError
from feeds.serve import serve, serving


def test_a_port_in_use_is_an_error_that_says_so(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(FeedmillError, match=rf"127\.0\.0\.1:{port}: the port is in use \(.+\)"):
            serve(tmp_path, port=port)


@pytest.mark.parametrize(
    ("host", "port"), [("no-such-host.invalid", 8000), ("127.0.0.1", 99999), ("192.0.2.1", 8000)]
)
def test_an_address_that_is_none_of_ours_is_an_error(tmp_path: Path, host: str, port: int) -> None:
    with pytest.raises(FeedmillError, match=f"{host}:{port}: "):
        serve(tmp_path, host=host, port=port)


def test_importing_the_room_loads_no_server() -> None:
    code = "import sys, feeds.serve; print({'uvicorn', 'starlette', 'anyio'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"


@pytest.mark.slow
def test_it_serves_beside_other_work_and_ends_with_the_block(tmp_path: Path) -> None:
    (tmp_path / "rss.xml").write_text("<rss/>")
    with serving(tmp_path, port=0) as address:
        assert httpx.get(address + "rss.xml").text == "<rss/>"
        host, port = address.removeprefix("http://").rstrip("/").split(":")
        with socket.create_connection((host, int(port))) as raw:
            raw.sendall(b"GET /../rss.xml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert b"404 Not Found" in raw.recv(1 << 16)
        with socket.create_connection((host, int(port))) as raw:
            raw.sendall(b"\x16\x03\x01 nonsense\r\n\r\n")
            assert b"400 Bad Request" in raw.recv(1 << 16)
        assert httpx.get(address).status_code == 404

    with pytest.raises(httpx.ConnectError):
        httpx.get(address)


@pytest.mark.slow
def test_it_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    stop, addresses = threading.Event(), list[str]()
    ready = threading.Event()

    def note(address: str) -> None:
        addresses.append(address)
        ready.set()

    server = threading.Thread(
        target=serve, args=(tmp_path,), kwargs={"port": 0, "ready": note, "stop": stop}
    )
    server.start()
    assert ready.wait(5)
    assert httpx.get(addresses[0]).status_code == 404
    stop.set()
    server.join(5)

    assert not server.is_alive()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_after_the_answers_on_their_way(tmp_path: Path, number: int) -> None:
    content = os.urandom(1 << 20) * 24
    (tmp_path / "large.bin").write_bytes(content)
    code = (
        "import sys; from pathlib import Path; from feeds.serve import serve;"
        "serve(Path(sys.argv[1]), port=0, ready=lambda url: print(url, flush=True))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        with httpx.stream("GET", address + "large.bin") as answer:
            parts = answer.iter_bytes()
            got = next(parts)
            server.send_signal(number)
            time.sleep(0.5)
            got += b"".join(parts)
        status = server.wait(10)

    assert got == content
    assert status == 0
