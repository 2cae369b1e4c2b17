"""HTTP for pages that change something: for one person, at this machine, and nobody else.

Any web page that this person has open may send requests here, and a name that an
attacker owns may be made to lead here (DNS rebinding).  So a request counts only if
its Host is our own address, if it has the cookie that a secret from the terminal was
exchanged for, and, where it changes something, if its Origin is ours and its form
came from a page of ours.  Pages run no script and load nothing.
"""

import secrets
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from msgspec import Struct, field

from feeds.serve.app import App, Message
from feeds.serve.server import answering

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

ENTRANCE, TOKEN, FORM = "/enter", "token", "csrf"
_LARGEST = 1 << 18  # bytes of a form
_FIELDS = 100
_GUARDED = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    # Not no-referrer: browsers would then say that a form's origin is null.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class Ask(Struct, frozen=True, kw_only=True):
    """A request that may be answered; `csrf` goes into every form of the page."""

    path: str
    query: dict[str, str]
    form: dict[str, str] | None  # None for a request that changes nothing
    csrf: str


class Reply(Struct, frozen=True, kw_only=True):
    """A page, or the address of the page to look at next."""

    page: str = ""
    status: int = 200
    next: str = ""


Answer = Callable[[Ask], Reply]


@contextmanager
def desk(answer: Answer, style: str, *, port: int = 0) -> Iterator[str]:
    """Have `answer` asked over HTTP while the block runs; yield the address to open, once.

    `style` is the one style sheet that pages may hold.
    """
    token = secrets.token_urlsafe(32)
    with answering(lambda place: desk_app(answer, style, place, token), port=port) as place:
        yield f"{place.rstrip('/')}{ENTRANCE}?{TOKEN}={token}"


def desk_app(answer: Answer, style: str, place: str, token: str) -> App:
    """Return the application for the address `place`, entered with `token`."""
    guard = _Guard(answer, _policy(style), place, token)

    async def serve_desk(
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        from starlette.requests import Request

        if scope["type"] == "http":
            response = await guard.respond(Request(scope, receive))
            await response(scope, receive, send)

    return serve_desk


def _policy(style: str) -> str:
    known = b64encode(sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{known}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


class _Guard(Struct):
    """Who may ask what; everything else is refused with a word and no page."""

    answer: Answer
    policy: str
    place: str
    token: str  # "" once it was used
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def host(self) -> str:
        return urlsplit(self.place).netloc

    @property
    def cookie(self) -> str:
        return f"feedmill-{self.host.rpartition(':')[2]}"  # ports share their cookies

    async def respond(self, request: "Request") -> "Response":
        if request.headers.getlist("host") != [self.host]:
            return self._refusal(421, "this address is not mine")
        if request.method == "GET" and request.url.path == ENTRANCE:
            return self._enter(request)
        if not _same(request.cookies.get(self.cookie, ""), self.session):
            return self._refusal(403, "open the address that feedmill printed in the terminal")
        if request.method in ("GET", "HEAD"):
            return self._reply(self.answer(self._ask(request, None)))
        if request.method != "POST":
            return self._refusal(405, "only GET and POST")
        return await self._post(request)

    def _enter(self, request: "Request") -> "Response":
        """Exchange the secret for a cookie, once: it stays in the browser's history."""
        given = request.query_params.get(TOKEN, "")
        if not self.token or not _same(given, self.token):
            return self._refusal(403, "this address was used already, or is not right: start again")
        self.token = ""
        response = self._reply(Reply(next="/"))
        response.set_cookie(self.cookie, self.session, httponly=True, samesite="strict", path="/")
        return response

    async def _post(self, request: "Request") -> "Response":
        if request.headers.getlist("origin") != [self.place.rstrip("/")]:
            return self._refusal(403, "this form was sent from another site")
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LARGEST:
                return self._refusal(413, "this form is too large")
        form = _fields(body) if kind == "application/x-www-form-urlencoded" else None
        if form is None or not _same(form.pop(FORM, ""), self.csrf):
            return self._refusal(403, "this form is not one of mine: load the page again")
        return self._reply(self.answer(self._ask(request, form)))

    def _ask(self, request: "Request", form: dict[str, str] | None) -> Ask:
        query = dict(request.query_params)
        return Ask(path=request.url.path, query=query, form=form, csrf=self.csrf)

    def _reply(self, reply: Reply) -> "Response":
        from starlette.responses import HTMLResponse, Response

        fields = {**_GUARDED, "content-security-policy": self.policy}
        if reply.next:
            return Response(status_code=303, headers={**fields, "location": reply.next})
        return HTMLResponse(reply.page, reply.status, fields)

    def _refusal(self, status: int, why: str) -> "Response":
        from starlette.responses import PlainTextResponse

        return PlainTextResponse(
            f"{status}: {why}\n", status, {**_GUARDED, "content-security-policy": self.policy}
        )


def _same(given: str, secret: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), secret.encode())


def _fields(body: bytes | bytearray) -> dict[str, str] | None:
    try:
        found = parse_qs(
            bytes(body).decode("ascii"),
            keep_blank_values=True,
            max_num_fields=_FIELDS,
            errors="strict",
        )
    except ValueError:
        return None
    return {name: values[-1] for name, values in found.items()}
