"""The layer that sees every request: it gets an id, is counted, and is told of in one line of the log."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from kgqa.serve.watching import logs
from kgqa.serve.watching.seen import Seen, current

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kgqa.serve.live import Live
    from kgqa.serve.watching.tally import Tally

METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"))
QUIET = frozenset(("/healthz", "/readyz", "/metrics", "/static"))
"""Routes that are polled, or come with every page: they are logged at the level `debug`."""
NO_ROUTE = "none"


class Watch:
    """ASGI middleware, the outermost but for the address of the client, which comes from a proxy before.

    The id is that of `X-Request-Id` where the client sent one that is short and plain; the reply has it there, too.
    What is within gets a scope of its own, which it may change.
    """

    def __init__(self, app: ASGIApp, live: Live, tally: Tally) -> None:
        self.app = app
        self._live = live
        self._tally = tally
        self._questions = live.settings.log_questions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection (ASGI 3)."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = perf_counter()
        given = next((value for name, value in scope["headers"] if name == b"x-request-id"), None)
        seen, scope, status = Seen(given), dict(scope), 0
        method = scope["method"]
        token = current.set(seen)

        async def told_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", seen.id.encode())]
            await send(message)

        try:
            with self._tally.request():
                await self.app(scope, receive, told_send)
        finally:
            current.reset(token)
            seconds = perf_counter() - started
            route = route_of(scope)
            known = method if method in METHODS else "other"
            self._tally.answered(known, route, str(status) if status else "none", seconds)
            if logs.is_on(level := _level(status, route)):
                told = {"method": method, "route": route, "status": status or None, "ms": round(1000 * seconds, 2)}
                logs.line(level, "request", **told, **self._more(scope, seen))

    def _more(self, scope: Scope, seen: Seen) -> dict[str, str | None]:
        fields = seen.fields if self._questions else {k: v for k, v in seen.fields.items() if k != "question"}
        client = scope.get("client")
        return {
            "request": seen.id,
            "client": client[0] if client else None,
            "revision": self._live.kb.revision,
            **fields,
        }


def route_of(scope: Scope) -> str:
    """The template of the route that answered, never what the client made up."""
    route = scope.get("route")
    path: str | None = getattr(route, "path", None)
    if path is None and scope["path"].startswith("/static/"):
        return "/static"
    return path or NO_ROUTE


def _level(status: int, route: str) -> str:
    if status >= 500:
        return "warning"
    return "debug" if route in QUIET and status < 400 else "info"
