"""What follows from new facts, the nearest first, until something clashes."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from kgqa.reason.engine.decode import decoded
from kgqa.reason.engine.dictionary import LITERAL
from kgqa.reason.engine.update import Update

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgqa.model import Triple
    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.derive import Fact, Plan
    from kgqa.reason.engine.plan import Slots
    from kgqa.reason.rule import Var

    Found = tuple[Plan, dict[Var, int]]

ENOUGH = 8
"""Of so many clashes of what follows from one fact the simplest is taken."""
MANY = 50
"""So many new steps of one transitive property are not looked through one by one."""


class RoundaboutError(Exception):
    """Several new steps of a transitive property lead round, or may: all paths must be followed."""


class Nearest(Update):
    """An update that is given up at the first clash: a search for the simplest conflict.

    Of transitive properties from whose paths nothing follows only the steps are added. Raises RoundaboutError where
    that does not do; `Thorough` does not.
    """

    def first_clash(self, facts: Iterable[Fact]) -> Found | None:
        """One of the simplest new clashes if `facts` are added; None if all that follows is consistent.

        Classes go before properties: a wrong class is near to what is said, and soon found. Raises BeyondUpdateError.
        """
        self._depth: dict[Fact, int] = {}
        self._costs: list[tuple[int, int, int]] = []
        self._steps: dict[Key, list[tuple[int, int]]] = {}
        kinds: deque[Fact] = deque()
        pairs: deque[Fact] = deque()
        for fact in facts:
            for new in self._new(fact, 0):
                (pairs if new[0][1] < 0 else kinds).append(new)
        while not self.clashes and (kinds or pairs):
            fact = kinds.popleft() if kinds else pairs.popleft()
            for new in self._following(fact):
                (pairs if new[0][1] < 0 else kinds).append(new)
        costs = self._costs
        return self.clashes[costs.index(min(costs))] if costs else None

    def literal_triples(self) -> Iterator[Triple]:
        """What was added with a literal."""
        added = {
            key: [pair for pair in pairs if pair[0] >= LITERAL or pair[1] >= LITERAL]
            for key, pairs in self.new.added.items()
        }
        return decoded(added, self._view)

    def _following(self, fact: Fact) -> Iterator[Fact]:
        depth = self._depth[fact] + 1
        for plan in self._deriver.deriving(fact[0]):
            for slots in plan.bindings(self.new, fact[1], fact[2]):
                for found in plan.heads(slots):
                    yield from self._new(found, depth)
                    if len(self.clashes) >= ENOUGH:
                        return

    def _new(self, fact: Fact, depth: int) -> list[Fact]:
        """Add one fact, its mirror image and the paths it completes; what of it leads on, and is no clash yet."""
        if self.new.has(*fact):
            return []
        self._count(fact)
        queue: list[Fact] = []
        for found in self._with_mirror(fact):
            for pair in self._completed(found):
                self.new.add(*pair)
                self._depth[pair] = depth + (pair != found)
                queue.append(pair)
        for key, left, right in queue:
            for plan in self._deriver.refuting(key):
                for slots in plan.bindings(self.new, left, right):
                    self._clash(plan, slots)
            if len(self.clashes) >= ENOUGH:
                break
        return queue if self._deriver.deriving(fact[0]) else []

    def _clash(self, plan: Plan, slots: Slots) -> None:
        known = len(self.clashes)
        super()._clash(plan, slots)
        if len(self.clashes) > known:
            self._costs.append(self._cost(plan.premises(slots)))

    def _completed(self, fact: Fact) -> list[Fact]:
        key, left, right = fact
        if max(left, right) >= LITERAL or not self._deriver.only_joins(key):
            return super()._completed(fact)
        if left != right and self._old.has(key, right, left):
            return [fact, (key, left, left)]
        steps = self._steps.setdefault(key, [])
        if self._leads(key, steps, left, right):
            return []
        if len(steps) >= MANY or self._leads(key, steps, right, left):
            raise RoundaboutError
        steps.append((left, right))
        return [fact]

    def _leads(self, key: Key, steps: list[tuple[int, int]], start: int, end: int) -> bool:
        """Whether new steps lead from one number to another, the paths that there were between them."""
        queue, seen = [start] if steps else [], set()
        while queue:
            place = queue.pop()
            if place == end or self._old.has(key, place, end):
                return True
            seen.add(place)
            queue += [b for a, b in steps if b not in seen and (a == place or self._old.has(key, place, a))]
        return False

    def _cost(self, facts: tuple[Fact, ...]) -> tuple[int, int, int]:
        """How far from what is supposed the facts that clash are, how many others are derived, how many there are."""
        depths = [self._depth.get(fact) for fact in facts]
        derived = [fact for fact, depth in zip(facts, depths, strict=True) if depth is None and not self._stated(fact)]
        return sum(depth or 0 for depth in depths), len(derived), len(set(facts))


class Thorough(Nearest):
    """The same search over all paths."""

    def _completed(self, fact: Fact) -> list[Fact]:
        return Update._completed(self, fact)
