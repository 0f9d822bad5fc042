"""Terms of the model as terms of rdflib, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.model import IRI, BlankNode, Literal, Term, Triple

if TYPE_CHECKING:
    from rdflib.term import Node


def to_rdflib(term: Term) -> Node:
    """The rdflib term for `term`; literals keep their lexical form."""
    from rdflib import BNode, URIRef
    from rdflib import Literal as RdflibLiteral

    if isinstance(term, IRI):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if term.language:
        return RdflibLiteral(term.lexical, lang=term.language)
    return RdflibLiteral(term.lexical, datatype=URIRef(term.datatype), normalize=False)


def from_rdflib(node: object) -> Term:
    """The model's term for an rdflib term, or `node` itself when it is one; raises TypeError for anything else."""
    from rdflib import BNode, URIRef
    from rdflib import Literal as RdflibLiteral

    if isinstance(node, IRI | BlankNode | Literal):
        return node
    if isinstance(node, URIRef):
        return IRI(str(node))
    if isinstance(node, BNode):
        return BlankNode(str(node))
    if not isinstance(node, RdflibLiteral):
        raise TypeError(f"{node!r} is no RDF term")
    if node.language:
        return Literal(str(node), language=node.language)
    return Literal(str(node), str(node.datatype)) if node.datatype else Literal(str(node))


def triple_from_rdflib(subject: object, predicate: object, obj: object) -> Triple:
    """A triple of rdflib terms; raises TypeError when they are none, or when the predicate is no IRI."""
    terms = [from_rdflib(node) for node in (subject, predicate, obj)]
    if not isinstance(terms[1], IRI):
        raise TypeError(f"{predicate!r} is no IRI")
    return Triple(terms[0], terms[1], terms[2])
