"""Whether a graph follows from materialised facts (simple entailment over the closure)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.model import IRI, OWL, OWL_SAME_AS, RDF, RDF_TYPE, RDFS, BlankNode, Term, Triple
from kgqa.reason.builtins import Identity
from kgqa.reason.rule import Atom, Var
from kgqa.reason.solve import solve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgqa.reason.facts import Facts

_REFLEXIVE = {
    OWL_SAME_AS,
    *(IRI(RDFS + name) for name in ("subClassOf", "subPropertyOf")),
    *(IRI(OWL + name) for name in ("equivalentClass", "equivalentProperty")),
}
_DECLARATIONS = {
    *(
        IRI(OWL + name)
        for name in (
            "Thing",
            "NamedIndividual",
            "Class",
            "ObjectProperty",
            "DatatypeProperty",
            "AnnotationProperty",
            "Ontology",
        )
    ),
    *(IRI(RDFS + name) for name in ("Resource", "Class", "Datatype")),
    IRI(RDF + "Property"),
}
_NO_IDENTITY = Identity(unique_names=False, knows=lambda _: False)


def entails(facts: Facts, conclusion: Iterable[Triple]) -> bool:
    """Whether every triple of `conclusion` holds in `facts`, its blank nodes standing for something.

    Reflexive statements (eq-ref, scm-cls, scm-op, scm-dp) and declarations hold of themselves and are not stored.
    """
    body = [_pattern(triple) for triple in conclusion if not _is_virtual(triple)]
    return any(True for _ in solve(body, {}, facts, _NO_IDENTITY))


def unentailed(facts: Facts, conclusion: Iterable[Triple]) -> Iterator[Triple]:
    """The ground triples of `conclusion` that do not hold."""
    for triple in conclusion:
        if not _is_virtual(triple) and not any(True for _ in solve([_pattern(triple)], {}, facts, _NO_IDENTITY)):
            yield triple


def _is_virtual(triple: Triple) -> bool:
    if triple.predicate in _REFLEXIVE and triple.subject == triple.object:
        return True
    return triple.predicate == RDF_TYPE and triple.object in _DECLARATIONS and not isinstance(triple.subject, BlankNode)


def _pattern(triple: Triple) -> Atom:
    return Atom(_node(triple.subject), triple.predicate, _node(triple.object))


def _node(term: Term) -> Term | Var:
    return Var(term.value) if isinstance(term, BlankNode) else term
