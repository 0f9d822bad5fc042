"""The HTTP server: it takes connections in turn with others on the same socket, and ends in good order."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import uvicorn

from kgqa.serve.admission.connections import SPARE, protocol_of

if TYPE_CHECKING:
    import socket
    from types import FrameType

    from fastapi import FastAPI

PATIENCE = 2
"""Seconds that requests have for telling their clients, once the work for them was ended."""
_OTHER_FILES = 256
"""Files that a process has open besides connections, at most."""
BACKLOG = 2048
"""Connections that wait to be accepted."""


class Server(uvicorn.Server):
    """Told to end, it takes no more connections, lets what runs come to its end for `grace` seconds, then ends it by
    the application's `state.end`. Told so a second time with Ctrl-C, it ends at once.
    """

    def __init__(self, config: uvicorn.Config, grace: float, alive: int | None = None) -> None:
        """`alive` is a file descriptor at whose end the server is told to end, too."""
        super().__init__(config)
        self._grace = grace
        self._alive = alive

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start the application, then listen."""
        await super().startup(sockets)
        for listener in sockets or []:
            # asyncio accepts as many connections at once as may wait; where several processes accept, each is to
            # take one in turn, so that uvicorn's limit is one, and here is the true one.
            listener.listen(BACKLOG)
        if self._alive is not None:
            asyncio.get_running_loop().add_reader(self._alive, self._orphaned)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let what runs come to its end, end the rest, then the server."""
        state = self.config.app.state  # type: ignore[union-attr]
        state.ending = True
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        loop = asyncio.get_running_loop()
        ends = loop.time() + self._grace
        while self.server_state.tasks and loop.time() < ends:
            await asyncio.sleep(0.02)
        state.end()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """What a signal does."""
        if self.should_exit and sig == signal.SIGINT:
            # Threads that still compute would hold up an end in good order; child processes end with this one.
            os._exit(128 + sig)
        super().handle_exit(sig, frame)

    def _orphaned(self) -> None:
        if self._alive is not None:
            asyncio.get_running_loop().remove_reader(self._alive)
        self.should_exit = True


def server_of(app: FastAPI, *, grace: float = 0.0, alive: int | None = None) -> Server:
    """The server of `app`, to be run on a socket that is bound."""
    settings = app.state.settings
    files = files_for(settings.connections + SPARE + _OTHER_FILES)
    config = uvicorn.Config(
        app,
        http=protocol_of(settings, app.state.tally, min(settings.connections, files - SPARE - _OTHER_FILES)),
        # Its messages go where ours do: see `logs`.
        log_config=None,
        access_log=False,
        ws="none",
        server_header=False,
        proxy_headers=False,
        backlog=1,
        timeout_graceful_shutdown=PATIENCE,
    )
    return Server(config, grace, alive)


def files_for(number: int) -> int:
    """Let this process have so many files open (a connection is one), or as many as the system allows it: how many."""
    try:
        import resource
    except ImportError:
        return number
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = number if hard == resource.RLIM_INFINITY else min(number, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted
