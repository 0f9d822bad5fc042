"""What this server has done since it began, counted for /metrics."""

from __future__ import annotations

from collections import Counter
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgqa.model import Answer, Verdict

Labels = tuple[tuple[str, str], ...]


class Tally:
    """Counts answers and verdicts; may be called from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[tuple[str, Labels]] = Counter()

    def asked(self, answer: Answer) -> None:
        """Count an answer, by its status, where it came from and how it is known."""
        known = {"source": answer.source or "", "certainty": answer.certainty or ""}
        self._add("questions", {"status": answer.status, **known})
        self._add("questions_by_model", {"model": "asked" if answer.usage.model_calls else "none"})

    def verified(self, verdict: Verdict) -> None:
        """Count a verdict, and the verdict on each of its claims."""
        self._add("verifications", {"verdict": verdict.verdict})
        for claim in verdict.claims:
            self._add("claims", {"verdict": claim.verdict})
        self._add("passages_unread", {}, len(verdict.unread))

    def counts(self) -> dict[tuple[str, Labels], int]:
        """All counts, by name and labels."""
        with self._lock:
            return dict(self._counts)

    def _add(self, name: str, labels: Mapping[str, str], number: int = 1) -> None:
        with self._lock:
            self._counts[name, tuple(labels.items())] += number
