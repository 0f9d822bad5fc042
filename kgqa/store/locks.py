"""Who may write a store folder, who has a revision open, and which server it belongs to (flock, so that none outlives
its process).

    FOLDER/lock           held during one write
    FOLDER/server.lock    held for life by the server that writes the store
    FOLDER/rNNNNNN.lock   shared by the readers that have the revision open
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from kgqa.errors import StoreFolderError, StoreLockedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_served: dict[str, int] = {}
"""The folders that this process serves for writing, or the one that it was forked from, with its lock."""


@contextmanager
def writing(folder: Path, *, wait: bool) -> Iterator[None]:
    """The right to write a folder, which is made where there is none.

    Raises StoreLockedError when another process is writing, unless `wait`; StoreFolderError when none can write.
    """
    held = _locked(
        folder, "lock", "another process is writing this store", "wait for it to end and try again", wait=wait
    )
    try:
        yield
    finally:
        os.close(held)


@contextmanager
def hold_server(folder: Path) -> Iterator[None]:
    """What a server that writes a store holds for life: no other process writes it meanwhile.

    Processes forked from this one may write; they do not hold the lock, so that it ends with the server.
    Raises StoreLockedError when another server holds it, StoreFolderError when the folder cannot be written.
    """
    remedy = "stop it first, or serve without --writable"
    held = _locked(folder, "server.lock", "another server writes this store", remedy, wait=False)
    name = str(folder.resolve())
    _served[name] = held
    try:
        yield
    finally:
        # A forked child that gets here has closed it already.
        if _served.pop(name, -1) >= 0:
            os.close(held)


def _locked(folder: Path, name: str, taken: str, remedy: str, *, wait: bool) -> int:
    """A file of a folder, which is made where there is none, opened and locked for this process alone."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = _opened(folder / name)
    except OSError as error:
        raise StoreFolderError(f"the store folder cannot be written: {error.strerror}", file=str(folder)) from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise StoreLockedError(taken, file=str(folder), remedy=remedy) from None
    return held


def write_for_server(folder: Path) -> None:
    """Let this process write a folder for the server that holds it, and has started it."""
    _served.setdefault(str(folder.resolve()), -1)


def is_for_server(folder: Path) -> bool:
    """Whether this process writes a folder for the server that holds it: others who do so will end soon."""
    return str(folder.resolve()) in _served


def refuse_beside_server(folder: Path) -> None:
    """Raise StoreLockedError when a server of another process writes the store."""
    if is_for_server(folder):
        return
    try:
        held = os.open(folder / "server.lock", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return
    try:
        fcntl.flock(held, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        raise StoreLockedError(
            "a server writes this store",
            file=str(folder),
            remedy="send the change to the server over HTTP, or stop it first",
        ) from None
    finally:
        os.close(held)


def hold_revision(folder: Path, name: str) -> int | None:
    """A shared lock on a revision; None where the folder cannot be written, and so nothing is removed either."""
    try:
        held = _opened(folder / f"{name}.lock")
    except OSError:
        return None
    fcntl.flock(held, fcntl.LOCK_SH)
    return held


@contextmanager
def free_revision(folder: Path, name: str) -> Iterator[bool]:
    """Whether no reader has a revision open; none can open it during the block, if so."""
    held = None
    with suppress(OSError):
        held = _opened(folder / f"{name}.lock")
    try:
        yield held is not None and _is_ours(held)
    finally:
        if held is not None:
            os.close(held)


def _is_ours(held: int) -> bool:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)


def _let_go() -> None:
    """In a forked child: a lock is let go when its last copy is closed, and must not outlive the server."""
    for name, held in _served.items():
        if held >= 0:
            os.close(held)
        _served[name] = -1


os.register_at_fork(after_in_child=_let_go)
