"""Connections that cannot hold the server up: a request must come in, and a reply be taken, within a time.

uvicorn limits neither the time nor the size of what it receives. Here a connection has `seconds` for its first request,
and each request as long from its first byte to its last, and a second more for each PACE bytes; a client that takes
nothing of its reply for as long is let go. What is refused before it is a request gets a problem document, too.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

from kgqa.serve.admission.guard import HEADERS
from kgqa.serve.api.problems import problem

if TYPE_CHECKING:
    import asyncio

    from starlette.types import Receive, Scope, Send

    from kgqa.config import Settings
    from kgqa.serve.watching.tally import Tally

PACE = 16 * 1024
"""Bytes a second that a large body must come in with."""
LARGEST_HEAD = 64 * 1024
"""Bytes that a request line and headers may have."""
SPARE = 100
"""Connections beyond the limit that are still told why they are refused."""


_LAST = {**HEADERS, "Cache-Control": "no-store", "Connection": "close"}
_TOO_MANY = "too many connections are open; try again in a moment"


class Timed:
    """What is added to a protocol of uvicorn; `seconds`, `most` and `tally` are set by `protocol_of`."""

    seconds: ClassVar[float]
    most: ClassVar[int]
    tally: ClassVar[Tally]

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._served = self.app
        self._since: float | None = None
        """When the request that is coming in began; None between requests."""
        self._in_head = True
        self._bytes = self._chunk = 0
        self._unsent = 0
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self: Any, transport: asyncio.Transport) -> None:
        """A client has come."""
        super().connection_made(transport)  # type: ignore[misc]
        self.tally.connected(1)
        if len(self.connections) > self.most + SPARE:
            self.tally.closed("full")
            transport.abort()
            return
        self._since = self.loop.time()
        self._timer = self.loop.call_later(self.seconds, self._look)

    def connection_lost(self: Any, exc: Exception | None) -> None:
        """It has gone."""
        self.tally.connected(-1)
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)  # type: ignore[misc]

    def data_received(self: Any, data: bytes) -> None:
        """It has sent something."""
        self.app = self._full if len(self.connections) > self.most else self._served
        self._bytes += len(data)
        self._chunk = len(data)
        super().data_received(data)  # type: ignore[misc]
        if self._since is not None and self._in_head and self._bytes > LARGEST_HEAD and not self.transport.is_closing():
            self._refuse("large", 431, f"the request line and headers may have at most {LARGEST_HEAD:,} bytes")

    def send_400_response(self: Any, msg: str) -> None:
        """What it has sent is no HTTP."""
        self._refuse("malformed", 400, msg.rstrip("."))

    def begin(self: Any) -> None:
        """A request begins to come in."""
        self._since, self._in_head, self._bytes = self.loop.time(), True, self._chunk

    def end(self) -> None:
        """It has come in."""
        self._since = None

    def _look(self: Any) -> None:
        """Whether the client is in time."""
        now, wait = self.loop.time(), self.seconds
        unsent, before = self.transport.get_write_buffer_size(), self._unsent
        self._unsent = unsent
        if unsent and unsent == before:
            self.tally.closed("slow")
            self.transport.abort()
            return
        if self.flow.read_paused and self._since is not None:
            # It is the server that does not read on.
            self._since = now
        if self._since is not None and not self.transport.is_closing():
            wait = self._since + self.seconds + self._bytes / PACE - now
            if wait <= 0:
                self._refuse("slow", 408, f"the request did not come in within {self.seconds:g} seconds")
                wait = self.seconds
        self._timer = self.loop.call_later(min(max(wait, 0.01), self.seconds), self._look)

    async def _full(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The application for a client too many."""
        self.tally.closed("full")
        await problem(503, _TOO_MANY, headers={**_LAST, "Retry-After": "5"})(scope, receive, send)

    def _refuse(self: Any, reason: str, status: int, detail: str) -> None:
        """Close the connection; say why, unless a reply has begun or nothing was asked."""
        self.tally.closed(reason)
        cycle = self.cycle
        if cycle is None or cycle.response_complete:
            is_free = self._bytes > 0 and (cycle is None or self._in_head)
        else:
            is_free = not cycle.response_started and not self._in_head
            cycle.disconnected = True
            cycle.message_event.set()
        if is_free:
            self.transport.write(_raw(status, detail, self.server_state.default_headers))
        self.transport.close()


class TimedH11(Timed, H11Protocol):  # type: ignore[misc]
    """The protocol written in Python alone."""

    def handle_events(self) -> None:
        """Look at what has come in."""
        import h11

        super().handle_events()
        theirs = self.conn.their_state
        waiting = theirs is h11.IDLE and not self.conn.trailing_data[0]
        if theirs is h11.SEND_BODY or (theirs is h11.IDLE and not waiting):
            if self._since is None:
                self.begin()
            self._in_head = theirs is h11.IDLE
        elif self.cycle is not None:
            self.end()


def protocol_of(settings: Settings, tally: Tally, most: int) -> type[asyncio.Protocol]:
    """The protocol for at most `most` connections, within the settings: the faster one where httptools is installed."""
    base: type[Timed] = TimedH11
    try:
        from kgqa.serve.admission.faster import TimedHttpTools

        base = TimedHttpTools
    except ImportError:
        pass
    limits = {"seconds": settings.receive_seconds, "most": max(1, most), "tally": tally}
    return type(base.__name__, (base,), limits)


def _raw(status: int, detail: str, default: list[tuple[bytes, bytes]]) -> bytes:
    """A whole reply."""
    response = problem(status, detail, headers=_LAST)
    lines = [f"HTTP/1.1 {status} {json.loads(bytes(response.body))['title']}".encode()]
    lines += [b"%b: %b" % (name, value) for name, value in (*default, *response.raw_headers)]
    return b"\r\n".join(lines) + b"\r\n\r\n" + bytes(response.body)
