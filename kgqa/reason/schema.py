"""The schema (TBox and rules) of a graph: which triples it is, its lists, and its class expressions for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgqa.model import IRI, OWL, RDF, RDF_TYPE, RDFS, RDFS_LABEL, XSD, BlankNode, Literal, Term, Triple
from kgqa.reason.facts import TripleSet
from kgqa.reason.rule import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kgqa.reason.facts import Facts

SWRL = "http://www.w3.org/2003/11/swrl#"
FIRST, REST, NIL = IRI(RDF + "first"), IRI(RDF + "rest"), IRI(RDF + "nil")

_PREDICATES = [
    *(RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")),
    *(
        OWL + name
        for name in (
            "equivalentClass", "equivalentProperty", "inverseOf", "propertyChainAxiom", "hasKey", "disjointWith",
            "propertyDisjointWith", "members", "distinctMembers", "sourceIndividual", "assertionProperty",
            "targetIndividual", "targetValue", "intersectionOf", "unionOf", "complementOf", "oneOf", "onProperty",
            "onClass", "someValuesFrom", "allValuesFrom", "hasValue", "maxCardinality", "maxQualifiedCardinality",
        )
    ),
    *(RDF + name for name in ("first", "rest")),
    *(
        SWRL + name
        for name in (
            "body", "head", "argument1", "argument2", "arguments", "propertyPredicate", "classPredicate", "builtin"
        )
    ),
]  # fmt: skip
_TYPES = [
    *(
        OWL + name
        for name in (
            "FunctionalProperty", "InverseFunctionalProperty", "IrreflexiveProperty", "SymmetricProperty",
            "AsymmetricProperty", "TransitiveProperty", "AllDifferent", "AllDisjointClasses",
            "AllDisjointProperties",
        )
    ),
    *(SWRL + name for name in ("Imp", "Variable")),
    *(
        SWRL + name + "Atom"
        for name in (
            "IndividualProperty", "DatavaluedProperty", "Class", "SameIndividual", "DifferentIndividuals", "Builtin"
        )
    ),
    RDFS + "Datatype",
]  # fmt: skip
SCHEMA_PREDICATES = tuple(map(IRI, _PREDICATES))
SCHEMA_CLASSES = tuple(map(IRI, _TYPES))
"""A triple with such a predicate, or a member of such a class, is schema."""
_SHOWN = 20
"""How many members of a list are spelt out."""
_CARDINALITIES = {IRI(OWL + "maxCardinality"), IRI(OWL + "maxQualifiedCardinality")}


def schema_of(facts: Facts) -> TripleSet:
    """The triples of `facts` that rules are compiled from, in a fixed order.

    Cardinalities are brought to xsd:nonNegativeInteger, whatever integer datatype they were written with.
    """
    found = [triple for predicate in _PREDICATES for triple in facts.match(None, IRI(predicate), None)]
    found += [triple for kind in _TYPES for triple in facts.match(None, RDF_TYPE, IRI(kind))]
    rules = {triple.subject for triple in found if triple.object == IRI(SWRL + "Imp")}
    found += [label for rule in rules for label in facts.match(rule, RDFS_LABEL, None)]
    return TripleSet(sorted(map(_normal, found), key=str))


def _normal(triple: Triple) -> Triple:
    if triple.predicate in _CARDINALITIES and isinstance(triple.object, Literal):
        return triple._replace(object=Literal(triple.object.lexical.strip().lstrip("+"), XSD + "nonNegativeInteger"))
    return triple


class BySubject:
    """Triples found by subject and predicate at once (implements `Facts`): what lists and expressions are read from."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._found: dict[tuple[Term, IRI], list[Triple]] = {}
        for triple in triples:
            self._found.setdefault((triple.subject, triple.predicate), []).append(triple)

    def match(
        self, subject: Term | None = None, predicate: IRI | None = None, object: Term | None = None
    ) -> Iterator[Triple]:
        """The triples of a subject and a predicate, both of which must be given, that fit."""
        if subject is None or predicate is None:
            raise LookupError
        found = self._found.get((subject, predicate), ())
        return iter(found) if object is None else (triple for triple in found if triple.object == object)


def one(facts: Facts, subject: Term, predicate: IRI) -> Term | None:
    """The first object of a subject and predicate."""
    return next((triple.object for triple in facts.match(subject, predicate, None)), None)


def members(facts: Facts, head: Term) -> list[Term]:
    """The members of an RDF list; a broken or circular list ends where it breaks."""
    return list(_members(facts, head))


def _members(facts: Facts, node: Term) -> Iterator[Term]:
    seen = set()
    while node != NIL and node not in seen:
        seen.add(node)
        first, rest = one(facts, node, FIRST), one(facts, node, REST)
        if first is None:
            return
        yield first
        if rest is None:
            return
        node = rest


def expression(facts: Facts, term: Term, depth: int = 4) -> str:
    """A class expression or list for people, in the manner of Manchester syntax."""
    if not isinstance(term, BlankNode) or depth == 0:
        return readable(term)
    for word, name in (("and", "intersectionOf"), ("or", "unionOf"), ("one of", "oneOf")):
        head = one(facts, term, IRI(OWL + name))
        if head is not None:
            parts = _shown(facts, head, depth)
            return "{" + ", ".join(parts) + "}" if word == "one of" else f"({f' {word} '.join(parts)})"
    negated = one(facts, term, IRI(OWL + "complementOf"))
    if negated is not None:
        return f"(not {expression(facts, negated, depth - 1)})"
    if one(facts, term, FIRST) is not None:
        return "(" + " ".join(_shown(facts, term, depth)) + ")"
    return _restriction(facts, term, depth)


def _shown(facts: Facts, head: Term, depth: int) -> list[str]:
    """The first members of a list for people, and how many more there are."""
    listed = members(facts, head)
    shown = [expression(facts, part, depth - 1) for part in listed[:_SHOWN]]
    return shown if len(listed) <= _SHOWN else [*shown, f"{len(listed) - _SHOWN} more"]


def _restriction(facts: Facts, term: Term, depth: int) -> str:
    prop = one(facts, term, IRI(OWL + "onProperty"))
    for word, name in (
        ("some", "someValuesFrom"),
        ("only", "allValuesFrom"),
        ("value", "hasValue"),
        ("max", "maxCardinality"),
        ("max", "maxQualifiedCardinality"),
    ):
        filler = one(facts, term, IRI(OWL + name))
        if filler is not None and prop is not None:
            shown = filler.lexical if word == "max" and isinstance(filler, Literal) else None
            return f"({readable(prop)} {word} {shown or expression(facts, filler, depth - 1)})"
    inverse = one(facts, term, IRI(OWL + "inverseOf"))
    return f"(inverse {readable(inverse)})" if inverse is not None else "[]"
