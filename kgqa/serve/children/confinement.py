"""What a child process gives up before it works on what somebody sent: sockets, memory, outliving its parent.

Sources: seccomp(2), prctl(2), getrlimit(2). What a system does not know is left out: the evaluation of a query opens
no connection by itself (SERVICE is refused before), so that the seal only holds if all else fails.
"""

from __future__ import annotations

import ctypes
import platform
import signal
import struct
import sys
from contextlib import suppress

_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""By processor: AUDIT_ARCH_* and the number of socket(2)."""
_DEATH_SIGNAL, _SET_SECCOMP, _NO_NEW_PRIVILEGES = 1, 22, 38
_FILTER = 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_STEP = struct.Struct("=HBBI")
_prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def seal() -> bool:
    """Refuse every further socket(2) with EPERM, for good. False where the system has no way to do so."""
    known = _SOCKET.get(platform.machine())
    if _prctl is None or known is None:
        return False
    architecture, number = known
    steps = b"".join(
        [
            _STEP.pack(_LOAD, 0, 0, 4),
            # A call by the numbers of another architecture (32 bit) is refused whatever it is.
            _STEP.pack(_EQUAL, 0, 3, architecture),
            _STEP.pack(_LOAD, 0, 0, 0),
            _STEP.pack(_EQUAL, 1, 0, number),
            _STEP.pack(_RETURN, 0, 0, _ALLOW),
            _STEP.pack(_RETURN, 0, 0, _REFUSE),
        ]
    )
    program = _Program(len(steps) // _STEP.size, steps)
    if _prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(_prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program)) == 0)


def end_with_parent() -> None:
    """Be killed as soon as the parent process has ended."""
    if _prctl is not None:
        _prctl(_DEATH_SIGNAL, int(signal.SIGKILL), 0, 0, 0)


def limit_memory(more: int) -> None:
    """Let the process have `more` bytes beyond those it has now."""
    import resource

    with suppress(OSError, ValueError):
        with open("/proc/self/statm", encoding="ascii") as statm:
            used = int(statm.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + more, used + more))
