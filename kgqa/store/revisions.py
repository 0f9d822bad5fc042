"""A folder of immutable revisions: each write checkpoints the last one, changes the copy, then publishes it.

A published revision is never written again, so that any number of processes can open it for reading while one
process writes the next, and a crash at any moment leaves the last published revision whole.

    FOLDER/lock        held by the one writer
    FOLDER/current     the name of the published revision
    FOLDER/r000001/    a pyoxigraph store
    FOLDER/r000001.closure    the closure of its facts, for the reasoner
    FOLDER/r000001.en.words   the indexes of its names and values, for questions in English; made by the first reader
    FOLDER/r000001.lock    shared by the readers that have it open
"""

from __future__ import annotations

import fcntl
import gc
import os
import re
import shutil
import weakref
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgqa.errors import InputError, StoreFolderError, StoreLockedError
from kgqa.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_KEPT = 2
_REVISION = re.compile(r"r\d{6,}")


def open_revision(folder: Path) -> EmbeddedStore:
    """The published revision in `folder`, for reading; it is not removed while it is open.

    Raises InputError when the folder holds no store, or a damaged one.
    """
    while (name := published(folder)) is not None:
        held = _hold(folder, name)
        if not (folder / name).is_dir():
            continue
        try:
            store = EmbeddedStore(ox.Store.read_only(str(folder / name)), writable=False, image=_image(folder / name))
        except (OSError, RuntimeError) as error:
            raise InputError(f"the store cannot be read: {error}", file=str(folder)) from error
        if held is not None:
            weakref.finalize(store, os.close, held)
        return store
    raise InputError("there is no store here", file=str(folder), remedy="make one with: kgqa load FILE --store DIR")


def remove(folder: Path) -> None:
    """Remove a whole folder of revisions, unless one of them is open somewhere."""
    if all(_is_free(folder, old.name) for old in folder.glob("r[0-9]*[0-9]")):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def write_revision(folder: Path) -> Iterator[EmbeddedStore]:
    """A writable copy of the published revision (empty at first); published when the block ends well.

    Raises StoreLockedError when another process is writing.
    """
    with _lock(folder, wait=False), _draft(folder, published(folder)) as store:
        yield store


def build_once(folder: Path, build: Callable[[EmbeddedStore], None]) -> EmbeddedStore:
    """The published revision in `folder`; where there is none that can be read, `build` fills an empty one first.

    While another process builds it, this one waits.
    """
    with _lock(folder, wait=True):
        with suppress(InputError):
            return open_revision(folder)
        with _draft(folder, None) as store:
            build(store)
        return open_revision(folder)


@contextmanager
def _draft(folder: Path, before: str | None) -> Iterator[EmbeddedStore]:
    numbers = [int(old.name[1:]) for old in folder.glob("r*") if _REVISION.fullmatch(old.name)]
    number = max(numbers, default=0) + 1
    target = folder / f"r{number:06d}"
    if before is not None:
        ox.Store.read_only(str(folder / before)).backup(str(target))
    store = EmbeddedStore(ox.Store(str(target)), writable=True, image=_image(target))
    store.image_before = None if before is None else _image(folder / before)
    try:
        yield store
        store.flush()
    except BaseException:
        store.close()
        gc.collect()
        shutil.rmtree(target, ignore_errors=True)
        _image(target).unlink(missing_ok=True)
        if before is None:
            _clear(folder)
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
        raise StoreFolderError(f"the store folder cannot be written: {error.strerror}", file=str(folder)) from error
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


def _image(revision: Path) -> Path:
    return revision.with_name(f"{revision.name}.closure")


def published(folder: Path) -> str | None:
    """The name of the folder of the published revision; None where there is none."""
    try:
        name = (folder / "current").read_bytes().decode("ascii", "replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return name if _REVISION.fullmatch(name) and (folder / name).is_dir() else None


def _hold(folder: Path, name: str) -> int | None:
    """A shared lock on a revision; None where the folder cannot be written, and so nothing is removed either."""
    try:
        held = os.open(folder / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError:
        return None
    fcntl.flock(held, fcntl.LOCK_SH)
    return held


def _is_free(folder: Path, name: str) -> bool:
    try:
        held = os.open(folder / f"{name}.lock", os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return True
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(held)
    return True


def _clear(folder: Path) -> None:
    """Leave nothing behind of a store that was never published."""
    (folder / "lock").unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


def _publish(folder: Path, name: str) -> None:
    draft = folder / "current.new"
    with draft.open("w") as handle:
        handle.write(name + "\n")
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(folder / "current")


def _prune(folder: Path, newest: int) -> None:
    """Drop the revisions that no reader holds, nor can still be about to open."""
    for old in folder.glob("r[0-9]*[0-9]"):
        if int(old.name[1:]) <= newest - _KEPT and _is_free(folder, old.name):
            shutil.rmtree(old, ignore_errors=True)
            for beside in folder.glob(f"{old.name}.*"):
                beside.unlink(missing_ok=True)
