"""The nursery: a process that forks one child per call, watches over it, and tells how it ended.

pyoxigraph cannot cancel a query, so what would never end is stopped from outside: by the kernel's own timer and
memory limit, or by the nursery as soon as nobody waits for the reply. The nursery is small and has one thread, so that
a child starts in a moment, and holds no lock of the server.

Over the line of a call goes the request (a JSON head and the argument); back come frames: what the child tells on its
way, its reply, and, from the nursery, how it ended.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import struct
import sys
import time
import traceback
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from kgqa.serve.children.confinement import end_with_parent, limit_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Never

SIZE = struct.Struct("!QQ")
"""The lengths of a request's head and argument."""
FRAME = struct.Struct("!cQ")
"""The kind and the length of a frame."""
TOLD, REPLY, ENDED, FAILED = b"T", b"R", b"E", b"F"
STATUS = struct.Struct("!i")
"""How a child ended: its exit status, or the number of the signal that ended it, below 0."""


class Child:
    """What a task may do with the process that it has to itself."""

    def __init__(self, line: socket.socket, memory: int) -> None:
        self._line = line
        self._memory = memory

    def limit(self) -> None:
        """From here on `memory` bytes may be used beyond what is used now; 0: no limit."""
        if self._memory:
            limit_memory(self._memory)

    def tell(self, news: bytes) -> None:
        """Send word of how far the call is."""
        self._line.sendall(FRAME.pack(TOLD, len(news)) + news)


Task: TypeAlias = "Callable[[bytes, Child], bytes]"


def receive(line: socket.socket, length: int, ends: float) -> bytes:
    """The next `length` bytes of a line. Raises EOFError at its end, TimeoutError after the time `ends`."""
    received = bytearray()
    while len(received) < length:
        line.settimeout(max(0.001, ends - time.monotonic()))
        part = line.recv(min(length - len(received), 2**20))
        if not part:
            raise EOFError
        received += part
    return bytes(received)


def nurse(control: socket.socket, tasks: Mapping[str, Task]) -> Never:
    """The life of the nursery: a child for every line that arrives at `control`, until the server is gone."""
    try:
        # A session of its own would make the kernel's scheduler forget how nice the children are (autogroups).
        os.setpgid(0, 0)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        gc.freeze()
        _Nursery(control, tasks).run()
    finally:
        os._exit(1)


class _Nursery:
    def __init__(self, control: socket.socket, tasks: Mapping[str, Task]) -> None:
        self._control = control
        self._tasks = tasks
        self._lines: dict[int, socket.socket] = {}
        """By the process id of the child at its other end."""
        self._bell, self._ringer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(self._ringer, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._poll = select.poll()
        self._poll.register(control, select.POLLIN)
        self._poll.register(self._bell, select.POLLIN)

    def run(self) -> None:
        own = (self._bell, self._control.fileno())
        while True:
            ready = {number for number, _ in self._poll.poll()}
            for number in ready.difference(own):
                self._end(number)
            if self._bell in ready:
                self._reap()
            # Last of all: a new line may get the number of one that was let go just now.
            if self._control.fileno() in ready:
                self._take()

    def _take(self) -> None:
        message, descriptors, _, _ = socket.recv_fds(self._control, 1, 1)
        if not message:
            os.killpg(0, signal.SIGKILL)
        for number in descriptors:
            line = socket.socket(fileno=number)
            pid = os.fork()
            if pid == 0:
                self._leave()
                _work(line, self._tasks)
            self._lines[pid] = line
            # With no event asked for, only the other end's going away is told.
            self._poll.register(line, 0)

    def _leave(self) -> None:
        """What a child lets go of, so that it holds no line but its own."""
        end_with_parent()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        self._control.close()
        os.close(self._bell)
        os.close(self._ringer)
        for line in self._lines.values():
            line.close()

    def _end(self, number: int) -> None:
        """Nobody waits at the other end any more. The child is not reaped yet, so that its id is still its own."""
        self._poll.unregister(number)
        for pid, line in self._lines.items():
            if line.fileno() == number:
                os.kill(pid, signal.SIGKILL)

    def _reap(self) -> None:
        with suppress(BlockingIOError):
            os.read(self._bell, 4096)
        with suppress(ChildProcessError):
            while (found := os.waitpid(-1, os.WNOHANG))[0]:
                pid, status = found
                line = self._lines.pop(pid)
                with suppress(KeyError):
                    self._poll.unregister(line)
                with suppress(OSError), line:
                    line.setblocking(False)
                    ended = STATUS.pack(os.waitstatus_to_exitcode(status))
                    line.sendall(FRAME.pack(ENDED, len(ended)) + ended)


def _work(line: socket.socket, tasks: Mapping[str, Task]) -> Never:
    """The life of a child: one call."""
    status = 1
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        soon = time.monotonic() + 60
        head_length, length = SIZE.unpack(receive(line, SIZE.size, soon))
        head = json.loads(receive(line, head_length, soon))
        signal.setitimer(signal.ITIMER_REAL, head["seconds"])
        # Work with limits of its own gives way to questions.
        os.nice(head["niceness"])
        gc.disable()
        argument = receive(line, length, soon)
        line.settimeout(None)
        reply = tasks[head["task"]](argument, Child(line, head["memory"]))
        line.sendall(FRAME.pack(REPLY, len(reply)))
        line.sendall(reply)
        status = 0
    except MemoryError:
        status = -signal.SIGABRT
    except Exception as error:
        why = _trace(error).encode()
        with suppress(OSError):
            line.sendall(FRAME.pack(FAILED, len(why)) + why)
    finally:
        if status < 0:
            # As what runs below Python ends when it gets no memory.
            os.abort()
        os._exit(status)


def _trace(error: BaseException) -> str:
    """Where an error arose and of what kind it is, for the log: its message may hold what was asked."""
    places = (f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__))
    return "; ".join((*places, type(error).__name__))


if __name__ == "__main__":
    nurse(socket.socket(fileno=int(sys.argv[1])), import_module(sys.argv[2]).TASKS)
