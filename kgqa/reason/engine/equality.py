"""What is the same, by a representative for each set of things that are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from kgqa.reason.engine.dictionary import LITERAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kgqa.reason.engine.relation import Numbers


class Equality:
    """Sets of numbers that stand for the same thing; the smallest number of a set represents it.

    Resources come before literals, so that a literal represents nothing but literals.
    """

    def __init__(self, pairs: Iterable[tuple[int, int]] = ()) -> None:
        self._parents: dict[int, int] = {}
        for left, right in pairs:
            self.merge(left, right)

    def __bool__(self) -> bool:
        return bool(self._parents)

    def merge(self, left: int, right: int) -> bool:
        """Make two numbers the same; False when they were already."""
        left, right = self.of(left), self.of(right)
        if left == right:
            return False
        self._parents[max(left, right)] = min(left, right)
        self._parents.setdefault(min(left, right), min(left, right))
        return True

    def of(self, number: int) -> int:
        """What represents a number."""
        parents = self._parents
        if number not in parents:
            return number
        root = number
        while (above := parents.get(root, root)) != root:
            root = above
        while (above := parents.get(number, number)) != root:
            parents[number] = root
            number = above
        return root

    def sets(self) -> Mapping[int, list[int]]:
        """The members of each set of more than one, by their representative, sorted."""
        found: dict[int, list[int]] = defaultdict(list)
        for number in sorted(self._parents):
            found[self.of(number)].append(number)
        return found

    def representatives(self) -> Numbers:
        """The numbers that represent a set of more than one, sorted."""
        return np.array(sorted(self.sets()), np.int64)

    def literals(self) -> dict[int, int]:
        """For each thing that is the same as a literal, by its representative, the first such literal."""
        found = {}
        for representative, members in self.sets().items():
            literal = next((member for member in members if member >= LITERAL), representative)
            if literal != representative:
                found[representative] = literal
        return found

    def mapped(self, numbers: Numbers) -> Numbers:
        """Numbers with each member of a set replaced by its representative."""
        if not self._parents or not len(numbers):
            return numbers
        members = np.array(sorted(self._parents), np.int64)
        stand_for = np.array([self.of(int(number)) for number in members], np.int64)
        places = np.minimum(np.searchsorted(members, numbers), len(members) - 1)
        return np.where(members[places] == numbers, stand_for[places], numbers)
