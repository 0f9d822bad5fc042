"""Terms of the model as terms of pyoxigraph, and back."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kgqa.model import IRI, XSD, BlankNode, Literal, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OxTerm: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal

_to_iri = lru_cache(maxsize=200_000)(IRI)
_to_node = lru_cache(maxsize=200_000)(ox.NamedNode)


def to_ox(term: Term) -> OxTerm:
    """The pyoxigraph term for `term`."""
    if isinstance(term, IRI):
        return _to_node(term.value)
    if isinstance(term, BlankNode):
        return ox.BlankNode(term.value)
    if term.language:
        return ox.Literal(term.lexical, language=term.language)
    return ox.Literal(term.lexical, datatype=_to_node(term.datatype))


def from_ox(term: object) -> Term:
    """The model's term for a pyoxigraph term; raises ValueError for a triple term (RDF 1.2)."""
    if isinstance(term, ox.NamedNode):
        return _to_iri(term.value)
    if isinstance(term, ox.BlankNode):
        return BlankNode(term.value)
    if isinstance(term, ox.Literal):
        return Literal(term.value, term.datatype.value, term.language)
    raise ValueError("triple terms (RDF 1.2) are not supported")


@lru_cache(maxsize=10_000)
def as_stored(term: Term) -> Term:
    """The term as pyoxigraph gives it back: numbers, booleans and dates are kept by their value ("05" as "5")."""
    if not isinstance(term, Literal) or term.datatype == XSD + "string" or term.language:
        return term
    store = ox.Store()
    name = ox.NamedNode("urn:kgqa:store")
    store.add(ox.Quad(name, name, to_ox(term)))
    return from_ox(next(iter(store)).object)


def to_quads(triples: Iterable[Triple], graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
    """Quads of `graph`; triples whose subject is a literal cannot be stored and are left out."""
    for subject, predicate, obj in triples:
        if not isinstance(subject, Literal):
            yield ox.Quad(to_ox(subject), to_ox(predicate), to_ox(obj), graph)  # type: ignore[arg-type]


def from_quad(quad: ox.Quad | ox.Triple) -> Triple:
    """The triple of a quad."""
    predicate = from_ox(quad.predicate)
    assert isinstance(predicate, IRI)
    return Triple(from_ox(quad.subject), predicate, from_ox(quad.object))
