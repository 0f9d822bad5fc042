"""Large results passed on while they are made: what the client has not taken yet is not made, either."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import anyio
from anyio import from_thread
from fastapi.responses import Response, StreamingResponse

from kgqa.serve.children.evaluation import decoded
from kgqa.serve.children.workers import WorkerLostError
from kgqa.serve.sparql.operation import gone

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from anyio.streams.memory import MemoryObjectReceiveStream
    from fastapi import Request

    from kgqa.serve.children.turns import Turns

_AHEAD = 4
"""Pieces that are made before they are taken."""


async def in_pieces(turns: Turns, argument: bytes, request: Request, headers: dict[str, str]) -> Response:
    """The response with what a child makes of `argument`, sent as it comes where it is large.

    Raises as `Turns.run` does; what fails after the first piece breaks the connection off.
    """
    sender, receiver = anyio.create_memory_object_stream[bytes](_AHEAD)

    def told(piece: bytes) -> None:
        try:
            from_thread.run(sender.send, piece)
        except anyio.BrokenResourceError:
            raise WorkerLostError("the client went away") from None

    async def work() -> bytes:
        with sender:
            return await turns.run(argument, lambda: gone(request), told=told)

    task = asyncio.create_task(work())
    # Where the client has gone, nobody asks how it ended.
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
    try:
        first = decoded(await receiver.receive())
    except anyio.EndOfStream:
        receiver.close()
        reply = decoded(await task)
        return Response(reply.body, reply.status, headers, reply.media_type)
    return StreamingResponse(_rest(first.body, receiver, task), first.status, headers, first.media_type)


async def _rest(
    first: bytes, receiver: MemoryObjectReceiveStream[bytes], task: asyncio.Task[bytes]
) -> AsyncIterator[bytes]:
    with receiver:
        yield first
        async for piece in receiver:
            yield piece
        last = decoded(await task)
        if last.status != 200:
            raise WorkerLostError(last.body.decode())
        yield last.body
