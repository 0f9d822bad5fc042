"""Lines worked on by several processes that share what is loaded; the results come in the order of the lines.

A crew is forked, so that its members have the graph without copying it. Where the system cannot fork (Windows), or has
one processor, there is none, and the work is done here.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import socket
import struct
import sys
import warnings
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    Work: TypeAlias = "Callable[[int, bytes], bytes]"

HERE = 8
"""Lines worked on before a crew is forked: what they make ready is shared, and a short file needs no more."""
MOST_MEMBERS = 8
AHEAD = 32
"""Lines that each member may be ahead of the result that is given out next."""
_NUMBER = struct.Struct("!QQ")
_CHUNK = 2**16


def worked(source: int, work: Work, lost: Work, members: int | None = None) -> Iterator[bytes]:
    """`work(number, line)` for each line of the file descriptor `source` that is not blank, in order, as they come.

    `lost` gives the result for a line on which a member died. `members`: how many processes; default: as many as the
    process may use processors.
    """
    members = _members() if members is None else members
    lines = _Lines(source)
    while not lines.at_end and (members < 2 or lines.given < HERE):
        lines.read()
        while lines.waiting and (members < 2 or lines.given < HERE):
            yield work(*lines.next())
    if lines.waiting or not lines.at_end:
        with contextlib.closing(_Crew(work, members)) as crew:
            yield from _shared(lines, crew, lost)


class _Lines:
    """The lines of a file descriptor that are not blank, with their numbers, as far as they have come."""

    def __init__(self, source: int) -> None:
        self.waiting: deque[tuple[int, bytes]] = deque()
        self.at_end = False
        self.given = 0
        self.source = source
        self._number = 0
        self._rest = bytearray()

    def read(self) -> None:
        """Take what has come; waits where nothing has."""
        chunk = os.read(self.source, _CHUNK)
        self.at_end = not chunk
        self._rest += chunk
        if chunk and b"\n" not in chunk:
            return
        *whole, rest = bytes(self._rest).split(b"\n")
        for line in [*whole, rest] if self.at_end else whole:
            self._number += 1
            if line.strip(b" \t\r\n\xef\xbb\xbf"):
                self.waiting.append((self._number, line))
        self._rest = bytearray() if self.at_end else bytearray(rest)

    def next(self) -> tuple[int, bytes]:
        """The first line that waits."""
        self.given += 1
        return self.waiting.popleft()


class _Member(NamedTuple):
    """A process and the line to it."""

    pid: int
    line: socket.socket

    def fileno(self) -> int:
        """What to wait for."""
        return self.line.fileno()

    def end(self) -> None:
        """It has nothing to lose."""
        self.line.close()
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)


class _Task(NamedTuple):
    """A line that a member works on: the how-manieth it is, and its number in the file."""

    place: int
    number: int
    line: bytes


def _shared(lines: _Lines, crew: _Crew, lost: Work) -> Iterator[bytes]:
    done: dict[int, bytes] = {}
    told = taken = lines.given
    while True:
        while lines.waiting and crew.idle and taken - told < AHEAD * crew.size:
            taken += 1
            crew.begin(_Task(taken - 1, *lines.next()))
        awaited: list[int | _Member] = [*crew.busy]
        if not lines.at_end and len(lines.waiting) < crew.size:
            awaited.append(lines.source)
        if not awaited:
            return
        heard = _heard(awaited)
        if lines.source in heard:
            lines.read()
        for member in [each for each in heard if isinstance(each, _Member)]:
            task, result = crew.heard(member)
            if task is not None:
                done[task.place] = lost(task.number, task.line) if result is None else result
        while told in done:
            yield done.pop(told)
            told += 1


def _heard(awaited: Sequence[int | _Member]) -> list[int | _Member]:
    """Those that have something to read, or have ended; waits until there is one. `select` alone has 1,024 files."""
    waiting = select.poll()
    by_file = {each if isinstance(each, int) else each.fileno(): each for each in awaited}
    for file in by_file:
        waiting.register(file, select.POLLIN)
    return [by_file[file] for file, _ in waiting.poll()]


class _Crew:
    """Processes that work on a line at a time each."""

    def __init__(self, work: Work, size: int) -> None:
        self._work = work
        self.size = size
        self.busy: dict[_Member, tuple[_Task, bytearray]] = {}
        sys.stdout.flush()
        gc.freeze()
        self.idle: list[_Member] = []
        for _ in range(size):
            self.idle.append(self._member())

    def begin(self, task: _Task) -> None:
        """Give a line to a member that is idle."""
        member = self.idle.pop()
        self.busy[member] = task, bytearray()
        # One that has died says so when it is heard.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            member.line.sendall(_NUMBER.pack(task.number, len(task.line)) + task.line)

    def heard(self, member: _Member) -> tuple[_Task | None, bytes | None]:
        """What a member has to say: its task with the result, the task alone if it died, nothing if there is more."""
        task, reply = self.busy[member]
        try:
            chunk = member.line.recv(_CHUNK)
        except ConnectionResetError:
            chunk = b""
        reply += chunk
        if chunk and (len(reply) < _NUMBER.size or len(reply) < _NUMBER.size + _NUMBER.unpack_from(reply)[1]):
            return None, None
        del self.busy[member]
        if chunk:
            self.idle.append(member)
            return task, bytes(reply[_NUMBER.size :])
        member.end()
        self.idle.append(self._member())
        return task, None

    def close(self) -> None:
        """End the members, whatever they do."""
        for member in (*self.idle, *self.busy):
            member.end()
        self.idle.clear()
        self.busy.clear()

    def _member(self) -> _Member:
        ours, theirs = socket.socketpair()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid:
            theirs.close()
            return _Member(pid, ours)
        try:
            for line in (ours, *(member.line for member in (*self.idle, *self.busy))):
                line.close()
            _live(theirs, self._work)
        finally:
            os._exit(0)


def _live(line: socket.socket, work: Work) -> None:
    """The life of a member: a line after another, until its crew is gone."""
    # Ctrl-C reaches the whole group: only who reads the file says so.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with line.makefile("rwb") as stream:
        while len(head := stream.read(_NUMBER.size)) == _NUMBER.size:
            number, length = _NUMBER.unpack(head)
            result = work(number, stream.read(length))
            stream.write(_NUMBER.pack(number, len(result)) + result)
            stream.flush()


def _members() -> int:
    if not hasattr(os, "fork"):
        return 1
    able = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(able, MOST_MEMBERS)
