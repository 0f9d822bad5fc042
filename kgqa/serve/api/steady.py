"""What stays the same while the revision does: its entity tag tells, so that it need not be sent twice (RFC 9110)."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kgqa.serve.admission.keys import admitted

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from kgqa.serve.live import Live

PATHS = frozenset(
    {"/v1/schema", "/v1/explain", "/v1/conflicts", "/v1/complete", "/v1/entity", "/v1/vocabulary", "/v1/sources"}
) | {"/schema", "/conflicts", "/entity"}
"""What the revision and the address alone decide."""
_TAG = re.compile(r'(?:W/)?("[^"]*")')


class Steady:
    """ASGI middleware: adds an ETag to what is steady, and answers 304 to who has it already.

    The tag is weak: the same text may be sent compressed. It names the revision and the start of the server, which
    may have come with other settings, or another version of kgqa.
    """

    def __init__(self, app: ASGIApp, live: Live) -> None:
        self.app = app
        self._live = live
        self._start = secrets.token_hex(4)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection (ASGI 3)."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] not in PATHS:
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        revision, tag = self._live.kb.revision, self._tag()
        caching = "private, no-cache" if scope["app"].state.keys.required else "no-cache"
        headers = {"ETag": f"W/{tag}", "Cache-Control": caching}
        if tag in _tags(request.headers.get("if-none-match", "")) and _is_admitted(request):
            await Response(status_code=304, headers=headers)(scope, receive, send)
            return

        async def tagged_send(message: Message) -> None:
            # A revision that was published meanwhile may be in this answer, or not.
            is_good = message["type"] == "http.response.start" and message["status"] == 200
            if is_good and revision == self._live.kb.revision:
                MutableHeaders(scope=message).update(headers)
            await send(message)

        await self.app(scope, receive, tagged_send)

    def _tag(self) -> str:
        return f'"{self._live.kb.revision}-{self._start}"'


def _tags(header: str) -> list[str]:
    return _TAG.findall(header)


def _is_admitted(request: Request) -> bool:
    """Who may not read is not told either that nothing has changed."""
    try:
        admitted(request, "read")
    except HTTPException:
        return False
    return True
