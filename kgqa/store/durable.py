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
    """Have every file of a folder on the disk; what it shares with a revision before it is there already."""
    for path in folder.iterdir():
        if path.is_file() and path.stat().st_nlink == 1:
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
