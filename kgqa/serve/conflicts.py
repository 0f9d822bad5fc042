"""The conflicts of one graph, found once."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

from kgqa.ask.render import conflict_json

if TYPE_CHECKING:
    from kgqa.pipeline import KnowledgeBase


class FoundConflicts:
    """Conflicts as JSON objects, found when first asked for and kept for the revision."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._lock = Lock()
        self._revision: str | None = None
        self._limit = 0
        self._found: list[dict[str, Any]] = []

    def first(self, limit: int) -> list[dict[str, Any]]:
        """At most `limit` conflicts; whoever asks while they are sought waits for the same search."""
        with self._lock:
            all_are_found = len(self._found) < self._limit
            if self._revision != self._kb.revision or (limit > self._limit and not all_are_found):
                self._found = [conflict_json(conflict) for conflict in self._kb.conflicts(limit=limit)]
                self._revision, self._limit = self._kb.revision, limit
            return self._found[:limit]
