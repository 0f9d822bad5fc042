"""Tables 6 and 7: the semantics of classes (cls-*) and of class axioms (cax-*), but for cls-thing and cls-nothing1."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from kgqa.checker.rule import kinds_in, typed
from kgqa.checker.vocabulary import (
    ALL,
    ALL_DISJOINT_CLASSES,
    COMPLEMENT,
    DISJOINT_CLASS,
    HAS_VALUE,
    INTERSECTION,
    MEMBERS,
    MOST,
    MOST_QUALIFIED,
    NOTHING,
    ON_CLASS,
    ON_PROPERTY,
    ONE_OF,
    SAME,
    SOME,
    THING,
    TYPE,
    UNION,
)
from kgqa.model import Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kgqa.checker.ontology import Ontology
    from kgqa.checker.rule import Derives, Given, Needed, Refutes
    from kgqa.model import IRI, Term, Triple


def cls_int1(fact: Triple, _: Given, ontology: Ontology) -> Needed:
    """From c intersectionOf (c1 ... cn) and y a each of them: y a c."""
    if fact.predicate == TYPE:
        for parts in ontology.lists(fact.object, INTERSECTION):
            yield [typed(fact.subject, part) for part in parts]


def cls_int2(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From c intersectionOf (c1 ... cn) and y a c: y a ci."""
    return _raised(fact, given, lambda c, part: any(part in parts for parts in ontology.lists(c, INTERSECTION)))


def cls_uni(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From c unionOf (c1 ... cn) and y a ci: y a c."""
    return _raised(fact, given, lambda part, c: any(part in parts for parts in ontology.lists(c, UNION)))


def cls_svf1(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From c someValuesFrom d, c onProperty p, u p v and v a d: u a c."""
    if fact.predicate == TYPE:
        for p, d in _restrictions(ontology, fact.object, SOME):
            for v, kind in kinds_in(given):
                if kind == d:
                    yield [ontology.fact(fact.subject, p, v), typed(v, d)]


def cls_svf2(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From c someValuesFrom owl:Thing, c onProperty p and u p v: u a c."""
    if fact.predicate == TYPE:
        for p, d in _restrictions(ontology, fact.object, SOME):
            for premise in given if d == THING else ():
                if any((e.subject, e.property) == (fact.subject, p) for e in ontology.readings(premise)):
                    yield [premise]


def cls_avf(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From c allValuesFrom d, c onProperty p, u a c and u p v: v a d."""
    if fact.predicate == TYPE:
        for u, c in kinds_in(given):
            for p, d in _restrictions(ontology, c, ALL):
                if d == fact.object:
                    yield [typed(u, c), ontology.fact(u, p, fact.subject)]


def cls_hv1(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From c hasValue v, c onProperty p and u a c: u p v."""
    for u, c in kinds_in(given):
        for p, v in _restrictions(ontology, c, HAS_VALUE):
            if fact == ontology.fact(u, p, v):
                yield [typed(u, c)]


def cls_hv2(fact: Triple, _: Given, ontology: Ontology) -> Needed:
    """From c hasValue v, c onProperty p and u p v: u a c."""
    if fact.predicate == TYPE:
        for p, v in _restrictions(ontology, fact.object, HAS_VALUE):
            yield [ontology.fact(fact.subject, p, v)]


def cls_maxc2(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From c maxCardinality 1, c onProperty p, u a c, u p y and u p z: y = z."""
    for u, c in kinds_in(given) if fact.predicate == SAME else ():
        for p in _at_most(ontology, c, MOST, 1):
            yield [typed(u, c), ontology.fact(u, p, fact.subject), ontology.fact(u, p, fact.object)]


def cls_maxqc3(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From c maxQualifiedCardinality 1 onClass d, u a c, u p y, y a d, u p z and z a d: y = z."""
    for u, c in kinds_in(given) if fact.predicate == SAME else ():
        for p in _at_most(ontology, c, MOST_QUALIFIED, 1):
            for d in ontology.objects(c, ON_CLASS):
                ends = (fact.subject, fact.object)
                yield [typed(u, c), *(f for y in ends for f in (ontology.fact(u, p, y), typed(y, d)))]


def cls_maxqc4(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From c maxQualifiedCardinality 1 onClass owl:Thing, u a c, u p y and u p z: y = z."""
    for u, c in kinds_in(given) if fact.predicate == SAME else ():
        for p in _at_most(ontology, c, MOST_QUALIFIED, 1) if THING in ontology.objects(c, ON_CLASS) else ():
            yield [typed(u, c), ontology.fact(u, p, fact.subject), ontology.fact(u, p, fact.object)]


def cls_oo(fact: Triple, _: Given, ontology: Ontology) -> Needed:
    """From c oneOf (y1 ... yn): yi a c."""
    if fact.predicate == TYPE and any(fact.subject in things for things in ontology.lists(fact.object, ONE_OF)):
        yield []


def cax_sco(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From c subClassOf d and x a c: x a d."""
    return _raised(fact, given, ontology.sub_class)


def cax_eqc(fact: Triple, given: Given, ontology: Ontology) -> Needed:
    """From c equivalentClass d (or the reverse) and x a c: x a d."""
    return _raised(fact, given, ontology.equivalent_class)


def cls_nothing2(given: Given, _: Ontology) -> Needed:
    """From x a owl:Nothing: false."""
    yield from ([fact] for fact in given if fact.predicate == TYPE and fact.object == NOTHING)


def cls_com(given: Given, ontology: Ontology) -> Needed:
    """From c complementOf d, x a c and x a d: false."""
    return _both(given, lambda c: ontology.objects(c, COMPLEMENT))


def cls_maxc1(given: Given, ontology: Ontology) -> Needed:
    """From c maxCardinality 0, c onProperty p, u a c and u p y: false."""
    return _exceeding(given, ontology, MOST, lambda c, y: [[]])


def cls_maxqc1(given: Given, ontology: Ontology) -> Needed:
    """From c maxQualifiedCardinality 0 onClass d, c onProperty p, u a c, u p y and y a d: false."""
    return _exceeding(
        given, ontology, MOST_QUALIFIED, lambda c, y: [[typed(y, d)] for d in ontology.objects(c, ON_CLASS)]
    )


def cls_maxqc2(given: Given, ontology: Ontology) -> Needed:
    """From c maxQualifiedCardinality 0 onClass owl:Thing, c onProperty p, u a c and u p y: false."""
    return _exceeding(
        given, ontology, MOST_QUALIFIED, lambda c, y: [[] for d in ontology.objects(c, ON_CLASS) if d == THING]
    )


def cax_dw(given: Given, ontology: Ontology) -> Needed:
    """From c disjointWith d, x a c and x a d: false."""
    return _both(given, lambda c: ontology.objects(c, DISJOINT_CLASS))


def cax_adc(given: Given, ontology: Ontology) -> Needed:
    """From c and d among the members of an owl:AllDisjointClasses, x a c and x a d: false."""
    for node in ontology.subjects(TYPE, ALL_DISJOINT_CLASSES):
        for members in ontology.lists(node, MEMBERS):
            pairs = list(combinations(members, 2))
            yield from _both(given, lambda c, pairs=pairs: [e for d, e in pairs if c == d])  # type: ignore[misc]


def _restrictions(ontology: Ontology, c: Term, kind: IRI) -> Iterator[tuple[Term, Term]]:
    """(property, filler) of a restriction of some kind."""
    for filler in ontology.objects(c, kind):
        yield from ((prop, filler) for prop in ontology.objects(c, ON_PROPERTY))


def _at_most(ontology: Ontology, c: Term, kind: IRI, number: int) -> Iterator[Term]:
    """The properties of which a restriction allows `number` values."""
    for prop, limit in _restrictions(ontology, c, kind):
        if isinstance(limit, Literal) and limit.lexical.strip().removeprefix("+") == str(number):
            yield prop


def _raised(fact: Triple, given: Given, leads: Callable[[Term, Term], bool]) -> Needed:
    for thing, kind in kinds_in(given):
        if fact == typed(thing, fact.object) and leads(kind, fact.object):
            yield [typed(thing, kind)]


def _both(given: Given, against: Callable[[Term], list[Term]]) -> Needed:
    for x, c in kinds_in(given):
        yield from ([typed(x, c), typed(x, d)] for d in against(c))


def _exceeding(
    given: Given, ontology: Ontology, kind: IRI, further: Callable[[Term, Term], list[list[Triple]]]
) -> Needed:
    for u, c in kinds_in(given):
        for p in _at_most(ontology, c, kind, 0):
            for premise in given:
                for edge in ontology.readings(premise):
                    if (edge.subject, edge.property) == (u, p):
                        yield from ([typed(u, c), premise, *rest] for rest in further(c, edge.object))


DERIVING: dict[str, Derives] = {
    "cls-int1": cls_int1,
    "cls-int2": cls_int2,
    "cls-uni": cls_uni,
    "cls-svf1": cls_svf1,
    "cls-svf2": cls_svf2,
    "cls-avf": cls_avf,
    "cls-hv1": cls_hv1,
    "cls-hv2": cls_hv2,
    "cls-maxc2": cls_maxc2,
    "cls-maxqc3": cls_maxqc3,
    "cls-maxqc4": cls_maxqc4,
    "cls-oo": cls_oo,
    "cax-sco": cax_sco,
    # The closed schema has equivalence both ways, so that the two rules are one.
    "cax-eqc1": cax_eqc,
    "cax-eqc2": cax_eqc,
}
REFUTING: dict[str, Refutes] = {
    "cls-nothing2": cls_nothing2,
    "cls-com": cls_com,
    "cls-maxc1": cls_maxc1,
    "cls-maxqc1": cls_maxqc1,
    "cls-maxqc2": cls_maxqc2,
    "cax-dw": cax_dw,
    "cax-adc": cax_adc,
}
