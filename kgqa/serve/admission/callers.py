"""Callers who may go away: work for nobody ends early."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from starlette.concurrency import run_in_threadpool

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    Cancelled: TypeAlias = Callable[[], bool]

T = TypeVar("T")


class Callers:
    """Those whose requests are being answered."""

    def __init__(self) -> None:
        self._ended = Event()

    def end(self) -> None:
        """The server ends: nobody waits for an answer any more."""
        self._ended.set()

    async def serve(self, request: Request, work: Callable[[Cancelled], T]) -> T:
        """The result of `work`, done in a thread; it is told when the caller has gone, or the server ends.

        The body of the request must have been read.
        """
        gone = Event()

        async def watch() -> None:
            while (await request.receive())["type"] != "http.disconnect":
                pass
            gone.set()

        watcher = asyncio.create_task(watch())
        try:
            return await run_in_threadpool(work, lambda: gone.is_set() or self._ended.is_set())
        finally:
            watcher.cancel()
