"""Facts added and taken away, with all that follows: in proportion to what changes.

Adding is semi-naive, one fact at a time. Taking away goes through the strata: in one that does not rest on itself a
fact stays while it is stated or some rule still derives it; in a recursive one all that rests on what is gone is
taken away first, and what another reason derives is put back (delete and rederive: A. Gupta, I. Mumick,
V. Subrahmanian: Maintaining Views Incrementally, SIGMOD 1993). A fact that lower strata alone derive is never taken
away, as in the backward/forward algorithm (B. Motik et al., AAAI 2015).
"""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING

from kgqa.model import BlankNode
from kgqa.reason.engine.rows import Overlay
from kgqa.reason.rule import DIFFERENT, Var

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.derive import Deriver, Fact, Plan
    from kgqa.reason.engine.plan import Slots
    from kgqa.reason.engine.rows import Rows
    from kgqa.reason.engine.view import Numbered, View

SEARCH = 4
"""How many steps of a recursive stratum are searched for another derivation before a fact is taken away for now."""
LOOK = 4
"""What looking whether a fact must go costs, where adding one costs 1 (about a microsecond)."""
MOST_EFFORT, EFFORT, EFFORT_A_RESOURCE = 400_000, 40_000, 8
"""An update that costs more than that (so much, and more in a large graph) is no update: all is derived anew."""


class BeyondUpdateError(Exception):
    """The change touches identity or the schema, or is so large that the closure must be computed anew."""


class Update:
    """A change of `old` facts, kept apart in `new`; `states` tells which triples are stated once it is made.

    `may_state` tells of which keys any may be.
    """

    def __init__(
        self,
        deriver: Deriver,
        old: Rows,
        view: View,
        states: Callable[[Numbered], bool],
        may_state: Callable[[Key], bool],
    ) -> None:
        self.new = Overlay(old)
        self.clashes: list[tuple[Plan, dict[Var, int]]] = []
        self.states = states
        self._may_state = may_state
        self._deriver, self._old, self._view = deriver, old, view
        self._book = deriver.book
        self._proved: set[Fact] = set()
        self._failed: dict[Fact, int] = {}
        self._effort = 0
        self._limit = min(MOST_EFFORT, EFFORT + EFFORT_A_RESOURCE * view.dictionary.resources)

    def add(self, facts: Iterable[Fact]) -> None:
        """Add facts and what follows from them. Raises BeyondUpdateError."""
        queue: deque[Fact] = deque()
        for fact in facts:
            self._put(fact, queue)
        while queue:
            fact = queue.popleft()
            for plan in self._deriver.using(fact[0]):
                for slots in plan.bindings(self.new, fact[1], fact[2]):
                    if not plan.rule.head:
                        self._clash(plan, slots)
                    for found in plan.heads(slots):
                        self._put(found, queue)

    def _clash(self, plan: Plan, slots: Slots) -> None:
        """Keep a clash that rests on something new; of two names for a nameless thing the other might now be first."""
        if not any((left, right) in self.new.added.get(key, ()) for key, left, right in plan.premises(slots)):
            return
        values = plan.values(slots)
        tests = (test for test in plan.rule.tests if test.name == DIFFERENT and self._book.unique_names)
        if any(
            self._was_nameless(values.get(node, -1) if isinstance(node, Var) else node)
            for t in tests
            for node in t.nodes
        ):
            raise BeyondUpdateError
        self.clashes.append((plan, values))

    def _was_nameless(self, number: int) -> bool:
        members = self._view.members(number)
        return len(members) > 1 and any(isinstance(self._view.dictionary.term(n), BlankNode) for n in members)

    def _put(self, fact: Fact, queue: deque[Fact]) -> None:
        """Add one fact, its mirror image and the paths it completes."""
        if self.new.has(*fact):
            return
        self._count(fact)
        leads_on = bool(self._deriver.using(fact[0]))
        for found in self._with_mirror(fact):
            for pair in self._completed(found):
                self.new.add(*pair)
                if leads_on:
                    queue.append(pair)

    def _completed(self, fact: Fact) -> list[Fact]:
        """A fact that does not hold yet, with the pairs that it brings if its property is transitive."""
        key, left, right = fact
        if key not in self._book.transitive:
            return [fact]
        lasts = dict.fromkeys((right, *self.new.rights(key, right)))
        firsts = dict.fromkeys((left, *self.new.lefts(key, left)))
        self._spend(len(firsts) * len(lasts))
        found: list[Fact] = []
        for first in firsts:
            known = {*self.new.rights(key, first)}
            found += [(key, first, last) for last in lasts if last not in known]
        return found

    def delete(self, facts: Iterable[Fact]) -> None:
        """Take away facts that are no longer stated, with what rested on them. Raises BeyondUpdateError."""
        pending: dict[int, dict[Fact, None]] = defaultdict(dict)
        for fact in facts:
            pending[self._rank(fact)][fact] = None
        while pending:
            rank = min(pending)
            candidates = [fact for fact in pending.pop(rank) if self.new.has(*fact)]
            gone = self._gone(candidates, rank)
            for fact in gone:
                for found in self._consequences(fact, self._old):
                    if self._rank(found) != rank and self.new.has(*found):
                        pending[self._rank(found)][found] = None

    def _gone(self, candidates: list[Fact], rank: int) -> list[Fact]:
        if rank in self._book.recursive:
            return self._rederived(self._overdeleted(candidates, rank))
        gone: list[Fact] = []
        for fact in candidates:
            if self.new.has(*fact) and not self._supported(fact):
                gone += self._take(fact)
        return gone

    def _take(self, fact: Fact) -> list[Fact]:
        taken = [found for found in self._with_mirror(fact) if self.new.has(*found)]
        for found in taken:
            self._count(found)
            self.new.remove(*found)
        return taken

    def _overdeleted(self, candidates: Iterable[Fact], rank: int) -> dict[Fact, None]:
        """The candidates and all of their stratum that rests on them, but for what lower strata derive anyway."""
        queue = deque((fact, True) for fact in candidates)
        over: dict[Fact, None] = {}
        while queue:
            fact, is_step = queue.popleft()
            self._spend(LOOK)
            if fact in over or not self.new.has(*fact) or self._grounded(fact, rank, SEARCH):
                continue
            for found in self._with_mirror(fact):
                over[found] = None
                queue.extend((f, True) for f in self._consequences(found, self._old) if self._rank(f) == rank)
                if is_step:
                    queue.extend((pair, False) for pair in self._spanned(found))
        for fact in over:
            self._count(fact)
            self.new.remove(*fact)
        return over

    def _spanned(self, fact: Fact) -> Iterator[Fact]:
        """The pairs that paths through a pair of a transitive property join."""
        key, left, right = fact
        if key not in self._book.transitive:
            return
        rights = [right, *self._old.rights(key, right)]
        for first in [left, *self._old.lefts(key, left)]:
            for last in rights:
                yield key, first, last

    def _rederived(self, over: dict[Fact, None]) -> list[Fact]:
        """Put back what still has a reason; returns what has none."""
        joined = self._joined(over)
        queue = deque(fact for fact in over if fact in joined or self._supported(fact))
        while queue:
            fact = queue.popleft()
            for found in self._with_mirror(fact):
                if self.new.has(*found):
                    continue
                self.new.add(*found)
                queue.extend(f for f in self._consequences(found, self.new) if f in over and not self.new.has(*f))
                queue.extend(f for f in self._completed(found) if f in over and not self.new.has(*f))
        return [fact for fact in over if not self.new.has(*fact)]

    def _joined(self, facts: Iterable[Fact]) -> set[Fact]:
        """Those that two steps of a transitive property still join."""
        rights: dict[tuple[Key, int], set[int]] = {}
        lefts: dict[tuple[Key, int], set[int]] = {}
        found = set()
        for fact in facts:
            key, left, right = fact
            if key not in self._book.transitive:
                continue
            if (key, left) not in rights:
                rights[key, left] = {*self.new.rights(key, left)}
            if (key, right) not in lefts:
                lefts[key, right] = {*self.new.lefts(key, right)}
            if not rights[key, left].isdisjoint(lefts[key, right]):
                found.add(fact)
        return found

    def _supported(self, fact: Fact) -> bool:
        """Whether a fact is stated or a rule derives it."""
        for key, left, right in self._with_mirror(fact):
            if self._stated((key, left, right)):
                return True
            for plan in self._deriver.concluding(key):
                if next(plan.bindings(self.new, left, right), None) is not None:
                    return True
        return False

    def _grounded(self, fact: Fact, rank: int, depth: int) -> bool:
        """Whether a derivation of at most `depth` steps in a stratum ends in what is stated or lies below it.

        Such a derivation holds whatever else is taken away from the stratum.
        """
        if fact in self._proved or any(map(self._stated, self._with_mirror(fact))):
            return True
        if depth <= self._failed.get(fact, 0):
            return False
        for found in self._with_mirror(fact):
            for plan in self._deriver.concluding(found[0]):
                for slots in plan.bindings(self.new, found[1], found[2]):
                    within = [p for p in plan.premises(slots) if self._rank(p) == rank]
                    if all(self._grounded(premise, rank, depth - 1) for premise in within):
                        self._proved.add(fact)
                        return True
        self._failed[fact] = depth
        return False

    def _consequences(self, fact: Fact, rows: Rows) -> Iterator[Fact]:
        for plan in self._deriver.using(fact[0]):
            if plan.rule.head:
                for slots in plan.bindings(rows, fact[1], fact[2]):
                    yield from plan.heads(slots)

    def _with_mirror(self, fact: Fact) -> tuple[Fact, ...]:
        key, left, right = fact
        return (fact, (key, right, left)) if key in self._book.aliases.symmetric and left != right else (fact,)

    def _stated(self, fact: Fact) -> bool:
        return self._may_state(fact[0]) and any(map(self.states, self._view.triples(fact)))

    def _rank(self, fact: Fact) -> int:
        return self._book.rank.get(fact[0], -1)

    def _count(self, fact: Fact) -> None:
        self._spend(1)
        if fact[0] in self._book.beyond_update:
            raise BeyondUpdateError

    def _spend(self, effort: int) -> None:
        self._effort += effort
        if self._effort > self._limit:
            raise BeyondUpdateError
