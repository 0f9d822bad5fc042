"""Which of the stated facts are responsible for a conflict: all it rests on, and a subset that cannot be smaller.

Source of `minimal`: U. Junker: QuickXplain: Preferred Explanations and Relaxations for Over-Constrained Problems
(AAAI 2004), algorithm 1. For k responsible facts among n it asks about 2k log2(n/k) + 2k times.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from kgqa.errors import InputError
from kgqa.model import Conflict, RuleName
from kgqa.reason.builtins import Identity
from kgqa.reason.facts import TripleSet, Union
from kgqa.reason.rule import Atom, instance
from kgqa.reason.solve import solve, unify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kgqa.model import Proof, Triple
    from kgqa.reason.program import Program
    from kgqa.reason.rule import Rule

    Still = Callable[[Sequence[Triple]], bool]

MAX_QUESTIONS = 500
"""How often `minimal` asks whether the conflict still arises, before it leaves the rest as it is."""


def responsible(conflict: Conflict) -> tuple[Proof, ...]:
    """The stated facts that a conflict rests on, each once, with their sources, as its proofs come to them."""
    leaves: dict[Triple, Proof] = {}
    for premise in conflict.premises:
        for leaf in _asserted(premise):
            leaves.setdefault(leaf.fact, leaf)
    return tuple(leaves.values())


def minimal(stated: Conflict | Iterable[Triple], still: Still, *, budget: int = MAX_QUESTIONS) -> tuple[Triple, ...]:
    """A subset of the stated facts from which the conflict still arises, and from no smaller part of it.

    `still` tells whether the conflict arises from a set of facts (with the ontology); it must hold of every set that
    contains one of which it holds. What comes first in `stated` is kept rather than what comes later. The result is
    in the order of `stated`; when the budget is spent it still conflicts, but may not be the smallest.
    Raises InputError when the conflict does not arise from `stated` at all.
    """
    facts = [leaf.fact for leaf in responsible(stated)] if isinstance(stated, Conflict) else list(stated)
    facts = list(dict.fromkeys(facts))
    search = _Search(still, budget)
    if not search.arises(facts):
        raise InputError(
            "these facts alone do not conflict", remedy="give every stated fact that the conflict rests on"
        )
    if search.arises([]):
        return ()
    needed = set(search.needed([], [], facts))
    return tuple(fact for fact in facts if fact in needed)


class Alone:
    """What an ontology entails and violates by itself, worked out once for many questions."""

    def __init__(self, program: Program) -> None:
        self.program, self.facts = program, TripleSet()
        bare = [instance(atom, {}) for rule in program.rules if not rule.body for atom in rule.head]
        self.violated = tuple(
            dict.fromkeys(_violated(self.facts, TripleSet(), [*program.schema_facts, *bare], program))
        )

    def violated_with(self, facts: Iterable[Triple]) -> Iterator[Rule]:
        """The rules for conflicts that it violates together with a few facts."""
        yield from self.violated
        new = TripleSet()
        yield from _violated(new, self.facts, facts, self.program)


def arises_again(program: Program, conflict: Conflict, alone: Alone | None = None) -> Still:
    """Whether the same rule is violated by some facts alone, with what the ontology entails: `still` for `minimal`."""
    ontology = alone or Alone(program)

    def still(facts: Sequence[Triple]) -> bool:
        return any(RuleName(rule.name, str(rule)) == conflict.rule for rule in ontology.violated_with(facts))

    return still


def _violated(new: TripleSet, known: TripleSet, facts: Iterable[Triple], program: Program) -> Iterator[Rule]:
    """The rules for conflicts that facts violate with what is known; all that they entail is put into `new`."""
    everything = Union(known, new)
    identity = Identity(program.unique_names, lambda triple: triple in known or triple in new)
    queue = deque(fact for fact in facts if fact not in known and new.add(fact))
    while queue:
        fact = queue.popleft()
        for rule, position in program.needing(fact):
            atom = rule.body[position]
            bindings = unify(atom, fact, {}) if isinstance(atom, Atom) else None
            if bindings is None:
                continue
            rest = [part for number, part in enumerate(rule.body) if number != position]
            for found in solve(rest, bindings, everything, identity):
                if not rule.head:
                    yield rule
                heads = (instance(head, found) for head in rule.head)
                queue += [head for head in heads if head not in known and new.add(head)]


class _Search:
    def __init__(self, still: Still, budget: int) -> None:
        self._still, self._left = still, budget

    def arises(self, facts: Sequence[Triple]) -> bool:
        self._left -= 1
        return self._still(facts)

    def needed(self, known: list[Triple], added: list[Triple], facts: list[Triple]) -> list[Triple]:
        """A smallest part of `facts` that conflicts with `known`, of which `added` came last (Junker's QX')."""
        if self._left <= 0:
            return facts
        if added and self.arises(known):
            return []
        if len(facts) == 1:
            return facts
        middle = len(facts) // 2
        first, second = facts[:middle], facts[middle:]
        of_second = self.needed([*known, *first], first, second)
        of_first = self.needed([*known, *of_second], of_second, first)
        return [*of_first, *of_second]


def _asserted(proof: Proof) -> Iterator[Proof]:
    """The stated leaves of a proof, from the left; a step that several others share is gone through once."""
    seen: set[int] = set()
    stack = [proof]
    while stack:
        step = stack.pop()
        if id(step) not in seen:
            seen.add(id(step))
            if step.by == "asserted":
                yield step
            stack += reversed(step.premises)
