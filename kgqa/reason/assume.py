"""Whether a few assumed facts can hold together: what they bring, step by step, until something clashes.

Unlike `suppose` this does not tell all that would follow. It stops at the first clash, at facts that only a defined
property would say, and at a limit; so it may miss a clash, and never claims one that is none. Assumed facts may be
about unknown things: blank nodes of our own, which stand for anything, known or not.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.model import IRI, BlankNode, RuleName, Triple
from kgqa.reason.facts import TripleSet, Union
from kgqa.reason.program import atom_key, triple_keys
from kgqa.reason.renaming import is_equality, renamed, said_more
from kgqa.reason.rule import Atom, Rule, Var, instance
from kgqa.reason.solve import solve, unify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgqa.model import Term
    from kgqa.reason.builtins import Identity
    from kgqa.reason.facts import Facts
    from kgqa.reason.program import Key, Program
    from kgqa.reason.rule import Builtin, Node
    from kgqa.reason.slots import Slot, Slots

MAX_FACTS = 150
"""So many facts are looked at before no clash is taken to be near."""
MAX_CONDITIONS = 4
"""Rules with more conditions are too far from a clash to be tried."""
_UNKNOWN = "kgqa.unknown."


@dataclass(frozen=True, slots=True)
class Clash:
    """Why assumed facts cannot hold: which of them, the recorded facts, and the rule unless a slot is full."""

    assumed: tuple[Triple, ...]
    facts: tuple[Triple, ...]
    rule: RuleName | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A fact about an unknown thing that must be in a full slot."""

    fact: Triple
    thing: Term
    slot: Slot


def unknown(name: str, number: int) -> BlankNode:
    """A thing of which nothing is known, named after a rule's variable."""
    return BlankNode(f"{mark_of(number)}{name}")


def mark_of(number: int) -> str:
    """How the names of the unknown things with a number begin."""
    return f"{_UNKNOWN}{number}."


def is_unknown(term: Term) -> bool:
    """Whether a term stands for an unknown thing."""
    return isinstance(term, BlankNode) and term.value.startswith(_UNKNOWN)


def as_pattern(fact: Triple) -> Atom:
    """The fact with variables for unknown things."""
    subject, obj = map(_as_node, (fact.subject, fact.object))
    return Atom(subject, fact.predicate, obj)


def _as_node(term: Term) -> Node:
    return Var(term.value.rsplit(".", 1)[1]) if isinstance(term, BlankNode) and is_unknown(term) else term


class Assumptions:
    """What to look at when facts of one graph are assumed."""

    def __init__(
        self, program: Program, facts: Facts, identity: Identity, slots: Slots, defined: frozenset[IRI]
    ) -> None:
        self.facts, self.identity, self.slots = facts, identity, slots
        self._rules: dict[Key, list[tuple[Rule, Atom, list[Atom | Builtin]]]] = defaultdict(list)
        said = said_more(program)
        for rule in (*program.rules, *program.conflicts):
            if len(rule.body) > MAX_CONDITIONS or is_equality(rule) or not self._matters(rule, said, defined):
                continue
            for position, part in enumerate(rule.body):
                if isinstance(part, Atom):
                    rest = [other for number, other in enumerate(rule.body) if number != position]
                    self._rules[atom_key(part)].append((rule, part, rest))

    def _matters(self, rule: Rule, said: frozenset[Key], defined: frozenset[IRI]) -> bool:
        """Whether a rule may lead to a clash: to a conflict, to what no rules define, or to another word for it."""
        if not rule.head:
            return True
        keys = [atom_key(atom) for atom in rule.head]
        if not any(key in said or self.slots.speaks_of(*key) for key in keys):
            return False
        return renamed(rule) is not None or not any(predicate in defined for predicate, _ in keys)

    def rules(self, fact: Triple) -> Iterator[tuple[Rule, Atom, list[Atom | Builtin]]]:
        """Rules with a body atom that `fact` may fit, that atom and the rest of the body."""
        for key in triple_keys(fact):
            yield from self._rules.get(key, ())

    def assume(self, assumed: Iterable[Triple], besides: Assumed | None = None) -> Assumed:
        """What the assumed facts bring, besides others that were assumed before."""
        return Assumed(self, assumed, besides)


class Assumed:
    """Facts assumed together with what they bring; `clash` tells why they cannot hold, as far as was seen."""

    def __init__(self, given: Assumptions, assumed: Iterable[Triple], besides: Assumed | None) -> None:
        self._given = given
        self.own: TripleSet = TripleSet(() if besides is None else besides.own)
        self.facts = Union(given.facts, self.own)
        self.assumed: tuple[Triple, ...] = (*(() if besides is None else besides.assumed), *assumed)
        self._reasons: dict[Triple, tuple[Triple, ...]] = {} if besides is None else dict(besides._reasons)
        self._queue: deque[Triple] = deque()
        for fact in assumed:
            self._add(fact, ())
        self.clash: Clash | None = None if besides is None else besides.clash
        self.clash = self.clash or self._run()

    def _add(self, fact: Triple, reasons: tuple[Triple, ...]) -> None:
        if not any(True for _ in self._given.facts.match(*fact)) and self.own.add(fact):
            self._reasons[fact] = reasons
            self._queue.append(fact)

    def _run(self) -> Clash | None:
        for _ in range(MAX_FACTS):
            if not self._queue:
                break
            fact = self._queue.popleft()
            slot = self._given.slots.excludes(fact, self.facts)
            if slot is not None:
                return self._clash([fact, *slot.facts])
            clash = self._follow(fact)
            if clash is not None:
                return clash
        return None

    def _follow(self, fact: Triple) -> Clash | None:
        for rule, atom, rest in self._given.rules(fact):
            bindings = unify(atom, fact, {})
            if bindings is None:
                continue
            for found in solve(rest, bindings, self.facts, self._given.identity):
                premises = tuple(instance(part, found) for part in rule.atoms)
                if not rule.head:
                    return self._clash(premises, RuleName(rule.name, rule.axiom or str(rule)))
                for head in rule.head:
                    self._add(instance(head, found), premises)
        return None

    def filled(self) -> Filled | None:
        """An unknown thing that must be one of the values of a full slot: of those, one with the fewest values."""
        found = ((fact, self._given.slots.fills(fact, self.facts)) for fact in self.own)
        filled = [Filled(fact, *pair) for fact, pair in found if pair is not None]
        return min(filled, key=lambda one: len(one.slot.values), default=None)

    def grounds(self, facts: Iterable[Triple]) -> tuple[Triple, ...]:
        """The facts of the graph itself that some facts rest on."""
        return tuple(fact for fact in self._roots(facts) if fact not in self.own)

    def _clash(self, facts: Iterable[Triple], rule: RuleName | None = None) -> Clash:
        roots = self._roots(facts)
        return Clash(tuple(f for f in roots if f in self.own), tuple(f for f in roots if f not in self.own), rule)

    def _roots(self, facts: Iterable[Triple]) -> list[Triple]:
        """What some facts rest on: assumed facts and facts of the graph."""
        queue = list(facts)[::-1]
        found: dict[Triple, None] = {}
        seen = set(queue)
        while queue:
            fact = queue.pop()
            reasons = self._reasons.get(fact, ())
            if not reasons:
                found[fact] = None
            new = [reason for reason in reasons if reason not in seen]
            seen.update(new)
            queue += new[::-1]
        return list(found)
