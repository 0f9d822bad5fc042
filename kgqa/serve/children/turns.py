"""Who runs next: a few calls at a time, some waiting in order, and none for a client that has gone away."""

from __future__ import annotations

import math
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread

from kgqa.errors import GoneError, KgqaError, QueryTimeoutError
from kgqa.serve.children.workers import Call, WorkerLostError
from kgqa.serve.watching.tally import Tally

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from kgqa.serve.children.workers import Work, Workers


class BusyError(KgqaError):
    """There is no turn for this call now."""

    code = "busy"


class Turns:
    """Gives each call of one kind of work its turn.

    `running` calls run at the same time; `waiting` more wait, each for `patience` seconds at most; any more are turned
    away at once.
    """

    def __init__(
        self,
        workers: Workers,
        work: Work,
        *,
        running: int,
        waiting: int,
        patience: float,
        tally: Tally | None = None,
    ) -> None:
        """`tally` counts who waits, who runs, and how each call ends."""
        self.work = work
        self._tally = tally or Tally()
        self._workers = workers
        self._waiting = waiting
        self._patience = patience
        self._slots = anyio.CapacityLimiter(running)
        # Queries never take the threads that answer questions; the slots bound these, too.
        self._threads = anyio.CapacityLimiter(math.inf)

    async def run(
        self,
        argument: bytes,
        gone: Callable[[], Awaitable[None]],
        *,
        told: Callable[[bytes], None] | None = None,
        to_the_end: bool = False,
    ) -> bytes:
        """The reply of the workers to `argument`.

        When `gone` returns, the call is ended, and GoneError raised; with `to_the_end` only as long as it waits for its
        turn. Raises BusyError when there is no turn to be had, and what `Workers.run` raises.
        """
        call = Call()
        begun = False
        replies: list[bytes] = []
        errors: list[KgqaError] = [GoneError("the client went away")]

        async def watch() -> None:
            await gone()
            if not (begun and to_the_end):
                call.cancel()
                group.cancel_scope.cancel()

        def work() -> bytes:
            return self._workers.run(self.work, argument, call, told)

        async with anyio.create_task_group() as group:
            group.start_soon(watch)
            # An error that left the group would come out wrapped.
            try:
                async with self._turn():
                    begun = True
                    with self._tally.running(self.work.task):
                        replies.append(await anyio.to_thread.run_sync(work, limiter=self._threads))
            except KgqaError as error:
                errors.append(error)
            group.cancel_scope.cancel()
        self._tally.worked(self.work.task, "done" if replies else _ended(errors[-1]))
        if replies:
            return replies[0]
        raise errors[-1]

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if self._slots.statistics().tasks_waiting >= self._waiting:
            raise BusyError("too many are waiting for their turn; try again in a moment")
        with anyio.move_on_after(self._patience) as wait, self._tally.waiting(self.work.task):
            await self._slots.acquire()
        if wait.cancelled_caught:
            raise BusyError(f"others are running, and none ended within {self._patience:g} seconds; try again later")
        try:
            yield
        finally:
            self._slots.release()


def _ended(error: KgqaError) -> str:
    """How a call without a reply ended, in a word."""
    words = {BusyError: "refused", GoneError: "gone", QueryTimeoutError: "timeout", WorkerLostError: "killed"}
    return next((word for kind, word in words.items() if isinstance(error, kind)), "failed")
