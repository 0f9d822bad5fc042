"""What must survive a loss of power: files, and the entries of their folders, on the disk before they count."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def replaced(path: Path, text: str) -> None:
    """Write a small file; there is the old content or the new, whole, whatever happens."""
    draft = path.with_name(f"{path.name}.new")
    with draft.open("w", encoding="ascii") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(path)


def sync_tree(folder: Path) -> None:
    """Have every file of a folder on the disk."""
    for path in folder.iterdir():
        if path.is_file():
            _sync(path, os.O_RDONLY)
    sync_folder(folder)


def sync_tables(folder: Path) -> None:
    """Have on the disk what RocksDB does not itself put there before a flush returns.

    It syncs its tables as it writes them; of the rest, only these are needed to open a store.
    """
    for pattern in ("CURRENT", "MANIFEST-*", "*.log"):
        for path in folder.glob(pattern):
            _sync(path, os.O_RDONLY)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Have the entries of a folder on the disk."""
    _sync(folder, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
