"""Several processes that serve on one socket: forked from one that has loaded the graph, started again when they die.

What they share of the graph's memory is kept once. A process that supervises opens no connection and has no threads.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
import traceback
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from types import FrameType

    from kgqa.serve.board import Board

log = logging.getLogger("kgqa.serve")

SOON = 5.0
"""Seconds: what dies sooner after its start is likely to die again."""
MOST_SOON = 6
"""So many deaths in a row, soon after the start, are the end of the server."""
FAILED = 1
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Supervisor:
    """Runs `serve(place, alive)` in as many processes as the board has places.

    `alive` is a file descriptor that comes to its end when the supervisor is gone, however it went.
    """

    def __init__(self, serve: Callable[[int, int], None], listener: socket.socket, board: Board, places: int) -> None:
        self._serve = serve
        self._listener = listener
        self._board = board
        self._places = range(places)
        self._alive, self._held = os.pipe()
        self._pids: dict[int, tuple[int, float]] = {}
        self._told: int | None = None

    def run(self) -> int:
        """Serve until told to end; the exit status. Where a signal ended it, the process ends by that signal."""
        before = {each: signal.signal(each, self._end) for each in _SIGNALS}
        for place in self._places:
            self._start(place)
        soon = 0
        while self._pids:
            pid, status = os.waitpid(-1, 0)
            if pid not in self._pids:
                continue
            place, since = self._pids.pop(pid)
            self._board.clear(place)
            if self._told is None:
                soon = soon + 1 if time.monotonic() - since < SOON else 0
                log.warning("worker %d %s", pid, _ended(status))
                if soon > MOST_SOON:
                    log.error("the workers die as soon as they are started: the server ends")
                    self._pass_on(signal.SIGTERM)
                    self._told = 0
                    continue
                time.sleep(min(0.1 * 2**soon, 5.0) if soon else 0.0)
                self._start(place)
        for each, handler in before.items():
            signal.signal(each, handler)
        if self._told:
            signal.raise_signal(self._told)
        return FAILED

    def _start(self, place: int) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        # A signal meanwhile would miss the worker that is being made, or be taken by it for the supervisor's.
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        if self._told is None:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)
                pid = os.fork()
            if pid == 0:
                self._work(place)
            self._pids[pid] = place, time.monotonic()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)

    def _work(self, place: int) -> NoReturn:
        """The life of a worker. Ctrl-C reaches the supervisor alone, which passes it on."""
        status = FAILED
        try:
            os.close(self._held)
            os.setsid()
            for each in _SIGNALS:
                signal.signal(each, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
            self._serve(place, self._alive)
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)

    def _end(self, told: int, _: FrameType | None) -> None:
        """Told once: the workers finish what they do. Told a second time: at once."""
        again = self._told is not None
        self._told = self._told or told
        self._listener.close()
        self._pass_on(signal.SIGKILL if again else signal.SIGTERM)

    def _pass_on(self, told: int) -> None:
        for pid in list(self._pids):
            with suppress(ProcessLookupError):
                os.kill(pid, told)


def _ended(status: int) -> str:
    if os.WIFSIGNALED(status):
        return f"was ended by {signal.Signals(os.WTERMSIG(status)).name}"
    return f"ended with status {os.waitstatus_to_exitcode(status)}"
