"""A small database in the cache folder that every process shares, and that is never in the way of an answer."""

from __future__ import annotations

import os
import sqlite3
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

R = TypeVar("R")

PATIENCE = 2.0
"""Seconds to wait for another process that writes."""


class Kept:
    """The tables that `script` makes, in `file`; in memory only where that cannot be written."""

    def __init__(self, file: Path | None, script: str) -> None:
        self._file, self._script = file, script
        self._lock = Lock()
        self._open: sqlite3.Connection | None = None

    def run(self, work: Callable[[sqlite3.Connection], R], *, reads: bool = False) -> R | None:
        """What `work` gives, in one transaction of its own; None where the file cannot be used now.

        `reads`: it writes nothing, and waits for nobody who does.
        """
        with self._lock:
            for _ in range(2):
                try:
                    if self._open is None:
                        self._open = _opened(self._file, self._script)
                    with self._open as db:
                        db.execute("BEGIN" if reads else "BEGIN IMMEDIATE")
                        return work(db)
                except sqlite3.OperationalError:
                    self._end()
                    return None
                except sqlite3.DatabaseError:
                    self._end()
                    _discard(self._file)
            return None

    def close(self) -> None:
        """Let go of the file; it is opened again when it is needed."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


def _opened(file: Path | None, script: str) -> sqlite3.Connection:
    """The database in `file`, begun anew where it is damaged; one in memory where the file cannot be used."""
    for _ in range(2) if file is not None else ():
        assert file is not None
        try:
            return _connected(file, script)
        except sqlite3.OperationalError:
            break
        except sqlite3.DatabaseError:
            _discard(file)
        except OSError:
            break
    db = sqlite3.connect(":memory:", check_same_thread=False)
    db.executescript(script)
    return db


def _connected(file: Path, script: str) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    # What is asked and spent is nobody else's on the machine.
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    db = sqlite3.connect(file, timeout=PATIENCE, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.executescript(script)
    except sqlite3.Error:
        db.close()
        raise
    return db


def _discard(file: Path | None) -> None:
    """Remove a damaged database with its journal."""
    for ending in ("", "-wal", "-shm") if file is not None else ():
        assert file is not None
        file.with_name(file.name + ending).unlink(missing_ok=True)
