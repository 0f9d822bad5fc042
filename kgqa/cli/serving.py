"""`kgqa serve`: the web application in uvicorn."""

from __future__ import annotations

import gc
import os
import socket
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kgqa.cli.entry import DONE
from kgqa.cli.opening import open_graph
from kgqa.config import read_settings
from kgqa.errors import InputError
from kgqa.pipeline import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kgqa.config import Settings
    from kgqa.serve.live import Live


_MOST = 4
"""Workers unless more are asked for: each takes memory of its own."""


def serve_graph(
    files: Sequence[Path],
    store: Path | None,
    host: str | None,
    port: int | None,
    *,
    writable: bool = False,
    workers: int | None = None,
) -> int:
    """Serve until interrupted; the address is told on stderr once the graph is loaded.

    Raises InputError when the address is taken or is not this machine's, or nothing can be written: before anything is
    loaded. Raises StoreLockedError when another server writes the store.
    """
    settings = read_settings()
    settings = replace(
        settings,
        host=host or settings.host,
        port=settings.port if port is None else port,
        workers=_workers(workers or settings.workers),
    )
    if writable and (store is None or files):
        raise InputError("--writable needs a store, and no files beside it", remedy="kgqa serve --store DIR --writable")
    from kgqa.serve.watching import logs

    logs.configure(settings)
    with _bound(settings) as listener, _written(store if writable else None, settings):
        logs.say("Loading the graph ...", settings)
        kb = open_graph(files, store)
        kb.prepare()
        # What is loaded now stays: the collector need not go through it again and again while questions are answered.
        gc.freeze()
        from kgqa.serve.app import create_app
        from kgqa.serve.live import Live

        live = Live(kb, settings, folder=store if store is not None and not files else None)
        app = create_app(live, writable=writable, processes=settings.workers)
        logs.say(_asked(settings), settings)
        logs.say(f"Serving at {_address(listener)} (stop with Ctrl-C)", settings)
        # Only `live` keeps the graph: a newer revision replaces it.
        del kb
        if settings.workers > 1:
            return _serve_together(app, live, listener)
        from kgqa.serve.server import server_of

        server_of(app, grace=settings.grace).run(sockets=[listener])
    return DONE


def _workers(asked: int) -> int:
    """How many processes are to answer, where so many are asked for (0: as many as are of use)."""
    if not hasattr(os, "fork"):
        if asked > 1:
            raise InputError("this system cannot fork: --workers is 1 here")
        return 1
    return asked or min(
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, _MOST
    )


def _serve_together(app: Any, live: Live, listener: socket.socket) -> int:
    """Serve from several processes; the exit status."""
    from kgqa.serve.board import Board
    from kgqa.serve.server import server_of
    from kgqa.serve.supervisor import Supervisor

    board = Board(live.settings.workers)

    def serve(place: int, alive: int) -> None:
        # One that takes the place of another is not to answer from a graph that has changed since.
        app.state.sit(place)
        live.follow()
        live.sit(board.seat(place))
        server_of(app, grace=live.settings.grace, alive=alive).run(sockets=[listener])

    return Supervisor(serve, listener, board, live.settings.workers).run()


@contextmanager
def _written(store: Path | None, settings: Settings) -> Iterator[None]:
    """The time in which the store is this server's to write; where there is none yet, an empty one is made."""
    if store is None:
        yield
        return
    from kgqa.serve.watching.logs import say
    from kgqa.store import published
    from kgqa.store.locks import hold_server

    with hold_server(store):
        if published(store) is None:
            KnowledgeBase.load_into(store, settings=settings)
            say(_EMPTY.format(store=store), settings)
        yield


_EMPTY = (
    "The store is new and empty. To fill it: kgqa keys add NAME --scope write --store {store}, then send a file with "
    "that key to /v1/load; or stop this server, and kgqa load FILE --store {store}"
)


def _asked(settings: Settings) -> str:
    """Which model is asked where the graph has no answer."""
    from kgqa.config import endpoints_of
    from kgqa.embedded import MODEL, server

    endpoints = endpoints_of(settings)
    if settings.policy == "strict":
        return "No model is asked (KGQA_POLICY is strict)"
    if endpoints:
        return f"Where the graph has no answer, a model is asked: {', '.join(each.model for each in endpoints)}"
    if server(settings) is not None:
        return f"Where the graph has no answer, the embedded model is asked: {MODEL.name}"
    return "No model is asked (kgqa model install installs a small one)" if settings.embedded else "No model is asked"


def _bound(settings: Settings) -> socket.socket:
    """A socket bound to the address but not listening yet, so that nobody waits on a graph still loading."""
    addresses = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # With its protocol named, asyncio sends small replies at once: else each waits 40 ms for a delayed ACK.
    listener = socket.socket(addresses, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise InputError(
            f"cannot serve at {settings.host} port {settings.port}: {error.strerror or error}",
            remedy="choose another with --host and --port",
        ) from error
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
