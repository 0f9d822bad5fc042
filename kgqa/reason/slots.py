"""Slots that are full: where what is recorded is all there can be.

A property has one value (prp-fp, cls-maxc2 ...) or at most n of them (owl:maxCardinality, kgqa:atMost), or the data
declare that all its values are recorded (kgqa:isComplete, kgqa:completeOnInstances, kgqa:completeFor). Different
names are taken for different things where `Identity` takes them so; a value that may yet prove to be a recorded one
is never kept out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kgqa.model import IRI, KGQA, OWL, RDF_TYPE, XSD, Literal, Triple
from kgqa.reason.rule import DIFFERENT, Atom, Var, instance
from kgqa.reason.solve import solve
from kgqa.reason.values import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.model import Term
    from kgqa.reason.builtins import Identity
    from kgqa.reason.facts import Facts
    from kgqa.reason.program import Program

IS_COMPLETE, COMPLETE_ON, COMPLETE_FOR, AT_MOST = (
    IRI(KGQA + name) for name in ("isComplete", "completeOnInstances", "completeFor", "atMost")
)
_MAXIMA = tuple(IRI(OWL + name) for name in ("maxCardinality", "maxQualifiedCardinality"))
_ON_PROPERTY, _ON_CLASS, _THING = (IRI(OWL + name) for name in ("onProperty", "onClass", "Thing"))
_TRUE = tuple(Literal(text, XSD + "boolean") for text in ("true", "1"))
MAX_VALUES = 40
"""A slot with more values is not searched through."""


@dataclass(frozen=True, slots=True)
class Slot:
    """All values that there can be, and the facts that say so: the recorded values and what declares them all."""

    values: tuple[Term, ...]
    facts: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class _Single:
    """A rule by which the free end of `atom` can be nothing but what `rest` finds for `other`."""

    atom: Atom
    rest: tuple[Atom, ...]
    other: Var


class Slots:
    """The full slots of a graph. `is_unknown` tells the terms that stand for something nobody has named."""

    def __init__(self, program: Program, facts: Facts, identity: Identity, is_unknown: Callable[[Term], bool]) -> None:
        self._facts, self._identity, self._is_unknown = facts, identity, is_unknown
        self._single: dict[tuple[Term, bool], list[_Single]] = defaultdict(list)
        for single, forward in _singles(program):
            self._single[single.atom.predicate, forward].append(single)  # type: ignore[index]
        self._complete = {t.subject for true in _TRUE for t in facts.match(None, IS_COMPLETE, true)}
        self._complete_on: dict[Term, list[Triple]] = defaultdict(list)
        for declared in facts.match(None, COMPLETE_ON, None):
            self._complete_on[declared.object].append(declared)
        self._limits: dict[Term, list[tuple[int, Term | None, tuple[Triple, ...]]]] = defaultdict(list)
        self._kinds = {declared.subject for found in self._complete_on.values() for declared in found}
        for prop, *limit in _limits(facts):
            self._limits[prop].append(tuple(limit))  # type: ignore[arg-type]

    def speaks_of(self, predicate: IRI | None, kind: Term | None) -> bool:
        """Whether there may be full slots of a property, or because of a class."""
        if kind is not None or predicate is None:
            return kind in self._kinds
        known = (self._complete, self._complete_on, self._limits)
        return (
            any(predicate in part for part in known)
            or (predicate, True) in self._single
            or (predicate, False) in self._single
            or any(True for _ in self._facts.match(None, COMPLETE_FOR, predicate))
        )

    def excludes(self, fact: Triple, facts: Facts) -> Slot | None:
        """The full slot that keeps `fact` out; `facts` are those of the graph and those assumed with it."""
        for forward in (True, False):
            value = fact.object if forward else fact.subject
            if not self._is_unknown(value):
                for slot in self._slots(fact, forward, facts):
                    if all(self._identity.distinct(value, other) for other in slot.values):
                        return slot
        return None

    def fills(self, fact: Triple, facts: Facts) -> tuple[Term, Slot] | None:
        """An unknown end of `fact` and the full slot that it must be in: then it is one of the slot's values."""
        for forward in (True, False):
            value = fact.object if forward else fact.subject
            if self._is_unknown(value):
                for slot in self._slots(fact, forward, facts):
                    if len(slot.values) <= MAX_VALUES and all(map(_is_exact, slot.values)):
                        return value, slot
        return None

    def _slots(self, fact: Triple, forward: bool, facts: Facts) -> Iterator[Slot]:
        """The full slots at the known end of `fact`, as they are without it."""
        subject, predicate, obj = fact
        anchor = subject if forward else obj
        declared = self._declared(anchor, predicate, forward)
        if declared is not None:
            yield self._recorded(fact, forward, self._facts, declared)
        for single in self._single.get((predicate, forward), ()):
            yield from self._only(single, fact, forward, facts)
        if forward:
            for limit, kind, why in self._limits.get(predicate, ()):
                member = () if kind is None else (Triple(anchor, RDF_TYPE, kind),)
                if all(_holds(self._facts, triple) for triple in member):
                    slot = self._recorded(fact, forward, facts, (*why, *member))
                    if self._are_different(slot.values, limit):
                        yield slot

    def _declared(self, anchor: Term, predicate: IRI, forward: bool) -> tuple[Triple, ...] | None:
        """The declaration that all facts of the property at `anchor` are recorded."""
        if self._is_unknown(anchor):
            return None  # It may be a thing whose facts are recorded.
        if predicate in self._complete:
            return tuple(t for true in _TRUE for t in self._facts.match(predicate, IS_COMPLETE, true))
        if not forward:
            return None
        for declared in self._facts.match(anchor, COMPLETE_FOR, predicate):
            return (declared,)
        for declared in self._complete_on.get(predicate, ()):
            member = Triple(anchor, RDF_TYPE, declared.subject)
            if _holds(self._facts, member):
                return (declared, member)
        return None

    def _recorded(self, fact: Triple, forward: bool, facts: Facts, why: tuple[Triple, ...]) -> Slot:
        pattern = (fact.subject, fact.predicate, None) if forward else (None, fact.predicate, fact.object)
        found = sorted({other for other in facts.match(*pattern) if other != fact}, key=str)
        ends = {other: other.object if forward else other.subject for other in found}
        known = {other: end for other, end in ends.items() if not self._is_unknown(end)}
        return Slot(tuple(known.values()), (*known, *why))

    def _only(self, single: _Single, fact: Triple, forward: bool, facts: Facts) -> Iterator[Slot]:
        known, term = (single.atom.subject, fact.subject) if forward else (single.atom.object, fact.object)
        if isinstance(known, Var):
            bindings = {known: term}
        elif known == term:
            bindings = {}
        else:
            return
        for found in solve(single.rest, bindings, facts, self._identity):
            value = found[single.other]
            premises = tuple(instance(atom, found) for atom in single.rest)
            if not self._is_unknown(value) and fact not in premises:
                yield Slot((value,), premises)

    def _are_different(self, values: tuple[Term, ...], limit: int) -> bool:
        """Whether so many of the values are certainly different things."""
        if len(values) < limit:
            return False
        chosen: list[Term] = []
        for value in values:
            if all(self._identity.distinct(value, other) for other in chosen):
                chosen.append(value)
        return len(chosen) >= limit


def _singles(program: Program) -> Iterator[tuple[_Single, bool]]:
    """The rules that let a property have one value: a conflict if two values differ (compiled from owl:sameAs)."""
    for rule in program.conflicts:
        if len(rule.builtins) != 1 or rule.builtins[0].name != DIFFERENT:
            continue
        for free, other in (rule.builtins[0].arguments, rule.builtins[0].arguments[::-1]):
            holders = [atom for atom in rule.atoms if free in atom.nodes()]
            if len(holders) != 1 or not isinstance(other, Var) or not isinstance(holders[0].predicate, IRI):
                continue
            atom = holders[0]
            rest = tuple(part for part in rule.atoms if part != atom)
            if any(other in part.nodes() for part in rest) and atom.subject != atom.object:
                yield _Single(atom, rest, other), atom.object == free


def _limits(facts: Facts) -> Iterator[tuple[Term, int, Term | None, tuple[Triple, ...]]]:
    """Properties that have at most n values, for the members of a class or for everything; and what says so."""
    for limit in facts.match(None, AT_MOST, None):
        count = _count(limit.object)
        if count is not None:
            yield limit.subject, count, None, (limit,)
    for maximum in _MAXIMA:
        for limit in facts.match(None, maximum, None):
            count = _count(limit.object)
            qualified = [t.object for t in facts.match(limit.subject, _ON_CLASS, None)]
            if count and count > 1 and all(kind == _THING for kind in qualified):
                for on in facts.match(limit.subject, _ON_PROPERTY, None):
                    yield on.object, count, limit.subject, (limit,)


def _count(term: Term) -> int | None:
    value = number(term) if isinstance(term, Literal) else None
    return int(value) if value is not None and value >= 1 and value == int(value) else None


def _is_exact(term: Term) -> bool:
    """Whether nothing else can be written for the same value: a date may be given more precisely."""
    return not isinstance(term, Literal) or term.datatype == XSD + "string"


def _holds(facts: Facts, triple: Triple) -> bool:
    return any(True for _ in facts.match(*triple))
