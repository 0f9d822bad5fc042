"""The folder that `--store` names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def refuse_without_store(store: Path) -> None:
    """Raise InputError where there is no folder: only loading makes one."""
    if store.is_file():
        raise InputError("this is a file, and a store is a folder", file=str(store), remedy="give files with --graph")
    if not store.is_dir():
        raise InputError("there is no such store", file=str(store), remedy="make it with kgqa load")
