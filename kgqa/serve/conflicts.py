"""The conflicts of the graph that is served, found once for a revision."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

from kgqa.ask.render import conflict_json

if TYPE_CHECKING:
    from kgqa.pipeline import KnowledgeBase


class FoundConflicts:
    """Conflicts as JSON objects, found when first asked for and kept for the revision."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._revision: str | None = None
        self._limit = 0
        self._found: list[dict[str, Any]] = []

    def first(self, kb: KnowledgeBase, limit: int) -> list[dict[str, Any]]:
        """At most `limit` conflicts; whoever asks while they are sought waits for the same search."""
        with self._lock:
            all_are_found = len(self._found) < self._limit
            if self._revision != kb.revision or (limit > self._limit and not all_are_found):
                self._found = [conflict_json(conflict) for conflict in kb.conflicts(limit=limit)]
                self._revision, self._limit = kb.revision, limit
            return self._found[:limit]
