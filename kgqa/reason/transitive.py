"""Transitive properties, closed by joining single steps with paths instead of paths with paths.

Steps are the facts that hold for another reason than transitivity. Every path is a step and a path, so that each fact
is found once for each first step that leads to it, not once for each of its inner nodes.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kgqa.reason.index import Fact


class Transitive:
    """The steps of one transitive property; new ones are put into `steps` and joined when their turn comes."""

    def __init__(self) -> None:
        self.steps: list[tuple[int, int]] = []
        self._backward: defaultdict[int, set[int]] = defaultdict(set)

    def join(self, facts: Iterable[Fact], forward: Mapping[int, set[int]]) -> list[Fact]:
        """What follows from new facts of the property, whose facts known by now are `forward`.

        New steps are joined with all known paths, and new paths with all known steps.
        """
        found: list[Fact] = []
        facts = list(facts)
        if not facts:
            return found
        predicate = facts[0][0]
        for start, middle in self.steps:
            self._backward[middle].add(start)
            known = forward.get(start, set())
            found += [(predicate, start, end) for end in forward.get(middle, ()) if end not in known]
        self.steps.clear()
        for _, middle, end in facts:
            for start in self._backward.get(middle, ()):
                if end not in forward.get(start, ()):
                    found.append((predicate, start, end))
        return found
