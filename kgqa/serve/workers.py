"""Work that must end in time: each call runs in a child process of its own, which its limit kills.

pyoxigraph cannot cancel a query, so a query that would never end is stopped from outside. A *nursery* process
is forked once, while the server has no other thread, and forks one child per call: a child starts from the
graph as it was at that moment, shares its memory, and can neither hold a lock of the server nor change it.
The kernel's own timer ends the child, so that no bookkeeping can be missed.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import stat
import struct
import threading
import time
import warnings
from typing import TYPE_CHECKING

from kgqa.errors import KgqaError, QueryTimeoutError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NUMBER = struct.Struct("!Q")
GRACE = 1.0
"""Seconds that a child has for starting and for handing over its reply, beyond its time limit."""


class WorkerLostError(KgqaError):
    """A call ended without a reply before its time was up: it ran out of memory, crashed or was cancelled."""

    code = "worker_lost"


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
                self._line.shutdown(socket.SHUT_RDWR)

    @contextlib.contextmanager
    def over(self, line: socket.socket) -> Iterator[None]:
        """The time in which the call runs at the other end of `line`."""
        with self._lock:
            if self.cancelled:
                raise WorkerLostError("the query was cancelled")
            self._line = line
        try:
            yield
        finally:
            with self._lock:
                self._line = None


class Workers:
    """Calls `task` (bytes to bytes) in a child process each.

    `seconds` limits the time and `memory` the bytes that a call may use beyond what the server uses. Where
    the system cannot fork (Windows), `task` runs in the calling thread, without either limit.
    """

    def __init__(self, task: Callable[[bytes], bytes], *, seconds: float, memory: int = 2**30) -> None:
        self._task = task
        self._seconds = seconds
        self._memory = memory
        self._nursery: socket.socket | None = None
        self._lock = threading.Lock()
        self._closed = False

    def start(self) -> None:
        """Fork the nursery; call it before threads are started."""
        if not hasattr(os, "fork"):
            return
        ours, theirs = socket.socketpair()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid == 0:
            ours.close()
            _nurse(theirs, self._task, self._seconds, self._memory)
        theirs.close()
        self._nursery = ours
        self._pid = pid

    def close(self) -> None:
        """End the calls that are running, and take no more."""
        with self._lock:
            self._closed = True
            self._end_nursery()

    def _end_nursery(self) -> None:
        if self._nursery is not None:
            self._nursery.close()
            self._nursery = None
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._pid, 0)

    def run(self, argument: bytes, call: Call | None = None) -> bytes:
        """`task(argument)`; `call` may cancel it.

        Raises QueryTimeoutError when the call is not done in time, WorkerLostError when it dies or is cancelled.
        """
        if not hasattr(os, "fork"):
            return self._task(argument)
        call = call or Call()
        ends = time.monotonic() + self._seconds
        with self._child() as line, call.over(line):
            pid = 0
            try:
                line.settimeout(self._seconds + GRACE)
                (pid,) = NUMBER.unpack(_receive(line, NUMBER.size, ends + GRACE))
                line.sendall(NUMBER.pack(len(argument)) + argument)
                (length,) = NUMBER.unpack(_receive(line, NUMBER.size, ends + GRACE))
                return _receive(line, length, ends + GRACE)
            except (EOFError, OSError):
                raise self._lost(call, pid, ends) from None

    def _lost(self, call: Call, pid: int, ends: float) -> KgqaError:
        """Why there is no reply. A child that is cancelled computes on, unless it is killed."""
        if call.cancelled:
            with contextlib.suppress(ProcessLookupError):
                if pid:
                    os.kill(pid, signal.SIGKILL)
            return WorkerLostError("the query was cancelled")
        if self._closed:
            return WorkerLostError("the server is ending")
        if time.monotonic() < ends:
            return WorkerLostError("the query needed more memory than it may use")
        return QueryTimeoutError(f"the query did not end within {self._seconds:g} seconds")

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


def _receive(line: socket.socket, length: int, ends: float) -> bytes:
    received = bytearray()
    while len(received) < length:
        line.settimeout(max(0.001, ends - time.monotonic()))
        part = line.recv(min(length - len(received), 2**20))
        if not part:
            raise EOFError
        received += part
    return bytes(received)


def _nurse(control: socket.socket, task: Callable[[bytes], bytes], seconds: float, memory: int) -> None:
    """The life of the nursery: a child for every socket that arrives, until the server is gone."""
    try:
        os.setsid()
        _close_sockets(but=control.fileno())
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        # Children are reaped by the kernel.
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        gc.freeze()
        while True:
            message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
            if not message:
                os.killpg(0, signal.SIGKILL)
            with socket.socket(fileno=descriptors[0]) as line:
                if os.fork() == 0:
                    control.close()
                    _work(line, task, seconds, memory)
    finally:
        os._exit(1)


def _work(line: socket.socket, task: Callable[[bytes], bytes], seconds: float, memory: int) -> None:
    """The life of a child: one call."""
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        _limit_memory(memory)
        # Work with a time limit of its own gives way to questions.
        os.nice(10)
        gc.disable()
        line.sendall(NUMBER.pack(os.getpid()))
        (length,) = NUMBER.unpack(_receive(line, NUMBER.size, time.monotonic() + seconds))
        reply = task(_receive(line, length, time.monotonic() + seconds))
        line.sendall(NUMBER.pack(len(reply)))
        line.sendall(reply)
        os._exit(0)
    finally:
        os._exit(1)


def _close_sockets(but: int) -> None:
    """Let go of the server's sockets, so that its port is free as soon as it ends."""
    for number in [int(name) for name in os.listdir("/dev/fd")]:
        with contextlib.suppress(OSError):
            if number > 2 and number != but and stat.S_ISSOCK(os.fstat(number).st_mode):
                os.close(number)


def _limit_memory(memory: int) -> None:
    import resource

    with contextlib.suppress(OSError, ValueError):
        with open("/proc/self/statm", encoding="ascii") as statm:
            used = int(statm.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))
