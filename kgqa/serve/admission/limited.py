"""The layer that turns requests away when their client has made too many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi.responses import PlainTextResponse
from starlette.datastructures import Headers

from kgqa.serve.admission.keys import sent
from kgqa.serve.admission.rates import client_of, whole_seconds
from kgqa.serve.api.problems import problem
from kgqa.serve.watching.seen import note

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from kgqa.serve.admission.keys import Keys
    from kgqa.serve.admission.rates import Rates
    from kgqa.serve.watching.tally import Tally

UNCOUNTED = ("/healthz", "/readyz", "/metrics")
PLAIN = ("/sparql", "/update", "/rdf-graph-store")
"""Where errors are plain text, as the SPARQL protocols have them."""


class Limited:
    """ASGI middleware: a request over the rate of its key, or without a good key of its address, gets 429."""

    def __init__(self, app: ASGIApp, rates: Rates, keys: Keys, tally: Tally) -> None:
        self.app = app
        self._rates = rates
        self._keys = keys
        self._tally = tally

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection (ASGI 3)."""
        app = self.app
        if scope["type"] == "http" and not (scope["path"] in UNCOUNTED or scope["path"].startswith("/static/")):
            by, client = self._who(scope)
            if wait := self._rates.take(f"{by} {client}"):
                self._tally.limited(by)
                note(limited=by)
                app = _refused(scope["path"], wait)
        await app(scope, receive, send)

    def _who(self, scope: Scope) -> tuple[str, str]:
        token, _ = sent(Headers(scope=scope))
        if token and (key := self._keys.found(token)) is not None:
            return "key", key.name
        client = scope.get("client")
        return "address", client_of(client[0]) if client else ""


def _refused(path: str, wait: float) -> Response:
    seconds = whole_seconds(wait)
    detail = f"too many requests; the next one will be admitted in {seconds} s"
    headers = {"Retry-After": seconds}
    if any(path == place or path.startswith(f"{place}/") for place in PLAIN):
        return PlainTextResponse(f"{detail}\n", 429, headers)
    return problem(429, detail, headers=headers)
