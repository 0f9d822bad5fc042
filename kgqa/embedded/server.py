"""The model's server: a process of its own, started when it is first needed, ended with this one.

Of its own, because a fault in the native runtime then ends a reply and not the program, and because its memory is
given back. It costs 0.5 s, once.
"""

from __future__ import annotations

import atexit
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import IO, TYPE_CHECKING, Any

from kgqa.config import Endpoint, endpoints_of
from kgqa.embedded.installed import folder_of, is_installed
from kgqa.embedded.pins import MODEL
from kgqa.errors import ModelError

if TYPE_CHECKING:
    from kgqa.config import Settings
    from kgqa.embedded.pins import Model

NAME = "embedded"
"""The name of the embedded model among endpoints."""
CONTEXT = 1536
"""Tokens of prompt and reply together. It could take more, but not read more within the time that a call has."""
MOST_THREADS = 8
_REST_SECONDS = 30.0
"""How long no new start is tried after one that failed."""
_CHILD = Path(__file__).with_name("child.py")


class Server:
    """The server of one installed model. Safe for threads."""

    def __init__(self, folder: Path, model: Model = MODEL) -> None:
        self.folder, self.model = folder, model
        self._lock = Lock()
        self._running: tuple[subprocess.Popen[bytes], Endpoint] | None = None
        self._owner = os.getpid()
        self._failed = float("-inf"), ""

    def endpoint(self, within: float) -> Endpoint:
        """Where the model is served, once it is: within so many seconds. Raises ModelError if it cannot be.

        It is an OpenAI-compatible endpoint like any other, on loopback, with a key, and free of charge.
        """
        ends = time.monotonic() + within
        if not self._lock.acquire(timeout=within):
            raise ModelError("the embedded model did not start in time")
        try:
            if self._running and self._running[0].poll() is None:
                return self._running[1]
            at, why = self._failed
            if time.monotonic() - at < _REST_SECONDS:
                raise ModelError(why)
            self._end()
            self._running = self._started(ends - time.monotonic())
            return self._running[1]
        except ModelError as error:
            if self._failed[1] != error.message:
                self._failed = time.monotonic(), error.message
            raise
        finally:
            self._lock.release()

    def stop(self) -> None:
        """End the process, if this process began it; it begins anew when it is needed again."""
        if os.getpid() == self._owner:
            with self._lock:
                self._end()

    def _started(self, within: float) -> tuple[subprocess.Popen[bytes], Endpoint]:
        key = secrets.token_urlsafe(32)
        wanted = {
            "runtime": str(self.folder), "weights": str(self.folder / self.model.weights), "name": self.model.name,
            "key": key, "context": CONTEXT, "threads": threads(), "parent": os.getpid(),
        }  # fmt: skip
        with tempfile.TemporaryFile() as complaints:
            child = subprocess.Popen(
                # The key goes through a pipe: arguments and environment are seen by others.
                [sys.executable, "-I", str(_CHILD)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints,
                env=_environment(), start_new_session=True,
            )  # fmt: skip
            answer = _answer(child, wanted, within)
            if "address" in answer:
                return child, self._endpoint(f"{answer['address']}/v1", key)
            _kill(child)
            complaints.seek(0)
            why = answer.get("problem") or _last_line(complaints) or f"it ended with status {child.returncode}"
            raise ModelError(f"the embedded model could not be started ({why})")

    def _endpoint(self, url: str, key: str) -> Endpoint:
        return Endpoint(NAME, url, self.model.name, key, price_in=0.0, price_out=0.0, context=CONTEXT)

    def _end(self) -> None:
        if self._running:
            _kill(self._running[0])
        self._running = None


def _answer(child: subprocess.Popen[bytes], wanted: dict[str, Any], within: float) -> dict[str, str]:
    """What the process says of itself; empty when it ends without a word."""
    assert child.stdin is not None
    assert child.stdout is not None
    said: SimpleQueue[bytes] = SimpleQueue()
    try:
        child.stdin.write(json.dumps(wanted).encode() + b"\n")
        child.stdin.flush()
        Thread(target=lambda out: said.put(out.readline()), args=(child.stdout,), daemon=True).start()
        answer: dict[str, str] = json.loads(said.get(timeout=max(within, 0.0)) or b"{}")
    except Empty:
        return {"problem": f"it took longer than {within:.0f} seconds"}
    except (OSError, ValueError):
        return {}
    return answer


def _kill(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    for stream in (child.stdin, child.stdout):
        if stream is not None:
            stream.close()


def _last_line(complaints: IO[bytes]) -> str:
    lines = complaints.read().decode(errors="replace").split("\n")
    return next((line.strip()[:200] for line in reversed(lines) if line.strip()), "")


def _environment() -> dict[str, str]:
    """The environment less what is set for kgqa; threads that wait for others sleep, or they starve everything else."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KGQA_")}
    return kept | {"OMP_WAIT_POLICY": "PASSIVE"}


def threads() -> int:
    """How many threads the model has: all cores but one, which the rest of the program needs."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(MOST_THREADS, cores - 1))


@cache
def _server(folder: Path) -> Server:
    made = Server(folder)
    atexit.register(made.stop)
    return made


def server(settings: Settings) -> Server | None:
    """The server of the installed model, one for the whole process; None where it is not to be asked.

    Nothing is started yet.
    """
    folder = folder_of(settings)
    return _server(folder) if not unused(settings) and is_installed(folder) else None


def unused(settings: Settings) -> str:
    """Why the model is not asked even where it is installed; empty if it is."""
    if not settings.embedded:
        return "KGQA_EMBEDDED is no"
    if settings.policy == "strict":
        return "KGQA_POLICY is strict"
    endpoints = endpoints_of(settings)
    return f"the endpoint {endpoints[0].name} is asked instead" if endpoints else ""


def stop(settings: Settings) -> None:
    """End the server of the installed model, if it runs."""
    _server(folder_of(settings)).stop()
