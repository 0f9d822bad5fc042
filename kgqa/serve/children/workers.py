"""Work that must end in time: each call runs in a child process of its own, which its limits kill."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kgqa.errors import KgqaError, QueryTimeoutError
from kgqa.serve.children.nursery import ENDED, FAILED, FRAME, SIZE, STATUS, TOLD, Child, nurse, receive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kgqa.serve.children.nursery import Task

GRACE = 2.0
"""Seconds that a child has for starting and for handing over its reply, beyond its time limit."""
log = logging.getLogger("kgqa.serve")
_MEGABYTE = 2**20


class WorkerLostError(KgqaError):
    """A call ended without a reply before its time was up: it ran out of memory, crashed or was cancelled."""

    code = "worker_lost"


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work: the task that does it, what it is called in messages, and its limits.

    `seconds` limits the time and `memory` the bytes that a call may use beyond what it begins with; `niceness` is what
    it gives way by to other processes.
    """

    task: str
    name: str
    seconds: float
    memory: int
    niceness: int = 0

    @property
    def head(self) -> bytes:
        """What a child must know of it."""
        known = {"task": self.task, "seconds": self.seconds, "memory": self.memory, "niceness": self.niceness}
        return json.dumps(known).encode()


class Call:
    """A hold on one call, by which another thread ends it before its time."""

    def __init__(self) -> None:
        self.cancelled = False
        self._line: socket.socket | None = None
        self._lock = threading.Lock()

    def cancel(self) -> None:
        """End the call, whether it runs or is still to begin; what waits for its reply gets WorkerLostError."""
        with self._lock:
            self.cancelled = True
            if self._line is not None:
                with contextlib.suppress(OSError):
                    self._line.shutdown(socket.SHUT_RDWR)

    @contextlib.contextmanager
    def over(self, line: socket.socket) -> Iterator[None]:
        """The time in which the call runs at the other end of `line`."""
        with self._lock:
            if self.cancelled:
                raise WorkerLostError("it was cancelled")
            self._line = line
        try:
            yield
        finally:
            with self._lock:
                self._line = None


class Workers:
    """Runs tasks (bytes to bytes) in a child process each.

    `tasks` is a mapping, held by a nursery that is forked from this process with all that it has in memory; or the
    name of a module with a mapping TASKS, for a nursery that is a fresh process. Where the system cannot fork
    (Windows), tasks run in the calling thread, without limits.
    """

    def __init__(self, tasks: Mapping[str, Task] | str) -> None:
        self._tasks = tasks
        self._nursery: socket.socket | None = None
        self._process: _Process | None = None
        self._lock = threading.Lock()
        self._closed = False

    def start(self) -> None:
        """Start the nursery; call it before threads are started."""
        if not hasattr(os, "fork"):
            return
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = _spawned(theirs, self._tasks, ours)
        self._nursery = ours

    @property
    def pid(self) -> int | None:
        """The process id of the nursery."""
        return None if self._process is None else self._process.pid

    def close(self) -> None:
        """End the calls that are running, and take no more."""
        with self._lock:
            self._closed = True
            self._end_nursery()

    def _end_nursery(self) -> None:
        if self._nursery is not None and self._process is not None:
            self._nursery.close()
            self._nursery = None
            self._process.wait()

    def run(
        self, work: Work, argument: bytes, call: Call | None = None, told: Callable[[bytes], None] | None = None
    ) -> bytes:
        """What the task of `work` makes of `argument`; `call` may cancel it, `told` is given its news on the way.

        Raises QueryTimeoutError when it is not done in time, WorkerLostError when it dies or is cancelled.
        """
        if not hasattr(os, "fork"):
            return _tasks(self._tasks)[work.task](argument, _Here(told))
        call = call or Call()
        ends = time.monotonic() + work.seconds + GRACE
        with self._child() as line, call.over(line):
            status: int | None = None
            try:
                line.settimeout(work.seconds + GRACE)
                line.sendall(SIZE.pack(len(work.head), len(argument)) + work.head + argument)
                while True:
                    kind, length = FRAME.unpack(receive(line, FRAME.size, ends))
                    content = receive(line, length, ends)
                    if kind == ENDED:
                        (status,) = STATUS.unpack(content)
                        break
                    if kind == FAILED:
                        log.error("%s failed: %s", work.name, content.decode())
                        continue
                    if kind != TOLD:
                        return content
                    if told is not None:
                        told(content)
            except (EOFError, OSError):
                pass
            raise self._lost(work, call, status, late=time.monotonic() >= ends)

    def _lost(self, work: Work, call: Call, status: int | None, *, late: bool) -> KgqaError:
        """Why there is no reply."""
        if call.cancelled:
            return WorkerLostError(f"{work.name} was cancelled")
        if self._closed:
            return WorkerLostError("the server is ending")
        if late or status == -signal.SIGALRM:
            return QueryTimeoutError(f"{work.name} did not end within {work.seconds:g} seconds")
        if status == -signal.SIGABRT:
            return WorkerLostError(f"{work.name} needed more than the {work.memory // _MEGABYTE} MB of memory allowed")
        if status == -signal.SIGSEGV:
            return WorkerLostError(f"{work.name} is nested too deeply, or too long, to be read")
        if status is not None and status >= 0:
            return WorkerLostError(f"{work.name} failed; the log says why")
        return WorkerLostError(f"{work.name} was ended from outside")

    def _child(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            if self._closed:
                ours.close()
                raise WorkerLostError("the server is ending")
            try:
                self._hand_over(theirs)
            except OSError:
                # The nursery was killed from outside; a new one costs less than refusing all work.
                self._end_nursery()
                self._hand_over(theirs)
        return ours

    def _hand_over(self, line: socket.socket) -> None:
        if self._nursery is None:
            self.start()
        assert self._nursery is not None
        socket.send_fds(self._nursery, [b"."], [line.fileno()])


class _Process:
    """A nursery that was forked, as far as it is like one that was started."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def wait(self) -> int:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        return 0


class _Here(Child):
    """The calling thread, where there are no children."""

    def __init__(self, told: Callable[[bytes], None] | None) -> None:
        self._told = told

    def limit(self) -> None:
        """Nothing can be limited here."""

    def tell(self, news: bytes) -> None:
        if self._told is not None:
            self._told(news)


def _tasks(tasks: Mapping[str, Task] | str) -> Mapping[str, Task]:
    from importlib import import_module

    found: Mapping[str, Task] = import_module(tasks).TASKS if isinstance(tasks, str) else tasks
    return found


def _spawned(control: socket.socket, tasks: Mapping[str, Task] | str, ours: socket.socket) -> Any:
    if isinstance(tasks, str):
        number = control.fileno()
        # Memory that threads only reserve would count as used.
        environment = os.environ | {"MALLOC_ARENA_MAX": "2", "RUST_BACKTRACE": "0"}
        command = [sys.executable, "-m", nurse.__module__, str(number), tasks]
        return subprocess.Popen(command, pass_fds=[number], env=environment, stdin=subprocess.DEVNULL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        ours.close()
        _close_sockets(but=control.fileno())
        signal.set_wakeup_fd(-1)
        nurse(control, tasks)
    return _Process(pid)


def _close_sockets(but: int) -> None:
    """Let go of the server's sockets, so that its port is free as soon as it ends."""
    for number in [int(name) for name in os.listdir("/dev/fd")]:
        with contextlib.suppress(OSError):
            if number > 2 and number != but and stat.S_ISSOCK(os.fstat(number).st_mode):
                os.close(number)
