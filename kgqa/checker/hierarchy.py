"""What lies above what, by reachability over direct steps."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgqa.model import Term


class Hierarchy:
    """A reflexive and transitive relation (scm-sco, scm-spo), given by its direct steps."""

    def __init__(self) -> None:
        self._steps: defaultdict[Term, set[Term]] = defaultdict(set)
        self._known: dict[tuple[Term, Term], bool] = {}

    def add(self, low: Term, high: Term) -> None:
        """Add a step."""
        self._steps[low].add(high)
        self._known.clear()

    def holds(self, low: Term, high: Term) -> bool:
        """Whether `high` is `low` or lies above it."""
        known = self._known.get((low, high))
        if known is None:
            known = self._known[low, high] = high in self.above(low)
        return known

    def above(self, node: Term) -> set[Term]:
        """`node` and all that lies above it."""
        found, queue = {node}, [node]
        while queue:
            new = self._steps.get(queue.pop(), set()) - found
            found |= new
            queue += new
        return found
