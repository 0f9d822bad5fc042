"""Derivations on demand: backward over what is known, the shallowest first.

Source: the idea of searching for derivations over a materialisation, rather than recording them, is that of
M. Elhalawati, M. Krötzsch, S. Mennicke: An Existential Rule Framework for Computing Why-Provenance On-Demand for
Datalog (RuleML+RR 2022). Depth is deepened one step at a time, so that no derivation rests on itself; a key whose
facts no rule can derive in so few steps is not looked at. A fact of a transitive property is derived along a shortest
path of facts that hold for another reason.
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from kgqa.errors import ProofBudgetError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kgqa.reason.engine.alias import Key
    from kgqa.reason.engine.derive import Deriver, Fact, Plan
    from kgqa.reason.engine.rows import Rows
    from kgqa.reason.engine.rulebook import Rulebook

DEEP = 12
"""From this depth on the whole graph of derivations is laid out instead of being searched again."""
MAX_INSTANCES = 2_000
"""How many ways to derive one fact are looked at; more would only be further derivations of the same fact."""
MAX_LOOKS = 200_000
"""How many facts are looked at for one search before it is given up."""


class Derivation(NamedTuple):
    """One way to derive a fact: a rule with its slots and premises, or (no plan) the steps of a path.

    `mirrored` when the rule concludes the fact turned round, of a symmetric property.
    """

    plan: Plan | None
    slots: tuple[int, ...]
    premises: tuple[Fact, ...]
    mirrored: bool = False


STATED = Derivation(None, (), ())


class Search:
    """Finds derivations of facts in `rows`; what it learns is kept for the next fact."""

    def __init__(
        self,
        deriver: Deriver,
        rows: Rows,
        stated: Callable[[Fact], bool],
        stated_rights: Callable[[Key, int], Iterable[int]],
        least: Mapping[Key, int],
    ) -> None:
        """`stated` tells whether a fact needs no derivation; `least` is what `least_depths` says of such facts.

        `stated_rights` gives what may be on the right of a number in such facts.
        """
        self._deriver, self._rows, self._stated, self._stated_rights = deriver, rows, stated, stated_rights
        self._book = deriver.book
        self._least = least
        self.best: dict[Fact, Derivation] = {}
        self.sizes: dict[Fact, int] = {}
        self._failed: dict[Fact, int] = {}
        self._ways: dict[Fact, list[Derivation]] = {}
        self._tried: dict[Fact, int] = {}
        self._plans: dict[Key, list[tuple[int, Plan]]] = {}
        self._steps: dict[tuple[Key, int], list[Fact]] = {}
        self._paths: dict[Fact, list[Fact]] = {}
        self._looks = 0

    def derivation(self, fact: Fact) -> Derivation | None:
        """A shallowest derivation of a fact that holds; `best` then has one for each of its premises as well.

        None only if nothing derives it. Raises ProofBudgetError when the search grows too large.
        """
        self._looks = 0
        for depth in range(self._failed.get(fact, -1) + 1, DEEP):
            if self._within(fact, depth):
                return self.best[fact]
        return self._laid_out(fact)

    def ways(self, fact: Fact, depth: int = DEEP) -> list[Derivation]:
        """The ways in which a rule derives a fact by its last step, stated or not; paths are not among them.

        Only rules whose derivations may be of `depth` steps are tried, DEEP meaning all rules.
        """
        ways = self._ways.setdefault(fact, [])
        plans = self._by_least_depth(fact[0])
        tried = self._tried.get(fact, 0)
        while tried < len(plans) and (plans[tried][0] <= depth or depth >= DEEP) and len(ways) < MAX_INSTANCES:
            ways += islice(self._searched(fact, plans[tried][1]), MAX_INSTANCES)
            tried += 1
        self._tried[fact] = tried
        return ways

    def _by_least_depth(self, key: Key) -> list[tuple[int, Plan]]:
        """The plans that conclude a key, each with the depth that its derivations have at least."""
        plans = self._plans.get(key)
        if plans is None:
            found = [(self._least_of(plan), plan) for plan in self._deriver.concluding(key)]
            plans = self._plans[key] = sorted(found, key=lambda pair: pair[0])
        return plans

    def _least_of(self, plan: Plan) -> int:
        return 1 + max((self._least.get(p.key, DEEP) for p in plan.rule.patterns), default=0)

    def steps(self, key: Key, left: int) -> list[Fact]:
        """The facts of a key from a number that are stated or that a rule other than transitivity derives."""
        known = self._steps.get((key, left))
        if known is None:
            found = dict.fromkeys(self._stated_from(key, left))
            for plan in self._deriver.following(key):
                for slots in plan.bindings(self._rows, left, -1):
                    found.update(dict.fromkeys(plan.heads(slots)))
            if key in self._book.aliases.symmetric:
                mirrored = ((key, left, right) for right in self._rows.lefts(key, left))
                found.update((fact, None) for fact in mirrored if self._is_stated(fact) or self.ways(fact))
            known = self._steps[key, left] = sorted(found)
        return known

    def path(self, fact: Fact, allowed: Callable[[Fact], bool]) -> list[Fact]:
        """The fewest allowed steps that lead from the left of a fact to its right; empty if none do."""
        key, start, end = fact
        came: dict[int, Fact] = {}
        queue = deque([start])
        while queue:
            for step in self.steps(key, queue.popleft()):
                node = step[2]
                if node in came or step == fact or (node != end and not self._rows.has(key, node, end)):
                    continue
                if not allowed(step):
                    continue
                came[node] = step
                if node == end:
                    return _walked_back(came, start, end)
                queue.append(node)
        return []

    def _within(self, fact: Fact, depth: int) -> bool:
        if fact in self.best:
            return True
        if depth < self._least.get(fact[0], 0) or depth <= self._failed.get(fact, -1):
            return False
        self._looks += 1
        if self._looks > MAX_LOOKS:
            raise ProofBudgetError(
                "the search for a proof grew too large", remedy="ask for a fact closer to what is stated"
            )
        found = STATED if self._is_stated(fact) else self._derived(fact, depth) if depth else None
        if found is None:
            self._failed[fact] = depth
            return False
        self._keep(fact, found)
        return True

    def _keep(self, fact: Fact, way: Derivation) -> None:
        """Take a derivation for good, unless the fact came to have one meanwhile: others may rest on that."""
        if fact in self.best:
            return
        if way.mirrored:
            key, left, right = fact
            self._keep((key, right, left), way._replace(mirrored=False))
        self.best[fact] = way
        self.sizes[fact] = 1 + self._size(way)

    def _derived(self, fact: Fact, depth: int) -> Derivation | None:
        ways = [way for way in self.ways(fact, depth) if all(self._within(p, depth - 1) for p in way.premises)]
        if not ways and fact[0] in self._book.transitive:
            ways = self._along(fact, depth)
        return min(ways, key=self._rank, default=None)

    def _along(self, fact: Fact, depth: int) -> list[Derivation]:
        rests_on_itself = self._book.rests_on_itself(fact[0])
        if rests_on_itself:
            steps = self.path(fact, lambda step: self._within(step, depth - 1))
        else:
            known = self._paths.get(fact)
            steps = self._paths[fact] = self.path(fact, lambda _: True) if known is None else known
        if not steps or not all(self._within(step, depth - 1) for step in steps):
            return []
        in_one_go = self._book.transitivity[fact[0]].is_of_one_property and not rests_on_itself
        return [Derivation(None, (), tuple(steps)) if in_one_go else self._halved(steps)]

    def _halved(self, steps: list[Fact]) -> Derivation:
        """A path by its halves, each a fact of its own.

        A step may rest on a part of this path: were that part derived anew here, it would rest on itself.
        """
        middle = len(steps) // 2
        halves = (steps[:middle], steps[middle:])
        return Derivation(None, (), tuple(self._part(half) for half in halves if half))

    def _part(self, steps: list[Fact]) -> Fact:
        if len(steps) == 1:
            return steps[0]
        part = (steps[0][0], steps[0][1], steps[-1][2])
        if part not in self.best:
            self._keep(part, self._halved(steps))
        return part

    def _rank(self, way: Derivation) -> tuple[int, int, str, tuple[Fact, ...]]:
        """Smaller derivations first; then any order, as long as it is always the same."""
        rule = way.plan.rule.origin.name if way.plan else ""
        return self._size(way), len(way.premises), rule, way.premises

    def _size(self, way: Derivation) -> int:
        """The steps that a derivation rests on; to turn a symmetric fact round is one."""
        return sum(self.sizes[premise] for premise in way.premises) + way.mirrored

    def _is_stated(self, fact: Fact) -> bool:
        key, left, right = fact
        if self._least.get(key, DEEP):
            return False
        return self._stated(fact) or (key in self._book.aliases.symmetric and self._stated((key, right, left)))

    def _stated_from(self, key: Key, left: int) -> list[Fact]:
        if self._least.get(key, DEEP):
            return []
        return [fact for right in self._stated_rights(key, left) if self._stated(fact := (key, left, right))]

    def _searched(self, fact: Fact, plan: Plan) -> Iterator[Derivation]:
        key, left, right = fact
        mirrored = key in self._book.aliases.symmetric and left != right
        mirror = (key, right, left) if mirrored else fact
        for first, last, turn in [(left, right, False), (right, left, True)][: 1 + mirrored]:
            for slots in plan.bindings(self._rows, first, last):
                premises = plan.premises(slots)
                if fact not in premises and mirror not in premises:
                    yield Derivation(plan, tuple(slots), premises, turn)

    def _laid_out(self, goal: Fact) -> Derivation | None:
        """A shallowest derivation found forwards, over all facts that the goal may rest on: for deep ones."""
        ways = self._reachable(goal)
        waiting: dict[Fact, list[tuple[Fact, Derivation]]] = {}
        missing: dict[int, int] = {}
        ready: deque[tuple[Fact, Derivation]] = deque()
        for fact, found in ways.items():
            for way in found:
                open_premises = {p for p in way.premises if p not in self.best}
                missing[id(way)] = len(open_premises)
                for premise in open_premises:
                    waiting.setdefault(premise, []).append((fact, way))
                if not open_premises:
                    ready.append((fact, way))
        while ready and goal not in self.best:
            fact, way = ready.popleft()
            if fact in self.best:
                continue
            self._keep(fact, way)
            for later, its_way in waiting.get(fact, ()):
                missing[id(its_way)] -= 1
                if not missing[id(its_way)]:
                    ready.append((later, its_way))
        return self.best.get(goal)

    def _reachable(self, goal: Fact) -> dict[Fact, list[Derivation]]:
        found: dict[Fact, list[Derivation]] = {}
        queue = deque([goal])
        while queue:
            fact = queue.popleft()
            if fact in found or fact in self.best:
                continue
            if len(found) > MAX_LOOKS:
                raise ProofBudgetError(
                    "the search for a proof grew too large", remedy="ask for a fact closer to what is stated"
                )
            ways = [STATED] if self._is_stated(fact) else list(self.ways(fact))
            if fact[0] in self._book.transitive:
                ways += self.halves(fact)
            found[fact] = ways
            queue.extend(premise for way in ways for premise in way.premises)
        return found

    def halves(self, fact: Fact) -> list[Derivation]:
        """A pair of a transitive property as a first step and the rest of the way."""
        key, left, right = fact
        return [
            Derivation(None, (), (step, (key, step[2], right)))
            for step in self.steps(key, left)
            if step[2] != right and step[2] != left and self._rows.has(key, step[2], right)
        ]


def _walked_back(came: dict[int, Fact], start: int, end: int) -> list[Fact]:
    path = [came[end]]
    while path[-1][1] != start:
        path.append(came[path[-1][1]])
    return path[::-1]


def least_depths(book: Rulebook, stated: Iterable[Key]) -> dict[Key, int]:
    """For each key how deep a derivation of its facts is at least; facts of `stated` keys need none."""
    least = dict.fromkeys(stated, 0)
    changed = True
    while changed:
        changed = False
        for rule in book.rules:
            needs = [least.get(pattern.key) for pattern in rule.patterns if pattern.key != book.same_as]
            known = [depth for depth in needs if depth is not None]
            if len(known) == len(needs):
                depth = 1 + max(known, default=0)
                for head in rule.head:
                    if depth < least.get(head.key, depth + 1):
                        least[head.key] = depth
                        changed = True
    return least
