"""Conversations kept on disk: they survive a restart, and every process that shares the cache folder sees them."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from dataclasses import asdict
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from kgqa.ask.conversation import Turn
from kgqa.model import IRI, Candidate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

R = TypeVar("R")

MOST_TURNS = 10
"""Turns that are kept of one conversation."""
KEPT_SECONDS = 30 * 24 * 3600.0
"""How long after its last turn a conversation is kept."""
MOST_ROWS = 50_000
"""Turns that are kept of all conversations together; the oldest go first."""
LONGEST = 64_000
"""Characters of a turn as it is kept; a longer one is not remembered."""
_SWEPT_EVERY = 256
_PATIENCE = 2.0

_TABLE = """
CREATE TABLE IF NOT EXISTS turns (
    number INTEGER PRIMARY KEY AUTOINCREMENT, conversation TEXT NOT NULL, at REAL NOT NULL, turn TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS of_conversation ON turns (conversation, number);
CREATE INDEX IF NOT EXISTS by_time ON turns (at);
"""


class Conversations:
    """The turns of conversations by their ids; in memory only where `file` cannot be written.

    A conversation is forgotten a while after its last turn, and all but its last turns at once.
    """

    def __init__(self, file: Path | None, clock: Callable[[], float] = time.time) -> None:
        self._file, self._clock = file, clock
        self._lock = Lock()
        self._open: sqlite3.Connection | None = None

    def turns(self, conversation: str) -> tuple[Turn, ...]:
        """The turns of a conversation, the latest last; none of one that is not known."""
        chosen = "SELECT turn FROM turns WHERE conversation = ? AND at > ? ORDER BY number DESC LIMIT ?"
        given = (conversation, self._clock() - KEPT_SECONDS, MOST_TURNS)
        rows = self._try(lambda db: db.execute(chosen, given).fetchall())
        found = [_read(text) for (text,) in reversed(rows or [])]
        return tuple(turn for turn in found if turn is not None)

    def add(self, conversation: str, turn: Turn) -> None:
        """Keep a turn as the latest of a conversation."""
        text = json.dumps(asdict(turn), ensure_ascii=True, separators=(",", ":"))
        if len(text) <= LONGEST:
            self._try(lambda db: self._added(db, conversation, text))

    def branch(self, conversation: str, into: str) -> None:
        """Begin a conversation `into` with the turns of another: what is said in one is not said in the other."""
        copied = (
            "INSERT INTO turns (conversation, at, turn) "
            "SELECT ?, at, turn FROM turns WHERE conversation = ? ORDER BY number"
        )
        self._try(lambda db: db.execute(copied, (into, conversation)))

    def close(self) -> None:
        """Let go of the file; it is opened again when it is needed."""
        with self._lock:
            self._end()

    def _added(self, db: sqlite3.Connection, conversation: str, text: str) -> None:
        now = self._clock()
        added = db.execute("INSERT INTO turns (conversation, at, turn) VALUES (?, ?, ?)", (conversation, now, text))
        number = added.lastrowid or 0
        db.execute(
            "DELETE FROM turns WHERE conversation = ? AND number NOT IN "
            "(SELECT number FROM turns WHERE conversation = ? ORDER BY number DESC LIMIT ?)",
            (conversation, conversation, MOST_TURNS),
        )
        if number % _SWEPT_EVERY == 0:
            db.execute("DELETE FROM turns WHERE at <= ? OR number <= ?", (now - KEPT_SECONDS, number - MOST_ROWS))

    def _try(self, work: Callable[[sqlite3.Connection], R]) -> R | None:
        """What `work` gives, in one transaction; None where the file cannot be used now: nobody's answer waits."""
        with self._lock:
            for _ in range(2):
                try:
                    db = self._connected()
                    with db:
                        return work(db)
                except sqlite3.OperationalError:
                    self._end()
                    return None
                except sqlite3.DatabaseError:
                    self._end()
                    _discard(self._file)
            return None

    def _connected(self) -> sqlite3.Connection:
        if self._open is None:
            self._open = _opened(self._file)
        return self._open

    def _end(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


def _opened(file: Path | None) -> sqlite3.Connection:
    """The database in `file`, begun anew where it is none; one in memory where the file cannot be used."""
    if file is not None:
        for _ in range(2):
            try:
                return _connect(file)
            except sqlite3.OperationalError:
                break
            except sqlite3.DatabaseError:
                _discard(file)
            except OSError:
                break
    db = sqlite3.connect(":memory:", check_same_thread=False)
    db.executescript(_TABLE)
    return db


def _discard(file: Path | None) -> None:
    """Remove a damaged database, its journal too: what was said is lost, what is asked next is not."""
    for ending in ("", "-wal", "-shm") if file is not None else ():
        assert file is not None
        file.with_name(file.name + ending).unlink(missing_ok=True)


def _connect(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    # What people ask is theirs: nobody else on the machine may read it.
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    db = sqlite3.connect(file, timeout=_PATIENCE, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.executescript(_TABLE)
    except sqlite3.Error:
        db.close()
        raise
    return db


def _read(text: str) -> Turn | None:
    """A turn as it was kept; None for one of another version of kgqa."""
    try:
        kept = json.loads(text)
        return Turn(
            question=kept["question"],
            reading=kept["reading"],
            about=tuple(IRI(each["value"]) for each in kept["about"]),
            answers=tuple(IRI(each["value"]) for each in kept["answers"]),
            candidates=tuple(Candidate(**each) for each in kept["candidates"]),
            chosen=tuple(kept["chosen"]),
            counted=bool(kept["counted"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
