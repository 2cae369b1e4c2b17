"""The server process: a port, a thread, and an end that lets answers finish."""

import errno
import resource
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from feeds.errors import FeedmillError
from feeds.serve.app import App, app
from feeds.serve.live import live_app

_CONNECTIONS = 1000  # more get 503: each costs memory and a descriptor
_FINISH_SECONDS = 5  # for answers on their way when the server is stopped


def serve(
    root: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    live: bool = False,
    ready: Callable[[str], None] | None = None,
    stop: threading.Event | None = None,
) -> None:
    """Serve the folder until `stop` is set, or, without one, until SIGINT or SIGTERM.

    `ready` is called with the address once it answers.  Raise FeedmillError if the
    port cannot be had.
    """
    with serving(root, host=host, port=port, live=live) as address:
        if ready:
            ready(address)
        if stop is not None:
            stop.wait()
        else:
            _wait_for_signal()


@contextmanager
def serving(
    root: Path, *, host: str = "127.0.0.1", port: int = 8000, live: bool = False
) -> Iterator[str]:
    """Serve the folder from a thread while the block runs; yield the address.

    Pages that are served `live` load themselves again when their files change.

    Port 0 takes any that is free.  Raise FeedmillError if the port cannot be had.
    """
    closing = threading.Event()

    def make(_address: str) -> App:
        return live_app(root, closing) if live else app(root)

    with answering(make, host=host, port=port) as address:
        try:
            yield address
        finally:
            closing.set()  # or streams to open pages would hold up the end


@contextmanager
def answering(
    make: Callable[[str], App], *, host: str = "127.0.0.1", port: int = 0
) -> Iterator[str]:
    """Have an application, made for the address it is given, answer while the block runs."""
    with _listening(host, port) as listener:
        server = _server(make(_address(listener)))
        thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listener]}, name="feedmill-serve", daemon=True
        )
        thread.start()
        try:
            yield _address(listener)
        finally:
            server.should_exit = True
            thread.join(_FINISH_SECONDS + 5)


def _server(application: App) -> Any:
    import uvicorn  # here: `feedmill --help` needs no server

    from feeds.serve.patience import Limits, protocol

    descriptors = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    limits = Limits(total=min(_CONNECTIONS, descriptors // 2))
    return uvicorn.Server(
        uvicorn.Config(
            application,
            access_log=False,
            http=protocol(limits),
            lifespan="off",
            log_level="warning",
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=_FINISH_SECONDS,
            ws="none",
        )
    )


def _listening(host: str, port: int) -> socket.socket:
    """Return a bound socket, which takes connections from now on."""
    if not 0 <= port <= 65535:  # the resolver would take the remainder
        raise FeedmillError(f"{host}:{port}", "no such port", "ports end at 65535")
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(address[:2], family=family, backlog=2048)
    except OSError as error:
        where = f"{host}:{port}"
        if error.errno == errno.EADDRINUSE:
            raise FeedmillError(where, "the port is in use", "choose another port") from error
        if error.errno == errno.EACCES:
            raise FeedmillError(where, "not allowed", "choose a port above 1023") from error
        raise FeedmillError(
            where, f"cannot listen: {error.strerror}", "is the host right?"
        ) from error
    except UnicodeError as error:
        raise FeedmillError(f"{host}:{port}", "no such host", "is it right?") from error


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _wait_for_signal() -> None:
    stop = threading.Event()

    def note(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        stop.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
