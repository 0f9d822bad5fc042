"""The reference engine: owlrl, slow and independent of ours, behind the same call as `materialise`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.model import IRI, OWL_SAME_AS, BlankNode, Literal, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.term import Node


def materialise_owlrl(facts: Iterable[Triple]) -> list[Triple]:
    """What owlrl entails from `facts`, without its noise: statements about literals, reflexive owl:sameAs."""
    import owlrl
    from rdflib import Graph

    known = set(facts)
    graph = Graph()
    for triple in known:
        graph.add(tuple(_to_rdflib(term) for term in triple))  # type: ignore[arg-type]
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    entailed = [_triple(s, p, o) for s, p, o in graph]
    return sorted({t for t in entailed if t is not None and t not in known and not _is_noise(t)}, key=str)


def _is_noise(triple: Triple) -> bool:
    reflexive = triple.subject == triple.object
    return reflexive and (triple.predicate == OWL_SAME_AS or "#" in triple.predicate.value)


def _to_rdflib(term: Term) -> Node:
    from rdflib import BNode, URIRef
    from rdflib import Literal as RdflibLiteral

    if isinstance(term, IRI):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if term.language:
        return RdflibLiteral(term.lexical, lang=term.language)
    return RdflibLiteral(term.lexical, datatype=URIRef(term.datatype), normalize=False)


def _triple(subject: Node, predicate: Node, obj: Node) -> Triple | None:
    terms = [_from_rdflib(node) for node in (subject, predicate, obj)]
    if isinstance(terms[0], Literal) or not isinstance(terms[1], IRI):
        return None
    return Triple(terms[0], terms[1], terms[2])


def _from_rdflib(node: Node) -> Term:
    from rdflib import BNode, URIRef
    from rdflib import Literal as RdflibLiteral

    if isinstance(node, URIRef):
        return IRI(str(node))
    if isinstance(node, BNode):
        return BlankNode(str(node))
    assert isinstance(node, RdflibLiteral)
    if node.language:
        return Literal(str(node), language=node.language)
    return Literal(str(node), str(node.datatype)) if node.datatype else Literal(str(node))
