"""A folder of immutable revisions: each write checkpoints the last one, changes the copy, then publishes it.

A published revision is never written again, so that any number of processes can open it for reading while one
process writes the next, and a crash at any moment leaves the last published revision whole.

    FOLDER/format      the version of this layout
    FOLDER/current     the name of the published revision
    FOLDER/r000001/    a pyoxigraph store
    FOLDER/r000001.closure    the closure of its facts, for the reasoner
    FOLDER/r000001.en.words   the indexes of its names and values, for questions in English; made by the first reader
    FOLDER/*lock       see `kgqa.store.locks`
"""

from __future__ import annotations

import errno
import gc
import os
import re
import shutil
import weakref
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kgqa.errors import InputError, StoreFolderError
from kgqa.store.durable import replaced, sync_folder, sync_tables
from kgqa.store.embedded import EmbeddedStore
from kgqa.store.locks import free_revision, hold_revision, is_for_server, refuse_beside_server, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FORMAT = 1
"""The version of the layout that is written here; older ones are read, newer ones refused."""
_KEPT = 2
_REVISION = re.compile(r"r\d{6,}")
_DAMAGED = "restore a backup with: kgqa restore BACKUP --store DIR"


def open_revision(folder: Path) -> EmbeddedStore:
    """The published revision in `folder`, for reading; it is not removed while it is open.

    Raises InputError when the folder holds no store, a damaged one, or one of a newer kgqa.
    """
    while (name := published(folder)) is not None:
        check_format(folder)
        held = hold_revision(folder, name)
        if not (folder / name).is_dir():
            if held is not None:
                os.close(held)
            continue
        try:
            store = EmbeddedStore(ox.Store.read_only(str(folder / name)), writable=False, image=image_of(folder / name))
        except (OSError, RuntimeError) as error:
            if held is not None:
                os.close(held)
            raise InputError(f"the store cannot be read: {error}", file=str(folder), remedy=_DAMAGED) from error
        if held is not None:
            weakref.finalize(store, os.close, held)
        return store
    raise InputError("there is no store here", file=str(folder), remedy="make one with: kgqa load FILE --store DIR")


def remove(folder: Path) -> None:
    """Remove a whole folder of revisions, unless one of them is open somewhere."""
    names = [old.name for old in revisions(folder)]
    for name in names:
        with free_revision(folder, name) as free:
            if not free:
                return
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def write_revision(folder: Path) -> Iterator[EmbeddedStore]:
    """A writable copy of the published revision (empty at first); published when the block ends well.

    Raises StoreLockedError when another process is writing or serves the store for writing, StoreFolderError when the
    folder cannot be written or is full, InputError for a damaged store: nothing is changed then. What several processes
    of one server write comes one after the other.
    """
    refuse_beside_server(folder)
    with writing(folder, wait=is_for_server(folder)):
        check_format(folder)
        before = published(folder)
        if before is None and (folder / "current").exists():
            remedy = f"{_DAMAGED}; or write the name of the newest revision that is whole into the file `current`"
            raise InputError("the store is damaged: `current` names no revision", file=str(folder), remedy=remedy)
        with _draft(folder, before) as store:
            yield store


def build_once(folder: Path, build: Callable[[EmbeddedStore], None]) -> EmbeddedStore:
    """The published revision in `folder`; where there is none that can be read, `build` fills an empty one first.

    While another process builds it, this one waits.
    """
    with writing(folder, wait=True):
        with suppress(InputError):
            return open_revision(folder)
        with _draft(folder, None) as store:
            build(store)
        return open_revision(folder)


@contextmanager
def rewrite_revision(folder: Path) -> Iterator[tuple[EmbeddedStore, EmbeddedStore]]:
    """The published revision, and an empty one that is published when the block ends well.

    Raises as `write_revision` does, and InputError where there is no store.
    """
    refuse_beside_server(folder)
    with writing(folder, wait=False):
        old = open_revision(folder)
        with _draft(folder, None, keep=True) as new:
            new.image_before = old.image
            yield old, new


@contextmanager
def take_revision(folder: Path, staged: Path, name: str, *, replace: bool) -> Iterator[None]:
    """Publish a revision that lies whole in another folder of the same file system, under `name`.

    Raises as `write_revision` does, and StoreFolderError where there is a store already, unless `replace`.
    """
    refuse_beside_server(folder)
    is_new = not folder.exists()
    with writing(folder, wait=False):
        try:
            if not replace and any(True for path in folder.iterdir() if path.name not in {"lock", "server.lock"}):
                raise StoreFolderError(
                    "there is a store, or something else, here", file=str(folder), remedy="--force replaces the store"
                )
            check_format(folder)
            yield
            number = _next(folder)
            for path in sorted(staged.iterdir()):
                if path.name.partition(".")[0] == name:
                    path.rename(folder / f"r{number:06d}{path.name.removeprefix(name)}")
            publish(folder, f"r{number:06d}")
        except BaseException:
            if is_new and published(folder) is None:
                _clear(folder)
            raise
        _prune(folder, number)


def _next(folder: Path) -> int:
    return max((int(old.name[1:]) for old in revisions(folder)), default=0) + 1


@contextmanager
def _draft(folder: Path, before: str | None, *, keep: bool = False) -> Iterator[EmbeddedStore]:
    number = _next(folder)
    target = folder / f"r{number:06d}"
    store: EmbeddedStore | None = None
    try:
        store = _copied(folder, before, target)
        yield store
        store.flush()
        store.close()
        # RocksDB holds the folder until the last reference is gone; the reader must not meet a live writer.
        publish(folder, target.name)
    except BaseException as error:
        if store is not None:
            store.close()
        gc.collect()
        # Once `current` names it, it is published, even if what interrupts comes right then.
        if published(folder) != target.name:
            _discard(folder, target.name)
            if before is None and not keep:
                _clear(folder)
        if _is_full(error):
            raise StoreFolderError("the disk is full: nothing was changed", file=str(folder)) from error
        raise
    _prune(folder, number)


def _copied(folder: Path, before: str | None, target: Path) -> EmbeddedStore:
    try:
        if before is not None:
            ox.Store.read_only(str(folder / before)).backup(str(target))
        store = EmbeddedStore(ox.Store(str(target)), writable=True, image=image_of(target))
    except (OSError, RuntimeError) as error:
        if _is_full(error):
            raise
        raise InputError(f"the store cannot be read: {error}", file=str(folder), remedy=_DAMAGED) from error
    store.image_before = None if before is None else image_of(folder / before)
    return store


def _is_full(error: BaseException) -> bool:
    """Whether a write failed for want of room, as Python or RocksDB tells it."""
    full = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    told = ("No space left", "Disk quota exceeded", "File too large")
    return isinstance(error, OSError | RuntimeError) and (
        getattr(error, "errno", None) in full or any(words in str(error) for words in told)
    )


def image_of(revision: Path) -> Path:
    """The file of a revision's closure."""
    return revision.with_name(f"{revision.name}.closure")


def published(folder: Path) -> str | None:
    """The name of the folder of the published revision; None where there is none."""
    try:
        name = (folder / "current").read_bytes().decode("ascii", "replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return name if _REVISION.fullmatch(name) and (folder / name).is_dir() else None


def check_format(folder: Path) -> None:
    """Raise InputError for a store of a kgqa that is newer than this one."""
    try:
        written = (folder / "format").read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return
    if not written.isdigit() or int(written) > FORMAT:
        raise InputError(
            f"the store has format {written!r}, and this kgqa knows formats up to {FORMAT}",
            file=str(folder),
            remedy="use the version of kgqa that wrote it, or a newer one",
        )


def revisions(folder: Path) -> list[Path]:
    """The folders of all revisions that there are, published or not, oldest first."""
    return sorted(
        (old for old in folder.glob("r*") if _REVISION.fullmatch(old.name)), key=lambda old: int(old.name[1:])
    )


def publish(folder: Path, name: str) -> None:
    """Make a revision the one that is read, once all of it is on the disk."""
    sync_tables(folder / name)
    if not (folder / "format").exists():
        replaced(folder / "format", f"{FORMAT}\n")
    sync_folder(folder)
    replaced(folder / "current", f"{name}\n")
    sync_folder(folder)


def _discard(folder: Path, name: str) -> None:
    """Remove a revision, and all that belongs to it but its lock."""
    shutil.rmtree(folder / name, ignore_errors=True)
    for beside in folder.glob(f"{name}.*"):
        if beside.suffix != ".lock":
            beside.unlink(missing_ok=True)


def _clear(folder: Path) -> None:
    """Leave nothing behind of a store that was never published."""
    for name in ("lock", "format", "current.new", "format.new"):
        (folder / name).unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


def _prune(folder: Path, newest: int) -> None:
    """Drop the revisions that no reader holds, nor can still be about to open."""
    locks = {lock.stem for lock in folder.glob("r*.lock") if _REVISION.fullmatch(lock.stem)}
    for name in sorted(locks.union(old.name for old in revisions(folder))):
        if int(name[1:]) <= newest - _KEPT:
            with free_revision(folder, name) as free:
                if free:
                    _discard(folder, name)
                    # Last, and still held: a reader who waits for it finds that the revision is gone.
                    (folder / f"{name}.lock").unlink(missing_ok=True)
