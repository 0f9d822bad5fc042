"""The HTTP server, which ends soon when it is told to end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    import socket

    from fastapi import FastAPI

PATIENCE = 2
"""Seconds that requests have for ending, once the server is told to end."""


class Server(uvicorn.Server):
    """Calls the application's `state.end` first of all: a query that runs on would hold the end up."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what is running, then the server."""
        self.config.app.state.end()  # type: ignore[union-attr]
        await super().shutdown(sockets)


def server_of(app: FastAPI) -> Server:
    """The server of `app`, to be run on a socket that is bound."""
    return Server(uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=PATIENCE))
