"""All facts that a program entails, by semi-naive evaluation over dictionaries.

Source: F. Bancilhon, R. Ramakrishnan: An Amateur's Introduction to Recursive Query Processing Strategies
(SIGMOD 1986), section on semi-naive evaluation. Each new fact is joined once, at every body atom it fits, with
all facts known by then.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kgqa.reason.builtins import Identity
from kgqa.reason.index import Fact, FactIndex
from kgqa.reason.join import Plan, build_plan
from kgqa.reason.path import is_transitivity
from kgqa.reason.program import atom_key
from kgqa.reason.rule import Atom
from kgqa.reason.strata import strata
from kgqa.reason.transitive import Transitive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kgqa.model import Triple
    from kgqa.reason.program import Key, Program

    Progress = Callable[[int], None]

IntKey = tuple[int, int]
_ANY: IntKey = (-1, -1)


def materialise(program: Program, facts: Iterable[Triple], *, progress: Progress | None = None) -> list[Triple]:
    """The entailed facts, those of the schema included, that are not among `facts`; in order of derivation.

    `progress` is told the number of entailed facts, now and then.
    """
    return _Materialisation(program).run(facts, progress)


class _Materialisation:
    def __init__(self, program: Program) -> None:
        self.index = FactIndex()
        self.identity = Identity(program.unique_names, self.index.has)
        self.program = program
        self.found: list[Fact] = []
        self.pending: dict[IntKey, list[Fact]] = defaultdict(list)
        self.plans: dict[IntKey, list[Plan]] = defaultdict(list)
        rules = program.rules
        self.rank = {self._key(key): number for key, number in strata(rules).items()}
        self.transitive = {
            self._key(atom_key(rule.head[0]))[0]: Transitive() for rule in rules if is_transitivity(rule)
        }
        for rule in rules:
            for position, part in enumerate(rule.body):
                if isinstance(part, Atom) and not is_transitivity(rule):
                    plan = build_plan(rule, position, self.index, self.identity, self.found)
                    self.plans[self._key(atom_key(part))].append(plan)

    def run(self, facts: Iterable[Triple], progress: Progress | None) -> list[Triple]:
        encode = self.index.dictionary.encode
        for subject, predicate, obj in facts:
            self._add(encode(predicate), encode(subject), encode(obj))
        derived: list[Fact] = []
        schema = ((encode(p), encode(s), encode(o)) for s, p, o in self.program.schema_facts)
        self._take([*schema, *self._axiomatic()], derived)
        joined: list[Fact] = []
        told = 0
        while self.pending:
            key = min(self.pending, key=lambda k: self.rank.get(k, 0))
            new = self.pending.pop(key)
            self._evaluate(key, new)
            if key[0] in self.transitive:
                joined = self.transitive[key[0]].join(new, self.index.forward[key[0]])
            self._take(self.found, derived)
            self._take(joined, derived, steps=False)
            self.found.clear()
            joined.clear()
            if progress is not None and len(derived) - told > 5_000:
                told = len(derived)
                progress(told)
        return [self.index.dictionary.decode(fact) for fact in derived]

    def _axiomatic(self) -> list[Fact]:
        """The conclusions of rules without a body (members of an enumeration, scm-int)."""
        encode = self.index.dictionary.encode
        atoms = [atom for rule in self.program.rules if not rule.body for atom in rule.head]
        return [(encode(a.predicate), encode(a.subject), encode(a.object)) for a in atoms]  # type: ignore[arg-type]

    def _take(self, facts: Iterable[Fact], derived: list[Fact], *, steps: bool = True) -> None:
        for fact in facts:
            if self._add(*fact, step=steps):
                derived.append(fact)

    def _add(self, predicate: int, subject: int, obj: int, *, step: bool = True) -> bool:
        if not self.index.add(predicate, subject, obj):
            return False
        if step and predicate in self.transitive:
            self.transitive[predicate].steps.append((subject, obj))
        kind = obj if predicate == self.index.type else -1
        self.pending[predicate, kind].append((predicate, subject, obj))
        return True

    def _evaluate(self, key: IntKey, facts: list[Fact]) -> None:
        predicate, kind = key
        keys = {key, (predicate, -1), _ANY} if kind >= 0 else {key, _ANY}
        for plan in (plan for k in sorted(keys) for plan in self.plans.get(k, ())):
            if self._can_fire(plan):
                for fact in facts:
                    plan.run(*fact)

    def _can_fire(self, plan: Plan) -> bool:
        """Whether every other body atom has a fact at all; the pattern ?s ?p ?o always may."""
        for position, part in enumerate(plan.rule.body):
            if position != plan.position and isinstance(part, Atom):
                predicate, kind = self._key(atom_key(part))
                if predicate >= 0 and not self.index.forward.get(predicate):
                    return False
                if kind >= 0 and not self.index.backward[predicate].get(kind):
                    return False
        return True

    def _key(self, key: Key) -> IntKey:
        predicate, kind = key
        if predicate is None:
            return _ANY
        encode = self.index.dictionary.encode
        return encode(predicate), -1 if kind is None else encode(kind)
