"""Whether a claim would have to be derived from the very situation that it is needed for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgqa.model import BlankNode, Triple
from kgqa.reason.builtins import Identity
from kgqa.reason.rule import DIFFERENT, Atom, Var, instance
from kgqa.reason.solve import solve, unify
from kgqa.reason.unknown import is_unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kgqa.model import IRI, Term
    from kgqa.reason.engine.view import View
    from kgqa.reason.rule import Node
    from kgqa.reason.words import Words

    Pairs = list[tuple[Term, Term]]


@dataclass(frozen=True, slots=True)
class State:
    """Something to be derived: a claim in one of its words (`names`), where `context` holds of the same things."""

    names: tuple[Triple, ...]
    context: tuple[Triple, ...]
    _patterns: dict[IRI, list[Atom]] = field(default_factory=dict, init=False, compare=False, repr=False)
    _around: list[Atom] = field(default_factory=list, init=False, compare=False, repr=False)

    def patterns(self, predicate: IRI) -> list[Atom]:
        """The names with a property, with a variable for each unknown thing."""
        if not self._patterns:
            for name in self.names:
                self._patterns.setdefault(name.predicate, []).append(_pattern(name))
        return self._patterns.get(predicate, [])

    @property
    def around(self) -> list[Atom]:
        """The context, with a variable for each unknown thing."""
        if not self._around:
            self._around.extend(map(_pattern, self.context))
        return self._around


class Later:
    """Facts that an earlier state may come back in, and what single rules derive from them."""

    def __init__(self, words: Words, identity: Identity, facts: View) -> None:
        self.facts, self.identity = facts, identity
        self._words = words
        self._derived: dict[Triple, Pairs | None] = {}

    def derives(self, fact: Triple) -> Pairs | None:
        """The unknown things that must not be others for a single rule to derive `fact`; None where none does."""
        if fact not in self._derived:
            self._derived[fact] = self._looked_for(fact)
        return self._derived[fact]

    def _looked_for(self, fact: Triple) -> Pairs | None:
        met: Pairs = []
        knows = self.identity.knows
        careful = Identity(self.identity.unique_names, lambda triple: _set_apart(triple, met) or knows(triple))
        for rule, head in self._words.deriving(fact):
            bound = unify(head, fact, {})
            if bound is not None and any(True for _ in solve(rule.body, bound, self.facts, careful)):
                return met if self.identity.unique_names or not met else None
        return None


def returns(claim: Triple, later: Later, state: State) -> Iterator[Pairs]:
    """The ways in which `claim` brings `state` back, its unknown things taken for those of the state.

    If the state is what the claim is needed for, then it needs a shorter derivation of the same, and so on without
    end: it has none. Each way is one only if no unknown thing is the other one of the `Pairs`; those cases are left
    to the caller.
    """
    for name in state.patterns(claim.predicate):
        bindings = unify(name, claim, {})
        if bindings is None:
            continue
        recurrence = _Recurrence(later, bindings)
        if all(node in bindings for atom in state.around for node in (atom.subject, atom.object) if type(node) is Var):
            if all(map(recurrence.is_met, state.around)):
                yield recurrence.equal
                if not recurrence.equal:
                    return
            continue
        if any(True for _ in solve(state.around, bindings, later.facts, later.identity)):
            yield []
            return
        if all(map(recurrence.has, state.around)):
            yield recurrence.equal


class _Recurrence:
    """An earlier state read into later facts, its unknown things bound one after the other."""

    def __init__(self, later: Later, bindings: dict[Var, Term]) -> None:
        self._later, self._bindings = later, bindings
        self.equal: Pairs = []

    def is_met(self, atom: Atom) -> bool:
        """Whether an atom of which nothing is left to be bound holds, or a single rule derives it."""
        fact = instance(atom, self._bindings)
        return fact in self._later.facts or self._derives(fact)

    def has(self, atom: Atom) -> bool:
        """Whether an atom of the state holds, or a single rule derives it."""
        for found in solve([atom], self._bindings, self._later.facts, self._later.identity):
            self._bindings.update(found)
            return True
        if not all(node in self._bindings for node in atom.nodes() if isinstance(node, Var)):
            return False
        return self._derives(instance(atom, self._bindings))

    def _derives(self, fact: Triple) -> bool:
        met = self._later.derives(fact)
        self.equal += [pair for pair in met or () if pair not in self.equal]
        return met is not None


def _set_apart(triple: Triple, met: Pairs) -> bool:
    """Takes an unknown thing to be different from another, and notes the pair."""
    left, predicate, right = triple
    if predicate != DIFFERENT or left == right:
        return False
    if is_unknown(left):
        met.append((left, right))
    elif is_unknown(right):
        met.append((right, left))
    return is_unknown(left) or is_unknown(right)


def _pattern(fact: Triple) -> Atom:
    """The fact with a variable for each unknown thing."""
    return Atom(_node(fact.subject), fact.predicate, _node(fact.object))


def _node(term: Term) -> Node:
    return Var(term.value) if isinstance(term, BlankNode) and is_unknown(term) else term
