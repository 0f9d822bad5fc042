"""Table 5: the semantics of axioms about properties (prp-*), but for prp-ap.

A property may be an inverse expression or nameless: `Ontology.readings` and `Ontology.fact` see to that.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from kgqa.checker.rule import kinds_in, same, typed
from kgqa.checker.vocabulary import (
    ALL_DISJOINT_PROPERTIES,
    ASYMMETRIC,
    CHAIN,
    DISJOINT_PROPERTY,
    FUNCTIONAL,
    INVERSE,
    INVERSE_FUNCTIONAL,
    IRREFLEXIVE,
    KEY,
    MEMBERS,
    NEGATED_INDIVIDUAL,
    NEGATED_PROPERTY,
    NEGATED_SUBJECT,
    NEGATED_VALUE,
    SAME,
    SYMMETRIC,
    TRANSITIVE,
    TYPE,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.checker.ontology import Edge, Ontology
    from kgqa.checker.rule import Derives, Given, Needed, Refutes
    from kgqa.model import IRI, Term, Triple


def prp_dom(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From p domain c and x p y: x a c."""
    for premise, edge in _edges(given, ontology):
        if fact == typed(edge.subject, fact.object) and ontology.has_domain(edge.property, fact.object):
            yield [premise]


def prp_rng(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From p range c and x p y: y a c."""
    for premise, edge in _edges(given, ontology):
        if fact == typed(edge.object, fact.object) and ontology.has_range(edge.property, fact.object):
            yield [premise]


def prp_fp(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From p functional, x p y and x p z: y = z."""
    for premise, (x, p, y) in _edges(given, ontology):
        if fact == same(y, fact.object) and ontology.is_a(p, FUNCTIONAL):
            yield [premise, ontology.fact(x, p, fact.object)]


def prp_ifp(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From p inverse functional, x p z and y p z: x = y."""
    for premise, (x, p, z) in _edges(given, ontology):
        if fact == same(x, fact.object) and ontology.is_a(p, INVERSE_FUNCTIONAL):
            yield [premise, ontology.fact(fact.object, p, z)]


def prp_symp(fact: Triple, _: Given, ontology: Ontology) -> Needed:
    """From p symmetric and x p y: y p x."""
    for y, p, x in ontology.readings(fact):
        if ontology.is_a(p, SYMMETRIC):
            yield [ontology.fact(x, p, y)]


def prp_trp(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From p transitive, x p y and y p z: x p z."""
    for x, p, z in ontology.readings(fact):
        if ontology.is_a(p, TRANSITIVE):
            for premise, edge in _edges(given, ontology):
                if (edge.subject, edge.property) == (x, p):
                    yield [premise, ontology.fact(edge.object, p, z)]


def prp_spo1(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From p subPropertyOf q and x p y: x q y."""
    return _along(fact, given, ontology, ontology.sub_property)


def prp_spo2(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From q propertyChainAxiom (p1 ... pn) and x p1 y1, y1 p2 y2, ... pn z: x q z."""
    edges = list(_edges(given, ontology))
    for x, q, z in ontology.readings(fact):
        for chain in ontology.lists(q, CHAIN):
            yield from _paths(edges, chain, x, z)


def prp_eqp1(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From p equivalentProperty q and x p y: x q y."""
    return _along(fact, given, ontology, ontology.equivalent_property)


def prp_inv1(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From p inverseOf q and x p y: y q x."""
    return _turned(fact, given, ontology, lambda p, q: q in ontology.objects(p, INVERSE))


def prp_inv2(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From p inverseOf q and x q y: y p x."""
    return _turned(fact, given, ontology, lambda q, p: q in ontology.objects(p, INVERSE))


def prp_key(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From c hasKey (p1 ... pn), x a c, y a c and, for each pi, x pi zi and y pi zi: x = y."""
    x, y = fact.subject, fact.object
    edges = [edge for _, edge in _edges(given, ontology)]
    for kind in {kind for thing, kind in kinds_in(given) if thing == x and fact.predicate == SAME}:
        for key in ontology.lists(kind, KEY):
            values = [{edge.object for edge in edges if (edge.subject, edge.property) == (x, p)} for p in key]
            for chosen in product(*values) if key else ():
                shared = [(p, z) for p, z in zip(key, chosen, strict=True)]
                yield [typed(x, kind), typed(y, kind), *(ontology.fact(of, p, z) for p, z in shared for of in (x, y))]


def prp_irp(given: Given, ontology: Ontology) -> Needed:
    """From p irreflexive and x p x: false."""
    for premise, edge in _edges(given, ontology):
        if edge.subject == edge.object and ontology.is_a(edge.property, IRREFLEXIVE):
            yield [premise]


def prp_asyp(given: Given, ontology: Ontology) -> Needed:
    """From p asymmetric, x p y and y p x: false."""
    for premise, (x, p, y) in _edges(given, ontology):
        if ontology.is_a(p, ASYMMETRIC):
            yield [premise, ontology.fact(y, p, x)]


def prp_pdw(given: Given, ontology: Ontology) -> Needed:
    """From p propertyDisjointWith q, x p y and x q y: false."""
    for premise, (x, p, y) in _edges(given, ontology):
        for q in ontology.objects(p, DISJOINT_PROPERTY):
            yield [premise, ontology.fact(x, q, y)]


def prp_adp(given: Given, ontology: Ontology) -> Needed:
    """From p and q among the members of an owl:AllDisjointProperties, x p y and x q y: false."""
    for node in ontology.subjects(TYPE, ALL_DISJOINT_PROPERTIES):
        for members in ontology.lists(node, MEMBERS):
            for p, q in combinations(members, 2):
                for premise, edge in _edges(given, ontology):
                    if edge.property == p:
                        yield [premise, ontology.fact(edge.subject, q, edge.object)]


def prp_npa1(given: Given, ontology: Ontology) -> Needed:
    """From a negative assertion with source x, property p and target individual y, and x p y: false."""
    return _denied(given, ontology, NEGATED_INDIVIDUAL)


def prp_npa2(given: Given, ontology: Ontology) -> Needed:
    """The same with a target value."""
    return _denied(given, ontology, NEGATED_VALUE)


def _edges(given: Given, ontology: Ontology) -> Iterator[tuple[Triple, Edge]]:
    """Each given fact with each of its readings."""
    return ((premise, edge) for premise in given for edge in ontology.readings(premise))


def _along(fact: Triple, given: Given, ontology: Ontology, leads: Callable[[Term, Term], bool]) -> Needed:
    for x, q, y in ontology.readings(fact):
        for premise, edge in _edges(given, ontology):
            if (edge.subject, edge.object) == (x, y) and leads(edge.property, q):
                yield [premise]


def _turned(fact: Triple, given: Given, ontology: Ontology, leads: Callable[[Term, Term], bool]) -> Needed:
    for y, q, x in ontology.readings(fact):
        for premise, edge in _edges(given, ontology):
            if (edge.subject, edge.object) == (x, y) and leads(edge.property, q):
                yield [premise]


def _paths(edges: list[tuple[Triple, Edge]], chain: tuple[Term, ...], x: Term, z: Term) -> Iterator[list[Triple]]:
    """The ways from x to z along a chain of properties."""
    if not chain:
        return
    for premise, edge in edges:
        if (edge.subject, edge.property) == (x, chain[0]):
            if len(chain) == 1 and edge.object == z:
                yield [premise]
            for rest in _paths(edges, chain[1:], edge.object, z):
                yield [premise, *rest]


def _denied(given: Given, ontology: Ontology, target: IRI) -> Needed:
    for premise, (x, p, y) in _edges(given, ontology):
        for node in ontology.subjects(target, y):
            if x in ontology.objects(node, NEGATED_SUBJECT) and p in ontology.objects(node, NEGATED_PROPERTY):
                yield [premise]


DERIVING: dict[str, Derives] = {
    "prp-dom": prp_dom,
    "prp-rng": prp_rng,
    "prp-fp": prp_fp,
    "prp-ifp": prp_ifp,
    "prp-symp": prp_symp,
    "prp-trp": prp_trp,
    "prp-spo1": prp_spo1,
    "prp-spo2": prp_spo2,
    "prp-eqp1": prp_eqp1,
    # The same rule, the two properties exchanged: equivalence has no direction.
    "prp-eqp2": prp_eqp1,
    "prp-inv1": prp_inv1,
    "prp-inv2": prp_inv2,
    "prp-key": prp_key,
}
REFUTING: dict[str, Refutes] = {
    "prp-irp": prp_irp,
    "prp-asyp": prp_asyp,
    "prp-pdw": prp_pdw,
    "prp-adp": prp_adp,
    "prp-npa1": prp_npa1,
    "prp-npa2": prp_npa2,
}
