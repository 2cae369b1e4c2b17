"""How long a client may take, and how many connections it may hold: less than for ever.

uvicorn waits without an end for the head of a request, for a body nobody wants, and
for a client that does not read.  Each such connection costs a descriptor, and a few
hundred of them cost everybody else the site.
"""

import asyncio
from collections import Counter

from msgspec import Struct, field
from uvicorn.protocols.http.h11_impl import H11Protocol

LOCAL = ("127.0.0.1", "::1")  # a proxy's connections all come from here
_BUSY = (
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\n"
    b"content-length: 0\r\n\r\n"
)


class Limits(Struct, kw_only=True):
    """What one client may take, in seconds and connections, and who holds how many."""

    ask: float = 10.0  # from the connection, or the first byte of a request, to its end
    answer: float = 60.0  # for the client to read the answer, or the next 64 kB of it
    total: int = 500
    each: int = 50  # of one address, unless it is this machine's own
    held: "Counter[str]" = field(default_factory=Counter)

    def admit(self, address: str) -> bool:
        """Count a connection of an address, and say whether it is one too many."""
        self.held[address] += 1
        mine = self.held[address]
        return self.held.total() <= self.total and (mine <= self.each or address in LOCAL)

    def leave(self, address: str) -> None:
        """Count a connection that ended."""
        self.held[address] -= 1
        if not self.held[address]:
            del self.held[address]


class Patient(H11Protocol):
    """One connection, held to the limits."""

    limits = Limits()

    _clock: asyncio.TimerHandle | None = None
    _asking = False
    _address = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._address = self.client[0] if self.client else ""
        if self.limits.admit(self._address):
            self._expect_request()
        else:
            transport.write(_BUSY)
            self._close_soon()

    def connection_lost(self, exc: Exception | None) -> None:
        self.limits.leave(self._address)
        self._wind(None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        if not self._asking and self._is_answered():
            self._expect_request()
        super().data_received(data)
        if self.transport.is_closing():  # it was no HTTP, and got its 400
            self._close_soon()
        elif self._asking and not self._is_answered():
            self._expect_reader()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        # Its last bytes may be on their way still, and so may a body that we did not want.
        self._expect_reader()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._expect_reader()

    def _is_answered(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _expect_request(self) -> None:
        self._asking = True
        self._wind(self.limits.ask)

    def _expect_reader(self) -> None:
        self._asking = False
        self._wind(self.limits.answer)

    def _close_soon(self) -> None:
        """Close, and do not wait for ever until the client has read what is left."""
        self.transport.close()
        self._wind(self.limits.ask)

    def _wind(self, seconds: float | None) -> None:
        if self._clock:
            self._clock.cancel()
        self._clock = self.loop.call_later(seconds, self._end) if seconds else None

    def _end(self) -> None:
        self.transport.abort()


def protocol(limits: Limits) -> type[Patient]:
    """Return the protocol with limits of its own, as uvicorn takes it."""
    return type("Patient", (Patient,), {"limits": limits})
