"""A server on a socket of its own, in a thread of the test's process, over a durable store that can be written."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kgqa.pipeline import KnowledgeBase
from kgqa.serve.app import create_app
from kgqa.serve.live import Live
from kgqa.serve.server import server_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kgqa.config import Settings


@contextmanager
def serving(folder: Path, settings: Settings, *, writable: bool = True) -> Iterator[str]:
    """The address of a server of the store in `folder`, which runs as long as the block."""
    kb = KnowledgeBase.load(store=folder, settings=settings)
    kb.prepare()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = server_of(create_app(Live(kb, settings, folder=folder), writable=writable))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()
