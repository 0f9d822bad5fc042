"""`kgqa serve`: the web application in uvicorn."""

from __future__ import annotations

import gc
import socket
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from kgqa.cli.entry import DONE
from kgqa.cli.opening import open_graph
from kgqa.config import read_settings
from kgqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kgqa.config import Settings


def serve_graph(files: Sequence[Path], store: Path | None, host: str | None, port: int | None) -> int:
    """Serve until interrupted; the address is told on stderr once the graph is loaded.

    Raises InputError when the address is taken or is not this machine's: before anything is loaded.
    """
    settings = read_settings()
    settings = replace(settings, host=host or settings.host, port=settings.port if port is None else port)
    with _bound(settings) as listener:
        print("Loading the graph ...", file=sys.stderr, flush=True)
        kb = open_graph(files, store)
        kb.prepare()
        # What is loaded now stays: the collector need not go through it again and again while questions are answered.
        gc.freeze()
        from kgqa.serve.app import create_app
        from kgqa.serve.live import Live
        from kgqa.serve.server import server_of

        followed = store if store is not None and not files else None
        server = server_of(create_app(Live(kb, settings, folder=followed)))
        print(_asked(settings), file=sys.stderr, flush=True)
        print(f"Serving at {_address(listener)} (stop with Ctrl-C)", file=sys.stderr, flush=True)
        server.run(sockets=[listener])
    return DONE


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
    listener = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
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
