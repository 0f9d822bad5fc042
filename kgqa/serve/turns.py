"""Who runs next: a few queries at a time, a few waiting for a moment, and none for a client that has gone away."""

from __future__ import annotations

import math
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread

from kgqa.errors import GoneError, KgqaError
from kgqa.serve.workers import Call

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from kgqa.serve.workers import Workers

RUNNING = 4
"""Queries that run at the same time."""
WAITING = 16
"""Queries that wait for their turn; any more are turned away at once."""
PATIENCE = 5.0
"""Seconds that a query waits for its turn."""


class BusyError(KgqaError):
    """There is no turn for this query now."""

    code = "busy"


class Turns:
    """Gives each query its turn with `workers`."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._slots = anyio.CapacityLimiter(RUNNING)
        # Queries never take the threads that answer questions; the slots bound these, too.
        self._threads = anyio.CapacityLimiter(math.inf)

    async def run(self, argument: bytes, gone: Callable[[], Awaitable[None]]) -> bytes:
        """The reply of the workers to `argument`.

        When `gone` returns, the query is ended, and GoneError raised. Raises BusyError when there is no turn to
        be had, and what `Workers.run` raises.
        """
        call = Call()
        replies: list[bytes] = []
        errors: list[KgqaError] = [GoneError("the client went away")]

        async def watch() -> None:
            await gone()
            call.cancel()
            group.cancel_scope.cancel()

        async with anyio.create_task_group() as group:
            group.start_soon(watch)
            # An error that left the group would come out wrapped.
            try:
                async with self._turn():
                    replies.append(
                        await anyio.to_thread.run_sync(self._workers.run, argument, call, limiter=self._threads)
                    )
            except KgqaError as error:
                errors.append(error)
            group.cancel_scope.cancel()
        if replies:
            return replies[0]
        raise errors[-1]

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._slots.statistics().tasks_waiting >= WAITING:
            raise BusyError("too many queries are waiting; try again in a moment")
        with anyio.move_on_after(PATIENCE) as wait:
            await self._slots.acquire()
        if wait.cancelled_caught:
            raise BusyError(f"other queries are running, and none ended within {PATIENCE:g} seconds; try again later")
        try:
            yield
        finally:
            self._slots.release()
