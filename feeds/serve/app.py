"""The ASGI application: one folder, read only."""

from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from feeds.serve.answer import ALWAYS, answer, gone, not_found
from feeds.serve.locate import Found, Moved, find, locate
from feeds.serve.moved import moved

if TYPE_CHECKING:
    from starlette.responses import Response

Message = MutableMapping[str, Any]
App = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]


def app(root: Path) -> App:
    """Return an ASGI application that serves the files below a folder."""
    from starlette.datastructures import Headers

    async def serve_folder(
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        if scope["type"] == "http":
            response = respond(root, scope["method"], scope["path"], Headers(scope=scope))
            await response(scope, receive, send)

    return serve_folder


def respond(root: Path, method: str, path: str, headers: Any) -> "Response":
    """Return the response to a request for a path: a file, the way to a folder, or a 404."""
    from starlette.responses import Response

    if method not in ("GET", "HEAD"):
        return Response(b"", 405, {**ALWAYS, "allow": "GET, HEAD"})
    if target := moved(root, path):
        return _elsewhere(quote(target))
    found = locate(root, path)
    if isinstance(found, Found):
        return gone(found, method) if _is_withdrawn(root, path) else answer(found, headers, method)
    if isinstance(found, Moved):
        return _elsewhere(quote(path) + "/")
    return not_found(find(root, "404.html"), method)


def _is_withdrawn(root: Path, path: str) -> bool:
    """Return whether what stands in a folder is only a notice: its mark lies beside it."""
    mark = find(root, f"{path[1:]}gone.txt") if path.endswith("/") else None
    if mark:
        mark.file.close()
    return mark is not None


def _elsewhere(location: str) -> "Response":
    from starlette.responses import Response

    # Asked for each time: without this word a browser keeps a 308 for ever, and another
    # post may take the address.
    return Response(b"", 308, {**ALWAYS, "cache-control": "no-cache", "location": location})
