"""What changes the store: one write at a time, each in a child process, and told of only once it can be read.

A write that waits for its turn is dropped when its client goes away; once it has begun it goes on to its end.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from anyio import to_thread

from kgqa import errors
from kgqa.serve.admission.keys import admitted
from kgqa.serve.children.turns import Turns
from kgqa.serve.children.workers import Work, Workers
from kgqa.serve.sparql.operation import ProtocolError
from kgqa.updates import Written

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from fastapi import Request

    from kgqa.serve.live import Live
    from kgqa.serve.watching.tally import Tally

WAITING = 256
"""Writes that wait for their turn; any more are turned away at once."""
NICENESS = 5
"""Writes give way to questions, and queries to writes."""
_PASSED_ON = ("unique_names", "engine", "language")


class Writes:
    """The writing side of a server."""

    def __init__(self, live: Live, tally: Tally, *, writable: bool) -> None:
        self._live = live
        self.writable = writable and live.folder is not None
        settings = live.settings
        work = Work("write", "the write", settings.write_seconds, settings.write_memory * 2**20, NICENESS)
        self.workers = Workers("kgqa.serve.children.writing")
        patience = settings.write_seconds
        self._turns = Turns(self.workers, work, running=1, waiting=WAITING, patience=patience, tally=tally)

    def start(self) -> None:
        """Start the process that writes; call it before threads are started."""
        if self.writable:
            self.workers.start()

    def close(self) -> None:
        """End a write that is running, and take no more."""
        self.workers.close()

    def admit(self, request: Request) -> None:
        """Raise ProtocolError unless this server can be written and the request has a key for it."""
        if not self.writable:
            raise ProtocolError(
                "this server is read only: start it with kgqa serve --store DIR --writable to change its graph", 403
            )
        admitted(request, "write")

    async def run(
        self,
        action: str,
        asked: dict[str, Any],
        gone: Callable[[], Awaitable[None]],
        told: Callable[[bytes], None] | None = None,
    ) -> Written:
        """Carry out a write; what it published is served when this returns.

        Raises GoneError for a client that went away before it began, BusyError when there are too many, and what the
        writer raises.
        """
        settings = {name: getattr(self._live.settings, name) for name in _PASSED_ON}
        request = {"action": action, "folder": str(self._live.folder), "settings": settings, **asked}
        reply = json.loads(await self._turns.run(json.dumps(request).encode(), gone, told=told, to_the_end=True))
        if "error" in reply:
            raise _error(**reply["error"])
        written = Written(**reply["written"])
        if written.changed:
            await to_thread.run_sync(self._live.renew)
        return written


def _error(kind: str, message: str, file: str | None, line: int | None, remedy: str | None) -> errors.KgqaError:
    """An error as it was raised in the child."""
    found = getattr(errors, kind, errors.KgqaError)
    raised: errors.KgqaError = found(message, file=file, line=line, remedy=remedy)
    return raised


def as_json(written: Written) -> dict[str, Any]:
    """What a write came to, for a client."""
    return asdict(written)


def wants_json(request: Request) -> bool:
    """Whether a request asks for JSON by name."""
    return "application/json" in request.headers.get("accept", "").lower()
