"""What is no request, or one for what is not ours, is refused, and nobody else is hurt."""

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.serve import serving

pytestmark = pytest.mark.slow
SECRET = b"nobody's business"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    place = tmp_path_factory.mktemp("served")
    (place / "output" / ".git").mkdir(parents=True)
    (place / "output" / "rss.xml").write_text("<rss/>")
    (place / "output" / "with space.txt").write_text("space")
    (place / "secret.txt").write_bytes(SECRET)
    (place / "output" / ".git" / "HEAD").write_bytes(SECRET)
    (place / "output" / "out").symlink_to(place)
    os.mkfifo(place / "output" / "pipe")
    with serving(Path(place / "output"), port=0) as url:
        host, port = url.removeprefix("http://").rstrip("/").split(":")
        yield host, int(port)


def answer(address: tuple[str, int], request: bytes) -> bytes:
    """Return all that the server says to these bytes and to the end of them."""
    got = b""
    with socket.create_connection(address, timeout=10) as raw, suppress(OSError):
        raw.sendall(request)
        raw.shutdown(socket.SHUT_WR)
        while piece := raw.recv(1 << 16):
            got += piece
    return got


def get(target: bytes) -> bytes:
    return b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


MALFORMED = [
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET\r\n\r\n",
    b"GET /\r\n\r\n",
    b"\r\n" * 5000,
    b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
    b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
    b"GET / HTTP/1.1\r\nX: a\x00b\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-long: " + b"a" * 200_000 + b"\r\n\r\n",
    b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
]


@pytest.mark.parametrize("request_", MALFORMED, ids=lambda each: repr(each[:24]))
def test_what_is_no_request_is_refused(address: tuple[str, int], request_: bytes) -> None:
    assert answer(address, request_)[9:12] in (b"400", b"404", b"405", b"")
    assert answer(address, get(b"/rss.xml")).endswith(b"<rss/>"), "others are answered"


NOT_OURS = b"""
/../secret.txt /%2e%2e/secret.txt /%2e%2e%2fsecret.txt /..%2fsecret.txt /.%2e/secret.txt
/%252e%252e/secret.txt /..%5csecret.txt /%c0%ae%c0%ae/secret.txt /%uff0e%uff0e/secret.txt
//secret.txt /./../secret.txt /x/../../secret.txt /out/secret.txt /.git/HEAD /%2egit/HEAD
/rss.xml%00.html /rss.xml/../x http://x/../secret.txt * /pipe /con /%ff%fe /%0d%0aX-a:%20b
/;/rss.xml
""".split()


@pytest.mark.parametrize("target", NOT_OURS)
def test_what_is_not_ours_is_not_there(address: tuple[str, int], target: bytes) -> None:
    found = answer(address, get(target))
    assert found[9:12] in (b"404", b"400")
    assert SECRET not in found
    assert b"\r\nX-a" not in found


@pytest.mark.parametrize(
    "request_",
    [
        b"OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"CONNECT x:443 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"TRACE /rss.xml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"PUT /new.txt HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx",
        b"DELETE /rss.xml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    ],
)
def test_nothing_can_be_changed(address: tuple[str, int], request_: bytes) -> None:
    assert answer(address, request_)[9:12] == b"405"
    assert answer(address, get(b"/new.txt"))[9:12] == b"404"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.binary(max_size=300), st.booleans())
def test_no_bytes_at_all_upset_it(address: tuple[str, int], noise: bytes, as_target: bool) -> None:
    found = answer(address, get(b"/" + noise) if as_target else noise)
    assert found[9:10] in (b"4", b"3", b"2", b"")
    assert SECRET not in found
    assert answer(address, get(b"/with%20space.txt")).endswith(b"space")
