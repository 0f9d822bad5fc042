"""The schema as the rules read it: stated axioms by kind, lists, property expressions, and the closure under scm-*."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice, product
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kgqa.checker.hierarchy import Hierarchy
from kgqa.checker.restrictions import Restrictions
from kgqa.checker.vocabulary import (
    DOMAIN,
    EQUIVALENT_CLASS,
    EQUIVALENT_PROPERTY,
    FIRST,
    IMPLICATION,
    INTERSECTION,
    INVERSE,
    LABEL,
    NAMELESS,
    NIL,
    RANGE,
    REST,
    SCHEMA_PREDICATES,
    SCHEMA_TYPES,
    SUB_CLASS,
    SUB_PROPERTY,
    TYPE,
    UNION,
)
from kgqa.model import IRI, BlankNode, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_READINGS = 1_000
"""How many ways to read one list are looked at."""


class Facts(Protocol):
    """Anything that finds triples by pattern."""

    def match(
        self, subject: Term | None = None, predicate: IRI | None = None, object: Term | None = None
    ) -> Iterator[Triple]:
        """The triples that fit; None fits anything."""


class Edge(NamedTuple):
    """A fact read as a step along a property expression."""

    subject: Term
    property: Term
    object: Term


def schema_in(facts: Facts) -> Iterator[Triple]:
    """The triples of `facts` that an `Ontology` is made of, found without reading all others."""
    for predicate in SCHEMA_PREDICATES:
        yield from facts.match(None, predicate, None)
    for kind in SCHEMA_TYPES:
        yield from facts.match(None, TYPE, kind)
    for rule in facts.match(None, TYPE, IMPLICATION):
        yield from facts.match(rule.subject, LABEL, None)


class Ontology:
    """Axioms that are stated, or follow from these by the rules scm-* (table 9 of the OWL 2 Profiles).

    Triples that are no part of a schema are passed over.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._objects: defaultdict[IRI, defaultdict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._subjects: defaultdict[IRI, defaultdict[Term, list[Term]]] = defaultdict(lambda: defaultdict(list))
        schema = [triple for triple in triples if is_schema(triple)]
        rules = {triple.subject for triple in schema if triple.object == IMPLICATION}
        self._schema = {triple: None for triple in schema if triple.predicate != LABEL or triple.subject in rules}
        for subject, predicate, value in self._schema:
            self._objects[predicate][subject].append(value)
            self._subjects[predicate][value].append(subject)
        self._turned: defaultdict[IRI, list[Term]] = defaultdict(list)
        for node, _, inverse in self.stated(INVERSE):
            if isinstance(node, BlankNode) and isinstance(inverse, IRI):
                self._turned[inverse].append(node)
        self._lists: dict[tuple[Term, IRI], list[tuple[Term, ...]]] = {}
        self._classes, self._properties = Hierarchy(), Hierarchy()
        self._close()

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._schema)

    def stated(self, predicate: IRI) -> Iterator[Triple]:
        """The stated triples with a predicate."""
        for subject, values in self._objects[predicate].items():
            for value in values:
                yield Triple(subject, predicate, value)

    def objects(self, subject: Term, predicate: IRI) -> list[Term]:
        """What is stated of a subject by a predicate."""
        return self._objects[predicate].get(subject, [])

    def subjects(self, predicate: IRI, value: Term) -> list[Term]:
        """What is stated to have a value."""
        return self._subjects[predicate].get(value, [])

    def is_a(self, term: Term, kind: IRI) -> bool:
        """Whether a term is stated to be of a kind (a functional property, a swrl:Imp ...)."""
        return kind in self.objects(term, TYPE)

    def lists(self, subject: Term, predicate: IRI) -> list[tuple[Term, ...]]:
        """The lists that are stated of a subject (owl:intersectionOf, owl:propertyChainAxiom ...)."""
        found = self._lists.get((subject, predicate))
        if found is None:
            heads = self.objects(subject, predicate)
            found = [members for head in heads for members in islice(self._members(head), MOST_READINGS)]
            self._lists[subject, predicate] = found
        return found

    def _members(self, head: Term) -> Iterator[tuple[Term, ...]]:
        """The ways to read a list, from its head to rdf:nil: one, unless things in it are the same as others."""
        paths: list[tuple[Term, list[list[Term]], set[Term]]] = [(head, [], set())]
        while paths:
            node, places, seen = paths.pop()
            while node != NIL and node not in seen and (rest := self.objects(node, REST)):
                seen.add(node)
                places.append(self.objects(node, FIRST))
                paths += [(other, [*places], {*seen}) for other in rest[1:]]
                node = rest[0]
            if node == NIL:
                yield from product(*places)

    def sub_class(self, low: Term, high: Term) -> bool:
        """Whether `low` is a subclass of `high`, as far as scm-* go."""
        return self._classes.holds(low, high)

    def sub_property(self, low: Term, high: Term) -> bool:
        """Whether `low` is a subproperty of `high` (scm-spo, scm-eqp1)."""
        return self._properties.holds(low, high)

    def equivalent_class(self, one: Term, other: Term) -> bool:
        """scm-eqc2."""
        return self.sub_class(one, other) and self.sub_class(other, one)

    def equivalent_property(self, one: Term, other: Term) -> bool:
        """scm-eqp2."""
        return self.sub_property(one, other) and self.sub_property(other, one)

    def has_domain(self, prop: Term, kind: Term) -> bool:
        """scm-dom1, scm-dom2."""
        return self._typed(DOMAIN, prop, kind)

    def has_range(self, prop: Term, kind: Term) -> bool:
        """scm-rng1, scm-rng2."""
        return self._typed(RANGE, prop, kind)

    def holds(self, triple: Triple) -> bool:
        """Whether a schema triple is stated or follows by scm-*."""
        subject, predicate, value = triple
        closed = {
            SUB_CLASS: self.sub_class,
            SUB_PROPERTY: self.sub_property,
            EQUIVALENT_CLASS: self.equivalent_class,
            EQUIVALENT_PROPERTY: self.equivalent_property,
            DOMAIN: self.has_domain,
            RANGE: self.has_range,
        }
        test = closed.get(predicate)
        return value in self.objects(subject, predicate) if test is None else test(subject, value)

    def readings(self, fact: Triple) -> list[Edge]:
        """The property expressions along which a fact is a step, with its ends in their order.

        Besides its own predicate: an inverse ([ owl:inverseOf p ]) with the ends turned round, and the nameless
        property that an IRI `urn:kgqa:property:...` stands for.
        """
        subject, predicate, value = fact
        found = [Edge(subject, predicate, value)]
        found += [Edge(value, node, subject) for node in self._turned.get(predicate, ())]
        if predicate.value.startswith(NAMELESS):
            found.append(Edge(subject, BlankNode(predicate.value.removeprefix(NAMELESS)), value))
        return found

    def fact(self, subject: Term, prop: Term, value: Term) -> Triple:
        """The fact that a step along a property expression is; the reverse of `readings`."""
        if isinstance(prop, IRI):
            return Triple(subject, prop, value)
        for inverse in self.objects(prop, INVERSE):
            if isinstance(inverse, IRI):
                return Triple(value, inverse, subject)
        # A literal is no property: such a fact is never among those that are given.
        return Triple(subject, IRI(NAMELESS + prop.value if isinstance(prop, BlankNode) else ""), value)

    def _typed(self, predicate: IRI, prop: Term, kind: Term) -> bool:
        return any(
            self.sub_class(stated, kind)
            for above in self._properties.above(prop)
            for stated in self.objects(above, predicate)
        )

    def _close(self) -> None:
        for relation, sub, equivalent in (
            (self._classes, SUB_CLASS, EQUIVALENT_CLASS),
            (self._properties, SUB_PROPERTY, EQUIVALENT_PROPERTY),
        ):
            for low, _, high in self.stated(sub):
                relation.add(low, high)
            for one, _, other in self.stated(equivalent):
                relation.add(one, other)
                relation.add(other, one)
        for kind in list(self._objects[INTERSECTION]):
            for members in self.lists(kind, INTERSECTION):
                for member in members:
                    self._classes.add(kind, member)
        for kind in list(self._objects[UNION]):
            for members in self.lists(kind, UNION):
                for member in members:
                    self._classes.add(member, kind)
        restrictions = Restrictions(self.stated)
        while new := restrictions.steps(self._classes, self._properties):
            for low, high in new:
                self._classes.add(low, high)


def is_schema(triple: Triple) -> bool:
    """Whether a triple may be part of an axiom, a rule, or the name of a rule."""
    if triple.predicate == TYPE:
        return triple.object in _TYPES
    return triple.predicate in _PREDICATES


_TYPES = frozenset(SCHEMA_TYPES)
_PREDICATES = frozenset((*SCHEMA_PREDICATES, LABEL))
