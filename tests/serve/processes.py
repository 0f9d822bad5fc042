"""`kgqa serve` as a process, and the processes that belong to it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROGRAM = "import sys; from kgqa.cli import main; sys.exit(main(sys.argv[1:]))"


class Served:
    """A server that runs."""

    def __init__(self, process: subprocess.Popen[str], port: int, log: IO[str]) -> None:
        self.process, self.port, self.pid, self._log = process, port, process.pid, log
        self.url = f"http://127.0.0.1:{port}"

    def get(self, path: str, **options: object) -> httpx.Response:
        return httpx.get(self.url + path, timeout=30, **options)  # type: ignore[arg-type]

    def said(self) -> str:
        """All that it has written so far."""
        self._log.seek(0)
        return self._log.read()

    def is_ready(self) -> bool:
        if self.process.poll() is not None:
            raise AssertionError(f"the server ended: {self.said()}")
        try:
            return self.get("/readyz").status_code == 200
        except httpx.TransportError:
            return False


@contextmanager
def serving(*arguments: str, **settings: str) -> Iterator[Served]:
    """`kgqa serve` with these arguments and settings, once it is ready; killed at the end, if it still runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    # A pipe that nobody reads would fill, and hold the server up.
    with TemporaryFile("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "serve", *arguments, "--port", str(port)],
            env=os.environ | settings, stdout=log, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        served = Served(process, port, log)
        try:
            assert comes(served.is_ready, seconds=60)
            yield served
        finally:
            process.kill()
            process.wait()


def comes(what: Callable[[], bool], *, seconds: float = 15) -> bool:
    """Whether something comes to be, however long it takes within reason."""
    ends = time.monotonic() + seconds
    while not what():
        if time.monotonic() > ends:
            return False
        time.sleep(0.05)
    return True


def children(pid: int) -> list[int]:
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(child) for child in listed.split()]


def descendants(pid: int) -> list[int]:
    return [each for child in children(pid) for each in (child, *descendants(child))]


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
