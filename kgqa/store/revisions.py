"""A folder of immutable revisions: each write checkpoints the last one, changes the copy, then publishes it.

A published revision is never written again, so that any number of processes can open it for reading while one
process writes the next, and a crash at any moment leaves the last published revision whole.

    FOLDER/lock        held by the one writer
    FOLDER/current     the name of the published revision
    FOLDER/r000001/    a pyoxigraph store
"""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgqa.errors import InputError, StoreLockedError
from kgqa.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KEPT = 2


def open_revision(folder: Path) -> EmbeddedStore:
    """The published revision in `folder`, for reading.

    Raises InputError when the folder holds no store.
    """
    name = _published(folder)
    if name is None:
        raise InputError("there is no store here", file=str(folder), remedy="make one with: kgqa load FILE --store DIR")
    try:
        return EmbeddedStore(ox.Store.read_only(str(folder / name)), writable=False)
    except OSError as error:
        raise InputError(f"the store cannot be read: {error}", file=str(folder)) from error


@contextmanager
def write_revision(folder: Path, *, wait: bool = False) -> Iterator[EmbeddedStore]:
    """A writable copy of the published revision (empty at first); published when the block ends well.

    While another process is writing: raises StoreLockedError, or waits for it to end.
    """
    with _lock(folder, wait=wait):
        before = _published(folder)
        number = int(before[1:]) + 1 if before else 1
        target = folder / f"r{number:06d}"
        shutil.rmtree(target, ignore_errors=True)
        if before is not None:
            ox.Store.read_only(str(folder / before)).backup(str(target))
        store = EmbeddedStore(ox.Store(str(target)), writable=True)
        try:
            yield store
            store.flush()
        except BaseException:
            del store
            gc.collect()
            shutil.rmtree(target, ignore_errors=True)
            raise
        # RocksDB holds the folder until the last reference is gone; the reader must not meet a live writer.
        store.close()
        _publish(folder, target.name)
        _prune(folder, number)


@contextmanager
def _lock(folder: Path, *, wait: bool) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / "lock").open("a")
    except OSError as error:
        raise InputError(f"the store folder cannot be written: {error.strerror}", file=str(folder)) from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreLockedError(
                "another process is writing this store",
                file=str(folder),
                remedy="wait for it to end and try again",
            ) from None
        yield


def _published(folder: Path) -> str | None:
    try:
        name = (folder / "current").read_text().strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return name if name and (folder / name).is_dir() else None


def _publish(folder: Path, name: str) -> None:
    draft = folder / "current.new"
    with draft.open("w") as handle:
        handle.write(name + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(folder / "current")


def _prune(folder: Path, newest: int) -> None:
    """Drop revisions that no reader can still be about to open."""
    for old in folder.glob("r[0-9]*"):
        if old.name[1:].isdigit() and int(old.name[1:]) <= newest - _KEPT:
            shutil.rmtree(old, ignore_errors=True)
