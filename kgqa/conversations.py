"""Conversations kept on disk: they survive a restart, and every process that shares the cache folder sees them."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

from kgqa.ask.conversation import Turn
from kgqa.kept import Kept
from kgqa.model import IRI, Candidate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

MOST_TURNS = 10
"""Turns that are kept of one conversation."""
KEPT_SECONDS = 30 * 24 * 3600.0
"""How long after its last turn a conversation is kept."""
MOST_ROWS = 50_000
"""Turns that are kept of all conversations together; the oldest go first."""
LONGEST = 64_000
"""Characters of a turn as it is kept; a longer one is not remembered."""
_SWEPT_EVERY = 256

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
        self._clock = clock
        self._kept = Kept(file, _TABLE)

    def turns(self, conversation: str) -> tuple[Turn, ...]:
        """The turns of a conversation, the latest last; none of one that is not known."""
        chosen = "SELECT turn FROM turns WHERE conversation = ? AND at > ? ORDER BY number DESC LIMIT ?"
        given = (conversation, self._clock() - KEPT_SECONDS, MOST_TURNS)
        rows = self._kept.run(lambda db: db.execute(chosen, given).fetchall(), reads=True)
        found = [_read(text) for (text,) in reversed(rows or [])]
        return tuple(turn for turn in found if turn is not None)

    def add(self, conversation: str, turn: Turn | str) -> None:
        """Keep a turn, perhaps as it was `written`, as the latest of a conversation."""
        text = turn if isinstance(turn, str) else written(turn)
        if len(text) <= LONGEST:
            self._kept.run(lambda db: self._added(db, conversation, text))

    def branch(self, conversation: str, into: str) -> None:
        """Begin a conversation `into` with the turns of another: what is said in one is not said in the other."""
        copied = (
            "INSERT INTO turns (conversation, at, turn) "
            "SELECT ?, at, turn FROM turns WHERE conversation = ? ORDER BY number"
        )
        self._kept.run(lambda db: db.execute(copied, (into, conversation)))

    def close(self) -> None:
        """Let go of the file; it is opened again when it is needed."""
        self._kept.close()

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


def written(turn: Turn) -> str:
    """A turn as it is kept."""
    return json.dumps(asdict(turn), ensure_ascii=True, separators=(",", ":"))


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
