"""The outermost layer: which requests get in, security headers on every response, no detail of an unexpected error."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING
from uuid import uuid4

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from kgqa.serve.api.problems import problem
from kgqa.serve.watching.seen import request_id
from kgqa.serve.watching.watch import route_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("kgqa.serve")

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_ALWAYS = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
_NOT_KEPT = (b"cache-control", b"no-store")
_ASKED_AGAIN = (b"cache-control", b"private, no-cache")
"""What holds of a revision is asked for again each time, and kept by no cache that others share (RFC 9111, 5.2.2)."""

LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})


def names_of(host: str) -> frozenset[str] | None:
    """The names that a server bound to `host` answers to, None for any.

    A server for this machine alone must not answer under a name that a web page elsewhere has made to point here
    (DNS rebinding).
    """
    name = f"[{host}]" if ":" in host else host.lower()
    return LOCAL | {name} if name in LOCAL or name.startswith("127.") else None


class Guard:
    """ASGI middleware: adds HEADERS; refuses other Hosts than `names` and bodies over `max_body` bytes; answers HEAD
    as GET without the body (RFC 9110, 9.3.2); hides what went wrong from callers.

    An unexpected exception becomes a log entry and a bare problem. Starlette's own limit answers in plain text.
    """

    def __init__(
        self, app: ASGIApp, max_body: int | Callable[[Scope], int], names: frozenset[str] | None = None
    ) -> None:
        self.app = app
        self.max_body = max_body
        self.names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection (ASGI 3)."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False
        received = 0
        limit = self.max_body if isinstance(self.max_body, int) else self.max_body(scope)
        only_head = scope["method"] == "HEAD"
        if only_head:
            # The scope is this request's own: see Watch.
            scope["method"] = "GET"

        async def limited_receive() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if max(received, _announced(scope)) > limit:
                raise HTTPException(413, f"a request may have at most {limit:,} bytes")
            return message

        async def guarded_send(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                given = list(message["headers"])
                names = {name.lower() for name, _ in given}
                more = _NOT_KEPT if message["status"] >= 400 else _ASKED_AGAIN
                message["headers"] = given + [each for each in (*_ALWAYS, more) if each[0] not in names]
            elif only_head:
                message = dict(message) | {"body": b""}
            await send(message)

        try:
            await self._chosen(scope)(scope, limited_receive, guarded_send)
        except ClientDisconnect:
            return
        except Exception:
            incident = request_id() or uuid4().hex
            log.exception("incident %s: %s %s", incident, scope["method"], route_of(scope))
            if started:
                raise
            response = problem(500, f"something went wrong here; the log has it as incident {incident}")
            await response(scope, receive, guarded_send)

    def _chosen(self, scope: Scope) -> ASGIApp:
        host = Headers(scope=scope).get("host", "").lower()
        if self.names is None or not host or re.sub(r":\d*$", "", host) in self.names:
            return self.app
        return problem(421, f"this server answers as {', '.join(sorted(self.names))}, not as {host}")


def _announced(scope: Scope) -> int:
    length = Headers(scope=scope).get("content-length", "")
    return int(length) if length.isdecimal() else 0
