"""Table 9: the semantics of schema vocabulary (scm-*), but for the reflexive scm-cls, scm-op and scm-dp.

These rules have no axioms: what they start from are facts of the schema, each with its own proof. Only the lists of
scm-int and scm-uni are read from the ontology.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.checker.vocabulary import (
    ALL,
    DOMAIN,
    EQUIVALENT_CLASS,
    EQUIVALENT_PROPERTY,
    HAS_VALUE,
    INTERSECTION,
    ON_PROPERTY,
    RANGE,
    SOME,
    SUB_CLASS,
    SUB_PROPERTY,
    UNION,
)
from kgqa.model import Triple

if TYPE_CHECKING:
    from kgqa.checker.ontology import Ontology
    from kgqa.checker.rule import Derives, Given, Needed
    from kgqa.model import IRI


def _from_equivalent(sub: IRI, equivalent: IRI) -> Derives:
    """scm-eqc1, scm-eqp1: from c equivalent to d: c sub d, and d sub c."""

    def rule(fact: Triple, _: Given, ontology: Ontology) -> Needed:
        if fact.predicate == sub:
            yield [Triple(fact.subject, equivalent, fact.object)]
            yield [Triple(fact.object, equivalent, fact.subject)]

    return rule


def _to_equivalent(sub: IRI, equivalent: IRI) -> Derives:
    """scm-eqc2, scm-eqp2: from c sub d and d sub c: c equivalent to d."""

    def rule(fact: Triple, _: Given, ontology: Ontology) -> Needed:
        if fact.predicate == equivalent:
            yield [Triple(fact.subject, sub, fact.object), Triple(fact.object, sub, fact.subject)]

    return rule


def _joined(first: IRI, second: IRI) -> Derives:
    """scm-sco, scm-spo, scm-dom1, scm-rng1: from c first d and d second e: c first e."""

    def rule(fact: Triple, given: Given, _: Ontology) -> Needed:
        for premise in given:
            if fact.predicate == first and (premise.predicate, premise.subject) == (first, fact.subject):
                yield [premise, Triple(premise.object, second, fact.object)]

    return rule


def _inherited(typing: IRI) -> Derives:
    """scm-dom2, scm-rng2: from q typing c and p subPropertyOf q: p typing c."""

    def rule(fact: Triple, given: Given, _: Ontology) -> Needed:
        for premise in given:
            if fact.predicate == typing and (premise.predicate, premise.subject) == (SUB_PROPERTY, fact.subject):
                yield [premise, Triple(premise.object, typing, fact.object)]

    return rule


def _wider_property(kind: IRI, *, narrows: bool = False) -> Derives:
    """scm-hv, scm-svf2: from c kind v on p, d kind v on q and p subPropertyOf q: c subClassOf d; scm-avf2: d of c."""

    def rule(fact: Triple, given: Given, _: Ontology) -> Needed:
        if fact.predicate == SUB_CLASS:
            c, d = (fact.object, fact.subject) if narrows else (fact.subject, fact.object)
            for v in _values(given, kind):
                for sub in (premise for premise in given if premise.predicate == SUB_PROPERTY):
                    on = [Triple(c, ON_PROPERTY, sub.subject), Triple(d, ON_PROPERTY, sub.object)]
                    yield [Triple(c, kind, v.object), Triple(d, kind, v.object), *on, sub]

    return rule


def _wider_filler(kind: IRI) -> Derives:
    """scm-svf1, scm-avf1: from c kind x, d kind y, both on p, and x subClassOf y: c subClassOf d."""

    def rule(fact: Triple, given: Given, _: Ontology) -> Needed:
        if fact.predicate == SUB_CLASS:
            c, d = fact.subject, fact.object
            for p in _values(given, ON_PROPERTY):
                for sub in (premise for premise in given if premise.predicate == SUB_CLASS):
                    on = [Triple(c, ON_PROPERTY, p.object), Triple(d, ON_PROPERTY, p.object)]
                    yield [Triple(c, kind, sub.subject), Triple(d, kind, sub.object), *on, sub]

    return rule


def _values(given: Given, predicate: IRI) -> list[Triple]:
    return [premise for premise in given if premise.predicate == predicate]


def scm_int(fact: Triple, _: Given, ontology: Ontology) -> Needed:
    """From c intersectionOf (c1 ... cn): c subClassOf ci."""
    if fact.predicate == SUB_CLASS and any(fact.object in x for x in ontology.lists(fact.subject, INTERSECTION)):
        yield []


def scm_uni(fact: Triple, _: Given, ontology: Ontology) -> Needed:
    """From c unionOf (c1 ... cn): ci subClassOf c."""
    if fact.predicate == SUB_CLASS and any(fact.subject in x for x in ontology.lists(fact.object, UNION)):
        yield []


DERIVING: dict[str, Derives] = {
    "scm-eqc1": _from_equivalent(SUB_CLASS, EQUIVALENT_CLASS),
    "scm-eqc2": _to_equivalent(SUB_CLASS, EQUIVALENT_CLASS),
    "scm-sco": _joined(SUB_CLASS, SUB_CLASS),
    "scm-spo": _joined(SUB_PROPERTY, SUB_PROPERTY),
    "scm-eqp1": _from_equivalent(SUB_PROPERTY, EQUIVALENT_PROPERTY),
    "scm-eqp2": _to_equivalent(SUB_PROPERTY, EQUIVALENT_PROPERTY),
    "scm-dom1": _joined(DOMAIN, SUB_CLASS),
    "scm-dom2": _inherited(DOMAIN),
    "scm-rng1": _joined(RANGE, SUB_CLASS),
    "scm-rng2": _inherited(RANGE),
    "scm-hv": _wider_property(HAS_VALUE),
    "scm-svf1": _wider_filler(SOME),
    "scm-svf2": _wider_property(SOME),
    "scm-avf1": _wider_filler(ALL),
    "scm-avf2": _wider_property(ALL, narrows=True),
    "scm-int": scm_int,
    "scm-uni": scm_uni,
}
