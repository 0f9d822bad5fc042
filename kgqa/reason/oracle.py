"""The reference engine: owlrl, slow and independent of ours, behind the same call as `materialise`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.model import OWL, RDF, RDFS, Literal
from kgqa.rdflib_terms import to_rdflib, triple_from_rdflib

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kgqa.model import Triple


def materialise_owlrl(facts: Iterable[Triple]) -> list[Triple]:
    """What owlrl entails from `facts`, without its noise: statements about literals, reflexive owl:sameAs."""
    import owlrl
    from rdflib import BNode, Graph

    known = set(facts)
    graph = Graph()
    for triple in known:
        graph.add(tuple(to_rdflib(term) for term in triple))  # type: ignore[arg-type]
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    entailed = {triple_from_rdflib(*found) for found in graph if not isinstance(found[1], BNode)}
    return sorted((triple for triple in entailed - known if not _is_noise(triple)), key=str)


def _is_noise(triple: Triple) -> bool:
    reflexive = triple.subject == triple.object
    about_itself = reflexive and triple.predicate.value.startswith((RDF, RDFS, OWL))
    return about_itself or isinstance(triple.subject, Literal)
