"""Pages that load themselves again when their file changes: for whoever writes, never published.

The files of output/ stay as they are.  What this server sends has one more line, a
script that waits for a word from the server.  The
server looks at the file behind the open page, whichever process may have written it.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from feeds.serve.answer import ALWAYS, policy
from feeds.serve.app import App, Message, respond
from feeds.serve.locate import Found, find, locate

if TYPE_CHECKING:
    from starlette.responses import Response

# Below a hidden name: nothing that is published can be there.
SCRIPT, STREAM = "/.feedmill/live.js", "/.feedmill/live"
_LOOK_SECONDS = 0.5
_LAST_SECONDS = 45  # of one stream; the browser asks again
_LOOKED_AT = "style.css"  # beside the page itself
_CODE = b"""\
const { version } = document.currentScript.dataset;
const query = new URLSearchParams({ page: location.pathname, version });
new EventSource(`/.feedmill/live?${query}`).onmessage = () => location.reload();
"""


def live_app(root: Path, closing: Event) -> App:
    """Return an application that serves a folder live; streams end once `closing` is set."""
    from starlette.datastructures import Headers
    from starlette.responses import Response, StreamingResponse

    async def serve_live(
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        if scope["type"] != "http":
            return
        path, headers = scope["path"], Headers(scope=scope)
        response: Response
        if path == SCRIPT:
            response = Response(_CODE, headers=_fields("text/javascript; charset=utf-8"))
        elif path == STREAM:
            asked = parse_qs(scope["query_string"].decode("latin-1"))
            page, version = (asked.get(name, [""])[0] for name in ("page", "version"))
            words = _words(root, page, version, closing)
            response = StreamingResponse(words, headers=_fields("text/event-stream"))
        else:
            response = _page(root, scope["method"], path, headers)
        await response(scope, receive, send)

    return serve_live


def _fields(kind: str) -> dict[str, str]:
    return {**ALWAYS, "cache-control": "no-store", "content-type": kind}


async def _words(root: Path, page: str, version: str, closing: Event) -> AsyncIterator[bytes]:
    """Yield a word as soon as the page is not the version that the browser shows."""
    yield b"retry: 500\n\n"
    for _ in range(int(_LAST_SECONDS / _LOOK_SECONDS)):
        if closing.is_set():
            return
        if _version(root, page) != version:
            yield b"data: changed\n\n"
            return
        await asyncio.sleep(_LOOK_SECONDS)


def _page(root: Path, method: str, path: str, headers: Any) -> "Response":
    """Return what would be served, a page with one more line in it."""
    from starlette.responses import Response

    version = _version(root, path)
    found = locate(root, path)
    status = 200
    if found is None:
        found, status = find(root, "404.html"), 404
    if not isinstance(found, Found) or not found.name.endswith(".html") or method != "GET":
        if isinstance(found, Found):
            found.file.close()
        return respond(root, method, path, headers)
    with found.file:
        content = found.file.read()
    line = f'<script src="{SCRIPT}" data-version="{version}"></script>\n'
    allowed = policy(found).removesuffix("; connect-src 'self'") + "; connect-src 'self'"
    fields = {**_fields("text/html; charset=utf-8"), "content-security-policy": allowed}
    return Response(_with(content, line.encode()), status, fields)


def _with(content: bytes, line: bytes) -> bytes:
    """Return a page with a line before its end."""
    end = content.rfind(b"</body>")
    return content + line if end < 0 else content[:end] + line + content[end:]


def _version(root: Path, page: str) -> str:
    """Return what changes when the file behind a page does, or its style."""
    return "-".join(_stamp(found) for found in (locate(root, page), find(root, _LOOKED_AT)))


def _stamp(found: object) -> str:
    if not isinstance(found, Found):
        return "none"
    found.file.close()
    return f"{found.inode:x}.{found.size:x}.{found.mtime_ns:x}"
